//! Pages as pictures, as a scanner would give them.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use hayro_interpret::InterpreterSettings;
use hayro_syntax::Pdf;
use lopdf::{Document, Object, Stream, dictionary};

/// A page in shades of grey, 0 is black, by rows from the top left.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Pixels a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// The pixels.
    pub gray: Vec<u8>,
    /// Width and height of the page in points.
    pub page: (f32, f32),
}

/// The pages of a PDF, drawn with so many pixels to the inch.
///
/// # Errors
/// Where it cannot be opened.
pub fn pictures(bytes: Vec<u8>, dpi: f32) -> io::Result<Vec<Picture>> {
    let source = Pdf::new(bytes).map_err(|error| io::Error::other(format!("{error:?}")))?;
    let scale = dpi / 72.0;
    let draw = |page: &hayro_syntax::page::Page<'_>| {
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
        let green = |pixel: &[u8]| pixel.get(1).copied().unwrap_or(u8::MAX);
        Picture {
            width: usize::from(pixmap.width()),
            height: usize::from(pixmap.height()),
            gray: pixmap.data_as_u8_slice().chunks_exact(4).map(green).collect(),
            page: page.render_dimensions(),
        }
    };
    Ok(source.pages().iter().map(draw).collect())
}

/// A PDF whose pages are these pictures and nothing else.
///
/// # Errors
/// Where it cannot be put together.
pub fn pdf_of(pictures: &[Picture]) -> io::Result<Vec<u8>> {
    let mut made = Document::with_version("1.7");
    let parent = made.new_object_id();
    let mut kids = Vec::new();
    for picture in pictures {
        let mut image = Stream::new(
            dictionary! {
                "Type" => "XObject", "Subtype" => "Image",
                "Width" => i64::try_from(picture.width).unwrap_or(0),
                "Height" => i64::try_from(picture.height).unwrap_or(0),
                "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
            },
            picture.gray.clone(),
        );
        image.compress().map_err(io::Error::other)?;
        let image = made.add_object(image);
        let (w, h) = picture.page;
        let content = format!("q {w} 0 0 {h} 0 0 cm /Scan Do Q").into_bytes();
        let content = made.add_object(Stream::new(dictionary! {}, content));
        let id = made.add_object(dictionary! {
            "Type" => "Page", "Parent" => parent, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), Object::Real(w), Object::Real(h)],
            "Resources" => dictionary! { "XObject" => dictionary! { "Scan" => image } },
        });
        kids.push(Object::Reference(id));
    }
    let count = i64::try_from(kids.len()).unwrap_or(0);
    let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    made.objects.insert(parent, tree.into());
    let catalog = made.add_object(dictionary! { "Type" => "Catalog", "Pages" => parent });
    made.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    made.save_to(&mut bytes)?;
    Ok(bytes)
}

/// Writes the pages of a PDF as portable grey maps into a folder.
///
/// # Errors
/// Where the file cannot be read or a picture not be written.
pub fn write(file: &Path, dpi: f32, out: &Path) -> io::Result<()> {
    fs::create_dir_all(out)?;
    for (number, picture) in pictures(fs::read(file)?, dpi)?.iter().enumerate() {
        let mut head = String::new();
        let _ = write!(head, "P5\n{} {}\n255\n", picture.width, picture.height);
        fs::write(
            out.join(format!("page-{:04}.pgm", number + 1)),
            [head.as_bytes(), &picture.gray].concat(),
        )?;
    }
    Ok(())
}
