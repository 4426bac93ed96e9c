//! The network that weighs what is known of an answer: the numbers of `features`, and how a question's words go with a stretch's
//! by learned vectors (`tags`), through one hidden layer. Its weights are `weights.bin`.

use std::sync::LazyLock;

use super::tags::BUCKETS;

/// Weights as `query/training/fit.py` writes them: four counts (numbers, width of a vector, hidden units, vectors) and then the
/// layers in little-endian single precision, column by column; then a scale and a signed byte a number for either table.
const WEIGHTS: &[u8] = include_bytes!("weights.bin");

/// One hidden layer of rectified units over numbers and vectors.
#[derive(Debug, Default)]
pub(in crate::answer) struct Network {
    /// Numbers that describe a candidate.
    numbers: usize,
    /// Width of a vector.
    width: usize,
    units: usize,
    /// For each input the weights of the hidden units; the last is the threshold.
    hidden: Vec<f32>,
    /// Weights of the hidden units.
    out: Vec<f32>,
    /// Weights straight from the inputs; the last is the threshold.
    straight: Vec<f32>,
    /// Vectors of a question's words, and of a stretch's.
    asked: Vec<f32>,
    told: Vec<f32>,
}

static NETWORK: LazyLock<Network> = LazyLock::new(|| Network::parse(WEIGHTS).unwrap_or_default());

/// Reads one number after the other.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn four(&mut self) -> Option<[u8; 4]> {
        let (head, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        Some(*head)
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.four()?)).ok()
    }

    fn floats(&mut self, count: usize) -> Option<Vec<f32>> {
        (0..count).map(|_| self.four().map(f32::from_le_bytes)).collect()
    }

    fn scaled(&mut self, count: usize) -> Option<Vec<f32>> {
        let scale = f32::from_le_bytes(self.four()?);
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(
            head.iter()
                .map(|b| scale * f32::from(i8::from_le_bytes([*b])))
                .collect(),
        )
    }
}

impl Network {
    /// The network that comes with the program.
    pub(in crate::answer) fn shipped() -> &'static Self {
        &NETWORK
    }

    /// For a question of these tags.
    pub(super) fn scale(&self, tags: &[u16]) -> Scale<'_> {
        Scale {
            network: self,
            asked: self.gather(&self.asked, tags),
            sums: Vec::new(),
        }
    }

    /// Reads weights; none where they are not of this program's form.
    pub(in crate::answer) fn parse(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Bytes(bytes);
        let (numbers, width, units, vectors) =
            (bytes.count()?, bytes.count()?, bytes.count()?, bytes.count()?);
        if vectors != BUCKETS || width > 256 || units > 4096 || numbers > 4096 {
            return None;
        }
        let inputs = numbers + 2 * width + 1;
        Some(Self {
            numbers,
            width,
            units,
            hidden: bytes.floats(inputs * units)?,
            out: bytes.floats(units)?,
            straight: bytes.floats(inputs)?,
            asked: bytes.scaled(vectors * width)?,
            told: bytes.scaled(vectors * width)?,
        })
    }

    /// The sum of the vectors of `tags`, over the root of how many they are.
    fn gather(&self, table: &[f32], tags: &[u16]) -> Vec<f32> {
        let mut out = vec![0.0; self.width];
        for tag in tags {
            let start = usize::from(*tag) * self.width;
            let vector = table.get(start..start + self.width).unwrap_or_default();
            for (sum, value) in out.iter_mut().zip(vector) {
                *sum += value;
            }
        }
        let scale = 1.0 / crate::retrieval::share(tags.len().max(1), 1).sqrt();
        out.iter_mut().for_each(|v| *v *= scale);
        out
    }

    /// How much speaks for a candidate.
    fn weigh(&self, asked: &[f32], numbers: &[f32], tags: &[u16], sums: &mut Vec<f32>) -> f32 {
        sums.clear();
        sums.resize(self.units, 0.0);
        let told = self.gather(&self.told, tags);
        let together = asked.iter().zip(&told).map(|(a, b)| a * b);
        let inputs = numbers
            .iter()
            .take(self.numbers)
            .copied()
            .chain(together)
            .chain(told.iter().copied())
            .chain([1.0]);
        let mut score = 0.0;
        let columns = self.hidden.chunks_exact(self.units.max(1));
        for ((input, straight), column) in inputs.zip(&self.straight).zip(columns) {
            if input == 0.0 {
                continue;
            }
            score += input * straight;
            for (sum, weight) in sums.iter_mut().zip(column) {
                *sum += input * weight;
            }
        }
        score
            + sums
                .iter()
                .zip(&self.out)
                .map(|(s, w)| s.max(0.0) * w)
                .sum::<f32>()
    }
}

/// Weighs the candidates of one question.
pub(super) struct Scale<'a> {
    network: &'a Network,
    asked: Vec<f32>,
    sums: Vec<f32>,
}

impl Scale<'_> {
    /// How much speaks for an answer that these numbers and tags describe; a refusal has 0.
    pub(super) fn weigh(&mut self, numbers: &[f32], tags: &[u16]) -> f32 {
        self.network.weigh(&self.asked, numbers, tags, &mut self.sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::ranked::features::FEATURES;

    #[test]
    fn the_weights_fit_the_numbers() {
        assert_eq!(NETWORK.numbers, FEATURES);
        assert!(NETWORK.out.iter().any(|w| *w != 0.0));
    }

    #[test]
    fn a_network_is_its_layers() {
        // 1 + 2x + 3 max(0, x - 1), and four times how the vectors of both go together
        let network = Network {
            numbers: 1,
            width: 1,
            units: 1,
            hidden: vec![1.0, 0.0, 0.0, -1.0],
            out: vec![3.0],
            straight: vec![2.0, 4.0, 0.0, 1.0],
            asked: vec![0.0, 0.5],
            told: vec![0.0, 2.0],
        };
        let weigh = |x: f32, asked: &[u16], told: &[u16]| {
            let asked = network.gather(&network.asked, asked);
            network.weigh(&asked, &[x], told, &mut Vec::new())
        };
        assert!((weigh(0.0, &[0], &[0]) - 1.0).abs() < 1e-6);
        assert!((weigh(2.0, &[0], &[0]) - 8.0).abs() < 1e-6);
        assert!((weigh(0.0, &[1], &[1]) - 5.0).abs() < 1e-6);
        assert!((weigh(0.0, &[1], &[0]) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn what_is_cut_short_is_no_network() {
        assert!(Network::parse(&WEIGHTS[..WEIGHTS.len() - 1]).is_none());
        assert!(Network::parse(&[]).is_none());
    }
}
