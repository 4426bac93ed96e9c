//! Characters of glyphs whose font has no usable ToUnicode map.
//!
//! CID fonts of a known character collection are read through that collection's CID-to-Unicode map, whether they
//! are embedded or not; any other embedded font through what its own program says ([`FontProgram`]).

use std::collections::HashMap;
use std::rc::Rc;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_interpret::font::OutlineGlyph;
use hayro_syntax::Pdf;
use hayro_syntax::object::dict::keys::{
    BASE_FONT, CIDSYSTEMINFO, DESCENDANT_FONTS, ENCODING, ORDERING, REGISTRY, SUBTYPE,
};
use hayro_syntax::object::{self, Array, Dict, Name, Object};

use super::font_programs::FontProgram;
use super::sign_fonts::is_sign_font;

/// Fonts that one document's maps are kept for.
const MAX_FONTS: usize = 4_096;

/// The maps of one document, made when a glyph first needs them.
pub(crate) struct FontMaps<'p> {
    pdf: &'p Pdf,
    programs: HashMap<u128, FontProgram>,
    cid_fonts: Option<HashMap<String, Option<CidFont>>>,
    collections: HashMap<CidFamily, Option<Rc<CMap>>>,
    bold: HashMap<u128, bool>,
    signs: HashMap<u128, bool>,
}

/// From character code to CID, and what the CIDs mean.
struct CidFont {
    encoding: CMap,
    encoding_name: Vec<u8>,
    family: CidFamily,
}

impl<'p> FontMaps<'p> {
    /// No maps yet.
    pub(crate) fn new(pdf: &'p Pdf) -> Self {
        Self {
            pdf,
            programs: HashMap::new(),
            cid_fonts: None,
            collections: HashMap::new(),
            bold: HashMap::new(),
            signs: HashMap::new(),
        }
    }

    /// Whether the glyph's font calls itself bold, by name or by weight.
    pub(crate) fn is_bold(&mut self, glyph: &OutlineGlyph) -> bool {
        let Some(font) = glyph.font_data() else {
            return false;
        };
        if self.bold.len() > MAX_FONTS {
            return false;
        }
        *self.bold.entry(font.cache_key).or_insert_with(|| {
            let named = font.postscript_name.as_deref().is_some_and(|name| {
                let name = name.to_ascii_lowercase();
                ["bold", "black", "heavy", "demi"]
                    .iter()
                    .any(|part| name.contains(part))
            });
            named || font.weight.is_some_and(|w| w >= 600)
        })
    }

    /// Whether the letters of the glyph's font are signs.
    pub(crate) fn has_signs(&mut self, glyph: &OutlineGlyph) -> bool {
        let Some(font) = glyph.font_data() else {
            return false;
        };
        if self.signs.len() > MAX_FONTS {
            return false;
        }
        *self
            .signs
            .entry(font.cache_key)
            .or_insert_with(|| font.postscript_name.as_deref().is_some_and(is_sign_font))
    }

    /// What the font says of the glyph beyond its ToUnicode map.
    pub(crate) fn lookup(&mut self, glyph: &OutlineGlyph) -> Option<BfString> {
        let font = glyph.font_data()?;
        if let Some(name) = font.postscript_name.as_deref()
            && let Some(text) = self.by_collection(name, glyph.char_code())
        {
            return Some(text);
        }
        if self.programs.len() > MAX_FONTS {
            return None;
        }
        let glyph = glyph.glyph_id().to_u32();
        let program = self
            .programs
            .entry(font.cache_key)
            .or_insert_with(|| FontProgram::read(font.data.as_ref().as_ref()));
        if let Some((family, cid)) = program.cid(glyph)
            && let Some(map) = collection(&mut self.collections, family)
            && let Some(text) = map.lookup_bf_string(cid)
        {
            return Some(text);
        }
        program.character(glyph).map(BfString::Char)
    }

    fn by_collection(&mut self, postscript_name: &str, code: u32) -> Option<BfString> {
        let pdf = self.pdf;
        let fonts = self.cid_fonts.get_or_insert_with(|| cid_fonts(pdf));
        let font = fonts.get(postscript_name)?.as_ref()?;
        let cid = (1..=4).find_map(|length| font.encoding.lookup_cid_code(code, length))?;
        let map = collection(&mut self.collections, &font.family)?;
        map.lookup_bf_string(cid)
    }
}

/// The characters of a collection's CIDs.
fn collection(known: &mut HashMap<CidFamily, Option<Rc<CMap>>>, family: &CidFamily) -> Option<Rc<CMap>> {
    known
        .entry(family.clone())
        .or_insert_with(|| {
            let data = load_embedded(family.ucs2_cmap()?)?;
            CMap::parse(data, load_embedded).map(Rc::new)
        })
        .clone()
}

/// All CID fonts of the document whose character collection is known, by PostScript name without subset prefix.
/// Where two fonts of one name differ, neither is kept.
fn cid_fonts(pdf: &Pdf) -> HashMap<String, Option<CidFont>> {
    let mut fonts: HashMap<String, Option<CidFont>> = HashMap::new();
    for dict in pdf.objects().into_iter().filter_map(Object::into_dict) {
        if fonts.len() > MAX_FONTS {
            break;
        }
        let Some((name, font)) = cid_font(&dict) else {
            continue;
        };
        let same = fonts.get(&name).is_none_or(|old| {
            old.as_ref()
                .is_some_and(|o| o.family == font.family && o.encoding_name == font.encoding_name)
        });
        fonts.insert(name, same.then_some(font));
    }
    fonts
}

fn cid_font(dict: &Dict<'_>) -> Option<(String, CidFont)> {
    if dict.get::<Name<'_>>(SUBTYPE)?.as_str() != "Type0" {
        return None;
    }
    let name = dict.get::<Name<'_>>(BASE_FONT)?.as_str().to_owned();
    let (encoding, encoding_name) = match dict.get::<Object<'_>>(ENCODING)? {
        Object::Name(n) => match CMapName::from_bytes(&n) {
            CMapName::IdentityH => (CMap::identity_h(), n.to_vec()),
            CMapName::IdentityV => (CMap::identity_v(), n.to_vec()),
            known => (CMap::parse(load_embedded(known)?, load_embedded)?, n.to_vec()),
        },
        Object::Stream(s) => {
            let data = s.decoded_data().ok()?;
            (CMap::parse(&data, load_embedded)?, data.into_owned())
        }
        _ => return None,
    };
    let descendant = dict
        .get::<Array<'_>>(DESCENDANT_FONTS)?
        .iter::<Dict<'_>>()
        .next()?;
    let said = descendant.get::<Dict<'_>>(CIDSYSTEMINFO).and_then(|info| {
        let registry = info.get::<object::String<'_>>(REGISTRY)?;
        let ordering = info.get::<object::String<'_>>(ORDERING)?;
        Some(CidFamily::from_registry_ordering(
            registry.as_bytes(),
            ordering.as_bytes(),
        ))
    });
    let encoded = encoding
        .metadata()
        .character_collection
        .as_ref()
        .map(|c| c.family.clone());
    let family = [encoded, said]
        .into_iter()
        .flatten()
        .find(|f| f.ucs2_cmap().is_some())?;
    let name = match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest.to_owned(),
        _ => name,
    };
    Some((
        name,
        CidFont {
            encoding,
            encoding_name,
            family,
        },
    ))
}
