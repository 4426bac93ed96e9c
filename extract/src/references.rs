//! Words that stand for a body named before: 本會, 該公司, 동 기관, the Ministry; and words of a law for itself: 本辦法, 이 영, this Act.
//! They are no names, so they are no mentions, but what is said of them is said of what they stand for.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::extraction::EntityType;
use crate::rules::{self, Found, Origin, compiled};
use crate::script;
use crate::unit::Unit;

/// How many texts back the body may have been named.
const REACH: usize = 40;

static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?:本|該)(?P<head>委員會|基金會|研究院|研究所|實驗室|公司|廠商|中心|協會|學會|機關|機構|單位|大學|醫院|會|部|署|院|局|處|所|站|校|府|廳|館)",
    )
});
static KOREAN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?:본|동|당|해당|이)\s?(?P<head>위원회|연구원|연구소|관측소|시험원|시험소|실험실|천문대|기관|공사|공단|재단|센터|회사|업체|단체|협회|학회|대학교|병원|청|부|처|원)(?:은|는|이|가|을|를|의|에|과|와|도|에서|으로|로|,|\s|$)",
    )
});
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"\b(?:[Tt]he|[Tt]his)\s(?P<head>Ministry|Agency|Commission|Institute|Council|Company|Foundation|Centre|Center|Association|Board|Office|Department|University|Bureau|Authority|League|Service|Hospital|Committee|Academy|Administration|Directorate|Trust|Station|Laboratory|Observatory|Workshop|Unit|Museum|Library|Inspectorate|Institution|Secretariat|Society)\b|",
        r"(?:^|[.!?;:]\s|\n)(?P<whole>(?:The|This)\s(?P<small>ministry|agency|commission|institute|council|company|firm|maker|manufacturer|foundation|centre|center|association|bureau|authority|laboratory|observatory|station|academy|trust|administration|directorate|workshop))\s(?:is|was|has|goes|dates|began|opened|sits|works|came|started|traces|belongs|answers|reports|falls|comes|employs|trades|operates|received|moved|now|also|itself)\b"
    ))
});

/// 본청을 두고 있다: a seat, and no word for the body.
static SEAT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^본(?:부|청|원|사|회|처)(?:(?:을|를) (?:두|둔|옮|이전|마련)|(?:은|는|이|가) [^.。]{1,24}에 (?:있|위치|소재|자리))",
    )
});

/// How a law calls itself. None of these begins another word: 本法人, 本規定, 本案.
static OWN_LAW: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"本(?P<zh>自治條例|施行細則|條例|辦法|規程|規則|細則|要點|準則|標準|通則|法)(?:[^人律院官定規則案]|$)|",
        r"(?:^|[^가-힣])이\s(?P<ko>시행령|시행규칙|조례|규칙|규정|고시|훈령|지침|법|영)(?:은|는|이|가|을|를|의|에|과|와|도|에서|으로|로|,|\s|$)|",
        r"\b[Tt]h(?:is|e present)\s(?P<en>Act|Ordinance|Regulations?|Decree|Law|Directive|Rules|Code)\b"
    ))
});

/// Words for the law that a text spoke of last: The Act, These Regulations.
static NAMED_LAW: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"\b(?:[Tt]he|[Tt]his|[Tt]hese)\s(?P<en>Act|Ordinance|Regulations?|Decree|Law|Directive|Rules|Code|Order|Statute|Bylaws?)\b|",
        r"(?:^|[^가-힣])(?:이|동|본|해당)\s?(?P<ko>법률|규정|규칙|조례|고시|훈령|지침|법)(?:은|는|이|가|을|를|의|에|과|와|도|에서|으로|로|,|\s|$)|",
        r"(?:本|該|此)(?P<zh>自治條例|施行細則|條例|辦法|規程|規則|細則|要點|準則|通則|法)(?:[^人律院官定規則案]|$)"
    ))
});

