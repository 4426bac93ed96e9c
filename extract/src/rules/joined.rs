//! Names that a model runs together with what stands beside them, or cuts where the next word begins: in Chinese there are no
//! spaces to hold it back.

use std::ops::Range;

use super::{bodies, korean_heads, names, titles};
use crate::extraction::EntityType;
use crate::script::{self, is_han, is_hangul};

/// What ends the name of a body.
const HEADS: &[char] = &['部', '署', '局', '處', '院', '會', '所', '司', '廳', '府', '校'];
/// Verbs that stand before a body's name.
const BEFORE_BODIES: &[&str] = &[
    "不服",
    "不滿",
    "質疑",
    "感謝",
    "懇請",
    "敬請",
    "函請",
    "函送",
    "報請",
    "委託",
    "委由",
    "隸屬",
    "任職",
    "服務於",
    "前往",
    "拜會",
    "會同",
    "經由",
    "透過",
    "位於",
];
/// Kinds of legal persons: 財團法人甲基金會 is a name, 財團法人 is none, and begins the name of the law about it.
pub(super) const LEGAL_PERSONS: &[&str] = &["財團法人", "社團法人", "行政法人", "재단법인", "사단법인"];
/// Shortest name of a body, in characters.
const SHORTEST: usize = 3;

/// The span that holds the name and nothing else; spans in other scripts as they are.
pub(super) fn apart(text: &str, range: Range<usize>, kind: EntityType) -> Range<usize> {
    let Some(name) = text.get(range.clone()) else {
        return range;
    };
    if kind == EntityType::Organization && name.chars().any(is_hangul) {
        return after_holder(text, range);
    }
    if name.is_empty() || !name.chars().all(is_han) {
        return range;
    }
    match kind {
        EntityType::Person => range.start + after_body(name).max(after_particle(name))..range.end,
        EntityType::Organization => {
            let start = range.start + after_verb(name);
            before_title(text, start..range.end).unwrap_or_else(|| with_head(text, start..range.end))
        }
        EntityType::Title => whole_title(text, range),
        EntityType::Law => with_legal_person(text, range),
        _ => range,
    }
}

/// 藍灣部龍彥博: bytes of the body that stands before a person; 0 where none does.
fn after_body(name: &str) -> usize {
    let heads = name
        .char_indices()
        .enumerate()
        .filter(|(count, (_, c))| *count + 1 >= SHORTEST && HEADS.contains(c));
    heads
        .map(|(_, (at, c))| at + c.len_utf8())
        .filter(|after| names::is_chinese_name(&name[*after..]) && name[*after..].chars().count() >= 2)
        .last()
        .unwrap_or(0)
}

/// 若林書銘, 由林書銘: bytes of the word of grammar before a name of three characters; 0 where there is none.
fn after_particle(name: &str) -> usize {
    let mut letters = name.chars();
    let particle = letters.next().filter(|c| "若倘由請讓與對經派據".contains(*c));
    let rest = letters.as_str();
    particle
        .filter(|_| rest.chars().count() == 3 && names::is_chinese_name(rest))
        .map_or(0, char::len_utf8)
}

/// 강하늘 한빛공사|사장: whose post is named after the body stands before it.
fn after_holder(text: &str, range: Range<usize>) -> Range<usize> {
    let Some((person, body)) = text[range.clone()].split_once(' ') else {
        return range;
    };
    let headed = korean_heads::words().any(|head| body.ends_with(head));
    if headed && titles::is_holder(person, text, range.end) {
        range.end - body.len()..range.end
    } else {
        range
    }
}

/// 不服清源署: bytes of the verb that stands before a body; 0 where none does.
fn after_verb(name: &str) -> usize {
    let verb = BEFORE_BODIES.iter().find(|verb| name.starts_with(**verb));
    verb.map(|v| v.len())
        .filter(|at| name[*at..].chars().count() >= SHORTEST)
        .unwrap_or(0)
}

