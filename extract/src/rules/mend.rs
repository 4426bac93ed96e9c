//! What a model gives, made whole: spans that begin and end with words, without titles, particles and generic words.

use std::ops::Range;

use super::{Found, attached, common_words, joined, korean_heads, names, products, runs, standing, titles};
use crate::extraction::EntityType;
use crate::script::{self, is_han, is_hangul};

/// Single characters that are used as names of countries and cities.
const SHORT_PLACES: &str = "美日韓英法德俄中台臺港澳越泰菲印澳加京滬미일한영독중";
/// Words that stand for a body or a person without naming one.
const GENERIC: &[&str] = &[
    "本會",
    "本院",
    "本部",
    "本署",
    "本局",
    "本所",
    "本府",
    "本校",
    "本公司",
    "本中心",
    "貴署",
    "貴部",
    "貴會",
    "貴院",
    "貴局",
    "貴公司",
    "該署",
    "該部",
    "該會",
    "該院",
    "該局",
    "該公司",
    "該校",
    "該所",
    "各機關",
    "主管機關",
    "本人",
    "同仁",
    "主席",
    "訴願人",
    "陳情人",
    "申請人",
    "公司",
    "政府",
    "機關",
    "單位",
    "委員會",
    "이하",
    "대중",
    "회사",
    "기관",
    "위원회",
    "주무관청",
    "본부",
    "청구인",
    "민원인",
    "신청인",
    "당사자",
    "우리",
    "저희",
    "본인",
    "위원장",
    "I",
    "He",
    "She",
    "We",
    "They",
    "It",
    "You",
    "Dr",
    "Mr",
    "Mrs",
    "Ms",
    "Prof",
    "Chair",
    "Section",
    "Division",
    "Department",
    "Ministry",
    "Agency",
    "Government",
    "Committee",
    "Council",
    "Company",
    "Office",
    "Board",
    "Item",
    "Present",
    "Minutes",
    "Date",
    "Ph.D",
    "Ph.D.",
    "PhD",
    "Jr",
    "Jr.",
    "Esq",
];

/// What ends words for whichever body is in charge: 中央主管機關, 目的事業主管機關, 관계 기관.
const GENERIC_ENDS: &[&str] = &[
    "主管機關",
    "主管單位",
    "權責機關",
    "權責單位",
    "承辦單位",
    "소관 기관",
    "관계 기관",
    "관계기관",
    "해당 기관",
    "유관기관",
    "관할 기관",
    "소속 기관",
    "산하 기관",
    "행정기관",
];

/// Words that head the names of bodies, as their first and last part: a name that ends with the first goes on with the last.
const HEADS_IN_TWO: &[(&str, &str)] = &[
    ("機", "關"),
    ("機", "構"),
    ("公", "司"),
    ("基金", "會"),
    ("委員", "會"),
    ("協", "會"),
    ("研究", "院"),
    ("研究", "所"),
    ("中", "心"),
    ("醫", "院"),
    ("銀", "行"),
    ("集", "團"),
    ("政", "府"),
    ("법", "원"),
    ("위원", "회"),
    ("연구", "원"),
    ("연구", "소"),
];