/// Words for the undertaking or the thing that a text spoke of last: the programme, 本專案, 이 제품.
static NAMED_THING: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"\b(?:[Tt]he|[Tt]his)\s(?:(?P<work>[Pp]rogramme|[Pp]rogram|[Ss]cheme|[Ii]nitiative|[Pp]roject|[Pp]ilot|[Tt]rial)|(?P<made>device|instrument|product|machine|tool|apparatus|appliance|gadget|scanner|sensor|detector|recorder|reader|logger|meter|[a-z]{2,12}ometer|[a-z]{2,12}scope|[a-z]{2,12}phone|gauge|sampler|transponder|transmitter|receiver|camera|kit|array|player|analyser|analyzer|monitor|tracker|robot|drone|beacon|profiler|controller|pump|engine|charger|display|app|software))\b|",
        r"(?:本|該|此)(?:(?P<zhwork>總計畫|計畫|計劃|專案|方案|工程)|(?P<zhmade>產品|設備|儀器|裝置|機))(?:[^關構會制器型種車場]|$)|",
        r"(?:^|[^가-힣])(?:이|동|본|해당|그)\s(?:(?P<kowork>종합사업|사업|과제|기획|프로젝트|프로그램)|(?P<komade>제품|기기|장비|장치|기계))(?:은|는|이|가|을|를|의|에|과|와|도|에서|으로|로|,|\s|$)"
    ))
});

/// How many texts back a law, an undertaking or a product may have been named.
const NEAR: usize = 4;

/// A word that stands for a body or a law, and where that was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    /// What kind of thing it stands for.
    pub(crate) kind: EntityType,
    /// Bytes of the word.
    pub(crate) range: Range<usize>,
    /// The unit that names it.
    pub(crate) unit: usize,
    /// Bytes of the name there.
    pub(crate) name: Range<usize>,
}

/// The references of every unit; `found` are the mentions.
pub(crate) fn find(units: &[Unit], found: &[Vec<Found>]) -> Vec<Vec<Reference>> {
    units
        .iter()
        .enumerate()
        .map(|(at, unit)| {
            if unit.cell.is_some() {
                return Vec::new();
            }
            let free = |range: &Range<usize>| {
                let inside = |m: &Found| {
                    m.range.start < range.end && range.start < m.range.end && !is_the_word(m, range)
                };
                !found.get(at).is_some_and(|mentions| mentions.iter().any(inside))
            };
            let bodies = words(&unit.text).into_iter().filter(|(range, _)| free(range));
            let bodies = bodies.filter_map(|(range, head)| {
                let (named, name) = antecedent(units, found, at, range.start, &head)?;
                Some(Reference {
                    kind: EntityType::Organization,
                    range,
                    unit: named,
                    name,
                })
            });
            let laws = own_law(&unit.text).into_iter().filter(|(range, _)| free(range));
            let laws = laws.filter_map(|(range, head)| {
                let (named, name) = law_of_document(units, found, (at, range.start), &head)?;
                Some(Reference {
                    kind: EntityType::Law,
                    range,
                    unit: named,
                    name,
                })
            });
            let mut all: Vec<Reference> = bodies.chain(laws).collect();
            for (kind, range, head) in things(&unit.text) {
                let taken = |r: &Reference| r.range.start < range.end && range.start < r.range.end;
                if free(&range)
                    && !all.iter().any(taken)
                    && let Some((unit, name)) = named_near(units, found, (at, range.start), kind, &head)
                {
                    all.push(Reference {
                        kind,
                        range,
                        unit,
                        name,
                    });
                }
            }
            all.sort_by_key(|r| r.range.start);
            all
        })
        .collect()
}

/// Whether a model took the word itself, or a part of it, for a name: 동 청 is no place.
fn is_the_word(mention: &Found, word: &Range<usize>) -> bool {
    let within = word.start <= mention.range.start && mention.range.end <= word.end;
    within && mention.origin == Origin::Model
}

