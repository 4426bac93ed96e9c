//! Units of measure as tables print them: `單位：新臺幣千元`, `(단위: 백만원)`, `in millions of USD`, `預算（千元）`.

use unicode_normalization::UnicodeNormalization;

use super::vocabulary::{self, Token};

/// A unit, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// As printed.
    pub printed: String,
    /// What a figure under this unit is multiplied by: 1000 for `千元`.
    pub multiplier: f64,
    /// ISO 4217 code for money, the unit as printed otherwise; none for a bare multiplier, percent or several units at once.
    pub code: Option<String>,
    /// Whether the unit is money.
    pub money: bool,
    /// Whether figures are percentages.
    pub percent: bool,
}

/// What decides between currencies that share a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale {
    /// ISO 4217 code that a bare `元` means.
    pub yuan: &'static str,
    /// ISO 4217 code that a bare `$` means.
    pub dollar: &'static str,
}

impl Locale {
    /// The currencies that a document in these languages (BCP 47, most frequent first) means.
    #[must_use]
    pub fn of_languages(languages: &[String]) -> Self {
        let yuan = if languages.first().is_some_and(|l| l == "zh-Hans") {
            "CNY"
        } else {
            "TWD"
        };
        let dollar = if languages.first().is_some_and(|l| l == "zh-Hant") {
            "TWD"
        } else {
            "USD"
        };
        Self { yuan, dollar }
    }
}

impl Unit {
    /// Reads a text that is a unit and nothing else: `千元`, `NT$ thousand`, `in millions of USD`, `%`, `명`.
    #[must_use]
    pub fn parse(text: &str, locale: Locale) -> Option<Self> {
        let printed = text.trim();
        if printed.is_empty() || printed.chars().count() > 60 {
            return None;
        }
        let normal = vocabulary::normal(printed);
        let body = normal.split(", except").next().unwrap_or(&normal);
        let mut unit = Self {
            printed: printed.to_owned(),
            multiplier: 1.0,
            code: None,
            money: false,
            percent: false,
        };
        let (mut named, mut scaled) = (false, false);
        let mut rest = body.trim_start();
        while !rest.is_empty() {
            let (token, length) = vocabulary::token_at(rest, true)?;
            match token {
                Token::Currency(code) => {
                    if named && !unit.money {
                        return None;
                    }
                    let code = match code {
                        "元" => locale.yuan,
                        "$" => locale.dollar,
                        code => code,
                    };
                    // `新臺幣千元` names its currency twice; the first is the exact one.
                    if unit.code.is_none() {
                        unit.code = Some(code.to_owned());
                    }
                    unit.money = true;
                    named = true;
                }
                Token::Multiplier(by) => {
                    if named && scaled {
                        return None;
                    }
                    unit.multiplier *= by;
                    scaled = true;
                }
                Token::Percent => {
                    if named {
                        return None;
                    }
                    unit.percent = true;
                    named = true;
                }
                Token::Measure => {
                    if named {
                        return None;
                    }
                    unit.code = rest.get(..length).map(|t| t.trim().to_owned());
                    named = true;
                }
                Token::Filler => {}
            }
            rest = rest.get(length..).unwrap_or_default().trim_start();
        }
        (named || (scaled && unit.multiplier > 1.0)).then_some(unit)
    }

    /// Finds a unit that a caption or a line beside a table states: after `單位：`, `단위:` or `Unit:`, after `in`, or in
    /// brackets. The printed form is the whole phrase.
    #[must_use]
    pub fn find(text: &str, locale: Locale) -> Option<Self> {
        if text.chars().count() > 300 {
            return None;
        }
        Self::labelled(text, locale)
            .or_else(|| Self::several(text, locale))
            .or_else(|| Self::in_brackets(text, locale))
            .or_else(|| {
                let normal = vocabulary::normal(text);
                let starts = [
                    "in ",
                    "amounts in ",
                    "expressed in ",
                    "figures in ",
                    "$ in ",
                    "all figures in ",
                ];
                let phrase = starts
                    .iter()
                    .find_map(|s| normal.strip_prefix(s).map(|r| (s, r)))?;
                let unit = Self::parse(phrase.1, locale)?;
                Some(Self {
                    printed: text.trim().to_owned(),
                    ..unit
                })
            })
    }

    /// A unit after its label.
    fn labelled(text: &str, locale: Locale) -> Option<Self> {
        let (start, from) = label(text)?;
        let value = text.get(from..)?;
        let end = value
            .find([')', '）', ']', '】', '〕', '\n', '；', ';', '。'])
            .unwrap_or(value.len());
        let printed = text.get(start..from + end)?.trim().to_owned();
        let value = value.get(..end)?.trim();
        if let Some(unit) = Self::parse(value, locale) {
            return Some(Self { printed, ..unit });
        }
        // Several units at once: known, but no single one holds for a figure.
        Self::several(text, locale).map(|several| Self { printed, ..several })
    }

