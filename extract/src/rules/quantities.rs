//! Percentages and quantities with a unit.

use std::sync::LazyLock;

use quarry_ingest::Scalar;
use regex::Regex;

use super::{Found, compiled, numerals};
use crate::extraction::{EntityType, TypedValue};
use crate::script;

const NUMBER: &str = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?";

static PERCENT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?P<num>[-+−]?(?:{NUMBER}))\s?(?:%p?|％|퍼센트|per cent\b|percent\b|個?百分點)|百分之\s?(?P<han>(?:{NUMBER})|[零一二三四五六七八九十百點]+)"
    ))
});
static TENTHS: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?P<a>[一二三四五六七八九])成(?P<b>[一二三四五六七八九])?(?P<next>.)?"));

static HAN_UNIT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?P<num>[一二三四五六七八九十百千萬兩]{1,9})(?P<unit>公里|公尺|公斤|公頃|公噸|平方公尺|人次|人|名|位|戶|件|處|場|座|所|家|個月|小時|分鐘|天|日|次)",
    )
});

static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?P<num>(?:{NUMBER})(?:\s?[萬億千만억천]{{1,2}})?)\s?(?P<unit>平方公里|平方公尺|立方公尺|公里|公尺|公分|公釐|公斤|公克|公噸|公頃|公升|噸|坪|人次|人|名|位|戶|件|間|棟|頭|隻|次|倍|歲|天|週|秒|日|場次|場|處|座|輛|項|個月|個工作天|小時|分鐘|工作天|瓩|千瓦|百萬瓦|平方|미터|킬로미터|제곱미터|헥타르|톤|킬로그램|명|분|일|채|마리|그루|권|척|병상|건|개소|개월|개|회|곳|대|시간|가구|세대|평|km²|m²|m³|km/h|mg/L|km|cm|mm|kg|mg|kWh|MWh|GWh|kW|MW|GW|kHz|MHz|GHz|Hz|NTU|dB|mL|ha|°C|℃|hectares|kilometres|kilometers|metres|tonnes|tons|hours|minutes|months|weeks|days|years|seconds|people|persons|members|employees|residents|participants|households|houses|homes|stations|signatures|staff|students|visitors|copies|units|beds|vehicles|ships|sites|cases|times|feet|miles|acres|litres|liters|m\b|g\b|L\b|t\b|V\b|W\b|h\b)"
    ))
});

/// Adds the percentages and quantities in `text`.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    for captures in PERCENT.captures_iter(text) {
        let (Some(matched), Some(number)) = (
            captures.get(0),
            captures.name("num").or_else(|| captures.name("han")),
        ) else {
            continue;
        };
        let written = number.as_str().replace('−', "-");
        let (sign, digits) = match written.strip_prefix('-') {
            Some(rest) => (-1.0, rest.to_owned()),
            None => (1.0, written.trim_start_matches('+').to_owned()),
        };
        if !script::is_boundary(
            script::before(text, matched.start()),
            script::after(text, matched.start()),
        ) {
            continue;
        }
        if let Some(value) = parse_decimal(&digits) {
            found.push(percentage(matched.range(), sign * value / 100.0, 0.97));
        }
    }
    for captures in TENTHS.captures_iter(text) {
        let (Some(first), Some(all)) = (captures.name("a"), captures.get(0)) else {
            continue;
        };
        // 三成 is 30 %, 成立 and 成果 are words.
        let next = captures.name("next").map_or("", |m| m.as_str());
        let end = all.end() - next.len();
        let word = captures.name("b").is_none()
            && next.starts_with([
                '立', '員', '果', '功', '長', '為', '效', '績', '本', '交', '年', '份', '分',
            ]);
        let counted = script::before(text, first.start()).is_some_and(|c| matches!(c, '第' | '十'));
        if word || counted {
            continue;
        }
        let tenth = numerals::parse(first.as_str()).unwrap_or(0.0);
        let hundredth = captures
            .name("b")
            .and_then(|b| numerals::parse(b.as_str()))
            .unwrap_or(0.0);
        found.push(percentage(
            first.start()..end,
            tenth / 10.0 + hundredth / 100.0,
            0.85,
        ));
    }
    for captures in HAN_UNIT.captures_iter(text) {
        let (Some(matched), Some(number), Some(unit)) =
            (captures.get(0), captures.name("num"), captures.name("unit"))
        else {
            continue;
        };
        let before = script::before(text, matched.start());
        if matches!(before, Some('第' | '月' | '年' | '點')) {
            continue;
        }
        // 一人 and 兩次 are words of every sentence; what is counted in tens is a quantity.
        if let Some(value) = numerals::parse(number.as_str()).filter(|n| *n >= 10.0) {
            let value = TypedValue {
                scalar: Scalar::Number(value),
                unit: Some(unit.as_str().to_owned()),
            };
            found.push(Found::with_value(
                EntityType::Quantity,
                matched.range(),
                0.8,
                value,
            ));
        }
    }
    for captures in UNIT.captures_iter(text) {
        let (Some(matched), Some(number), Some(unit)) =
            (captures.get(0), captures.name("num"), captures.name("unit"))
        else {
            continue;
        };
        let inside_word = !script::is_boundary(
            script::before(text, matched.start()),
            script::after(text, matched.start()),
        ) || !script::is_boundary(
            script::before(text, matched.end()),
            script::after(text, matched.end()),
        );
        let ordinal = matches!(
            script::before(text, matched.start()),
            Some('第' | '제' | '월' | '月')
        );
        if inside_word || ordinal || is_day_or_share(text, &captures) {
            continue;
        }
        if let Some(value) = numerals::parse(number.as_str()) {
            let value = TypedValue {
                scalar: Scalar::Number(value),
                unit: Some(unit.as_str().to_owned()),
            };
            found.push(Found::with_value(
                EntityType::Quantity,
                matched.range(),
                0.85,
                value,
            ));
        }
    }
}

