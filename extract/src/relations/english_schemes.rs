//! Sentence patterns of English as agencies write of what they run: answers for, is entrusted to, goes up from, owes its being to.

use super::pattern::{INITIAL, REVISED, Rule, SUPERSEDED, of, rule, saying, when};

macro_rules! address {
    () => {
        r"(?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame)\.? )?"
    };
}
/// The article of a law that is cited.
macro_rules! article {
    () => {
        r"(?:(?P<article>(?:[Ss]ection|[Aa]rticle|[Rr]egulation|[Rr]ule|[Pp]aragraph|[Cc]lause|[Cc]hapter|[Pp]art|[Ss]chedule|s\.|reg\.|art\.) ?\d+[\w()]*),? of )?(?:the )?"
    };
}
/// From when an amount holds.
macro_rules! from {
    () => {
        r"(?:,? ?\(?(?:effective|with effect from|in force from|valid from|counting from|starting|as of|as from|from|beginning)(?: on)? {since:DAT})?"
    };
}

/// Whether an undertaking is one that others make up.
fn is_whole(name: &str) -> bool {
    [
        "Programme",
        "Program",
        "Scheme",
        "Initiative",
        "Strategy",
        "Campaign",
    ]
    .iter()
    .any(|head| name.ends_with(head))
}

fn work_is_no_whole(work: &str, _: &str) -> bool {
    !is_whole(work)
}

fn whole_holds_part(part: &str, whole: &str) -> bool {
    is_whole(whole) && !is_whole(part)
}

const FROM: &[&str] = &[
    " from ",
    "instead of",
    "in place of",
    "stood at",
    " not ",
    "rather than",
];

