//! The words of which units and quantities are made: currencies, multipliers, measures.

/// What a word of a unit means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token {
    /// ISO 4217 code; `元` and `$` where the document decides.
    Currency(&'static str),
    /// Factor.
    Multiplier(f64),
    /// Per cent.
    Percent,
    /// A unit that stands as printed.
    Measure,
    /// A word without meaning of its own.
    Filler,
}

use Token::{Currency, Filler, Measure, Multiplier, Percent};

/// Words in NFKC and lower case. The longest that fits is taken.
const WORDS: &[(&str, Token)] = &[
    // currencies
    ("新臺幣", Currency("TWD")),
    ("新台幣", Currency("TWD")),
    ("臺幣", Currency("TWD")),
    ("台幣", Currency("TWD")),
    ("nt$", Currency("TWD")),
    ("ntd", Currency("TWD")),
    ("twd", Currency("TWD")),
    ("美元", Currency("USD")),
    ("美金", Currency("USD")),
    ("us$", Currency("USD")),
    ("usd", Currency("USD")),
    ("u.s. dollars", Currency("USD")),
    ("us dollars", Currency("USD")),
    ("us dollar", Currency("USD")),
    ("미화", Currency("USD")),
    ("달러", Currency("USD")),
    ("불", Currency("USD")),
    ("dollars", Currency("$")),
    ("dollar", Currency("$")),
    ("$", Currency("$")),
    ("元", Currency("元")),
    ("圓", Currency("元")),
    ("韓元", Currency("KRW")),
    ("韓圜", Currency("KRW")),
    ("원", Currency("KRW")),
    ("krw", Currency("KRW")),
    ("won", Currency("KRW")),
    ("₩", Currency("KRW")),
    ("人民幣", Currency("CNY")),
    ("人民币", Currency("CNY")),
    ("rmb", Currency("CNY")),
    ("cny", Currency("CNY")),
    ("위안", Currency("CNY")),
    ("日圓", Currency("JPY")),
    ("日元", Currency("JPY")),
    ("日幣", Currency("JPY")),
    ("円", Currency("JPY")),
    ("엔", Currency("JPY")),
    ("¥", Currency("JPY")),
    ("jpy", Currency("JPY")),
    ("yen", Currency("JPY")),
    ("歐元", Currency("EUR")),
    ("欧元", Currency("EUR")),
    ("유로", Currency("EUR")),
    ("€", Currency("EUR")),
    ("eur", Currency("EUR")),
    ("euros", Currency("EUR")),
    ("euro", Currency("EUR")),
    ("英鎊", Currency("GBP")),
    ("£", Currency("GBP")),
    ("gbp", Currency("GBP")),
    ("pounds sterling", Currency("GBP")),
    ("pounds", Currency("GBP")),
    ("港元", Currency("HKD")),
    ("港幣", Currency("HKD")),
    ("hk$", Currency("HKD")),
    ("hkd", Currency("HKD")),
    ("sgd", Currency("SGD")),
    ("aud", Currency("AUD")),
    ("cad", Currency("CAD")),
    ("$ can", Currency("CAD")),
    ("$can", Currency("CAD")),
    ("c$", Currency("CAD")),
    ("a$", Currency("AUD")),
    ("s$", Currency("SGD")),
    ("chf", Currency("CHF")),
    // multipliers
    ("百", Multiplier(1e2)),
    ("백", Multiplier(1e2)),
    ("hundred", Multiplier(1e2)),
    ("千", Multiplier(1e3)),
    ("仟", Multiplier(1e3)),
    ("천", Multiplier(1e3)),
    ("thousands", Multiplier(1e3)),
    ("thousand", Multiplier(1e3)),
    ("'000", Multiplier(1e3)),
    ("000s", Multiplier(1e3)),
    ("000", Multiplier(1e3)),
    ("萬", Multiplier(1e4)),
    ("万", Multiplier(1e4)),
    ("만", Multiplier(1e4)),
    ("十萬", Multiplier(1e5)),
    ("십만", Multiplier(1e5)),
    ("百萬", Multiplier(1e6)),
    ("佰萬", Multiplier(1e6)),
    ("百万", Multiplier(1e6)),
    ("백만", Multiplier(1e6)),
    ("millions", Multiplier(1e6)),
    ("million", Multiplier(1e6)),
    ("mln", Multiplier(1e6)),
    ("mn", Multiplier(1e6)),
    ("千萬", Multiplier(1e7)),
    ("천만", Multiplier(1e7)),
    ("億", Multiplier(1e8)),
    ("亿", Multiplier(1e8)),
    ("억", Multiplier(1e8)),
    ("十億", Multiplier(1e9)),
    ("십억", Multiplier(1e9)),
    ("billions", Multiplier(1e9)),
    ("billion", Multiplier(1e9)),
    ("bn", Multiplier(1e9)),
    ("百億", Multiplier(1e10)),
    ("백억", Multiplier(1e10)),
    ("兆", Multiplier(1e12)),
    ("조", Multiplier(1e12)),
    ("trillions", Multiplier(1e12)),
    ("trillion", Multiplier(1e12)),
    // shares
    ("%", Percent),
    ("percent", Percent),
    ("per cent", Percent),
    ("percentage", Percent),
    ("pct", Percent),
    ("百分比", Percent),
    ("퍼센트", Percent),
    // fillers
    ("in", Filler),
    ("of", Filler),
    ("整", Filler),
    ("of which", Filler),
    (":", Filler),
    // measures
    ("人次", Measure),
    ("人", Measure),
    ("名", Measure),
    ("位", Measure),
    ("員", Measure),
    ("戶", Measure),
    ("件", Measure),
    ("案", Measure),
    ("家", Measure),
    ("家次", Measure),
    ("個", Measure),
    ("個月", Measure),
    ("所", Measure),
    ("處", Measure),
    ("座", Measure),
    ("次", Measure),
    ("筆", Measure),
    ("項", Measure),
    ("場", Measure),
    ("場次", Measure),
    ("篇", Measure),
    ("冊", Measure),
    ("組", Measure),
    ("台", Measure),
    ("臺", Measure),
    ("輛", Measure),
    ("艘", Measure),
    ("棟", Measure),
    ("床", Measure),
    ("班", Measure),
    ("天", Measure),
    ("日", Measure),
    ("月", Measure),
    ("年", Measure),
    ("歲", Measure),
    ("小時", Measure),
    ("分鐘", Measure),
    ("秒", Measure),
    ("公頃", Measure),
    ("公尺", Measure),
    ("公里", Measure),
    ("公分", Measure),
    ("毫米", Measure),
    ("平方公尺", Measure),
    ("平方公里", Measure),
    ("立方公尺", Measure),
    ("坪", Measure),
    ("公噸", Measure),
    ("噸", Measure),
    ("公斤", Measure),
    ("公克", Measure),
    ("公升", Measure),
    ("公秉", Measure),
    ("度", Measure),
    ("瓩", Measure),
    ("倍", Measure),
    ("股", Measure),
    ("張", Measure),
    ("명", Measure),
    ("인", Measure),
    ("건", Measure),
    ("개", Measure),
    ("개소", Measure),
    ("개사", Measure),
    ("개교", Measure),
    ("개월", Measure),
    ("회", Measure),
    ("대", Measure),
    ("호", Measure),
    ("가구", Measure),
    ("세대", Measure),
    ("톤", Measure),
    ("시간", Measure),
    ("일", Measure),
    ("월", Measure),
    ("년", Measure),
    ("분", Measure),
    ("초", Measure),
    ("세", Measure),
    ("점", Measure),
    ("배", Measure),
    ("필지", Measure),
    ("동", Measure),
    ("채", Measure),
    ("권", Measure),
    ("종", Measure),
    ("팀", Measure),
    ("부", Measure),
    ("평", Measure),
    ("헥타르", Measure),
    ("킬로미터", Measure),
    ("미터", Measure),
    ("persons", Measure),
    ("person", Measure),
    ("people", Measure),
    ("employees", Measure),
    ("staff", Measure),
    ("households", Measure),
    ("cases", Measure),
    ("items", Measure),
    ("units", Measure),
    ("posts", Measure),
    ("number", Measure),
    ("shares", Measure),
    ("tonnes", Measure),
    ("tons", Measure),
    ("ton", Measure),
    ("t", Measure),
    ("kt", Measure),
    ("mt", Measure),
    ("kg", Measure),
    ("g", Measure),
    ("mg", Measure),
    ("km", Measure),
    ("m", Measure),
    ("cm", Measure),
    ("mm", Measure),
    ("m2", Measure),
    ("m3", Measure),
    ("km2", Measure),
    ("ha", Measure),
    ("hectares", Measure),
    ("litres", Measure),
    ("liters", Measure),
    ("l", Measure),
    ("ml", Measure),
    ("wh", Measure),
    ("kwh", Measure),
    ("mwh", Measure),
    ("gwh", Measure),
    ("twh", Measure),
    ("w", Measure),
    ("kw", Measure),
    ("mw", Measure),
    ("gw", Measure),
    ("hz", Measure),
    ("mhz", Measure),
    ("ghz", Measure),
    ("kb", Measure),
    ("mb", Measure),
    ("gb", Measure),
    ("tb", Measure),
    ("℃", Measure),
    ("°c", Measure),
    ("ppm", Measure),
    ("db", Measure),
    ("hours", Measure),
    ("hour", Measure),
    ("minutes", Measure),
    ("seconds", Measure),
    ("days", Measure),
    ("day", Measure),
    ("weeks", Measure),
    ("months", Measure),
    ("years", Measure),
    ("points", Measure),
    ("times", Measure),
    ("toe", Measure),
    ("tco2e", Measure),
    ("tco2eq", Measure),
];

