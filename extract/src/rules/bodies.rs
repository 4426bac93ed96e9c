//! Organisations by the word that heads their name: 部 委員會 公司, 청 연구원 공사, Ministry, Institute, Ltd.

use std::sync::LazyLock;

use regex::Regex;

use super::korean_heads;
use super::runs::{self, ENGLISH_HEADS};
use super::{Found, attached, compiled, names, titles};
use crate::extraction::EntityType;
use crate::script::{self, is_han, is_hangul};

/// Chinese heads of two and more characters: safe by themselves.
static CHINESE_LONG: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        "委員會|基金會|協會|學會|公會|工會|聯合會|促進會|協進會|董事會|研究院|研究所|研究中心|實驗室|中心|有限公司|公司|大學|學院|醫院|法院|檢察署|銀行|集團|",
        "事務所|辦公室|辦事處|管理處|合作社|聯盟|博物館|圖書館|美術館|紀念館|農會|漁會|政府|公所|衛生所|交易所|出版社|電視台|電台|報社|代表處|大使館|總會|",
        "國民小學|國民中學|高級中學|國小|國中|高中|俱樂部|工作站|推動小組|天文[臺台]|氣象站|檔案館|文物館|工坊|",
        "(?:觀測|研究|試驗|實驗|測試|改良|檢驗|分析|評估|繁殖|育種|防治|防疫|測報|測候|驗潮|重力|水文|典藏|修復|修護|保存|訓練|推廣|檢定|監測|測控|探測|標本|調查|推演|管制|育苗)(?:站|所|場|庫|坊)"
    ))
});
/// Chinese heads of one character, each with the characters that make another word of it when they precede or follow.
const CHINESE_SHORT: [(char, &str, &str); 6] = [
    (
        '部',
        "全內外總分幹局西南北東中大上下頭面胸腹背腰臉頸腿根頂底尾前後細腳胃肺腦各本該軍兩一",
        "分門長署落件份位屬隊內外裡首次",
    ),
    ('署', "簽部連各本該", "長名"),
    ('局', "當結大布佈時僵格定敗全棋飯各本該", "長部勢面限內"),
    (
        '處',
        "好壞到裁四深益之出住懲查論何長短用難痛妙高低遠近議各本該一",
        "長理置分於所境方罰以",
    ),
    ('院', "住出入轉各本該戲", "長士校區內"),
    ('廳', "餐客大各本該", "長堂"),
];
/// What precedes a head without making a name of it.
const CHINESE_GENERIC: &[&str] = &[
    "本",
    "該",
    "各",
    "貴",
    "主管",
    "所屬",
    "相關",
    "有關",
    "研究",
    "其他",
    "上級",
    "下級",
    "中央",
    "地方",
    "子",
    "母",
    "分",
    "總",
    "各級",
    "公立",
    "私立",
    "民營",
    "國營",
    "目的事業",
    "審查",
    "評審",
    "籌備",
    "服務",
    "資料",
    "資訊",
    "社區",
    "本公司",
    "直轄市",
    "縣市",
    "各縣市",
    "縣",
    "市",
    "鄉鎮",
    "我國",
    "外國",
    "教學",
    "執行",
    "評估",
    "附設",
    "專科",
    "技術",
];

/// Legal forms of companies elsewhere in Europe and in Asia.
const LEGAL_FORMS: &[&str] = &[
    "AS", "ASA", "AB", "Oy", "Oyj", "NV", "BV", "SpA", "KG", "SA", "SAS", "Srl", "KK", "Pte", "Bhd",
];

