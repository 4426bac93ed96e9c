//! Shapes of people's names: Chinese and Korean family names are a closed class, English names are capitalised words.

use std::sync::LazyLock;

use regex::Regex;

use super::compiled;
use crate::script::{is_han, is_hangul};

/// Chinese family names of one character, the most common ones.
const CHINESE_SURNAMES: &str = concat!(
    "陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余趙盧梁顏柯翁魏孫戴",
    "范方宋鄧杜傅侯曹溫薛丁蔣馬唐卓藍馮姚石董紀歐程連古汪湯姜田康鄒白涂尤巫韓龔嚴袁鐘黎金阮陸倪夏童邵柳錢",
    "戚闕宓裘霍滕莫岑蒲鄂屈喬褚解景費苗卜祝湛邰喻柏竇奚郎魯鳳酆殷畢鄔卞穆米貝臧戈舒項閔席麻婁危刁駱虞柯昝盧房繆干應宗丁宣賁鄧郁單杭洪諸鈕嵇邢滑裴榮翁荀羊甄麴封芮儲靳汲邴松井富巫烏焦弓牧隗山谷車侯蓬全郗班仰秋仲伊宮寧仇欒暴厲戎祖束幸韶郜薊薄印宿蒲索籍藺蒙喬陰鬱胥蒼雙聞莘譚貢勞逄姬申扶堵冉宰酈雍郤璩桑桂濮壽扈燕冀郟浦尚農別莊晏柴瞿閻慕茹宦艾魚容易慎庾終暨居衡步都耿滿弘匡寇廣祿歐殳沃利蔚越夔隆師鞏聶晁勾敖融冷訾辛闞那饒空曾沙鞠須豐巢關蒯查荊紅游權蓋桓于譙諶鄺佘鹿",
    "凌池俞秦章萬武賀孟龍史顧郝崔丘毛萬向甘常賈嵇喬伍鮑左申岳任焦談巴包祝路耿屠紐葛段雷饒管符穆聶尹齊包裴樊歸"
);
const CHINESE_COMPOUND: &[&str] = &[
    "歐陽", "司馬", "上官", "諸葛", "司徒", "夏侯", "皇甫", "張簡", "范姜", "令狐",
];

/// Korean family names of one syllable, the most common ones.
const KOREAN_SURNAMES: &str = concat!(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반",
    "경온담묘좌팽옹단갈견묵빙섭요운종창초탄평필해굴",
    "왕금옥육인맹제모탁국어은편용나라탁봉사부복태목형피감호빈범음승시동두"
);
const KOREAN_COMPOUND: &[&str] = &["남궁", "황보", "제갈", "사공", "선우", "독고"];

/// Words that look like Chinese names and are none.
const NOT_CHINESE_NAMES: &[&str] = &[
    "高級", "高等", "高度", "方面", "方式", "方案", "方法", "金額", "金融", "江南", "江北", "石油", "石化",
    "安全", "安置", "常務", "常任", "管理", "管制", "申請", "申報", "任何", "任務", "任期", "連續", "連絡",
    "向上", "白天", "古代", "古蹟", "馬上", "雷達", "文化", "文件", "文書", "包括", "包含", "溫度", "溫泉",
    "程序", "程式", "程度", "路線", "路段", "龍頭", "夏季", "章程", "武器", "史料", "段落", "符合", "向來",
    "左右", "童年", "池塘", "黃金", "田野", "林業", "林務", "許可", "康復", "錢財",
];
const NOT_IN_CHINESE_NAMES: &str = "的之於為係及與或並等由是在有不了這那其該各本每將會所及處部局署院組課室年月日第後前中上下內外者們他她它我你";

/// Whether one syllable is a Korean family name.
pub(crate) fn is_family_name(syllable: char) -> bool {
    KOREAN_SURNAMES.contains(syllable)
}

