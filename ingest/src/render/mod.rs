//! Documents as Markdown and as HTML.
//!
//! Both keep reading order, headings, lists and tables. Merged and nested cells are beyond Markdown's own tables, so these
//! stand as HTML tables in Markdown too.

mod html;
mod markdown;

pub use html::html;
pub use markdown::markdown;
