//! Graph algorithms over what the knowledge holds.
//!
//! [`Adjacency`] is a weighted graph in compressed sparse rows; [`PageRank`] walks on it from seeds, [`Leiden`] finds its
//! communities.

mod adjacency;
mod leiden;
mod page_rank;

pub use adjacency::{Adjacency, NodeId};
pub use leiden::Leiden;
pub use page_rank::PageRank;
