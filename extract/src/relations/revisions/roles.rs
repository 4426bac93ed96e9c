//! Which property of what a change is one of: by the kind of the values and by the words around them.

use std::sync::LazyLock;

use regex::Regex;

use crate::extraction::EntityType;
use crate::rules::compiled;

/// A property, and the kinds of things that have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Role {
    pub(super) predicate: &'static str,
    pub(super) of: &'static [EntityType],
}

const UNDERTAKINGS: &[EntityType] = &[EntityType::Work, EntityType::Event];

const fn role(predicate: &'static str, of: &'static [EntityType]) -> Role {
    Role { predicate, of }
}

static BEGINNING: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?i:\bstart(?:s|ed|ing)?\b|\bbeg(?:in|ins|inning|an)\b|\bopen(?:s|ing|ed)?\b|\blaunch(?:es|ed)?\b|\bcommence\w*|\bkick-?off\b|\binception\b)|",
        r"開始|開工(?:期限|日期|日)?|動工(?:期限|日期|日)?|啟動|啟用|起始|起日|起算|開幕|開辦|開館|進場|",
        r"시작|착공|개시|개막|개원|개관|출범|착수|개통"
    ))
});
static END: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?i:\bend(?:s|ed|ing)?\b|\bcomplet(?:e|es|ed|ion)\b|\bdeadline\b|\bclos(?:e|es|ed|ing)\b|\bfinish(?:es|ed)?\b|\bexpir(?:y|es|ed|ation)\b|\bdue\b|",
        r"\bterm\b|\bduration\b|\bhand-?over\b|\bruns? until\b|\bfinal date\b)|",
        r"結束|完工|竣工|完成|屆滿|屆期|截止|期限|期程|工期|期間|終止|迄日|到期|",
        r"종료|준공|완료|완공|기한|마감|만료|기간|납기|끝"
    ))
});
static FOUNDING: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i:\bfound(?:ed|ing)\b|\bestablish(?:ed|ment)\b|\bset up\b)|成立|創立|設立|創辦|설립|창립|창설",
    )
});
static INVESTIGATOR: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?i:\bprincipal investigator\b|\blead investigator\b|\b(?:project|programme|program|scheme|survey|study) (?:lead(?:er)?|manager|director|head|coordinator)\b)|",
        r"(?:^|[^同])主持人|計畫負責人|專案負責人|專案經理|計畫經理|計畫總主持|",
        r"(?:사업|연구|과제|총괄|프로젝트) ?(?:책임자|책임연구원|책임연구자|단장|매니저)|책임자"
    ))
});
static CHAIR: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i:\bchair(?:s|ed|man|woman|person)?\b)|主席|主持|의장|위원장|주재|좌장"));
static EXECUTION: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?i:\bcontractors?\b|\bcarr(?:y|ies|ied|ying) out\b|\bimplement(?:s|ed|ing|ation)?\b|\bexecut(?:e|es|ed|ing|or|ion)\b|\bbuil(?:t|der|ds)\b|\bconstruct\w*)|",
        r"承攬|承包|施作|施工|執行|廠商|承辦|受託|承作|得標|",
        r"시공|수행|시행|계약업체|계약 상대|도급|용역"
    ))
});
static MANAGEMENT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?i:\bmanag(?:e|es|ed|ing|ement)\b|\badminist\w+|\boverse\w+|\bresponsib\w+|\bin charge\b|\brun by\b|\bsupervis\w+|\blead agency\b|\borganis(?:er|ed by)\b)|",
        r"管理|主辦|督導|主責|權責|統籌|主管|",
        r"관리|주관|운영|담당|총괄"
    ))
});
static SUPERIOR: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?i:\bparent\b|\bsubordinat\w+|\bjurisdiction\b|\bsupervision of\b|\bunder the\b|\bfrom the\b)|",
        r"隸屬|改隸|上級|所屬|移撥|隸|",
        r"소속|산하|상급|소관|이관"
    ))
});
static AUTHORITY: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i:\bcompetent authority\b|\bresponsible authority\b)|主管機關|소관|주무"));
static MAKING: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i:\bdevelop(?:er|ed|s)?\b|\bmanufactur\w+|\bmaker\b|\bmade by\b)|研發|開發|製造|개발|제조|제작",
    )
});
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?i:\bbudgets?\b|\bcosts?\b|\bprice\b|\bfunding\b|\ballocation\b|\bfunds\b)|",
        r"經費|預算|金額|工程費|總價|費用|",
        r"예산|사업비|공사비|총액|연구비|경비"
    ))
});
static VENUE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i:\bvenue\b|\blocation\b|\bplace\b|\bheld\b|\bhosted\b|\bsite\b)|地點|場地|會場|장소|개최지|행사장",
    )
});
static SEAT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?i:\bheadquarters?\b|\bhead ?office\b|\bseat\b|\bmain office\b|\boffices?\b|\bpremises\b|\bregistered office\b|\bbased\b)|",
        r"會址|總部|本部|總公司|辦公廳舍|廳舍|辦公室|辦公處所|所址|局址|院址|署址|校址|社址|地址|館址|",
        r"본사|본부|본원|본청|청사|사무소|사무실|사옥|소재지|주소|위치|본점"
    ))
});
/// What may stand between a body and the words that tell that it moved.
static MOVED_ITSELF: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"^(?:[\s,，\x{E000}-\x{E0FF}\x{F0000}-\x{FFFFD}]|(?i:\b(?:which|that|has|have|had|is|was|will|been|be|to|recently|since|then|also|now|on|in|early|late)\b)|",
        r"[業已將經於在自起並遂再之的復即]|은|는|이|가|이미|부터|자로|에)*$"
    ))
});

