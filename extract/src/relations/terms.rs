//! When somebody has a post: what has ended, what is to come, and what one sentence of a document tells of the others.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::statements::{Statement, Statements};
use crate::rules::{compiled, titles};

/// Most confidence of what is to come on a day that is not said.
const SOME_DAY: f32 = 0.45;

static TO_COME: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"將(?:[^軍來近士帥]|$)|預定|預計|即將|擬[由於任]|候任|",
        r"예정|내정|",
        r"(?i:\bwill\b|\bis to\b|\bare to\b|\bset to\b|\bdue to\b|\bincoming\b|\bdesignate\b|-elect\b)"
    ))
});
/// What follows the matched words in Korean, where the verb ends the sentence.
static TO_COME_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"^(?:[가-힣]{0,3}(?:할|될|날|칠|둘|할) (?:예정|것|계획)|[가-힣]{0,4} ?예정|(?:할|될|날) )")
});

/// Whether the matched words tell of what is to come.
pub(super) fn is_to_come(text: &str, captures: &Captures) -> bool {
    let Some(all) = captures.get(0) else {
        return false;
    };
    captures.name("future").is_some()
        || TO_COME.is_match(all.as_str())
        || text
            .get(all.end()..)
            .is_some_and(|after| TO_COME_AFTER.is_match(after))
}

static ONCE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?:(?:^|[^目日先以之提事眼當早稍從午生])前|前任|原任|原|已故|卸任|離任|退休)$|",
        r"(?:^|[ ,(])(?:전|전직|전임|前|고|故)(?: [가-힣]{2,4})? $|",
        r"(?i:\b(?:former|ex|late|then|outgoing|retired)[ \-](?:\p{Lu}[\p{L}\-]+ )?)$"
    ))
});

/// The qualifier of a title that words before it, or before the holder's name, say is held no more.
pub(super) fn ended(text: &str, title: &Range<usize>, holder: &Range<usize>) -> Vec<(String, String)> {
    let once = |end: usize| {
        let before = text.get(..end).unwrap_or("");
        let near = before.char_indices().rev().nth(24).map_or(0, |(at, _)| at);
        before.get(near..).is_some_and(|b| ONCE_BEFORE.is_match(b))
    };
    let ended = once(title.start)
        || holder.start < title.start && text.is_char_boundary(holder.start) && {
            // 전 김도윤 원장: the word stands before the name.
            let korean = text.get(..holder.start).unwrap_or("");
            ["전임 ", "고 ", "故 "].iter().any(|word| korean.ends_with(word))
        };
    if ended {
        return vec![("status".to_owned(), "former".to_owned())];
    }
    Vec::new()
}

/// Puts a statement off: who is to leave is there still, and who is to come is there from the day that is said; where none is,
/// the statement is a candidate. Gives its confidence.
pub(super) fn put_off(qualifiers: &mut Vec<(String, String)>, confidence: f32) -> f32 {
    let dated = qualifiers.iter().any(|(name, _)| name == "since");
    match qualifiers.iter_mut().find(|(name, _)| name == "status") {
        Some((_, status)) if status.as_str() == "former" => {
            "current".clone_into(status);
            return confidence;
        }
        Some((_, status)) => "future".clone_into(status),
        None => qualifiers.push(("status".to_owned(), "future".to_owned())),
    }
    if dated {
        confidence
    } else {
        confidence.min(SOME_DAY)
    }
}

/// An English title as it is written with capitals: director, chief executive.
pub(super) fn capital(title: &str) -> Cow<'_, str> {
    if !title.is_ascii() || !title.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Cow::Borrowed(title);
    }
    let words = title.split(' ').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect::<String>()
        })
    });
    Cow::Owned(words.collect::<Vec<_>>().join(" "))
}

/// The post that is named with a body: 經濟部部長, 해양환경연구원장, Director of the Coastal Research Institute.
pub(super) fn post_of<'a>(text: &'a str, body: &Range<usize>) -> Option<&'a str> {
    let after = text.get(body.end..)?;
    let after = after.trim_start_matches(['之', '的', '의', ' ', '前', '原', '現', '新', '任', '전']);
    if let Some(end) = titles::at_start(after) {
        return after.get(..end);
    }
    if let Some(head) = after.chars().next().filter(|c| matches!(c, '장' | '長')) {
        return after.get(..head.len_utf8());
    }
    let before = text.get(..body.start)?;
    let before = [" of the ", " of ", " at the "]
        .iter()
        .find_map(|of| before.strip_suffix(of))?;
    let start = before.len() - titles::at_end(before)?;
    before.get(start..)
}

static SAID_TO_END: LazyLock<Regex> = LazyLock::new(|| {
    compiled("leav|followed$|followed-|handed-on|-left$|left-body|until|lays-down|predecessor|whom")
});

/// Who is said to have left a post has it in no other sentence of the document.
pub(super) fn settle(statements: &mut Statements) {
    let says = |s: &Statement, status: &str| s.qualifiers.iter().any(|(k, v)| k == "status" && v == status);
    let left: HashSet<(usize, usize)> = statements
        .by("headedBy")
        .filter(|s| says(s, "former") && SAID_TO_END.is_match(&s.source))
        .map(|s| (s.subject, s.object))
        .collect();
    for statement in statements.by("headedBy") {
        if left.contains(&(statement.subject, statement.object)) {
            for (name, status) in &mut statement.qualifiers {
                if name == "status" && status == "current" {
                    "former".clone_into(status);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{capital, post_of};

    #[test]
    fn a_post_is_named_with_its_body() {
        for (text, body, post) in [
            ("海潮部前部長林書銘", "海潮部", Some("部長")),
            ("푸른바다연구원장 김도윤", "푸른바다연구원", Some("장")),
            (
                "Director of the Tidal Institute",
                "Tidal Institute",
                Some("Director"),
            ),
            ("海潮部表示", "海潮部", None),
        ] {
            let at = text.find(body).map(|start| start..start + body.len());
            assert_eq!(at.and_then(|r| post_of(text, &r)), post, "{text}");
        }
    }

    #[test]
    fn titles_have_capitals() {
        assert_eq!(capital("chief executive"), "Chief Executive");
        assert_eq!(capital("部長"), "部長");
    }
}