    /// Several units that stand in one place: which figures each is for, [`super::columns::Units`] tells.
    fn several(text: &str, locale: Locale) -> Option<Self> {
        let found = parts(text, locale);
        (found.len() > 1).then(|| Self {
            printed: list(text).map_or(text, |l| l.0).trim().to_owned(),
            multiplier: 1.0,
            code: None,
            money: false,
            percent: false,
        })
    }

    /// A unit in the last brackets of a text: `금액(천원)`, `Revenue [NT$ thousand]`.
    #[must_use]
    pub fn in_brackets(text: &str, locale: Locale) -> Option<Self> {
        let trimmed = text.trim_end();
        let close = trimmed.chars().next_back()?;
        let open: &[char] = match close {
            ')' | '）' => &['(', '（'],
            ']' => &['['],
            '】' => &['【'],
            '〕' => &['〔'],
            _ => return None,
        };
        let start = trimmed.rfind(open)?;
        let width = trimmed.get(start..)?.chars().next()?.len_utf8();
        let inner = trimmed.get(start + width..trimmed.len() - close.len_utf8())?;
        if label(inner).is_some() {
            return None;
        }
        Self::parse(inner, locale).or_else(|| {
            let last = inner.rsplit([',', '，', '、']).next()?;
            (last.len() < inner.len())
                .then(|| Self::parse(last, locale))
                .flatten()
        })
    }

    /// The unit that a header cell states of its row or column: the cell as a whole, in brackets, or after a comma.
    #[must_use]
    pub fn of_header(text: &str, locale: Locale) -> Option<Self> {
        if text.chars().count() > 120 {
            return None;
        }
        let last_line = text.lines().next_back().unwrap_or(text);
        Self::labelled(text, locale)
            .or_else(|| Self::in_brackets(text, locale))
            .or_else(|| {
                let unit = Self::parse(text, locale)?;
                // A header such as `年` or `項` names a thing, not a unit; one with a multiplier or a currency is a unit.
                (unit.percent || unit.money || unit.multiplier > 1.0).then_some(unit)
            })
            .or_else(|| {
                (last_line.len() < text.len())
                    .then(|| Self::parse(last_line, locale))
                    .flatten()
            })
            .or_else(|| {
                let (_, after) = text.rsplit_once([',', '，'])?;
                Self::parse(after, locale)
            })
            .or_else(|| {
                let ends = text.trim_end().ends_with(['%', '％']);
                ends.then(|| Self {
                    printed: "%".to_owned(),
                    multiplier: 1.0,
                    code: None,
                    money: false,
                    percent: true,
                })
            })
    }
}

/// The units that a caption lists, each with the figures that it is said to be for, where that is told: `(Unit: m, EUR million)`,
/// `單位：盞、千元`, `(number; cost in thousand euros)`. Empty where one of them is none.
pub(super) fn parts(text: &str, locale: Locale) -> Vec<(Option<String>, Unit)> {
    let Some((value, labelled)) = list(text).filter(|_| text.chars().count() <= 300) else {
        return Vec::new();
    };
    let mut known = false;
    let mut found = Vec::new();
    for part in split(value) {
        if let Some(unit) = Unit::parse(part, locale) {
            known = true;
            found.push((None, unit));
            continue;
        }
        let lower = part.to_ascii_lowercase();
        let at = lower
            .find(" in ")
            .map(|at| (at, at + 4))
            .or_else(|| part.find([':', '：']).map(|at| (at, at + 1)))
            .or_else(|| part.rfind(' ').map(|at| (at, at + 1)));
        let named = at.and_then(|(end, start)| {
            let unit = part.get(start..)?.trim_start_matches('：');
            Some((part.get(..end)?.trim(), Unit::parse(unit, locale)?))
        });
        if let Some((name, unit)) = named {
            known = true;
            found.push((Some(name.to_owned()), unit));
        } else if labelled && is_counter(part) {
            let code = Some(part.to_owned());
            let printed = part.to_owned();
            found.push((
                None,
                Unit {
                    printed,
                    multiplier: 1.0,
                    code,
                    money: false,
                    percent: false,
                },
            ));
        } else {
            return Vec::new();
        }
    }
    if known && found.len() > 1 {
        found
    } else {
        Vec::new()
    }
}

/// The text that may list units, and whether a label says so: after `單位：`, in the last brackets, or all of a short one.
fn list(text: &str) -> Option<(&str, bool)> {
    const CLOSING: [char; 6] = [')', '）', ']', '】', '〕', '\n'];
    if let Some((_, from)) = label(text) {
        let value = text.get(from..)?;
        let end = value.find(CLOSING).unwrap_or(value.len());
        return Some((value.get(..end)?, true));
    }
    let trimmed = text.trim();
    if let Some(inner) = trimmed.strip_suffix(CLOSING) {
        return inner.rfind(['(', '（', '[', '【', '〔']).and_then(|at| {
            let width = inner.get(at..)?.chars().next()?.len_utf8();
            Some((inner.get(at + width..)?, false))
        });
    }
    (trimmed.chars().count() <= 60).then_some((trimmed, false))
}

