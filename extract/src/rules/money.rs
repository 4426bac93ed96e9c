//! Amounts of money, with multipliers applied and ISO 4217 codes.

use std::sync::LazyLock;

use quarry_ingest::Scalar;
use regex::{Captures, Regex};

use super::{Found, compiled, numerals};
use crate::extraction::{EntityType, TypedValue};
use crate::script;

const NUMBER: &str = r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?:\.[0-9]+)?|[0-9０-９]+(?:\.[0-9]+)?";
const CJK_UNIT: &str = "[兆億亿萬万千仟百佰十조억만천백십]";
const HAN_DIGIT: &str = "[零〇一二三四五六七八九兩壹貳參肆伍陸柒捌玖十拾百佰千仟萬億兆]";

/// Names of currencies as written, with their ISO 4217 code.
const CURRENCIES: &[(&str, &str)] = &[
    ("新臺幣", "TWD"),
    ("新台幣", "TWD"),
    ("臺幣", "TWD"),
    ("台幣", "TWD"),
    ("NT$", "TWD"),
    ("NTD", "TWD"),
    ("TWD", "TWD"),
    ("New Taiwan dollars", "TWD"),
    ("NT dollars", "TWD"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("US$", "USD"),
    ("USD", "USD"),
    ("US dollars", "USD"),
    ("달러", "USD"),
    ("dollars", "USD"),
    ("人民幣", "CNY"),
    ("RMB", "CNY"),
    ("CNY", "CNY"),
    ("위안", "CNY"),
    ("歐元", "EUR"),
    ("EUR", "EUR"),
    ("€", "EUR"),
    ("euros", "EUR"),
    ("유로", "EUR"),
    ("日圓", "JPY"),
    ("日元", "JPY"),
    ("円", "JPY"),
    ("¥", "JPY"),
    ("￥", "JPY"),
    ("JPY", "JPY"),
    ("yen", "JPY"),
    ("港幣", "HKD"),
    ("港元", "HKD"),
    ("HK$", "HKD"),
    ("AU$", "AUD"),
    ("A$", "AUD"),
    ("CA$", "CAD"),
    ("C$", "CAD"),
    ("NZ$", "NZD"),
    ("SG$", "SGD"),
    ("S$", "SGD"),
    ("GBP", "GBP"),
    ("£", "GBP"),
    ("韓元", "KRW"),
    ("韓圜", "KRW"),
    ("KRW", "KRW"),
    ("₩", "KRW"),
];

static CJK: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?P<pre>新[臺台]幣|[臺台]幣|NT\$|NTD|TWD|US\$|USD|美元|美金|人民幣|歐元|日圓|港幣|HK\$|韓元|KRW|[₩¥￥])?\s?(?P<num>(?:(?:{NUMBER})\s?{CJK_UNIT}{{0,3}}\s?){{1,4}}|{HAN_DIGIT}{{2,16}})(?P<suf>美元|美金|歐元|日圓|日元|港元|港幣|韓元|元|圓|円|원|달러|유로|위안)(?P<round>整|정)?"
    ))
});

/// Multipliers as English texts write them beside a figure: in full, and in short with or without a space before.
const ENGLISH_UNIT: &str =
    r"(?:\s?(?:thousand|million|billion|trillion|[kKmMbB]|[mMbBtT][nN]|mln|bln|trn|mio|Mio)\b)";

static PREFIXED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?P<pre>新[臺台]幣|(?:NT|US|HK|AU|A|CA|C|NZ|SG|S)\$|\b(?:NTD|TWD|USD|EUR|GBP|JPY|CNY|RMB|KRW|HKD|AUD|CAD|SGD|CHF)|[$€£₩¥￥])\s?(?P<num>(?:{NUMBER})(?:{ENGLISH_UNIT}|\s?[兆億萬万千조억만천]{{1,2}})?)"
    ))
});

static SUFFIXED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?P<num>\b(?:{NUMBER}){ENGLISH_UNIT}?)\s(?P<suf>New Taiwan dollars|NT dollars|US dollars|dollars|euros|yen|Korean won|won|USD|TWD|EUR|KRW|JPY|GBP|CNY|pounds)\b"
    ))
});

/// The sign behind the figure, as much of Europe writes it: 12 M€, 300k€, 4,500 €.
static SIGN_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?P<num>\b(?:{NUMBER})(?:\s?(?:[kKmM]|bn|mn|Mio|Mrd))?)\s?(?P<suf>[€£₩])"
    ))
});

/// Adds the amounts in `text`.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    for regex in forms() {
        for captures in regex.captures_iter(text) {
            let Some(matched) = captures.get(0) else { continue };
            let mut range = matched.range();
            if goes_on(text, &range) {
                continue;
            }
            let written = &text[range.clone()];
            range.start += written.len() - written.trim_start().len();
            range.end -= written.len() - written.trim_end().len();
            if !script::is_boundary(
                script::before(text, range.start),
                script::after(text, range.start),
            ) {
                continue;
            }
            if let Some(value) = read(&captures) {
                found.push(Found::with_value(EntityType::Money, range, 0.97, value));
            }
        }
    }
}

/// How amounts are written.
fn forms() -> [&'static Regex; 4] {
    [&CJK, &PREFIXED, &SUFFIXED, &SIGN_BEHIND]
}

/// Whether the sign that ends the match opens the amount after it: the figure in "30 €12m" is none of money.
fn goes_on(text: &str, range: &std::ops::Range<usize>) -> bool {
    text[range.clone()].ends_with(['€', '£', '₩'])
        && script::after(text, range.end).is_some_and(|c| c.is_ascii_digit())
}

