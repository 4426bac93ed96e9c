//! Places by administrative suffix: 縣 市 鄉 鎮 區, 특별시 시 군 구, City, County, Province.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, compiled, runs};
use crate::extraction::EntityType;
use crate::script;

static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?P<cue>位於|設於|設址於|座落於|前往|來自|出生於|赴|在|至|於)?(?P<name>\p{Han}{2,3}?[縣市](?:\p{Han}{1,3}?[鄉鎮市區])?)",
    )
});
static KOREAN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?P<sure>[가-힣]{2,4}(?:특별시|광역시|특별자치시|특별자치도)(?:\s[가-힣]{1,4}[시군구])?)|(?P<long>\b[가-힣]{3,5}(?:시|군))(?:의\s|에\s|에서|를\s|을\s|와\s|과\s|로\s|는\s|은\s|,)|(?P<name>\b[가-힣]{1,3}[시군구도])(?P<cue>에서|에\s(?:소재|위치|있는|설치|자리)|로\s|에서\s|\s소재)",
    )
});
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(?:(?:\p{Lu}[\p{L}’'\-]+\s){1,3}(?:City|County|Province|District|Prefecture|Township|Island|Islands)|(?:City|County|Province|District|Port|Lake|Mount|Gulf)(?:\sof)?(?:\s\p{Lu}[\p{L}’'\-]+){1,2})$",
    )
});
/// Whole addresses, down to the number of the house.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?P<zh>(?:\p{Han}{2,3}[縣市])?(?:\p{Han}{1,3}[鄉鎮市區])?(?:\p{Han}{1,4}[村里])?\p{Han}{1,6}(?:路|街|大道)(?:[一二三四五六七八九十\d]+段)?(?:\d+巷)?(?:\d+弄)?\s?\d+(?:之\d+)?號(?:\d+樓(?:之\d+)?)?)",
        r"|(?P<ko>(?:[가-힣]{1,5}(?:특별시|광역시|특별자치시|특별자치도|도|시|군|구|읍|면|동|리|마을)\s){1,4}[가-힣0-9]{1,10}(?:대로|로|길)\s?\d+(?:-\d+)?(?:번길\s?\d+)?)",
        r"|(?P<en>\b\d{1,5}\s(?:\p{Lu}[\p{L}’'\-]+\s){1,3}(?:Road|Street|Avenue|Lane|Drive|Square|Boulevard|Way|Close|Terrace)(?:,\s(?:(?:Suite|Floor|Unit|Room|Level|Flat|Apartment|Building|Block|Box)\s[A-Z]?\d+[A-Z]?|\d{1,2}(?:st|nd|rd|th)\sFloor|\p{Lu}[\p{L}’'\-]+\b(?:\s\p{Lu}[\p{L}’'\-]+\b)?(?:\s(?:[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}|[A-Z]{2}\s\d{5}(?:-\d{4})?|\d{4,6})\b)?|(?:[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}|[A-Z]{2}\s\d{5}(?:-\d{4})?|\d{5,6})\b))*)",
    ))
});
/// Words that end like a place.
const NOT_CHINESE: &[&str] = &[
    "城市",
    "都市",
    "本市",
    "全市",
    "股市",
    "超市",
    "門市",
    "上市",
    "夜市",
    "各縣市",
    "縣市",
    "直轄市",
    "省轄市",
    "本縣",
    "全縣",
    "各縣",
    "新市",
    "開市",
    "跨縣市",
    "黑市",
    "房市",
    "花市",
    "魚市",
    "後市",
];
const NOT_KOREAN: &[&str] = &[
    "다시", "역시", "당시", "동시", "즉시", "일시", "임시", "수시", "감시", "제시", "표시", "실시", "전시",
    "도시", "정도", "제도", "지도", "속도", "온도", "연구", "요구", "친구", "기구", "지구", "도구", "국군",
    "공군", "해군", "육군", "한도",
];