/// 15日 alone is a day of some month and 3분의 1 a share; 60日 and 15日內 are quantities.
fn is_day_or_share(text: &str, captures: &regex::Captures) -> bool {
    let (Some(all), Some(number), Some(unit)) =
        (captures.get(0), captures.name("num"), captures.name("unit"))
    else {
        return true;
    };
    let rest = text[all.end()..].trim_start();
    match unit.as_str() {
        "日" | "일" => {
            let lasts = ["內", "以內", "間", "之內", "이내", "간", "동안"]
                .iter()
                .any(|w| rest.starts_with(w));
            let days = numerals::parse(number.as_str()).unwrap_or(0.0);
            !lasts && days < 32.0 || text[..all.start()].trim_end().ends_with(['월', '月'])
        }
        "분" => rest.starts_with('의') || rest.starts_with('기'),
        "名" => rest.starts_with('稱'),
        _ => false,
    }
}

/// A number with an optional 點 for its decimals.
fn parse_decimal(text: &str) -> Option<f64> {
    match text.split_once('點') {
        Some((whole, decimals)) => {
            let digits: String = decimals
                .chars()
                .filter_map(|c| numerals::parse_small(&c.to_string(), 9))
                .map(|d| d.to_string())
                .collect();
            Some(numerals::parse(whole)? + format!("0.{digits}").parse::<f64>().ok()?)
        }
        None => numerals::parse(text),
    }
}

fn percentage(range: std::ops::Range<usize>, share: f64, confidence: f32) -> Found {
    // Twelve digits are more than any document means, and hide what binary fractions add.
    let share = (share * 1e12).round() / 1e12;
    let value = TypedValue {
        scalar: Scalar::Percent(share),
        unit: None,
    };
    Found::with_value(EntityType::Quantity, range, confidence, value)
}

#[cfg(test)]
mod tests {
    use super::super::testing::shown;

    #[test]
    fn percentages_of_three_languages() {
        assert_eq!(shown("有效問卷占45%"), ["Quantity|45%|0.45"]);
        assert_eq!(shown("達百分之三十五點五"), ["Quantity|百分之三十五點五|0.355"]);
        assert_eq!(shown("逾九成當日結案"), ["Quantity|九成|0.9"]);
        assert_eq!(shown("응답률은 45퍼센트이다"), ["Quantity|45퍼센트|0.45"]);
        assert_eq!(shown("some 12.5 per cent were"), ["Quantity|12.5 per cent|0.125"]);
        assert!(shown("第三成立大會").iter().all(|s| !s.contains("三成")));
    }

    #[test]
    fn quantities_keep_their_unit() {
        assert_eq!(shown("參加人數805人次"), ["Quantity|805人次|805.0|人次"]);
        assert_eq!(shown("설명회를 11회 열었다"), ["Quantity|11회|11.0|회"]);
        assert_eq!(
            shown("runs for 36 h on 2.5 kg"),
            ["Quantity|36 h|36.0|h", "Quantity|2.5 kg|2.5|kg"]
        );
    }
}
