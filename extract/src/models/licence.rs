//! The licence of a model folder, as its files give it.

use std::path::Path;

use super::coder::json;

/// Titles of licences as their texts begin.
const TITLES: &[(&str, &str)] = &[
    ("apache license", "apache-2.0"),
    ("mit license", "mit"),
    ("gnu affero general public license", "agpl-3.0"),
    ("gnu lesser general public license", "lgpl-3.0"),
    ("gnu general public license", "gpl-3.0"),
    ("noncommercial-sharealike", "cc-by-nc-sa-4.0"),
    ("noncommercial-noderiv", "cc-by-nc-nd-4.0"),
    ("attribution-noncommercial", "cc-by-nc-4.0"),
    ("attribution-sharealike", "cc-by-sa-4.0"),
    ("attribution 4.0 international", "cc-by-4.0"),
    ("bsd 3-clause", "bsd-3-clause"),
];

/// The licence: of the README's front matter, else told by the text of a licence file, else of the configuration.
pub(crate) fn find(folder: &Path) -> Option<String> {
    front_matter(folder).or_else(|| by_text(folder)).or_else(|| {
        let named = json(folder, "config.json")?;
        Some(named.get("license")?.as_str()?.to_owned())
    })
}

/// Whether the licence's name says that commercial use is not allowed.
pub(crate) fn is_non_commercial(licence: &str) -> bool {
    let lower = licence.to_lowercase();
    lower
        .split(|c: char| !c.is_alphanumeric())
        .any(|part| part == "nc")
        || ["noncommercial", "non-commercial", "non commercial", "research"]
            .iter()
            .any(|word| lower.contains(word))
}

/// `license:` of the YAML between the first two lines of dashes; a list gives its items.
fn front_matter(folder: &Path) -> Option<String> {
    let text = read(folder, &["README.md", "MODEL_CARD.md"])?;
    let mut lines = text.lines();
    if lines.next()?.trim() != "---" {
        return None;
    }
    let lines: Vec<&str> = lines.take_while(|l| l.trim() != "---").collect();
    let value_of = |key: &str| -> Option<String> {
        let at = lines.iter().position(|l| l.starts_with(key))?;
        let value = lines.get(at)?.strip_prefix(key)?.trim().trim_matches(['"', '\'']);
        if !value.is_empty() {
            return Some(value.trim_matches(['[', ']']).to_owned());
        }
        let items = lines.iter().skip(at + 1).map(|l| l.trim());
        let items: Vec<&str> = items.map_while(|l| l.strip_prefix("- ")).collect();
        (!items.is_empty()).then(|| items.join(", "))
    };
    let licence = value_of("license:")?;
    match (licence.as_str(), value_of("license_name:")) {
        ("other", Some(name)) => Some(name),
        _ => Some(licence),
    }
}

fn by_text(folder: &Path) -> Option<String> {
    let text = read(
        folder,
        &["LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "COPYING"],
    )?;
    let beginning: String = text.chars().take(400).collect::<String>().to_lowercase();
    let words = beginning.split_whitespace().collect::<Vec<_>>().join(" ");
    let known = TITLES.iter().find(|(title, _)| words.contains(title));
    Some(known.map_or_else(
        || {
            text.lines()
                .find(|l| !l.trim().is_empty())
                .unwrap_or("")
                .trim()
                .to_owned()
        },
        |(_, name)| (*name).to_owned(),
    ))
}

fn read(folder: &Path, names: &[&str]) -> Option<String> {
    names
        .iter()
        .find_map(|name| std::fs::read(folder.join(name)).ok())
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::is_non_commercial;

    #[test]
    fn non_commercial_licences_are_told_by_their_parts() {
        for licence in [
            "cc-by-nc-sa-4.0",
            "CC BY-NC 4.0",
            "other (non-commercial)",
            "research only",
        ] {
            assert!(is_non_commercial(licence), "{licence}");
        }
        for licence in ["apache-2.0", "mit", "cc-by-sa-4.0", "functional-license", "ncsa"] {
            assert!(!is_non_commercial(licence), "{licence}");
        }
    }
}