fn read(captures: &Captures) -> Option<TypedValue> {
    let number = numerals::parse(captures.name("num")?.as_str().trim())?;
    let written = captures.name("pre").or_else(|| captures.name("suf"))?.as_str();
    Some(TypedValue {
        scalar: Scalar::Number(number),
        unit: Some(code(written)?),
    })
}

fn code(written: &str) -> Option<String> {
    let known = CURRENCIES
        .iter()
        .find(|(name, _)| *name == written)
        .map(|(_, code)| *code);
    let code = known.or(match written {
        // A bare 元 stands for the currency of the place whose script this is.
        "元" | "圓" => Some("TWD"),
        "원" | "won" | "Korean won" => Some("KRW"),
        "$" => Some("USD"),
        "pounds" => Some("GBP"),
        iso if iso.len() == 3 && iso.bytes().all(|b| b.is_ascii_uppercase()) => Some(iso),
        _ => None,
    })?;
    Some(code.to_owned())
}

/// The currency that a table's unit line or a header names: `單位：新臺幣千元`, `(단위: 백만원)`, `USD thousand`.
pub(crate) fn currency_of(text: &str) -> Option<&'static str> {
    let named = CURRENCIES
        .iter()
        .filter(|(name, _)| text.contains(name))
        .max_by_key(|(name, _)| name.len())
        .map(|(_, code)| *code);
    named.or_else(|| {
        let without_pupils = text.replace("人員", "");
        if without_pupils.contains('元') || without_pupils.contains('圓') {
            Some("TWD")
        } else if text.contains("만원")
            || text.contains("천원")
            || text.contains("억원")
            || text.trim_end_matches([')', '）']).ends_with('원')
        {
            Some("KRW")
        } else {
            None
        }
    })
}

/// The value of a text that is nothing but an amount.
pub(crate) fn parse_money(text: &str) -> Option<TypedValue> {
    let text = text.trim();
    forms().into_iter().find_map(|regex| {
        let captures = regex.captures(text)?;
        (captures.get(0)?.range() == (0..text.len())).then(|| read(&captures))?
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::shown;
    use super::currency_of;

    #[test]
    fn chinese_amounts() {
        assert_eq!(
            shown("核定經費為48,275千元。"),
            ["Money|48,275千元|48275000.0|TWD"]
        );
        assert_eq!(
            shown("計新臺幣3億2,500萬元整"),
            ["Money|新臺幣3億2,500萬元整|325000000.0|TWD"]
        );
        assert_eq!(shown("罰鍰新臺幣三萬元以上"), ["Money|新臺幣三萬元|30000.0|TWD"]);
        assert_eq!(shown("約1.5億美元"), ["Money|1.5億美元|150000000.0|USD"]);
        assert_eq!(shown("NT$12.5億"), ["Money|NT$12.5億|1250000000.0|TWD"]);
    }

    #[test]
    fn korean_amounts() {
        assert_eq!(
            shown("예산은 68억 4,400만 원이다"),
            ["Money|68억 4,400만 원|6844000000.0|KRW"]
        );
        assert_eq!(shown("8,351백만원으로"), ["Money|8,351백만원|8351000000.0|KRW"]);
        assert_eq!(shown("총 1조 2천억원"), ["Money|1조 2천억원|1200000000000.0|KRW"]);
        assert_eq!(shown("500만 달러"), ["Money|500만 달러|5000000.0|USD"]);
    }

    #[test]
    fn english_amounts() {
        assert_eq!(
            shown("was USD 24.86 million."),
            ["Money|USD 24.86 million|24860000.0|USD"]
        );
        assert_eq!(shown("costs NT$12,500 a year"), ["Money|NT$12,500|12500.0|TWD"]);
        assert_eq!(
            shown("raised 3 billion euros"),
            ["Money|3 billion euros|3000000000.0|EUR"]
        );
    }

    #[test]
    fn multipliers_in_short() {
        let cases = [
            ("It costs €12m.", "€12m", 12e6, "EUR"),
            ("It costs $4.5m a year", "$4.5m", 4.5e6, "USD"),
            ("a grant of £300k was", "£300k", 300e3, "GBP"),
            ("EUR 12m in all", "EUR 12m", 12e6, "EUR"),
            ("a US$3bn fund", "US$3bn", 3e9, "USD"),
            ("worth $2B.", "$2B", 2e9, "USD"),
            ("about £1.25M, they say", "£1.25M", 1.25e6, "GBP"),
            ("EUR 7 m for the pier", "EUR 7 m", 7e6, "EUR"),
            ("A$40mn and more", "A$40mn", 40e6, "AUD"),
            ("計￥500萬", "￥500萬", 5e6, "JPY"),
            ("3億5,000万円の予算", "3億5,000万円", 3.5e8, "JPY"),
            ("約NT$1.2億", "NT$1.2億", 1.2e8, "TWD"),
            ("참가비 3만 원", "3만 원", 30e3, "KRW"),
            ("un budget de 12 M€", "12 M€", 12e6, "EUR"),
            ("a fund of 15bn won", "15bn won", 15e9, "KRW"),
            ("fees of 250k euros", "250k euros", 250e3, "EUR"),
            // What only looks like a multiplier is none.
            ("paid $5 by mistake", "$5", 5.0, "USD"),
            ("$12 beads", "$12", 12.0, "USD"),
        ];
        for (text, written, value, unit) in cases {
            assert_eq!(
                shown(text),
                [format!("Money|{written}|{value:?}|{unit}")],
                "{text}"
            );
        }
    }

    #[test]
    fn currencies_of_units() {
        assert_eq!(currency_of("單位：新臺幣千元"), Some("TWD"));
        assert_eq!(currency_of("(단위: 백만원)"), Some("KRW"));
        assert_eq!(currency_of("USD thousand"), Some("USD"));
        assert_eq!(currency_of("單位：人"), None);
    }
}
