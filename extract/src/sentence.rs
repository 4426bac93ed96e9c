//! Sentence boundaries in Chinese, Korean and English running text.

use std::ops::Range;

/// Words before a full stop that do not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "Dr", "Mr", "Mrs", "Ms", "Prof", "St", "No", "Nos", "Art", "Arts", "Sec", "Fig", "Vol", "Co", "Inc",
    "Corp", "Ltd", "vs", "etc", "cf", "pp", "tel", "ext", "approx", "Ph", "Rev",
];

/// Byte ranges of the sentences of `text`, in order, surrounding white space left out.
///
/// A sentence ends after `。`, `！`, `？`, `；` and at a line break; after `.`, `!` and `?` where white space follows and the
/// full stop belongs to no number, date (`2024. 3. 5.`), initial or abbreviation. Closing quotes and brackets stay with
/// the sentence that they close, and nothing ends inside `「…」` or `（…）`.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut depth = 0_u32;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = at + c.len_utf8();
        match c {
            '「' | '『' | '（' | '《' => depth = depth.saturating_add(1),
            '」' | '』' | '）' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let ends = match c {
            '\n' => {
                depth = 0;
                true
            }
            '。' | '！' | '？' | '；' => depth == 0,
            '.' | '!' | '?' => depth == 0 && ends_sentence(text, at, after, c),
            _ => false,
        };
        if !ends {
            continue;
        }
        let mut end = after;
        while let Some(&(i, closing)) = chars.peek() {
            if !matches!(closing, '」' | '』' | '）' | '》' | ')' | '”' | '’' | '"' | '\'') {
                break;
            }
            end = i + closing.len_utf8();
            chars.next();
        }
        push_trimmed(text, start..end, &mut ranges);
        start = end;
    }
    push_trimmed(text, start..text.len(), &mut ranges);
    ranges
}

fn push_trimmed(text: &str, range: Range<usize>, ranges: &mut Vec<Range<usize>>) {
    let Some(piece) = text.get(range.clone()) else {
        return;
    };
    let start = range.start + (piece.len() - piece.trim_start().len());
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        ranges.push(start..start + trimmed.len());
    }
}

/// Whether the full stop, exclamation or question mark at `at` ends a sentence.
fn ends_sentence(text: &str, at: usize, after: usize, mark: char) -> bool {
    let rest = &text[after..];
    let Some(next) = rest.chars().next() else {
        return true;
    };
    let closes = matches!(next, '”' | '’' | '"' | ')' | '」');
    if !next.is_whitespace() && !closes {
        return false;
    }
    if mark != '.' {
        return true;
    }
    let before = &text[..at];
    let word_start = before
        .char_indices()
        .rev()
        .find(|(_, c)| !c.is_alphanumeric())
        .map_or(0, |(i, c)| i + c.len_utf8());
    let word = &before[word_start..];
    let following = rest.trim_start().chars().next();
    if word.chars().all(|c| c.is_ascii_digit()) && !word.is_empty() {
        // "2024. 3. 5." or "1. 개요": a number's full stop ends a sentence only where no digit and no particle follows.
        return following.is_some_and(|c| c.is_uppercase()) && word.len() >= 4;
    }
    if word.chars().count() == 1 && word.chars().all(char::is_uppercase) {
        return false;
    }
    if matches!(word, "m" | "g" | "e") {
        return following.is_none_or(char::is_uppercase);
    }
    // "…by Rushen Data Ltd. Both parties…": after the mark of a company a word of grammar with a capital begins a sentence.
    if matches!(word, "Ltd" | "Inc" | "Corp" | "Co") {
        let next: String = rest
            .trim_start()
            .chars()
            .take_while(|c| c.is_alphabetic())
            .collect();
        return crate::rules::runs::OPENERS.contains(&next.as_str());
    }
    !ABBREVIATIONS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::sentences;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn chinese_sentences_keep_their_closing_brackets() {
        assert_eq!(
            split("本會設於甲市。（以下簡稱「甲。乙」）另有說明！是嗎？"),
            ["本會設於甲市。", "（以下簡稱「甲。乙」）另有說明！", "是嗎？"]
        );
    }

    #[test]
    fn a_korean_date_does_not_end_a_sentence() {
        assert_eq!(
            split("사업은 2024. 3. 5. 착수되었다. 예산은 3억 원이다."),
            ["사업은 2024. 3. 5. 착수되었다.", "예산은 3억 원이다."]
        );
    }

    #[test]
    fn a_company_may_end_a_sentence() {
        assert_eq!(
            split("It was built by Blue Sea Ltd. Both sides agree. Blue Sea Co. Ltd. Korea came."),
            [
                "It was built by Blue Sea Ltd.",
                "Both sides agree.",
                "Blue Sea Co. Ltd. Korea came."
            ]
        );
    }

    #[test]
    fn english_abbreviations_and_numbers_do_not_end_a_sentence() {
        assert_eq!(
            split("Dr. J. Smith paid 3.5 million in 2024. The end came at 4.30 p.m. Nobody left."),
            [
                "Dr. J. Smith paid 3.5 million in 2024.",
                "The end came at 4.30 p.m.",
                "Nobody left."
            ]
        );
    }
}
