//! Sentence patterns of English as agencies write of who leads them: has chaired since, laid down the provostship, followed her,
//! at present.

use super::pattern::{CURRENT, FORMER, Rule, of, rule, saying};

macro_rules! address {
    () => {
        r"(?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame)\.? )?"
    };
}
/// A title, with the words that say which one it is, in capitals or not.
macro_rules! title {
    () => {
        r"(?:\p{Lu}[\p{L}\-]+ ){0,2}?(?i:{title})"
    };
}
const LEFT: &[&str] = &[
    "left",
    "gave up",
    "laid down",
    "vacated",
    "relinquished",
    "surrendered",
    "handed",
    "stepped",
    "resigned",
    "retired",
    "gives up",
    "leaves",
    "quit",
];
const TAKES: &[&str] = &[
    "took",
    "takes",
    "entered",
    "became",
    "succeeded",
    "followed",
    "assumed",
    "arrived",
    "began",
    "started",
    "came in",
    "moved",
];

/// The patterns.
pub(super) static RULES: &[Rule] = &[
    // people: who heads a body
    saying(
        rule(
            "en-has-led",
            "headedBy",
            &[
                "has chaired",
                "has led",
                "has headed",
                "has run",
                "has directed",
                "has been in charge",
                "has presided",
            ],
            r"{o:PER},? (?:who )?has (?:chaired|led|headed|run|directed|been in charge of|presided over) (?:the )?{s:ORG}(?:,? since {since:DAT})?",
            0.9,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-led-by-title",
            "headedBy",
            &[
                "headed by",
                "led by",
                "directed by",
                "run by",
                "chaired by",
                "managed by",
                "under its",
            ],
            concat!(
                r"{s:ORG},? (?:and |which )?(?:is |has been )?(?:now )?(?:based [^.;{]{0,30}?|housed [^.;{]{0,30}?)?(?:headed|led|directed|run|chaired|managed) by (?:the |its )?(?:",
                title!(),
                r",? )?",
                address!(),
                r"{o:PER}|{s2:ORG}[^.;{]{0,60}? (?:under|is managed by) (?:its )?(?i:{title2:title}),? {o2:PER}"
            ),
            0.88,
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "en-run-by-title",
                "headedBy",
                &[
                    "headed by",
                    "led by",
                    "directed by",
                    "run by",
                    "chaired by",
                    "managed by",
                    "under its",
                ],
                concat!(
                    r"(?:[Ii]t is|[Tt]he [A-Za-z]+ is|and is|is) (?:headed|led|directed|run|chaired|managed) by (?:the |its )?(?:",
                    title!(),
                    r",? )?",
                    address!(),
                    r"{o:PER}(?:[,.;]|$)|under its (?i:{title2:title}),? {o2:PER}"
                ),
                0.84,
            ),
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "en-the-present-head",
                "headedBy",
                &[
                    "present",
                    "current",
                    "at present",
                    "Officer in charge",
                    "In charge",
                    "in charge",
                    "holder",
                ],
                concat!(
                    r"[Tt]he (?:present|current|new|acting) ",
                    title!(),
                    r" is ",
                    address!(),
                    r"{o:PER}|(?:[Tt]he |its )(?i:{title2:title}),? (?:is )?at present ",
                    address!(),
                    r"{o2:PER}|(?:[Oo]fficer |[Pp]erson )?[Ii]n charge: {o3:PER}|the (?:present|current) holder of (?:that|the|this) (?:chair|post|office) is ",
                    address!(),
                    r"{o4:PER}"
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
                "en-name-is-title",
                "headedBy",
                &[" is ", " are "],
                r"(?:^|[.;] |\. |, )(?:(?:[A-Z][a-z]+ )?{o:PER}) is (?:the |its )?(?:present |current )?(?:\p{Lu}[\p{L}\-]+ ){0,2}?{title}(?:[.;,]|$)",
                0.84,
            ),
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "en-title-colon",
                "headedBy",
                &[":"],
                r"(?:^|[.;,:] ?|maker: )(?:(?:\p{Lu}[\p{L}\-]+ ){0,2}?{title}: |(?:chief executive|managing director|director general|director|chairman|president|head|manager):? ){o:PER?}(?:[.;,]|$)",
                0.84,
            ),
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "en-name-comma-title",
                "headedBy",
                &[","],
                r"(?:^|[.;] ){o:PER}, (?:\p{Lu}[\p{L}\-]+ ){0,2}?{title}, (?:says|said|has been|thanked|noted|added|explained)|(?:^|[.;] )(?:\p{Lu}[\p{L}\-]+ ){0,2}?{title2:title} {o2:PER} (?:says|thanked|noted|explained|told|welcomed|offered|promised)",
                0.8,
            ),
        ),
        CURRENT,
    ),
    // people: who left, who came
    saying(
        rule(
            "en-lays-down",
            "headedBy",
            LEFT,
            concat!(
                r"{o:PER},? (?:who )?(?:has )?(?:left|leaves|gave up|gives up|laid down|vacated|relinquished|surrendered|resigned|quit|handed over|stepped down from|retired from|stood down from) (?:the )?(?:(?:post|office|position|role|job|chair) (?:of|as) )?(?:the )?",
                title!(),
                r" (?:of|at|for) (?:the )?{s:ORG}(?:,? (?:on|in|at the end of) {until:DAT})?|{o2:PER},? (?:who )?(?:has )?(?:left|gave up|laid down|vacated|relinquished|resigned|held|handed over|stepped down from) (?:the )?\p{L}+ships? (?:of|at) (?:the )?{s2:ORG}(?: ?(?:on|in|until|up to|till|at the end of)(?: the end of)? {until2:DAT})?"
            ),
            0.92,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-takes-over-ship",
            "headedBy",
            TAKES,
            r"(?:(?:[Oo]n |[Tt]he (?:day after|next day|following day),? ){since2:DAT},? )?{o:PER},? (?:who )?(?:has )?(?:took over|takes over|assumed|took up|entered upon|succeeded to) (?:the )?\p{L}+ships? (?:of|at) (?:the )?{s:ORG}(?:,? (?:on|in|from) {since:DAT})?",
            0.92,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-on-the-day",
            "headedBy",
            TAKES,
            concat!(
                r"(?:[Oo]n |[Tt]he (?:day after|next day|following day),? |[Ff]rom ){since:DAT},? {o:PER} (?:took over as|takes over as|became|becomes|took office as|took up the post of|was appointed|followed as|succeeded as) (?:the |its )?",
                title!(),
                r" (?:of|at|for) (?:the )?{s:ORG}"
            ),
            0.92,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "en-until-then",
            "headedBy",
            &["ntil ", "p to "],
            concat!(
                r"(?:[Uu]ntil|[Uu]p to) {until:DAT},? (?:the )?(?:",
                title!(),
                r" (?:of|at) (?:the )?{s:ORG} was ",
                address!(),
                r"{o:PER}|{s2:ORG} was (?:headed|led|directed|run|chaired) by ",
                address!(),
                r"{o2:PER})"
            ),
            0.93,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-led-until",
            "headedBy",
            &[" led ", " headed ", " ran ", " directed ", " chaired "],
            concat!(
                r"{o:PER},? (?:who )?(?:led|headed|ran|directed|chaired) (?:the )?{s:ORG}(?: as (?:its )?",
                title!(),
                r")?(?: (?:from {since:DAT} )?(?:until|to|up to|till)(?: the end of)? {until:DAT})"
            ),
            0.92,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-at-body-left",
            "headedBy",
            &["At ", "at "],
            r"[Aa]t (?:the )?{s:ORG},? {o:PER} (?:stayed|remained|served|was in charge|held office|left|retired|stepped down)(?: in post| in office)? (?:until|on|in|up to) {until:DAT}|[Aa]t (?:the )?{s2:ORG},? {PER} (?:succeeded|followed|replaced|took over from) {o2:PER}(?: (?:on|in) {until2:DAT})?",
            0.9,
        ),
        FORMER,
    ),
    saying(
        rule(
            "en-at-body-came",
            "headedBy",
            &["At ", "at "],
            r"[Aa]t (?:the )?{s:ORG},? {o:PER} (?:succeeded|followed|replaced|took over from) {PER}(?: (?:on|in) {since:DAT})?|{o2:PER} (?:succeeded|took over|followed|took charge|came in)(?: (?:him|her|them))? at (?:the )?{s2:ORG}(?: (?:on|in) {since2:DAT})?",
            0.9,
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "en-when-followed",
                "headedBy",
                &[
                    "when",
                    "successor",
                    "followed",
                    "succeeded",
                    "has held",
                    "took up the post",
                    "entered office",
                    "Head since",
                ],
                concat!(
                    r"{since:DAT},? when ",
                    address!(),
                    r"{o:PER} (?:succeeded|followed|replaced|took over|came in|took charge)|(?:His|Her|Their) successor(?: at (?:the )?{ORG})?,? {o2:PER},? (?:entered office|took up (?:the|his|her) (?:post|office|duties)|took office|took over|began|started|arrived|came in)(?:,? (?:on|in) {since2:DAT})?"
                ),
                0.88,
            ),
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "en-has-been-since",
                "headedBy",
                &["has been"],
                r"{o:PER} has been (?:its |the )?(?:\p{Lu}[\p{L}\-]+ ){0,2}?{title} since(?: {since:DAT}| that (?:date|day|time)| then)",
                0.88,
            ),
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "en-followed-her",
                "headedBy",
                &["followed", "succeeded", "replaced", "has held"],
                r"{o:PER} (?:followed|succeeded|replaced) (?:him|her|them)(?: as (?:its )?(?:\p{Lu}[\p{L}\-]+ ){0,2}?(?i:{title}))?(?:,? (?:on|in) {since:DAT})?|{o2:PER} has held (?:it|the post|that post|this post|the office) (?:from|since) {since2:DAT}",
                0.88,
            ),
        ),
        CURRENT,
    ),
];
