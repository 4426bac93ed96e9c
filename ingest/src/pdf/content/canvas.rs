//! The device that the content interpreter paints on.

use hayro_cmap::WritingMode;
use hayro_interpret::font::{Glyph as FontGlyph, GlyphRun};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect as KurboRect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};
use hayro_syntax::object::Dict;

use super::font_maps::FontMaps;
use super::ground::{Color, Ground};
use super::marked::MarkedContent;
use super::sign_fonts::sign;
use super::unicode::{Resolved, resolve};
use super::{Glyph, PageContent, Ruling};
use crate::pdf::geometry::{Direction, Rect};

/// Characters kept of one page; what a page of print holds is below 20 000.
const MAX_GLYPHS: usize = 200_000;
/// Path elements looked at on one page; maps and drawings can hold millions.
const MAX_PATH_ELEMENTS: usize = 4_000_000;
/// Ruling lines kept of one page.
const MAX_RULINGS: usize = 60_000;
/// A filled box that is thinner than this is a line (points).
const MAX_LINE_WIDTH: f32 = 3.0;
/// Shorter strokes have no direction (points).
const MIN_DASH: f32 = 0.2;
/// A stroke that goes on with the one before it after a gap of no more than this is part of it (points).
const MAX_DASH_GAP: f32 = 2.0;
/// Shaded boxes are cells when they are at least this wide and high (points) and cover less than this share of
/// the page.
const MIN_SHADED: f32 = 7.0;
const MAX_SHADED: f32 = 0.5;
/// Width and height of letters that are drawn as shapes, and of their strokes (points).
const LETTER: std::ops::Range<f32> = 0.7..28.0;
/// Part of the em above and below the baseline that a character's box takes.
const ASCENT: f64 = 0.82;
const DESCENT: f64 = -0.18;

/// The payload that unwinds out of the interpreter once a limit is reached; no panic, and nothing is printed.
pub(crate) struct LimitReached;

/// Collects what one page paints.
pub(crate) struct Canvas<'m, 'p> {
    content: PageContent,
    page: Rect,
    clips: Vec<Clip>,
    path_elements: usize,
    ground: Ground,
    /// For each open group, whether it is painted as it is.
    groups: Vec<bool>,
    marked: MarkedContent,
    fonts: &'m mut FontMaps<'p>,
}

impl<'m, 'p> Canvas<'m, 'p> {
    /// An empty page of the given size in points.
    pub(crate) fn new(width: f32, height: f32, fonts: &'m mut FontMaps<'p>) -> Self {
        Self {
            content: PageContent::default(),
            page: Rect::new(0.0, 0.0, width, height),
            clips: Vec::new(),
            path_elements: 0,
            ground: Ground::default(),
            groups: Vec::new(),
            marked: MarkedContent::default(),
            fonts,
        }
    }

    /// What was painted.
    pub(crate) fn into_content(self) -> PageContent {
        self.content
    }

    fn stop(&mut self) -> ! {
        self.content.truncated = true;
        std::panic::resume_unwind(Box::new(LimitReached))
    }

    fn clip(&self) -> Rect {
        self.clips.last().map_or(self.page, |c| c.rect)
    }

    fn push_clip(&mut self, r: KurboRect, exact: bool) {
        let rect = self.clip().intersection(&to_rect(r));
        let exact = exact && self.clips.last().is_none_or(|c| c.exact);
        self.clips.push(Clip { rect, exact });
    }

    /// The colour of opaque paint; none where it is not known or lets through what is under it.
    fn color(&self, props: &DrawProps<'_>) -> Option<Color> {
        let plain = props.soft_mask.is_none()
            && matches!(props.blend_mode, BlendMode::Normal)
            && self.groups.iter().all(|g| *g)
            && self.clips.last().is_none_or(|c| c.exact);
        match &props.paint {
            Paint::Color(c) if plain => {
                let [r, g, b, a] = c.to_rgba().components();
                (a > 0.95).then_some([r, g, b])
            }
            _ => None,
        }
    }

    /// Notes an area that is painted over what was there.
    fn add_ground(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode) {
        let bounds = to_rect((props.transform).transform_rect_bbox(path.bounding_box()));
        let stroke = |p: &hayro_interpret::StrokeProps| {
            let c = props.transform.as_coeffs();
            let scale = c[0].hypot(c[1]).max(c[2].hypot(c[3])) as f32;
            p.line_width * scale
        };
        let (rect, color) = match mode {
            DrawMode::Fill(_) | DrawMode::FillAndStroke(..) => {
                let color = self.color(props).filter(|_| is_box(path, props.transform));
                (bounds, color)
            }
            DrawMode::Stroke(p) if stroke(p) > MAX_LINE_WIDTH => (bounds.grown(stroke(p) / 2.0), None),
            DrawMode::Stroke(_) | DrawMode::Invisible => return,
        };
        let rect = rect.intersection(&self.clip());
        if color.is_some() && rect.width() > 0.0 && rect.height() > 0.0 {
            self.ground.cover(&mut self.content.glyphs, &rect);
        }
        self.ground.add(rect, color);
    }

