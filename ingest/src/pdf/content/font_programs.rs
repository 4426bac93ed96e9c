//! What an embedded font program says of its glyphs: its `cmap` table read backwards, the glyph names of `post` and
//! CFF, and the character collection that a CID-keyed CFF program names.

use std::collections::HashMap;

use hayro_cmap::CidFamily;
use skrifa::MetadataProvider;
use skrifa::raw::FontRead;
use skrifa::raw::ps::agl;
use skrifa::raw::ps::cff::{CffFontRef, dict};
use skrifa::raw::tables::cff::Cff;

use super::unicode::is_private_use;

/// Characters that are read from one font's `cmap` table.
const MAX_MAPPINGS: usize = 100_000;

/// The glyphs of one font program.
#[derive(Debug, Default)]
pub(crate) struct FontProgram {
    /// By glyph number.
    characters: HashMap<u32, char>,
    /// By glyph number, the CID in a collection whose characters are known.
    collection: Option<(CidFamily, HashMap<u32, u32>)>,
}

impl FontProgram {
    /// Reads a program: TrueType, OpenType, or bare CFF as PDF embeds it.
    pub(crate) fn read(data: &[u8]) -> Self {
        match skrifa::FontRef::new(data) {
            Ok(font) => Self::sfnt(&font),
            Err(_) => Self::cff(data).unwrap_or_default(),
        }
    }

    fn sfnt(font: &skrifa::FontRef<'_>) -> Self {
        let mut characters = reverse_cmap(font);
        if characters.is_empty() {
            characters = font
                .glyph_names()
                .iter()
                .take(MAX_MAPPINGS)
                .filter(|(_, name)| !name.is_synthesized())
                .filter_map(|(glyph, name)| Some((glyph.to_u32(), named(name.as_str())?)))
                .collect();
        }
        let cff = font.table_data(skrifa::Tag::new(b"CFF "));
        let collection = cff.and_then(|t| Self::cff(t.as_bytes())?.collection);
        Self {
            characters,
            collection,
        }
    }

    fn cff(data: &[u8]) -> Option<Self> {
        let font = CffFontRef::new(data, 0, None).ok()?;
        let charset = font.charset()?;
        if font.is_cid() {
            let family = collection_of(data, &font)?;
            let cids = charset
                .iter()
                .take(MAX_MAPPINGS)
                .map(|(glyph, cid)| (glyph.to_u32(), u32::from(cid.to_u16())))
                .collect();
            return Some(Self {
                characters: HashMap::new(),
                collection: Some((family, cids)),
            });
        }
        let characters = charset
            .iter()
            .take(MAX_MAPPINGS)
            .filter_map(|(glyph, name)| {
                let name = std::str::from_utf8(font.string(name)?).ok()?;
                Some((glyph.to_u32(), named(name)?))
            })
            .collect();
        Some(Self {
            characters,
            collection: None,
        })
    }

    /// The character of a glyph.
    pub(crate) fn character(&self, glyph: u32) -> Option<char> {
        self.characters.get(&glyph).copied()
    }

    /// The collection that the program is ordered by, and the glyph's CID in it.
    pub(crate) fn cid(&self, glyph: u32) -> Option<(&CidFamily, u32)> {
        let (family, cids) = self.collection.as_ref()?;
        Some((family, *cids.get(&glyph)?))
    }
}

/// The collection that the program names, if it is one with known characters.
fn collection_of(data: &[u8], font: &CffFontRef<'_>) -> Option<CidFamily> {
    let cff = Cff::read(data.into()).ok()?;
    let top = cff.top_dicts().get(0)?;
    let (registry, ordering) = dict::entries(top, None).find_map(|entry| match entry {
        Ok(dict::Entry::Ros {
            registry, ordering, ..
        }) => Some((registry, ordering)),
        _ => None,
    })?;
    let family = CidFamily::from_registry_ordering(font.string(registry)?, font.string(ordering)?);
    family.ucs2_cmap().is_some().then_some(family)
}

/// The character that a glyph name stands for (Adobe glyph list, `uni0041`, `u0041`).
fn named(name: &str) -> Option<char> {
    agl::name_to_char(name).filter(|c| !is_private_use(*c) && !c.is_control())
}

/// Glyph to character; of several characters of one glyph the first that is not for private use.
fn reverse_cmap(font: &skrifa::FontRef<'_>) -> HashMap<u32, char> {
    let mut map = HashMap::new();
    for (code, glyph) in font.charmap().mappings().take(MAX_MAPPINGS) {
        // Symbol fonts keep Latin characters at U+F000.
        let code = if (0xf020..=0xf07e).contains(&code) {
            code - 0xf000
        } else {
            code
        };
        if let Some(c) = char::from_u32(code)
            && !is_private_use(c)
        {
            map.entry(glyph.to_u32()).or_insert(c);
        }
    }
    map
}
