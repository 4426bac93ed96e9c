//! Sentence patterns of Chinese for who had a post, who gives it up, who takes it up and whom they follow.
//!
//! They stand before the other patterns, so that of two that read one sentence theirs is kept.

use super::pattern::{CURRENT, FORMER, Rule, of, rule, saying};

/// To give up a post.
macro_rules! leaves {
    () => {
        r"(?:卸任|卸下|卸職|離任|離職|去職|榮退|退休|退職|辭職|辭任|請辭|下台|免職|解職|解任|調職|交棒|交卸|任滿|任期屆滿|病逝|過世|逝世|辭世|轉任|調任|他調|高升|另有任用)"
    };
}
/// To take up a post.
macro_rules! takes {
    () => {
        r"(?:接任|繼任|接替|接掌|接棒|接手|接篆|出任|擔任|就任|代理|兼任|兼代|暫代|升任|遞補|真除|接續)"
    };
}
/// Whoever stands beside a name.
macro_rules! honorific {
    () => {
        r"(?:博士|教授|先生|女士)?"
    };
}
/// A title with the body that it belongs to.
macro_rules! post {
    () => {
        r"{s:ORG}(?:長|(?:之|的)?(?:現任|新任|第\p{Han}{1,3}任)?{title})"
    };
}
/// Words that say that somebody had the post once. None of them is part of another word here: 目前, 日前.
macro_rules! once {
    () => {
        r"(?:前任|(?:^|[^目日先以之提事眼當早稍從午生])前|原任|原|已故|(?:^|[^緣事世典何])故|時任|首任|卸任|甫卸任的?|離任|退休)"
    };
}