/// Leaves out what a model took for a name although it only stands for one.
pub(crate) fn leave_out(units: &[Unit], found: &mut [Vec<Found>]) {
    for (unit, mentions) in units.iter().zip(found.iter_mut()) {
        if unit.cell.is_some() || mentions.iter().all(|m| m.origin != Origin::Model) {
            continue;
        }
        let bodies = words(&unit.text).into_iter().map(|(word, _)| word);
        let things = things(&unit.text).into_iter().map(|(_, word, _)| word);
        let words: Vec<Range<usize>> = bodies.chain(things).collect();
        mentions.retain(|m| !words.iter().any(|word| is_the_word(m, word)));
    }
}

/// The words with the head that says what kind of body they stand for.
fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut words = Vec::new();
    let hangul = script::has_hangul(text);
    let books: [(&Regex, bool); 3] = [
        (&CHINESE, !hangul && script::has_han(text)),
        (&KOREAN, hangul),
        (&ENGLISH, true),
    ];
    for (regex, _) in books.into_iter().filter(|(_, wanted)| *wanted) {
        for captures in regex.captures_iter(text) {
            let whole = captures.name("whole").or_else(|| captures.get(0));
            let (Some(all), Some(head)) = (whole, captures.name("head").or_else(|| captures.name("small")))
            else {
                continue;
            };
            let start = all.start();
            let inside_word = script::before(text, start).is_some_and(script::is_hangul) && hangul
                // 본부 is where a body sits, 동부 the east.
                || matches!(all.as_str().get(..6), Some("본부" | "동부" | "당부" | "이부" | "본청" | "본처"));
            let goes_on = text[head.end()..].starts_with(" of ")
                || text[head.end()..].starts_with(" for ")
                // 本部長, 該會議, 本院區
                || script::after(text, head.end()).is_some_and(|c| "長議員區內外分".contains(c))
                || text[head.end()..].starts_with(char::is_alphanumeric) && head.as_str().is_ascii();
            let seat = SEAT.is_match(&text[start..]);
            if !inside_word && !goes_on && !seat {
                words.push((start..head.end(), head.as_str().to_owned()));
            }
        }
    }
    words
}

/// The body of that kind that was named last before the word, here or in the texts before.
fn antecedent(
    units: &[Unit],
    found: &[Vec<Found>],
    at: usize,
    before: usize,
    head: &str,
) -> Option<(usize, Range<usize>)> {
    let any = matches!(
        head,
        "機關"
            | "機構"
            | "單位"
            | "公司"
            | "廠商"
            | "기관"
            | "단체"
            | "회사"
            | "업체"
            | "company"
            | "firm"
            | "maker"
            | "manufacturer"
    );
    let fits = |unit: usize, m: &Found| {
        let name = units
            .get(unit)
            .and_then(|u| u.text.get(m.range.clone()))
            .unwrap_or("");
        let headed = if head.is_ascii() {
            name.split(' ')
                .any(|w| w == head || w.len() == head.len() && w.eq_ignore_ascii_case(head))
        } else {
            name.ends_with(head)
        };
        m.kind == EntityType::Organization && (any || headed)
    };
    for unit in (at.saturating_sub(REACH)..=at).rev() {
        let mentions = found.get(unit)?;
        let named = mentions
            .iter()
            .rev()
            .filter(|m| unit < at || m.range.end <= before)
            .find(|m| fits(unit, m));
        if let Some(named) = named {
            return Some((unit, named.range.clone()));
        }
    }
    None
}

