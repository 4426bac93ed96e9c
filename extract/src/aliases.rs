//! Names that a document gives to one thing: `甲委員會（Commission A，以下簡稱「甲會」）`, `(이하 ‘갑청’)`, `(hereafter “A”)`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::extraction::EntityType;
use crate::rules::{self, Found, compiled, runs};
use crate::script;

/// A definition: the full name and what the brackets after it say.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Definition {
    /// The full name.
    pub(crate) name: Range<usize>,
    /// What kind of thing it is.
    pub(crate) kind: EntityType,
    /// Short forms and names in another language.
    pub(crate) aliases: Vec<Range<usize>>,
    /// The brackets with all that stands in them.
    pub(crate) brackets: Range<usize>,
}

static BRACKETS: LazyLock<Regex> = LazyLock::new(|| compiled(r"[（(](?P<inner>[^（）()\n]{1,160})[）)]"));
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?:以下[簡合統並]?稱[為]?|下稱|後稱|簡稱[為]?|又稱|俗稱|通稱|이하(?:\s?이 [가-힣]{1,2}(?:\s?및 [^“‘]{1,16}?)?에서는?)?|약칭[:은]?|약호|줄여서|줄임말|줄인 말|",
        r"(?i:hereafter|hereinafter|henceforth|from here on|from now on|in what follows|below|in short|for short|short|abbreviated)(?::|\s(?:referred to as|called|as|to))?(?:\sthe)?|also known as|formerly|known as|called)",
        r#"\s?(?:[「『“‘"'](?P<quoted>[^」』”’"']{1,60})[」』”’"']|(?P<bare>[^，,；;）)]{1,40}))"#
    ))
});
/// A form in quotation marks and nothing else.
static QUOTED_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r#"^\s?(?:the\s)?[「『“‘"'](?P<quoted>[^」』”’"']{2,40})[」』”’"'](?:\s(?:below|hereafter|henceforth|for short|in short|from here on))?\s?$"#,
    )
});
static FOREIGN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^\s*(?:英文名稱?[:：]?\s?|영문명?[:：]?\s?)?(?P<name>\p{Lu}[\p{Latin}\d\s.,&'’\-]{1,100}?)\s*(?:[,，；;]\s*(?P<rest>.*))?$",
    )
});
static ABBREVIATION: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^\s*(?P<name>[A-Z][A-Za-z&\-]{1,11})\s*$"));

/// A Chinese or Korean name and nothing else but short forms: `(臺北市政府)`, `(中文名稱：…, 以下簡稱「…」)`.
static NATIVE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^\s*(?:中文名稱?[:：]?\s?|(?:국문|한글)명?[:：]?\s?)?(?P<name>[\p{Han}\p{Hangul}][\p{Han}\p{Hangul}\d·・ ]{1,40}?)\s*$",
    )
});

/// The definitions in `text`; `found` are its mentions, which say where a name begins.
pub(crate) fn definitions(text: &str, found: &[Found]) -> Vec<Definition> {
    let mut definitions = Vec::new();
    for captures in BRACKETS.captures_iter(text) {
        let (Some(all), Some(inner)) = (captures.get(0), captures.name("inner")) else {
            continue;
        };
        let aliases = aliases_in(inner.as_str(), inner.start());
        if aliases.is_empty() {
            continue;
        }
        let short_form = SHORT.is_match(inner.as_str()) || QUOTED_ALONE.is_match(inner.as_str());
        let named = name_before(text, all.start(), found, short_form)
            .or_else(|| named_by_initials(text, all.start(), inner.as_str()));
        let Some((name, kind)) = named else {
            continue;
        };
        let written = &text[name.clone()];
        let aliases: Vec<Range<usize>> = aliases
            .into_iter()
            .filter(|alias| {
                let form = &text[alias.clone()];
                let native = script::has_han(form) || script::has_hangul(form);
                let names = if native {
                    is_native_name(form, written, kind)
                } else {
                    is_name_for(form, written)
                };
                form != written && (short_form || names)
            })
            .collect();
        if !aliases.is_empty() {
            definitions.push(Definition {
                name,
                kind,
                aliases,
                brackets: all.range(),
            });
        }
    }
    definitions
}

