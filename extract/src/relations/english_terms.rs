//! Sentence patterns of English for who had a post, who gives it up, who takes it up and whom they follow.
//!
//! They stand before the other patterns, so that of two that read one sentence theirs is kept.

use super::pattern::{CURRENT, FORMER, Rule, of, rule, saying};

/// A title, with the words that say which one it is, in capitals or not.
macro_rules! title {
    () => {
        r"(?:\p{Lu}[\p{L}\-]+ ){0,2}?(?i:{title})"
    };
}
/// A title with the body that it belongs to.
macro_rules! post {
    () => {
        r"(?:the |its |a |an )?(?:new |next |first |\d+(?:st|nd|rd|th) )?(?:\p{Lu}[\p{L}\-]+ ){0,2}?(?i:{title}) (?:of|at|for) (?:the )?{s:ORG}"
    };
}
/// Words that say that somebody had the post once.
macro_rules! once {
    () => {
        r"(?i:\b(?:former|ex|late|then|outgoing|retired|erstwhile|previous|one-time|long-time former)[ \-])"
    };
}
macro_rules! address {
    () => {
        r"(?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame)\.? )?"
    };
}
/// When: of the one who comes.
macro_rules! on {
    () => {
        r"(?:,? (?:on|in|from|since|as of|with effect from|at the end of|effective|early in|late in|at the start of) {since:DAT})?"
    };
}
/// When: of the one who goes.
macro_rules! until {
    () => {
        r"(?:,? (?:on|in|from|as of|with effect from|at the end of|effective|early in|late in|at the start of) {until:DAT})?"
    };
}
/// To be followed by somebody.
macro_rules! followed {
    () => {
        r"(?:who )?(?:is|was|has been|had been|will be|is to be)(?: then| later| duly)? (?:succeeded|replaced|followed)"
    };
}
/// To follow somebody.
macro_rules! follows {
    () => {
        r"(?:who )?(?:has |had |will |is to |later |then )?(?:succeeded|succeeds|succeed|replaced|replaces|replace|took over from|takes over from|take over from|taken over from)"
    };
}
/// To give up a post.
macro_rules! leaves {
    () => {
        r"(?:retired|retires|will retire|resigned|resigns|will resign|has resigned|has retired|stepped down|steps down|will step down|has stepped down|stood down|stands down|will stand down|left office|departed|was dismissed|was removed|was forced out|has left|left|leaves|died|passed away|completed (?:his|her|their) term)"
    };
}

const ONCE: &[&str] = &[
    "ormer", "x-", "late ", "hen ", "utgoing", "etired", "revious", "rstwhile",
];
const LEAVES: &[&str] = &[
    "retire", "resign", "step", "stood", "stand", "left", "leave", "depart", "dismiss", "remov", "died",
    "passed", "complet",
];
const TAKES: &[&str] = &[
    "becom", "became", "take", "took", "assum", "appoint", "named", "elect",
];
const FOLLOWED: &[&str] = &["succeeded", "replaced", "followed"];
const FOLLOWS: &[&str] = &["succe", "replace", "over from"];
const TO_FOLLOW: &[&str] = &["to succeed", "to replace", "successor to", "take over from"];
const HEADED: &[&str] = &["headed by", "led by", "directed by", "run by", "chaired by"];