static KOREAN_TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?:㈜|\(주\)|주식회사\s|재단법인\s|사단법인\s)?[가-힣A-Za-z0-9·&]{1,30}(?:㈜|\(주\))?")
});
const KOREAN_SHORT: [(&str, &[&str]); 3] = [
    (
        "부",
        &[
            "일부", "전부", "내부", "외부", "본부", "여부", "간부", "공부", "납부", "교부", "기부", "거부",
            "세부", "대부", "남부", "북부", "동부", "서부", "중부", "상부", "하부", "학부", "주부", "농부",
            "어부", "장부", "명부", "첨부", "정부", "부부", "심부", "단부",
        ],
    ),
    (
        "처",
        &[
            "부처",
            "거래처",
            "연락처",
            "판매처",
            "사용처",
            "구매처",
            "접수처",
            "수요처",
            "출처",
            "대처",
            "조처",
            "제출처",
            "공급처",
            "근처",
            "거처",
            "상처",
            "미처",
        ],
    ),
    (
        "청",
        &[
            "요청", "신청", "초청", "경청", "하청", "재청", "간청", "시청", "도청", "구청", "군청", "원청",
            "고청",
        ],
    ),
];
pub(super) const KOREAN_GENERIC: &[&str] = &[
    "본", "각", "해당", "주관", "소속", "산하", "관계", "관련", "지방", "중앙", "상급", "하급", "국립",
    "공공", "민간", "소관", "참여", "수행", "주무", "연구", "선임", "책임", "수석", "주임", "전문", "부속",
];

/// Adds the organisations in `text`.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    if script::has_hangul(text) {
        korean(text, found);
    }
    if script::has_han(text) {
        chinese(text, found);
    }
    english(text, found);
}

fn chinese(text: &str, found: &mut Vec<Found>) {
    for head in CHINESE_LONG.find_iter(text) {
        let next = script::after(text, head.end());
        let word = match head.as_str() {
            "中心" => matches!(next, Some('主' | '長')),
            "公司" | "大學" => matches!(next, Some('法' | '生')),
            "政府" => matches!(next, Some('採' | '機')),
            _ => matches!(next, Some('長' | '議')),
        };
        if !word {
            push_chinese(text, head.range(), 0.85, found);
        }
    }
    for (at, c) in text.char_indices() {
        if is_short_head(text, at) {
            push_chinese(text, at..at + c.len_utf8(), 0.72, found);
        } else if is_led_head(text, at) {
            push_chinese(text, at..at + c.len_utf8(), 0.75, found);
        }
    }
}

/// Whether the character at a byte of the text is one of 部 署 局 處 院 廳 that heads a name, and part of no other word.
pub(super) fn is_short_head(text: &str, at: usize) -> bool {
    let known = CHINESE_SHORT
        .iter()
        .find(|(head, ..)| script::after(text, at) == Some(*head));
    let Some((head, bad_before, bad_after)) = known else {
        return false;
    };
    let before = script::before(text, at).filter(|b| is_han(*b));
    let after = script::after(text, at + head.len_utf8());
    before.is_some_and(|b| !bad_before.contains(b)) && !after.is_some_and(|a| bad_after.contains(a))
}

/// Words before 部長 or 院長 that say which holder of the post, not which body.
const HOLDERS: &[&str] = &[
    "代理", "首任", "歷任", "兼任", "榮譽", "名譽", "任", "副", "代", "兼", "該", "本", "各", "新", "老",
    "原", "前", "現", "位", "名", "女", "男",
];

/// Whether such a character heads a body's name and begins the title of who leads it: 經濟|部長 before 林書銘 is of the 經濟部.
pub(super) fn is_led_head(text: &str, at: usize) -> bool {
    let Some((head, bad_before, _)) = CHINESE_SHORT
        .iter()
        .find(|(head, ..)| script::after(text, at) == Some(*head))
    else {
        return false;
    };
    // 經濟部部長: what stands before is the head of the body already.
    let named = script::before(text, at)
        .is_some_and(|b| is_han(b) && !bad_before.contains(b) && !"部署局處院廳會所司府校".contains(b));
    let modifier = &text[..at];
    let Some(after) = text[at + head.len_utf8()..].strip_prefix('長') else {
        return false;
    };
    let end = after.char_indices().nth(3).map_or(after.len(), |(end, _)| end);
    named
        && !HOLDERS.iter().any(|word| modifier.ends_with(word))
        && names::is_chinese_name(&after[..end])
        && after[..end].chars().count() == 3
}

/// 甲基金會設置條例 is a law, not a body.
static LAW_OF: LazyLock<Regex> =
    LazyLock::new(|| compiled("^(?:設置|組織|設立|監督|管理|職務|人事)(?:條例|法|辦法|規程|細則|要點|準則)"));