/// Short forms and foreign names inside the brackets, as byte ranges of the whole text.
fn aliases_in(inner: &str, offset: usize) -> Vec<Range<usize>> {
    let mut aliases = Vec::new();
    if let Some(quoted) = QUOTED_ALONE.captures(inner).and_then(|c| c.name("quoted")) {
        aliases.push(offset + quoted.start()..offset + quoted.end());
        return aliases;
    }
    let short = SHORT.captures(inner);
    if let Some(m) = short
        .as_ref()
        .and_then(|c| c.name("quoted").or_else(|| c.name("bare")))
    {
        let written = m.as_str();
        let written = written
            .strip_suffix("이라 한다")
            .or_else(|| written.strip_suffix("라 한다"))
            .unwrap_or(written);
        if matches!(written.trim(), "같다" | "같음" | "동일") {
            return aliases;
        }
        let start = offset + m.start() + (written.len() - written.trim_start().len());
        aliases.push(start..start + written.trim().len());
    }
    let head = short
        .as_ref()
        .and_then(|c| c.get(0))
        .map_or(inner, |m| &inner[..m.start()]);
    let head = head.trim_end_matches([',', '，', ' ', ';', '；']);
    if let Some(name) = FOREIGN.captures(head).and_then(|c| c.name("name")) {
        let mut end = name.end();
        // "Blue Coast Co., Ltd." belongs together; "Blue Coast, BC" are two names.
        let rest = &head[end..];
        if [", Ltd", ", Inc", ", LLC"]
            .iter()
            .any(|tail| rest.starts_with(tail))
        {
            end = head.len();
        } else if let Some(abbreviation) = rest
            .strip_prefix(',')
            .map(str::trim)
            .filter(|a| ABBREVIATION.is_match(a))
        {
            let start = offset + head.len() - abbreviation.len();
            aliases.push(start..start + abbreviation.len());
        } else if let Some(short) = rest
            .strip_prefix([',', '，'])
            .map(str::trim)
            .filter(|form| NATIVE.is_match(form) && form.chars().count() <= 8)
        {
            // (Heron Tea Station，鷺茶場): the name in another language, then the short form.
            let start = offset + head.len() - short.len();
            aliases.push(start..start + short.len());
        }
        aliases.push(offset + name.start()..offset + end);
    } else if let Some(name) = NATIVE.captures(head).and_then(|c| c.name("name")) {
        aliases.push(offset + name.start()..offset + name.end());
    }
    aliases
}

/// What ends the short form of a body's name: 서울대, 臺大, 민주노총.
const ENDS_OF_SHORT_FORMS: &str =
    "대원부회청처국단사공위연협은총노센소장관실학재大院部會局署處所社團府委站室坊場庫臺台館校廠";

/// Notes in brackets that name nothing.
const NOTES: [&str; 22] = [
    "附件",
    "附錄",
    "參見",
    "參照",
    "暫定",
    "未定",
    "單位",
    "備註",
    "說明",
    "原名",
    "舊名",
    "改制前",
    "참고",
    "별첨",
    "붙임",
    "단위",
    "예정",
    "가칭",
    "잠정",
    "생략",
    "비고",
    "총괄",
];

/// Whether a Chinese or Korean form in brackets, without 以下簡稱, is a name of what precedes: the name of a thing that was named in
/// Latin letters, `Taipei City Government (臺北市政府)`, or a body's short form, 서울대학교(서울대).
fn is_native_name(form: &str, name: &str, kind: EntityType) -> bool {
    let cjk = |text: &str| script::has_han(text) || script::has_hangul(text);
    if form.contains(['/', '／', ':', '：']) {
        return false;
    }
    if NOTES.iter().any(|note| form.starts_with(note)) || rules::titles::is_title(form) {
        return false;
    }
    if cjk(name) {
        return match kind {
            EntityType::Organization => shortens(form, name),
            EntityType::Work | EntityType::Law => abridges(form, name),
            _ => false,
        };
    }
    match kind {
        EntityType::Person => rules::names::is_chinese_name(form) || rules::names::is_korean_name(form),
        EntityType::Organization
        | EntityType::Place
        | EntityType::Law
        | EntityType::Work
        | EntityType::Event => {
            // A word that heads another kind of thing names another thing: Hollin Ltd. (河濱計畫).
            rules::classify(form).is_none_or(|headed| headed == kind)
        }
        _ => false,
    }
}

/// Whether a form is what is left of the name of an undertaking or a law: signs of it in their order, headed as it is.
fn abridges(form: &str, name: &str) -> bool {
    let mut rest = name.chars();
    let plain: String = form.chars().filter(|c| !c.is_whitespace()).collect();
    let length = plain.chars().count();
    let headed = rules::classify(form).is_some()
        || form.chars().next_back() == name.chars().next_back()
        || form.ends_with('법') && name.ends_with("법률");
    length >= 3
        && length < name.chars().count()
        && headed
        && plain.chars().all(|c| rest.any(|of_name| of_name == c))
}