    fn add_ruling(&mut self, rect: Rect, horizontal: bool) {
        let clip = self.clip().grown(0.5);
        let seen = rect.intersection(&clip);
        if !seen.is_finite() || seen.width() < 0.0 || seen.height() < 0.0 {
            return;
        }
        let (cx, cy) = seen.center();
        let rect = if horizontal {
            Rect::new(seen.x0, cy, seen.x1, cy)
        } else {
            Rect::new(cx, seen.y0, cx, seen.y1)
        };
        // The dashes of one line are painted one after the other.
        if let Some(last) = self.content.rulings.last_mut()
            && last.horizontal == horizontal
            && goes_on(&last.rect, &rect, horizontal)
        {
            last.rect = last.rect.union(&rect);
            return;
        }
        if self.content.rulings.len() >= MAX_RULINGS {
            self.stop();
        }
        self.content.rulings.push(Ruling { rect, horizontal });
    }

    /// A painted box is a ruling line when it is thin; else its sides are: shading shows cells as lines do.
    fn add_filled_box(&mut self, r: Rect) {
        let (w, h) = (r.width(), r.height());
        if h <= MAX_LINE_WIDTH && w > 2.0 * h.max(0.5) {
            self.add_ruling(r, true);
        } else if w <= MAX_LINE_WIDTH && h > 2.0 * w.max(0.5) {
            self.add_ruling(r, false);
        } else if w >= MIN_SHADED && h >= MIN_SHADED && r.area() <= MAX_SHADED * self.page.area() {
            for y in [r.y0, r.y1] {
                self.add_ruling(Rect::new(r.x0, y, r.x1, y), true);
            }
            for x in [r.x0, r.x1] {
                self.add_ruling(Rect::new(x, r.y0, x, r.y1), false);
            }
        }
    }

    fn add_stroke(&mut self, from: Point, to: Point) {
        let (dx, dy) = ((to.x - from.x).abs() as f32, (to.y - from.y).abs() as f32);
        let r = Rect::new(from.x as f32, from.y as f32, to.x as f32, to.y as f32);
        // The dots of a dotted line are shorter than a point.
        if dx > MIN_DASH && dy <= 0.02 * dx + MIN_DASH {
            self.add_ruling(r, true);
        } else if dy > MIN_DASH && dx <= 0.02 * dy + MIN_DASH {
            self.add_ruling(r, false);
        }
    }

    /// Sub-paths one by one: each side for strokes, the box for fills.
    fn add_path(&mut self, path: &BezPath, transform: Affine, stroke: bool) {
        let mut start = Point::ZERO;
        let mut at = Point::ZERO;
        let mut bounds = Rect::EMPTY;
        let mut straight = true;
        let mut points = 0usize;
        let grow = |b: &Rect, p: Point| b.union(&Rect::new(p.x as f32, p.y as f32, p.x as f32, p.y as f32));
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(p) => {
                    if !stroke {
                        self.add_filled(bounds, straight, points);
                    }
                    start = transform * p;
                    at = start;
                    bounds = grow(&Rect::EMPTY, at);
                    straight = true;
                    points = 1;
                }
                PathEl::LineTo(p) => {
                    let to = transform * p;
                    if stroke {
                        self.add_stroke(at, to);
                    }
                    at = to;
                    bounds = grow(&bounds, at);
                    points += 1;
                }
                PathEl::QuadTo(bend, p) | PathEl::CurveTo(_, bend, p) => {
                    at = transform * p;
                    bounds = grow(&grow(&bounds, transform * bend), at);
                    straight = false;
                }
                PathEl::ClosePath => {
                    if stroke {
                        self.add_stroke(at, start);
                    }
                    at = start;
                }
            }
        }
        if !stroke {
            self.add_filled(bounds, straight, points);
        }
    }

    /// One filled outline with its box, whether all its sides are straight, and the number of its straight ones.
    fn add_filled(&mut self, bounds: Rect, straight: bool, points: usize) {
        if (!straight || points > 5) && LETTER.contains(&bounds.width()) && LETTER.contains(&bounds.height())
        {
            self.content.shapes += 1;
        }
        if straight && points >= 3 {
            self.add_filled_box(bounds);
        }
    }

    fn add_glyph(&mut self, character: char, rect: Rect, place: &Placement, hidden: bool, bold: bool) {
        if character.is_control() || matches!(character, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}') {
            return;
        }
        if self.content.glyphs.len() >= MAX_GLYPHS {
            self.stop();
        }
        let outside = !self.clip().grown(1.0).contains(rect.center());
        self.content.glyphs.push(Glyph {
            character,
            rect,
            baseline: place.baseline,
            size: place.size,
            direction: place.direction,
            hidden: hidden || outside,
            bold,
            spaced: false,
            runs_on: false,
            mark: self.marked.mark(),
        });
    }
}

