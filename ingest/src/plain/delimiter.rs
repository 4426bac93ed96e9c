//! Which character parts the fields of delimited text.

const CANDIDATES: [u8; 5] = [b',', b'\t', b';', b'|', b'^'];

/// The delimiter under which the first records agree best on their number of fields; a comma where none does.
#[must_use]
pub fn sniff(text: &str) -> u8 {
    best(text).map_or(b',', |(delimiter, _)| delimiter)
}

/// Whether the text reads as a table: several records that agree on two fields or more.
#[must_use]
pub fn looks_delimited(text: &str) -> bool {
    best(text).is_some_and(|(delimiter, score)| {
        // Prose has commas too, but not the same number of them in each line.
        let enough = text.lines().filter(|l| !l.trim().is_empty()).take(3).count() >= 3;
        enough
            && score
                >= if delimiter == b',' || delimiter == b';' {
                    0.9
                } else {
                    0.7
                }
    })
}

/// The best delimiter and the share of records that have its most frequent number of fields.
fn best(text: &str) -> Option<(u8, f64)> {
    let mut found: Option<(u8, f64, usize)> = None;
    for delimiter in CANDIDATES {
        let counts = field_counts(text, delimiter);
        let Some((fields, share)) = mode(&counts) else {
            continue;
        };
        if fields < 2 {
            continue;
        }
        let better = found.is_none_or(|(_, s, f)| share > s + 0.05 || (share > s - 0.05 && fields > f));
        if better {
            found = Some((delimiter, share, fields));
        }
    }
    found.map(|(delimiter, share, _)| (delimiter, share))
}

fn field_counts(text: &str, delimiter: u8) -> Vec<usize> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    reader
        .byte_records()
        .take(60)
        .filter_map(Result::ok)
        .filter(|r| r.iter().any(|f| !f.is_empty()))
        .map(|r| r.len())
        .collect()
}

fn mode(counts: &[usize]) -> Option<(usize, f64)> {
    let most = counts
        .iter()
        .max_by_key(|c| (counts.iter().filter(|d| d == c).count(), **c))?;
    let share = counts.iter().filter(|c| *c == most).count() as f64 / counts.len() as f64;
    Some((*most, share))
}

#[cfg(test)]
mod tests {
    use super::{looks_delimited, sniff};

    #[test]
    fn the_delimiter_that_gives_even_rows_wins() {
        assert_eq!(sniff("a;b;c\n1,5;2,5;3,5\n4,1;5,2;6,3\n"), b';');
        assert_eq!(sniff("a\tb\n1,2\t3\n4,5\t6\n"), b'\t');
        assert_eq!(sniff("名稱,\"說明, 附註\"\n甲,乙\n"), b',');
        assert_eq!(sniff("one field\nanother\n"), b',');
    }

    #[test]
    fn prose_is_not_a_table() {
        assert!(!looks_delimited(
            "First, we go.\nThen, after a while, we rest.\nNothing else happens.\n"
        ));
        assert!(looks_delimited("name,age\nA,1\nB,2\n"));
    }
}
