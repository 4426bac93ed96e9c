//! Fonts that are not embedded and have no ToUnicode map: every predefined CMap, horizontal and vertical.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use encoding_rs::Encoding;
use quarry_ingest::{ReadOptions, Reading, pdf};

use crate::pdf_fixture::{Page, cjk_font, document, save};

const KOREAN: &str = "한국 예산 집행 실적";
const TAIWANESE: &str = "中央選舉委員會";
const CHINESE: &str = "财政部预算报告";
const JAPANESE: &str = "令和の予算東京都";

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

/// Row and cell of JIS X 0208 in seven bits, as ISO-2022-JP has them.
fn jis(text: &str) -> Vec<u8> {
    encoded(encoding_rs::EUC_JP, text)
        .iter()
        .map(|b| b & 0x7f)
        .collect()
}

/// [`TAIWANESE`] in CNS 11643 plane 1, as EUC has it.
fn cns() -> Vec<u8> {
    vec![
        0xc4, 0xe3, 0xc6, 0xc1, 0xf2, 0xd9, 0xf5, 0xa8, 0xcc, 0xe7, 0xd4, 0xde, 0xe4, 0xc4,
    ]
}

fn read(font: &str, ordering: &str, bytes: Vec<u8>) -> Reading {
    let page = Page::default().show("Song", 100.0, 100.0, 12.0, bytes);
    let made = save(document(&[page], &[("Song", cjk_font(font, ordering))]));
    pdf::read(&made, &ReadOptions::default()).unwrap()
}

/// Name of a CMap without its direction, the directions that it comes in, and a text in it.
type Encoded = (&'static str, &'static str, Vec<u8>);

#[test]
fn every_predefined_cmap_is_read_in_both_directions() {
    let ks = encoded(encoding_rs::EUC_KR, KOREAN);
    let big5 = encoded(encoding_rs::BIG5, TAIWANESE);
    let gb = encoded(encoding_rs::GBK, CHINESE);
    let sjis = encoded(encoding_rs::SHIFT_JIS, JAPANESE);
    let korean = [
        ("KSC-EUC", "HV", ks.clone()),
        ("KSCms-UHC", "HV", ks.clone()),
        ("KSCms-UHC-HW", "HV", ks.clone()),
        ("KSCpc-EUC", "H", ks),
        ("UniKS-UCS2", "HV", utf16(KOREAN)),
        ("UniKS-UTF16", "HV", utf16(KOREAN)),
    ];
    let taiwanese = [
        ("B5pc", "HV", big5.clone()),
        ("HKscs-B5", "HV", big5.clone()),
        ("ETen-B5", "HV", big5.clone()),
        ("ETenms-B5", "HV", big5),
        ("CNS-EUC", "HV", cns()),
        ("UniCNS-UCS2", "HV", utf16(TAIWANESE)),
        ("UniCNS-UTF16", "HV", utf16(TAIWANESE)),
    ];
    let chinese = [
        ("GB-EUC", "HV", gb.clone()),
        ("GBpc-EUC", "HV", gb.clone()),
        ("GBK-EUC", "HV", gb.clone()),
        ("GBKp-EUC", "HV", gb),
        ("GBK2K", "HV", encoded(encoding_rs::GB18030, CHINESE)),
        ("UniGB-UCS2", "HV", utf16(CHINESE)),
        ("UniGB-UTF16", "HV", utf16(CHINESE)),
    ];
    let japanese = [
        ("83pv-RKSJ", "H", sjis.clone()),
        ("90ms-RKSJ", "HV", sjis.clone()),
        ("90msp-RKSJ", "HV", sjis.clone()),
        ("90pv-RKSJ", "H", sjis.clone()),
        ("Add-RKSJ", "HV", sjis.clone()),
        ("Ext-RKSJ", "HV", sjis),
        ("EUC", "HV", encoded(encoding_rs::EUC_JP, JAPANESE)),
        ("", "HV", jis(JAPANESE)),
        ("UniJIS-UCS2", "HV", utf16(JAPANESE)),
        ("UniJIS-UCS2-HW", "HV", utf16(JAPANESE)),
        ("UniJIS-UTF16", "HV", utf16(JAPANESE)),
    ];
    let families: [(&str, &str, &[Encoded]); 4] = [
        ("Korea1", KOREAN, &korean),
        ("CNS1", TAIWANESE, &taiwanese),
        ("GB1", CHINESE, &chinese),
        ("Japan1", JAPANESE, &japanese),
    ];
    let mut count = 0;
    for (ordering, text, cmaps) in families {
        for (name, directions, bytes) in cmaps {
            for direction in directions.chars() {
                let name = if name.is_empty() {
                    direction.to_string()
                } else {
                    format!("{name}-{direction}")
                };
                let reading = read(&name, ordering, bytes.clone());
                let found: String = reading.blocks.iter().map(|b| b.text.as_str()).collect();
                assert_eq!(found, text, "{name}");
                assert!(
                    reading.diagnostics.is_empty(),
                    "{name}: {:?}",
                    reading.diagnostics
                );
                count += 1;
            }
        }
    }
    assert_eq!(
        count, 59,
        "the predefined CMaps of the standard but for the two Identity ones"
    );
}

#[test]
fn identity_codes_are_read_through_the_collection_that_the_font_names() {
    use hayro_cmap::{CMap, CMapName, load_embedded};
    for (unicode, ordering, text) in [
        (CMapName::UniKsUcs2H, "Korea1", "한국예산"),
        (CMapName::UniCnsUcs2H, "CNS1", TAIWANESE),
        (CMapName::UniGbUcs2H, "GB1", CHINESE),
        (CMapName::UniJisUcs2H, "Japan1", JAPANESE),
    ] {
        let map = CMap::parse(load_embedded(unicode).unwrap(), load_embedded).unwrap();
        let cids: Vec<u8> = text
            .chars()
            .flat_map(|c| (map.lookup_cid_code(u32::from(c), 2).unwrap() as u16).to_be_bytes())
            .collect();
        for name in ["Identity-H", "Identity-V"] {
            let reading = read(name, ordering, cids.clone());
            let found: String = reading.blocks.iter().map(|b| b.text.as_str()).collect();
            assert_eq!(found, text, "{name} {ordering}");
        }
    }
}