/// The patterns.
pub(super) static RULES: &[Rule] = &[
    // programmes
    rule(
        "en-charge-of",
        "managedBy",
        &[
            "charge of",
            "charge for",
            "esponsibility",
            "steered by",
            "answerable for",
            "answers for",
            "directs",
            "has charge",
            "administered by",
            "a scheme of",
            "a programme of",
            "stays with",
            "remains with",
            "looked after",
            "oversees",
            "overall",
        ],
        r"(?:[Oo]verall )?(?:[Cc]harge|[Cc]ontrol|[Rr]esponsibility|[Dd]irection|[Oo]versight)(?: for| of) (?:the )?{s:WRK}(?: \([^)]*\))? (?:lies|rests|is) with (?:the )?{o:ORG}|{s2:WRK},? (?:which )?(?:has been |is |was )?(?:steered|sponsored|overseen|administered|directed|looked after) by (?:the )?{o2:ORG}|{o3:ORG},? (?:which )?(?:is answerable for|answers for|directs|steers|has charge of|also runs|oversees|is in overall charge of) (?:the )?{s3:WRK}|{s4:WRK} (?:is|remains|stays) (?:with|(?:a|the) (?:scheme|programme|program|initiative|responsibility|undertaking|project) of) (?:the )?{o4:ORG}",
        0.9,
    ),
    rule(
        "en-and-responsibility",
        "managedBy",
        &[
            "responsibility of",
            "answers for",
            "in charge",
            "charge of it",
            "steered by",
            "run by",
            "lead authority",
            "pays",
        ],
        r"{s:WRK}[^.;{]{3,60}? and is (?:a |the )?responsibility of (?:the )?{o:ORG}",
        0.88,
    ),
    of(
        "WRK",
        rule(
            "en-answers-for-it",
            "managedBy",
            &[
                "answers for it",
                "in charge",
                "answerable for it",
                "lead authority",
                "steered by",
                "runs it",
                "directs it",
                "responsible for it",
                "stays in charge",
                "is run by",
            ],
            r"{o:ORG}(?: \([^)]*\))? (?:answers for it|is (?:the [a-z]+ )?(?:in charge|answerable for it|responsible for it)|stays in charge|runs it|directs it)|[Aa]s (?:the )?lead (?:authority|body|agency|department), (?:the )?{o2:ORG}|(?:[Ii]t|[Tt]he (?:[Pp]rogramme|[Ss]cheme|[Ii]nitiative)) is (?:steered|run|directed|administered|managed|sponsored) by (?:the )?{o3:ORG}",
            0.86,
        ),
    ),
    rule(
        "en-footing",
        "legalBasis",
        &[
            "under",
            "rests on",
            "founded on",
            "authority from",
            "authorised",
            "authorized",
            "foundation is",
            "basis",
            "footing",
            "adopted",
            "carried on",
        ],
        concat!(
            r"{s:WRK?}(?: \([^)]*\))?,? (?:which )?(?:and )?(?:(?:it )?(?:is|was|has been) (?:carried (?:on|out)|adopted|launched|authori[sz]ed|created|set up|established|founded|based|run|made)(?: under| by| on| pursuant to)|rests on|stands on|draws its authority from|takes its authority from|derives from|has its (?:legal )?(?:footing|basis|foundation) in) ",
            article!(),
            r"{o:LAW}|{s2:WRK},? (?:whose|and its) (?:legal )?(?:foundation|basis|footing) is (?:(?:[Ss]ection|[Aa]rticle|[Rr]egulation|[Rr]ule) \d+[\w()]* of )?(?:the )?{o2:LAW}"
        ),
        0.92,
    ),
    of(
        "WRK",
        rule(
            "en-its-footing",
            "legalBasis",
            &[
                "rests on",
                "founded on",
                "authority from",
                "authorised by",
                "adopted under",
                "launched under",
                "carried on under",
            ],
            concat!(
                r"(?:[Ii]t|[Tt]he (?:[Pp]rogramme|[Ss]cheme|[Ii]nitiative|[Pp]roject)|and it) (?:(?:is|was) (?:founded|based|authori[sz]ed|adopted|launched|carried on|set up) (?:on|by|under)|rests on|draws its authority from) ",
                article!(),
                r"{o:LAW}"
            ),
            0.86,
        ),
    ),
    rule(
        "en-has-run-since",
        "startDate",
        &["since", "opened on", "in hand", "under way", "launch"],
        r"{s:WRK}(?: \([^)]*\))?,? (?:which )?(?:has (?:run|been (?:in hand|under way|running|at work|going)) since|(?:was )?opened (?:on|in)|was launched (?:on|in)) {o:DAT}|{s2:WRK}[^.;{]{0,60}?{ORG}?[^.;{]{0,30}? since its (?:launch|start|opening|beginning) (?:on|in) {o2:DAT}|{s3:WRK}[^.;{]{0,50}?{ORG}?[^.;{]{0,20}? and (?:was launched|began|started|opened|was opened) (?:on|in) {o3:DAT}",
        0.9,
    ),
    of(
        "WRK",
        rule(
            "en-work-began",
            "startDate",
            &["began on", "opened on", "started on", "launched on"],
            r"(?:^|[.;] )(?:Work (?:under|on) it|[Ii]t|[Tt]he (?:[Pp]rogramme|[Ss]cheme|[Pp]roject|[Ii]nitiative)) (?:began|opened|started|was launched|was opened) on {o:DAT}",
            0.86,
        ),
    ),
    when(
        whole_holds_part,
        rule(
            "en-sits-within",
            "partOf",
            &[
                "within",
                "component of",
                "strand",
                "takes in",
                "embraces",
                "undertaking",
                "under",
                "joined",
                "bundled",
                "likewise",
                "another",
                "project of",
            ],
            r"{s:WRK},? (?:which )?(?:(?:sits|stands|lies|is|belongs) within|was bundled into|is (?:likewise |also )?(?:a|an|another|one) (?:[a-z\-]+ )?(?:component|strand|part|project|undertaking|piece) of|comes under|joined|is paid for under|belongs to) (?:the )?{o:WRK}|{o2:WRK} (?:takes in|embraces|includes|covers|comprises|is made up of|is woven of) (?:[a-z]+ [a-z]+: )?(?:the )?{s2:WRK}|{s3:WRK},? (?:is )?(?:likewise |also )?(?:a|an|another) {o3:WRK} (?:project|undertaking|strand|component)",
            0.9,
        ),
    ),
    // projects
    when(
        work_is_no_whole,
        rule(
            "en-entrusted-to",
            "executedBy",
            &[
                "entrusted to",
                "hands of",
                "carried on by",
                "worked by",
                "done by",
                "delivered by",
                "carries it out",
                "handled by",
                "undertaken by",
                "assigned to",
                "given to",
            ],
            r"{s:WRK?}(?: \([^)]*\))?(?:,| [–—-])? ?(?:which )?(?:is |was |has been |is being )?(?:entrusted to|in the hands of|carried on by|worked by|done by|delivered by|handled by|assigned to|undertaken by|carried out by) (?:the )?{o:ORG}|{s2:WRK}(?: \([^)]*\))? is [^.;{]{3,40}?; (?:the )?{o2:ORG} carries it out",
            0.91,
        ),
    ),
    rule(
        "en-as-is",
        "executedBy",
        &["as is", "as are", " by the ", " by "],
        r"{WRK} is (?:[a-z]+ ){1,3}(?:by|of|to) (?:the )?{o:ORG}, as (?:is|are) (?:the )?{s:WRK}|{WRK} is (?:worked|done|carried out|carried on|delivered|handled|run) by (?:the )?{ORG},? and (?:the )?{s2:WRK?} by (?:the )?{o2:ORG}",
        0.89,
    ),
    of(
        "WRK",
        rule(
            "en-work-done-by",
            "executedBy",
            &[
                "work is done by",
                "took this project on",
                "delivers the",
                "carries it out",
                "delivers it",
                "is in charge",
                "took it on",
            ],
            r"[Tt]he work is (?:done|carried out) by (?:the )?{o:ORG}|{o2:ORG}(?: \([^)]*\))? (?:took (?:this|the) (?:project|work) on|took it on|carries it out|delivers (?:it|the (?:work|project|renewal|survey|trial|study)))",
            0.85,
        ),
    ),
    when(
        work_is_no_whole,
        rule(
            "en-guided-by",
            "principalInvestigator",
            &[
                "guided by",
                "directed by",
                "directs",
                "led by",
                "lead scientist",
                "project lead",
                "leader",
                "under the direction",
            ],
            concat!(
                r"{s:WRK}(?: \([^)]*\))?[^.;{]{0,40}?(?:{ORG})?,? (?:and )?(?:which )?(?:is |was )?(?:guided|directed|led|headed|conducted) by ",
                address!(),
                r"{o:PER}|{s2:WRK},? whose (?:lead scientist|project lead|leader|head|principal investigator|scientist in charge),? (?:is )?{o2:PER}"
            ),
            0.88,
        ),
    ),
    // amounts
    saying(
        rule(
            "en-amount-to",
            "budget",
            FROM,
            concat!(
                r"{s:WRK}:?,?(?: hands back part of its {DAT} allocation, which| \([^)]*\))?[^.;{]{0,60}?(?:{DAT}[^.;{]{0,40}?)?\bfrom {old:MON} to {o:MON}",
                from!(),
                r"|{s2:WRK}[^.;{]{0,60}?{o2:MON},? ?(?:\([^)]*\) ?)?(?:instead of|in place of|not|rather than)(?: the)? {x1:MON}",
                r"|{s3:WRK}[^.;{]{0,40}?(?:{DAT}[^.;{]{0,40}?)?instead of {x2:MON},? it is now {o3:MON}",
                r"|{s4:WRK}[^.;{]{0,60}?(?:{DAT}[^.;{]{0,40}?)? to {o4:MON}; it stood at {x3:MON}"
            ),
            0.9,
        ),
        REVISED,
    ),
    saying(
        rule(
            "en-amount-from",
            "budget",
            FROM,
            concat!(
                r"{s:WRK}:?,?(?: hands back part of its {DAT} allocation, which| \([^)]*\))?[^.;{]{0,60}?(?:{DAT}[^.;{]{0,40}?)?\bfrom {o:MON} to {new:MON}",
                r"|{s2:WRK}[^.;{]{0,60}?{x1:MON},? ?(?:\([^)]*\) ?)?(?:instead of|in place of|not|rather than)(?: the)? {o2:MON}",
                r"|{s3:WRK}[^.;{]{0,40}?(?:{DAT}[^.;{]{0,40}?)?instead of {o3:MON},? it is now {x2:MON}",
                r"|{s4:WRK}[^.;{]{0,60}?(?:{DAT}[^.;{]{0,40}?)? to {x3:MON}; it stood at {o4:MON}"
            ),
            0.88,
        ),
        SUPERSEDED,
    ),
    saying(
        rule(
            "en-was-given",
            "budget",
            &[
                "given",
                "voted",
                "awarded",
                "set out with",
                "had",
                "stands at",
                "received",
                "allotted",
                "opened with",
                "to begin",
            ],
            r"{s:WRK}(?: \([^)]*\))?,? (?:which )?(?:has been |was |had been |had )?(?:given|voted|awarded|allotted|set out with|received|assigned|provided with) {o:MON}(?: (?:for|in) {year:DAT})?|{s2:WRK} had {o2:MON} to (?:begin|start|open|spend)",
            0.88,
        ),
        INITIAL,
    ),
    // ends
    saying(
        rule(
            "en-end-moved",
            "endDate",
            &[
                "moved",
                "put back",
                "may now run",
                "may run",
                "run on",
                "prolonged",
                "instead of",
                "closing",
                "not on",
                "now end",
                "due to",
                "was to",
                "should have",
                "so far",
                "until",
            ],
            r"{s:WRK}(?: \([^)]*\))?:? [^.;{]{0,60}?(?:from|on|so far) {old:DAT}[^{]{1,40}? (?:to|until|on|moves? to) {o:DAT}|{s2:WRK}(?: \([^)]*\))?:?,? [^.;{]{0,40}?(?:run |ends? |prolonged |extended )(?:on )?(?:until|to|on) {o2:DAT},? (?:instead of|not on|in place of|rather than|and not)(?: on)? {x1:DAT}|{s3:WRK}(?: \([^)]*\))?, (?:so far|until now|originally|which [^.;{]{0,30}? on) {x2:DAT},? (?:is |was )?(?:moved|put back|prolonged|extended|now ends?) (?:to|on|until)? ?{o3:DAT}",
            0.9,
        ),
        REVISED,
    ),
    saying(
        rule(
            "en-end-moved-from",
            "endDate",
            &[
                "moved",
                "put back",
                "may now run",
                "may run",
                "run on",
                "prolonged",
                "instead of",
                "closing",
                "not on",
                "now end",
                "due to",
                "was to",
                "should have",
                "so far",
                "until",
            ],
            r"{s:WRK}(?: \([^)]*\))?:? [^.;{]{0,60}?(?:from|on|so far) {o:DAT}[^{]{1,40}? (?:to|until|on|moves? to) {new:DAT}|{s2:WRK}(?: \([^)]*\))?:?,? [^.;{]{0,40}?(?:run |ends? |prolonged |extended )(?:on )?(?:until|to|on) {x1:DAT},? (?:instead of|not on|in place of|rather than|and not)(?: on)? {o2:DAT}|{s3:WRK}(?: \([^)]*\))?, (?:so far|until now|originally|which [^.;{]{0,30}? on) {o3:DAT},? (?:is |was )?(?:moved|put back|prolonged|extended|now ends?) (?:to|on|until)? ?{x2:DAT}",
            0.88,
        ),
        SUPERSEDED,
    ),
    saying(
        of(
            "WRK",
            rule(
                "en-it-will-now-end",
                "endDate",
                &[
                    "will now",
                    "now ends",
                    "may now run",
                    "its closing date",
                    "it ends on",
                ],
                r"(?:[Ii]t|[Ii]ts (?:closing|end) date) (?:will now end on|now ends on|may now run until|may run until|moves to|is now) {o:DAT}",
                0.86,
            ),
        ),
        REVISED,
    ),
    // products
    rule(
        "en-work-of-maker",
        "developedBy",
        &[
            "work of",
            "workshop of",
            "maker of",
            "put",
            "brought out",
            "builds",
            "makes",
            "products of",
            "comes from",
            "manufactured by",
            "built by",
            "developed",
            "designed",
            "engineered",
            "on sale",
        ],
        r"{s:PRD},? (?:likewise )?(?:is|are|was|were|has been|comes) (?:both |all )?(?:(?:the )?(?:work|products?) of|(?:engineered|designed|developed)?(?: and (?:is |now )?)?(?:designed|manufactured|engineered|built|produced|made|developed) by|from) (?:the )?{o:ORG}|[Ff]rom the (?:workshops?|works|house|factory|laboratory) of (?:the )?{o2:ORG} comes? (?:the )?{s2:PRD}|{o3:ORG}(?: of {PLC})?(?: \([^)]*\))?,?[^.;{]{0,40}?(?: has| have)?(?: today)?(?: is the maker of| put| has put on sale| brought out| makes| builds| has designed and now builds| designed| developed| built| manufactures| presents| launches| ships)(?: on sale)? (?:the |its )?{s3:PRD}|{s4:PRD}, (?:a [^.;{,]{3,60}, )?(?:designed|built|made|manufactured|developed|engineered)(?: and [a-z]+)? by (?:the )?{o4:ORG}",
        0.9,
    ),
    rule(
        "en-two-products-of",
        "developedBy",
        &["products of"],
        r"{s:PRD} and (?:the )?{PRD} are both products of {o:ORG}",
        0.9,
    ),
    rule(
        "en-owes-to",
        "outcomeOf",
        &[
            "owes",
            "roots in",
            "root in",
            "stems from",
            "fruit of",
            "derived from",
            "goes back to",
            "builds on",
            "built on",
            "draws on",
            "springs from",
            "rests on",
            "born of",
            "product of",
            "result of",
            "grew out",
            "possible by",
            "came out",
            "basis of",
            "based on",
            "sprang",
            "began as",
            "offshoot",
            "spin-off",
        ],
        r"{s:PRD},? (?:which )?(?:owes its (?:being|existence|origin|birth) to|has its (?:roots|origins?) in|stems from|is a fruit of|is (?:an? |the )?(?:direct )?(?:fruit|result|product|offshoot|spin-off|outcome|child) of|is (?:derived|descended) from|goes back to|builds (?:up)?on|is (?:built|based|founded) (?:up)?on|draws (?:up)?on|springs from|sprang from|rests on|was born of|grew (?:out of|from)|was made possible by|came (?:out )?of|began as)(?: (?:the )?(?:work|methods|results|findings)(?: (?:done|worked out|carried out|of|under|in))*)? ?(?:under |in |of )?(?:the )?{o:WRK}",
        0.91,
    ),
    of(
        "PRD",
        rule(
            "en-it-owes-to",
            "outcomeOf",
            &[
                "owes",
                "roots in",
                "stems from",
                "fruit of",
                "derived from",
                "goes back to",
                "builds on",
                "built on",
                "draws on",
                "springs from",
                "rests on",
                "born of",
                "product of",
                "result of",
                "grew out",
                "possible by",
                "out of which",
                "basis of",
                "came out",
            ],
            r"(?:[Ii]t|[Tt]he [a-z]+) (?:owes its (?:being|existence|origin) to|has its roots in|stems from|is a (?:fruit|result|product|outcome) of|is derived from|goes back to|builds on|draws on|springs from|rests on|was born of|grew out of|was made possible by|came out of)(?: (?:the )?(?:work|methods|results)(?: (?:done|worked out|of|under|in))*)? ?(?:under |in |of )?(?:the )?{o:WRK}|{o2:WRK}, out of which the [a-z]+ came|on the basis of (?:the )?{o3:WRK}",
            0.86,
        ),
    ),
    rule(
        "en-visible-result",
        "outcomeOf",
        &["result is", "on the basis of"],
        r"{o:WRK}[^{]{0,120}?{ORG}?[^{]{0,60}?{PER}?[^{]{0,30}?[Ii]ts [a-z ]{0,20}result is (?:the )?{s:PRD}|{s2:PRD} on the basis of (?:the )?{o2:WRK}",
        0.82,
    ),
    // meetings and journeys
    of(
        "EVT",
        rule(
            "en-presided",
            "chairedBy",
            &["presided", "In the chair", "in the chair", "Chairing", "Chair"],
            r"{o:PER}(?:, [^.;{,]{3,40},)? presided|(?:[Ii]n the chair|[Cc]hairing|[Cc]hair):? {o2:PER}|with {o3:PER} in the chair",
            0.85,
        ),
    ),
    rule(
        "en-was-received-at",
        "visited",
        &[
            "received at",
            "spent the day",
            "toured",
            "walked",
            "shown",
            "seen on",
            "fell on",
            "Call at",
            "visited",
            "visit to",
        ],
        r"(?:[Oo]n {date:DAT},? )?(?:the party|we|the group|the team|the delegation) (?:was received at|were received at|spent the day at|toured|visited|called at|was shown round|went to) (?:the )?{o:ORG}(?: on {date2:DAT})?",
        0.9,
    ),
];
