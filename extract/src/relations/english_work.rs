//! Sentence patterns of English for the plain wordings of programmes, products and meetings: run by, falls under, takes part in,
//! came out of, took the chair.

use super::pattern::{INITIAL, Rule, of, rule, saying};

macro_rules! address {
    () => {
        r"(?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame)\.? )?"
    };
}
/// To have money for something.
macro_rules! set_aside {
    () => {
        r"(?:set aside|earmarked|allocated|allotted|budgeted|granted|approved|committed|reserved|provided|made available)"
    };
}
/// To take part.
macro_rules! takes_part {
    () => {
        r"(?:also |now |jointly )?(?:takes? part in|took part in|is taking part in|participates? in|is participating in|participated in|collaborates? (?:in|on)|is involved in|contributes to|has joined|joined|is an? (?:[a-z]+ )?(?:partner|participant) (?:in|of|on)|is one of the (?:partners|participants) (?:in|of)|acts as an? (?:[a-z]+ )?partner (?:in|of))"
    };
}

const ENDS: &[&str] = &[
    " end",
    " finish",
    "conclude",
    "closes",
    "close ",
    "expire",
    "complete",
    "runs until",
    "run until",
    "until",
];
const BEGINS: &[&str] = &[
    "began",
    "begin",
    "start",
    "kick",
    "got under way",
    "launch",
    "commence",
    "opens",
];

