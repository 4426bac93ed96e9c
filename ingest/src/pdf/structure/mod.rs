//! What pieces of a page are: headings, list items, captions, running headers.
//!
//! [`numbering`] reads the marks at the start of a paragraph; [`kinds`] decides what each piece is, over the whole
//! document; [`running`] finds what repeats from page to page; [`captions`] ties captions and units to tables.

pub(crate) mod captions;
pub(crate) mod footnotes;
pub(crate) mod kinds;
pub(crate) mod numbering;
pub(crate) mod running;
