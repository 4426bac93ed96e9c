//! SPARQL 1.1 queries over the graph: evaluated whole, in a form that the caller names.
//!
//! A result is written to memory before anything of it is sent, up to a limit, so that a query that fails or takes too long
//! is an error and never a truncated success. `SERVICE` is refused: nothing leaves the machine.

mod evaluate;
mod form;
mod table;

pub use evaluate::{SparqlError, SparqlOptions, evaluate};
pub use form::{Accepted, Form};
pub use oxigraph::sparql::CancellationToken;
