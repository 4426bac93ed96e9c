//! Graph algorithms over what the knowledge holds.
//!
//! [`Adjacency`] is a weighted, undirected graph in compressed sparse rows. [`PassageGraph`] lays the passages and the
//! entities that they mention into one, and ranks passages by personalised PageRank from seeds that a question gives. [`Leiden`]
//! finds the communities of a graph.

mod adjacency;
mod leiden;
mod page_rank;
mod passage_graph;

pub use adjacency::{Adjacency, NodeId};
pub use leiden::Leiden;
pub use page_rank::PageRank;
pub use passage_graph::{EdgeWeights, PassageGraph};
