//! SHACL Core, <https://www.w3.org/TR/shacl/>: shapes are read once, and a graph is held against them.
//!
//! [`Shapes`] come from a shapes graph ([`shape`] reads it, [`path`] the property paths); [`validate`] walks their targets over a
//! data graph and gives a [`ValidationReport`], which is text, a list, or RDF. The engine works on graphs in memory, one
//! document's at a time: that is what keeps a commit's cost independent of how much is there already.
//!
//! SHACL leaves recursive shapes undefined; here a shape that is asked again about a node that it is being asked about holds.

mod classes;
mod constraint;
mod data;
mod path;
mod report;
mod shape;
mod validate;
mod value;

pub(crate) use data::Data;
pub use path::Path;
pub use report::{ValidationReport, ValidationResult};
pub use shape::Shapes;
