//! Sentence patterns of English.

use super::pattern::Rule;

const FORMER: &[(&str, &str)] = &[("status", "former")];
const CURRENT: &[(&str, &str)] = &[("status", "current")];
const INITIAL: &[(&str, &str)] = &[("version", "initial")];
const REVISED: &[(&str, &str)] = &[("version", "revised")];
const SUPERSEDED: &[(&str, &str)] = &[("version", "initial"), ("status", "superseded")];

const fn rule(
    name: &'static str,
    predicate: &'static str,
    triggers: &'static [&'static str],
    pattern: &'static str,
    confidence: f32,
) -> Rule {
    Rule {
        name,
        predicate,
        triggers,
        pattern,
        says: &[],
        confidence,
    }
}

const fn saying(rule: Rule, says: &'static [(&'static str, &'static str)]) -> Rule {
    Rule { says, ..rule }
}

/// The patterns.
pub(super) static RULES: &[Rule] = &[
    // bodies
    rule(
        "en-under",
        "parentOrganization",
        &[" of ", " under "],
        r"{s:ORG},? (?:is|was) (?:a|an|the|one of the) (?:wholly owned |principal |main )?(?:subsidiary|subordinate|affiliated|constituent|attached|specialised|specialized|executive|operating)(?: (?:body|agency|unit|organ|institute|company|bureau|institution|arm))? (?:of|under) (?:the )?{o:ORG}",
        0.94,
    ),
    rule(
        "en-reports",
        "parentOrganization",
        &[
            "reports to",
            "subordinate to",
            "attached to",
            "belongs to",
            "overseen by",
            "supervised by",
        ],
        r"{s:ORG},? (?:which )?(?:directly )?(?:reports|is subordinate|is attached|belongs|is accountable) to (?:the )?{o:ORG}",
        0.94,
    ),
    rule(
        "en-overseen",
        "parentOrganization",
        &["overseen by", "supervised by"],
        r"{s:ORG} is (?:overseen|supervised) by (?:the )?{o:ORG}",
        0.88,
    ),
    rule(
        "en-parent",
        "parentOrganization",
        &["parent"],
        r"[Tt]he (?:parent|supervising|superior) (?:body|organisation|organization|agency|company) of (?:the )?{s:ORG} is (?:the )?{o:ORG}",
        0.93,
    ),
    rule(
        "en-seat",
        "locatedIn",
        &["based in", "located in", "situated in", "located at"],
        r"{s:ORG} (?:is|was) (?:based|located|situated) (?:in|at) (?:the )?{o:PLC?}",
        0.94,
    ),
    rule(
        "en-headquarters",
        "headquarteredIn",
        &["headquarter", "head office", "seat of"],
        r"{s:ORG},? (?:is |are )?headquartered in {o:PLC?}",
        0.94,
    ),
    rule(
        "en-headquarters-of",
        "headquarteredIn",
        &["head office", "eadquarters", "seat of", "main office"],
        r"[Tt]he (?:head office|headquarters|seat|main office) of (?:the )?{s:ORG} (?:is|are) (?:located |situated )?(?:in|at) {o:PLC?}",
        0.95,
    ),
    rule(
        "en-headquarters-its",
        "headquarteredIn",
        &["its head", "its main office", "its seat"],
        r"{s:ORG} has its (?:head office|headquarters|main office|seat) in {o:PLC?}",
        0.94,
    ),
    rule(
        "en-founded",
        "foundedOn",
        &["founded", "established", "set up", "created"],
        r"{s:ORG},? (?:was |which was )?(?:first )?(?:founded|established|set up|created|formed|incorporated)(?: by [^.,]{1,40})? (?:in|on) {o:DAT}",
        0.95,
    ),
    rule(
        "en-founded-since",
        "foundedOn",
        &["founding", "establishment", "creation"],
        r"(?:Since|since|After|after|Following|following) its (?:founding|establishment|creation|foundation) (?:in|on) {o:DAT},? (?:the )?{s:ORG}",
        0.93,
    ),
    rule(
        "en-founded-in",
        "foundedOn",
        &["Founded", "Established", "founded"],
        r"(?:Founded|Established|Set up|Created) (?:in|on) {o:DAT},? (?:the )?{s:ORG}",
        0.93,
    ),
    rule(
        "en-founded-by",
        "foundedBy",
        &["founded by", "established by"],
        r"{s:ORG} was (?:founded|established|set up) by (?:the )?{o:PER|ORG}",
        0.9,
    ),
    rule(
        "en-member",
        "memberOf",
        &["member of", "joined"],
        r"{s:ORG|PER} (?:is a member of|joined) (?:the )?{o:ORG}",
        0.85,
    ),
    rule(
        "en-partner",
        "partnerOrganization",
        &["partner"],
        r"{s:PRJ} (?:is carried out|runs|works) in partnership with (?:the )?{o:ORG}",
        0.88,
    ),
    // people
    saying(
        rule(
            "en-head-by",
            "headedBy",
            &["headed by", "led by", "directed by", "run by", "chaired by"],
            r"{s:ORG},? (?:is|has been) (?:headed|led|directed|run|chaired) by (?:Dr\.? |Prof\.? |Professor )?{o:PER?}(?:, (?:its|the|who is its) {title})?",
            0.94,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-head-is",
            "headedBy",
            &[" is "],
            r"[Tt]he (?:current |present )?{title} of (?:the )?{s:ORG} is (?:Dr\.? |Prof\.? )?{o:PER?}",
            0.95,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-head-was",
            "headedBy",
            &["until", "up to"],
            r"(?:Dr\.? |Prof\.? )?{o:PER?} was (?:the )?{title} of (?:the )?{s:ORG} (?:up to|until) {until:DAT}",
            0.95,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-head-until",
            "headedBy",
            &["Until", "until"],
            r"[Uu]ntil {until:DAT},? (?:Dr\.? |Prof\.? )?{o:PER?} (?:served|acted|worked) as (?:the )?{title} of (?:the )?{s:ORG}",
            0.95,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-head-former",
            "headedBy",
            &["former"],
            r"{o:PER}, (?:a |the )?former {title} of (?:the )?{s:ORG}",
            0.9,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-head-since",
            "headedBy",
            &["took office", "appointed", "took over"],
            r"(?:Dr\.? |Prof\.? )?{o:PER?} (?:took office|was appointed|took over|was named)(?: as)? (?:the )?{title} of (?:the )?{s:ORG}(?: (?:on|in|from) {since:DAT})?",
            0.95,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-head-since-2",
            "headedBy",
            &["since", "Since"],
            r"(?:Dr\.? |Prof\.? )?{o:PER?} has (?:been|served as) (?:the )?{title} of (?:the )?{s:ORG} since {since:DAT}",
            0.94,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-head-person",
            "headedBy",
            &[" of "],
            r"{o:PER?},? (?:is |serves as |the )?(?:the )?{title} of (?:the )?{s:ORG}",
            0.87,
        ),
        CURRENT,
    ),
    rule(
        "en-works-for",
        "affiliatedWith",
        &["works", "employed"],
        r"{s:PER} (?:works (?:for|at)|is employed by|is affiliated with) (?:the )?{o:ORG}",
        0.9,
    ),
    // laws
    rule(
        "en-competent",
        "competentAuthority",
        &["competent authority"],
        r"[Tt]he competent authority (?:under|for|of) (?:the )?{s:LAW} is (?:the )?{o:ORG}",
        0.96,
    ),
    rule(
        "en-administered",
        "competentAuthority",
        &["administered by", "enforced by"],
        r"{s:LAW} is (?:administered|enforced|overseen) by (?:the )?{o:ORG}",
        0.95,
    ),
    rule(
        "en-promulgated",
        "promulgatedOn",
        &["promulgated", "enacted", "statute book", "passed"],
        r"{s:LAW} (?:was|were) (?:promulgated|enacted|passed|published) (?:on|in) {o:DAT}",
        0.95,
    ),
    rule(
        "en-statute-book",
        "promulgatedOn",
        &["statute book"],
        r"{s:LAW} (?:entered|came onto|reached) the statute book (?:on|in) {o:DAT}",
        0.94,
    ),
    rule(
        "en-amended",
        "amendedOn",
        &["amended"],
        r"{s:LAW} (?:was|were) (?:last )?amended (?:on|in) {o:DAT}",
        0.93,
    ),
    rule(
        "en-proposed",
        "proposedBy",
        &["proposed by", "introduced by"],
        r"{s:LAW} was (?:proposed|introduced|tabled) by (?:the )?{o:PER|ORG}",
        0.88,
    ),
    // programmes and projects
    rule(
        "en-managed",
        "managedBy",
        &["managed by", "administered by", "overseen by"],
        r"{s:PRJ},? (?:is|was) (?:managed|administered|overseen|run|coordinated) by (?:the )?{o:ORG}",
        0.95,
    ),
    rule(
        "en-managed-rests",
        "managedBy",
        &["esponsibility"],
        r"[Rr]esponsibility for (?:the )?{s:PRJ} (?:rests|lies) with (?:the )?{o:ORG}",
        0.95,
    ),
    rule(
        "en-managed-resp",
        "managedBy",
        &["responsible for"],
        r"{o:ORG} is responsible for (?:the )?{s:PRJ}",
        0.92,
    ),
    rule(
        "en-basis",
        "legalBasis",
        &["under", "pursuant", "accordance"],
        r"{s:PRJ},? (?:is|was) (?:carried out|implemented|established|run|conducted|launched) (?:under|pursuant to|in accordance with|on the basis of) (?:(?P<article>(?:[Ss]ection|[Aa]rticle|[Aa]rt\.|[Ss]ec\.) \d+[\w()]*) of )?(?:the )?{o:LAW}",
        0.95,
    ),
    rule(
        "en-basis-is",
        "legalBasis",
        &["legal basis"],
        r"[Tt]he legal basis (?:of|for) (?:the )?{s:PRJ} is (?:(?P<article>(?:[Ss]ection|[Aa]rticle) \d+[\w()]*) of )?(?:the )?{o:LAW}",
        0.96,
    ),
    rule(
        "en-starts",
        "startDate",
        &["started", "began", "launched", "commenced"],
        r"{s:PRJ} (?:was )?(?:started|began|launched|commenced|starts|begins) (?:on|in) {o:DAT}",
        0.94,
    ),
    rule(
        "en-period-start",
        "startDate",
        &["runs from", "ran from"],
        r"{s:PRJ} (?:runs|ran) from {o:DAT} (?:to|until) {DAT}",
        0.94,
    ),
    rule(
        "en-period-end",
        "endDate",
        &["runs from", "ran from"],
        r"{s:PRJ} (?:runs|ran) from {DAT} (?:to|until) {o:DAT}",
        0.94,
    ),
    rule(
        "en-ends",
        "endDate",
        &["ends on", "ended on", "will end"],
        r"{s:PRJ} (?:ends|ended|will end|was completed) (?:on|in) {o:DAT}",
        0.93,
    ),
    saying(
        rule(
            "en-extended",
            "endDate",
            &["extended"],
            r"[Tt]he (?:end date|period|term|duration) of (?:the )?{s:PRJ} (?:is|was|has been) extended from {old:DAT} (?:to|until) {o:DAT}",
            0.96,
        ),
        REVISED,
    ),
    saying(
        rule(
            "en-extended-from",
            "endDate",
            &["extended"],
            r"[Tt]he (?:end date|period|term|duration) of (?:the )?{s:PRJ} (?:is|was|has been) extended from {o:DAT} (?:to|until) {new:DAT}",
            0.92,
        ),
        SUPERSEDED,
    ),
    rule(
        "en-part",
        "partOf",
        &["part of", "component of"],
        r"{s:PRJ} (?:forms part|is (?:a )?part|is (?:funded as )?a component|is one of the projects|is a sub-?project) of (?:the )?{o:PRJ}",
        0.95,
    ),
    rule(
        "en-part-under",
        "partOf",
        &["under the"],
        r"{s:PRJ},? (?:a project )?under (?:the )?{o:PRJ}",
        0.8,
    ),
    saying(
        rule(
            "en-budget-allotted",
            "budget",
            &["allotted", "allocated", "granted"],
            r"{s:PRJ} (?:was|is|has been) (?:allotted|allocated|granted|awarded) {o:MON}(?: (?:for|in) {year:DAT})?",
            0.95,
        ),
        INITIAL,
    ),
    saying(
        rule(
            "en-budget-approved",
            "budget",
            &["originally approved", "budget"],
            r"[Tt]he (?:original )?(?:budget|allocation)(?: originally)? (?:approved |set )?(?:for|of) (?:the )?{s:PRJ} (?:in|for) {year:DAT} (?:was|is) {o:MON}",
            0.95,
        ),
        INITIAL,
    ),
    saying(
        rule(
            "en-budget-is",
            "budget",
            &["budget of", "allocation of"],
            r"[Tt]he {year:DAT} (?:original )?(?:budget|allocation) (?:of|for) (?:the )?{s:PRJ} (?:is|was|amounts to|stands at) {o:MON}",
            0.94,
        ),
        INITIAL,
    ),
    saying(
        rule(
            "en-budget-to",
            "budget",
            &["changed from", "revised from", "increased from", "reduced from"],
            r"[Tt]he {year:DAT} (?:budget|allocation) (?:of|for) (?:the )?{s:PRJ} (?:is|was|has been) (?:changed|revised|increased|reduced|adjusted|raised|cut) from {old:MON} to {o:MON}(?: (?:with effect from|as of|effective) {since:DAT})?",
            0.96,
        ),
        REVISED,
    ),
    saying(
        rule(
            "en-budget-from",
            "budget",
            &["changed from", "revised from", "increased from", "reduced from"],
            r"[Tt]he {year:DAT} (?:budget|allocation) (?:of|for) (?:the )?{s:PRJ} (?:is|was|has been) (?:changed|revised|increased|reduced|adjusted|raised|cut) from {o:MON} to {new:MON}",
            0.93,
        ),
        SUPERSEDED,
    ),
    saying(
        rule(
            "en-budget-revise",
            "budget",
            &["revise", "adjust", "change"],
            r"(?:revise|adjust|change|increase|reduce|raise) the {year:DAT} (?:budget|allocation) (?:of|for) (?:the )?{s:PRJ} to {o:MON}(?: \(previously {old:MON}\))?(?: (?:with effect from|as of|from) {since:DAT})?",
            0.96,
        ),
        REVISED,
    ),
    saying(
        rule(
            "en-budget-previous",
            "budget",
            &["previously"],
            r"(?:revise|adjust|change|increase|reduce|raise) the {year:DAT} (?:budget|allocation) (?:of|for) (?:the )?{s:PRJ} to {new:MON} \(previously {o:MON}\)",
            0.93,
        ),
        SUPERSEDED,
    ),
    rule(
        "en-executed",
        "executedBy",
        &["carried out by", "implemented by", "executed by", "conducted by"],
        r"{s:PRJ},? (?:is|was) (?:being )?(?:carried out|implemented|executed|conducted|undertaken) by (?:the )?{o:ORG}",
        0.96,
    ),
    rule(
        "en-executing",
        "executedBy",
        &["implementing", "executing"],
        r"{o:ORG} is the (?:implementing|executing|lead) (?:body|agency|institute|organisation|organization|unit) (?:of|for) (?:the )?{s:PRJ}",
        0.96,
    ),
    rule(
        "en-executing-is",
        "executedBy",
        &["implementing", "executing"],
        r"[Tt]he (?:implementing|executing) (?:body|agency|organisation|organization) (?:of|for) (?:the )?{s:PRJ} is (?:the )?{o:ORG}",
        0.96,
    ),
    rule(
        "en-investigator",
        "principalInvestigator",
        &["principal investigator"],
        r"{s:PRJ} is (?:led|headed) by (?:Dr\.? |Prof\.? )?{o:PER?} as (?:its )?principal investigator",
        0.96,
    ),
    rule(
        "en-investigator-is",
        "principalInvestigator",
        &["principal investigator", "rincipal investigator"],
        r"[Tt]he principal investigator (?:of|for) (?:the )?{s:PRJ} is (?:Dr\.? |Prof\.? )?{o:PER?}",
        0.96,
    ),
    rule(
        "en-investigator-3",
        "principalInvestigator",
        &["principal investigator"],
        r"{o:PER?},? (?:is |the )?(?:the )?principal investigator (?:of|for) (?:the )?{s:PRJ}",
        0.94,
    ),
    // products
    rule(
        "en-developed",
        "developedBy",
        &["developed", "designed", "built", "made by", "manufactured"],
        r"{s:PRD},? (?:is|was) (?:designed and built|designed|developed and manufactured|developed|built|made|manufactured|produced) by (?:the )?{o:ORG}",
        0.96,
    ),
    rule(
        "en-develops",
        "developedBy",
        &["developed", "unveil", "launched"],
        r"{o:ORG} (?:has )?(?:developed|designed|built|launched) (?:the )?{s:PRD}",
        0.9,
    ),
    rule(
        "en-outcome",
        "outcomeOf",
        &["outcome of", "results of", "result of", "product of"],
        r"{s:PRD} (?:is an? (?:outcome|result|product|spin-off) of|builds on (?:the )?results of|grew out of|resulted from|stems from) (?:the )?{o:PRJ}",
        0.96,
    ),
    // what the document itself reports
    rule(
        "en-trip-lead",
        "tripLead",
        &["led by", "headed by"],
        r"[Tt]he (?:delegation|mission|visit|study tour|party) was (?:led|headed) by (?:Dr\.? |Prof\.? |{title} )?{o:PER?}",
        0.94,
    ),
    rule(
        "en-trip-lead-2",
        "tripLead",
        &["led the", "headed the"],
        r"{o:PER?} (?:led|headed) the (?:delegation|mission|party)",
        0.92,
    ),
    rule(
        "en-visited",
        "visited",
        &["visited", "called on"],
        r"(?:On {date:DAT},? )?[Tt]he (?:delegation|mission|party|group|team) (?:visited|called on|met with|was received at|was received by) (?:the )?{o:ORG}(?: on {date2:DAT})?",
        0.94,
    ),
    rule(
        "en-chaired",
        "chairedBy",
        &["chaired by"],
        r"[Tt]he meeting was chaired by (?:Dr\.? |Prof\.? |{title} )?{o:PER?}",
        0.94,
    ),
];