/// The words around a change.
pub(super) struct Around<'a> {
    /// From the sentence's beginning to the new value, old value and names as marks.
    pub(super) before: &'a str,
    /// Where in it the words of the change begin.
    pub(super) at: usize,
    /// What follows the new value.
    pub(super) after: &'a str,
    /// The words that tell the change, and what stands between them and the values.
    pub(super) verb: &'a str,
    pub(super) between: &'a str,
    pub(super) corrects: bool,
}

/// Where a word stands last, or that it follows at once.
fn nearest(cue: &Regex, around: &Around) -> Option<usize> {
    let follows = cue.find(around.after).filter(|m| {
        around
            .after
            .get(..m.start())
            .is_some_and(|t| t.chars().count() <= 3)
    });
    if follows.is_some() {
        return Some(usize::MAX);
    }
    cue.find_iter(around.before).last().map(|m| m.start())
}

/// Where a word for who does something stands: like [`nearest`], or later in the sentence: was replaced by B *as principal
/// investigator*.
fn named(cue: &Regex, around: &Around) -> Option<usize> {
    nearest(cue, around).or_else(|| {
        let near = cue.find(around.after).filter(|m| {
            around
                .after
                .get(..m.start())
                .is_some_and(|t| t.chars().count() <= 40)
        });
        near.map(|_| 0)
    })
}

