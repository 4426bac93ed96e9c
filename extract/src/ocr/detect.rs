//! Where lines of text stand on a page: the map of a DB detector (Liao et al., "Real-time Scene Text Detection with
//! Differentiable Binarization", AAAI 2020), cut at a threshold, its connected parts boxed and grown again.

use quarry_ingest::ocr::{OcrError, Picture};

use super::Deadline;
use super::crop::{Quad, scaled};
use super::graph::PictureGraph;

/// Longest side of the picture that the detector sees; bounds its time and memory.
const LONGEST_SIDE: usize = 1536;
/// Sides are multiples of this: detectors halve them five times.
const STEP: usize = 32;
/// The same for an engine that has to prepare for each new shape.
const COARSE_STEP: usize = 256;
/// A place with more than this is text.
const THRESHOLD: f32 = 0.3;
/// Mean over its places that a part needs to be a line.
const LEAST_SCORE: f32 = 0.6;
/// Detectors are trained to see lines thinner than they are: by this ratio of area to outline they are grown again.
const UNCLIP: f32 = 1.5;
/// Parts with a smaller side are noise (places of the map).
const LEAST_SIDE: f32 = 3.0;
/// Lines of one page; what is left out of a page with more are its smallest.
const MOST_LINES: usize = 2_000;
/// A box along the page that is hardly larger than the smallest turned one is preferred to it.
const UPRIGHT: f32 = 1.15;

/// Mean and deviation of the pictures that detectors are trained on (ImageNet), by channel.
const MEAN: [f32; 3] = [0.485, 0.456, 0.406];
const DEVIATION: [f32; 3] = [0.229, 0.224, 0.225];

/// A detector.
#[derive(Debug)]
pub(super) struct Detector {
    graph: Box<dyn PictureGraph>,
}

impl Detector {
    pub(super) fn new(graph: Box<dyn PictureGraph>) -> Self {
        Self { graph }
    }

    /// The lines of a page as boxes on its picture, in no order.
    pub(super) fn lines(&self, picture: &Picture, deadline: &Deadline) -> Result<Vec<Quad>, OcrError> {
        let [_, channels, height, width] = self.graph.input();
        let channels = channels.unwrap_or(3);
        let (wanted_width, wanted_height) = self.size(picture);
        let (width, height) = (width.unwrap_or(wanted_width), height.unwrap_or(wanted_height));
        let gray = scaled(picture, width, height);
        let mut data = Vec::with_capacity(channels * gray.len());
        for channel in 0..channels {
            let (mean, deviation) = (MEAN[channel.min(2)], DEVIATION[channel.min(2)]);
            data.extend(gray.iter().map(|g| (g / 255.0 - mean) / deviation));
        }
        let given = self.graph.run([1, channels, height, width], data, deadline)?;
        if given.shape != [1, 1, height, width] || given.data.len() != width * height {
            let message = format!("the detector made {:?} of {width} x {height} pixels", given.shape);
            return Err(OcrError::Failed(message));
        }
        let scale = (
            picture.width as f32 / width as f32,
            picture.height as f32 / height as f32,
        );
        Ok(parts(&given.data, width, height)
            .into_iter()
            .map(|quad| quad.scaled(scale))
            .collect())
    }

    /// Width and height of what the detector is shown of a picture.
    fn size(&self, picture: &Picture) -> (usize, usize) {
        let longest = picture.width.max(picture.height) as f32;
        let scale = (LONGEST_SIDE as f32 / longest).min(1.0);
        let step = if self.graph.prefers_few_shapes() {
            COARSE_STEP
        } else {
            STEP
        };
        let side = |pixels: u32| {
            let wanted = (pixels as f32 * scale).round() as usize;
            (wanted.div_ceil(step) * step).clamp(step, LONGEST_SIDE)
        };
        (side(picture.width), side(picture.height))
    }
}

/// One connected part of the map.
#[derive(Debug, Default)]
struct Part {
    /// The corners of its places at both ends of each row.
    corners: Vec<(f32, f32)>,
    places: usize,
    sum: f32,
}

/// The boxes of the connected parts of a map, grown, in places of the map.
fn parts(map: &[f32], width: usize, height: usize) -> Vec<Quad> {
    let mut seen: Vec<bool> = map.iter().map(|p| p.is_nan() || *p <= THRESHOLD).collect();
    let mut found: Vec<(usize, Quad)> = Vec::new();
    for start in 0..map.len() {
        if seen.get(start) != Some(&false) {
            continue;
        }
        let part = part(map, &mut seen, start, width, height);
        if part.sum < LEAST_SCORE * part.places as f32 {
            continue;
        }
        let quad = smallest_box(&part.corners);
        let (long, short) = quad.sides();
        if short < LEAST_SIDE {
            continue;
        }
        let grow = long * short * UNCLIP / (2.0 * (long + short));
        found.push((part.places, quad.grown(grow)));
    }
    if found.len() > MOST_LINES {
        found.sort_by_key(|(places, _)| std::cmp::Reverse(*places));
        found.truncate(MOST_LINES);
    }
    found.into_iter().map(|(_, quad)| quad).collect()
}

