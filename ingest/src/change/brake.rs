//! The mass-removal brake: an unmounted share must not empty the index.

/// Why documents that are missing were not removed. Nothing of the source is removed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RemovalRefused {
    /// Nothing stands below the root.
    #[error(
        "{root} is empty, but {held} of its documents are indexed; if they are really gone, \
         run again with --allow-mass-removal"
    )]
    Empty {
        /// Root of the source.
        root: String,
        /// Documents of the source in the graph.
        held: usize,
    },
    /// More than a fifth would go.
    #[error(
        "{missing} of the {held} documents of {root} are missing, more than a fifth; if they are really gone, \
         run again with --allow-mass-removal"
    )]
    TooMany {
        /// Root of the source.
        root: String,
        /// Documents that would be removed.
        missing: usize,
        /// Documents of the source in the graph.
        held: usize,
    },
}

impl RemovalRefused {
    /// Whether `missing` of the `held` documents below `root` may be removed without being asked for.
    ///
    /// # Errors
    /// [`RemovalRefused::TooMany`] where that is more than a fifth.
    pub fn check(root: &str, missing: usize, held: usize) -> Result<(), Self> {
        if missing.saturating_mul(5) > held {
            return Err(Self::TooMany {
                root: root.to_owned(),
                missing,
                held,
            });
        }
        Ok(())
    }
}
