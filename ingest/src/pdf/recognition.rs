//! Pages without usable text: which they are, their pictures, and the recognised words as characters of the page.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use hayro_interpret::InterpreterSettings;
use hayro_syntax::page::Page as PdfPage;

use super::content::{Glyph, Mark, PageContent, garble};
use super::geometry::{Direction, Rect};
use super::page::PageSize;
use crate::document::{Block, Diagnostic, Place, Recognized, RecognizedWord, Severity};
use crate::ocr::{Ocr, OcrError, Picture, Word};
use crate::read::Reading;

/// An image that covers this share of the page can be its scan.
const SCAN: f32 = 0.5;
/// A scanned page may bear this many printed characters, such as a stamp or its number.
const MAX_STAMP: usize = 25;
/// A page has so many shapes of the size of letters, and so many to one printed character, where its text is drawn.
const MIN_SHAPES: usize = 150;
const SHAPES_TO_CHARACTERS: f32 = 1.5;
/// Resolution of the pictures, in pixels to the inch.
const DPI: f32 = 300.0;
/// Pictures are no larger than this: pixels in all, and along one side.
const MAX_PIXELS: f32 = 25_000_000.0;
const MAX_SIDE: f32 = 10_000.0;
/// After so many failures in a row the engine is not asked again for this document.
const MAX_FAILURES: usize = 3;
/// Pages recognised of one document.
const MAX_RECOGNIZED: usize = 2_000;
/// Part of the em above the baseline that a character's box takes.
const ASCENT: f32 = 0.82;

/// Why a page needs character recognition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// It is an image.
    Scanned,
    /// Its characters are not known.
    Garbled,
    /// Its letters are drawn as shapes.
    Drawn,
}

/// The recognition of one document's pages.
pub(crate) struct Recognition<'o> {
    ocr: &'o Ocr,
    /// Pages that are still without their text.
    unread: Vec<u32>,
    words: Vec<(u32, Vec<Word>)>,
    failures: usize,
}

impl<'o> Recognition<'o> {
    pub(crate) fn new(ocr: &'o Ocr) -> Self {
        Self {
            ocr,
            unread: Vec::new(),
            words: Vec::new(),
            failures: 0,
        }
    }

    /// Recognises a page that needs it and puts the words into its content. Gives what there is to say of the page.
    pub(crate) fn read<'p>(
        &mut self,
        page: &'p PdfPage<'p>,
        number: u32,
        size: PageSize,
        content: &mut PageContent,
    ) -> Vec<Diagnostic> {
        let Some(need) = need(content, size) else {
            return Vec::new();
        };
        let (code, what) = match need {
            Need::Garbled => (
                "garbled_text",
                "much of the page's text is unknown characters or makes no words",
            ),
            Need::Scanned => ("scanned_page", "the page is an image without text"),
            Need::Drawn => (
                "drawn_text",
                "much of the page's text seems to be drawn as shapes, which hold no characters",
            ),
        };
        let needs = Diagnostic::warning(code, format!("{what}; it needs character recognition"));
        let Ocr::With(engine) = self.ocr else {
            self.unread.push(number);
            return vec![needs];
        };
        if self.failures >= MAX_FAILURES || self.words.len() >= MAX_RECOGNIZED {
            self.unread.push(number);
            return vec![needs];
        }
        crate::progress::step();
        let read = catch_unwind(AssertUnwindSafe(|| picture(page, size)))
            .ok()
            .flatten()
            .ok_or_else(|| OcrError::Failed("the page could not be drawn".to_owned()))
            .and_then(|picture| Ok(on_page(engine.recognize(&picture)?, &picture)));
        match read {
            Ok(mut words) => {
                self.failures = 0;
                add(content, &mut words, need);
                let message = format!("{what}; {} recognised {} words", engine.name(), words.len());
                self.words.push((number, words));
                vec![Diagnostic {
                    severity: Severity::Info,
                    ..Diagnostic::warning("recognized_page", message)
                }]
            }
            Err(error) => {
                self.failures += 1;
                self.unread.push(number);
                let message = format!("the page's picture was not recognised: {error}");
                vec![needs, Diagnostic::warning("recognition_failed", message)]
            }
        }
    }

    /// Marks the blocks of recognised pages, and says once which pages are left without text and why.
    pub(crate) fn finish(self, reading: &mut Reading) {
        mark(&mut reading.blocks, &self.words);
        if self.unread.is_empty() {
            return;
        }
        let pages = page_list(&self.unread);
        let why = match self.ocr {
            Ocr::Off => "character recognition is switched off".to_owned(),
            Ocr::Missing(reason) => format!("character recognition is not there: {reason}"),
            Ocr::With(engine) => format!("{} gave up", engine.name()),
        };
        let message = format!("pages without readable text: {pages}; {why}");
        reading
            .diagnostics
            .push(Diagnostic::warning("not_recognized", message));
    }
}

/// Whether a page needs character recognition.
pub(crate) fn need(content: &PageContent, size: PageSize) -> Option<Need> {
    if garble::is_garbled(&content.glyphs) {
        return Some(Need::Garbled);
    }
    let printed = content.glyphs.iter().filter(|g| !g.is_space()).count();
    let page = size.width * size.height;
    let covered = content.images.iter().map(Rect::area).fold(0.0, f32::max);
    let scanned = if printed == 0 {
        !content.images.is_empty()
    } else {
        printed <= MAX_STAMP && covered >= SCAN * page
    };
    let drawn = content.shapes >= MIN_SHAPES && content.shapes as f32 > SHAPES_TO_CHARACTERS * printed as f32;
    if scanned {
        Some(Need::Scanned)
    } else {
        drawn.then_some(Need::Drawn)
    }
}

