//! Sentence patterns of English for lives, books and owners: born, died, educated, written by, owned by.

use super::pattern::{Rule, not_an_undertaking, of, rule, when};

/// Words by which a sentence goes on about somebody who was named.
macro_rules! he {
    () => {
        r"(?:\b[Hh]e|\b[Ss]he|\band|\bwho|,)(?: then| later| also)?"
    };
}
/// To have been at a school.
macro_rules! studied {
    () => {
        concat!(
            r"(?:has |had )?(?:(?:first |then |later |also )?(?:studied|read|trained)(?: [a-z]+){0,4}? at|",
            r"graduated(?: in [a-z]+(?: [a-z]+){0,3})?(?: with [a-z' ]{3,30})? from|",
            r"was educated at|is an? (?:graduate|alumn[aiu]s?|alumna) of|attended|",
            r"(?:received|earned|obtained|gained|took|completed|holds|has|won) (?:an? |his |her |their )?(?:[A-Za-z'’]+ ){0,3}?(?:doctorate|degrees?|PhD|Ph\.D\.?|MBA|MSc|MA|BSc|BA|master['’]s|bachelor['’]s|diploma)(?: (?:degree|thesis))?(?: in [a-z]+(?: [a-z]+){0,3}?)? (?:from|at))"
        )
    };
}
/// A share in a company.
macro_rules! share {
    () => {
        r"(?:(?:about |some |over |almost |nearly )?(?:{QTY}|\d[\d.,]*\s?(?:%|per ?cent|percent)|[a-z\-]+ per ?cent)(?: (?:stake|share|interest|holding))?|an? (?:[a-z\-]+ ){0,3}(?:stake|share|interest|holding|shareholding)|an? majority|all|half|most)(?: (?:of|in))?(?: the)?(?: (?:shares?|stock|share capital|capital|equity|company))?(?: (?:of|in))?"
    };
}

const BORN: &[&str] = &["born", "Born"];
const STUDIED: &[&str] = &[
    "studied",
    " read ",
    "trained",
    "graduated",
    "educated",
    "graduate of",
    "alumn",
    "attended",
    "from",
    "degree",
    "doctorate",
    "PhD",
];
const OWNS: &[&str] = &[
    "own",
    "share",
    "stake",
    "acquired",
    "bought",
    "took over",
    "holds",
    "majority",
];