/// Whether a form is made of signs of the name in their order and ends as short forms of bodies do. Where it begins as the name
/// does not, it takes up the head of the name.
fn shortens(form: &str, name: &str) -> bool {
    let full = ["國立", "国立", "국립", "주식회사 ", "㈜"]
        .iter()
        .find_map(|mark| name.strip_prefix(mark))
        .unwrap_or(name);
    let mut rest = full.chars();
    let length = form.chars().count();
    let last = form.chars().next_back();
    let begins = form.chars().next() == full.chars().next();
    let headed = last == full.chars().next_back()
        || ["위원회", "센터", "연구원", "연구소", "委員會", "中心"]
            .iter()
            .any(|head| full.ends_with(head) && head.chars().any(|c| Some(c) == last));
    length >= 2
        && length < name.chars().count()
        && (begins || length >= 3 && headed)
        && last.is_some_and(|c| ENDS_OF_SHORT_FORMS.contains(c))
        && form.chars().all(|c| rest.any(|of_name| of_name == c))
}

/// Whether a bracketed form without 以下簡稱 is a name of what precedes: a Latin name after a Chinese or Korean one, or the
/// initials of an English one.
fn is_name_for(form: &str, name: &str) -> bool {
    let cjk = script::has_han(name) || script::has_hangul(name);
    if cjk {
        // (A-B) is a sum, not a name.
        let word = form
            .split(|c: char| !c.is_alphabetic())
            .any(|w| w.chars().count() >= 2);
        return word && !form.starts_with("Phase");
    }
    let initials: String = name
        .split([' ', '-'])
        .filter_map(|w| w.chars().next())
        .filter(|c| c.is_uppercase())
        .collect();
    let capitals: String = form.chars().filter(|c| c.is_uppercase()).collect();
    if capitals.len() >= 2 && form.chars().filter(|c| c.is_lowercase()).count() <= capitals.len() {
        return initials.contains(&capitals)
            || capitals.chars().all(|c| name.to_uppercase().contains(c))
                && initials.starts_with(&capitals[..1]);
    }
    // "Blue Coast Optics Ltd (Blue Coast Optics)": words of the name itself, in their order. One word alone is a short form of
    // what is called by its mark, a company or a programme; after another body it may be the town: Heron Institute (Heron).
    let marked = MARKED.iter().any(|mark| name.ends_with(mark));
    let mut words = name.split(' ');
    (form.contains(' ') || marked && form.chars().count() >= 4 && name.starts_with(form))
        && form.split(' ').all(|word| words.any(|w| w == word))
}

/// The run of capitalised words before the brackets of which what stands in them are the initials: Heron Logistics Unit (HLU).
fn named_by_initials(text: &str, at: usize, inner: &str) -> Option<(Range<usize>, EntityType)> {
    let form = inner.trim();
    if form.len() < 3 || !form.chars().all(|c| c.is_ascii_uppercase()) {
        return None;
    }
    let head = text.get(..at)?.trim_end();
    let mut start = head.len();
    let mut wanted = form.chars().rev().peekable();
    for word in head.rsplit(' ') {
        let first = word.chars().next()?;
        let small = matches!(word, "of" | "and" | "for" | "the" | "on" | "in");
        if !small && (first != *wanted.peek()? || word.ends_with(['.', ',', ';', ':'])) {
            return None;
        }
        start = head.len().min(start) - word.len();
        if !small {
            wanted.next();
        }
        if wanted.peek().is_none() {
            break;
        }
        start = start.checked_sub(1)?;
    }
    let range = start..head.len();
    let name = text.get(range.clone())?;
    let kind = rules::classify(name).unwrap_or(EntityType::Organization);
    wanted.peek().is_none().then_some((range, kind))
}

/// Last words of names of companies and undertakings.
const MARKED: &[&str] = &[
    " Ltd",
    " Ltd.",
    " Limited",
    " plc",
    " PLC",
    " Inc",
    " Inc.",
    " LLC",
    " GmbH",
    " Programme",
    " Program",
    " Scheme",
    " Initiative",
    " Project",
];

/// The name that ends where the brackets begin.
fn name_before(
    text: &str,
    at: usize,
    found: &[Found],
    short_form: bool,
) -> Option<(Range<usize>, EntityType)> {
    let head = text[..at].trim_end_matches([' ', '」', '』', '》', '’', '”', '\u{3000}']);
    let end = head.len();
    if let Some(mention) = found.iter().find(|f| f.range.end == end && f.kind.is_named()) {
        let mut range = mention.range.clone();
        let korean =
            mention.kind == EntityType::Organization && text[range.clone()].ends_with(script::is_hangul);
        let incorporated = ["주식회사", "㈜", "(주)", "재단법인", "사단법인"]
            .iter()
            .any(|mark| text[range.clone()].starts_with(mark));
        if short_form && korean && !incorporated {
            // What is given a short form is named in full: with the words before the one that heads it.
            range.start = runs::korean_start(text, range.start, 2);
        }
        return Some((range, mention.kind));
    }
    if !short_form {
        return None;
    }
    let last = head.chars().next_back()?;
    let start = if script::is_hangul(last) {
        let token = head
            .rfind([' ', '‘', '“', '「', '('])
            .map_or(0, |i| i + script::after(text, i).map_or(1, char::len_utf8));
        runs::korean_start(text, token, 3)
    } else if script::is_han(last) {
        runs::han_start(text, end, 2)?
    } else {
        runs::english_runs(head).into_iter().find(|r| r.end == end)?.start
    };
    let name = start..end;
    let headed = rules::classify(&text[name.clone()]);
    // A law gives short forms to all kinds of things; what is not headed like a body or a programme is a term.
    let kind = match headed {
        Some(kind) => kind,
        None if text[name.clone()].is_ascii() => EntityType::Organization,
        None => return None,
    };
    (text[name.clone()].chars().count() >= 3).then_some((name, kind))
}

