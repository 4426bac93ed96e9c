//! Sentence patterns of English in which one end stands before the words that say something of it, in the same sentence or
//! the one before; and wordings of minutes, speeches and press releases.

use super::pattern::{CURRENT, INITIAL, REVISED, Rule, SUPERSEDED, of, rule, saying};

/// The patterns.
pub(super) static RULES: &[Rule] = &[
    // bodies
    rule(
        "en-sets-up",
        "parentOrganization",
        &["establish", "set up", "sets up"],
        r"{o:ORG} shall (?:establish|set up) (?:a |an |the )?{s:ORG}",
        0.88,
    ),
    rule(
        "en-by-law",
        "legalBasis",
        &["established under", "set up under", "established by"],
        r"{s:ORG} (?:is|was) (?:established|set up|constituted) (?:under|by|pursuant to) (?:(?P<article>[Ss]ection \d+[\w()]*) of )?(?:the )?{o:LAW}",
        0.93,
    ),
    rule(
        "en-hq-comma",
        "headquarteredIn",
        &["headquartered", "based in"],
        r"{s:ORG},? (?:which is )?(?:headquartered|based) (?:in|at) {o:PLC}",
        0.92,
    ),
    of(
        "ORG",
        rule(
            "en-and-based",
            "headquarteredIn",
            &["and based in", "and headquartered in"],
            r"and (?:is )?(?:based|headquartered) in {o:PLC}",
            0.84,
        ),
    ),
    rule(
        "en-founder-date",
        "foundedBy",
        &["founded", "established"],
        r"{s:ORG},? (?:was )?(?:founded|established|set up) (?:in {DAT} )?by {o:PER}",
        0.92,
    ),
    of(
        "ORG",
        rule(
            "en-founder-in",
            "foundedOn",
            &["founded by"],
            r"founded by {PER} in {o:DAT}",
            0.88,
        ),
    ),
    rule(
        "en-opened",
        "foundedOn",
        &["opened its doors"],
        r"{s:ORG} (?:first )?opened its doors (?:in|on) {o:DAT}",
        0.88,
    ),
    // people
    saying(
        rule(
            "en-title-of",
            "headedBy",
            &[" of ", " at ", ","],
            r"{o:PER}, (?:the |then |now )?(?:\p{Lu}[\p{L}\-]+ ){0,2}?{title} (?:of|at|for) (?:the )?{s:ORG}",
            0.9,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-present",
            "headedBy",
            &[","],
            r"{o:PER}, (?:\p{Lu}[\p{L}\-]+ ){0,2}?{title}(?: of (?:Section|Division|Unit|Department|Staff))?, (?:the )?{s:ORG}(?:[;.]|$)",
            0.86,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-org-title-name",
            "headedBy",
            &[" "],
            r"{s:ORG}(?:'s)? (?:\p{Lu}[\p{L}\-]+ ){0,2}?{title} {o:PER}",
            0.84,
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "en-its-title",
                "headedBy",
                &["Its", "its", "our", "Our", "their"],
                r"(?:[Ii]ts|[Oo]ur|[Tt]heir)(?: (?:first|new|current|present))? (?:\p{Lu}[\p{L}\-]+ ){0,2}?{title}, (?:(?:Dr|Prof|Mr|Ms|Mrs|Sir|Dame)\.? )?{o:PER}",
                0.86,
            ),
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "en-name-its-title",
                "headedBy",
                &["its"],
                r"{o:PER}, its (?:\p{Lu}[\p{L}\-]+ ){0,2}?{title}",
                0.86,
            ),
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "en-the-title-said",
                "headedBy",
                &["said", "received", "announced", "added"],
                r"(?:\p{Lu}[\p{L}\-]+ ){0,1}?{title} {o:PER} (?:said|received|announced|added|stated|welcomed)",
                0.78,
            ),
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "en-led",
                "headedBy",
                &["led by", "headed by"],
                r"(?:The|the|[Tt]his) (?:agency|centre|center|institute|office|body|company|commission|board|authority|hospital|school|university) is (?:led|headed|run) by (?:a |an |the )?(?:{title},? )?(?:at present )?(?:(?:Dr|Prof|Mr|Ms|Mrs|Sir|Dame)\.? )?{o:PER}",
                0.86,
            ),
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "en-headed-title",
                "headedBy",
                &["headed by"],
                r"(?:agency|centre|center|institute|office|body|company) is headed by (?:a|an|the) {title}, at present {o:PER}",
                0.86,
            ),
        ),
        CURRENT,
    ),
    of(
        "PER",
        rule(
            "en-joined-became",
            "headedBy",
            &["became"],
            r"joined {s:ORG}[^.]{0,40}became its (?:\p{Lu}[\p{L}\-]+ ){0,2}?{title}",
            0.84,
        ),
    ),
    of(
        "PER",
        rule(
            "en-leaves-for",
            "headedBy",
            &["leaves for", "moves to", "moved to"],
            r"(?:leaves for|moves to|moved to|left for|joins) (?:the )?{s:ORG} as (?:its |a |an |the )?(?:\p{Lu}[\p{L}\-]+ ){0,2}?{title}",
            0.86,
        ),
    ),
    rule(
        "en-worked",
        "affiliatedWith",
        &["worked for", "worked at", "works for", "works at", "employed by"],
        r"{s:PER},? (?:who )?(?:has )?(?:worked|works|was employed|is employed) (?:for|at|by) (?:the )?{o:ORG}",
        0.88,
    ),
    of(
        "ORG",
        rule(
            "en-force-led",
            "affiliatedWith",
            &["task force", "team", "unit"],
            r"(?:task force|team|unit|working group) led by (?:(?:Dr|Prof|Mr|Ms|Mrs|Sir|Dame)\.? )?{s:PER}",
            0.72,
        ),
    ),
    of(
        "PER",
        rule(
            "en-lives",
            "locatedIn",
            &["lives at", "lives in", "resides"],
            r"(?:lives|resides) (?:at|in) {o:PLC}",
            0.88,
        ),
    ),
    // laws
    rule(
        "en-competent-shall",
        "competentAuthority",
        &["competent authority"],
        r"[Tt]he competent authority (?:under|for|of) (?:[Ss]ection \d+[\w()]* of )?(?:the )?{s:LAW} (?:is|shall be) (?:the )?{o:ORG}",
        0.95,
    ),
    of(
        "LAW",
        rule(
            "en-its-date",
            "promulgatedOn",
            &["promulgated", "enacted"],
            r"(?:and )?(?:was|were) (?:promulgated|enacted)(?: by (?:the )?{ORG})? on {o:DAT}",
            0.86,
        ),
    ),
    of(
        "LAW",
        rule(
            "en-its-amendment",
            "amendedOn",
            &["amended"],
            r"(?:was|were) (?:last )?amended on {o:DAT}",
            0.84,
        ),
    ),
    rule(
        "en-made-under",
        "legalBasis",
        &["made ", "issued ", "enacted "],
        r"{s:LAW} (?:are|is|were|was) (?:made|issued|enacted) (?:under|pursuant to|in accordance with) (?:(?P<article>(?:[Ss]ection|[Aa]rticle) \d+[\w()]*) of )?(?:the )?{o:LAW}",
        0.92,
    ),
    rule(
        "en-bill",
        "proposedBy",
        &["introduced by", "proposed by", "tabled by"],
        r"{s:LAW},? (?:which )?(?:was|is) (?:introduced|proposed|tabled|moved) by (?:the )?{o:PER|ORG}",
        0.9,
    ),
    // what is said of a thing by a word for it
    of(
        "ORG",
        rule(
            "en-it-seat",
            "headquarteredIn",
            &[
                "headquartered",
                "based in",
                "headquarters",
                "ts seat",
                "head office",
                "main office",
            ],
            r"(?:It|The (?:agency|centre|center|institute|office|body|company|commission|board|authority|foundation|association|bureau)|[^.;] and) (?:is |was )?(?:headquartered|based) (?:in|at) {o:PLC}|[Ii]ts (?:headquarters|head office|seat|main office) (?:is|are) (?:located )?(?:in|at) {o2:PLC}",
            0.86,
        ),
    ),
    of(
        "ORG",
        rule(
            "en-it-founding",
            "foundedOn",
            &["founded", "established", "set up", "created"],
            r"(?:It|The (?:agency|centre|center|institute|office|body|company|commission|board|authority|foundation|association|bureau)) was (?:founded|established|set up|created) (?:in|on) {o:DAT}|[^.;] and (?:was |is )?(?:founded|established|set up) (?:in|on) {o2:DAT}",
            0.86,
        ),
    ),
    saying(
        of(
            "ORG",
            rule(
                "en-its-head-is",
                "headedBy",
                &["Its ", " its "],
                r"[Ii]ts (?:current |present )?(?:{title}|director(?:[ -]general)?|president|chair(?:man|woman|person)?|chief executive|minister|head|commissioner|governor|rector|dean|secretary[ -]general) is (?:(?:Dr|Prof|Mr|Ms|Mrs|Sir|Dame)\.? )?{o:PER}",
                0.88,
            ),
        ),
        CURRENT,
    ),
    of(
        "WRK",
        rule(
            "en-it-managed",
            "managedBy",
            &["managed by", "administered by", "overseen by"],
            r"(?:It|The (?:[Pp]rogramme|[Pp]rogram|[Pp]roject|[Ss]cheme|[Ii]nitiative|[Pp]lan)) is (?:managed|administered|overseen) by (?:the )?{o:ORG}",
            0.86,
        ),
    ),
    of(
        "WRK",
        rule(
            "en-its-basis",
            "legalBasis",
            &["Its legal basis"],
            r"Its legal basis is (?:(?P<article>(?:[Ss]ection|[Aa]rticle) \d+[\w()]*) of )?(?:the )?{o:LAW}",
            0.88,
        ),
    ),
    saying(
        of(
            "WRK",
            rule(
                "en-it-budget",
                "budget",
                &["budget"],
                r"(?:It|The (?:[Pp]rogramme|[Pp]rogram|[Pp]roject|[Ss]cheme|[Ii]nitiative|[Pp]lan)) has a (?:total |overall )?budget of {o:MON}|Its (?:total |overall )?budget (?:is|was|amounts to|totals) {o2:MON}",
                0.86,
            ),
        ),
        INITIAL,
    ),
    saying(
        rule(
            "en-budget-of",
            "budget",
            &["budget"],
            r"[Tt]he (?:total |overall )?budget (?:of|for) (?:the )?{s:PRJ} (?:is|was|amounts to|totals|stands at) {o:MON}|{s2:PRJ}(?:['’]s?)? (?:total |overall )?budget (?:is|was|amounts to|totals) {o2:MON}",
            0.9,
        ),
        INITIAL,
    ),
    // programmes and projects
    saying(
        of(
            "WRK",
            rule(
                "en-its-budget",
                "budget",
                &["budget of", "contract price of", "cost of"],
                r"(?:with a|[Bb]oth the|at a|the) (?:total )?(?:budget|contract price|cost) of {o:MON}",
                0.82,
            ),
        ),
        INITIAL,
    ),
    saying(
        rule(
            "en-will-cost",
            "budget",
            &["will cost", "costs"],
            r"{s:WRK} (?:will cost|costs|is expected to cost) {o:MON}",
            0.9,
        ),
        INITIAL,
    ),
    saying(
        rule(
            "en-invest",
            "budget",
            &["invest", "spend", "allot", "grant"],
            r"(?:invests?|invested|spends?|allott?s?|allotted|allocated|granted) {o:MON} (?:in|on|to|for) (?:the )?(?:documentary )?{s:WRK}",
            0.88,
        ),
        INITIAL,
    ),
    saying(
        of(
            "WRK",
            rule(
                "en-its-budget-to",
                "budget",
                &["from"],
                r"(?:raise|increase|reduce|cut|change|revise) (?:the|its) budget from {old:MON} to {o:MON}",
                0.84,
            ),
        ),
        REVISED,
    ),
    saying(
        of(
            "WRK",
            rule(
                "en-its-budget-from",
                "budget",
                &["from"],
                r"(?:raise|increase|reduce|cut|change|revise) (?:the|its) budget from {o:MON} to {new:MON}",
                0.82,
            ),
        ),
        SUPERSEDED,
    ),
    of(
        "WRK",
        rule(
            "en-its-start",
            "startDate",
            &["from"],
            r"(?:runs |ran |it runs |running )?from {o:DAT} (?:to|until) {DAT}",
            0.82,
        ),
    ),
    of(
        "WRK",
        rule(
            "en-its-end",
            "endDate",
            &["from"],
            r"(?:runs |ran |it runs |running )?from {DAT} (?:to|until) {o:DAT}",
            0.82,
        ),
    ),
    of(
        "WRK",
        rule(
            "en-its-completion",
            "endDate",
            &["completed in", "completed on", "completion date", "be completed"],
            r"(?:(?:is|was|will be|be) completed (?:in|on|by) {o:DAT}|completion date of {o2:DAT})",
            0.84,
        ),
    ),
    of(
        "WRK",
        rule(
            "en-and-executed",
            "executedBy",
            &["carried out by", "implemented by"],
            r"(?:and )?will be (?:carried out|implemented|executed) by (?:the )?{o:ORG}",
            0.86,
        ),
    ),
    rule(
        "en-being-executed",
        "executedBy",
        &["carried out by", "implemented by"],
        r"{s:WRK} (?:was|is) being (?:carried out|implemented|executed|built) by (?:the )?{o:ORG}",
        0.92,
    ),
    of(
        "WRK",
        rule(
            "en-carries-out",
            "executedBy",
            &["carries out", "carrying out"],
            r"{o:ORG} (?:carries|is carrying|has been carrying) out (?:the|this) (?:project|programme|survey|work)",
            0.86,
        ),
    ),
    of(
        "WRK",
        rule(
            "en-contractor",
            "executedBy",
            &["contractor"],
            r"[Tt]he contractor, {o:ORG}",
            0.86,
        ),
    ),
    of(
        "WRK",
        rule(
            "en-its-investigator",
            "principalInvestigator",
            &["principal investigator"],
            r"(?:Professor |Dr\.? |Prof\.? )?{o:PER} is (?:the|its) principal investigator",
            0.88,
        ),
    ),
    rule(
        "en-running",
        "managedBy",
        &["is running", "runs", "manages"],
        r"{o:ORG} (?:is running|runs|manages|is managing|coordinates) (?:the )?{s:WRK}",
        0.88,
    ),
    rule(
        "en-together",
        "partnerOrganization",
        &["Together with", "together with", "in cooperation with"],
        r"(?:[Tt]ogether|[Ii]n cooperation) with (?:the )?{o:ORG}(?:(?:, | and |, and )(?:the )?{ORG})*, (?:the )?{ORG} (?:is running|runs|is carrying out|manages|has launched) (?:the )?{s:WRK}",
        0.86,
    ),
    rule(
        "en-together-2",
        "partnerOrganization",
        &["Together with", "together with", "in cooperation with"],
        r"(?:[Tt]ogether|[Ii]n cooperation) with (?:the )?{ORG}(?:(?:, | and |, and )(?:the )?{ORG})*(?:, | and |, and )(?:the )?{o:ORG}, (?:the )?{ORG} (?:is running|runs|is carrying out|manages|has launched) (?:the )?{s:WRK}",
        0.86,
    ),
    // products
    rule(
        "en-made-jointly",
        "developedBy",
        &["developed"],
        r"{s:PRD},? (?:was|is) (?:developed|designed|built) (?:jointly )?by (?:the )?{o:ORG}(?: and (?:the )?{ORG})?",
        0.93,
    ),
    rule(
        "en-made-jointly-2",
        "developedBy",
        &["developed"],
        r"{s:PRD},? (?:was|is) (?:developed|designed|built) (?:jointly )?by (?:the )?{ORG} and (?:the )?{o:ORG}",
        0.92,
    ),
    rule(
        "en-made-comma",
        "developedBy",
        &["developed by"],
        r"{s:PRD}, (?:developed|designed|built|made) by (?:the )?{o:ORG}",
        0.92,
    ),
    of(
        "ORG",
        rule(
            "en-its-product",
            "developedBy",
            &["product is", "released", "unveiled", "launched"],
            r"(?:its best-known product is|its main product is|released (?:its|the)(?: new)?|unveiled (?:its|the)(?: new)?) (?:the )?{s:PRD?}(?: database| system| platform| software| on | in |[.,;]|$)",
            0.84,
        ),
    ),
    rule(
        "en-fruit",
        "outcomeOf",
        &["result of", "outcome of"],
        r"(?:[Oo]ne|[Aa]n?|[Tt]he) (?:result|outcome|fruit) of (?:the )?{o:WRK} is (?:the )?{s:PRD}",
        0.9,
    ),
    // meetings
    of(
        "EVT",
        rule(
            "en-its-chair",
            "chairedBy",
            &["chaired by", "Chair:"],
            r"(?:(?:was|is) chaired by (?:Dr\.? |{title} )?{o:PER}|Chair: {o2:PER})",
            0.86,
        ),
    ),
    rule(
        "en-held-in",
        "locatedIn",
        &["held in", "took place"],
        r"{s:EVT} (?:was|will be) held (?:in|at) (?:the )?{o:PLC}",
        0.9,
    ),
    of(
        "EVT",
        rule(
            "en-held-on",
            "startDate",
            &["held", "Date:"],
            r"(?:(?:was|will be) held (?:(?:in|at) (?:the )?{PLC} )?on {o:DAT}|Date: {o2:DAT})",
            0.86,
        ),
    ),
];
