//! One process writes a data folder; readers may stand beside each other.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::GraphError;
use crate::knowledge::Access;

/// The lock on a data folder, held until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Locks the folder, shared for readers, without waiting.
    pub(crate) fn take(folder: &Path, access: Access) -> Result<Self, GraphError> {
        let path = folder.join("lock");
        let io = |source| GraphError::Io { path: path.clone(), source };
        let (file, locked) = match access {
            Access::Write => {
                let file = OpenOptions::new().create(true).write(true).truncate(false).open(&path).map_err(io)?;
                let locked = file.try_lock();
                (file, locked)
            }
            Access::Read => {
                let file = File::open(&path).map_err(io)?;
                let locked = file.try_lock_shared();
                (file, locked)
            }
        };
        match locked {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(GraphError::Locked(folder.to_owned())),
            Err(TryLockError::Error(source)) => Err(GraphError::Io { path, source }),
        }
    }
}
