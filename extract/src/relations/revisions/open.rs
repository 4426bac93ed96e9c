//! Changes whose values are people or places that nothing else has found: the words around them say what they are.

use super::super::pattern::{REVISED, Rule, SUPERSEDED, of, rule, saying};
use crate::extraction::EntityType;
use crate::rules::Found;

/// Cuts the particle off a city that a model took together with it: 울산시로 청사를 이전.
pub(in super::super) fn leave_out_particles(text: &str, mentions: &mut [Found]) {
    for mention in mentions.iter_mut().filter(|m| m.kind == EntityType::Place) {
        let written = text.get(mention.range.clone()).unwrap_or_default();
        let ends = text
            .get(mention.range.end..)
            .is_none_or(|rest| !rest.starts_with(char::is_alphanumeric));
        if ends && written.ends_with("시로") && written.chars().count() > 3 {
            mention.range.end -= '로'.len_utf8();
        }
    }
}

/// The patterns of Chinese.
pub(in super::super) static CHINESE: &[Rule] = &[
    saying(
        of(
            "WRK",
            rule(
                "zh-investigator-to",
                "principalInvestigator",
                &["主持人"],
                r"(?:計畫|總)?主持人(?:一職)?(?:自{DAT}起)?[，,]?(?:改由|改為|變更為|更換為|改派|改聘){o:PER?}(?:博士|教授|副教授)?(?:擔任|接任|接手|主持|[，。；]|$)",
                0.84,
            ),
        ),
        REVISED,
    ),
    saying(
        of(
            "WRK",
            rule(
                "zh-investigator-from-to",
                "principalInvestigator",
                &["主持人"],
                r"(?:計畫|總)?主持人(?:由|自|原為){PER?}(?:博士|教授|副教授)?(?:改為|變更為|更換為|調整為){o:PER?}(?:博士|教授|副教授)?(?:擔任|接任|[，。；]|$)",
                0.84,
            ),
        ),
        REVISED,
    ),
    saying(
        of(
            "WRK",
            rule(
                "zh-investigator-from",
                "principalInvestigator",
                &["主持人"],
                r"(?:計畫|總)?主持人(?:由|自|原為){o:PER?}(?:博士|教授|副教授)?(?:改為|變更為|更換為|調整為){PER?}(?:博士|教授|副教授)?(?:擔任|接任|[，。；]|$)",
                0.82,
            ),
        ),
        SUPERSEDED,
    ),
];

/// The patterns of Korean.
pub(in super::super) static KOREAN: &[Rule] = &[
    saying(
        of(
            "WRK",
            rule(
                "ko-investigator-to",
                "principalInvestigator",
                &["책임자"],
                r"책임자(?:가|는|를|은|이) (?:{DAT}(?:부터|자로|에)? )?(?:기존 |당초 )?(?:{PER?}(?: (?:박사|교수))?에서 )?{o:PER?}(?: (?:박사|교수))?(?:으로|로) ?(?:[^.]{0,8}? )?(?:변경|교체|바뀌|바뀐|바꾸)",
                0.84,
            ),
        ),
        REVISED,
    ),
    saying(
        of(
            "WRK",
            rule(
                "ko-investigator-from",
                "principalInvestigator",
                &["책임자"],
                r"책임자(?:가|는|를|은|이) (?:{DAT}(?:부터|자로|에)? )?(?:기존 |당초 )?{o:PER?}(?: (?:박사|교수))?에서 {PER?}(?: (?:박사|교수))?(?:으로|로) ?(?:[^.]{0,8}? )?(?:변경|교체|바뀌|바뀐|바꾸)",
                0.82,
            ),
        ),
        SUPERSEDED,
    ),
    saying(
        of(
            "ORG",
            rule(
                "ko-seat-moved-to",
                "headquarteredIn",
                &["이전", "옮"],
                r"(?:{since:DAT}(?:에|자로|부터)?,? )?(?:(?:본사|본부|본원|본청|청사|사무소|사무실|사옥|본점)(?:를|을|가|이|는|은) )?(?:{PLC?}에서 ){o:PLC?}(?:으로|로) (?:(?:본사|본부|본원|본청|청사|사무소|사무실|사옥|본점)(?:를|을) )?(?:이전|옮)",
                0.86,
            ),
        ),
        REVISED,
    ),
    saying(
        of(
            "ORG",
            rule(
                "ko-seat-moved-from",
                "headquarteredIn",
                &["이전", "옮"],
                r"(?:{until:DAT}(?:에|자로|부터)?,? )?(?:(?:본사|본부|본원|본청|청사|사무소|사무실|사옥|본점)(?:를|을|가|이|는|은) )?{o:PLC?}에서 {PLC?}(?:으로|로) (?:(?:본사|본부|본원|본청|청사|사무소|사무실|사옥|본점)(?:를|을) )?(?:이전|옮)",
                0.84,
            ),
        ),
        SUPERSEDED,
    ),
];