/// The model's span as a name, or nothing where no name is left.
pub(crate) fn mend(text: &str, found: Found) -> Option<Found> {
    let range = without_bullets(text, found.range.clone());
    let mut range = without_possessive(text, whole_words(text, range)?);
    range = without_opening(text, range);
    if found.kind == EntityType::Place {
        range = without_preposition(text, range);
    }
    let mut found = found;
    if let Some(body) = body_of_post(text, &range) {
        range = body;
        found.kind = EntityType::Organization;
    }
    if text[range.clone()].chars().any(is_hangul) {
        range = without_verb(text, without_particles(text, range, found.kind));
    }
    if found.kind == EntityType::Person {
        range = without_business(text, without_titles(text, range));
    }
    if found.kind == EntityType::Organization {
        range = standing::without(text, whole_head(text, range));
        range = before_ordinal(text, range);
        range = runs::after_person(text, runs::without_full_stop(text, range));
        range.end = runs::holder_behind(text, &range).map_or(range.end, |holder| holder.start - 1);
    }
    found.kind = kind_of(text.get(range.clone())?, found.kind);
    range = joined::apart(text, range, found.kind);
    let name = text.get(range.clone())?;
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let short = match found.kind {
        EntityType::Place => letters == 1 && !name.chars().all(|c| SHORT_PLACES.contains(c)),
        EntityType::Person => letters < 2 && !is_family_name(name, &text[range.end..]),
        _ => letters < 2,
    };
    let latin = name.chars().any(script::is_word_letter);
    let lower = latin
        && !name
            .chars()
            .any(|c| c.is_uppercase() || is_han(c) || is_hangul(c))
        && !(found.kind == EntityType::Product && name.chars().any(|c| c.is_ascii_digit()));
    // 안전팀장 and 인사과장 are people by their posts.
    let post = found.kind != EntityType::Title
        && name.chars().any(is_hangul)
        && [
            "팀장",
            "과장",
            "단장",
            "실장",
            "국장",
            "청장",
            "원장",
            "담당관",
            "위원장",
        ]
        .iter()
        .any(|t| name.ends_with(t));
    let counted = name.starts_with(|c: char| c.is_ascii_digit()) && letters < 4;
    if short
        || lower
        || counted
        || post
        || GENERIC.contains(&name)
        || joined::LEGAL_PERSONS.contains(&name)
        || common_words::HEADINGS.contains(&name)
        || common_words::is_common(name, found.kind)
        || common_words::is_of_a_list(name, &text[range.end..], found.kind)
        || found.kind == EntityType::Organization && GENERIC_ENDS.iter().any(|end| name.ends_with(end))
        || titles::is_title(name) && found.kind != EntityType::Title
    {
        return None;
    }
    Some(Found { range, ..found })
}

/// What the name says itself: 藍灣部 is nobody's name, and what ends with 資料庫 is no place.
fn kind_of(name: &str, kind: EntityType) -> EntityType {
    let made = products::is_made(name) || products::is_latin_product(name);
    let body = name.chars().all(is_han)
        && name.chars().count() >= 3
        && name.ends_with(|c: char| "部署局處院司".contains(c))
        && !names::is_chinese_name(name);
    match kind {
        // 설선연구원: a body, and no researcher of a rank.
        EntityType::Title if attached::is_headed(name) => EntityType::Organization,
        EntityType::Person | EntityType::Organization | EntityType::Place | EntityType::Product
            if name
                .strip_prefix("Project ")
                .is_some_and(|n| n.starts_with(char::is_uppercase)) =>
        {
            EntityType::Work
        }
        EntityType::Place | EntityType::Person | EntityType::Organization if made => EntityType::Product,
        EntityType::Person if body => EntityType::Organization,
        // 푸른댐
        EntityType::Person if name.ends_with('댐') => EntityType::Place,
        _ => kind,
    }
}

/// Types that a model learnt from little: it is asked only where it is sure.
const FAINT: f32 = 0.75;

/// Whether a model's name may stand: the types that it learnt from little only where it is sure, and in the cells of a
/// table, whose words have no sentence around them, only people whose names have the shape of one, bodies and places.
pub(crate) fn is_plausible(text: &str, found: &Found, in_cell: bool) -> bool {
    let name = text.get(found.range.clone()).unwrap_or("");
    match found.kind {
        EntityType::Person => !in_cell || names::is_person_name(name),
        EntityType::Organization | EntityType::Place => {
            let word = !name.contains(' ') && name.chars().all(script::is_word_letter);
            !in_cell || found.confidence >= FAINT || !word && found.confidence >= 0.5
        }
        EntityType::Title => true,
        _ => !in_cell && found.confidence >= FAINT,
    }
}

/// The body that heads the name's last word, where that word goes on with the post of its head: 국토교통 and 국토교통부장관 for 국토교통부.
fn body_of_post(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let last = text[range.clone()]
        .rfind(' ')
        .map_or(range.start, |at| range.start + at + 1);
    let opened = script::before(text, last).is_none_or(|c| !is_hangul(c));
    let length = attached::body_in(&text[last..]).filter(|_| opened)?;
    Some(range.start..last + length)
}

/// Minister of Transport Ada Orme names Ada Orme: what a post is for is no part of the name behind it.
fn without_business(text: &str, range: Range<usize>) -> Range<usize> {
    let name = &text[range.clone()];
    let of_post = text[..range.start]
        .strip_suffix(" of ")
        .is_some_and(|before| titles::at_end(before).is_some());
    let rest = name
        .split_once(' ')
        .map(|(_, rest)| rest)
        .filter(|rest| of_post && names::is_english_name(rest));
    range.end - rest.unwrap_or(name).len()..range.end
}