/// 甲部專門|委員: the body without the beginning of the title that follows it; none where no title begins in it.
fn before_title(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let name = &text[range.clone()];
    let mut places = name.char_indices().skip(SHORTEST);
    places.find_map(|(at, _)| {
        let headed = script::before(name, at).is_some_and(|c| HEADS.contains(&c));
        let beyond = headed
            && titles::at_start(&text[range.start + at..]).is_some_and(|length| at + length > name.len());
        beyond.then_some(range.start..range.start + at)
    })
}

/// 藍灣|部: the name of a body goes on to the character that heads it.
fn with_head(text: &str, range: Range<usize>) -> Range<usize> {
    let name = &text[range.clone()];
    let headed = name.ends_with(|c: char| HEADS.contains(&c) || "國市縣鄉鎮區社團盟行黨軍隊家".contains(c));
    let short = name.chars().count() < 2;
    match script::after(text, range.end) {
        Some(head)
            if !headed
                && !short
                && (bodies::is_short_head(text, range.end) || bodies::is_led_head(text, range.end)) =>
        {
            range.start..range.end + head.len_utf8()
        }
        _ => range,
    }
}

/// 專門|委員: the title whole, where a longer one ends at the same place.
fn whole_title(text: &str, range: Range<usize>) -> Range<usize> {
    let longest = titles::at_end(&text[..range.end]).map_or(range.start, |length| range.end - length);
    longest.min(range.start)..range.end
}

/// 財團法人|甲基金會設置條例: the law's name begins with the kind of legal person that it is about.
fn with_legal_person(text: &str, range: Range<usize>) -> Range<usize> {
    let kind = LEGAL_PERSONS
        .iter()
        .find(|kind| text[..range.start].ends_with(**kind));
    range.start - kind.map_or(0, |k| k.len())..range.end
}

#[cfg(test)]
mod tests {
    use super::apart;
    use crate::extraction::EntityType::{self, Law, Organization, Person, Title};

    fn held<'a>(text: &'a str, part: &str, kind: EntityType) -> &'a str {
        let start = text
            .find(part)
            .unwrap_or_else(|| panic!("{part} is not in {text}"));
        &text[apart(text, start..start + part.len(), kind)]
    }

    #[test]
    fn a_person_is_no_part_of_the_body_before() {
        assert_eq!(held("出席：霜原部高立群科長", "霜原部高立群", Person), "高立群");
        assert_eq!(held("主席高立群致詞", "高立群", Person), "高立群");
        assert_eq!(held("作者司馬立群", "司馬立群", Person), "司馬立群");
    }

    #[test]
    fn a_body_is_neither_the_verb_before_nor_the_title_after() {
        assert_eq!(held("因不服霜原署之處分", "不服霜原署", Organization), "霜原署");
        assert_eq!(held("霜原部專門委員高立群", "霜原部專門", Organization), "霜原部");
        assert_eq!(held("霜原部去年編列", "霜原", Organization), "霜原部");
        assert_eq!(held("霜原部分地區", "霜原", Organization), "霜原");
        assert_eq!(
            held("霜原委員會主任委員", "霜原委員會", Organization),
            "霜原委員會"
        );
    }

    #[test]
    fn a_korean_body_is_not_whoever_has_its_post() {
        assert_eq!(
            held("강하늘 한빛공사(H-Corp) 사장은", "강하늘 한빛공사", Organization),
            "한빛공사"
        );
        assert_eq!(
            held("강하늘 한빛공사 사장은", "강하늘 한빛공사", Organization),
            "한빛공사"
        );
        assert_eq!(
            held("푸른산 한빛공사가 맡는다", "푸른산 한빛공사", Organization),
            "푸른산 한빛공사"
        );
    }

    #[test]
    fn titles_and_laws_are_whole() {
        assert_eq!(held("霜原部專門委員高立群", "委員", Title), "專門委員");
        assert_eq!(
            held("依財團法人霜原基金會設置條例", "霜原基金會設置條例", Law),
            "財團法人霜原基金會設置條例"
        );
    }
}
