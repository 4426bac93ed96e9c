//! Sentence patterns of Chinese in which one end stands before the words that say something of it, in the same sentence or
//! the one before; and wordings of minutes, speeches and press releases.

use super::pattern::{CURRENT, FORMER, INITIAL, REVISED, Rule, SUPERSEDED, of, rule, saying};

/// The patterns.
pub(super) static RULES: &[Rule] = &[
    // bodies
    of(
        "ORG",
        rule(
            "zh-its-superior",
            "parentOrganization",
            &["上級"],
            r"(?:其|之)?上級(?:機關|單位)[，]?[為係是]{o:ORG}",
            0.86,
        ),
    ),
    rule(
        "zh-sets-up",
        "parentOrganization",
        &["特設", "下設", "轄下設", "內設", "附設"],
        r"{o:ORG}(?:為{~24}[，,])?(?:特設|下設|轄下設|內設|附設)(?:有|立)?{s:ORG}",
        0.88,
    ),
    rule(
        "zh-by-law",
        "legalBasis",
        &["設立", "成立", "設置"],
        r"{s:ORG}(?:係)?(?:依據?|根據|依照){o:LAW}(?P<article>第[\d一二三四五六七八九十百]+條)?(?:之?規定)?(?:所)?(?:設立|成立|設置)",
        0.93,
    ),
    of(
        "ORG",
        rule(
            "zh-its-seat",
            "headquarteredIn",
            &[
                "會址",
                "社址",
                "總公司",
                "總部",
                "所址",
                "院址",
                "局址",
                "署址",
                "部址",
                "校址",
                "處址",
                "辦公廳舍",
            ],
            r"(?:會址|社址|總公司|總部|[所院局署部校處]址|辦公廳舍)(?:現)?(?:設)?(?:在|於|位於){o:PLC}",
            0.88,
        ),
    ),
    rule(
        "zh-seat-of",
        "headquarteredIn",
        &["總部", "總公司", "本部"],
        r"(?:總部|總公司|本部)(?:設於|位於|設在|在){o:PLC}(?:之|的){s:ORG}",
        0.93,
    ),
    rule(
        "zh-seat-of-2",
        "headquarteredIn",
        &["為總部"],
        r"以{o:PLC}為總部(?:之|的){s:ORG}",
        0.9,
    ),
    of(
        "ORG",
        rule(
            "zh-its-founder",
            "foundedBy",
            &["創辦", "創立", "發起", "創建", "創設"],
            r"由{o:PER}(?:先生|女士|教授|博士)?(?:[與及等]{~10})?(?:共同)?(?:創辦|創立|發起成立|發起|創建|創設)",
            0.86,
        ),
    ),
    of(
        "ORG",
        rule(
            "zh-its-founding",
            "foundedOn",
            &["成立", "創立", "設立", "創辦", "創校"],
            r"{o:DAT}(?:間)?(?:由{PER}(?:先生|女士)?(?:等人)?)?(?:正式|依法|發起|共同)?(?:成立|創立|設立|創辦|創校)(?:[，。；、以]|$)",
            0.84,
        ),
    ),
    of(
        "ORG",
        rule(
            "zh-and-founded",
            "foundedOn",
            &["成立於", "創立於", "設立於", "創設於"],
            r"(?:^|[，；])(?:並|且|係|是)?(?:正式|依法)?(?:成立|創立|設立|創設)於{o:DAT}",
            0.84,
        ),
    ),
    of(
        "DAT",
        rule(
            "zh-then-founded",
            "foundedOn",
            &["剛成立", "剛剛成立", "成立之初", "成立時"],
            r"{s:ORG}(?:剛剛|剛)?成立(?:之初|的時候|時)",
            0.7,
        ),
    ),
    // people
    saying(
        rule(
            "zh-head-title-name",
            "headedBy",
            &["長", "主席", "委員", "經理", "主任", "總", "召集"],
            r"{s:ORG}(?:之|的)?(?:現任|新任|首任)?{title}{o:PER}",
            0.9,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "zh-name-title",
            "headedBy",
            &[
                "長", "員", "經理", "主任", "秘書", "教授", "師", "委", "正", "事", "總", "問",
            ],
            r"{s:ORG}{o:PER}(?:\p{Han}{0,2}?){title}",
            0.86,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "zh-head-former-name",
            "headedBy",
            &["前任", "前", "首任", "時任"],
            r"{s:ORG}(?:之|的)?(?:前任|前|首任|時任){title}{o:PER}",
            0.88,
        ),
        FORMER,
    ),
    saying(
        of(
            "ORG",
            rule(
                "zh-its-former-head",
                "headedBy",
                &["前任", "卸任"],
                r"(?:前任|卸任){title}[為是：:]?{o:PER}",
                0.86,
            ),
        ),
        FORMER,
    ),
    saying(
        of(
            "ORG",
            rule(
                "zh-its-head",
                "headedBy",
                &["長", "主席", "委員", "經理", "主任", "總"],
                r"(?:現任|新任|首任|該[院部署局處所會校])?{title}[為是：:]?{o:PER}",
                0.82,
            ),
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "zh-its-head-by",
                "headedBy",
                &["由"],
                r"(?:新任|現任)?{title}(?:一職)?(?:[一二]人[，,])?(?:現)?由(?:原?(?:\p{Han}{0,6}?(?:長|員|任|理|授)))?{o:PER}(?:接任|擔任|出任|接掌|兼任)",
                0.86,
            ),
        ),
        CURRENT,
    ),
    saying(
        rule(
            "zh-represented",
            "headedBy",
            &["代表人", "負責人"],
            r"{s:ORG}[（(](?:法定)?(?:代表人|負責人)[:：]?{o:PER}",
            0.88,
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "zh-commands",
                "headedBy",
                &["擔任", "出任"],
                r"由(?:\p{Han}{1,4}?長)?{o:PER}(?:擔任|出任)(?:召集人|指揮官|主任委員|執行長|主任|負責人)",
                0.8,
            ),
        ),
        CURRENT,
    ),
    of(
        "PER",
        rule(
            "zh-goes-to",
            "headedBy",
            &["轉任", "調任", "升任", "出任", "擔任", "接任", "受聘"],
            r"(?:轉任|調任|升任|出任|擔任|接任|受聘(?:為|擔任)){s:ORG}(?:之|的)?{title}",
            0.86,
        ),
    ),
    rule(
        "zh-works-at",
        "affiliatedWith",
        &["任職", "服務", "工作"],
        r"{s:PER}(?:[於自]?{DAT}間?)?(?:[起]?)(?:任職於?|在|服務於){o:ORG}(?:任職|服務|工作|擔任)?",
        0.8,
    ),
    of(
        "PER",
        rule(
            "zh-joins",
            "affiliatedWith",
            &["進入", "任職"],
            r"(?:進入{o:ORG}(?:服務|任職|工作)|任職於?{o2:ORG})",
            0.8,
        ),
    ),
    of(
        "ORG",
        rule(
            "zh-in-charge",
            "affiliatedWith",
            &["負責"],
            r"由{s:PER}(?:博士|教授)?(?:負責|主責)",
            0.72,
        ),
    ),
    rule(
        "zh-lives",
        "locatedIn",
        &["居住", "住在", "設籍", "現居"],
        r"{s:PER}(?:現)?(?:居住於|居住在|住在|設籍於?|現居){o:PLC}",
        0.9,
    ),
    // laws
    rule(
        "zh-competent-central",
        "competentAuthority",
        &["主管機關"],
        r"{s:LAW}{~16}主管機關[，,]?(?:[為係是]|在中央[為係是]){o:ORG}",
        0.92,
    ),
    rule(
        "zh-executes-law",
        "competentAuthority",
        &["執行機關"],
        r"{s:LAW}(?:之|的)?執行機關[為係是]{o:ORG}",
        0.9,
    ),
    of(
        "LAW",
        rule(
            "zh-its-date",
            "promulgatedOn",
            &["公布", "發布"],
            r"(?:並|業|經)?於{o:DAT}(?:由{ORG})?(?:制定|訂定)?(?:公布|發布)",
            0.84,
        ),
    ),
    of(
        "LAW",
        rule(
            "zh-its-amendment",
            "amendedOn",
            &["修正"],
            r"(?:嗣|復|並|最近)?於?{o:DAT}(?:全文)?修正",
            0.84,
        ),
    ),
    of(
        "LAW",
        rule(
            "zh-its-mover",
            "proposedBy",
            &["提案", "擬具", "提出"],
            r"由(?:立法)?(?:委員)?{o:PER|ORG}(?:等{QTY}(?:人)?)?(?:於{DAT})?(?:提案|擬具|提出)",
            0.86,
        ),
    ),
    rule(
        "zh-draft-by",
        "proposedBy",
        &["擬具", "提案", "提出"],
        r"{s:LAW}(?:部分條文)?(?:修正)?草案(?:係)?由{o:PER|ORG}(?:於{DAT})?(?:擬具|提案|提出)",
        0.9,
    ),
    // programmes and projects
    saying(
        of(
            "WRK",
            rule(
                "zh-its-budget",
                "budget",
                &["經費", "預算", "金額", "工程費"],
                r"(?:總|核定|計畫|契約|年度|全案|所需|決標)?(?:經費|預算|金額|工程費)(?:總額|總數|數|額)?(?:共計|合計|總計|核定|計|為|約|達|共)?(?:為|約)?{o:MON}",
                0.84,
            ),
        ),
        INITIAL,
    ),
    saying(
        of(
            "WRK",
            rule(
                "zh-its-budget-to",
                "budget",
                &["修正", "調整", "變更", "追加", "提高"],
                r"由(?:原)?(?:核定|列|編列)?(?:之|的)?{old:MON}(?:調整|修正|變更|追加|刪減|增列|提高|調高)(?:為|至){o:MON}",
                0.84,
            ),
        ),
        REVISED,
    ),
    saying(
        of(
            "WRK",
            rule(
                "zh-its-budget-from",
                "budget",
                &["修正", "調整", "變更", "追加", "提高"],
                r"由(?:原)?(?:核定|列|編列)?(?:之|的)?{o:MON}(?:調整|修正|變更|追加|刪減|增列|提高|調高)(?:為|至){new:MON}",
                0.82,
            ),
        ),
        SUPERSEDED,
    ),
    saying(
        rule(
            "zh-budget-before",
            "budget",
            &["辦理", "推動", "之", "的", "執行", "興建", "支持"],
            r"(?:投入|編列|核定|匡列|斥資|撥款){o:MON}(?:經費)?(?:，?用於)?(?:辦理|推動|之|的|執行|興建|支持){s:WRK}",
            0.87,
        ),
        INITIAL,
    ),
    rule(
        "zh-spends",
        "managedBy",
        &["投入", "編列", "斥資"],
        r"{o:ORG}(?:明年|今年|預計)?(?:將|已|也)?(?:於{DAT})?(?:投入|編列|斥資)(?:經費)?{MON}(?:經費)?(?:辦理|推動|執行|興建){s:WRK}",
        0.8,
    ),
    of(
        "WRK",
        rule(
            "zh-its-start",
            "startDate",
            &["至", "到"],
            r"(?:計畫期間|執行期間|期程|期間|工期)?[為自]?{o:DAT}起?(?:至|到|－|~|～){DAT}",
            0.82,
        ),
    ),
    of(
        "WRK",
        rule(
            "zh-its-end",
            "endDate",
            &["至", "到"],
            r"(?:計畫期間|執行期間|期程|期間|工期)?[為自]?{DAT}起?(?:至|到|－|~|～){o:DAT}",
            0.82,
        ),
    ),
    of(
        "WRK",
        rule(
            "zh-its-completion",
            "endDate",
            &["完工", "完成", "竣工", "屆滿", "結束", "期限"],
            r"(?:(?:預計|預定|預估|將)?(?:於)?{o:DAT}(?:前|底)?(?:全部)?(?:完工|竣工|結束|屆滿)|(?:履約|執行|完成)?期限(?:至|為|到){o2:DAT}(?:止|屆滿)?)",
            0.82,
        ),
    ),
    of(
        "WRK",
        rule(
            "zh-its-executor",
            "executedBy",
            &["執行", "承作", "承攬", "承辦", "施作", "承接", "承包", "得標"],
            r"(?:並)?(?:由|委由|委託){o:ORG}(?:負責)?(?:執行|承作|承攬|承辦|施作|承接|承包|得標)",
            0.85,
        ),
    ),
    of(
        "WRK",
        rule(
            "zh-its-investigator",
            "principalInvestigator",
            &["主持人"],
            r"(?:計畫|總|共同)?主持人[為是係由]?{o:PER}",
            0.84,
        ),
    ),
    rule(
        "zh-jointly",
        "managedBy",
        &["合作", "共同", "攜手", "聯合"],
        r"{o:ORG}(?:與|和|會同|攜手|偕同){ORG}(?:[、及和與]{ORG})*(?:共同|合作|攜手|聯合)+(?:辦理|推動|執行|啟動|進行)?{s:WRK}",
        0.84,
    ),
    rule(
        "zh-jointly-2",
        "partnerOrganization",
        &["合作", "共同", "攜手", "聯合"],
        r"{ORG}(?:與|和|會同|攜手|偕同){o:ORG}(?:[、及和與]{ORG})*(?:共同|合作|攜手|聯合)+(?:辦理|推動|執行|啟動|進行)?{s:WRK}",
        0.84,
    ),
    rule(
        "zh-jointly-3",
        "partnerOrganization",
        &["合作", "共同", "攜手", "聯合"],
        r"{ORG}(?:與|和|會同|攜手|偕同){ORG}(?:[、及和與]{ORG})*[、及和與]{o:ORG}(?:共同|合作|攜手|聯合)+(?:辦理|推動|執行|啟動|進行)?{s:WRK}",
        0.84,
    ),
    // products
    rule(
        "zh-makes",
        "developedBy",
        &["研發", "開發", "設計", "製造", "推出"],
        r"{o:ORG}(?:所|自行|自主|成功)?(?:研發|開發|設計|製造|推出)(?:完成|製造)?(?:之|的){s:PRD?}(?:[。，、；的之]|設備|$|已|於)",
        0.88,
    ),
    of(
        "ORG",
        rule(
            "zh-its-product",
            "developedBy",
            &["產品", "發表", "推出"],
            r"(?:(?:主要|主力|代表)產品(?:為|是|有)|(?:發表|推出)(?:新一代|最新|全新|新款)?(?:的|之)?){s:PRD?}(?:[。，、；]|$)",
            0.82,
        ),
    ),
    rule(
        "zh-made-with",
        "developedBy",
        &["開發", "研發", "設計"],
        r"{s:PRD?}(?:係|是)?由{o:ORG}(?:與|和|及|、){ORG}(?:共同|聯合|合作)*(?:開發|研發|設計|製造)",
        0.9,
    ),
    rule(
        "zh-made-with-2",
        "developedBy",
        &["開發", "研發", "設計"],
        r"{s:PRD?}(?:係|是)?由{ORG}(?:與|和|及|、){o:ORG}(?:共同|聯合|合作)*(?:開發|研發|設計|製造)",
        0.9,
    ),
    rule(
        "zh-fruit",
        "outcomeOf",
        &["成果", "產出"],
        r"{o:WRK}(?:之|的)(?:重要|具體|主要)?(?:成果|產出)(?:之一)?[，,]?(?:就)?[是為](?:{ORG}(?:所)?(?:研發|開發)(?:之|的))?{s:PRD}",
        0.88,
    ),
    // meetings
    of(
        "EVT",
        rule(
            "zh-its-chair",
            "chairedBy",
            &["主席", "主持"],
            r"(?:主席[:：]{o:PER}|由{o2:PER}(?:{title})?(?:親自)?主持)",
            0.86,
        ),
    ),
    of(
        "EVT",
        rule(
            "zh-its-place",
            "locatedIn",
            &["召開", "舉行", "舉辦"],
            r"[在於]{o:PLC}{~8}(?:召開|舉行|舉辦)",
            0.84,
        ),
    ),
    of(
        "EVT",
        rule(
            "zh-its-day",
            "startDate",
            &["召開", "舉行", "舉辦", "時間", "日期"],
            r"(?:(?:時間|日期)[:：]{o:DAT}|於?{o2:DAT}(?:{~4}[在於]{PLC})?{~8}(?:召開|舉行|舉辦))",
            0.84,
        ),
    ),
];