/// Without the marks and bullets of a list before the name.
fn without_bullets(text: &str, range: Range<usize>) -> Range<usize> {
    let name = &text[range.clone()];
    let bullet = |c: char| !c.is_alphanumeric() || matches!(c, '\u{3130}'..='\u{318F}' | '①'..='⑳');
    let marked = ["(주)", "(유)", "(재)", "(사)", "(株)"]
        .iter()
        .any(|mark| name.starts_with(mark));
    let start = if marked {
        0
    } else {
        name.len() - name.trim_start_matches(bullet).len()
    };
    let kept = name[start..].trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | '、' | ':' | '(' | '-' | '·' | 'ㆍ')
    });
    range.start + start..range.start + start + kept.len()
}

/// Lever’s is what belongs to Lever.
fn without_possessive(text: &str, range: Range<usize>) -> Range<usize> {
    let name = &text[range.clone()];
    let kept = ["’s", "'s"].iter().find_map(|mark| name.strip_suffix(mark));
    let kept = kept.filter(|k| k.ends_with(script::is_word_letter));
    range.start..range.start + kept.unwrap_or(name).len()
}

/// 이하 농식품부 names 농식품부: what opens a definition is no part of the name.
fn without_opening(text: &str, range: Range<usize>) -> Range<usize> {
    let name = &text[range.clone()];
    let openings = ["이하 ", "이하‘", "이하'", "이하「", "以下簡稱", "以下稱", "下稱"];
    match openings.iter().find_map(|o| name.strip_prefix(o)) {
        Some(rest) if !rest.is_empty() => range.end - rest.len()..range.end,
        _ => range,
    }
}

/// In Farrow names Farrow: what begins a sentence before a place is no part of its name.
fn without_preposition(text: &str, range: Range<usize>) -> Range<usize> {
    let name = &text[range.clone()];
    let openings = ["In ", "At ", "From ", "Near "];
    match openings.iter().find_map(|o| name.strip_prefix(o)) {
        Some(rest) if rest.starts_with(char::is_uppercase) => range.end - rest.len()..range.end,
        _ => range,
    }
}

/// 찾아 북방풍력협회 names 북방풍력협회: a verb that joins it to what was said before is no part of a name.
fn without_verb(text: &str, range: Range<usize>) -> Range<usize> {
    let name = &text[range.clone()];
    match name.split_once(' ') {
        Some((first, rest)) if runs::JOINING_VERBS.contains(&first) && !rest.trim().is_empty() => {
            range.end - rest.trim_start().len()..range.end
        }
        _ => range,
    }
}

/// 立言院第九會(期): what is counted after a body's name is no part of it.
fn before_ordinal(text: &str, range: Range<usize>) -> Range<usize> {
    let name = &text[range.clone()];
    let ordinal = name.match_indices('第').find(|(at, _)| {
        let counted = name[at + '第'.len_utf8()..]
            .starts_with(|c: char| "一二三四五六七八九十".contains(c) || c.is_ascii_digit());
        let headed = name[..*at].ends_with(|c: char| "院會部署局處所司校".contains(c));
        counted && headed
    });
    // 研究院會(同): the next word begins with what could end the name.
    let meets = name.ends_with('會')
        && text[range.end..].starts_with(['同', '議', '談', '商'])
        && name
            .trim_end_matches('會')
            .ends_with(|c: char| "院部署局處所司校".contains(c));
    if meets {
        return range.start..range.end - '會'.len_utf8();
    }
    match ordinal {
        Some((at, _)) if name[..at].chars().count() >= 2 => range.start..range.start + at,
        _ => range,
    }
}

/// A name that ends in the middle of the word that heads it goes on to the end of that word: 主管機 of 主管機關.
fn whole_head(text: &str, range: Range<usize>) -> Range<usize> {
    let (name, rest) = (&text[range.clone()], &text[range.end..]);
    let cut = HEADS_IN_TWO.iter().find(|(first, last)| {
        let after = rest.strip_prefix(last);
        let follows = after
            .is_some_and(|a| !is_hangul(last.chars().next().unwrap_or(' ')) || !a.starts_with(is_hangul));
        name.len() > first.len() && name.ends_with(first) && follows
    });
    cut.map_or(range.clone(), |(_, last)| range.start..range.end + last.len())
}

