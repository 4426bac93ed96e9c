//! One bit a dimension of each vector, and a scan over them that finds who is worth an exact look.
//!
//! Vectors are turned by a fixed pseudo-random rotation (signs and Hadamard transforms, twice), after which the signs of the
//! coordinates say most of what there is to say; a question keeps four bits a coordinate. The score of a row is an estimate of
//! its cosine whose error shrinks with the square root of the dimension (Gao and Long, RaBitQ, SIGMOD 2024). Whoever uses it takes
//! a generous share of the best and scores them exactly.

use super::quantised::Quantised;

/// Bits of a question's coordinate.
const PLANES: usize = 4;

/// The greatest value of that many bits.
const TOP: i32 = (1 << PLANES) - 1;

/// Words of 64 bits that a vector of so many dimensions takes.
fn words(dimension: usize) -> usize {
    dimension.div_ceil(64)
}

/// Numbers without pattern (splitmix64).
fn mixed(n: u64) -> u64 {
    let mut z = n.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The vector turned, padded to whole words.
fn rotated(vector: &[f32]) -> Vec<f32> {
    let length = words(vector.len()) * 64;
    let block = 1usize << length.trailing_zeros();
    let mut turned = vec![0.0f32; length];
    for (to, from) in turned.iter_mut().zip(vector) {
        *to = *from;
    }
    for round in 0..2u64 {
        for (i, value) in turned.iter_mut().enumerate() {
            if mixed(round << 32 | i as u64) & 1 == 1 {
                *value = -*value;
            }
        }
        for chunk in turned.chunks_exact_mut(block) {
            hadamard(chunk);
        }
        if round == 0 && length > block {
            // Deals the blocks out, so that the second round mixes between them.
            let blocks = length / block;
            let dealt = turned.clone();
            for (i, value) in dealt.into_iter().enumerate() {
                let to = i % block * blocks + i / block;
                if let Some(slot) = turned.get_mut(to) {
                    *slot = value;
                }
            }
        }
    }
    turned
}

/// The Walsh-Hadamard transform in place, of a length that is a power of two.
fn hadamard(values: &mut [f32]) {
    let mut half = 1;
    while half < values.len() {
        for pair in values.chunks_exact_mut(half * 2) {
            let (low, high) = pair.split_at_mut(half);
            for (a, b) in low.iter_mut().zip(high) {
                (*a, *b) = (*a + *b, *a - *b);
            }
        }
        half *= 2;
    }
}

/// Rows that are looked at side by side.
const LANES: usize = 8;

/// The codes of the rows of one chunk.
#[derive(Debug)]
pub(super) struct Codes {
    words: usize,
    /// Rows in blocks of [`LANES`], `[blocks, words, lanes]`; the last block is filled up with noughts.
    bits: Vec<[u64; LANES]>,
    /// Bits set in each row.
    ones: Vec<u16>,
}

impl Codes {
    pub(super) fn new(vectors: &Quantised) -> Self {
        let words = words(vectors.dimension());
        let rows = vectors.len();
        let mut codes = Self {
            words,
            bits: vec![[0; LANES]; rows.div_ceil(LANES) * words],
            ones: Vec::with_capacity(rows),
        };
        for number in 0..rows {
            let mut ones = 0;
            let block = number / LANES * words;
            for (place, chunk) in rotated(&vectors.row(number)).chunks_exact(64).enumerate() {
                let word = chunk
                    .iter()
                    .enumerate()
                    .fold(0u64, |word, (i, value)| word | u64::from(*value >= 0.0) << i);
                ones += word.count_ones();
                if let Some(lanes) = codes.bits.get_mut(block + place) {
                    lanes[number % LANES] = word;
                }
            }
            codes.ones.push(u16::try_from(ones).unwrap_or(u16::MAX));
        }
        codes
    }

    /// The estimate of each row for a question, in no particular unit: more is nearer. Appended to `scores`.
    pub(super) fn scan(&self, question: &Question, scores: &mut Vec<i32>) {
        if question.words != self.words {
            scores.resize(scores.len() + self.ones.len(), i32::MIN);
            return;
        }
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::is_x86_feature_detected;
            // Each is the same code, compiled for what the processor has.
            #[expect(
                unsafe_code,
                reason = "each call stands behind the check that the processor has the instructions"
            )]
            // SAFETY: they are there.
            unsafe {
                if is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512vpopcntdq")
                    && is_x86_feature_detected!("avx2")
                    && is_x86_feature_detected!("popcnt")
                {
                    return scan_with_vector_popcnt(self, question, scores);
                }
                if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("popcnt") {
                    return scan_with_avx2(self, question, scores);
                }
                if is_x86_feature_detected!("popcnt") {
                    return scan_with_popcnt(self, question, scores);
                }
            }
        }
        scan(self, question, scores);
    }
}