/// Letters that are multipliers only right after a currency: `US$m`, `£bn`, `$k`.
const AFTER_CURRENCY: &[(&str, f64)] = &[("k", 1e3), ("m", 1e6), ("mm", 1e6), ("b", 1e9), ("tn", 1e12)];

/// The text in the form of the vocabulary: NFKC, lower case, separators as blanks.
pub(super) fn normal(text: &str) -> String {
    let folded = super::unit::fold(text.trim());
    // `US$m`: the letter after the sign is a multiplier; spelled out it cannot be mistaken for a metre.
    let mut out = folded;
    let letter = out.ends_with(['k', 'm', 'b', 'n']);
    for sign in ["$", "€", "£", "₩", "¥", "usd", "eur", "gbp"]
        .into_iter()
        .filter(|_| letter)
    {
        for (letter, by) in AFTER_CURRENCY {
            let word = match *by {
                1e3 => " thousand",
                1e6 => " million",
                1e9 => " billion",
                _ => " trillion",
            };
            if out.ends_with(&format!("{sign}{letter}")) || out.ends_with(&format!("{sign} {letter}")) {
                let keep = out.len() - letter.len();
                out.truncate(keep);
                out.push_str(word);
                return out;
            }
        }
    }
    if let Some(rest) = out.strip_prefix("$ in ") {
        out = format!("$ {rest}");
    }
    out
}

/// The longest word at the start of `text` (in normal form), and its length in bytes. `open` allows the words that would
/// be ambiguous after a number.
pub(super) fn token_at(text: &str, open: bool) -> Option<(Token, usize)> {
    let mut best: Option<(Token, usize)> = None;
    for (word, token) in WORDS {
        let longer = best.is_none_or(|(_, length)| word.len() > length);
        if longer && text.starts_with(word) && ends_word(text, word) && (open || !ambiguous(word)) {
            best = Some((*token, word.len()));
        }
    }
    best
}

/// A word of Latin letters ends where no further letter follows.
fn ends_word(text: &str, word: &str) -> bool {
    let latin = word
        .chars()
        .next_back()
        .is_some_and(|c| c.is_ascii_alphanumeric());
    let next = text.get(word.len()..).and_then(|r| r.chars().next());
    !(latin && next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-'))
}

/// Words that after a number make a date, an ordinal or an address rather than a quantity.
fn ambiguous(word: &str) -> bool {
    matches!(
        word,
        "年" | "月"
            | "日"
            | "년"
            | "월"
            | "일"
            | "호"
            | "동"
            | "부"
            | "분"
            | "number"
            | "in"
            | "of"
            | ":"
            | "班"
    )
}