/// Whether a line goes on where another one ends.
fn goes_on(last: &Rect, next: &Rect, horizontal: bool) -> bool {
    let (across, gap) = if horizontal {
        ((last.y0 - next.y0).abs(), last.overlap_x(next))
    } else {
        ((last.x0 - next.x0).abs(), last.overlap_y(next))
    };
    across < 0.05 && (-MAX_DASH_GAP..0.01).contains(&gap)
}

/// An area outside of which nothing is painted.
#[derive(Debug, Clone, Copy)]
struct Clip {
    rect: Rect,
    /// The area is the box and not a shape inside it.
    exact: bool,
}

/// Where one glyph stands.
struct Placement {
    rect: Rect,
    baseline: f32,
    size: f32,
    direction: Direction,
}

impl Placement {
    /// `advance` in thousandths of the em, along the line.
    fn new(transform: Affine, advance: f64, vertical: bool) -> Option<Self> {
        let (width, along) = if vertical {
            (1000.0, (0.0, -1000.0))
        } else {
            (advance, (1000.0, 0.0))
        };
        let corner = |x: f64, y: f64| transform * Point::new(x, y);
        let origin = corner(0.0, 0.0);
        let end = corner(along.0, along.1);
        let up = corner(0.0, 1000.0);
        let size = (up - origin).hypot() as f32;
        if !size.is_finite() || size <= 0.01 || size > 5_000.0 {
            return None;
        }
        let direction = Direction::of(end.x - origin.x, end.y - origin.y);
        let corners = [
            corner(0.0, 1000.0 * DESCENT),
            corner(width, 1000.0 * DESCENT),
            corner(0.0, 1000.0 * ASCENT),
            corner(width, 1000.0 * ASCENT),
        ];
        let rect = Rect::around(
            corners
                .iter()
                .map(|p| Rect::new(p.x as f32, p.y as f32, p.x as f32, p.y as f32)),
        );
        if !rect.is_finite() {
            return None;
        }
        // The baseline in the frame of the direction; the frame's own origin is added by whoever enters it.
        let baseline = match direction {
            Direction::Right | Direction::Left => origin.y,
            Direction::Down | Direction::Up => {
                if vertical {
                    (corner(width / 2.0, 0.0)).x
                } else {
                    origin.x
                }
            }
        } as f32;
        Some(Self {
            rect,
            baseline,
            size,
            direction,
        })
    }
}

/// How far non-embedded fonts are stretched to the widths that the file gives; 1 where they are not.
///
/// The interpreter folds the stretch into each glyph's transform, where it cannot be told from horizontal scaling
/// but for the fact that it differs from glyph to glyph.
fn stretched(transforms: &[Affine]) -> bool {
    let ratio = |t: &Affine| {
        let c = t.as_coeffs();
        c[0].hypot(c[1]) / c[2].hypot(c[3]).max(1e-9)
    };
    let first = transforms.first().map_or(1.0, ratio);
    transforms
        .iter()
        .any(|t| (ratio(t) - first).abs() > 0.002 * first)
        || !(0.3..=2.5).contains(&first)
}