/// The patterns.
pub(super) static RULES: &[Rule] = &[
    // who had it once, beside the post
    saying(
        rule(
            "en-once-post",
            "headedBy",
            ONCE,
            concat!(
                once!(),
                title!(),
                r" (?:of|at|for) (?:the )?{s:ORG},? ",
                address!(),
                r"{o:PER}"
            ),
            0.93,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-name-once-post",
            "headedBy",
            ONCE,
            concat!(
                r"{o:PER},? (?:(?:is|was) )?(?:an |a |the |its )?",
                once!(),
                title!(),
                r" (?:of|at|for) (?:the )?{s:ORG}"
            ),
            0.93,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-body-once",
            "headedBy",
            ONCE,
            concat!(
                r"{s:ORG}(?:['’]s?)? ",
                once!(),
                title!(),
                r",? ",
                address!(),
                r"{o:PER}"
            ),
            0.92,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-once-name-of",
            "headedBy",
            ONCE,
            concat!(
                once!(),
                title!(),
                r",? ",
                address!(),
                r"{o:PER},? (?:of|from|at) (?:the )?{s:ORG}"
            ),
            0.9,
        ),
        FORMER,
    ),
    saying(
        of(
            "ORG",
            rule(
                "en-its-once",
                "headedBy",
                ONCE,
                concat!(
                    r"(?:[Ii]ts|[Tt]he|[Tt]heir) ",
                    once!(),
                    title!(),
                    r",? ",
                    address!(),
                    r"{o:PER}"
                ),
                0.84,
            ),
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-had",
            "headedBy",
            &["was ", "served as", "had been", "used to be", "acted as"],
            concat!(
                r"{o:PER},? (?:who )?(?:was|served as|had served as|had been|used to be|acted as|was once|was formerly|was previously) ",
                post!(),
                r"(?: (?:from {since:DAT} )?(?:until|to|up to|till) {until:DAT}| between {since2:DAT} and {until2:DAT})?"
            ),
            0.9,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-was-headed",
            "headedBy",
            HEADED,
            concat!(
                r"{s:ORG} (?:was|had been|used to be) (?:headed|led|directed|run|chaired) by ",
                address!(),
                r"{o:PER}(?:,? (?:from {since:DAT} )?(?:until|to|up to|till) {until:DAT}|,? between {since2:DAT} and {until2:DAT})?"
            ),
            0.88,
        ),
        FORMER,
    ),
    // who follows whom
    saying(
        rule(
            "en-is-followed",
            "headedBy",
            FOLLOWED,
            concat!(
                r"{o:PER},? ",
                post!(),
                r",? ",
                followed!(),
                r"(?:,? (?:on|in) {until2:DAT},?)?{~12} by ",
                address!(),
                r"{PER}",
                until!()
            ),
            0.94,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-following",
            "headedBy",
            FOLLOWED,
            concat!(
                r"{PER},? ",
                post!(),
                r",? ",
                followed!(),
                r"(?:,? (?:on|in) {since2:DAT},?)?{~12} by ",
                address!(),
                r"{o:PER}",
                on!()
            ),
            0.94,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-is-followed-as",
            "headedBy",
            FOLLOWED,
            concat!(
                r"{o:PER},? ",
                followed!(),
                r" (?:as ",
                post!(),
                r"(?:,? (?:on|in) {until2:DAT},?)? by ",
                address!(),
                r"{PER}|(?:{~12})by ",
                address!(),
                r"{PER} as (?:the |its )?(?:\p{Lu}[\p{L}\-]+ ){0,2}?(?i:{title2:title}) (?:of|at|for) (?:the )?{s2:ORG})",
                until!()
            ),
            0.94,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-following-as",
            "headedBy",
            FOLLOWED,
            concat!(
                r"{PER},? ",
                followed!(),
                r" (?:as ",
                post!(),
                r"(?:,? (?:on|in) {since2:DAT},?)? by ",
                address!(),
                r"{o:PER}|(?:{~12})by ",
                address!(),
                r"{o2:PER} as (?:the |its )?(?:\p{Lu}[\p{L}\-]+ ){0,2}?(?i:{title2:title}) (?:of|at|for) (?:the )?{s2:ORG})",
                on!()
            ),
            0.94,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-followed-in-post",
            "headedBy",
            FOLLOWS,
            concat!(
                r"{PER},? (?:on {DAT},? |in {DAT},? )?",
                follows!(),
                r" ",
                address!(),
                r"{o:PER}(?: (?:on|in) {until2:DAT})? as ",
                post!(),
                until!()
            ),
            0.94,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-follows-in-post",
            "headedBy",
            FOLLOWS,
            concat!(
                r"{o:PER},? (?:on {DAT},? |in {DAT},? )?",
                follows!(),
                r" ",
                address!(),
                r"{PER}(?: (?:on|in) {since2:DAT})? as ",
                post!(),
                on!()
            ),
            0.94,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-whom-the-head-followed",
            "headedBy",
            FOLLOWS,
            concat!(
                r"(?:{s:ORG},? (?:is|has been) (?:now )?(?:headed|led|directed|run|chaired) by ",
                address!(),
                r"{PER}|[Tt]he (?:current |present |new )?(?i:{title}) of (?:the )?{s2:ORG},? (?:is )?",
                address!(),
                r"{PER}),? (?:who )?",
                follows!(),
                r" ",
                address!(),
                r"{o:PER}",
                until!()
            ),
            0.92,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-head-who-followed",
            "headedBy",
            FOLLOWS,
            concat!(
                r"(?:{s:ORG},? (?:is|has been) (?:now )?(?:headed|led|directed|run|chaired) by ",
                address!(),
                r"{o:PER}|[Tt]he (?:current |present |new )?(?i:{title}) of (?:the )?{s2:ORG},? (?:is )?",
                address!(),
                r"{o2:PER}),? (?:who )?",
                follows!(),
                r" ",
                address!(),
                r"{PER}",
                on!()
            ),
            0.93,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-named-to-follow",
            "headedBy",
            TO_FOLLOW,
            concat!(
                r"{o:PER} (?:was|has been|is|will be) (?:appointed|named|elected|chosen)(?: (?:on|in) {since2:DAT})? (?:to succeed|to replace|to take over from|as successor to|successor to) ",
                address!(),
                r"{PER} as ",
                post!(),
                on!()
            ),
            0.93,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-whom-to-follow",
            "headedBy",
            TO_FOLLOW,
            concat!(
                r"{PER} (?:was|has been|is|will be) (?:appointed|named|elected|chosen)(?: (?:on|in) {until2:DAT})? (?:to succeed|to replace|to take over from|as successor to|successor to) ",
                address!(),
                r"{o:PER} as ",
                post!(),
                until!()
            ),
            0.93,
        ),
        FORMER,
    ),
    // somebody gives up the post
    saying(
        rule(
            "en-leaves-post",
            "headedBy",
            &[
                "retire", "resign", "step", "st", "left", "leave", "depart", "dismiss", "remove",
            ],
            concat!(
                r"{o:PER} (?:who )?{~4}",
                leaves!(),
                r"(?:,? (?:on|in) {until2:DAT})? (?:as|from (?:the )?(?:post|office|position|role) (?:of|as)) ",
                post!(),
                until!()
            ),
            0.93,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-holder-leaves",
            "headedBy",
            LEAVES,
            concat!(
                r"(?:{o:PER},? ",
                post!(),
                r"|[Tt]he (?:\p{Lu}[\p{L}\-]+ ){0,2}?(?i:{title2:title}) of (?:the )?{s2:ORG},? {o2:PER}),? (?:has )?",
                leaves!(),
                until!()
            ),
            0.9,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-body-holder-leaves",
            "headedBy",
            LEAVES,
            concat!(
                r"{s:ORG}(?:['’]s?)? ",
                title!(),
                r",? ",
                address!(),
                r"{o:PER},? (?:has )?",
                leaves!(),
                until!()
            ),
            0.9,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-leaving",
            "headedBy",
            &["retirement", "resignation", "departure", "death", "term"],
            concat!(
                r"{o:PER}['’]s? (?:retirement|resignation|departure|term|time|years) as ",
                post!(),
                until!()
            ),
            0.85,
        ),
        FORMER,
    ),
    saying(
        of(
            "ORG",
            rule(
                "en-and-is-followed-by",
                "headedBy",
                &["succeeded by", "replaced by"],
                concat!(
                    r"(?:and|[Hh]e|[Ss]he|[Tt]hey|who|,) ?(?:is|was|were|has been|will be|is to be)? ?(?:succeeded|replaced) by ",
                    address!(),
                    r"{o:PER}",
                    on!()
                ),
                0.86,
            ),
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "en-and-other-takes-over",
                "headedBy",
                &[
                    "took over",
                    "takes over",
                    "take over",
                    "succeeded h",
                    "replaced h",
                    "successor",
                ],
                concat!(
                    r"(?:(?:and|,|;|when|while) ",
                    address!(),
                    r"{o:PER} (?:has |will )?(?:took over|takes over|take over|taken over|succeeded (?:him|her|them)|succeeds (?:him|her|them)|replaced (?:him|her|them)|took (?:his|her|their) place)|(?:[Hh]is|[Hh]er|[Tt]heir) successor(?:,| is| was| will be)? ",
                    address!(),
                    r"{o2:PER})",
                    on!()
                ),
                0.86,
            ),
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "en-handed-over",
                "headedBy",
                &["handed over", "hands over", "hand over"],
                concat!(
                    r"(?:handed|hands|hand) over (?:the (?:post|office|reins|chair|directorship|leadership) |office )?to ",
                    address!(),
                    r"{o:PER}",
                    on!()
                ),
                0.84,
            ),
        ),
        CURRENT,
    ),
    // somebody has the post
    saying(
        rule(
            "en-is-head",
            "headedBy",
            &[" is ", " serves as ", " acts as "],
            concat!(
                r"{o:PER},? (?:who )?(?:is|serves as|acts as) (?:now |currently |at present )?(?:the |its )?(?:current |present |acting |new )?",
                title!(),
                r" (?:of|at|for) (?:the )?{s:ORG}"
            ),
            0.93,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-headed-by-title",
            "headedBy",
            HEADED,
            concat!(
                r"{s:ORG},? (?:is|has been) (?:now |currently )?(?:headed|led|directed|run|chaired) by (?:the |its )?",
                title!(),
                r",? {o:PER}"
            ),
            0.94,
        ),
        CURRENT,
    ),
    // somebody takes up the post
    saying(
        rule(
            "en-takes-up",
            "headedBy",
            TAKES,
            concat!(
                r"{o:PER} (?:who )?(?:will |is to |is set to |is due to )?(?:become|becomes|became|take over as|takes over as|took over as|take office as|takes office as|took office as|take up (?:the )?(?:post|office|position|role) (?:of|as)|takes up (?:the )?(?:post|office|position|role) (?:of|as)|took up (?:the )?(?:post|office|position|role) (?:of|as)|assume[sd]? (?:the )?(?:post|office|position|role) (?:of|as)|(?:was|has been|be) (?:appointed|named|elected)(?: as)?) ",
                post!(),
                on!()
            ),
            0.93,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-designate",
            "headedBy",
            &["ncoming"],
            concat!(
                r"(?P<future>(?i:incoming)) ",
                title!(),
                r" (?:of|at|for) (?:the )?{s:ORG},? {o:PER}"
            ),
            0.88,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-name-designate",
            "headedBy",
            &["ncoming", "esignate", "-elect"],
            concat!(
                r"{o:PER},? (?:the )?(?P<future>(?i:incoming )?)",
                title!(),
                r"(?:[ -](?i:designate|elect))? (?:of|at|for) (?:the )?{s:ORG}"
            ),
            0.88,
        ),
        CURRENT,
    ),
];
