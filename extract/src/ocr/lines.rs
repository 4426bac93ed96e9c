//! Lines to words: each line cut out, batches of like length through the recogniser, and places on the page again.

use quarry_ingest::ocr::{OcrError, Picture, Word};

use super::Deadline;
use super::crop::{Quad, crop};
use super::decode::{self, Reading};
use super::files::LINE_HEIGHT;
use super::graph::PictureGraph;

/// Widest picture of a line; a longer line is squeezed. With [`BATCH_PIXELS`] this bounds time and memory of a run.
const WIDEST: usize = 3200;
/// Narrowest one: recognisers were trained with white behind short lines.
const NARROWEST: usize = 64;
/// Widths are multiples of this.
const STEP: usize = 16;
/// The same for an engine that has to prepare for each new shape.
const COARSE_STEP: usize = 160;
/// Pixels of one batch along its lines, padding included.
const BATCH_PIXELS: usize = 6_400;
/// Words that are read with less confidence are noise.
const LEAST_CONFIDENCE: f32 = 0.3;

/// A recogniser of lines.
#[derive(Debug)]
pub(super) struct LineReader {
    graph: Box<dyn PictureGraph>,
    classes: usize,
    dictionary: Vec<String>,
}

/// A line to be read, and what it is cut out as.
struct Line {
    quad: Quad,
    /// Pixels along it at the recogniser's height.
    width: usize,
    words: Vec<Reading>,
}

impl LineReader {
    pub(super) fn new(graph: Box<dyn PictureGraph>, classes: usize, dictionary: Vec<String>) -> Self {
        Self {
            graph,
            classes,
            dictionary,
        }
    }

    /// The words of these lines in reading order, their boxes in pixels of the picture.
    pub(super) fn read(
        &self,
        picture: &Picture,
        quads: &[Quad],
        deadline: &Deadline,
    ) -> Result<Vec<Word>, OcrError> {
        let [_, _, height, fixed_width] = self.graph.input();
        let height = height.unwrap_or(LINE_HEIGHT);
        let mut lines: Vec<Line> = in_reading_order(quads)
            .into_iter()
            .map(|quad| {
                let quad = quad.as_read();
                let (long, high) = quad.sides();
                let width = (long * height as f32 / high.max(1.0)).ceil() as usize;
                Line {
                    quad,
                    width: width.clamp(8, fixed_width.unwrap_or(WIDEST)),
                    words: Vec::new(),
                }
            })
            .collect();
        for batch in self.batches(&lines) {
            let width = fixed_width.unwrap_or_else(|| self.padded(&lines, &batch));
            let scores = self.run(picture, &lines, &batch, [height, width], deadline)?;
            let each = scores.len() / batch.len().max(1);
            for (own, at) in scores.chunks(each.max(1)).zip(&batch) {
                let Some(line) = lines.get_mut(*at) else { continue };
                let steps = own.len() / self.classes;
                // Steps behind the line's own pixels are padding.
                let used = (steps * line.width).div_ceil(width).clamp(1, steps.max(1));
                let mut words = decode::words(
                    own.get(..used * self.classes).unwrap_or(own),
                    self.classes,
                    &self.dictionary,
                );
                let share = width as f32 / (steps.max(1) * line.width) as f32;
                for word in &mut words {
                    word.steps = (word.steps.0 * share, (word.steps.1 * share).min(1.0));
                }
                line.words = words;
            }
        }
        Ok(on_the_page(&lines))
    }

    /// Lines of like length together.
    fn batches(&self, lines: &[Line]) -> Vec<Vec<usize>> {
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by_key(|at| lines.get(*at).map_or(0, |l| l.width));
        let most = if self.graph.prefers_few_shapes() {
            1
        } else {
            self.graph.input()[0].unwrap_or(usize::MAX)
        };
        let mut batches: Vec<Vec<usize>> = Vec::new();
        for at in order {
            let open = batches.last_mut().filter(|batch| {
                let mut longer = (*batch).clone();
                longer.push(at);
                longer.len() <= most && self.padded(lines, &longer) * longer.len() <= BATCH_PIXELS
            });
            match open {
                Some(batch) => batch.push(at),
                None => batches.push(vec![at]),
            }
        }
        batches
    }

