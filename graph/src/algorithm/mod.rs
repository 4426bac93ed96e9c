//! Graph algorithms over what the knowledge holds.
//!
//! [`Adjacency`] is a weighted graph in compressed sparse rows; [`PageRank`] walks on it from seeds.

mod adjacency;
mod page_rank;

pub use adjacency::{Adjacency, NodeId};
pub use page_rank::PageRank;
