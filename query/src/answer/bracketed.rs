//! Other names in brackets: `甲局（Bureau of A，갑국，以下簡稱甲局）`, `가온실(Palm House)`.

use quarry_graph::is_generic_name;

use super::things::Things;
use crate::text::{Script, tokenise};

/// Longest name, in characters.
const LONGEST: usize = 60;

/// What says in a bracket that a name follows.
const LEADS: &[&str] = &[
    "以下簡稱",
    "以下稱",
    "下稱",
    "簡稱",
    "又稱",
    "英文名稱",
    "英文名",
    "英文",
    "韓文名稱",
    "韓文",
    "中文名稱",
    "中文",
    "이하",
    "약칭",
    "영문명",
    "영문",
    "hereinafter",
    "hereafter",
    "abbreviated",
    "also known as",
    "known as",
    "in short",
];

/// Names with another name of theirs that `text` gives in brackets behind them. A name of the same script counts only where
/// the bracket says that it is one.
pub(super) fn bracketed_names(text: &str, things: &Things) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (open, bracket) in text.match_indices(['(', '（']) {
        let after = text.get(open + bracket.len()..).unwrap_or_default();
        let Some(close) = after.find([')', '）']) else {
            continue;
        };
        let inner = after.get(..close).unwrap_or_default();
        if inner.contains('\n') || inner.chars().count() > 4 * LONGEST {
            continue;
        }
        let Some(name) = name_before(text, open, things).filter(|name| !is_generic_name(name)) else {
            continue;
        };
        let script = script_of(&name);
        for item in inner.split(['，', ',', ';', '；']) {
            let (said, item) = without_lead(item);
            let count = item.chars().count();
            let latin = script_of(item) == Some(Script::Word);
            let named = !latin || item.chars().next().is_some_and(char::is_uppercase);
            let digit = item.chars().next().is_none_or(|c| c.is_ascii_digit());
            let words = item.split(' ').count();
            if (2..=LONGEST).contains(&count)
                && named
                && !digit
                && words <= 9
                && (said || script_of(item) != script)
                && !item.contains([':', '：', '/', '。'])
                && !is_generic_name(item)
            {
                out.push((name.clone(), item.to_owned()));
            }
        }
    }
    out
}

/// The known name that ends where the bracket opens, or the word of another script that does.
fn name_before(text: &str, open: usize, things: &Things) -> Option<String> {
    let before = text.get(..open)?;
    let from = before.char_indices().rev().nth(LONGEST).map_or(0, |(at, _)| at);
    let before = before.get(from..)?.trim_end_matches([' ', '」', '》', '”']);
    let tokens = tokenise(before);
    let known = things.trie().find(&tokens);
    if let Some(m) = known.iter().find(|m| m.end == before.len()) {
        return before.get(m.start..m.end).map(str::to_owned);
    }
    let last = tokens
        .last()
        .filter(|t| t.end == before.len() && t.script == Script::Hangul)?;
    let start = before
        .get(..last.end)?
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| {
            at + before
                .get(at..)
                .and_then(|r| r.chars().next())
                .map_or(1, char::len_utf8)
        });
    let word = before.get(start..)?;
    (word.chars().count() >= 3).then(|| word.to_owned())
}

fn without_lead(item: &str) -> (bool, &str) {
    let item = item.trim();
    for lead in LEADS {
        let head = item.get(..lead.len()).unwrap_or_default();
        if head.eq_ignore_ascii_case(lead) {
            let rest = item.get(lead.len()..).unwrap_or_default();
            return (true, trimmed(rest));
        }
    }
    (false, trimmed(item))
}

fn trimmed(item: &str) -> &str {
    item.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '「' | '」' | '『' | '』' | '“' | '”' | '‘' | '’' | '"' | '\'' | ':' | '：'
            )
    })
}

fn script_of(text: &str) -> Option<Script> {
    tokenise(text).first().map(|t| t.script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_scripts_in_brackets_are_other_names() {
        let mut things = Things::default();
        things.add("甲港局", None);
        things.seal();
        let found = bracketed_names(
            "甲港局（Bureau of Quays，갑항만국，以下簡稱甲局）成立於民國78年。가온실(Palm House)을 고쳤다.",
            &things,
        );
        let pairs: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(
            pairs,
            [
                ("甲港局", "Bureau of Quays"),
                ("甲港局", "갑항만국"),
                ("甲港局", "甲局"),
                ("가온실", "Palm House")
            ]
        );
    }

    #[test]
    fn a_remark_in_brackets_is_no_name() {
        let mut things = Things::default();
        things.add("Palm House", None);
        things.seal();
        assert!(bracketed_names("Palm House (see page 3) has 540 (m2).", &things).is_empty());
    }
}