/// The part that holds a place; its places are marked as seen.
fn part(map: &[f32], seen: &mut [bool], start: usize, width: usize, height: usize) -> Part {
    let mut part = Part::default();
    let mut rows: std::collections::BTreeMap<usize, (usize, usize)> = std::collections::BTreeMap::new();
    let mut open = vec![start];
    if let Some(place) = seen.get_mut(start) {
        *place = true;
    }
    while let Some(at) = open.pop() {
        let (x, y) = (at % width, at / width);
        part.places += 1;
        part.sum += map.get(at).copied().unwrap_or(0.0).min(1.0);
        let ends = rows.entry(y).or_insert((x, x));
        *ends = (ends.0.min(x), ends.1.max(x));
        for ny in y.saturating_sub(1)..=(y + 1).min(height - 1) {
            for nx in x.saturating_sub(1)..=(x + 1).min(width - 1) {
                let next = ny * width + nx;
                if let Some(place) = seen.get_mut(next)
                    && !*place
                {
                    *place = true;
                    open.push(next);
                }
            }
        }
    }
    for (y, (first, last)) in rows {
        let (y, first, last) = (y as f32, first as f32, last as f32 + 1.0);
        part.corners
            .extend([(first, y), (last, y), (first, y + 1.0), (last, y + 1.0)]);
    }
    part
}

/// The convex hull, by Andrew's monotone chain.
fn hull(points: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let mut points = points.to_vec();
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    points.dedup();
    let turn =
        |o: (f32, f32), a: (f32, f32), b: (f32, f32)| (a.0 - o.0) * (b.1 - o.1) - (a.1 - o.1) * (b.0 - o.0);
    let mut chain: Vec<(f32, f32)> = Vec::new();
    for backwards in [false, true] {
        let floor = chain.len() + 1;
        let mut add = |p: (f32, f32)| {
            while let [.., o, a] = chain[..]
                && chain.len() > floor
                && turn(o, a, p) <= 0.0
            {
                chain.pop();
            }
            chain.push(p);
        };
        if backwards {
            points.iter().rev().copied().for_each(&mut add);
        } else {
            points.iter().copied().for_each(&mut add);
        }
        chain.pop();
    }
    chain
}

/// The smallest box round the points, one of whose sides lies along their hull.
fn smallest_box(points: &[(f32, f32)]) -> Quad {
    let hull = hull(points);
    let along = |axis: (f32, f32)| {
        let (mut low, mut high) = ((f32::MAX, f32::MAX), (f32::MIN, f32::MIN));
        for (x, y) in &hull {
            let (u, v) = (x * axis.0 + y * axis.1, y * axis.0 - x * axis.1);
            low = (low.0.min(u), low.1.min(v));
            high = (high.0.max(u), high.1.max(v));
        }
        let (u, v) = ((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0);
        let half = ((high.0 - low.0) / 2.0, (high.1 - low.1) / 2.0);
        Quad {
            center: (u * axis.0 - v * axis.1, u * axis.1 + v * axis.0),
            along: (axis.0 * half.0, axis.1 * half.0),
            down: (-axis.1 * half.1, axis.0 * half.1),
        }
    };
    let upright = along((1.0, 0.0));
    let mut best = upright;
    for (from, to) in hull.iter().zip(hull.iter().cycle().skip(1)) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        if length > 0.0 {
            let quad = along((dx / length, dy / length));
            if quad.area() < best.area() {
                best = quad;
            }
        }
    }
    if upright.area() <= best.area() * UPRIGHT {
        upright
    } else {
        best.upwards()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(width: usize, height: usize, text: impl Fn(f32, f32) -> bool) -> Vec<f32> {
        (0..width * height)
            .map(|at| {
                let (x, y) = ((at % width) as f32 + 0.5, (at / width) as f32 + 0.5);
                if text(x, y) { 0.9 } else { 0.05 }
            })
            .collect()
    }

    #[test]
    fn a_level_line_is_boxed_and_grown_by_its_ratio() {
        let map = map(100, 40, |x, y| {
            (20.0..80.0).contains(&x) && (10.0..20.0).contains(&y)
        });
        let found = parts(&map, 100, 40);
        assert_eq!(found.len(), 1);
        // 60 x 10 places: grown by 600 * 1.5 / 140 on each side.
        let [x0, y0, x1, y1] = found[0].bounds();
        for (value, wanted) in [(x0, 13.57), (y0, 3.57), (x1, 86.43), (y1, 26.43)] {
            assert!((value - wanted).abs() < 0.01, "{value} is not {wanted}");
        }
    }

    #[test]
    fn a_slanting_line_gets_a_slanting_box() {
        let (sin, cos) = 0.2_f32.sin_cos();
        let map = map(200, 120, |x, y| {
            let (x, y) = (x - 100.0, y - 60.0);
            (x * cos + y * sin).abs() < 70.0 && (y * cos - x * sin).abs() < 5.0
        });
        let found = parts(&map, 200, 120);
        assert_eq!(found.len(), 1);
        let angle = found[0].along.1.atan2(found[0].along.0);
        assert!((angle - 0.2).abs() < 0.02, "{angle}");
        let (long, short) = found[0].sides();
        // Grown by 1400 * 1.5 / 300 on each side.
        assert!(
            (long - 154.0).abs() < 5.0 && (short - 24.0).abs() < 3.0,
            "{long} x {short}"
        );
    }

    #[test]
    fn noise_and_doubtful_places_are_no_lines() {
        let mut map = map(60, 60, |x, y| x < 2.0 && y < 2.0);
        for (at, place) in map.iter_mut().enumerate() {
            if at / 60 > 30 && at / 60 < 50 {
                *place = 0.4;
            }
        }
        assert!(parts(&map, 60, 60).is_empty());
        assert!(parts(&[f32::NAN; 16], 4, 4).is_empty());
    }
}