/// Widened to the Latin words that it cuts; Korean words are compounds, whose parts may be names (한국시각, 김기덕스럽다).
fn whole_words(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let (mut start, mut end) = (range.start, range.end);
    while !script::is_boundary(script::before(text, start), script::after(text, start)) {
        start -= script::before(text, start)?.len_utf8();
    }
    while !script::is_boundary(script::before(text, end), script::after(text, end)) {
        end += script::after(text, end)?.len_utf8();
    }
    Some(start..end)
}

/// A family name alone, or a letter that stands for one: 김 씨, A 씨, 진 장관.
fn is_family_name(name: &str, after: &str) -> bool {
    let mut letters = name.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        return false;
    };
    let after = after.strip_prefix(' ').unwrap_or(after);
    let addressed = ["씨", "모", "군", "양", "전 "]
        .iter()
        .any(|w| after.starts_with(w))
        || titles::at_start(after)
            .is_some_and(|end| script::after(after, end).is_none_or(|c| !c.is_ascii_alphanumeric()));
    addressed && (letter.is_ascii_uppercase() || names::is_family_name(letter))
}

/// A span that ends with a particle of its last word, where the word without it is the name: 박사가. Particles that names
/// end with too (이, 가, 의, 도) go only where what is left is a body by its head or a person by its shape.
fn without_particles(text: &str, range: Range<usize>, kind: EntityType) -> Range<usize> {
    let name = &text[range.clone()];
    let last = name.rfind(' ').map_or(0, |at| at + 1);
    let word = &name[last..];
    if script::after(text, range.end).is_some_and(is_hangul) {
        return range;
    }
    let particle = ["은", "는", "을", "를", "에서", "에게", "께서", "으로"]
        .iter()
        .find(|p| word.ends_with(**p));
    let sure = particle
        .and_then(|p| word.strip_suffix(p))
        .filter(|stem| stem.chars().count() >= 3);
    let shaped = || {
        let stem = runs::without_particle(word);
        let body = kind == EntityType::Organization
            && stem.chars().count() >= 3
            && korean_heads::words().any(|head| stem.ends_with(head));
        let person = kind == EntityType::Person
            && stem.chars().count() == 3
            && names::is_korean_name(stem)
            && !names::is_korean_name(word);
        (stem != word && (body || person)).then_some(stem)
    };
    match sure.or_else(shaped) {
        Some(stem) => range.start..range.start + last + stem.len(),
        None => range,
    }
}

/// A person's name without the honorific or title that follows it.
fn without_titles(text: &str, range: Range<usize>) -> Range<usize> {
    let name = &text[range.clone()];
    if name.chars().any(is_hangul) {
        let Some(space) = name.find(' ') else { return range };
        let rest = runs::without_particle(&name[space + 1..]);
        let said = titles::is_title(rest) || matches!(rest, "박사" | "씨" | "님" | "선생" | "의원" | "여사");
        return if said {
            range.start..range.start + space
        } else {
            range
        };
    }
    if name.chars().all(is_han) {
        for honorific in ["先生", "女士", "小姐", "博士"] {
            // 裘伯言先 before 生: the span cuts the honorific.
            let cut = honorific.chars().next().is_some_and(|c| name.ends_with(c))
                && text[range.end..].starts_with(&honorific[3..]);
            let whole = name.ends_with(honorific);
            let length = if whole { honorific.len() } else { 3 };
            if (cut || whole) && name.chars().count() > 2 + usize::from(whole) {
                return range.start..range.end - length;
            }
        }
        let titled = name
            .char_indices()
            .skip(2)
            .find(|(at, _)| titles::is_title(&name[*at..]));
        if let Some((at, _)) = titled {
            return range.start..range.start + at;
        }
        return range;
    }
    // "Dr Ada Lovelace": what addresses a person is no part of the name.
    for address in [
        "Dr. ",
        "Dr ",
        "Mr. ",
        "Mr ",
        "Mrs. ",
        "Mrs ",
        "Ms. ",
        "Ms ",
        "Prof. ",
        "Professor ",
    ] {
        if name.starts_with(address) {
            return range.start + address.len()..range.end;
        }
    }
    if let Some(end) = titles::at_start(name)
        && name[end..].starts_with(' ')
    {
        return range.start + end + 1..range.end;
    }
    range
}