impl<'a> Device<'a> for Canvas<'_, '_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let invisible = matches!(mode, DrawMode::Invisible) || is_transparent(&props.paint);
        let ink = self.color(&props);
        let vertical = run.writing_mode() == WritingMode::Vertical;
        let transforms: Vec<Affine> = run
            .glyphs()
            .iter()
            .map(|g| props.transform * g.transform())
            .collect();
        let undo = stretched(&transforms);
        let (bold, signs) = match run.glyphs().first().map(|g| &**g) {
            Some(FontGlyph::Outline(g)) => (self.fonts.is_bold(g), self.fonts.has_signs(g)),
            _ => (false, false),
        };
        let mut hidden = invisible;
        for (n, (glyph, &transform)) in run.glyphs().iter().zip(&transforms).enumerate() {
            let advance = match &**glyph {
                FontGlyph::Outline(g) => g.advance_width(),
                FontGlyph::Type3(g) => g.advance_width(),
            };
            let transform = if undo { unstretch(transform) } else { transform };
            let Some(place) = Placement::new(transform, f64::from(advance.unwrap_or(500.0)), vertical) else {
                continue;
            };
            if n == 0
                && let Some(ink) = ink
            {
                hidden |= self.ground.swallows(ink, place.rect.center());
            }
            match resolve(glyph, self.fonts) {
                Resolved::Character(c) => {
                    let c = if signs { sign(c).unwrap_or(c) } else { c };
                    self.add_glyph(c, place.rect, &place, hidden, bold);
                }
                Resolved::Several(text) => {
                    let n = text.chars().count().max(1);
                    for (i, c) in text.chars().enumerate() {
                        let rect = place.direction.share(&place.rect, i, n);
                        self.add_glyph(c, rect, &place, hidden, bold);
                    }
                }
                Resolved::Nothing => {}
            }
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.path_elements = self.path_elements.saturating_add(path.elements().len());
        if self.path_elements > MAX_PATH_ELEMENTS {
            self.stop();
        }
        self.add_ground(path, &props, mode);
        if is_blank(&props.paint) {
            return;
        }
        match mode {
            DrawMode::Fill(_) => self.add_path(path, props.transform, false),
            DrawMode::Stroke(_) => self.add_path(path, props.transform, true),
            DrawMode::FillAndStroke(..) => self.add_path(path, props.transform, true),
            DrawMode::Invisible => {}
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let exact = is_box(&clip.path, Affine::IDENTITY);
        self.push_clip(clip.path.bounding_box(), exact);
    }

    fn push_clip_rect(&mut self, rect: &KurboRect) {
        self.push_clip(*rect, true);
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let unit = KurboRect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let r = to_rect(props.transform.transform_rect_bbox(unit)).intersection(&self.clip());
        if r.is_finite() && r.width() > 0.0 && r.height() > 0.0 {
            // Rules are sometimes painted as one-pixel images.
            if r.width().min(r.height()) <= MAX_LINE_WIDTH {
                self.add_filled_box(r);
            }
            self.ground.add(r, None);
            if self.content.images.len() < 10_000 {
                self.content.images.push(r);
            }
        }
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend: BlendMode) {
        let plain = opacity > 0.95 && mask.is_none() && matches!(blend, BlendMode::Normal);
        self.groups.push(plain);
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        self.marked.begin(tag, properties, self.content.glyphs.len());
    }

    fn end_marked_content(&mut self) {
        self.marked.end(&mut self.content.glyphs);
    }
}

/// Whether a path is one upright box.
fn is_box(path: &BezPath, transform: Affine) -> bool {
    let mut corners: Vec<Point> = Vec::with_capacity(5);
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(p) if corners.is_empty() => corners.push(transform * p),
            PathEl::LineTo(p) if corners.len() < 5 => corners.push(transform * p),
            PathEl::ClosePath => {}
            _ => return false,
        }
    }
    let upright = corners.windows(2).all(|w| match w {
        [a, b] => (a.x - b.x).abs() < 0.05 || (a.y - b.y).abs() < 0.05,
        _ => true,
    });
    let closed = match corners.as_slice() {
        [_, _, _, _] => true,
        [a, _, _, _, e] => (*a - *e).hypot() < 0.1,
        _ => false,
    };
    upright && closed
}

/// The same placement with the em as wide as it is high.
fn unstretch(t: Affine) -> Affine {
    let c = t.as_coeffs();
    let (sx, sy) = (c[0].hypot(c[1]), c[2].hypot(c[3]));
    if sx <= 1e-9 {
        return t;
    }
    Affine::new([c[0] / sx * sy, c[1] / sx * sy, c[2], c[3], c[4], c[5]])
}

fn is_transparent(paint: &Paint<'_>) -> bool {
    matches!(paint, Paint::Color(c) if c.to_rgba().components()[3] <= 0.01)
}

/// White or transparent: nothing that could be seen as a line.
fn is_blank(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(c) => {
            let [r, g, b, a] = c.to_rgba().components();
            a <= 0.01 || (r > 0.99 && g > 0.99 && b > 0.99)
        }
        Paint::Pattern(_) => false,
    }
}

fn to_rect(r: KurboRect) -> Rect {
    Rect::new(r.x0 as f32, r.y0 as f32, r.x1 as f32, r.y1 as f32)
}