    /// The width that a batch's lines are padded to.
    fn padded(&self, lines: &[Line], batch: &[usize]) -> usize {
        let widest = batch
            .iter()
            .filter_map(|at| lines.get(*at))
            .map(|l| l.width)
            .max()
            .unwrap_or(0);
        let step = if self.graph.prefers_few_shapes() {
            COARSE_STEP
        } else {
            STEP
        };
        widest.max(NARROWEST).div_ceil(step) * step
    }

    /// The scores of a batch, `[lines, steps, classes]`.
    fn run(
        &self,
        picture: &Picture,
        lines: &[Line],
        batch: &[usize],
        [height, width]: [usize; 2],
        deadline: &Deadline,
    ) -> Result<Vec<f32>, OcrError> {
        let [batch_size, channels, ..] = self.graph.input();
        let (rows, channels) = (batch_size.unwrap_or(batch.len()), channels.unwrap_or(3));
        let plane = height * width;
        // White, as the recognisers see it: -1 is black, 1 is white.
        let mut data = vec![1.0; rows * channels * plane];
        for (row, at) in batch.iter().enumerate().take(rows) {
            let Some(line) = lines.get(*at) else { continue };
            let own = crop(picture, &line.quad, line.width, height);
            for (y, pixels) in own.chunks(line.width).enumerate() {
                let from = row * channels * plane + y * width;
                for channel in 0..channels {
                    let place = data.get_mut(from + channel * plane..from + channel * plane + line.width);
                    for (to, gray) in place.into_iter().flatten().zip(pixels) {
                        *to = gray / 127.5 - 1.0;
                    }
                }
            }
        }
        let given = self.graph.run([rows, channels, height, width], data, deadline)?;
        match *given.shape.as_slice() {
            [n, steps, classes]
                if n == rows && classes == self.classes && given.data.len() == n * steps * classes =>
            {
                let mut data = given.data;
                data.truncate(batch.len().min(rows) * steps * classes);
                Ok(data)
            }
            ref other => Err(OcrError::Failed(format!(
                "the recogniser made {other:?} of {rows} lines"
            ))),
        }
    }
}

/// From top to bottom, those beside each other from left to right.
fn in_reading_order(quads: &[Quad]) -> Vec<Quad> {
    let mut quads = quads.to_vec();
    quads.sort_by(|a, b| a.center.1.total_cmp(&b.center.1));
    let mut rows: Vec<Vec<Quad>> = Vec::new();
    for quad in quads {
        let beside = rows.last_mut().filter(|row| {
            row.first().is_some_and(|first| {
                let [_, top, _, bottom] = first.bounds();
                quad.center.1 < bottom - (bottom - top) * 0.3
            })
        });
        match beside {
            Some(row) => row.push(quad),
            None => rows.push(vec![quad]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.center.0.total_cmp(&b.center.0));
    }
    rows.concat()
}

fn on_the_page(lines: &[Line]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut number = 0;
    for line in lines {
        let sure = line.words.iter().filter(|w| w.confidence >= LEAST_CONFIDENCE);
        let before = words.len();
        words.extend(sure.map(|word| Word {
            text: word.text.clone(),
            bbox: line.quad.stretch(word.steps.0, word.steps.1).bounds(),
            confidence: word.confidence,
            line: number + 1,
            line_bbox: line.quad.bounds(),
        }));
        number += u32::from(words.len() > before);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_from_top_to_bottom_and_from_left_to_right() {
        let at = |x: f32, y: f32| Quad {
            center: (x, y),
            along: (40.0, 0.0),
            down: (0.0, 10.0),
        };
        let order = in_reading_order(&[at(300.0, 52.0), at(100.0, 90.0), at(100.0, 55.0), at(100.0, 10.0)]);
        let order: Vec<(f32, f32)> = order.iter().map(|q| q.center).collect();
        assert_eq!(
            order,
            [(100.0, 10.0), (100.0, 55.0), (300.0, 52.0), (100.0, 90.0)]
        );
    }
}
