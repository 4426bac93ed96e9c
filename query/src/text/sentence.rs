//! Sentences of a passage, verbatim and with their place.

/// One sentence, or one line of a table passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence<'a> {
    /// Verbatim, without white space around it.
    pub text: &'a str,
    /// First byte in the passage.
    pub start: usize,
}

/// Cuts `text` at sentence ends and at blank lines. A line break inside a sentence, as PDF lines leave it, does not cut;
/// one after a line that is a table row or a list item does.
#[must_use]
pub fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let next = chars.peek().map(|&(_, n)| n);
        let cut = match c {
            '。' | '！' | '？' | '!' | '?' => {
                !next.is_some_and(|n| matches!(n, '」' | '』' | '”' | '’' | '》' | ')' | '）'))
            }
            '」' | '”' | '』' => text.get(..at).is_some_and(|b| b.ends_with(['。', '！', '？'])),
            '.' => ends_with_full_stop(text, at, next),
            '\n' => line_is_closed(text, start, at, next),
            _ => false,
        };
        if cut {
            push(text, start, end, &mut out);
            start = end;
        }
    }
    push(text, start, text.len(), &mut out);
    out
}

fn push<'a>(text: &'a str, start: usize, end: usize, out: &mut Vec<Sentence<'a>>) {
    let Some(piece) = text.get(start..end) else { return };
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let lead = piece.len() - piece.trim_start().len();
        out.push(Sentence {
            text: trimmed,
            start: start + lead,
        });
    }
}

/// A full stop ends a sentence before white space, unless it closes an initial, a list number or an abbreviation, or
/// stands in a Korean date (`2013. 1. 13.`).
fn ends_with_full_stop(text: &str, at: usize, next: Option<char>) -> bool {
    if next.is_some_and(|n| !n.is_whitespace()) {
        return false;
    }
    let Some(before) = text.get(..at) else {
        return false;
    };
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '（' | '.'))
        .next()
        .unwrap_or_default();
    let after = text.get(at + 1..).unwrap_or_default().trim_start().chars().next();
    if word.chars().all(|c| c.is_ascii_digit()) {
        return !word.is_empty() && word.len() > 2 && !after.is_some_and(|c| c.is_ascii_digit());
    }
    let count = word.chars().count();
    !(count == 1 && word.chars().all(char::is_uppercase)
        || matches!(
            word,
            "Mr" | "Mrs" | "Ms" | "Dr" | "St" | "Co" | "Ltd" | "Inc" | "No" | "no" | "Sec" | "vs" | "Jr"
        ))
}

/// A line break closes the line when a blank line follows, when the line is a table row, or when it ends in a closing
/// mark; and when the next line begins like a list item.
fn line_is_closed(text: &str, start: usize, at: usize, next: Option<char>) -> bool {
    let line = text.get(start..at).unwrap_or_default();
    let last = line.rsplit('\n').next().unwrap_or_default();
    let rest = text.get(at + 1..).unwrap_or_default();
    let following = rest.lines().next().unwrap_or_default();
    next == Some('\n')
        || last.contains(" | ")
        || following.contains(" | ")
        || last.trim_end().ends_with([':', '：', ';', '；'])
        || following
            .trim_start()
            .starts_with(['-', '•', '·', '○', '□', '◦', '※', '*'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|s| s.text).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        assert_eq!(
            texts("甲部設於臺北。乙所\n隸屬甲部。"),
            ["甲部設於臺北。", "乙所\n隸屬甲部。"]
        );
        assert_eq!(
            texts("Mr. Lee leads it. It began in 1998. More."),
            ["Mr. Lee leads it.", "It began in 1998.", "More."]
        );
        assert_eq!(
            texts("공포일은 2013. 1. 13. 이다. 다음"),
            ["공포일은 2013. 1. 13. 이다.", "다음"]
        );
    }

    #[test]
    fn table_rows_stand_alone() {
        assert_eq!(
            texts("名稱 | 預算\n甲 | 5\n乙 | 6"),
            ["名稱 | 預算", "甲 | 5", "乙 | 6"]
        );
    }
}