/// A question, four bits a coordinate.
#[derive(Debug)]
pub(super) struct Question {
    words: usize,
    /// `[words, PLANES]`: the least bits of 64 coordinates, the next, …
    planes: Vec<[u64; PLANES]>,
}

impl Question {
    pub(super) fn new(vector: &[f32]) -> Self {
        let turned = rotated(vector);
        let most = turned
            .iter()
            .fold(0.0f32, |most, v| most.max(v.abs()))
            .max(f32::MIN_POSITIVE);
        let mut planes = vec![[0u64; PLANES]; words(vector.len())];
        for (word, chunk) in planes.iter_mut().zip(turned.chunks_exact(64)) {
            for (i, value) in chunk.iter().enumerate() {
                // 0 for the least, TOP for the greatest.
                let level = ((value / most + 1.0) * 0.5 * TOP as f32).round() as u64;
                for (plane, bits) in word.iter_mut().enumerate() {
                    *bits |= (level >> plane & 1) << i;
                }
            }
        }
        Self {
            words: planes.len(),
            planes,
        }
    }
}

/// As [`scan`], eight rows in one register: the compiler does not find this by itself.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vpopcntdq,avx2,popcnt")]
fn scan_with_vector_popcnt(codes: &Codes, question: &Question, scores: &mut Vec<i32>) {
    use std::arch::x86_64::{
        _mm256_extract_epi32 as lane, _mm512_add_epi64, _mm512_and_si512, _mm512_cvtepi64_epi32,
        _mm512_popcnt_epi64, _mm512_set_epi64, _mm512_set1_epi64, _mm512_setzero_si512, _mm512_slli_epi64,
    };
    scores.reserve(codes.ones.len());
    let blocks = codes.bits.chunks_exact(codes.words.max(1));
    for (block, ones) in blocks.zip(codes.ones.chunks(LANES)) {
        let mut sums = [_mm512_setzero_si512(); PLANES];
        for (lanes, planes) in block.iter().zip(&question.planes) {
            let [a, b, c, d, e, f, g, h] = lanes.map(u64::cast_signed);
            let word = _mm512_set_epi64(h, g, f, e, d, c, b, a);
            for (sum, plane) in sums.iter_mut().zip(planes) {
                let both = _mm512_and_si512(word, _mm512_set1_epi64(plane.cast_signed()));
                *sum = _mm512_add_epi64(*sum, _mm512_popcnt_epi64(both));
            }
        }
        // The first plane counts once, the next twice, …
        let sum = sums.iter().rev().fold(_mm512_setzero_si512(), |all, sum| {
            _mm512_add_epi64(_mm512_slli_epi64::<1>(all), *sum)
        });
        let sum = _mm512_cvtepi64_epi32(sum);
        let sums = [
            lane::<0>(sum),
            lane::<1>(sum),
            lane::<2>(sum),
            lane::<3>(sum),
            lane::<4>(sum),
            lane::<5>(sum),
            lane::<6>(sum),
            lane::<7>(sum),
        ];
        let estimates = sums
            .iter()
            .zip(ones)
            .map(|(sum, ones)| 2 * sum - TOP * i32::from(*ones));
        scores.extend(estimates);
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,popcnt")]
fn scan_with_avx2(codes: &Codes, question: &Question, scores: &mut Vec<i32>) {
    scan(codes, question, scores);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "popcnt")]
fn scan_with_popcnt(codes: &Codes, question: &Question, scores: &mut Vec<i32>) {
    scan(codes, question, scores);
}

#[inline(always)]
fn scan(codes: &Codes, question: &Question, scores: &mut Vec<i32>) {
    scores.reserve(codes.ones.len());
    let blocks = codes.bits.chunks_exact(codes.words.max(1));
    for (block, ones) in blocks.zip(codes.ones.chunks(LANES)) {
        let mut sums = [[0u64; LANES]; PLANES];
        for (lanes, planes) in block.iter().zip(&question.planes) {
            for (sum, plane) in sums.iter_mut().zip(planes) {
                for (sum, word) in sum.iter_mut().zip(lanes) {
                    *sum += u64::from((word & plane).count_ones());
                }
            }
        }
        for (lane, ones) in ones.iter().enumerate() {
            let sum: u64 = sums
                .iter()
                .enumerate()
                .map(|(plane, sum)| sum[lane] << plane)
                .sum();
            // The middle of the scale stands for nought.
            scores.push(2 * sum as i32 - TOP * i32::from(*ones));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantised(values: &[f32], dimension: usize) -> Quantised {
        let mut vectors = Quantised::new(dimension);
        values.chunks_exact(dimension).for_each(|row| vectors.push(row));
        vectors
    }

    #[test]
    fn the_rotation_keeps_lengths_and_angles() {
        for dimension in [24, 64, 128, 384, 500] {
            let a: Vec<f32> = (0..dimension).map(|i| (i as f32 * 0.7).sin()).collect();
            let b: Vec<f32> = (0..dimension).map(|i| (i as f32 * 0.3).cos()).collect();
            let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(p, q)| p * q).sum::<f32>();
            let (ra, rb) = (rotated(&a), rotated(&b));
            let cosine = |x: &[f32], y: &[f32]| dot(x, y) / (dot(x, x) * dot(y, y)).sqrt();
            assert!((cosine(&a, &b) - cosine(&ra, &rb)).abs() < 1e-4, "{dimension}");
        }
    }

    /// The estimate is what the formula says, for any number of rows and whatever the processor has.
    #[test]
    fn every_way_of_counting_counts_alike() {
        let dimension = 200usize;
        for rows in [1usize, 7, 8, 9, 31] {
            let value = |i: usize| (mixed(i as u64) % 2001) as f32 / 1000.0 - 1.0;
            let values: Vec<f32> = (0..rows * dimension).map(value).collect();
            let codes = Codes::new(&quantised(&values, dimension));
            let question = Question::new(&values[..dimension]);
            let (mut best, mut plain) = (Vec::new(), Vec::new());
            codes.scan(&question, &mut best);
            scan(&codes, &question, &mut plain);
            assert_eq!(best, plain);
            for (row, estimate) in plain.iter().enumerate() {
                let turned = rotated(&values[row * dimension..(row + 1) * dimension]);
                let level = |i: usize| -> i32 {
                    let planes = question.planes[i / 64].iter().enumerate();
                    planes.map(|(n, bits)| ((bits >> (i % 64) & 1) as i32) << n).sum()
                };
                let set = (0..turned.len()).filter(|i| turned[*i] >= 0.0);
                let expected: i32 = set.map(|i| 2 * level(i) - TOP).sum();
                assert_eq!(*estimate, expected, "row {row} of {rows}");
            }
        }
    }

    #[test]
    fn a_vector_is_nearest_to_itself() {
        let dimension = 96;
        let row = |n: u64| -> Vec<f32> {
            (0..dimension)
                .map(|i| (mixed(n << 20 | i) % 2001) as f32 / 1000.0 - 1.0)
                .collect()
        };
        let values: Vec<f32> = (0..500).flat_map(row).collect();
        let codes = Codes::new(&quantised(&values, dimension as usize));
        for n in [0usize, 17, 499] {
            let mut scores = Vec::new();
            codes.scan(&Question::new(&row(n as u64)), &mut scores);
            let best = (0..scores.len()).max_by_key(|i| scores[*i]).unwrap_or_default();
            assert_eq!(best, n);
        }
    }
}