/// A page as a picture; none where it has no size.
pub(crate) fn picture<'p>(page: &'p PdfPage<'p>, size: PageSize) -> Option<Picture> {
    let (w, h) = (size.width, size.height);
    if !(w > 1.0 && h > 1.0 && w.is_finite() && h.is_finite()) {
        return None;
    }
    let scale = (DPI / 72.0)
        .min((MAX_PIXELS / (w * h)).sqrt())
        .min(MAX_SIDE / w.max(h));
    let pixmap = hayro::render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
        },
    );
    let gray = pixmap
        .data_as_u8_slice()
        .chunks_exact(4)
        .map(|p| match *p {
            // Rec. 601 luma; the page is opaque.
            [r, g, b, _] => ((u32::from(r) * 299 + u32::from(g) * 587 + u32::from(b) * 114) / 1000) as u8,
            _ => u8::MAX,
        })
        .collect();
    Some(Picture {
        width: u32::from(pixmap.width()),
        height: u32::from(pixmap.height()),
        dpi: scale * 72.0,
        gray,
    })
}

/// Recognised words with their boxes on the page, in points.
pub(crate) fn on_page(words: Vec<Word>, picture: &Picture) -> Vec<Word> {
    let scale = 72.0 / picture.dpi.max(1.0);
    let to_points = |b: [f32; 4]| b.map(|v| v * scale);
    words
        .into_iter()
        .map(|w| Word {
            bbox: to_points(w.bbox),
            line_bbox: to_points(w.line_bbox),
            ..w
        })
        .collect()
}

/// Puts recognised words (in points) into the content of their page: in the place of characters that are not known,
/// beside those that are.
pub(crate) fn add(content: &mut PageContent, words: &mut Vec<Word>, need: Need) {
    if words.is_empty() {
        return;
    }
    match need {
        Need::Garbled => content.glyphs.clear(),
        Need::Scanned | Need::Drawn => {
            let printed: Vec<Rect> = content
                .glyphs
                .iter()
                .filter(|g| !g.hidden && !g.is_space())
                .map(|g| g.rect)
                .collect();
            words.retain(|w| {
                let rect = rect_of(w.bbox);
                !printed.iter().any(|p| rect.contains(p.center()))
            });
        }
    }
    let mut heights: Vec<f32> = words.iter().map(|w| w.line_bbox[3] - w.line_bbox[1]).collect();
    let middle = heights.len() / 2;
    if heights.is_empty() {
        return;
    }
    let usual = *heights.select_nth_unstable_by(middle, f32::total_cmp).1;
    for word in words.iter() {
        let own = word.line_bbox[3] - word.line_bbox[1];
        // Lines without long letters are lower than others of the same size.
        let size = if (0.7..=1.3).contains(&(own / usual.max(0.1))) {
            usual
        } else {
            own
        };
        let baseline = word.line_bbox[3] - (1.0 - ASCENT) * own;
        let rect = Rect::new(
            word.bbox[0],
            baseline - ASCENT * size,
            word.bbox[2],
            baseline + (1.0 - ASCENT) * size,
        );
        let n = word.text.chars().count();
        let (rect, baseline, size, direction) = if is_vertical(word) {
            let column = rect_of(word.bbox);
            (column, column.center().0, column.width(), Direction::Down)
        } else {
            (rect, baseline, size, Direction::Right)
        };
        content
            .glyphs
            .extend(word.text.chars().enumerate().map(|(i, character)| Glyph {
                character,
                rect: direction.share(&rect, i, n),
                baseline,
                size,
                direction,
                hidden: false,
                bold: false,
                spaced: i == 0,
                runs_on: false,
                mark: Mark::None,
            }));
    }
}

/// Gives each block the recognised words (in points, by page) that stand in it.
pub(crate) fn mark(blocks: &mut [Block], pages: &[(u32, Vec<Word>)]) {
    for block in blocks {
        let Place::Page { page, bbox } = &block.locator.place else {
            continue;
        };
        let Some((_, words)) = pages.iter().find(|(number, _)| number == page) else {
            continue;
        };
        let rect = rect_of(*bbox).grown(0.5);
        let words: Vec<RecognizedWord> = words
            .iter()
            .filter(|w| rect.contains(rect_of(w.bbox).center()))
            .map(|w| RecognizedWord {
                text: w.text.clone(),
                bbox: w.bbox.map(|v| (v * 100.0).round() / 100.0),
                confidence: w.confidence,
            })
            .collect();
        if words.is_empty() || block.hidden {
            continue;
        }
        let confidence = words.iter().map(|w| w.confidence).sum::<f32>() / words.len() as f32;
        block.recognized = Some(Recognized { confidence, words });
    }
}

/// Whether a word stands in a line that is written downwards.
fn is_vertical(word: &Word) -> bool {
    let line = rect_of(word.line_bbox);
    line.height() > 1.5 * line.width() && word.text.chars().nth(1).is_some()
}

fn rect_of([x0, y0, x1, y1]: [f32; 4]) -> Rect {
    Rect::new(x0, y0, x1, y1)
}

/// Page numbers as a person writes them: `1-3, 7`.
pub(crate) fn page_list(pages: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &page in pages {
        match runs.last_mut() {
            Some(run) if run.1 + 1 == page => run.1 = page,
            _ => runs.push((page, page)),
        }
    }
    let runs: Vec<String> = runs
        .into_iter()
        .map(|(a, b)| if a == b { a.to_string() } else { format!("{a}-{b}") })
        .collect();
    runs.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_written_as_runs() {
        assert_eq!(page_list(&[1, 2, 3, 7, 9, 10]), "1-3, 7, 9-10");
        assert_eq!(page_list(&[]), "");
    }
}