/// Words of a text that stand for a law, an undertaking or a product named before, with the word that says what it is.
fn things(text: &str) -> Vec<(EntityType, Range<usize>, String)> {
    let mut found = Vec::new();
    let mut push = |kind: EntityType, all: regex::Match, head: regex::Match| {
        // The words begin with the demonstrative and end with the head.
        let skipped = all
            .as_str()
            .char_indices()
            .find(|(_, c)| matches!(c, 'T' | 't' | '本' | '該' | '此' | '이' | '동' | '해' | '그'))
            .map_or(0, |(at, _)| at);
        let goes_on = text
            .get(head.end()..)
            .is_some_and(|t| t.starts_with(" of ") || t.starts_with(" for ") || t.starts_with('-'));
        if !goes_on {
            let range = all.start() + skipped..head.end();
            found.push((kind, range, head.as_str().to_owned()));
        }
    };
    for captures in NAMED_LAW.captures_iter(text) {
        let head = ["en", "ko", "zh"].into_iter().find_map(|g| captures.name(g));
        if let (Some(all), Some(head)) = (captures.get(0), head) {
            push(EntityType::Law, all, head);
        }
    }
    for captures in NAMED_THING.captures_iter(text) {
        let Some(all) = captures.get(0) else { continue };
        for (group, kind) in [
            ("work", EntityType::Work),
            ("zhwork", EntityType::Work),
            ("kowork", EntityType::Work),
            ("made", EntityType::Product),
            ("zhmade", EntityType::Product),
            ("komade", EntityType::Product),
        ] {
            if let Some(head) = captures.name(group) {
                push(kind, all, head);
            }
        }
    }
    found
}

/// Heads of undertakings that are made of others.
const WHOLES: &[&str] = &[
    "programme",
    "program",
    "scheme",
    "initiative",
    "總計畫",
    "方案",
    "종합사업",
    "기획",
];

/// The law, the undertaking or the product that was named last before a word for it, in this text or shortly before it; of
/// several kinds of undertaking the one that the word says.
fn named_near(
    units: &[Unit],
    found: &[Vec<Found>],
    (at, before): (usize, usize),
    kind: EntityType,
    head: &str,
) -> Option<(usize, Range<usize>)> {
    let small = head.to_lowercase();
    let fits = |name: &str| match kind {
        EntityType::Law if head.is_ascii() => {
            let word = small.trim_end_matches('s');
            name.split(' ')
                .any(|w| w.to_lowercase().trim_end_matches('s') == word)
        }
        EntityType::Law => name.ends_with(head) || head == "법" && name.ends_with("법률"),
        EntityType::Work if WHOLES.contains(&small.as_str()) => {
            let name = name.to_lowercase();
            name.split([' ', '（', '(']).any(|w| w.ends_with(small.as_str()))
        }
        EntityType::Work if small == "project" || small == "pilot" || small == "trial" => {
            let last = name.to_lowercase();
            !WHOLES.iter().any(|whole| last.ends_with(whole))
        }
        EntityType::Work => name.contains(head),
        _ => true,
    };
    // What the title names is spoken of to the end of a paper.
    let title = (0..TITLES.min(at.saturating_sub(NEAR))).rev();
    for unit in (at.saturating_sub(NEAR)..=at).rev().chain(title) {
        let (mentions, text) = (found.get(unit)?, units.get(unit)?);
        if text.cell.is_some() {
            continue;
        }
        let named = mentions
            .iter()
            .rev()
            .filter(|m| m.kind == kind && (unit < at || m.range.end <= before))
            .find(|m| fits(text.text.get(m.range.clone()).unwrap_or("")));
        if let Some(named) = named {
            return Some((unit, named.range.clone()));
        }
        let event = mentions.iter().find(|m| m.kind == EntityType::Event && unit < at);
        if let (EntityType::Work, Some(event)) = (kind, event) {
            // The title of its minutes names the undertaking.
            let title = text.text.get(event.range.clone())?;
            let inside = rules::find(title)
                .into_iter()
                .find(|m| m.kind == EntityType::Work && fits(title.get(m.range.clone()).unwrap_or("")));
            if let Some(inside) = inside {
                let start = event.range.start;
                return Some((unit, start + inside.range.start..start + inside.range.end));
            }
        }
    }
    None
}

/// Texts at the beginning of a document of which one names the law that the document is.
const TITLES: usize = 6;

