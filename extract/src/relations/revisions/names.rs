//! Things that were given another name: both names are one thing's, and the new one is its own.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::pattern::{self, Language, MarkedSentence, Slot};
use super::super::sentences::{LONGEST_SENTENCE, is_denied, is_supposed};
use crate::aliases::Definition;
use crate::extraction::EntityType;
use crate::rules::{Found, compiled};
use crate::sentence::sentences;

static SIGN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i:renamed|changed its name|took the name)|更名|改名|易名|改稱|명칭|이름|개칭|개명")
});

static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let of = |written: &str, language| compiled(&pattern::expand(written, language));
    vec![
        of(
            r"{old:NAM},?{~24}\b(?:was|is|were|has been|have been) (?:officially |formally |then )?renamed(?: as| to)? (?:the )?{~4}{new:NAM}",
            Language::English,
        ),
        of(
            r"{old:NAM}{~24}\b(?:changed its name to|took the name(?: of)?) (?:the )?{~4}{new:NAM}",
            Language::English,
        ),
        of(
            r"{old:NAM}[^\x{E000}-\x{E0FF}。；]{0,12}(?:{DAT})?起?{~8}(?:更名|改名|易名|改稱)[為成]{~4}{new:NAM}",
            Language::Chinese,
        ),
        of(
            r"{old:NAM}(?:은|는|이|가|의|에서)? ?(?:{DAT}(?:부터|자로|에)? )?{~14}{new:NAM}(?:으로|로) ?(?:(?:기관명|명칭|이름|사명|사업명)(?:을|를|이)? ?(?:변경|바꾸|바꿨|바뀌)|개칭|개명)",
            Language::Korean,
        ),
    ]
});

/// What the sentences of a text say was given another name, as definitions of the new name.
pub(crate) fn renamed(text: &str, found: &[Found]) -> Vec<Definition> {
    let mut definitions = Vec::new();
    if !SIGN.is_match(text) {
        return definitions;
    }
    let spans: Vec<(EntityType, Range<usize>)> = found.iter().map(|m| (m.kind, m.range.clone())).collect();
    for range in sentences(text) {
        let said = text.get(range.clone()).unwrap_or_default();
        if range.len() > LONGEST_SENTENCE || !SIGN.is_match(said) {
            continue;
        }
        let marked = MarkedSentence::new(text, range, &spans, &[]);
        for form in FORMS.iter() {
            for captures in form.captures_iter(&marked.text) {
                let mention = |group: &str| match marked.slot(&captures.name(group)?)? {
                    Slot::Mention(index) => found.get(index),
                    Slot::Words(_) => None,
                };
                let denied = captures.get(0).is_some_and(|m| {
                    is_denied(&marked.text, m.range()) || is_supposed(&marked.text, m.range())
                });
                let (Some(old), Some(new), false) = (mention("old"), mention("new"), denied) else {
                    continue;
                };
                let one_kind = old.kind == new.kind && old.kind != EntityType::Person;
                if one_kind && text.get(old.range.clone()) != text.get(new.range.clone()) {
                    definitions.push(Definition {
                        name: new.range.clone(),
                        kind: new.kind,
                        aliases: vec![old.range.clone()],
                        brackets: new.range.end..new.range.end,
                    });
                }
            }
        }
    }
    definitions
}
