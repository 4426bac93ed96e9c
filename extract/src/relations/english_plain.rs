//! Sentence patterns of English for the plain wordings of bodies, people and laws: set up, answers to, heads, teaches at, introduced.

use super::pattern::{
    CURRENT, Rule, has_members, has_no_members, is_league, is_no_league, rule, saying, when,
};

macro_rules! address {
    () => {
        r"(?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame)\.? )?"
    };
}
/// A title before a name or beside a body, in capitals or not.
macro_rules! title {
    () => {
        r"(?:\p{L}[\p{L}\-]+ ){0,2}?(?i:{title})"
    };
}
/// A kind of body that is a part of another.
macro_rules! part {
    () => {
        r"(?:an?|the|one of the|one of its) (?:[a-z\-]+ ){0,3}?(?:subsidiary|agency|agencies|bod(?:y|ies)|arm|division|department|unit|branch|institutes?|offices?|organisations?|organizations?|bureau|section|institution|company|affiliate|directorate|service|laboratory|centre|center)"
    };
}

/// The patterns.
pub(super) static RULES: &[Rule] = &[
    // bodies
    when(
        is_no_league,
        rule(
            "en-answers-to",
            "parentOrganization",
            &[
                "answer",
                "accountable",
                "comes under",
                "falls under",
                "under the",
                "operates under",
                "responsible to",
                "belongs to",
            ],
            r"{s:ORG},? (?:which )?(?:directly )?(?:answers (?:directly )?to|belongs to|is (?:directly )?(?:accountable|responsible) to|(?:comes|falls|operates|works|stands|sits) (?:directly )?under(?: the (?:authority|supervision|remit|umbrella|jurisdiction|control|direction|oversight|roof|auspices) of)?|is (?:placed |housed )?under(?: the (?:authority|supervision|remit|umbrella|jurisdiction|control|direction|oversight|auspices) of)?) (?:the )?{o:ORG}",
            0.9,
        ),
    ),
    when(
        is_no_league,
        rule(
            "en-is-a-part",
            "parentOrganization",
            &[" is ", " are ", ", a", "part of"],
            concat!(
                r"{s:ORG}(?:,| is|, which is| is now| are) ",
                part!(),
                r" (?:of|under|within|belonging to|attached to|subordinate to|run by) (?:the )?{o:ORG}|{s2:ORG},? (?:which )?(?:is(?: an?)?(?: integral)? part|forms(?: an?)? part|is a member company) of (?:the )?{o2:ORG}"
            ),
            0.9,
        ),
    ),
    rule(
        "en-one-of-its",
        "parentOrganization",
        &["one of its"],
        r"{o:ORG} [^.;]{0,80}?\band (?:the )?{s:ORG} is one of its (?:[a-z]+ )?(?:agencies|bodies|institutes|offices|subsidiaries|units|departments|divisions|members)",
        0.85,
    ),
    rule(
        "en-oversees",
        "parentOrganization",
        &["oversees", "supervises"],
        r"{o:ORG},? (?:which )?(?:oversees|supervises) (?:the )?{s:ORG}",
        0.86,
    ),
    rule(
        "en-parent-is",
        "parentOrganization",
        &["parent"],
        r"{s:ORG}['’]s? (?:parent|supervising|superior|holding) (?:body|organisation|organization|agency|company|ministry|department) is (?:the )?{o:ORG}|{o2:ORG} is the (?:parent|holding|supervising) (?:body|organisation|organization|agency|company|ministry|department) of (?:the )?{s2:ORG}",
        0.92,
    ),
    rule(
        "en-has-its-seat",
        "headquarteredIn",
        &["headquarters", "head office", "seat", "offices in", "main office"],
        r"{s:ORG},? (?:which )?(?:has|keeps|maintains|moved) (?:its|their) (?:[a-z]+ )?(?:head office|headquarters|main office|seat|head quarters)(?: from {PLC})? (?:in|at|to) {o:PLC?}|{s2:ORG}['’]s? (?:head office|headquarters|main office|seat) (?:is|are) (?:located |situated )?(?:in|at) {o2:PLC?}|{s3:ORG} operates (?:from|out of) (?:[a-z]+ )?(?:offices|headquarters) in {o3:PLC?}",
        0.92,
    ),
    rule(
        "en-dates-from",
        "foundedOn",
        &[
            "dates",
            "came into being",
            "came into existence",
            "began operations",
            "began work",
            "started work",
            "formed",
            "incorporated",
            "opened",
        ],
        r"{s:ORG} (?:dates (?:back to|from)|came into (?:being|existence) (?:in|on)|(?:began|started|took up) (?:its )?(?:operations?|work|business) (?:in|on)|was (?:formed|incorporated|inaugurated|constituted|opened) (?:in|on)) {o:DAT}",
        0.89,
    ),
    rule(
        "en-founder-of",
        "foundedBy",
        &["founder", "founded", "set up", "established"],
        r"{o:PER?},? (?:is |was )?(?:the |a |one of the |who )?(?:co-?)?(?:founder|founders) of (?:the )?{s:ORG}|[Tt]he founder of (?:the )?{s2:ORG} (?:is|was) {o2:PER?}|{s3:ORG} was (?:founded|established|set up|created|formed)(?: (?:in|on) {DAT})? by (?:the )?{o3:PER|ORG}|{o4:PER|ORG} (?:founded|co-founded|set up|established|created) (?:the )?{s4:ORG}",
        0.89,
    ),
    when(
        is_league,
        rule(
            "en-belongs-league",
            "memberOf",
            &["belongs to", "belong to"],
            r"{s:ORG|PER},? (?:which )?belongs to (?:the )?{o:ORG}",
            0.9,
        ),
    ),
    when(
        has_members,
        rule(
            "en-person-joined",
            "memberOf",
            &["joined", "sits on", "serves on"],
            r"{s:PER},? (?:who )?(?:has )?(?:joined|sits on|serves on) (?:the )?{o:ORG}",
            0.85,
        ),
    ),
    when(
        has_no_members,
        rule(
            "en-person-came",
            "affiliatedWith",
            &["joined"],
            r"{s:PER},? (?:who )?(?:has )?joined (?:the )?{o:ORG}",
            0.84,
        ),
    ),
    rule(
        "en-is-member",
        "memberOf",
        &["member", "admitted to", "joined"],
        r"{s:ORG|PER},? (?:which |who )?(?:is|has been|became|remains|was elected|was made|has become)(?: also| now)? (?:an? |one of the )?(?:[a-z\-]+ )?members? of (?:the )?{o:ORG}|{s2:ORG} (?:joined|has joined|was admitted to|acceded to) (?:the )?{o2:ORG}|{o3:ORG}['’]s? members (?:are|include) (?:the )?{s3:ORG|PER}|[Mm]embers of (?:the )?{o4:ORG} (?:are|include) (?:the )?{s4:ORG|PER}",
        0.87,
    ),
    // people
    saying(
        rule(
            "en-heads",
            "headedBy",
            &[
                "heads",
                "leads",
                "directs",
                "runs",
                "chairs",
                "in charge of",
                "helm",
                "presides",
            ],
            concat!(
                r"{o:PER?},? (?:who )?(?:now |currently |has )?(?:heads|leads|directs|runs|chairs|presides over|is in charge of|is at the (?:head|helm|top) of|stands at the head of) (?:the )?{s:ORG}(?: as (?:its )?",
                title!(),
                r")?(?:[,.;]|$| (?:as|since|in|and|from|with|on|until)\b)"
            ),
            0.89,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-at-the-top",
            "headedBy",
            &["the top", "the head", "the helm"],
            concat!(
                r"[Aa]t the (?:top|head|helm) of (?:the )?{s:ORG} (?:stands|is|sits) (?:(?:its )?",
                title!(),
                r",? )?",
                address!(),
                r"{o:PER?}"
            ),
            0.9,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-has-been-head",
            "headedBy",
            &["has been", "has served", "has acted"],
            concat!(
                r"{o:PER?} has (?:been|served as|acted as) (?:the |its )?",
                title!(),
                r" (?:of|at) (?:the )?{s:ORG}(?:,? since {since:DAT})?"
            ),
            0.92,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-post-name",
            "headedBy",
            &[" of "],
            concat!(
                r"(?:^|[ ,])(?:\p{Lu}[\p{L}\-]+ ){0,2}?{title} of (?:the )?{s:ORG},? ",
                address!(),
                r"{o:PER}"
            ),
            0.88,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-post-held",
            "headedBy",
            &["held by", "filled by", "occupied by"],
            concat!(
                r"[Tt]he (?:post|position|office) of ",
                title!(),
                r" (?:of|at) (?:the )?{s:ORG} is (?:now |currently |at present )?(?:held|filled|occupied) by ",
                address!(),
                r"{o:PER?}"
            ),
            0.92,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-whose-head",
            "headedBy",
            &["whose", "'s ", "’s ", " has "],
            concat!(
                r"{s:ORG}(?:, whose|['’]s?) (?:current |present )?",
                title!(),
                r" is ",
                address!(),
                r"{o:PER?}|{s2:ORG} has ",
                address!(),
                r"{o2:PER} as (?:its )?(?:\p{L}[\p{L}\-]+ ){0,2}?(?i:{title2:title})"
            ),
            0.89,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-works-as",
            "headedBy",
            &[" at ", " with ", " in the ", " joined ", " from ", " for "],
            concat!(
                r"{o:PER}(?:(?:,|,? who is|,? who works as| is| works as| serves as) (?:now |currently )?(?:an? |the )?",
                title!(),
                r" (?:at|with|in|from|for) (?:the )?{s:ORG}|,? (?:who )?(?:works|serves|has worked) (?:at|for|with|in) (?:the )?{s2:ORG} as (?:an? |the |its )?(?:\p{L}[\p{L}\-]+ ){0,2}?(?i:{title2:title})|,? (?:who )?(?:has )?joined (?:the )?{s3:ORG}(?: (?:on|in) {DAT})? as (?:an? |the |its )?(?:\p{L}[\p{L}\-]+ ){0,2}?(?i:{title3:title}))"
            ),
            0.86,
        ),
        CURRENT,
    ),
    rule(
        "en-teaches",
        "affiliatedWith",
        &[
            "teach",
            "lectures",
            "taught",
            "on the staff",
            "on the faculty",
            "employed",
            "researcher at",
            "is with",
        ],
        r"{s:PER},? (?:who )?(?:teaches|lectures|is teaching|conducts research|does research|carries out research|is on the (?:staff|faculty) of|is employed (?:at|by)|is with|is based at)(?: [a-z]+){0,3}?(?: at| in)? (?:the )?{o:ORG}",
        0.88,
    ),
    // laws
    rule(
        "en-law-of",
        "competentAuthority",
        &[
            "responsible",
            "responsibility",
            "enforce",
            "administer",
            "authority",
            "in charge of",
            "implement",
        ],
        r"{o:ORG} (?:is (?:responsible|in charge)(?: for| of)(?: (?:administering|enforcing|implementing|the (?:administration|enforcement|implementation) of))?|(?:administers|enforces|implements|oversees)|is the (?:competent|responsible|enforcing|supervising) (?:authority|body|ministry) (?:under|for|of)) (?:the )?{s:LAW}|[Rr]esponsibility for (?:the )?{s2:LAW} (?:lies|rests) with (?:the )?{o2:ORG}|{s3:LAW} (?:is|falls) (?:under the responsibility of|within the remit of|under the remit of) (?:the )?{o3:ORG}",
        0.91,
    ),
    rule(
        "en-law-published",
        "promulgatedOn",
        &[
            "published",
            "issued",
            "adopted",
            "gazetted",
            "signed into law",
            "became law",
            "royal assent",
            "made on",
            "enacted",
            "promulgated",
        ],
        r"{s:LAW},? (?:which )?(?:(?:was|were) (?:first )?(?:published|issued|adopted|gazetted|signed into law|made|enacted|promulgated)(?: by (?:the )?{ORG})?|became law|received (?:the )?[Rr]oyal [Aa]ssent) (?:on|in) {o:DAT}",
        0.92,
    ),
    rule(
        "en-law-revised",
        "amendedOn",
        &["revised", "amended", "amendment"],
        r"{s:LAW} (?:was|were) (?:(?:first |last |most recently |again )?(?:published|issued|adopted|gazetted|made|enacted|promulgated) (?:on|in) {DAT},? and )?(?:was |were )?(?:last |most recently |again |later )?(?:revised|amended) (?:on|in) {o:DAT}|[Tt]he (?:latest|last|most recent) (?:amendment|revision) (?:of|to) (?:the )?{s2:LAW} (?:dates from|was made on|took place on|is of) {o2:DAT}",
        0.91,
    ),
    rule(
        "en-introduced",
        "proposedBy",
        &[
            "introduced",
            "tabled",
            "proposed",
            "sponsored",
            "submitted",
            "put forward",
            "moved",
        ],
        r"{o:PER|ORG},? (?:who |which )?(?:has )?(?:introduced|tabled|proposed|sponsored|submitted|put forward|moved) (?:the |an amendment to the |a bill to amend the )?{s:LAW}|{s2:LAW},? (?:which )?(?:was |is )?(?:introduced|tabled|proposed|sponsored|submitted|put forward|moved)(?: (?:on|in) {DAT})? by (?:the )?(?:{t:title} )?{o2:PER|ORG}",
        0.89,
    ),
];
