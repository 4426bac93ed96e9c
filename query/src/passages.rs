//! The passages that a caller may read, without a copy of them.

use std::sync::Arc;

use quarry_graph::PassageRecord;
use roaring::RoaringBitmap;

/// Passages of one state of a source, all or some of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Readable {
    /// In order of their numbers.
    all: Arc<Vec<PassageRecord>>,
    /// Numbers of those that may be read; none for all.
    only: Option<RoaringBitmap>,
}

impl Readable {
    pub(crate) fn new(all: Arc<Vec<PassageRecord>>, only: Option<RoaringBitmap>) -> Self {
        Self { all, only }
    }

    fn may(&self, number: u32) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(number))
    }

    /// The passages, in order of their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &PassageRecord> + Clone {
        self.all.iter().filter(|p| self.may(p.id.0))
    }

    /// The passage of that number, where it may be read.
    pub(crate) fn get(&self, number: &u32) -> Option<&PassageRecord> {
        let passage = self.all.get(usize::try_from(*number).ok()?)?;
        self.may(*number).then_some(passage)
    }
}