/// The patterns.
pub(super) static RULES: &[Rule] = &[
    // who had it once, beside the post
    saying(
        rule(
            "zh-once-post",
            "headedBy",
            &["前", "原", "故", "時任", "首任", "卸任", "離任", "退休"],
            concat!(once!(), r"{s:ORG}(?:長|(?:之|的)?{title})[，,、]?{o:PER}"),
            0.93,
        ),
        FORMER,
    ),
    saying(
        rule(
            "zh-post-once",
            "headedBy",
            &["前", "原", "故", "時任", "首任", "卸任", "離任", "退休"],
            r"{s:ORG}(?:之|的)?(?:前任|前|原任|原|已故|故|時任|首任|卸任|甫卸任的?|離任|退休){title}[，,、]?{o:PER}",
            0.93,
        ),
        FORMER,
    ),
    saying(
        rule(
            "zh-name-once",
            "headedBy",
            &["前"],
            r"{s:ORG}(?:之|的)?{o:PER}(?:前|故){title}",
            0.9,
        ),
        FORMER,
    ),
    saying(
        of(
            "ORG",
            rule(
                "zh-title-once",
                "headedBy",
                &["前", "原", "故", "卸任", "離任"],
                concat!(once!(), r"{title}[為是：:、]?{o:PER}"),
                0.86,
            ),
        ),
        FORMER,
    ),
    saying(
        rule(
            "zh-had",
            "headedBy",
            &["曾", "歷任"],
            concat!(
                r"{o:PER}",
                honorific!(),
                r"[，,]?{~6}(?:[於自]?{since:DAT}(?:年?間)?(?:至|到|起至)?{until:DAT}?{~4})?(?:曾經|曾|歷)(?:先後)?(?:任|擔任|出任|兼任){s:ORG}(?:之|的)?{title}"
            ),
            0.9,
        ),
        FORMER,
    ),
    saying(
        rule(
            "zh-had-who",
            "headedBy",
            &["曾", "歷任"],
            r"(?:曾經|曾|歷)(?:先後)?(?:任|擔任|出任|兼任){s:ORG}(?:之|的)?{title}(?:之|的){o:PER}",
            0.9,
        ),
        FORMER,
    ),
    saying(
        rule(
            "zh-had-between",
            "headedBy",
            &["至", "到"],
            concat!(
                r"{o:PER}",
                honorific!(),
                r"(?:係|係於|於|自)?{since:DAT}(?:起)?(?:至|到){until:DAT}(?:止)?(?:間|期間)?[，,]?(?:擔任|出任|任|為){s:ORG}(?:之|的)?{title}"
            ),
            0.93,
        ),
        FORMER,
    ),
    saying(
        rule(
            "zh-joined-post-name",
            "headedBy",
            &["長"],
            r"{s:ORG}長{o:PER}",
            0.89,
        ),
        CURRENT,
    ),
    // who follows whom
    saying(
        rule(
            "zh-follows",
            "headedBy",
            &["接替", "接任", "繼任", "取代", "接續", "接棒", "繼"],
            concat!(
                r"{o:PER}",
                honorific!(),
                r"{~8}{since:DAT}?起?{~6}(?:接替|接任|繼任|取代|接續|接棒|繼)(?:退休的|卸任的|已故的|前任|前|原)?(?:{x2:title})?{PER}",
                honorific!(),
                r"(?:之後|後)?{~6}",
                takes!(),
                r"?(?:成為|為)?{s:ORG}(?:之|的)?{title}"
            ),
            0.94,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "zh-is-followed",
            "headedBy",
            &["接替", "接任", "繼任", "取代", "接續", "接棒", "繼"],
            concat!(
                r"{PER}",
                honorific!(),
                r"{~8}{until:DAT}?起?{~6}(?:接替|接任|繼任|取代|接續|接棒|繼)(?:退休的|卸任的|已故的|前任|前|原)?(?:{x2:title})?{o:PER}",
                honorific!(),
                r"(?:之後|後)?{~6}",
                takes!(),
                r"?(?:成為|為)?{s:ORG}(?:之|的)?{title}"
            ),
            0.94,
        ),
        FORMER,
    ),
    // somebody gives up the post, somebody takes it up
    saying(
        rule(
            "zh-handed-on",
            "headedBy",
            &["由"],
            concat!(
                post!(),
                r"(?:一職)?(?:原為|原由|原係)?{o:PER}",
                honorific!(),
                r"{~14}{until:DAT}?{~14}(?:由|交由|交棒給|交給)(?:原|前)?(?:{~10}{x2:title}|{ORG}{~4}(?:{x3:title})?)?{PER}",
                honorific!(),
                r"{~6}{until2:DAT}?起?{~6}",
                takes!()
            ),
            0.92,
        ),
        FORMER,
    ),
    saying(
        rule(
            "zh-taken-over",
            "headedBy",
            &["由"],
            concat!(
                post!(),
                r"(?:一職)?(?:原為|原由|原係)?{PER}",
                honorific!(),
                r"{~14}{since2:DAT}?{~14}(?:由|交由|交棒給|交給)(?:原|前)?(?:{~10}{x2:title}|{ORG}{~4}(?:{x3:title})?)?{o:PER}",
                honorific!(),
                r"{~6}{since:DAT}?起?{~6}",
                takes!()
            ),
            0.92,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "zh-post-taken",
            "headedBy",
            &["由"],
            concat!(
                post!(),
                r"(?:一職|職務|職缺|遺缺)?[，,]?{~6}{since2:DAT}?起?{~6}(?:由|交由)(?:原|前)?(?:{~10}{x2:title}|{ORG}{~4}(?:{x3:title})?)?{o:PER}",
                honorific!(),
                r"{~6}{since:DAT}?起?{~6}(?:接任|繼任|接替|接掌|接棒|出任|代理|兼代|暫代|升任|遞補|真除)"
            ),
            0.92,
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "zh-clause-taken",
                "headedBy",
                &["由"],
                concat!(
                    r"(?:[，,]|遺缺|職務|職缺|一職)(?:其)?(?:遺缺|職務|所遺職缺)?{~6}{since2:DAT}?起?{~4}(?:由|交由)(?:原|前)?(?:{~10}{x2:title}|{ORG}{~4}(?:{x3:title})?)?{o:PER}",
                    honorific!(),
                    r"{~6}{since:DAT}?起?{~6}(?:接任|繼任|接替|接掌|接棒|代理|兼代|暫代|遞補)"
                ),
                0.87,
            ),
        ),
        CURRENT,
    ),
    saying(
        rule(
            "zh-taken-and-left",
            "headedBy",
            &["由"],
            concat!(
                post!(),
                r"(?:一職)?{~6}{DAT}?{~4}由{~8}{PER}{~6}{until:DAT}?{~4}",
                takes!(),
                r"[，,；](?:原任|前任|原|前)?(?:{x2:title})?{o:PER}{~8}",
                leaves!()
            ),
            0.9,
        ),
        FORMER,
    ),
    // somebody gives up the post
    saying(
        rule(
            "zh-holder-leaves",
            "headedBy",
            &[
                "卸", "離", "去職", "退", "辭", "下台", "職", "交棒", "任滿", "屆滿", "逝", "過世", "轉任",
                "調任", "他調",
            ],
            concat!(
                post!(),
                r"{o:PER}",
                honorific!(),
                r"{~14}{until:DAT}?(?:起)?{~6}",
                leaves!()
            ),
            0.9,
        ),
        FORMER,
    ),
    saying(
        rule(
            "zh-leaves-post",
            "headedBy",
            &["卸", "辭", "離任", "交卸", "退休"],
            concat!(
                r"{o:PER}",
                honorific!(),
                r"{~10}{until:DAT}?{~6}(?:卸任|卸下|辭去|辭任|請辭|離任|交卸|卸除){s:ORG}(?:之|的)?{title}"
            ),
            0.92,
        ),
        FORMER,
    ),
    saying(
        rule(
            "zh-leaves-from",
            "headedBy",
            &["自", "從"],
            concat!(
                r"{o:PER}",
                honorific!(),
                r"{~6}{until:DAT}?{~4}[自從]{s:ORG}(?:之|的)?{title}(?:一職|職位|職務|任內|任上|崗位)?(?:上)?{~2}",
                leaves!()
            ),
            0.92,
        ),
        FORMER,
    ),
    // somebody has the post
    saying(
        rule(
            "zh-is-head",
            "headedBy",
            &["是", "為", "係", "現任"],
            concat!(
                r"{o:PER}",
                honorific!(),
                r"(?:是|為|係|現任|現為|現係|目前是|目前為)(?:現任)?{s:ORG}(?:之|的)?(?:現任)?{title}(?:[，。；、（(\s]|$)"
            ),
            0.92,
        ),
        CURRENT,
    ),
    // somebody takes up the post
    saying(
        rule(
            "zh-takes-up",
            "headedBy",
            &[
                "接任",
                "繼任",
                "就任",
                "接掌",
                "出任",
                "擔任",
                "升任",
                "調任",
                "轉任",
                "任命為",
                "聘為",
                "真除",
                "接篆",
            ],
            concat!(
                r"{o:PER}",
                honorific!(),
                r"(?:已|業|將|即將|預定|預計|擬)?(?:[於自]?{since:DAT}(?:起)?)?{~4}(?:接任|繼任|就任|接掌|出任|擔任|升任|調任|轉任|獲?任命為|獲?聘為|榮升|真除|接篆)(?:為)?{s:ORG}(?:之|的)?(?:新任)?{title}"
            ),
            0.9,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "zh-designate",
            "headedBy",
            &["候任", "準", "擬任"],
            r"(?P<future>候任|準|擬任){s:ORG}(?:之|的)?{title}{o:PER}",
            0.9,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "zh-designate-title",
            "headedBy",
            &["候任", "準", "擬任"],
            r"{s:ORG}(?:之|的)?(?P<future>候任|準|擬任){title}{o:PER}",
            0.9,
        ),
        CURRENT,
    ),
];
