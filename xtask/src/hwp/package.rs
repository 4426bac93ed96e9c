//! The zip archive of an HWPX package, and the small parts round header and section.

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::report::Report;
use super::{header_xml, section_xml};

/// The first line of every part.
pub const XML_HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>"#;
/// Namespaces of OWPML (KS X 6101) that the parts use.
pub const NAMESPACES: &str = concat!(
    r#"xmlns:ha="http://www.hancom.co.kr/hwpml/2011/app" "#,
    r#"xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" "#,
    r#"xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" "#,
    r#"xmlns:hc="http://www.hancom.co.kr/hwpml/2011/core" "#,
    r#"xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head" "#,
    r#"xmlns:hpf="http://www.hancom.co.kr/schema/2011/hpf" "#,
    r#"xmlns:opf="http://www.idpf.org/2007/opf/""#
);

/// Writes the report.
///
/// # Errors
/// Where the archive cannot be put together.
pub fn write(report: &Report) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // No time of writing, so that the same report gives the same bytes.
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let stored = deflated.compression_method(CompressionMethod::Stored);
    let parts = [
        ("mimetype", stored, "application/hwp+zip".to_owned()),
        ("version.xml", stored, version()),
        ("Contents/header.xml", deflated, header_xml::write()),
        ("Contents/section0.xml", deflated, section_xml::write(report)),
        ("Contents/content.hpf", deflated, content(report)),
        ("settings.xml", deflated, settings()),
        ("Preview/PrvText.txt", deflated, report.title.clone()),
        ("META-INF/container.xml", deflated, container()),
        ("META-INF/manifest.xml", deflated, manifest()),
    ];
    for (name, options, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Text made safe for XML content and attribute values.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn version() -> String {
    format!(
        r#"{XML_HEAD}<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" tagetApplication="WORDPROCESSOR" major="5" minor="1" micro="0" buildNumber="1" os="1" xmlVersion="1.4" application="Quarry samples" appVersion="1"/>"#
    )
}

fn settings() -> String {
    format!(
        r#"{XML_HEAD}<ha:HWPApplicationSetting xmlns:ha="http://www.hancom.co.kr/hwpml/2011/app"><ha:CaretPosition listIDRef="0" paraIDRef="0" pos="0"/></ha:HWPApplicationSetting>"#
    )
}

fn container() -> String {
    format!(
        r#"{XML_HEAD}<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:hpf="http://www.hancom.co.kr/schema/2011/hpf"><ocf:rootfiles><ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/><ocf:rootfile full-path="Preview/PrvText.txt" media-type="text/plain"/></ocf:rootfiles></ocf:container>"#
    )
}

fn manifest() -> String {
    format!(r#"{XML_HEAD}<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#)
}

fn content(report: &Report) -> String {
    let (title, author) = (escape(&report.title), escape(&report.author));
    let created = escape(&report.created);
    format!(
        r#"{XML_HEAD}<opf:package {NAMESPACES} version="" unique-identifier="" id=""><opf:metadata><opf:title>{title}</opf:title><opf:language>ko</opf:language><opf:meta name="creator" content="text">{author}</opf:meta><opf:meta name="CreatedDate" content="text">{created}</opf:meta><opf:meta name="ModifiedDate" content="text">{created}</opf:meta></opf:metadata><opf:manifest><opf:item id="header" href="Contents/header.xml" media-type="application/xml"/><opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/><opf:item id="settings" href="settings.xml" media-type="application/xml"/></opf:manifest><opf:spine><opf:itemref idref="header" linear="yes"/><opf:itemref idref="section0" linear="no"/></opf:spine></opf:package>"#
    )
}