/// The patterns.
pub(super) static RULES: &[Rule] = &[
    // born and died
    rule(
        "en-born-on",
        "birthDate",
        BORN,
        r"{s:PER?}(?:,|, who)? (?:was |is )?born (?:in (?:the )?{PLC}(?:, {PLC})?,? )?(?:on|in) {o:DAT}",
        0.92,
    ),
    rule(
        "en-born-brackets",
        "birthDate",
        &["(b", "(* ", "(*", "("],
        r"{s:PER} \((?:born |b\. ?|\* ?)(?:on |in )?{o:DAT}|{s2:PER} \({o2:DAT}(?: in {PLC})? ?(?:[–—-]|to) ?(?:(?:died )?{DAT}|present)",
        0.9,
    ),
    rule(
        "en-born-first",
        "birthDate",
        BORN,
        r"Born (?:in (?:the )?{PLC}(?:, {PLC})?,? )?(?:on|in) {o:DAT}(?: in (?:the )?{PLC}(?:, {PLC})?)?, (?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame)\.? |{t:title} )?{s:PER?}",
        0.92,
    ),
    of(
        "PER",
        rule(
            "en-he-born-on",
            "birthDate",
            BORN,
            concat!(
                he!(),
                r" (?:was )?born (?:in (?:the )?{PLC}(?:, {PLC})?,? )?(?:on|in) {o:DAT}"
            ),
            0.88,
        ),
    ),
    rule(
        "en-born-in",
        "birthPlace",
        BORN,
        r"{s:PER?}(?:,|, who)? (?:was |is )?born (?:(?:on|in) {DAT},? )?(?:in|at) (?:the )?(?:(?:town|city|village|port) of )?{o:PLC?}",
        0.92,
    ),
    rule(
        "en-born-in-brackets",
        "birthPlace",
        &["(b", "("],
        r"{s:PER} \((?:born |b\. ?)?(?:(?:on |in )?{DAT},? )?(?:in|at) {o:PLC}",
        0.9,
    ),
    rule(
        "en-born-in-first",
        "birthPlace",
        BORN,
        r"Born (?:(?:on|in) {DAT},? )?(?:in|at) (?:the )?(?:(?:town|city|village|port) of )?{o:PLC?}(?:, {PLC})?(?:,? (?:on|in) {DAT})?, (?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame)\.? |{t:title} )?{s:PER?}",
        0.92,
    ),
    of(
        "PER",
        rule(
            "en-he-born-in",
            "birthPlace",
            BORN,
            concat!(
                he!(),
                r" (?:was )?born (?:(?:on|in) {DAT},? )?(?:in|at) (?:the )?(?:(?:town|city|village|port) of )?{o:PLC}"
            ),
            0.88,
        ),
    ),
    rule(
        "en-birthplace-is",
        "birthPlace",
        &["birthplace", "native of"],
        r"[Tt]he birthplace of {s:PER?} is (?:the )?{o:PLC?}|{s2:PER}['’]s? birthplace is (?:the )?{o2:PLC}|{s3:PER},? (?:is |was )?a native of {o3:PLC}",
        0.88,
    ),
    rule(
        "en-died-on",
        "deathDate",
        &["died", "passed away", "was killed", "death"],
        r"{s:PER?}(?:, who)? (?:died|passed away|was killed|drowned)(?: of [a-z ]{3,24}| suddenly| peacefully)? (?:(?:in|at|near) (?:the )?{PLC}(?:, {PLC})?,? )?(?:on|in) {o:DAT}",
        0.92,
    ),
    of(
        "PER",
        rule(
            "en-he-died-on",
            "deathDate",
            &["died", "passed away"],
            concat!(
                he!(),
                r" (?:died|passed away)(?: of [a-z ]{3,24})? (?:(?:in|at) (?:the )?{PLC},? )?(?:on|in) {o:DAT}"
            ),
            0.88,
        ),
    ),
    rule(
        "en-died-brackets",
        "deathDate",
        &["("],
        r"{s:PER} \((?:born )?{DAT}(?: in {PLC})? ?(?:[–—-]|to) ?(?:died )?(?:on |in )?{o:DAT}|{s2:PER} \((?:died|d\.|†) ?(?:on |in )?{o2:DAT}",
        0.9,
    ),
    // schools
    rule(
        "en-studied",
        "alumniOf",
        STUDIED,
        concat!(
            r"{s:PER}(?: ?\([^()]{0,60}\))?,? (?:who )?",
            studied!(),
            r" (?:the )?{o:ORG}"
        ),
        0.9,
    ),
    of(
        "PER",
        rule(
            "en-he-studied",
            "alumniOf",
            STUDIED,
            concat!(he!(), " ", studied!(), r" (?:the )?{o:ORG}"),
            0.87,
        ),
    ),
    rule(
        "en-alma-mater",
        "alumniOf",
        &["alma mater"],
        r"{s:PER}['’]s? alma mater is (?:the )?{o:ORG}|[Tt]he alma mater of {s2:PER?} is (?:the )?{o2:ORG}",
        0.9,
    ),
    // who wrote
    when(
        not_an_undertaking,
        rule(
            "en-wrote",
            "author",
            &["wrote", "author", "written", "published", "penned", "writer of"],
            r"{o:PER?}(?:,|, who)? (?:is |was )?(?:also |the )?(?:wrote|(?:co-)?authored|penned|published|(?:the )?(?:author|writer) of)(?: (?:the|a|an|his|her))?(?: [a-z\-]+){0,3}(?: in {DAT})?,? {s:WRK}",
            0.89,
        ),
    ),
    when(
        not_an_undertaking,
        rule(
            "en-written-by",
            "author",
            &["written by", "authored by", "penned by", "composed by", " by "],
            r"{s:WRK},? (?:which |that )?(?:(?:is|was|are) )?(?:an? [a-z ]{3,24})?(?:written|authored|co-authored|penned|composed) by (?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame)\.? )?{o:PER?}|{s2:WRK} is by (?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame)\.? )?{o2:PER?}",
            0.91,
        ),
    ),
    when(
        not_an_undertaking,
        rule(
            "en-author-is",
            "author",
            &["author of", "authors of", "writer of"],
            r"[Tt]he (?:author|writer)s? of (?:the )?(?:[a-z\-]+ ){0,2}{s:WRK} (?:is|was|are) (?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame)\.? )?{o:PER?}",
            0.92,
        ),
    ),
    when(
        not_an_undertaking,
        rule(
            "en-book-of",
            "author",
            &[
                "book", "novel", "report", "study", "memoir", "essay", "poem", "paper", "thesis",
            ],
            r"{o:PER}['’]s? (?:[a-z\-]+ ){0,2}(?:book|novel|report|study|memoirs?|essay|poem|paper|thesis|article|history),? {s:WRK}|(?:book|novel|report|study|memoirs?|essay|poem|paper|thesis|article),? {s2:WRK},? by (?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame)\.? )?{o2:PER?}",
            0.88,
        ),
    ),
    // who owns
    rule(
        "en-owned-by",
        "ownedBy",
        &["owned by", "the property of", "controlled by"],
        r"{s:ORG},? (?:which |that )?(?:is |has been |are )?(?:now |currently |wholly |fully |jointly |partly |majority[ \-]|privately |(?:{QTY}|\d[\d.,]*\s?(?:%|per ?cent|percent)) )*(?:owned|controlled)(?: since {DAT})? by (?:the )?{o:ORG|PER}",
        0.92,
    ),
    rule(
        "en-owns",
        "ownedBy",
        OWNS,
        concat!(
            r"{o:ORG|PER},? (?:which |that |who )?(?:now |currently |also )?(?:owns|controls|holds|has|acquired|has acquired|bought|has bought|purchased)(?: in {DAT})?(?: ",
            share!(),
            r"| the whole of)? (?:the )?{s:ORG}"
        ),
        0.88,
    ),
    rule(
        "en-owner-is",
        "ownedBy",
        &["owner", "shareholder"],
        r"[Tt]he (?:sole |main |majority |largest |biggest |principal |controlling |present |current )*(?:owner|shareholder)s? (?:of|in) (?:the )?{s:ORG} (?:is|are) (?:the )?{o:ORG|PER}|{s2:ORG}['’]s? (?:sole |main |majority |largest |biggest |principal |controlling |present |current )*(?:owner|shareholder) is (?:the )?{o2:ORG|PER}|{o3:ORG|PER} is the (?:sole |main |majority |largest |biggest |principal |controlling |present |current )*(?:owner|shareholder) (?:of|in) (?:the )?{s3:ORG}",
        0.9,
    ),
];