fn push_chinese(text: &str, head: std::ops::Range<usize>, confidence: f32, found: &mut Vec<Found>) {
    if LAW_OF.is_match(&text[head.end..]) {
        return;
    }
    let shortest = text[head.clone()].chars().count() + 2;
    let Some(start) = runs::han_start(text, head.end, shortest.min(4)) else {
        return;
    };
    let modifier = &text[start..head.start.max(start)];
    let count = modifier.chars().count();
    if count < 2 || CHINESE_GENERIC.contains(&modifier) || modifier.chars().all(|c| c.is_ascii_digit()) {
        return;
    }
    if CHINESE_GENERIC
        .iter()
        .any(|g| g.chars().count() == 2 && modifier == *g)
    {
        return;
    }
    found.push(Found::new(EntityType::Organization, start..head.end, confidence));
}

fn korean(text: &str, found: &mut Vec<Found>) {
    for token in KOREAN_TOKEN.find_iter(text) {
        let written = token.as_str();
        let incorporated = ["㈜", "(주)", "주식회사", "재단법인", "사단법인"]
            .iter()
            .any(|mark| written.contains(mark));
        let follows = text[token.end()..].strip_prefix(" 주식회사");
        if let Some(after) = follows.filter(|_| !incorporated)
            && !after.starts_with(|c: char| {
                c == ' ' || script::is_hangul(c) && !"은는이가을를의와과에도".contains(c)
            })
        {
            // 푸른바다 주식회사: the mark stands behind the name.
            let end = token.end() + " 주식회사".len();
            found.push(Found::new(EntityType::Organization, token.start()..end, 0.88));
            continue;
        }
        if incorporated {
            let stem = runs::without_particle(written);
            if stem.chars().count() >= 3 && stem != "주식회사" {
                found.push(Found::new(
                    EntityType::Organization,
                    token.start()..token.start() + stem.len(),
                    0.9,
                ));
            }
            continue;
        }
        if !written.chars().any(is_hangul) {
            continue;
        }
        let mut joined = false;
        let mut start = token.start();
        for word in written.split('·') {
            if let Some(length) = attached::body_in(word) {
                joined = true;
                found.push(Found::new(EntityType::Organization, start..start + length, 0.85));
            }
            start += word.len() + '·'.len_utf8();
        }
        if joined {
            continue;
        }
        let stems = [written, runs::without_particle(written)];
        for stem in stems {
            if let Some(confidence) = korean_head(stem) {
                let range = token.start()..token.start() + stem.len();
                found.push(Found::new(EntityType::Organization, range, confidence));
                break;
            }
        }
    }
}

/// How sure it is that a Korean token names a body.
fn korean_head(token: &str) -> Option<f32> {
    if titles::is_title(token) {
        return None;
    }
    let long = korean_heads::words()
        .filter(|head| token.ends_with(head))
        .max_by_key(|head| head.len());
    if let Some(head) = long {
        let modifier = token.strip_suffix(head)?;
        let few = modifier.chars().count() < 2;
        return (!few && !KOREAN_GENERIC.contains(&modifier)).then_some(0.82);
    }
    let (head, words) = KOREAN_SHORT.iter().find(|(head, _)| token.ends_with(head))?;
    let modifier = token.strip_suffix(head)?;
    let word = words.iter().any(|w| token.ends_with(w)) || modifier.chars().count() < 2;
    (!word && modifier.chars().all(is_hangul)).then_some(0.66)
}

fn english(text: &str, found: &mut Vec<Found>) {
    for range in runs::english_runs(text) {
        let range = runs::after_person(text, range);
        let written = &text[range.clone()];
        let words: Vec<&str> = written.split(' ').collect();
        let Some(last) = words.last().map(|w| w.trim_end_matches(['.', ','])) else {
            continue;
        };
        let heads = words
            .iter()
            .filter(|w| ENGLISH_HEADS.contains(&w.trim_end_matches([','])))
            .count();
        // Fjellsensor AS: legal forms in capitals, behind a word that is not.
        let form = LEGAL_FORMS.contains(&last)
            && words
                .len()
                .checked_sub(2)
                .and_then(|at| words.get(at))
                .is_some_and(|w| w.chars().any(char::is_lowercase));
        if (heads == 0 && !form) || words.len() < 2 {
            continue;
        }
        let other = [
            "Act",
            "Project",
            "Programme",
            "Program",
            "Regulations",
            "Regulation",
            "Ordinance",
            "Plan",
            "Scheme",
            "Initiative",
            "Strategy",
            "Law",
            "Fund",
        ];
        if other.contains(&last) || written.ends_with(')') {
            continue;
        }
        if titles::is_title(written) {
            continue;
        }
        let confidence = if written.contains(" of ") || words.len() > 2 {
            0.85
        } else {
            0.75
        };
        found.push(Found::new(EntityType::Organization, range, confidence));
    }
}

