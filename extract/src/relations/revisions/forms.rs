//! How the three languages say that one value takes the place of another, as patterns over marked sentences.
//!
//! `{old}` and `{new}` stand for a mention of any kind; both have to be of one kind, which [`super`] sees to. The group `v` holds
//! the words that tell the change.

use std::sync::{LazyLock, OnceLock};

use regex::Regex;

use super::super::pattern::{self, Language};
use crate::rules::compiled;

/// One way of saying it.
pub(super) struct Form {
    pattern: &'static str,
    /// Whether it puts right what was wrong from the start.
    pub(super) corrects: bool,
    compiled: OnceLock<Regex>,
}

const fn form(pattern: &'static str) -> Form {
    Form {
        pattern,
        corrects: false,
        compiled: OnceLock::new(),
    }
}

const fn correction(pattern: &'static str) -> Form {
    Form {
        pattern,
        corrects: true,
        compiled: OnceLock::new(),
    }
}

/// What may stand in a pattern for a place that holds a value.
const VALUES: &str = "NAM|DAT|MON|QTY";

/// The words of change, as `{verb}` in a pattern.
const ENGLISH_VERBS: &str = concat!(
    r"\b(?P<v>extend(?:ed|s)?|extension|prolong(?:ed|s)?|postponed?|postponement|deferred|delayed|put (?:back|off)|pushed back|",
    r"brought forward|moved?(?: (?:up|back|forward))?|moves|relocat(?:ed?|es|ion)|transfer(?:red|s)?|rescheduled|shifted|slipped|",
    r"chang(?:ed?|es)|revis(?:ed?|es|ion)|amend(?:ed|s)?|altered|switched|reassigned|handed over|modified|replaced|passed|",
    r"rais(?:ed?|es)|increas(?:ed?|es)|cut|reduc(?:ed?|es)|lowered|adjust(?:ed|s)?|corrected)\b"
);
const CHINESE_VERBS: &str = concat!(
    "(?P<v>變更|修正|修訂|調整|更改|更換|更正|展延|延長|延後|延期|順延|展期|延|提前|遷移|搬遷|遷建|遷|搬移|搬|移轉|移撥|移|改隸|改列|",
    "改派|改聘|改|增列|增加|追加|調增|提高|調高|減列|減少|刪減|調減|調降|轉移|轉由|換)"
);
const KOREAN_VERBS: &str = concat!(
    "(?P<v>변경|교체|조정|연장|연기|이전|옮|바뀌|바뀐|바꾸|바꿨|바꾼|앞당|당겨|당긴|미뤄|미루|미룬|늦춰|늦추|늦춘|순연|이관|수정|증액|감액|",
    "늘|줄|상향|하향|인상|인하|정정|바로잡|단축|넘어|넘겨)"
);

