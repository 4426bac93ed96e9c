//! From characters on a page to paragraphs in reading order.
//!
//! [`segments`] joins characters on one baseline; [`spacing`] writes them as text with the spaces that were meant;
//! [`rows`] puts segments beside each other into rows; [`columns`] cuts the page at its gutters and gives the
//! reading order; [`paragraphs`] joins lines.

pub(crate) mod columns;
pub(crate) mod paragraphs;
pub(crate) mod rows;
pub(crate) mod segments;
pub(crate) mod spacing;

pub(crate) use paragraphs::Paragraph;
pub(crate) use rows::Row;
pub(crate) use segments::Segment;