#[cfg(test)]
mod tests {
    use super::definitions;
    use crate::rules;

    fn shown(text: &str) -> Vec<(&str, Vec<&str>)> {
        let found = rules::find(text);
        let definitions = definitions(text, &found);
        definitions
            .into_iter()
            .map(|d| (&text[d.name], d.aliases.into_iter().map(|a| &text[a]).collect()))
            .collect()
    }

    #[test]
    fn short_forms_and_foreign_names() {
        assert_eq!(
            shown("海洋事務委員會（Ocean Affairs Commission，以下簡稱「海委會」）自1968年成立。"),
            [("海洋事務委員會", vec!["海委會", "Ocean Affairs Commission"])]
        );
        assert_eq!(
            shown("해양환경연구원(이하 ‘해환연’)은 설립되었다"),
            [("해양환경연구원", vec!["해환연"])]
        );
        assert_eq!(
            shown("주식회사 푸른바다(Blue Sea Co., Ltd., 이하 ‘푸른바다’)가 개발하였다"),
            [("주식회사 푸른바다", vec!["푸른바다", "Blue Sea Co., Ltd."])]
        );
        assert_eq!(
            shown("The Coastal Research Institute (CRI) was founded."),
            [("Coastal Research Institute", vec!["CRI"])]
        );
        assert_eq!(
            shown("Blue Coast Programme (hereafter “Blue Coast”) is run by them."),
            [("Blue Coast Programme", vec!["Blue Coast"])]
        );
    }

    #[test]
    fn names_of_the_country_after_names_in_latin_letters() {
        assert_eq!(
            shown("The Kaohsiung City Government (高雄市政府) signed it."),
            [("Kaohsiung City Government", vec!["高雄市政府"])]
        );
        assert_eq!(
            shown("The Ministry of Environment (환경부) published it."),
            [("Ministry of Environment", vec!["환경부"])]
        );
        assert_eq!(
            shown("가람대학교(가람대)가 참여한다"),
            [("가람대학교", vec!["가람대"])]
        );
    }

    #[test]
    fn short_forms_that_take_signs_of_the_name() {
        assert_eq!(
            shown("갈대섬해안과학위원회(해과위)는 설립되었다"),
            [("갈대섬해안과학위원회", vec!["해과위"])]
        );
        assert_eq!(
            shown("海湧近岸監測總計畫（海湧總計畫）自民國110年起辦理。"),
            [("海湧近岸監測總計畫", vec!["海湧總計畫"])]
        );
        assert_eq!(
            shown("The Heronwatch Tracking Programme (from here on the “Heronwatch”) began."),
            [("Heronwatch Tracking Programme", vec!["Heronwatch"])]
        );
        assert_eq!(
            shown("The Heronwatch Tracking Programme (Heronwatch) began."),
            [("Heronwatch Tracking Programme", vec!["Heronwatch"])]
        );
        assert_eq!(
            shown("조개골시추단(Clamdale Drilling Corps, 시추단)은 설립되었다"),
            [("조개골시추단", vec!["시추단", "Clamdale Drilling Corps"])]
        );
        assert!(shown("The Heron Coastal Institute (Heron) began.").is_empty());
        assert_eq!(
            shown("(b) Sandbank Marine Logistics Unit (SMLU). Opened: 1995."),
            [("Sandbank Marine Logistics Unit", vec!["SMLU"])]
        );
    }

    #[test]
    fn brackets_that_define_nothing() {
        assert!(shown("The Ministry of Environment (예정) published it.").is_empty());
        assert!(shown("가람대학교(가람)가 참여한다").is_empty(), "where it is");
        assert!(shown("가람대학교(총장)가 참여한다").is_empty());
        assert!(shown("北濱沿岸監測計畫（第二期）核定").is_empty());
        assert!(shown("The Coastal Project (Phase II) began (see Annex)").is_empty());
    }
}