/// What changes an old value into a new one, or gives the new one alone.
static ENGLISH: LazyLock<Vec<Form>> = LazyLock::new(|| {
    vec![
        form(r"{verb}(?P<mid>.{0,90}?)\b[Ff]rom {~28}{old}{~24}(?:to|until|till) {~28}{new}"),
        form(r"{verb}(?P<mid>{~34})\b(?:to|until|till) {~28}{new},? {~12}from {~28}{old}"),
        form(r"{verb}(?P<mid>{~34})\b(?:to|until|till|for) {~16}{new}"),
        form(
            r"{old},?{~24}(?:was|is|were|has been|have been|will be|is to be) (?:\w+ )?(?P<v>replaced|succeeded|superseded) (?:\w+ )?(?:by|with) {~28}{new}",
        ),
        form(
            r"{new}{~14}\b(?P<v>replaces|replaced|takes over from|took over from|has taken over from|takes the place of|took the place of) {~28}{old}",
        ),
        form(
            r"{new}{~6}[(,] ?(?P<v>previously|formerly|originally|initially|until then|before that|instead of|in place of|rather than){~20}{old}",
        ),
        form(r"{new}{~30}\b(?P<v>instead of|in place of) {~20}{old}"),
        form(
            r"\b(?P<v>now (?:starts?|begins?|opens?|ends?|finishes|closes|runs?|due|to be|expected|be|scheduled|planned|set)){~30}\b(?:on|in|by|until|to|for) {~12}{new}",
        ),
        form(
            r"\b(?P<v>[Nn]ew|[Rr]evised|[Uu]pdated|[Aa]mended)(?P<mid>{~34}(?:\b(?:of|for) (?:the )?{NAM})?{~8})\b(?:is|was|will be|stands at) {~16}{new}",
        ),
        correction(
            r"{old}{~50}\b(?P<v>should (?:have )?(?:read|be|been)|should be corrected to|is corrected to|ought to read) {~28}{new}",
        ),
        correction(r"{new}{~12},? (?:and )?(?P<v>not) {~16}{old}"),
        correction(r"\b[Ff]or {~20}{old}{~10}\b(?P<v>read):? {~10}{new}"),
        correction(r"\b(?P<v>[Cc]orrect)(?P<mid>{~40})\b(?:is|was|reads) {~16}{new}"),
    ]
});
static CHINESE: LazyLock<Vec<Form>> = LazyLock::new(|| {
    vec![
        form(
            r"(?:由|自|從|原為|原訂|原定|原列|原核定|原預定|原)[^\x{E000}-\x{E0FF}，。；]{0,12}?{old}{~18}?{verb}(?:為|至|到|成|於|自|由|在)?{~10}{new}",
        ),
        form(r"{verb}(?:為|至|到|於|自|由|在){~8}{new}"),
        form(r"{old}{~14}(?:改?由){~8}{new}{~6}(?P<v>接任|接替|接手|取代|替換|遞補|接續|接辦)"),
        form(r"{new}{~4}(?P<v>接替|取代|替換|接續){~8}{old}"),
        form(r"{new}[（(](?P<v>原為?|原訂|原定|原列|前為|原預定){~6}{old}"),
        correction(r"{old}{~14}(?P<v>應予?更正|予以更正|更正|訂正|改正|應){~4}(?:為|成){~8}{new}"),
        correction(
            r"{old}{~10}(?P<v>誤植|誤載|誤繕|筆誤|誤寫){~14}(?:應|正確|更正|訂正){~6}(?:為|是){~8}{new}",
        ),
        correction(
            r"(?P<v>誤植|誤載|誤繕|誤寫|誤列)[為成]{~6}{old}{~20}(?:應|正確|更正|訂正){~8}[為是]{~8}{new}",
        ),
        correction(r"{new}{~6}(?P<v>誤植|誤載|誤繕|誤寫|誤列)[為成]{~6}{old}"),
        correction(r"{old}{~4}[係為是]{~6}{new}{~4}(?P<v>之誤)"),
        correction(r"(?:應|係|[為是]){~6}{new}[，,]?{~4}(?P<v>而非|並非|非){~6}{old}"),
        correction(r"(?P<v>正確){~10}[為是]{~8}{new}"),
    ]
});
static KOREAN: LazyLock<Vec<Form>> = LazyLock::new(|| {
    vec![
        form(r"{old}{~10}에서 {~16}{new}(?:으로|로|까지)(?P<mid>[^.]{0,26}?){verb}"),
        form(r"{new}(?:으로|로|까지)(?P<mid>{~12}?){verb}"),
        form(
            r"(?P<v>앞당겨|당겨|미뤄|미루어|늦춰|늦추어|연기되어|변경되어|조정되어){~12}{new}(?:에|부터|까지|로|으로)",
        ),
        form(r"{old}(?:을|를) {~10}{new}(?:으로|로)(?P<mid>{~8}?){verb}"),
        form(r"{old}{~6} ?(?P<v>대신|후임으로|후임은|후임에|후임인|뒤를 이어|대신해|대신하여){~10}{new}"),
        form(r"{new} ?\((?P<v>당초|기존|종전|변경 전|애초)[: ]?{~8}{old}"),
        correction(r"{old}(?:은|는|이|가)? ?{~8}(?P<v>오기|오타|잘못|착오){~20}{new}(?:으로|로|이|가|임|입)"),
        correction(r"{old}(?:은|는|이|가) {~6}{new}의 ?(?P<v>오기|오타|착오|잘못)"),
        correction(r"{old}(?:이|가) (?P<v>아니라|아닌) {~8}{new}"),
        correction(r"(?P<v>올바른|정확한|바른) {~14}(?:은|는) {~8}{new}"),
    ]
});

/// A word that has to stand in a sentence in which one of the forms may.
static SIGN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?i:extend|extension|prolong|postpone|deferred|delayed|put back|put off|pushed|brought|move|relocat|transfer|reschedul|",
        r"shifted|slipped|chang|revis|amend|altered|switched|reassign|handed|modified|replac|succeeded|superseded|rais|increas|\bcut\b|",
        r"reduc|lowered|adjust|correct|takes? over|took over|place of|previously|formerly|originally|initially|instead|rather than|",
        r"\bnow\b|\bnew\b|updated|should|, not |and not |\bread\b|passed)|",
        r"[變更修調展延順提遷搬移改增追減刪轉換原接取替遞誤訂]|之誤|而非|並非|正確|",
        r"변경|교체|조정|연장|연기|이전|옮|바[뀌뀐꾸꿨꾼]|당[겨긴]|앞당|미[뤄루룬]|늦[춰추춘]|순연|이관|수정|증액|감액|늘|줄|상향|하향|인[상하]|정정|",
        r"바로잡|단축|넘[어겨]|대신|후임|뒤를|당초|기존|종전|애초|오기|오타|잘못|착오|아니라|아닌|올바른|정확한|바른"
    ))
});

/// Whether a sentence may tell a change at all.
pub(super) fn may_tell(sentence: &str) -> bool {
    SIGN.is_match(sentence)
}

/// The forms of a language with their expressions.
pub(super) fn of(language: Language) -> impl Iterator<Item = (&'static Form, &'static Regex)> {
    let (forms, verbs): (&'static [Form], &str) = match language {
        Language::English => (&ENGLISH, ENGLISH_VERBS),
        Language::Chinese => (&CHINESE, CHINESE_VERBS),
        Language::Korean => (&KOREAN, KOREAN_VERBS),
    };
    forms.iter().map(move |form| {
        let regex = form.compiled.get_or_init(|| {
            let written = form
                .pattern
                .replace("{verb}", verbs)
                .replace("{old}", &format!("{{old:{VALUES}}}"))
                .replace("{new}", &format!("{{new:{VALUES}}}"));
            compiled(&pattern::expand(&written, language))
        });
        (form, regex)
    })
}

#[cfg(test)]
mod tests {
    use super::{Language, of};

    #[test]
    fn every_form_compiles() {
        let count = |language| of(language).count();
        assert!(
            [Language::English, Language::Chinese, Language::Korean]
                .map(count)
                .iter()
                .all(|n| *n > 5)
        );
    }
}
