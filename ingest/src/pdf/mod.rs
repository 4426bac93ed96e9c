//! Reading PDF.
//!
//! A page goes through four rooms. [`content`] runs the page's program and notes each character with its box and
//! each painted line. [`layout`] joins characters into segments, rows, columns and paragraphs. [`table`] finds
//! tables by their lines or by their columns; where the file is [`tagged`], its own structure goes before both.
//! [`structure`] then looks at all pages together and says what each
//! piece is. [`page`] leads one page through the first three, [`blocks`] the document through the last;
//! [`open`] and [`info`] deal with the file around the pages, [`recognition`] with pages that are pictures.
//!
//! Everything has limits, and each page is read on its own: a page that fails costs that page.

mod blocks;
mod content;
mod geometry;
mod info;
mod layout;
mod open;
mod page;
mod recognition;
mod structure;
mod table;
mod tagged;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::kurbo::Rect as KurboRect;
use hayro_interpret::util::TransformExt;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page};
use hayro_syntax::Pdf;
use hayro_syntax::page::Page as PdfPage;

use crate::document::{Diagnostic, Page, Place, Severity};
use crate::read::{ReadError, ReadOptions, Reading};
use content::canvas::LimitReached;
use content::font_maps::FontMaps;
use content::{Canvas, PageContent};
use page::{PageLayout, PageSize, read_page};
use recognition::Recognition;
use tagged::PageTags;

/// Pages that are read of one file.
const MAX_PAGES: usize = 20_000;

/// Reads one file.
///
/// Boxes are in points with the origin at the top left of the page as it is seen, after its rotation. Text that is
/// painted without ink, outside of the page or outside of its clip is kept as hidden blocks, but for the text layer
/// of scanned pages.
///
/// # Errors
/// Where nothing of the file can be read: it needs a password ([`ReadError::Encrypted`]), it is encrypted in a way
/// that is not supported, or no page can be found even after repair.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Reading, ReadError> {
    let pdf = open::open(bytes, options.password.as_deref().unwrap_or(""))?;
    let mut reading = Reading {
        title: info::title(&pdf),
        metadata: info::metadata(&pdf),
        ..Reading::default()
    };
    let tags = catch_unwind(AssertUnwindSafe(|| tagged::tree::read(&pdf))).unwrap_or_default();
    let mut fonts = FontMaps::new(&pdf);
    let mut cache = InterpreterCache::new();
    let mut layouts: Vec<PageLayout> = Vec::new();
    let untagged = PageTags::new();
    let mut recognizer = Recognition::new(&options.ocr);
    for (index, page) in pdf.pages().iter().enumerate().take(MAX_PAGES) {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let (width, height) = page.render_dimensions();
        let size = PageSize { width, height };
        reading.pages.push(Page {
            number,
            width,
            height,
        });
        let (mut content, outcome) = interpret(&pdf, page, size, &mut fonts, &cache);
        if let Outcome::Failed = outcome {
            // What the cache holds may be half made.
            cache = InterpreterCache::new();
        }
        let mut notes = notes(&content, outcome);
        notes.extend(recognizer.read(page, number, size, &mut content));
        let tags = tags.get(index).unwrap_or(&untagged);
        let layout = catch_unwind(AssertUnwindSafe(|| read_page(content, number, size, tags)));
        let notes = match layout {
            Ok(layout) => {
                layouts.push(layout);
                notes
            }
            Err(_) => vec![failed()],
        };
        let place = Place::Page {
            page: number,
            bbox: [0.0, 0.0, width, height],
        };
        reading
            .diagnostics
            .extend(notes.into_iter().map(|n| n.at(place.clone())));
        crate::progress::step();
    }
    if pdf.pages().len() > MAX_PAGES {
        let message = format!("only the first {MAX_PAGES} pages were read");
        reading
            .diagnostics
            .push(Diagnostic::warning("truncated", message));
    }
    reading.blocks = blocks::assemble(layouts, &info::outline(&pdf));
    recognizer.finish(&mut reading);
    Ok(reading)
}

/// How the interpretation of a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Whole,
    Failed,
}

/// Runs the program of one page and gives what it painted, up to the point where it failed or reached a limit.
fn interpret<'p>(
    pdf: &'p Pdf,
    page: &PdfPage<'p>,
    size: PageSize,
    fonts: &mut FontMaps<'p>,
    cache: &InterpreterCache<'p>,
) -> (PageContent, Outcome) {
    let mut canvas = Canvas::new(size.width, size.height, fonts);
    let settings = InterpreterSettings {
        render_content: RenderContent::all(),
        ..InterpreterSettings::default()
    };
    let bounds = KurboRect::new(0.0, 0.0, f64::from(size.width), f64::from(size.height));
    let run = catch_unwind(AssertUnwindSafe(|| {
        let mut context = Context::new(
            page.initial_transform(true).to_kurbo(),
            bounds,
            cache,
            pdf.xref(),
            settings,
        );
        interpret_page(page, &mut context, &mut canvas);
    }));
    let outcome = match run {
        Err(payload) if !payload.is::<LimitReached>() => Outcome::Failed,
        _ => Outcome::Whole,
    };
    (canvas.into_content(), outcome)
}

/// What there is to say of a page.
fn notes(content: &PageContent, outcome: Outcome) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    if outcome == Outcome::Failed {
        notes.push(failed());
    }
    if content.truncated {
        let message = "the page paints more than can be read; the rest of it is missing";
        notes.push(Diagnostic::warning("truncated", message));
    }
    notes
}

fn failed() -> Diagnostic {
    let message = "the page could not be read to its end; other pages are not affected";
    Diagnostic {
        severity: Severity::Error,
        ..Diagnostic::warning("page_failed", message)
    }
}
