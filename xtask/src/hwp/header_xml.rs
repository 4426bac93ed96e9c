//! `Contents/header.xml` of an HWPX package: the same fonts, shapes, numbering and styles as [`super::docinfo`].

use std::fmt::Write;

use super::docinfo::{BULLET, FONTS, NUMBER_LEVELS};
use super::package::{NAMESPACES, XML_HEAD};
use super::report::{CHARACTER_SHAPES, Style};

/// The whole part.
#[must_use]
pub fn write() -> String {
    let mut out = format!(r#"{XML_HEAD}<hh:head {NAMESPACES} version="1.4" secCnt="1">"#);
    out.push_str(
        r#"<hh:beginNum page="1" footnote="1" endnote="1" pic="1" tbl="1" equation="1"/><hh:refList>"#,
    );
    fonts(&mut out);
    borders(&mut out);
    character_shapes(&mut out);
    out.push_str(r#"<hh:tabProperties itemCnt="1"><hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/></hh:tabProperties>"#);
    numbering(&mut out);
    paragraph_shapes(&mut out);
    styles(&mut out);
    out.push_str("</hh:refList>");
    out.push_str(
        r#"<hh:compatibleDocument targetProgram="HWP201X"><hh:layoutCompatibility/></hh:compatibleDocument>"#,
    );
    out.push_str(
        r#"<hh:docOption><hh:linkinfo path="" pageInherit="0" footnoteInherit="0"/></hh:docOption>"#,
    );
    out.push_str(r#"<hh:trackchageConfig flags="56"/></hh:head>"#);
    out
}

const LANGUAGES: [&str; 7] = ["HANGUL", "LATIN", "HANJA", "JAPANESE", "OTHER", "SYMBOL", "USER"];

fn fonts(out: &mut String) {
    out.push_str(r#"<hh:fontfaces itemCnt="7">"#);
    for language in LANGUAGES {
        let _ = write!(
            out,
            r#"<hh:fontface lang="{language}" fontCnt="{}">"#,
            FONTS.len()
        );
        for (id, font) in FONTS.iter().enumerate() {
            let _ = write!(
                out,
                r#"<hh:font id="{id}" face="{font}" type="TTF" isEmbedded="0"/>"#
            );
        }
        out.push_str("</hh:fontface>");
    }
    out.push_str("</hh:fontfaces>");
}

fn borders(out: &mut String) {
    out.push_str(r#"<hh:borderFills itemCnt="2">"#);
    for (id, line) in [(1, "NONE"), (2, "SOLID")] {
        let _ = write!(
            out,
            r#"<hh:borderFill id="{id}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0">"#
        );
        out.push_str(r#"<hh:slash type="NONE" Crooked="0" isCounter="0"/>"#);
        out.push_str(r#"<hh:backSlash type="NONE" Crooked="0" isCounter="0"/>"#);
        for side in ["left", "right", "top", "bottom"] {
            let _ = write!(
                out,
                r##"<hh:{side}Border type="{line}" width="0.12 mm" color="#000000"/>"##
            );
        }
        out.push_str("</hh:borderFill>");
    }
    out.push_str("</hh:borderFills>");
}

fn character_shapes(out: &mut String) {
    let all = |value: &str| {
        LANGUAGES.iter().fold(String::new(), |mut attributes, language| {
            let _ = write!(attributes, r#" {}="{value}""#, language.to_lowercase());
            attributes
        })
    };
    let _ = write!(out, r#"<hh:charProperties itemCnt="{}">"#, CHARACTER_SHAPES.len());
    for (id, (size, bold)) in CHARACTER_SHAPES.into_iter().enumerate() {
        let _ = write!(
            out,
            r##"<hh:charPr id="{id}" height="{size}" textColor="#000000" shadeColor="none" useFontSpace="0" useKerning="0" symMark="NONE" borderFillIDRef="1">"##
        );
        let parts = [
            ("fontRef", "1"),
            ("ratio", "100"),
            ("spacing", "0"),
            ("relSz", "100"),
            ("offset", "0"),
        ];
        for (name, value) in parts {
            let _ = write!(out, "<hh:{name}{}/>", all(value));
        }
        out.push_str(if bold {
            "<hh:bold/></hh:charPr>"
        } else {
            "</hh:charPr>"
        });
    }
    out.push_str("</hh:charProperties>");
}

fn numbering(out: &mut String) {
    out.push_str(r#"<hh:numberings itemCnt="1"><hh:numbering id="1" start="1">"#);
    for (level, (format, numeral)) in (1..).zip(NUMBER_LEVELS) {
        let numeral = match numeral {
            8 => "HANGUL_SYLLABLE",
            1 => "CIRCLED_DIGIT",
            _ => "DIGIT",
        };
        let _ = write!(
            out,
            r#"<hh:paraHead start="1" level="{level}" align="LEFT" useInstWidth="1" autoIndent="1" widthAdjust="0" textOffsetType="PERCENT" textOffset="50" numFormat="{numeral}" charPrIDRef="4294967295" checkable="0">{format}</hh:paraHead>"#
        );
    }
    out.push_str("</hh:numbering></hh:numberings>");
    let _ = write!(
        out,
        r#"<hh:bullets itemCnt="1"><hh:bullet id="1" char="{BULLET}" useImage="0"><hh:paraHead level="0" align="LEFT" useInstWidth="0" autoIndent="1" widthAdjust="0" textOffsetType="PERCENT" textOffset="50" numFormat="DIGIT" charPrIDRef="4294967295" checkable="0"/></hh:bullet></hh:bullets>"#
    );
}

fn paragraph_shapes(out: &mut String) {
    let _ = write!(out, r#"<hh:paraProperties itemCnt="{}">"#, Style::ALL.len());
    for style in Style::ALL {
        let align = match style.alignment() {
            2 => "RIGHT",
            3 => "CENTER",
            _ => "JUSTIFY",
        };
        let (kind, level) = style.head();
        let (kind, reference) = match kind {
            2 => ("NUMBER", 1),
            3 => ("BULLET", 1),
            _ => ("NONE", 0),
        };
        let _ = write!(
            out,
            r#"<hh:paraPr id="{}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="1" suppressLineNumbers="0" checked="0"><hh:align horizontal="{align}" vertical="BASELINE"/><hh:heading type="{kind}" idRef="{reference}" level="{level}"/><hh:breakSetting breakLatinWord="KEEP_WORD" breakNonLatinWord="KEEP_WORD" widowOrphan="0" keepWithNext="0" keepLines="0" pageBreakBefore="0" lineWrap="BREAK"/><hh:autoSpacing eAsianEng="0" eAsianNum="0"/><hh:margin><hc:intent value="0" unit="HWPUNIT"/><hc:left value="0" unit="HWPUNIT"/><hc:right value="0" unit="HWPUNIT"/><hc:prev value="0" unit="HWPUNIT"/><hc:next value="0" unit="HWPUNIT"/></hh:margin><hh:lineSpacing type="PERCENT" value="160" unit="HWPUNIT"/><hh:border borderFillIDRef="1" offsetLeft="0" offsetRight="0" offsetTop="0" offsetBottom="0" connect="0" ignoreMargin="0"/></hh:paraPr>"#,
            style.id()
        );
    }
    out.push_str("</hh:paraProperties>");
}

fn styles(out: &mut String) {
    let _ = write!(out, r#"<hh:styles itemCnt="{}">"#, Style::ALL.len());
    for style in Style::ALL {
        let ((korean, english), id) = (style.names(), style.id());
        let _ = write!(
            out,
            r#"<hh:style id="{id}" type="PARA" name="{korean}" engName="{english}" paraPrIDRef="{id}" charPrIDRef="{}" nextStyleIDRef="{id}" langID="1042" lockForm="0"/>"#,
            style.character_shape()
        );
    }
    out.push_str("</hh:styles>");
}