/// The patterns.
pub(super) static RULES: &[Rule] = &[
    // programmes and projects
    rule(
        "en-run-by",
        "managedBy",
        &[
            "run by",
            "operated by",
            "looked after by",
            "directed by",
            "managed by",
            "coordinated by",
            "administered by",
            "in the hands of",
        ],
        r"{s:PRJ},? (?:which )?(?:is |are )?(?:being )?(?:run|operated|looked after|directed|managed|coordinated|administered)(?: jointly)? by (?:the )?{o:ORG}|{s2:PRJ} is in the hands of (?:the )?{o2:ORG}",
        0.91,
    ),
    rule(
        "en-looks-after",
        "managedBy",
        &[
            "looks after",
            "administers",
            "oversees",
            "operates",
            "in charge of",
            "coordinates",
            "manages",
            "runs",
        ],
        r"{o:ORG},? (?:which )?(?:looks after|administers|oversees|operates|is in charge of|coordinates|manages|runs) (?:the )?{s:WRK}",
        0.89,
    ),
    rule(
        "en-rests-on",
        "legalBasis",
        &[
            "under",
            "based on",
            "rests on",
            "founded on",
            "basis in",
            "authorised by",
            "created by",
            "established by",
        ],
        r"{s:PRJ},? (?:which )?(?:(?:is|was|has been) (?:created|introduced|set up|launched|established|started|run|authorised|authorized|provided for)(?: (?:on|in) {DAT})? (?:under|by|pursuant to)|(?:rests|is based|is founded|is grounded) (?:up)?on|has its (?:legal )?(?:basis|foundation) in|derives its (?:legal )?(?:basis|authority) from) (?:(?P<article>(?:[Ss]ection|[Aa]rticle) \d+[\w()]*) of )?(?:the )?{o:LAW}",
        0.91,
    ),
    rule(
        "en-law-provides",
        "legalBasis",
        &["legal basis for", "legal basis of", "provides for"],
        r"(?:(?P<article>(?:[Ss]ection|[Aa]rticle) \d+[\w()]*) of )?(?:the )?{o:LAW} (?:is|forms|provides) the legal basis (?:for|of) (?:the )?{s:PRJ}",
        0.91,
    ),
    rule(
        "en-comes-under",
        "partOf",
        &[
            "under the",
            "belongs to",
            "under {",
            "within the",
            "part of",
            "one of",
            "component",
            "includes",
            "comprises",
            "consists of",
        ],
        r"{s:PRJ},? (?:which )?(?:(?:comes|falls|runs|operates|is run|is funded|is carried out|was launched|is conducted) (?:under|within|as part of)(?: the (?:framework|umbrella) of)?|belongs to|is(?: an?)? (?:integral )?part of|makes up part of|is one of the (?:[a-z]+ )?(?:projects|components|strands|parts|elements|work packages|sub-?projects) (?:of|under|within|in)|is an? (?:sub-?project|component|strand|work package|element) (?:of|under|within)) (?:the )?{o:PRJ}",
        0.91,
    ),
    rule(
        "en-includes",
        "partOf",
        &["includes", "comprises", "consists of", "covers"],
        r"{o:WRK} (?:includes|comprises|consists of|covers) (?:the )?{s:WRK}",
        0.85,
    ),
    rule(
        "en-delivers",
        "executedBy",
        &[
            "implement",
            "carries out",
            "carrying out",
            "deliver",
            "conduct",
            "execut",
            "undertak",
        ],
        r"{o:ORG},? (?:which )?(?:is |are )?(?:implementing|carrying out|delivering|conducting|executing|undertaking|implements|carries out|delivers|conducts|executes|undertakes) (?:the )?{s:PRJ}|{s2:PRJ},? (?:which )?(?:is |was )?(?:being )?(?:delivered|implemented|carried out|conducted|executed|undertaken) by (?:the )?{o2:ORG}",
        0.92,
    ),
    rule(
        "en-takes-part",
        "partnerOrganization",
        &[
            "part in",
            "participa",
            "partner",
            "collaborat",
            "involved in",
            "contributes to",
            "joined",
        ],
        concat!(r"{o:ORG},? (?:which )?", takes_part!(), r" (?:the )?{s:PRJ}"),
        0.89,
    ),
    rule(
        "en-takes-part-2",
        "partnerOrganization",
        &["take part in", "participate in", "partners", "participants"],
        r"{o:ORG}(?:, (?:the )?{ORG})*,? and (?:the )?{ORG} (?:take part in|participate in|are (?:the )?(?:[a-z]+ )?(?:partners|participants) (?:in|of)) (?:the )?{s:PRJ}|{ORG}(?:, (?:the )?{ORG})*,? and (?:the )?{o2:ORG} (?:take part in|participate in|are (?:the )?(?:[a-z]+ )?(?:partners|participants) (?:in|of)) (?:the )?{s2:PRJ}",
        0.87,
    ),
    rule(
        "en-partners-are",
        "partnerOrganization",
        &["artners", "artner "],
        r"(?:[Tt]he )?(?:[Pp]roject |[a-z]+ )?[Pp]artners? (?:in|of|on) (?:the )?{s:PRJ} (?:is|are|include)(?: the)? {o:ORG}|{s2:PRJ}['’]s? (?:[a-z]+ )?partners? (?:is|are|include)(?: the)? {o2:ORG}",
        0.89,
    ),
    rule(
        "en-partners-are-2",
        "partnerOrganization",
        &["artners"],
        r"(?:[Pp]artners (?:in|of|on) (?:the )?{s:PRJ}|{s2:PRJ}['’]s? (?:[a-z]+ )?partners) (?:are|include)(?: the)? {ORG}(?:, (?:the )?{ORG})*,? and (?:the )?{o:ORG}",
        0.87,
    ),
    rule(
        "en-with-partner",
        "partnerOrganization",
        &[
            "together with",
            "jointly with",
            "in partnership with",
            "in cooperation with",
            "in collaboration with",
            "alongside",
        ],
        r"{s:PRJ},? (?:together|jointly|in partnership|in co-?operation|in collaboration|alongside)(?: with)? (?:the )?{o:ORG}|{ORG},? (?:together|jointly|in partnership|in co-?operation|in collaboration)(?: with) (?:the )?{o2:ORG},? (?:is |are )?(?:running|implementing|carrying out|delivering|conducting|executing|manages|runs|implements|carries out|delivers|conducts|executes) (?:the )?{s2:PRJ}",
        0.88,
    ),
    rule(
        "en-leads-project",
        "principalInvestigator",
        &[
            "leads",
            "heads",
            "directs",
            "led by",
            "headed by",
            "leader of",
            "in charge of",
        ],
        concat!(
            r"{o:PER?},? (?:who )?(?:leads|heads|directs|is in charge of|is the (?:project |scientific )?(?:leader|coordinator) of|is leading) (?:the )?{s:WRK}|{s2:WRK},? (?:which )?is (?:led|headed|directed) by ",
            address!(),
            r"{o2:PER?}|[Tt]he (?:project |scientific )?(?:leader|coordinator) of (?:the )?{s3:WRK} is ",
            address!(),
            r"{o3:PER?}"
        ),
        0.87,
    ),
    rule(
        "en-begins",
        "startDate",
        BEGINS,
        r"{s:PRJ},? (?:which )?(?:(?:was |is |will |has )?(?:due |scheduled |planned |set |expected )?(?:to )?(?:be )?(?:began|begins?|begun|started|starts?|kicked off|kicks off|got under way|launched|commenced?|commences|opens)) (?:on|in|from) {o:DAT}|{s2:PRJ} has been (?:running|under way) since {o2:DAT}",
        0.91,
    ),
    rule(
        "en-finishes",
        "endDate",
        ENDS,
        r"{s:PRJ},? (?:which )?(?:(?:began|begins|started|starts|was launched|kicked off|commenced|runs|ran)(?: (?:on|in|from))? {DAT},? and )?(?:was |is |will |has )?(?:due |scheduled |planned |set |expected )?(?:to )?(?:be |run |last |continue )?(?:ends?|ended|finish|finishes|finished|concludes?|concluded|closes?|closed|expires?|expired|completed|until|runs until|ran until)(?: (?:on|in|by))? {o:DAT}",
        0.9,
    ),
    rule(
        "en-will-run-from",
        "startDate",
        &["from"],
        r"{s:PRJ},? (?:which )?(?:will run|is running|lasts|lasted|will last|extends|is planned|is scheduled|is funded|was carried out|will be carried out|is carried out) from {o:DAT} (?:to|until|till|through) {DAT}",
        0.91,
    ),
    rule(
        "en-will-run-to",
        "endDate",
        &["from"],
        r"{s:PRJ},? (?:which )?(?:will run|is running|lasts|lasted|will last|extends|is planned|is scheduled|is funded|was carried out|will be carried out|is carried out) from {DAT} (?:to|until|till|through) {o:DAT}",
        0.91,
    ),
    saying(
        rule(
            "en-set-aside",
            "budget",
            &["for", "to"],
            concat!(
                r"{o:MON} (?:has been |have been |was |were |is |are )?",
                set_aside!(),
                r"(?: (?:in|for) {DAT})? (?:for|to) (?:the )?{s:PRJ}"
            ),
            0.89,
        ),
        INITIAL,
    ),
    saying(
        rule(
            "en-has-budget",
            "budget",
            &[
                "budget",
                "funding",
                "cost",
                "worth",
                "funded with",
                "financed with",
                "budgeted at",
                "receives",
            ],
            r"{s:PRJ},? (?:which )?(?:(?:has|had|with|carries|runs on) (?:an? )?(?:[a-z]+ )?(?:budget|funding|cost|volume|allocation)(?: of)?|is (?:funded|financed) with|is budgeted at|receives|costs|will cost|is worth) {o:MON}|{o2:MON} (?:[a-z]+ )?budget of (?:the )?{s2:PRJ}",
            0.89,
        ),
        INITIAL,
    ),
    // products
    rule(
        "en-makes",
        "developedBy",
        &[
            "makes",
            "manufactures",
            "produces",
            "invented",
            "created",
            "brought out",
            "markets",
            "developed",
            "designed",
            "built",
            "launched",
            "released",
        ],
        r"{o:ORG|PER},? (?:which |who )?(?:has )?(?:makes|manufactures|produces|invented|created|brought out|markets|developed|designed|built|launched|released|designed and built) (?:the |its |a |an )?(?:new )?{s:PRD?}(?:[,.;]|$| (?:in|for|and|that|which|with|at|on|to|is|was|has)\b)",
        0.88,
    ),
    rule(
        "en-product-of",
        "developedBy",
        &[
            "product of",
            "brainchild of",
            "development of",
            "made by",
            "comes from",
        ],
        r"{s:PRD?},? (?:is |which is )?(?:a|the) (?:[a-z]+ )?(?:product|brainchild|invention|development) (?:of|from|by) (?:the )?{o:ORG|PER}|{s2:PRD?},? (?:is |was )?(?:made|manufactured|produced|invented|supplied and made) by (?:the )?{o2:ORG|PER}",
        0.9,
    ),
    rule(
        "en-came-out-of",
        "outcomeOf",
        &[
            "came out of",
            "arose from",
            "emerged from",
            "result of",
            "outcome of",
            "developed in",
            "developed under",
            "developed within",
            "developed as part",
            "created in",
            "results from",
            "product of",
        ],
        r"{s:PRD?},? (?:which )?(?:came out of|arose from|emerged from|originated in|results from|is (?:one of )?(?:an?|the) (?:[a-z]+ )?(?:results?|outcomes?|products?|fruits?) of|was (?:developed|created|born|built|designed) (?:in|under|within|as part of|through|during)) (?:the )?{o:PRJ}",
        0.9,
    ),
    // meetings
    rule(
        "en-took-the-chair",
        "chairedBy",
        &["chair", "presided", "moderated"],
        concat!(
            r"{o:PER?},? (?:who )?(?:took the chair (?:at|of|for)|chaired|presided (?:over|at)|was in the chair (?:at|for)|was the chair of) (?:the )?{s:EVT}|{s2:EVT},? (?:which )?(?:(?:was|is) )?(?:held |took place )?(?:presided over by|under the chairmanship of|chaired by|with) (?:{t:title} )?",
            address!(),
            r"{o2:PER?}(?: in the chair)?"
        ),
        0.88,
    ),
    of(
        "EVT",
        rule(
            "en-in-the-chair",
            "chairedBy",
            &["in the chair", "chaired the meeting", "took the chair"],
            concat!(
                address!(),
                r"{o:PER} (?:was in the chair|chaired the meeting|took the chair|presided)"
            ),
            0.86,
        ),
    ),
];
