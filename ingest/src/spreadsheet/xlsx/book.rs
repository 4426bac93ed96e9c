//! What a workbook says of its sheets: their parts, defined names, list objects and comments.

use std::collections::{BTreeMap, HashMap};

use quick_xml::events::Event;

use super::super::address;
use super::super::sheet::{Area, ListObject, Remark};
use crate::package::{Package, Relationship, attribute, local};
use crate::xml::Xml;

/// The part of each sheet, by the sheet's name.
pub(super) fn sheet_parts(package: &mut Package<'_>) -> HashMap<String, String> {
    let book = package.workbook();
    let targets = package.relationships(&book);
    let mut found = HashMap::new();
    let Some(mut reader) = package.xml(&book) else {
        return found;
    };
    let mut buffer = Vec::new();
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Start(e) if local(&e) == "sheet" => {
                if let (Some(name), Some(id)) = (attribute(&e, "name"), attribute(&e, "id"))
                    && let Some(target) = targets.get(&id)
                {
                    found.insert(name, target.clone());
                }
            }
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    found
}

/// Defined names and what they stand for; those that the program keeps for itself are left out.
pub(super) fn defined_names(names: &[(String, String)]) -> BTreeMap<String, String> {
    let own = names
        .iter()
        .filter(|(name, formula)| !name.starts_with('_') && !formula.trim().is_empty());
    own.map(|(name, formula)| (format!("name.{name}"), formula.trim_start_matches('=').to_owned()))
        .collect()
}

/// The list objects (tables in the program's words) of a sheet.
pub(super) fn list_objects(package: &mut Package<'_>, beside: &[Relationship]) -> Vec<ListObject> {
    let mut found = Vec::new();
    for part in beside.iter().filter(|r| r.kind.ends_with("/table")) {
        let bytes = package.small(&part.target);
        let mut xml = Xml::new(&bytes);
        let Some(root) = xml.root() else { continue };
        let area = root.attribute("ref").and_then(|r| Area::parse(&r));
        let name = root.attribute("displayName").or_else(|| root.attribute("name"));
        found.extend(area.map(|area| ListObject {
            name: name.unwrap_or_default(),
            area,
            header_rows: root.number("headerRowCount").unwrap_or(1),
            total_rows: root.number("totalsRowCount").unwrap_or(0),
        }));
    }
    found
}

/// The comments of a sheet. Threaded ones stand a second time as plain ones, for older programs; those are left out.
pub(super) fn comments(package: &mut Package<'_>, beside: &[Relationship]) -> Vec<Remark> {
    let mut found = Vec::new();
    let people = people(package);
    let threads = beside.iter().filter(|r| r.kind.ends_with("/threadedComment"));
    for part in threads {
        let bytes = package.small(&part.target);
        threaded(&bytes, &people, &mut found);
    }
    let threaded: Vec<(u32, u32)> = found.iter().map(|remark| remark.place).collect();
    for part in beside.iter().filter(|r| r.kind.ends_with("/comments")) {
        let bytes = package.small(&part.target);
        let mut plain = Vec::new();
        self::plain(&bytes, &mut plain);
        plain.retain(|remark| !threaded.contains(&remark.place));
        found.append(&mut plain);
    }
    found.sort_by_key(|remark| remark.place);
    found
}

/// Names of the people who comment, by their ids.
fn people(package: &mut Package<'_>) -> HashMap<String, String> {
    let bytes = package.small("xl/persons/person.xml");
    let mut xml = Xml::new(&bytes);
    let mut found = HashMap::new();
    if xml.root().is_none() {
        return found;
    }
    while let Some(person) = xml.child() {
        if let (Some(id), Some(name)) = (person.attribute("id"), person.attribute("displayName")) {
            found.insert(id, name);
        }
        xml.skip();
    }
    found
}

fn threaded(part: &[u8], people: &HashMap<String, String>, found: &mut Vec<Remark>) {
    let mut xml = Xml::new(part);
    if xml.root().is_none() {
        return;
    }
    while let Some(comment) = xml.child() {
        let place = comment.attribute("ref").and_then(|r| address::parse(&r));
        let author = comment
            .attribute("personId")
            .and_then(|id| people.get(&id).cloned());
        let mut text = String::new();
        while let Some(child) = xml.child() {
            if child.name() == "text" {
                text = xml.text();
            } else {
                xml.skip();
            }
        }
        found.extend(place.and_then(|place| Remark::new(place, author, &text)));
    }
}

fn plain(part: &[u8], found: &mut Vec<Remark>) {
    let mut xml = Xml::new(part);
    let mut authors = Vec::new();
    if xml.root().is_none() {
        return;
    }
    while let Some(list) = xml.child() {
        while let Some(entry) = xml.child() {
            if list.name() == "authors" {
                authors.push(xml.text());
                continue;
            }
            let place = entry.attribute("ref").and_then(|r| address::parse(&r));
            let author = entry
                .number::<usize>("authorId")
                .and_then(|id| authors.get(id).cloned());
            let mut text = String::new();
            runs(&mut xml, &mut text, 0);
            found.extend(place.and_then(|place| Remark::new(place, author, &text)));
        }
    }
}

/// The text of rich text; readings of it are left out.
fn runs(xml: &mut Xml, text: &mut String, depth: usize) {
    while let Some(element) = xml.child() {
        match element.name() {
            "t" => text.push_str(&xml.text()),
            "text" | "r" if depth < 4 => runs(xml, text, depth + 1),
            _ => xml.skip(),
        }
    }
}