/// Whether `text` has the shape of a Chinese person's name: a family name and one or two more characters.
pub(crate) fn is_chinese_name(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    if !chars.iter().all(|c| is_han(*c)) {
        return false;
    }
    let compound = CHINESE_COMPOUND.iter().any(|s| text.starts_with(s));
    let given = match (compound, chars.first()) {
        (true, _) => chars.get(2..),
        (false, Some(first)) if CHINESE_SURNAMES.contains(*first) => chars.get(1..),
        _ => None,
    };
    let Some(given) = given else { return false };
    (1..=2).contains(&given.len())
        && !given.iter().any(|c| NOT_IN_CHINESE_NAMES.contains(*c))
        && !NOT_CHINESE_NAMES.iter().any(|word| text.starts_with(word))
}

/// Whether `text` has the shape of a Korean person's name written in Hangul: a family name and one or two more syllables.
pub(crate) fn is_korean_name(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    if !chars.iter().all(|c| is_hangul(*c)) {
        return false;
    }
    let compound = KOREAN_COMPOUND.iter().any(|s| text.starts_with(s));
    match (compound, chars.as_slice()) {
        (true, [_, _, given @ ..]) => (1..=2).contains(&given.len()),
        (false, [first, given @ ..]) => {
            KOREAN_SURNAMES.contains(*first) && (1..=2).contains(&given.len()) && chars.len() >= 2
        }
        _ => false,
    }
}

static ENGLISH_NAME: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^\p{Lu}[\p{L}’'\-]+(?:\s(?:\p{Lu}\.|\p{Lu}[\p{L}’'\-]+|de|van|von|bin|al|el|la|da|dos)){0,3}\s\p{Lu}[\p{L}’'\-]+$",
    )
});
/// Words that no person is called.
const NOT_IN_ENGLISH_NAMES: &[&str] = &[
    "The",
    "Project",
    "Programme",
    "Program",
    "Act",
    "Law",
    "City",
    "County",
    "Province",
    "Street",
    "Road",
    "Phase",
    "Table",
    "Figure",
    "Section",
    "Article",
    "Conference",
    "Room",
    "Budget",
    "Report",
    "Decision",
    "Item",
    "Annex",
    "Plan",
    "System",
    "Research",
    "Data",
    "National",
    "North",
    "South",
];

/// Whether `text` has the shape of a person's name in Latin letters: two to four capitalised words.
pub(crate) fn is_english_name(text: &str) -> bool {
    ENGLISH_NAME.is_match(text)
        && !super::titles::is_title(text)
        && text
            .split(' ')
            .all(|word| !NOT_IN_ENGLISH_NAMES.contains(&word) && !super::runs::ENGLISH_HEADS.contains(&word))
        && !text.chars().all(|c| c.is_uppercase() || c == ' ')
}

/// Whether `text` has the shape of a person's name in any of the three languages.
pub(crate) fn is_person_name(text: &str) -> bool {
    is_chinese_name(text) || is_korean_name(text) || is_english_name(text) || is_transcribed(text)
}

/// A foreign name in Chinese letters: 約翰·史密斯.
pub(crate) fn is_transcribed(text: &str) -> bool {
    let mut parts = text.split(['·', '‧', '・']);
    let han = |part: &str| !part.is_empty() && part.chars().count() <= 6 && part.chars().all(is_han);
    parts.next().is_some_and(han) && parts.clone().next().is_some() && parts.all(han)
}

#[cfg(test)]
mod tests {
    use super::{is_chinese_name, is_english_name, is_korean_name};

    #[test]
    fn names_have_shapes() {
        assert!(is_chinese_name("林書豪"));
        assert!(is_chinese_name("歐陽菲菲"));
        assert!(!is_chinese_name("管理員"));
        assert!(!is_chinese_name("研究員"));
        assert!(is_korean_name("김연아"));
        assert!(!is_korean_name("서울특별시"));
        assert!(is_english_name("Ada King Lovelace"));
        assert!(!is_english_name("Research Institute"));
        assert!(!is_english_name("Director General"));
    }
}
