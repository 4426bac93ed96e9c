//! Sentence patterns of English as agencies write of themselves: received its charter, sits at, answers to; and of laws: was gazetted, falls to.

use super::pattern::{Rule, is_no_league, of, rule, when};

/// Where something sits: the town, behind the street or the house.
macro_rules! town {
    ($o:literal) => {
        concat!(
            r"(?:on|in|at|from|near) (?:the )?(?:[^.;:,]{1,40}?, |[^.;:,]{1,40}? in )?{",
            $o,
            r":PLC?}(?:[.,;)]|$| (?:and|where|since|in the|next|beside|which|on|with|has|under|ever)\b)"
        )
    };
}
/// What a body is set up by.
macro_rules! set_up {
    () => {
        r"(?:founded|established|set up|created|formed|started|begun|opened|constituted|instituted|incorporated|chartered)"
    };
}
/// To be below a body.
macro_rules! below {
    () => {
        r"(?:(?:directly )?(?:answers?|reports?|belongs?) to|(?:comes?|falls?|sits?|stands?|works?) (?:directly )?under|(?:is|are) (?:attached|subordinate|accountable|answerable) to|(?:is|are) (?:supervised|overseen|financed|funded|maintained|governed) by|depends? (?:up)?on|forms? (?:a )?part of|(?:is|are) (?:a |an |the )?(?:[a-z\-]+ ){0,2}?(?:bod(?:y|ies)|units?|establishments?|houses?|organs?|agenc(?:y|ies)|institutes?|stations?|arms?|parts?) of)"
    };
}
const BODY: &[&str] = &[
    "answer",
    "report",
    "belong",
    "under",
    "attached",
    "subordinate",
    "accountable",
    "supervised",
    "overseen",
    "depend",
    "part of",
    "bod",
    "unit",
    "establishment",
    "house",
    "organ",
    "agenc",
    "institute",
    "station",
    "arm",
    "financed",
    "funded",
    "governed",
];
/// The patterns.
pub(super) static RULES: &[Rule] = &[
    // bodies: since when
    rule(
        "en-chartered",
        "foundedOn",
        &[
            "charter",
            "origin",
            "existed",
            "existence",
            "goes back",
            "go back",
            "since",
            "opened",
            "began",
            "begun",
            "started",
            "into being",
        ],
        r"{s:ORG},? (?:which )?(?:received its (?:[a-z]+ )?charter in|traces its (?:origins?|roots|beginnings) (?:back )?to|has existed since|has been (?:at work|in business|in existence|in trade|in operation|active) since|goes back to|was (?:first )?(?:begun|started|chartered) in|(?:first )?opened (?:for business )?(?:(?:in|at) {PLC} )?(?:in|on)|began(?: its)?(?: work| life| operations)? (?:(?:in|at) {PLC} )?in|came into being in|took up (?:its )?work in) {o:DAT}",
        0.9,
    ),
    rule(
        "en-comma-founded",
        "foundedOn",
        &[
            "founded",
            "established",
            "set up",
            "created",
            "formed",
            "started",
            "begun",
            "opened",
            "since",
            "incorporated",
            "began",
        ],
        concat!(
            r"{s:ORG},? ?(?:, (?:a|an|the) [^.;,]{1,40}? )?(?:which was |which |, (?:was )?|was )?(?:first )?",
            set_up!(),
            r"(?: (?:in|at) {PLC})? (?:in|on) {o:DAT}|{s2:ORG},? (?:(?:a|an) [a-z]+ )?(?:which )?(?:began (?:work |life |in {PLC} )?in|in (?:trade|business|operation|existence) since) {o2:DAT}|{s3:ORG},? (?:and )?(?:was )?founded {o3:DAT}"
        ),
        0.9,
    ),
    rule(
        "en-firm-begun",
        "foundedOn",
        &["firm", "company", "house", "body", "maker"],
        concat!(
            r"{s:ORG},? an? (?:[a-z\-]+ ){0,2}(?:firm|company|house|body|maker|workshop)(?:,)? (?:that was |which was )?",
            set_up!(),
            r" (?:in|on) {o:DAT}"
        ),
        0.9,
    ),
    rule(
        "en-when-merged",
        "foundedOn",
        &[
            "merged into",
            "joined into",
            "combined into",
            "united in",
            "created",
            "founded",
            "established",
            "set up",
        ],
        r"[Ii]n {o:DAT},? [^.;]{3,60}? (?:were|was) (?:merged|joined|combined|united|brought together) (?:into|in|to form|as) (?:the )?{s:ORG}|(?:[A-Z][a-z]+ |the [a-z]+ )?(?:founded|established|set up|created|formed|instituted) (?:the )?{s2:ORG} in {o2:DAT}",
        0.86,
    ),
    rule(
        "en-participle-founded",
        "foundedOn",
        &[
            "Set up",
            "Founded",
            "Established",
            "Created",
            "Formed",
            "Opened",
            "Begun",
        ],
        r"(?:Set up|Founded|Established|Created|Formed|Opened|Begun) (?:in|on) {o:DAT}[^.;{]{0,90}?, (?:the )?{s:ORG}",
        0.9,
    ),
    of(
        "ORG",
        rule(
            "en-since-it-opened",
            "foundedOn",
            &[
                "since",
                "Founded",
                "founded",
                "Established",
                "Created",
                "Opened",
                "Formed",
                "Set up",
                "business",
                "dates from",
                "began",
                "Since",
                "goes back",
                "set up",
                "established",
            ],
            r"(?:^|[.;:,(] ?)(?:Founded|Established|Created|Opened|Formed|Set up|In business since|Since|founded|established|set up|opened|in business since|in trade since|in operation since)(?::| in| on)? {o:DAT}|(?:since|from) (?:its|the) (?:creation|foundation|founding|establishment|opening) in {o2:DAT}|since (?:the|its) doors (?:were )?opened in {o3:DAT}|(?:^|[.;] |\band )(?:[Ii]t |which )?(?:dates (?:back )?(?:from|to)|goes back to|has existed since|began(?: work)? in|traces its origins? to|was (?:founded|established|set up|started|begun|opened|formed) in) {o4:DAT}",
            0.86,
        ),
    ),
    // bodies: where
    rule(
        "en-sits-at",
        "headquarteredIn",
        &[
            "sits",
            "home",
            "seat",
            "office",
            "premises",
            "works from",
            "trades from",
            "operates from",
            "housed",
            "quarters",
            "has been in",
            "based",
            "runs from",
            "works out",
        ],
        concat!(
            r"{s:ORG}(?:, [^.;,{]{1,30} ?(?:{DAT})?)?,? (?:which |and )?(?:(?:has )?sat? ever since|sits|is (?:at home|housed|based|lodged|settled|headquartered|seated)|works|trades|operates|runs|has been|(?:has|keeps) (?:its|a) (?:[a-z]+ )?(?:seat|home|head office|offices?|base|premises|headquarters)) ",
            town!("o"),
            r"|{s2:ORG}['’]s? (?:[a-z]+ )?(?:offices?|home|premises|base|seat|headquarters) (?:is|are) ",
            town!("o2"),
            r"|{s3:ORG} and has sat ever since ",
            town!("o3")
        ),
        0.88,
    ),
    of(
        "ORG",
        rule(
            "en-its-offices",
            "headquarteredIn",
            &[
                "ts offices",
                "ts home",
                "ts premises",
                "ts base",
                "ts seat",
                "eadquarters",
                "ead office",
                "Town:",
                "Seat:",
                "premises at",
                "works from",
                "offices",
                "at home",
                "has its",
                "head office",
                "Location:",
                "Where:",
                "sat ever since",
                "trades from",
                "moved to",
                "Base:",
                "City:",
                "and is based",
                "housed",
            ],
            concat!(
                r"(?:[Ii]ts|[Tt]he) (?:[a-z]+ )?(?:offices?|home|premises|base|seat|headquarters|head office) (?:is|are|stand|stands|lies?) ",
                town!("o"),
                r"|(?:[Hh]ead office|[Hh]eadquarters|Town|Seat|Location|Base|City|Where)(?::| are in| is in| in|) {o2:PLC?}(?:[.,;)]|$)|(?:premises|offices) at {o3:PLC?}(?:[.,;)]|$)|(?:It|and|which|who) (?:has sat ever since|sits|works|trades|operates|is based|is housed|is at home|has its (?:[a-z]+ )?(?:seat|home|offices?|head office|headquarters)) ",
                town!("o4")
            ),
            0.86,
        ),
    ),
    rule(
        "en-of-town",
        "headquarteredIn",
        &["Ltd of ", "plc of ", "Inc of ", "Co of ", "Limited of ", " of "],
        r"{s:ORG} of {o:PLC}, (?:in trade|in business|founded|established|set up|a |an |which|has|today|put)",
        0.86,
    ),
    rule(
        "en-opened-at",
        "headquarteredIn",
        &[
            "opened at",
            "opened in",
            "began in",
            "set up in",
            "founded in",
            "business in",
            "started in",
        ],
        r"{s:ORG}[^.;:{]{0,40}? (?:opened|began|was set up|was founded|was established|started|opened for business)(?: in {DAT})? (?:at|in) {o:PLC} (?:in|on) {DAT}|{s2:ORG}[^.;:{]{0,20}? opened for business in {DAT} in {o2:PLC}",
        0.86,
    ),
    // bodies: of whom
    when(
        is_no_league,
        rule(
            "en-is-below",
            "parentOrganization",
            BODY,
            concat!(
                r"{s:ORG},? (?:which )?(?:likewise |also |now )?",
                below!(),
                r" (?:the )?{o:ORG}"
            ),
            0.9,
        ),
    ),
    rule(
        "en-comma-body-of",
        "parentOrganization",
        BODY,
        r"{s:ORG}, (?:a|an|the) (?:[a-z\-]+ ){0,2}?(?:body|unit|establishment|house|organ|agency|arm|station|institute) (?:of|under|attached to) (?:the )?{o:ORG}",
        0.9,
    ),
    when(
        is_no_league,
        rule(
            "en-both-below",
            "parentOrganization",
            BODY,
            concat!(
                r"{s:ORG} and (?:the )?{ORG} (?:both |all )?",
                below!(),
                r" (?:the )?{o:ORG}"
            ),
            0.88,
        ),
    ),
    rule(
        "en-three-below",
        "parentOrganization",
        BODY,
        concat!(
            r"{s:ORG}, (?:the )?{ORG},? and (?:the )?{ORG} (?:all )?",
            below!(),
            r" (?:the )?{o:ORG}"
        ),
        0.88,
    ),
    rule(
        "en-below-are",
        "parentOrganization",
        BODY,
        concat!(below!(), r" (?:the )?{o:ORG}: (?:the )?{s:ORG}"),
        0.86,
    ),
    rule(
        "en-below-are-2",
        "parentOrganization",
        BODY,
        concat!(
            below!(),
            r" (?:the )?{o:ORG}: (?:the )?{ORG},?(?: and)? (?:the )?{s:ORG}"
        ),
        0.86,
    ),
    rule(
        "en-below-are-3",
        "parentOrganization",
        BODY,
        concat!(
            below!(),
            r" (?:the )?{o:ORG}: (?:the )?{ORG},? (?:the )?{ORG},? and (?:the )?{s:ORG}"
        ),
        0.86,
    ),
    // laws
    rule(
        "en-gazetted",
        "promulgatedOn",
        &[
            "gazetted",
            "proclaimed",
            "ublication",
            "bears the date",
            "signed",
            "made law",
            "sealed",
            "passed into law",
            "assent",
            "published",
            "enacted",
            "became law",
        ],
        r"{s:LAW}(?: \([^)]*\))?,? (?:which )?(?:(?:was|were) (?:first )?(?:gazetted|proclaimed|sealed|passed into law|made law|brought out) (?:on|in)|bears? the date of|received assent on) {o:DAT}|[Pp]ublication of (?:the )?{s2:LAW} (?:took place|was made|followed) on {o2:DAT}|[Oo]n {o3:DAT},? (?:the )?{s3:LAW} (?:was|were) (?:gazetted|proclaimed|published|enacted|promulgated|passed|made|issued|adopted)|(?:Gazetted|Proclaimed|Promulgated|Made|Enacted|Published|Issued|Adopted|Passed) on {o4:DAT},? (?:the )?{s4:LAW}",
        0.92,
    ),
    rule(
        "en-law-made-on",
        "promulgatedOn",
        &[
            "made on",
            "issued on",
            "passed on",
            "gazetted on",
            "enacted on",
            "of the date",
        ],
        r"{s:LAW}(?: \([^)]*\))?, (?:made|issued|passed|gazetted|enacted|promulgated|proclaimed) on {o:DAT}",
        0.92,
    ),
    of(
        "LAW",
        rule(
            "en-its-making",
            "promulgatedOn",
            &[
                "Gazetted",
                "gazetted",
                "Enacted",
                "Made on",
                "Promulgated",
                "Proclaimed",
                "Date of",
                "became law",
                "Passed on",
                "Published on",
                "Issued on",
                "Adopted on",
            ],
            r"(?:^|[.;] )(?:Gazetted|Enacted|Made|Promulgated|Proclaimed|Published|Issued|Adopted|Passed)(?: on|:) {o:DAT}|[Dd]ate of (?:enactment|promulgation|publication|making|issue|proclamation): ?{o2:DAT}|(?:^|[.;] )(?:It|They) (?:was|were) (?:gazetted|enacted|made|promulgated|proclaimed|published|issued|passed) (?:on|in) {o3:DAT}",
            0.88,
        ),
    ),
    rule(
        "en-law-falls-to",
        "competentAuthority",
        &[
            "falls to",
            "fall to",
            "in the care of",
            "looked after",
            "charged with",
            "in the charge of",
            "entrusted to",
            "applies",
            "application",
            "administer",
            "in the hands of",
            "lies with",
            "rests with",
        ],
        r"{s:LAW}(?: \([^)]*\))?,? (?:[^.;:{]{0,40}?)?(?:falls?|is|are)?(?: within the charge of| to be administered by| in the care of| in the charge of| in the hands of| looked after by| entrusted to| administered by| applied by| enforced by| to) (?:the )?{o:ORG}|{o2:ORG} is the (?:authority|body|department|ministry|office) (?:charged with|in charge of|answerable for|behind) (?:the )?{s2:LAW}|(?:[Ee]nforcement|[Aa]dministration|[Aa]pplication) of (?:the )?{s3:LAW} (?:lies|rests|is) with (?:the )?{o3:ORG}",
        0.9,
    ),
    of(
        "LAW",
        rule(
            "en-law-its-office",
            "competentAuthority",
            &[
                "competent authority",
                "applies it",
                "apply it",
                "administers",
                "esponsible for",
                "nforcement",
                "looked after",
                "care of",
                "sees to",
                "enforces",
                "apply them",
                "Administered by",
                "Competent authority",
                "dministration",
            ],
            r"{o:ORG} is the (?:competent|responsible|administering|enforcing) (?:authority|body|ministry)|{o2:ORG} (?:applies|administers|enforces|oversees|looks after|sees to(?: its application)?|watches over) ?(?:it|them)?(?:[.;,]|$)|(?:[Rr]esponsible for (?:it|them) is|[Ee]nforcement (?:lies|rests) with|[Aa]dministration (?:lies|rests) with|(?:It is|They are) (?:looked after by|in the care of|administered by|enforced by|in the charge of)|[Aa]dministered by:?|[Cc]ompetent authority:?) (?:the )?{o3:ORG}",
            0.86,
        ),
    ),
    // journeys
    rule(
        "en-diary",
        "visited",
        &[" ", "|"],
        r"^(?:[-*•·] ?)?{date:DAT}(?: ?\([^)]*\))?(?:[:,]| ) ?\s{0,14}(?:(?:morning|forenoon|afternoon|a\.m\.|p\.m\.)\s{1,12})?(?:[Cc]all at (?:the )?|[Vv]isit to (?:the )?)?{o:ORG}",
        0.86,
    ),
];
