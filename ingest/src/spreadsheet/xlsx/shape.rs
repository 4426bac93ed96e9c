//! What stands round the cells of a sheet: merged areas, hidden rows and columns.

use std::io::{BufRead, BufReader, Read};

use super::super::sheet::{Area, Spans};
use crate::package::Package;

/// A tag longer than this is taken in pieces, in bytes.
const LONGEST_TAG: u64 = 1 << 20;

/// What stands around the cells of a sheet.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub(super) merges: Vec<Area>,
    pub(super) hidden_rows: Spans,
    pub(super) hidden_columns: Spans,
    pub(super) has_formulas: bool,
}

impl Shape {
    /// Looks at the tags of a sheet's part alone: its cells, which are read elsewhere, cost next to nothing here.
    pub(super) fn read(package: &mut Package<'_>, part: &str) -> Option<Self> {
        let mut shape = Self::default();
        let mut source = BufReader::with_capacity(1 << 16, package.part(part)?);
        let (mut tag, mut next_row) = (Vec::new(), 0_u32);
        loop {
            tag.clear();
            let read = (&mut source).take(LONGEST_TAG).read_until(b'>', &mut tag);
            // A broken part still gives what stood before the break.
            if !matches!(read, Ok(1..)) {
                return Some(shape);
            }
            let start = tag
                .iter()
                .rposition(|b| *b == b'<')
                .map_or(tag.len(), |at| at + 1);
            let inside = tag.get(start..).unwrap_or_default();
            let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>');
            let name = inside
                .get(..inside.iter().position(ends).unwrap_or(0))
                .unwrap_or_default();
            let local = name.rsplit(|b| *b == b':').next().unwrap_or(name);
            match local {
                b"f" => shape.has_formulas = true,
                b"row" => {
                    crate::progress::step();
                    let row = number(inside, b"r").map_or(next_row, |r| r.saturating_sub(1));
                    next_row = row.saturating_add(1);
                    if is_true(inside, b"hidden") {
                        shape.hidden_rows.push(row, row);
                    }
                }
                b"col" if is_true(inside, b"hidden") => {
                    let at = |name| number(inside, name).map(|v| v.saturating_sub(1));
                    if let (Some(first), Some(last)) = (at(b"min"), at(b"max")) {
                        shape.hidden_columns.push(first, last);
                    }
                }
                b"mergeCell" => shape.merges.extend(value(inside, b"ref").and_then(Area::parse)),
                _ => {}
            }
        }
    }
}

/// An attribute of a tag, as it is written: the ones that are looked at hold no references.
fn value<'t>(tag: &'t [u8], name: &[u8]) -> Option<&'t str> {
    let mut from = 0;
    loop {
        let rest = tag.get(from..)?;
        let at = from + rest.windows(name.len()).position(|w| w == name)?;
        from = at + name.len();
        let begins = at
            .checked_sub(1)
            .and_then(|i| tag.get(i))
            .is_some_and(u8::is_ascii_whitespace);
        let after = tag.get(from..)?.trim_ascii_start();
        if let (true, Some(quoted)) = (begins, after.strip_prefix(b"=")) {
            let quoted = quoted.trim_ascii_start();
            let quote = *quoted.first().filter(|q| matches!(q, b'"' | b'\''))?;
            let inner = quoted.get(1..)?;
            let end = inner.iter().position(|b| *b == quote)?;
            return std::str::from_utf8(inner.get(..end)?).ok();
        }
    }
}

fn number<const N: usize>(tag: &[u8], name: &[u8; N]) -> Option<u32> {
    value(tag, name)?.trim().parse().ok()
}

fn is_true(tag: &[u8], name: &[u8]) -> bool {
    value(tag, name).is_some_and(|v| v == "1" || v.eq_ignore_ascii_case("true"))
}

#[cfg(test)]
mod tests {
    use super::{number, value};

    #[test]
    fn attributes_by_their_whole_names() {
        let tag = b"row spans=\"1:5\" r = '7' hidden=\"1\" x:r=\"9\">";
        assert_eq!(number(tag, b"r"), Some(7));
        assert_eq!(value(tag, b"hidden"), Some("1"));
        assert_eq!(value(tag, b"pans"), None);
        assert_eq!(value(b"c r=\"A1", b"r"), None);
    }
}
