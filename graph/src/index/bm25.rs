//! BM25F over two fields, with statistics of what the reader may see and nothing else.
//!
//! Tantivy's own scorer counts deleted passages until segments merge, and hidden ones always; ours counts the passages that are
//! alive and allowed, so scores depend on the content alone and a filtered search equals a search in an index that never held
//! the rest.

/// Term saturation.
const K1: f32 = 1.2;

/// Weight and length normalisation of each field: body, titles.
pub(crate) const FIELDS: [FieldWeight; 2] =
    [FieldWeight { weight: 1.0, b: 0.75 }, FieldWeight { weight: 1.0, b: 0.5 }];

/// How much a field counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldWeight {
    weight: f32,
    /// How far long fields are discounted, 0 to 1.
    b: f32,
}

impl FieldWeight {
    /// Weighted term frequency of a term that stands `frequency` times in a field of `length` tokens.
    pub(crate) fn weighted(self, frequency: u32, length: u32, average: f32) -> f32 {
        let relative = if average > 0.0 { length as f32 / average } else { 1.0 };
        self.weight * frequency as f32 / (1.0 - self.b + self.b * relative)
    }
}

/// Inverse passage frequency of a term that stands in `frequency` of `count` passages; never negative.
pub(crate) fn inverse_frequency(count: usize, frequency: usize) -> f32 {
    let (count, frequency) = (count as f32, frequency as f32);
    (1.0 + (count - frequency + 0.5) / (frequency + 0.5)).ln()
}

/// What a weighted term frequency adds to a passage's score.
pub(crate) fn saturated(weighted: f32) -> f32 {
    (K1 + 1.0) * weighted / (K1 + weighted)
}
