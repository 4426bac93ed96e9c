//! Sentence patterns of Chinese.

use super::pattern::Rule;

const FORMER: &[(&str, &str)] = &[("status", "former")];
const CURRENT: &[(&str, &str)] = &[("status", "current")];
const INITIAL: &[(&str, &str)] = &[("version", "initial")];
const REVISED: &[(&str, &str)] = &[("version", "revised")];
const SUPERSEDED: &[(&str, &str)] = &[("version", "initial"), ("status", "superseded")];

const fn rule(
    name: &'static str,
    predicate: &'static str,
    triggers: &'static [&'static str],
    pattern: &'static str,
    confidence: f32,
) -> Rule {
    Rule {
        name,
        predicate,
        triggers,
        pattern,
        says: &[],
        confidence,
    }
}

const fn saying(rule: Rule, says: &'static [(&'static str, &'static str)]) -> Rule {
    Rule { says, ..rule }
}

/// The patterns.
pub(super) static RULES: &[Rule] = &[
    // bodies
    rule(
        "zh-under",
        "parentOrganization",
        &["隸屬", "直屬"],
        r"{s:ORG}(?:係|是|為|則|直接|現)*(?:隸屬|直屬)於?{o:ORG}",
        0.95,
    ),
    rule(
        "zh-under-2",
        "parentOrganization",
        &["轄下", "所屬", "下轄", "附屬", "下設"],
        r"{s:ORG}(?:係|是|為|屬){o:ORG}(?:之|的)?(?:轄下|所屬|下轄|附屬|下設)",
        0.93,
    ),
    rule(
        "zh-superior",
        "parentOrganization",
        &["上級機關", "監督機關", "主管機關"],
        r"{s:ORG}(?:之|的)?(?:上級|監督|主管)機關[，]?[為係是]{o:ORG}",
        0.92,
    ),
    rule(
        "zh-has-unit",
        "parentOrganization",
        &["轄有", "下設", "轄下設", "下轄"],
        r"{o:ORG}(?:轄有|下設|轄下設有|下轄){s:ORG}",
        0.9,
    ),
    rule(
        "zh-supervised",
        "parentOrganization",
        &["監督", "督導"],
        r"{s:ORG}受{o:ORG}(?:之|的)?(?:指揮)?(?:監督|督導)",
        0.85,
    ),
    rule(
        "zh-seat",
        "locatedIn",
        &["設址", "位於", "設於", "座落", "坐落", "設籍"],
        r"{s:ORG}(?:現|係)?(?:設址|位|設|座落|坐落|設籍)於{o:PLC?}(?:[，。；、\s（(]|$|的|之|市區|境內)",
        0.93,
    ),
    rule(
        "zh-headquarters",
        "headquarteredIn",
        &["總部", "總公司", "本部"],
        r"{s:ORG}(?:之|的)?(?:總部|總公司|本部)(?:位於|設於|設在|在){o:PLC?}(?:[，。；、\s（(]|$)",
        0.94,
    ),
    rule(
        "zh-founded-in",
        "foundedOn",
        &["成立於", "創立於", "設立於", "創設於", "創辦於"],
        r"{s:ORG}(?:係|是)?(?:成立|創立|設立|創設|創辦)於{o:DAT}",
        0.95,
    ),
    rule(
        "zh-founded",
        "foundedOn",
        &["成立", "創立", "設立", "揭牌", "掛牌"],
        r"{s:ORG}(?:係|是)?(?:自|於|在)?{o:DAT}(?:正式|依法)?(?:成立|創立|設立|創設|揭牌|掛牌)",
        0.94,
    ),
    rule(
        "zh-founded-by",
        "foundedBy",
        &["創立", "創辦", "捐助成立"],
        r"{s:ORG}(?:係|是)?由{o:PER|ORG}(?:於{DAT})?(?:創立|創辦|捐助成立|發起成立)",
        0.88,
    ),
    rule(
        "zh-member",
        "memberOf",
        &["會員", "成員", "加入"],
        r"{s:ORG|PER}(?:為|是|係|已|於{DAT})?(?:加入){o:ORG}",
        0.8,
    ),
    rule(
        "zh-partner",
        "partnerOrganization",
        &["合作"],
        r"{s:PRJ}(?:之|的)?(?:合作單位|合作機構|合作夥伴)[為係是]{o:ORG}",
        0.9,
    ),
    // people
    saying(
        rule(
            "zh-head-by",
            "headedBy",
            &["擔任", "出任", "接任", "兼任"],
            r"{s:ORG}(?:係|現|目前)?由{o:PER?}(?:博士|教授|先生|女士)?(?:擔任|出任|兼任){title}",
            0.94,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "zh-head-is",
            "headedBy",
            &["為", "是", "係"],
            r"{s:ORG}(?:之|的)?(?:現任|現)?{title}(?:現)?[為是係]{o:PER?}(?:博士|教授|先生|女士)?(?:[，。；、（(\s]|$)",
            0.93,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "zh-head-new",
            "headedBy",
            &["新任", "現任"],
            r"{s:ORG}(?:之|的)?(?:新任|現任){title}{o:PER?}(?:博士|教授|先生|女士)?(?:已?[於自]{since:DAT}|[，。；、\s已率主表指於自])",
            0.92,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "zh-head-was",
            "headedBy",
            &["原為"],
            r"{s:ORG}(?:之|的)?{title}原為{o:PER?}(?:[，,]任期至{until:DAT}止?|[，。；])",
            0.93,
        ),
        FORMER,
    ),
    saying(
        rule(
            "zh-head-until",
            "headedBy",
            &["一職"],
            r"(?:截至{until:DAT}[，,]?)?{s:ORG}(?:之|的)?{title}一職(?:係|原)?由{o:PER?}(?:擔任|出任|代理)",
            0.92,
        ),
        FORMER,
    ),
    saying(
        rule(
            "zh-head-former",
            "headedBy",
            &["前任"],
            r"{s:ORG}(?:之|的)?前任?{title}(?:為|是)?{o:PER?}(?:[，。；、\s於]|$)",
            0.85,
        ),
        FORMER,
    ),
    saying(
        rule(
            "zh-head-since",
            "headedBy",
            &["接任", "擔任", "出任", "就任"],
            r"{o:PER?}(?:博士|教授)?(?:已)?[自於]{since:DAT}起?(?:正式)?(?:接任|擔任|出任|就任){s:ORG}(?:之|的)?{title}",
            0.93,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "zh-head-person",
            "headedBy",
            &["擔任", "出任", "接任", "現任"],
            r"{o:PER}(?:博士|教授)?(?:現任|現為|擔任|出任|接任){s:ORG}(?:之|的)?{title}",
            0.88,
        ),
        CURRENT,
    ),
    rule(
        "zh-works-for",
        "affiliatedWith",
        &["任職", "服務於"],
        r"{s:PER}(?:現)?(?:任職於?|服務於){o:ORG}",
        0.9,
    ),
    // laws
    rule(
        "zh-competent",
        "competentAuthority",
        &["主管機關"],
        r"{s:LAW}(?:之|的|所稱|所定)?(?:中央)?主管機關[，,]?[為係是]{o:ORG}",
        0.96,
    ),
    rule(
        "zh-competent-2",
        "competentAuthority",
        &["主管機關"],
        r"{o:ORG}[為係是]{s:LAW}(?:之|的)?(?:中央)?主管機關",
        0.93,
    ),
    rule(
        "zh-promulgated",
        "promulgatedOn",
        &["公布", "發布", "頒布", "公佈"],
        r"{s:LAW}(?:業|係|經)?(?:於|自)?{o:DAT}(?:經總統|由{ORG})?(?:制定|訂定)?(?:公布|發布|頒布|公佈)",
        0.95,
    ),
    rule(
        "zh-amended",
        "amendedOn",
        &["修正"],
        r"{s:LAW}(?:業|係|經)?(?:於|自)?{o:DAT}(?:最近|再次|全文)?修正",
        0.9,
    ),
    rule(
        "zh-proposed",
        "proposedBy",
        &["提案", "擬具", "提出"],
        r"{s:LAW}(?:草案)?(?:係)?由{o:ORG|PER}(?:擬具|提案|提出)",
        0.85,
    ),
    // programmes and projects
    rule(
        "zh-managed",
        "managedBy",
        &["主管機關", "主辦機關", "主管單位", "主辦單位"],
        r"{s:PRJ}(?:之|的)?(?:主管|主辦)(?:機關|單位)[，,]?[為係是]{o:ORG}",
        0.95,
    ),
    rule(
        "zh-managed-by",
        "managedBy",
        &["主管", "主辦", "管理", "統籌", "督導"],
        r"{s:PRJ}(?:係)?由{o:ORG}(?:負責)?(?:主管|主辦|管理|統籌|督導)",
        0.93,
    ),
    rule(
        "zh-basis",
        "legalBasis",
        &["依據", "依", "根據"],
        r"{s:PRJ}(?:係|是)?(?:依據|依照|根據|依){o:LAW}(?P<article>第[\d一二三四五六七八九十百]+條(?:之\d+)?)?",
        0.94,
    ),
    rule(
        "zh-basis-is",
        "legalBasis",
        &["依據", "法源"],
        r"{s:PRJ}(?:之|的)?(?:法源依據|法律依據|法源|辦理依據|推動依據|依據)[為是係]{o:LAW}(?P<article>第[\d一二三四五六七八九十百]+條(?:之\d+)?)?",
        0.95,
    ),
    rule(
        "zh-law-basis",
        "basedOn",
        &["依", "依據"],
        r"{s:LAW}(?:係)?(?:依據|依){o:LAW}(?P<article>第[\d一二三四五六七八九十百]+條(?:之\d+)?)?(?:之規定|規定)?(?:訂定|授權)",
        0.92,
    ),
    rule(
        "zh-starts",
        "startDate",
        &["執行", "開始", "啟動", "實施", "辦理", "推動"],
        r"{s:PRJ}(?:係|已)?[自於]{o:DAT}起?(?:正式)?(?:執行|開始|啟動|實施|辦理|推動|施行)",
        0.94,
    ),
    rule(
        "zh-period-start",
        "startDate",
        &["至"],
        r"{s:PRJ}(?:之|的)?(?:執行期間|執行期程|期程|期間)?(?:為|係)?自?{o:DAT}起?至{DAT}",
        0.9,
    ),
    rule(
        "zh-period-end",
        "endDate",
        &["至"],
        r"{s:PRJ}(?:之|的)?(?:執行期間|執行期程|期程|期間)?(?:為|係)?自?{DAT}起?至{o:DAT}",
        0.9,
    ),
    saying(
        rule(
            "zh-extended",
            "endDate",
            &["展延", "延長"],
            r"{s:PRJ}(?:之|的)?(?:執行)?(?:期限|期程|期間)?(?:由|原訂|原定)?{old:DAT}(?:屆滿)?[，,]?(?:業經|經|並)?(?:同意)?(?:展延|延長)至{o:DAT}",
            0.95,
        ),
        REVISED,
    ),
    saying(
        rule(
            "zh-extended-from",
            "endDate",
            &["展延", "延長"],
            r"{s:PRJ}(?:之|的)?(?:執行)?(?:期限|期程|期間)?(?:由|原訂|原定)?{o:DAT}(?:屆滿)?[，,]?(?:業經|經|並)?(?:同意)?(?:展延|延長)至{new:DAT}",
            0.9,
        ),
        SUPERSEDED,
    ),
    rule(
        "zh-part",
        "partOf",
        &["子計畫", "分項計畫", "一部分", "一環"],
        r"{s:PRJ}(?:係|為|是|屬於?){o:PRJ}(?:項下|轄下|架構下)?(?:之|的)?(?:子計畫|分項計畫|一部分|一環)",
        0.95,
    ),
    rule(
        "zh-part-in",
        "partOf",
        &["納入", "併入"],
        r"{s:PRJ}(?:已|業|係)?(?:納入|併入){o:PRJ}",
        0.94,
    ),
    rule(
        "zh-part-has",
        "partOf",
        &["包括", "包含", "下設", "涵蓋"],
        r"{o:PRJ}(?:包括|包含|下設|涵蓋){s:PRJ}",
        0.88,
    ),
    saying(
        rule(
            "zh-budget",
            "budget",
            &["預算", "經費"],
            r"{s:PRJ}(?:之|的)?{year:DAT}?(?:之|的)?(?:原)?(?:核定|編列|總)?(?:預算|經費)(?:數|額|總額)?(?:原)?(?:核定|編列|核列|計列)?(?:為|計|共|達|新增)?{o:MON}(?:[，。；、\s]|$)",
            0.94,
        ),
        INITIAL,
    ),
    saying(
        rule(
            "zh-budget-to",
            "budget",
            &["調整", "修正", "變更", "追加", "刪減"],
            r"{s:PRJ}(?:之|的)?{year:DAT}?(?:預算|經費)由(?:原)?(?:核定|列|編列)?(?:之|的)?{old:MON}(?:調整|修正|變更|追加|刪減|增列|減列|核減|核增)(?:為|至){o:MON}(?:[，,]並?[自於]{since:DAT})?",
            0.95,
        ),
        REVISED,
    ),
    saying(
        rule(
            "zh-budget-from",
            "budget",
            &["調整", "修正", "變更", "追加", "刪減"],
            r"{s:PRJ}(?:之|的)?{year:DAT}?(?:預算|經費)由(?:原)?(?:核定|列|編列)?(?:之|的)?{o:MON}(?:調整|修正|變更|追加|刪減|增列|減列|核減|核增)(?:為|至){new:MON}",
            0.93,
        ),
        SUPERSEDED,
    ),
    saying(
        rule(
            "zh-budget-revised",
            "budget",
            &["修正為", "調整為", "變更為"],
            r"{s:PRJ}(?:之|的)?{year:DAT}?(?:預算|經費)(?:數)?(?:調整|修正|變更)為{o:MON}(?:[（(]原列{old:MON}[）)])?(?:[，,]並?[自於]{since:DAT})?",
            0.95,
        ),
        REVISED,
    ),
    saying(
        rule(
            "zh-budget-original",
            "budget",
            &["原列"],
            r"{s:PRJ}(?:之|的)?{year:DAT}?(?:預算|經費)(?:數)?(?:調整|修正|變更)為{new:MON}[（(]原列{o:MON}[）)]",
            0.93,
        ),
        SUPERSEDED,
    ),
    rule(
        "zh-executed",
        "executedBy",
        &[
            "執行單位",
            "執行機關",
            "執行機構",
            "承辦單位",
            "承辦機關",
            "受託單位",
        ],
        r"{s:PRJ}(?:之|的)?(?:執行|承辦|受託|辦理)(?:單位|機關|機構)[，,]?[為係是]{o:ORG}",
        0.96,
    ),
    rule(
        "zh-executed-by",
        "executedBy",
        &["執行", "承辦", "辦理", "承接"],
        r"{s:PRJ}(?:係)?(?:由|委由|委託){o:ORG}(?:負責)?(?:執行|承辦|辦理|承接)",
        0.94,
    ),
    rule(
        "zh-executes",
        "executedBy",
        &["執行", "承辦"],
        r"{o:ORG}(?:負責)?(?:執行|承辦){s:PRJ}",
        0.88,
    ),
    rule(
        "zh-investigator",
        "principalInvestigator",
        &["主持人"],
        r"{s:PRJ}(?:之|的)?(?:計畫|總)?主持人[為係是]{o:PER?}(?:博士|教授)?(?:[，。；、（(\s]|$)",
        0.96,
    ),
    rule(
        "zh-investigator-by",
        "principalInvestigator",
        &["主持"],
        r"{s:PRJ}(?:係)?由{o:PER?}(?:博士|教授|副教授|研究員)?(?:擔任(?:計畫)?主持人|主持)",
        0.95,
    ),
    // products
    rule(
        "zh-developed",
        "developedBy",
        &["研發", "開發", "製造", "研製", "設計"],
        r"{s:PRD}(?:係|是)?由{o:ORG}(?:自主|自行|獨立|負責|所)?(?:研發|開發|製造|研製|設計)",
        0.96,
    ),
    rule(
        "zh-develops",
        "developedBy",
        &["研發", "開發", "推出"],
        r"{o:ORG}(?:自主|自行)?(?:研發|開發|推出)(?:之|的|了)?{s:PRD}",
        0.88,
    ),
    rule(
        "zh-outcome",
        "outcomeOf",
        &["源自", "成果", "衍生"],
        r"{s:PRD}(?:係|是)?(?:源自|衍生自){o:PRJ}",
        0.95,
    ),
    rule(
        "zh-outcome-is",
        "outcomeOf",
        &["成果", "產出"],
        r"{s:PRD}(?:為|係|是){o:PRJ}(?:之|的)?(?:研發|研究|重要)?(?:成果|產出)",
        0.95,
    ),
    // what the document itself reports
    rule(
        "zh-trip-lead",
        "tripLead",
        &["率團", "帶隊", "領隊", "團長"],
        r"(?:考察|訪問|參訪|出國|訪|考察團|訪問團|本團|代表團)(?:係)?由{o:PER?}(?:博士|教授|{title})?(?:率團|帶隊|領隊|擔任團長|率領)",
        0.93,
    ),
    rule(
        "zh-trip-lead-2",
        "tripLead",
        &["團長"],
        r"團長[為係是]{o:PER?}(?:[，。；、（(\s]|$)",
        0.9,
    ),
    rule(
        "zh-visited-on",
        "visited",
        &["拜會", "拜訪", "參訪", "訪問", "前往"],
        r"(?:{date:DAT}[，,]?(?:上午|下午)?(?:全團|一行|考察團|訪問團|代表團)?|(?:全團|一行|考察團|訪問團|代表團|本團)(?:於|在)?{date2:DAT}?(?:上午|下午)?)(?:前往|赴|至)?(?:拜會|拜訪|參訪|訪問|前往)(?:了)?{o:ORG}",
        0.93,
    ),
    rule(
        "zh-chaired",
        "chairedBy",
        &["主持"],
        r"(?:本次)?會議(?:係)?由{o:PER?}(?:{title})?主持",
        0.9,
    ),
];
