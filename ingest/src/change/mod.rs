//! What a run has to do: the difference between a source, the ledger and the graph.
//!
//! [`plan`] compares three things for one source: the files that a [scan](crate::source::scan) found, what the
//! [ledger](crate::ledger) remembers, and what the graph holds. The graph is the truth: what it does not hold is added
//! whatever the ledger says, and without a ledger files are hashed and compared with it. A file that was renamed is one
//! removed and one added.
//!
//! Documents are only ever removed under the root of the plan, and not even there where that looks like an accident:
//! see [`RemovalRefused`].

mod brake;
mod plan;
mod probe;

pub use brake::RemovalRefused;
pub use plan::{
    Conflict, Held, Inputs, Plan, PlanOptions, Quarantined, Reason, Removal, Task, Unchanged, file_of, plan,
};
pub use probe::{Disk, Probe, ProbeError};