/// Adds the places in `text`.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    if text.chars().any(|c| c.is_ascii_digit()) {
        for captures in ADDRESS.captures_iter(text) {
            let Some(all) = captures.get(0) else { continue };
            let start = if captures.name("zh").is_some() {
                runs::han_start(text, all.end(), 5).map_or(all.start(), |s| s.max(all.start()))
            } else {
                all.start()
            };
            found.push(Found::new(EntityType::Place, start..all.end(), 0.93));
        }
    }
    if script::has_hangul(text) {
        for captures in KOREAN.captures_iter(text) {
            if let Some(name) = captures.name("sure") {
                found.push(Found::new(EntityType::Place, name.range(), 0.92));
            } else if let Some(name) = captures.name("long") {
                if !NOT_KOREAN.iter().any(|w| name.as_str().ends_with(w)) {
                    found.push(Found::new(EntityType::Place, name.range(), 0.72));
                }
            } else if let Some(name) = captures.name("name")
                && name.as_str().chars().count() >= 3
                && !NOT_KOREAN.iter().any(|w| name.as_str().ends_with(w))
            {
                found.push(Found::new(EntityType::Place, name.range(), 0.6));
            }
        }
    } else if script::has_han(text) {
        chinese(text, found);
    }
    for range in runs::english_runs(text) {
        if ENGLISH.is_match(&text[range.clone()]) {
            found.push(Found::new(EntityType::Place, range, 0.75));
        }
    }
}

fn chinese(text: &str, found: &mut Vec<Found>) {
    for captures in CHINESE.captures_iter(text) {
        let Some(name) = captures.name("name") else {
            continue;
        };
        let written = name.as_str();
        let first_part = written.split_inclusive(['縣', '市']).next().unwrap_or(written);
        if NOT_CHINESE.iter().any(|w| first_part.ends_with(w)) {
            continue;
        }
        let cued = captures.name("cue").is_some();
        let Some(start) = runs::han_start(text, name.end(), 3) else {
            continue;
        };
        let start = start.max(name.start());
        let shape = text[start..name.end()].chars().count();
        let next = script::after(text, name.end());
        let word = matches!(
            next,
            Some('場' | '長' | '民' | '價' | '值' | '政' | '議' | '占' | '售' | '面' | '區' | '府' | '佔')
        );
        if shape >= 3 && !word {
            found.push(Found::new(
                EntityType::Place,
                start..name.end(),
                if cued { 0.82 } else { 0.62 },
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::of;
    use crate::extraction::EntityType::Place;

    #[test]
    fn an_address_goes_on_to_its_end() {
        for address in [
            "12 Quay Street, Suite 400, Dunmere DN4 7QT",
            "7 Mill Lane, 3rd Floor, Larkfield",
            "350 Heron Avenue, Larkfield, CA 90210",
        ] {
            assert_eq!(of(Place, &format!("Write to {address}.")), [address]);
        }
    }

    #[test]
    fn places_of_three_languages() {
        assert_eq!(of(Place, "該所設址於北濱縣。"), ["北濱縣"]);
        assert_eq!(of(Place, "본원은 푸른시에 소재하고 있다"), ["푸른시"]);
        assert_eq!(
            of(Place, "부산광역시 해운대구에서 열렸다"),
            ["부산광역시 해운대구"]
        );
        assert_eq!(
            of(Place, "It moved to Harbour County last year."),
            ["Harbour County"]
        );
    }

    #[test]
    fn addresses_are_places() {
        assert_eq!(
            of(Place, "居住於北濱縣白鷺村和平路27號，"),
            ["北濱縣白鷺村和平路27號"]
        );
        assert_eq!(
            of(Place, "민원인은 푸른도 흰들마을 평화로 27에 거주한다"),
            ["푸른도 흰들마을 평화로 27"]
        );
        assert_eq!(
            of(Place, "She lives at 27 Peace Road, Whitemead. On"),
            ["27 Peace Road, Whitemead"]
        );
    }

    #[test]
    fn words_that_end_like_places_are_none() {
        assert!(of(Place, "各縣市政府與大型都市之股市").is_empty());
        assert!(of(Place, "다시 실시하기로 하였다").is_empty());
    }
}
