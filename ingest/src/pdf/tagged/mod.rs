//! Tagged files: what the author's program says of the order and kind of what it painted.
//!
//! [`tree`] reads the structure tree (ISO 32000-2, 14.7 and 14.8) into a place and role for each piece of marked
//! content; [`elements`] puts the characters of a page together by the elements they belong to.

pub(crate) mod elements;
pub(crate) mod tree;

pub(crate) use tree::{PageTags, Role};