/// What a change of values of `kind` is a change of, in the order in which it is tried.
pub(super) fn roles(kind: EntityType, around: &Around) -> Vec<Role> {
    use EntityType as T;
    let has = |cue: &Regex| nearest(cue, around).is_some();
    let mut found = Vec::new();
    match kind {
        T::Date => {
            let (begins, ends) = (nearest(&BEGINNING, around), nearest(&END, around));
            if around.corrects && has(&FOUNDING) {
                found.push(role("foundedOn", &[T::Organization]));
            } else if begins.is_none() && ends.is_none() {
                if is_extension(around.verb) {
                    found.push(role("endDate", UNDERTAKINGS));
                } else {
                    // A meeting that is put off begins on another day; of a project this says nothing.
                    found.push(role("startDate", &[T::Event]));
                }
            } else if begins > ends {
                found.push(role("startDate", UNDERTAKINGS));
            } else {
                found.push(role("endDate", UNDERTAKINGS));
            }
        }
        T::Person => {
            if named(&INVESTIGATOR, around).is_some() {
                found.push(role("principalInvestigator", &[T::Work]));
            } else if named(&CHAIR, around).is_some() {
                found.push(role("chairedBy", &[T::Event]));
            }
        }
        T::Organization => {
            if has(&AUTHORITY) {
                found.push(role("competentAuthority", &[T::Law]));
            }
            let by = [(&EXECUTION, "executedBy"), (&MANAGEMENT, "managedBy")];
            let mut by: Vec<(usize, &'static str)> = by
                .into_iter()
                .filter_map(|(cue, predicate)| Some((named(cue, around)?, predicate)))
                .collect();
            by.sort_unstable();
            if let Some((_, predicate)) = by.last() {
                found.push(role(predicate, UNDERTAKINGS));
            }
            if has(&MAKING) {
                found.push(role("developedBy", &[T::Product]));
            }
            if has(&SUPERIOR) {
                found.push(role("parentOrganization", &[T::Organization]));
            }
        }
        T::Place => {
            if has(&SEAT) || moves(around.verb) {
                found.push(role("headquarteredIn", &[T::Organization]));
            }
            if has(&VENUE) || moves(around.verb) {
                found.push(role("locatedIn", UNDERTAKINGS));
            }
        }
        T::Money if has(&AMOUNT) => found.push(role("budget", UNDERTAKINGS)),
        _ => {}
    }
    found
}

/// Whether a body is said to have moved as a whole, or its seat; and not something that it has.
pub(super) fn moved_itself(around: &Around, subject_end: Option<usize>) -> bool {
    if [around.before, around.between, around.after]
        .iter()
        .any(|text| SEAT.is_match(text))
    {
        return true;
    }
    let before = subject_end.and_then(|end| around.before.get(end..around.at.max(end)));
    before.is_some_and(|t| MOVED_ITSELF.is_match(t))
        && MOVED_ITSELF.is_match(around.between)
        && !around.after.contains(['을', '를'])
}

/// Whether a word of change can be said of values of a kind: a date is extended, a place is not.
pub(super) fn fits(verb: &str, kind: EntityType) -> bool {
    use EntityType as T;
    static OF_DATES: LazyLock<Regex> = LazyLock::new(|| {
        compiled(concat!(
            r"(?i)^(?:extend|extension|prolong|postpone|deferred|delayed|put |pushed|brought|reschedul|slipped|now )|",
            r"^[展延順]|提前|^(?:연장|연기|앞당|당|미|늦|순연|단축)"
        ))
    });
    static OF_AMOUNTS: LazyLock<Regex> = LazyLock::new(|| {
        compiled(concat!(
            r"(?i)^(?:rais|increas|cut|reduc|lowered)|",
            r"增|追加|提高|調高|減|調降|^(?:증액|감액|늘|줄|상향|하향|인상|인하)"
        ))
    });
    static OF_PLACES: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)^relocat|遷|搬|^(?:옮)"));
    static OF_PEOPLE: LazyLock<Regex> = LazyLock::new(|| {
        compiled(r"改派|改聘|接任|接替|後任|후임|뒤를|(?i)^(?:reassigned|succeeded|takes over|took over)")
    });
    match kind {
        T::Date => !(OF_AMOUNTS.is_match(verb) || OF_PLACES.is_match(verb) || OF_PEOPLE.is_match(verb)),
        T::Money | T::Quantity => {
            !(OF_DATES.is_match(verb) || OF_PLACES.is_match(verb) || OF_PEOPLE.is_match(verb))
        }
        T::Place => !(OF_DATES.is_match(verb) || OF_AMOUNTS.is_match(verb) || OF_PEOPLE.is_match(verb)),
        T::Person => !(OF_DATES.is_match(verb) || OF_AMOUNTS.is_match(verb) || OF_PLACES.is_match(verb)),
        _ => !(OF_DATES.is_match(verb) || OF_AMOUNTS.is_match(verb)),
    }
}

fn is_extension(verb: &str) -> bool {
    let verb = verb.to_lowercase();
    ["exten", "prolong", "展延", "延長", "展期", "연장"]
        .iter()
        .any(|w| verb.starts_with(w))
}

fn moves(verb: &str) -> bool {
    let verb = verb.to_lowercase();
    ["mov", "relocat", "transfer", "遷", "搬", "移", "이전", "옮"]
        .iter()
        .any(|w| verb.starts_with(w))
}