/// The words of a text by which a law calls itself, with the head that says what kind of law.
fn own_law(text: &str) -> Vec<(Range<usize>, String)> {
    let of_captures = |captures: regex::Captures| {
        let head = ["zh", "ko", "en"]
            .into_iter()
            .find_map(|name| captures.name(name))?;
        let opening = text.get(captures.get(0)?.start()..head.start())?;
        let word = opening.trim_start_matches(|c: char| !matches!(c, '本' | '이' | 'T' | 't'));
        Some((head.start() - word.len()..head.end(), head.as_str().to_owned()))
    };
    OWN_LAW.captures_iter(text).filter_map(of_captures).collect()
}

/// The law that the document is: the first of that kind that its first texts name, before the word.
fn law_of_document(
    units: &[Unit],
    found: &[Vec<Found>],
    (at, before): (usize, usize),
    head: &str,
) -> Option<(usize, Range<usize>)> {
    for (unit, mentions) in found.iter().enumerate().take(TITLES.min(at + 1)) {
        let text = units.get(unit)?.text.as_str();
        let named = mentions.iter().find(|m| {
            let name = text.get(m.range.clone()).unwrap_or("");
            let headed = match head {
                "法" => name.ends_with('法') && !name.ends_with("辦法"),
                "법" => name.ends_with('법') || name.ends_with("법률"),
                // 시행령, 대통령령.
                "영" => name.ends_with('령'),
                _ if head.is_ascii() => name.split(' ').any(|w| w == head),
                _ => name.ends_with(head),
            };
            m.kind == EntityType::Law && headed && (unit < at || m.range.end <= before)
        });
        if let Some(named) = named {
            return Some((unit, named.range.clone()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::rules;
    use crate::unit::Unit;

    fn shown(texts: &[&str]) -> Vec<(String, String)> {
        let units: Vec<Unit> = texts.iter().map(|t| Unit::plain(t)).collect();
        let found: Vec<_> = texts.iter().map(|t| rules::find(t)).collect();
        let references = find(&units, &found);
        let each = references.into_iter().zip(&units);
        each.flat_map(|(list, unit)| {
            let shown = |r: super::Reference| {
                (
                    unit.text[r.range].to_owned(),
                    units[r.unit].text[r.name].to_owned(),
                )
            };
            list.into_iter().map(shown).collect::<Vec<_>>()
        })
        .collect()
    }

    #[test]
    fn words_for_bodies_named_before() {
        assert_eq!(
            shown(&[
                "海洋事務委員會函請交通部辦理。",
                "本會成立於1968年，本部長官列席。"
            ]),
            [("本會".to_owned(), "海洋事務委員會".to_owned())]
        );
        assert_eq!(
            shown(&["해양환경연구원은 협약을 맺었다. 동 기관은 1993년에 설립되었다."]),
            [("동 기관".to_owned(), "해양환경연구원".to_owned())]
        );
        assert!(shown(&["해양부는 법을 만들었다. 본부는 해밀시에 있다. 동부에 비가 왔다."]).is_empty());
        assert_eq!(
            shown(&["The Ministry of Harbours met the Coastal Institute. The Ministry was founded in 1993."]),
            [("The Ministry".to_owned(), "Ministry of Harbours".to_owned())]
        );
    }

    #[test]
    fn words_of_a_law_for_itself() {
        for (texts, word, law) in [
            (
                [
                    "融冰港灣管理條例",
                    "第一條　本條例依融水法第四條第二項規定訂定之。",
                ],
                "本條例",
                "融冰港灣管理條例",
            ),
            (
                ["빙하관리법 시행령", "제1조 이 영은 필요한 사항을 정한다."],
                "이 영",
                "빙하관리법 시행령",
            ),
            (
                ["Tidal Harbours Act", "In this Act the following terms are used."],
                "this Act",
                "Tidal Harbours Act",
            ),
        ] {
            assert_eq!(shown(&texts), [(word.to_owned(), law.to_owned())]);
        }
        // Another law that is named is not the one that speaks.
        assert!(shown(&["本法人依融水法設立。", "本規定不適用。"]).is_empty());
    }

    #[test]
    fn a_word_without_a_body_before_it_stands_for_nothing() {
        assert!(shown(&["本會成立於1968年。"]).is_empty());
    }
}