#[cfg(test)]
mod tests {
    use super::mend;
    use crate::extraction::EntityType::{self, Organization, Person, Place};
    use crate::rules::Found;

    fn mended(text: &str, part: &str, kind: EntityType) -> Option<String> {
        let start = text.find(part)?;
        let found = Found::new(kind, start..start + part.len(), 0.9);
        mend(text, found).map(|f| text[f.range].to_owned())
    }

    #[test]
    fn words_are_whole() {
        assert_eq!(
            mended("by Farpeak Ltd", "arpeak", Organization).as_deref(),
            Some("Farpeak")
        );
        assert_eq!(
            mended("10일(한국시각) 도착", "한국", Place).as_deref(),
            Some("한국")
        );
        assert_eq!(mended("김 씨는 말했다", "김", Person).as_deref(), Some("김"));
        assert_eq!(
            mended("한라산에서 모아린 박사가", "모아린 박사가", Person).as_deref(),
            Some("모아린")
        );
        assert_eq!(mended("기관에서는", "관", Organization), None);
    }

    #[test]
    fn a_name_keeps_the_word_that_heads_it_and_no_particle() {
        let text = "由海潮委員會及中央主管機關定之";
        assert_eq!(
            mended(text, "海潮委員", Organization).as_deref(),
            Some("海潮委員會")
        );
        assert_eq!(mended(text, "主管機", Organization), None);
        assert_eq!(mended(text, "中央主管機", Organization), None);
        assert_eq!(mended("台大學生", "台大", Organization).as_deref(), Some("台大"));
        let text = "푸른바다위원회가 강하늘의 뜻을 해안연구소와 나눴다";
        assert_eq!(
            mended(text, "푸른바다위원회가", Organization).as_deref(),
            Some("푸른바다위원회")
        );
        assert_eq!(
            mended(text, "푸른바다위원", Organization).as_deref(),
            Some("푸른바다위원")
        );
        assert_eq!(mended(text, "강하늘의", Person).as_deref(), Some("강하늘"));
        assert_eq!(
            mended(text, "해안연구소와", Organization).as_deref(),
            Some("해안연구소")
        );
        assert_eq!(
            mended("at Lever’s plant", "Lever’s", Organization).as_deref(),
            Some("Lever")
        );
        assert_eq!(
            mended("(이하 푸른부)는", "이하 푸른부", Organization).as_deref(),
            Some("푸른부")
        );
        assert_eq!(mended("관계 기관은 협의한다", "관계 기관", Organization), None);
        assert_eq!(
            mended("갯마을· 은", "갯마을·", Organization).as_deref(),
            Some("갯마을")
        );
        assert_eq!(
            mended("In Farrow, it", "In Farrow", Place).as_deref(),
            Some("Farrow")
        );
    }

    #[test]
    fn bullets_and_small_words_are_no_names() {
        assert_eq!(
            mended("ㅇ 푸른연구소 선정", "ㅇ 푸른연구소", Organization).as_deref(),
            Some("푸른연구소")
        );
        assert_eq!(mended("thick graded soil", "graded", Organization), None);
        assert_eq!(mended("2세대 과제", "2세", Organization), None);
        let cell = |name: &str| {
            let found = Found::new(Person, 0..name.len(), 0.99);
            super::is_plausible(name, &found, true)
        };
        assert!(cell("강하늘") && cell("Ada Byron"));
        assert!(!cell("십억원") && !cell("Percent"));
    }

    #[test]
    fn titles_and_generic_words_are_no_names() {
        assert_eq!(
            mended("裘伯言先生出生", "裘伯言先", Person).as_deref(),
            Some("裘伯言")
        );
        assert_eq!(
            mended("岑慕陽召集人", "岑慕陽召集人", Person).as_deref(),
            Some("岑慕陽")
        );
        assert_eq!(mended("懇請貴署協助", "貴署", Organization), None);
        assert_eq!(mended("제1장 총칙", "총칙", Person), None);
        assert_eq!(mended("依財團法人法", "財團法人", Organization), None);
        assert_eq!(mended("陳情", "陳", Person), None);
        assert_eq!(mended("赴美考察", "美", Place).as_deref(), Some("美"));
    }
}
