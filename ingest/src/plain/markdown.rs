//! stub
use crate::read::Reading;
/// Reads decoded text.
#[must_use]
pub fn read(text: &str) -> Reading {
    super::text::read(text)
}
