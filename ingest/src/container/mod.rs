//! Files that hold files: zip archives and e-mails. Each member becomes documents of its own, with the source
//! `a.zip!/folder/b.pdf`, and so on inwards.
//!
//! [`archive`] walks the members of an archive, [`mail`] those of a message. Together they may be opened to so many bytes,
//! members and levels ([`Limits`]); what is over the limit is refused, and what was read before it stays.

pub(crate) mod archive;
pub(crate) mod mail;
mod names;

use crate::read::ReadError;

/// Bytes of all members together, when inflated.
const MOST_BYTES: u64 = 1 << 30;
/// Bytes of one member.
const LARGEST_MEMBER: u64 = 512 << 20;
/// Members of one file, nested ones included.
const MOST_MEMBERS: usize = 20_000;
/// Containers inside one another.
const DEEPEST: usize = 4;

/// What one file may still be opened to.
#[derive(Debug)]
pub(crate) struct Limits {
    bytes: u64,
    members: usize,
    depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: MOST_BYTES,
            members: MOST_MEMBERS,
            depth: DEEPEST,
        }
    }
}

impl Limits {
    /// Goes one container inwards while `open` runs; none where that is too deep.
    pub(crate) fn inwards<T>(&mut self, open: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.depth = self.depth.checked_sub(1)?;
        let value = open(self);
        self.depth += 1;
        Some(value)
    }

    /// Takes one member of so many bytes.
    ///
    /// # Errors
    /// [`ReadError::Limit`] where no more may be opened.
    pub(crate) fn take(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.members = self.members.saturating_sub(1);
        self.bytes = self.bytes.saturating_sub(bytes as u64);
        self.exceeded()
            .map_or(Ok(()), |reason| Err(ReadError::Limit(reason)))
    }

    /// Why nothing more may be opened, where that is so.
    fn exceeded(&self) -> Option<String> {
        if self.members == 0 {
            Some(format!("the file holds more than {MOST_MEMBERS} others"))
        } else if self.bytes == 0 {
            Some(format!(
                "the file holds more than {MOST_BYTES} bytes when inflated"
            ))
        } else {
            None
        }
    }
}
