//! Vectors in sixteen bits a dimension: whole numbers with one scale a row.
//!
//! Half the memory of single precision. A cosine is off by some millionths, far less than two embeddings of one thought differ
//! by.

/// The greatest value of a coordinate.
const TOP: f32 = 32_767.0;

/// Vectors of one dimension, one after the other.
#[derive(Debug)]
pub(super) struct Quantised {
    dimension: usize,
    /// Row-major, `[rows, dimension]`.
    values: Vec<i16>,
    /// What one step of each row is worth.
    steps: Vec<f32>,
}

impl Quantised {
    pub(super) const fn new(dimension: usize) -> Self {
        Self {
            dimension,
            values: Vec::new(),
            steps: Vec::new(),
        }
    }

    pub(super) const fn dimension(&self) -> usize {
        self.dimension
    }

    /// Number of rows.
    pub(super) const fn len(&self) -> usize {
        self.steps.len()
    }

    /// Adds a vector of that dimension.
    pub(super) fn push(&mut self, vector: &[f32]) {
        let most = vector.iter().fold(0.0f32, |most, v| most.max(v.abs()));
        let step = if most > 0.0 { most / TOP } else { 1.0 };
        // Saturates, and takes what is no number for nought.
        self.values
            .extend(vector.iter().map(|v| (v / step).round() as i16));
        self.steps.push(step);
    }

    /// Adds a row of another of the same dimension, as it is.
    pub(super) fn push_row(&mut self, other: &Self, row: usize) {
        self.values.extend_from_slice(other.values_of(row));
        self.steps.push(other.step_of(row));
    }

    /// Gives back what was reserved and is not needed.
    pub(super) fn shrink(&mut self) {
        self.values.shrink_to_fit();
        self.steps.shrink_to_fit();
    }

    /// A row in single precision.
    pub(super) fn row(&self, row: usize) -> Vec<f32> {
        let step = self.step_of(row);
        self.values_of(row).iter().map(|v| f32::from(*v) * step).collect()
    }

    /// Scalar product of a row with a vector of the dimension.
    pub(super) fn product(&self, row: usize, vector: &[f32]) -> f32 {
        self.step_of(row) * dot(vector, self.values_of(row))
    }

    fn values_of(&self, row: usize) -> &[i16] {
        self.values
            .get(row * self.dimension..(row + 1) * self.dimension)
            .unwrap_or_default()
    }

    fn step_of(&self, row: usize) -> f32 {
        self.steps.get(row).copied().unwrap_or_default()
    }
}

/// Scalar product in sixteen independent sums, which the compiler lays into vector registers.
fn dot(a: &[f32], b: &[i16]) -> f32 {
    const LANES: usize = 16;
    let mut sums = [0.0f32; LANES];
    let (left, right) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let tail: f32 = left
        .remainder()
        .iter()
        .zip(right.remainder())
        .map(|(x, y)| x * f32::from(*y))
        .sum();
    for (x, y) in left.zip(right) {
        for lane in 0..LANES {
            sums[lane] += x[lane] * f32::from(y[lane]);
        }
    }
    sums.iter().sum::<f32>() + tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_single_precision_to_some_millionths() {
        for dimension in [7, 24, 384] {
            let vector = |seed: f32| -> Vec<f32> {
                let raw: Vec<f32> = (0..dimension).map(|i| (i as f32 * seed).sin()).collect();
                let norm = raw.iter().map(|v| v * v).sum::<f32>().sqrt();
                raw.iter().map(|v| v / norm).collect()
            };
            let (a, b) = (vector(0.7), vector(0.31));
            let mut rows = Quantised::new(dimension);
            rows.push(&b);
            rows.push(&a);
            let exact: f32 = a.iter().zip(&b).map(|(x, y)| x * y).sum();
            assert!((rows.product(0, &a) - exact).abs() < 1e-5);
            assert!((rows.product(1, &a) - 1.0).abs() < 1e-5);
            assert!(rows.row(0).iter().zip(&b).all(|(x, y)| (x - y).abs() < 1e-4));
            let mut again = Quantised::new(dimension);
            again.push_row(&rows, 1);
            assert_eq!((again.row(0), again.len()), (rows.row(1), 1));
        }
    }

    #[test]
    fn noughts_and_what_is_no_number_do_no_harm() {
        let mut rows = Quantised::new(3);
        rows.push(&[0.0; 3]);
        rows.push(&[f32::NAN, 1.0, -1.0]);
        assert_eq!(rows.row(0), [0.0; 3]);
        assert_eq!(rows.row(1), [0.0, 1.0, -1.0]);
        assert_eq!(rows.product(9, &[1.0; 3]), 0.0);
    }
}