/// Whether the name is headed as public bodies are.
pub(crate) fn is_public_body(name: &str) -> bool {
    let name = name.trim();
    let chinese = [
        "部",
        "署",
        "局",
        "處",
        "廳",
        "委員會",
        "政府",
        "公所",
        "法院",
        "檢察署",
        "行政院",
        "立法院",
        "司法院",
        "考試院",
        "監察院",
        "總統府",
        "代表處",
        "大使館",
    ];
    let korean = [
        "부",
        "처",
        "청",
        "위원회",
        "법원",
        "정부",
        "국회",
        "의회",
        "대사관",
        "감사원",
    ];
    let english = [
        "Ministry",
        "Agency",
        "Commission",
        "Department of",
        "Bureau",
        "Administration",
        "Authority",
        "Government",
        "Court",
        "Parliament",
        "Senate",
        "Congress",
        "Secretariat",
        "Directorate",
        "Council",
        "Treasury",
        "Inspectorate",
    ];
    let company = [
        "公司",
        "集團",
        "주식회사",
        "㈜",
        "(주)",
        "Inc",
        "Ltd",
        "LLC",
        "Corp",
        "그룹",
    ]
    .iter()
    .any(|c| name.contains(c));
    !company
        && (chinese.iter().any(|h| name.ends_with(h))
            || (name.chars().any(is_hangul) && korean.iter().any(|h| name.ends_with(h)))
            || english.iter().any(|h| name.contains(h)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::of;
    use super::is_public_body;
    use crate::extraction::EntityType::Organization;

    #[test]
    fn chinese_bodies() {
        assert_eq!(
            of(Organization, "本案由海洋事務委員會主管，並函請交通部辦理。"),
            ["海洋事務委員會", "交通部"]
        );
        assert_eq!(
            of(Organization, "國家科學及技術委員會與教育部合作"),
            ["國家科學及技術委員會", "教育部"]
        );
        assert_eq!(of(Organization, "拜會北濱水產研究所"), ["北濱水產研究所"]);
        assert_eq!(
            of(Organization, "前海潮部長林書銘與嶼光署長岑慕陽"),
            ["海潮部", "嶼光署"]
        );
        assert!(of(Organization, "代理部長林書銘與副院長岑慕陽說，全部長度不足").is_empty());
        assert_eq!(
            of(Organization, "大部分單位到處宣導，本中心主任指出"),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn korean_bodies() {
        assert_eq!(
            of(Organization, "해양환경연구원은 주식회사 푸른바다와 협력한다"),
            ["해양환경연구원", "주식회사 푸른바다"]
        );
        assert_eq!(
            of(Organization, "농림축산식품부가 세부 계획을 요청하였다"),
            ["농림축산식품부"]
        );
    }

    #[test]
    fn who_is_of_a_body_is_no_part_of_its_name() {
        assert_eq!(
            of(
                Organization,
                "Ada Orme of the Farrow Grants Board met the Bank of the Farrow Isles."
            ),
            ["Farrow Grants Board", "Bank of the Farrow Isles"]
        );
        assert_eq!(
            of(Organization, "It went to the High Court of the Farrow Council."),
            ["High Court of the Farrow Council"]
        );
    }

    #[test]
    fn english_bodies() {
        assert_eq!(
            of(
                Organization,
                "Responsibility for it rests with the Ministry of Health and Welfare and the Coastal Research Institute."
            ),
            ["Ministry of Health and Welfare", "Coastal Research Institute"]
        );
        assert_eq!(
            of(Organization, "It was built by Blue Harbour Optics Ltd in May."),
            ["Blue Harbour Optics Ltd"]
        );
    }

    #[test]
    fn public_bodies_are_told_from_companies() {
        assert!(is_public_body("海洋事務委員會"));
        assert!(is_public_body("Ministry of Health"));
        assert!(!is_public_body("藍海股份有限公司"));
        assert!(!is_public_body("주식회사 푸른바다"));
    }
}
