//! Sentence patterns of Korean for who had a post, who gives it up, who takes it up and whom they follow.
//!
//! They stand before the other patterns, so that of two that read one sentence theirs is kept.

use super::pattern::{CURRENT, FORMER, Rule, of, rule, saying};

/// To give up a post.
macro_rules! leaves {
    () => {
        r"(?:퇴임|사임|이임|사퇴|퇴직|퇴진|면직|해임|파면|별세|타계|물러나|물러난|물러났|임기를 마|임기가 끝|임기가 만료|자리에서 내려|그만두|그만뒀|떠나|떠났)"
    };
}
/// To take up a post.
macro_rules! takes {
    () => {
        r"(?:취임|임명|선임|부임|선출|발탁|승진|임용|위촉|맡게|오르|올랐)"
    };
}
/// A title with the body that it belongs to, apart or in one word.
macro_rules! post {
    () => {
        r"{s:ORG}(?:장관|차관|위원장|이사장|사장|총장|의장|장|의? ?(?:신임 |새 |현 |제\d+대 )?{title})"
    };
}
/// Words that say that somebody had the post once.
macro_rules! once {
    () => {
        r"(?:^|[ ,(‘“])(?:전|전직|전임|前|고|故|초대|당시) "
    };
}

/// The patterns.
pub(super) static RULES: &[Rule] = &[
    // who had it once, beside the post
    saying(
        rule(
            "ko-once-post",
            "headedBy",
            &["전 ", "전직 ", "전임 ", "前 ", "고 ", "故 ", "초대 ", "당시 "],
            concat!(once!(), post!(), r"(?:인|이었던|였던|이던|,)? {o:PER}"),
            0.93,
        ),
        FORMER,
    ),
    saying(
        rule(
            "ko-post-once",
            "headedBy",
            &["전 ", "전직 ", "전임 ", "前 ", "고 ", "故 ", "초대 ", "당시 "],
            r"{s:ORG}의? (?:전|전직|전임|前|고|故|초대|당시) {title}(?:인|이었던|였던|이던|은|는|,)? {o:PER}",
            0.93,
        ),
        FORMER,
    ),
    saying(
        rule(
            "ko-name-once-post",
            "headedBy",
            &["전 ", "전직 ", "前 ", "당시 "],
            concat!(r"{o:PER}(?:,)? (?:전|전직|前|당시) ", post!()),
            0.93,
        ),
        FORMER,
    ),
    saying(
        rule(
            "ko-name-post-once",
            "headedBy",
            &["전 ", "前 "],
            r"{o:PER}(?:,)? {s:ORG}의? (?:전|전직|前) {title}",
            0.92,
        ),
        FORMER,
    ),
    saying(
        rule(
            "ko-late",
            "headedBy",
            &["고 ", "故 "],
            concat!(r"(?:^|[ ,(])(?:고|故) {o:PER} (?:전 )?", post!()),
            0.92,
        ),
        FORMER,
    ),
    saying(
        rule(
            "ko-body-name-once",
            "headedBy",
            &["전 ", "前 "],
            r"{s:ORG}의? (?:고 |故 )?{o:PER} (?:전|前) {title}",
            0.92,
        ),
        FORMER,
    ),
    saying(
        of(
            "ORG",
            rule(
                "ko-title-once",
                "headedBy",
                &["전 ", "전임 ", "초대 ", "前 ", "물러난 ", "퇴임한 "],
                r"(?:^|[ ,(])(?:전|전임|초대|前|물러난|퇴임한) (?:{o:PER} {title}|{title2:title}(?:은|는|인|이었던)? {o2:PER})",
                0.86,
            ),
        ),
        FORMER,
    ),
    saying(
        of(
            "ORG",
            rule(
                "ko-name-once",
                "headedBy",
                &[" 전 "],
                r"{o:PER} (?:전|前) {title}",
                0.8,
            ),
        ),
        FORMER,
    ),
    saying(
        rule(
            "ko-had-between",
            "headedBy",
            &["까지"],
            concat!(
                r"{o:PER}(?:은|는|이|가) {since:DAT}부터 {until:DAT}까지 ",
                post!()
            ),
            0.93,
        ),
        FORMER,
    ),
    saying(
        rule(
            "ko-had",
            "headedBy",
            &["지냈", "지낸", "역임", "재임했", "재직했", "맡았"],
            concat!(
                r"{o:PER}(?:은|는|이|가)? ?{~8}",
                post!(),
                r"(?:직|직위|자리)?(?:을|를|으로|로)? ?(?:지냈|지낸|역임|재임했|재직했|맡았)"
            ),
            0.9,
        ),
        FORMER,
    ),
    saying(
        rule(
            "ko-had-who",
            "headedBy",
            &["지낸", "역임한", "맡았던"],
            concat!(
                post!(),
                r"(?:직|직위|자리)?(?:을|를|으로|로)? ?(?:지낸|역임한|맡았던|재임한) {o:PER}"
            ),
            0.9,
        ),
        FORMER,
    ),
    // who follows whom
    saying(
        rule(
            "ko-follows",
            "headedBy",
            &["이어"],
            concat!(
                r"{o:PER}(?: {x3:title})?(?:이|가|은|는) (?:{~6}{since2:DAT}(?:에|자로)? )?(?:전임 |전 )?{PER}(?: (?:전 )?{x2:title})?(?:의 뒤를|의 후임으로|을|를|에) ?(?:이어(?:서)? )?{~6}{since:DAT}?(?:에|자로|부로)? ?",
                post!()
            ),
            0.94,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "ko-is-followed",
            "headedBy",
            &["이어"],
            concat!(
                r"{PER}(?: {x3:title})?(?:이|가|은|는) (?:{~6}{until2:DAT}(?:에|자로)? )?(?:전임 |전 )?{o:PER}(?: (?:전 )?{x2:title})?(?:의 뒤를|의 후임으로|을|를|에) ?(?:이어(?:서)? )?{~6}{until:DAT}?(?:에|자로|부로)? ?",
                post!()
            ),
            0.94,
        ),
        FORMER,
    ),
    saying(
        rule(
            "ko-after-follows",
            "headedBy",
            &["이어"],
            concat!(
                r"{PER}(?: (?:전 )?{x2:title})?(?:의 뒤를|을|를|에) ?이어(?:서)? {~4}{o:PER}(?: {x3:title})?(?:이|가|은|는) {~6}{since:DAT}?(?:에|자로|부로)? ?",
                post!()
            ),
            0.94,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "ko-after-is-followed",
            "headedBy",
            &["이어"],
            concat!(
                r"{o:PER}(?: (?:전 )?{x2:title})?(?:의 뒤를|을|를|에) ?이어(?:서)? {~4}{PER}(?: {x3:title})?(?:이|가|은|는) {~6}{until:DAT}?(?:에|자로|부로)? ?",
                post!()
            ),
            0.94,
        ),
        FORMER,
    ),
    saying(
        rule(
            "ko-predecessor",
            "headedBy",
            &["후임", "퇴임", "사임", "이임"],
            concat!(
                r"(?:{o:PER} ",
                post!(),
                r"|{s2:ORG}(?:은|는|의|에서)? ?{o2:PER} (?:전 )?{title2:title})(?:의|이|가)? ?{~8}(?:후임|",
                leaves!(),
                r")"
            ),
            0.9,
        ),
        FORMER,
    ),
    saying(
        rule(
            "ko-successor",
            "headedBy",
            &["후임"],
            concat!(
                r"(?:{PER} ",
                post!(),
                r"|{s2:ORG}(?:은|는|의|에서)? ?{PER} (?:전 )?{title2:title})(?:의|이|가)? ?{~14}{since2:DAT}?{~8}후임(?:자)?(?:으로는|으로|에는|에|은|는|로)? {o:PER}(?: {x5:title})?(?:이|가|을|를|은|는)?(?: {~6}{since:DAT})?"
            ),
            0.9,
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "ko-its-successor",
                "headedBy",
                &["후임"],
                r"후임(?:자)?(?: {title})?(?:으로는|으로|에는|에|은|는|로)? {o:PER}(?: {x3:title})?(?:이|가|을|를|은|는)?(?: {~6}{since:DAT})?",
                0.86,
            ),
        ),
        CURRENT,
    ),
    // somebody gives up the post
    saying(
        rule(
            "ko-holder-leaves",
            "headedBy",
            &[
                "퇴임", "사임", "이임", "사퇴", "퇴직", "퇴진", "면직", "해임", "파면", "별세", "타계",
                "물러", "임기", "내려", "그만", "떠나", "떠났",
            ],
            concat!(
                post!(),
                r" {o:PER}(?:이|가|은|는|의){~12}{until:DAT}?(?:에|자로|부로)?{~8}",
                leaves!()
            ),
            0.9,
        ),
        FORMER,
    ),
    saying(
        rule(
            "ko-post-holder-leaves",
            "headedBy",
            &[
                "퇴임", "사임", "이임", "사퇴", "퇴직", "퇴진", "면직", "해임", "파면", "별세", "타계",
                "물러", "임기", "내려", "그만", "떠나", "떠났",
            ],
            concat!(
                r"(?:{s:ORG}(?:은|는|의|에서는)? ?{o:PER} (?:전 )?{title}|{o2:PER} {s2:ORG}(?:장관|장|의? ?{title2:title}))(?:이|가|은|는|의|께서){~12}{until:DAT}?(?:에|자로|부로)?{~8}",
                leaves!()
            ),
            0.9,
        ),
        FORMER,
    ),
    saying(
        rule(
            "ko-leaves-post",
            "headedBy",
            &[
                "퇴임", "사임", "이임", "사퇴", "퇴직", "퇴진", "면직", "해임", "파면", "물러", "내려",
                "그만", "떠나", "떠났",
            ],
            concat!(
                r"{o:PER}(?:이|가|은|는) {~8}{until:DAT}?(?:에|자로|부로)?{~8}",
                post!(),
                r"(?: ?직| ?자리| ?직위)?(?:에서|을|를|직을|으로)? ?{~6}",
                leaves!()
            ),
            0.9,
        ),
        FORMER,
    ),
    saying(
        rule(
            "ko-leaves-and-other-takes",
            "headedBy",
            &["퇴임", "사임", "이임", "사퇴", "퇴진", "물러"],
            concat!(
                r"{o:PER} {x2:title}(?:이|가|은|는|의){~10}{until:DAT}?{~8}",
                leaves!(),
                r"{~8}{PER}(?: {x3:title})?(?:이|가|을|를|은|는) {~8}{DAT}?(?:에|자로)? ?",
                post!()
            ),
            0.9,
        ),
        FORMER,
    ),
    // somebody has the post
    saying(
        rule(
            "ko-is-head",
            "headedBy",
            &["이다", "이며", "이고", "입니다", "임", "으로서"],
            concat!(
                r"{o:PER}(?:은|는|이|가) (?:현재 |현 )?",
                post!(),
                r"(?:이다|이며|이고|입니다|임(?:\.|$))"
            ),
            0.92,
        ),
        CURRENT,
    ),
    // somebody takes up the post
    saying(
        rule(
            "ko-takes-up",
            "headedBy",
            &[
                "취임", "임명", "선임", "부임", "선출", "발탁", "승진", "임용", "위촉", "맡게", "오르",
                "올랐",
            ],
            concat!(
                r"{o:PER}(?: {x2:title})?(?:이|가|은|는|을|를) {~6}{since:DAT}?(?:에|자로|부로)? ?{~4}",
                post!(),
                r"(?: ?직| ?자리)?(?:으로|로|에|을|를)? ?",
                takes!()
            ),
            0.92,
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "ko-follows-title",
                "headedBy",
                &["취임", "임명", "선임", "부임", "선출", "발탁"],
                concat!(
                    r"(?:새|신임|후임) {title}(?:으로는|으로|에는|에|은|는|로) {o:PER}(?: {x2:title})?(?:이|가|을|를|은|는)? ?{~6}{since:DAT}?(?:에|자로|부로)? ?",
                    takes!()
                ),
                0.88,
            ),
        ),
        CURRENT,
    ),
    // a body and the post in one word
    saying(
        rule(
            "ko-name-joined-post",
            "headedBy",
            &["장"],
            r"{o:PER} (?:현 |신임 |새 )?{s:ORG}(?:장관|위원장|이사장|사장|총장|의장|장)(?:은|는|이|가|을|를|의|과|와|에게|께서|도|으로|,|\.|\)|\s|$)",
            0.88,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "ko-joined-post-name",
            "headedBy",
            &["장"],
            r"{s:ORG}(?:장관|위원장|이사장|사장|총장|의장|장)(?:인|,)? {o:PER}",
            0.88,
        ),
        CURRENT,
    ),
];