/// A list taken apart; a comma between digits is part of a number.
fn split(list: &str) -> Vec<&str> {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut found = Vec::new();
    let mut from = 0;
    for (at, mark) in list.match_indices([',', '、', '，', ';', '；', '·', 'ㆍ']) {
        let before = list.get(..at).and_then(|b| b.chars().next_back());
        let after = list.get(at + mark.len()..).and_then(|r| r.chars().next());
        if !(digit(before) && digit(after)) {
            found.push(list.get(from..at).unwrap_or_default().trim());
            from = at + mark.len();
        }
    }
    found.push(list.get(from..).unwrap_or_default().trim());
    found
}

/// Whether a word may be a unit that the vocabulary does not have: `盞`, `그루`, `lamps`.
fn is_counter(word: &str) -> bool {
    let most = if word.is_ascii() { 14 } else { 4 };
    !word.is_empty() && word.chars().count() <= most && word.chars().all(char::is_alphabetic)
}

/// Where a unit's label starts, and where the text after it does.
fn label(text: &str) -> Option<(usize, usize)> {
    const LABELS: [&str; 9] = [
        "單位", "单位", "単位", "단위", "單 位", "단 위", "units", "unit", "currency",
    ];
    let lower = text.to_ascii_lowercase();
    for label in LABELS {
        let mut from = 0;
        while let Some(at) = lower.get(from..).and_then(|t| t.find(label)) {
            let start = from + at;
            let after = text.get(start + label.len()..)?;
            let value = after.trim_start();
            if let Some(value) = value.strip_prefix([':', '：', '︰']) {
                return Some((start, text.len() - value.len()));
            }
            from = start + label.len();
        }
    }
    None
}

/// NFKC, lower case.
pub(super) fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{Locale, Unit};

    const HERE: Locale = Locale {
        yuan: "TWD",
        dollar: "USD",
    };

    fn found(text: &str) -> Option<(f64, Option<String>)> {
        Unit::find(text, HERE).map(|u| (u.multiplier, u.code))
    }

    fn header(text: &str) -> Option<(f64, Option<String>)> {
        Unit::of_header(text, HERE).map(|u| (u.multiplier, u.code))
    }

    fn some(multiplier: f64, code: &str) -> Option<(f64, Option<String>)> {
        Some((multiplier, Some(code.to_owned())))
    }

    #[test]
    fn units_beside_a_table() {
        assert_eq!(found("單位：新臺幣千元"), some(1e3, "TWD"));
        assert_eq!(found("(단위: 백만원)"), some(1e6, "KRW"));
        assert_eq!(found("표 3. 부문별 예산 (단위 : 억원)"), some(1e8, "KRW"));
        assert_eq!(found("(unit: NT$ thousand)"), some(1e3, "TWD"));
        assert_eq!(found("in millions of USD"), some(1e6, "USD"));
        assert_eq!(found("Unit: USD thousand"), some(1e3, "USD"));
        assert_eq!(
            found("(In thousands of US dollars, except per share data)"),
            some(1e3, "USD")
        );
        assert_eq!(found("表二 歲出預算（單位：千人）"), some(1e3, "人"));
        assert_eq!(found("單位：澄蒼崎數位治理委員會"), None);
        assert_eq!(found("The unit was moved in 2019."), None);
    }

    #[test]
    fn several_units_leave_the_figures_alone() {
        assert_eq!(found("(단위: 명, %)"), Some((1.0, None)));
        assert_eq!(found("(단위: 그루, 천원)"), Some((1.0, None)));
        assert_eq!(found("路燈（單位：盞、千元）"), Some((1.0, None)));
        assert_eq!(found("(단위: 1,000원)"), None);
        assert_eq!(found("Lamps (number; cost in thousand euros)"), Some((1.0, None)));
    }

    #[test]
    fn units_in_header_cells() {
        assert_eq!(header("금액(천원)"), some(1e3, "KRW"));
        assert_eq!(header("預算（千元）"), some(1e3, "TWD"));
        assert_eq!(header("Budget (NT$ thousand)"), some(1e3, "TWD"));
        assert_eq!(header("Revenue, US$m"), some(1e6, "USD"));
        assert_eq!(header("Posts"), None);
        assert_eq!(header("Budget (revised)"), None);
        assert!(Unit::of_header("비율(%)", HERE).is_some_and(|u| u.percent));
        assert!(Unit::of_header("Change %", HERE).is_some_and(|u| u.percent));
    }

    #[test]
    fn the_printed_form_is_kept() {
        assert_eq!(
            Unit::find("（單位：新臺幣千元）", HERE).map(|u| u.printed),
            Some("單位：新臺幣千元".to_owned())
        );
    }
}
