//! What documents say of themselves: core properties of Office Open XML, `meta.xml` of OpenDocument.

use crate::package::Package;
use crate::read::Reading;
use crate::xml::Xml;

/// Reads title and metadata from a part; the elements have the same names in both formats, or nearly so.
pub(super) fn read(package: &mut Package<'_>, part: &str, reading: &mut Reading) {
    let bytes = package.small(part);
    let mut xml = Xml::new(&bytes);
    if xml.root().is_some() {
        collect(&mut xml, reading, 0);
    }
}

fn collect(xml: &mut Xml, reading: &mut Reading, depth: usize) {
    while let Some(element) = xml.child() {
        let key = match element.name() {
            "meta" if depth < 2 => {
                collect(xml, reading, depth + 1);
                continue;
            }
            "title" => "title",
            "creator" | "initial-creator" => "author",
            "lastModifiedBy" => "last_modified_by",
            "created" | "creation-date" => "created",
            "modified" | "date" => "modified",
            "subject" => "subject",
            "description" => "description",
            "keywords" | "keyword" => "keywords",
            "category" => "category",
            _ => {
                xml.skip();
                continue;
            }
        };
        let value = xml.text().trim().to_owned();
        if value.is_empty() {
            continue;
        }
        if key == "title" {
            reading.title = Some(value);
        } else {
            reading.metadata.entry(key.to_owned()).or_insert(value);
        }
    }
}
