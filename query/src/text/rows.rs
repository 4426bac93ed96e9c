//! Lists of numbers, one after the other in one array.

/// A list of numbers for each row.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    /// Start of each row; one more than there are rows.
    offsets: Vec<u32>,
    entries: Vec<u32>,
}

impl Default for Rows {
    fn default() -> Self {
        Self {
            offsets: vec![0],
            entries: Vec::new(),
        }
    }
}

impl Rows {
    /// Adds the next row.
    pub(crate) fn push(&mut self, row: impl IntoIterator<Item = u32>) {
        self.entries.extend(row);
        self.offsets
            .push(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
    }

    /// The numbers of a row; none for one that is not there.
    pub(crate) fn row(&self, row: usize) -> &[u32] {
        let at = |n: usize| self.offsets.get(n).and_then(|o| usize::try_from(*o).ok());
        match (at(row), at(row + 1)) {
            (Some(start), Some(end)) => self.entries.get(start..end).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Number of rows.
    pub(crate) const fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Every row, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.len()).map(|row| self.row(row))
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn rows_keep_their_length_and_their_order() {
        let mut rows = Rows::default();
        rows.push([3, 1]);
        rows.push([]);
        rows.push([7]);
        assert_eq!(rows.iter().collect::<Vec<_>>(), [&[3, 1][..], &[], &[7]]);
        assert_eq!((rows.len(), rows.row(9)), (3, &[][..]));
    }
}
