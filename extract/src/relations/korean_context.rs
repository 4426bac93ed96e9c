//! Sentence patterns of Korean in which one end stands before the words that say something of it, in the same sentence or
//! the one before; and wordings of minutes, speeches and press releases.

use super::pattern::{CURRENT, FORMER, INITIAL, REVISED, Rule, SUPERSEDED, of, rule, saying};

/// The patterns.
pub(super) static RULES: &[Rule] = &[
    // bodies
    rule(
        "ko-sets-up",
        "parentOrganization",
        &["소속으로", "산하에", "밑에", "소속하에"],
        r"{o:ORG}(?:은|는|이|가)(?: {~40})? (?:그 |그의 )?(?:소속으로|산하에|밑에|소속하에) {s:ORG}(?:을|를) (?:둔|두|설치)",
        0.9,
    ),
    rule(
        "ko-by-law",
        "legalBasis",
        &["설립", "설치"],
        r"{s:ORG}(?:은|는|이|가) {o:LAW} ?(?P<article>제\d+조(?:의\d+)?)?(?:제\d+항)?에 (?:따라|의하여|근거하여|의거하여) (?:설립|설치)",
        0.92,
    ),
    rule(
        "ko-seat-of",
        "headquarteredIn",
        &["본사를", "본부를", "본원을", "본사가"],
        r"{o:PLC}에 (?:본사|본부|본원|사무소)(?:를|을|가|이) (?:둔|두고 있는|있는) {s:ORG}",
        0.93,
    ),
    of(
        "ORG",
        rule(
            "ko-its-seat",
            "headquarteredIn",
            &["사무실", "본사", "본부", "사무소", "본원", "본청", "청사"],
            r"(?:사무실|본사|본부|사무소|주사무소|본원|본청|청사)(?:은|는|이|가) {o:PLC}에 ",
            0.86,
        ),
    ),
    of(
        "ORG",
        rule(
            "ko-its-founder",
            "foundedBy",
            &["창립", "창업", "설립"],
            r"{o:PER}(?:이|가) (?:창립|창업|설립|세운)",
            0.86,
        ),
    ),
    of(
        "ORG",
        rule(
            "ko-its-founding",
            "foundedOn",
            &["창립", "창업", "설립", "문을 열", "출범"],
            r"{o:DAT}(?:에)? (?:{PER}(?:이|가) )?(?:창립|창업|설립|출범)",
            0.84,
        ),
    ),
    rule(
        "ko-opened",
        "foundedOn",
        &["문을 열", "문을 연"],
        r"{o:DAT}(?:에)? {s:ORG}(?:은|는|이|가) (?:처음 |새로 )?문을 (?:열|연)",
        0.86,
    ),
    // people
    saying(
        rule(
            "ko-title-name",
            "headedBy",
            &[" "],
            r"{s:ORG} (?:현 |신임 )?{title} {o:PER}",
            0.88,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "ko-name-title",
            "headedBy",
            &[" "],
            r"{s:ORG}(?:의)? {o:PER} (?:[가-힣]{0,4}?){title}",
            0.86,
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "ko-its-former",
                "headedBy",
                &["전임", "초대", "전 "],
                r"(?:전임|초대|전) {o:PER} {title}",
                0.82,
            ),
        ),
        FORMER,
    ),
    saying(
        of(
            "ORG",
            rule(
                "ko-its-former-is",
                "headedBy",
                &["전임", "초대", "전 "],
                r"(?:전임|초대|전) {title}(?:은|는) {o:PER}",
                0.88,
            ),
        ),
        FORMER,
    ),
    saying(
        of(
            "ORG",
            rule(
                "ko-its-head-name",
                "headedBy",
                &["은 ", "는 ", "에는 ", "에 "],
                r"(?:현 |신임 |새 )?{title}(?:은|는|에는|에) {o:PER}(?: [가-힣]{2,6}(?:이|가))?(?:이다|이며|이고|임|입니다|이 맡|가 맡|이 취임|가 취임| [가-힣]{2,6}이 취임| [가-힣]{2,6}가 취임)?",
                0.84,
            ),
        ),
        CURRENT,
    ),
    saying(
        of(
            "ORG",
            rule(
                "ko-its-head-beside",
                "headedBy",
                &["장", "관", "지사", "대표"],
                r"{o:PER} {title}(?:은|는|이|가|께|과|와)",
                0.8,
            ),
        ),
        CURRENT,
    ),
    saying(
        rule(
            "ko-represented",
            "headedBy",
            &["대표자", "대표이사", "대표 "],
            r"{s:ORG}\((?:대표자|대표이사|대표)[ :：]*{o:PER}",
            0.9,
        ),
        CURRENT,
    ),
    of(
        "PER",
        rule(
            "ko-goes-to",
            "headedBy",
            &["으로", "로"],
            r"{s:ORG}(?:의|에서)? ?{title}(?:으로|로)(?:서)? (?:자리를 옮|취임|임명|선임|승진|부임|근무|재직|일하|위촉)",
            0.86,
        ),
    ),
    of(
        "PER",
        rule(
            "ko-becomes",
            "headedBy",
            &[
                "대표이사로",
                "사장으로",
                "회장으로",
                "원장으로",
                "청장으로",
                "총장으로",
            ],
            r"{s:ORG}에(?:서)? {~30}{title}(?:으로|로) (?:승진|취임|임명|선임)",
            0.8,
        ),
    ),
    rule(
        "ko-works-at",
        "affiliatedWith",
        &["에서", "에 입사"],
        r"{s:PER}(?:은|는|이|가) (?:{DAT}에 )?{o:ORG}(?:에서 {~16}(?:근무|일하|재직)|에 (?:입사|근무|재직))",
        0.86,
    ),
    of(
        "ORG",
        rule(
            "ko-in-charge",
            "affiliatedWith",
            &["맡고"],
            r"{s:PER} ?(?:박사|교수)?(?:이|가) (?:팀|업무|사업|과제)?(?:을|를) ?맡고",
            0.7,
        ),
    ),
    rule(
        "ko-lives",
        "locatedIn",
        &["거주", "살고"],
        r"{s:PER}(?:은|는|이|가) {o:PLC}에(?:서)? (?:거주|살고)",
        0.9,
    ),
    rule(
        "ko-member-of-house",
        "affiliatedWith",
        &["의원"],
        r"{o:ORG} {s:PER} 의원",
        0.8,
    ),
    saying(
        rule(
            "ko-name-body-title",
            "headedBy",
            &["장", "관", "대표", "회장"],
            r"{o:PER} {s:ORG} {title}(?:은|는|이|가|이다|\.|,|\s|$)",
            0.84,
        ),
        CURRENT,
    ),
    // laws
    of(
        "LAW",
        rule(
            "ko-its-office",
            "competentAuthority",
            &["소관", "주무"],
            r"(?:이 법의 )?(?:소관|주무) ?(?:부처|기관|관청|청)(?:은|는) {o:ORG}",
            0.86,
        ),
    ),
    rule(
        "ko-executes-law",
        "competentAuthority",
        &["집행", "시행"],
        r"{s:LAW}의 (?:집행|시행)(?:은|는) {o:ORG}(?:이|가) (?:담당|맡)",
        0.9,
    ),
    of(
        "LAW",
        rule(
            "ko-its-date",
            "promulgatedOn",
            &["공포", "제정"],
            r"{o:DAT}(?:에|자로)? ?(?:공포|제정)",
            0.84,
        ),
    ),
    of(
        "LAW",
        rule(
            "ko-its-amendment",
            "amendedOn",
            &["개정"],
            r"{o:DAT}(?:에|자로)? ?(?:일부 ?|전부 ?)?개정",
            0.84,
        ),
    ),
    rule(
        "ko-law-basis",
        "legalBasis",
        &["위임", "제정", "목적"],
        r"{s:LAW}(?:은|는|이|가) {o:LAW} ?(?P<article>제\d+조(?:의\d+)?)?(?: ?제\d+항)?(?: ?제\d+호)?에(?:서)? (?:따라|의하여|근거하여|의거하여)? ?{~24}(?:위임|제정|정함을 목적|규정함을 목적)",
        0.9,
    ),
    rule(
        "ko-moved",
        "proposedBy",
        &["발의", "제출", "제안"],
        r"{s:LAW} ?(?:개정안|제정안|안)?(?:은|는|이|가) (?:{DAT}(?:에)? )?{o:PER|ORG}(?: 의원)?(?: 등 {QTY})?(?:이|가) (?:대표 ?)?(?:발의|제출|제안)",
        0.88,
    ),
    // programmes and projects
    saying(
        of(
            "WRK",
            rule(
                "ko-its-budget",
                "budget",
                &["사업비", "예산", "금액", "계약금액"],
                r"(?:총사업비|사업비|계약 ?금액|총예산|예산|총 ?금액)(?:은|는) (?:총 |약 )?{o:MON}",
                0.84,
            ),
        ),
        INITIAL,
    ),
    saying(
        of(
            "WRK",
            rule(
                "ko-its-budget-to",
                "budget",
                &["에서"],
                r"(?:예산|사업비)(?:을|를|이|가|은|는) (?:당초 )?{old:MON}에서 {o:MON}(?:으로|로) ?(?:변경|조정|증액|감액|늘|줄)",
                0.84,
            ),
        ),
        REVISED,
    ),
    saying(
        of(
            "WRK",
            rule(
                "ko-its-budget-from",
                "budget",
                &["에서"],
                r"(?:예산|사업비)(?:을|를|이|가|은|는) (?:당초 )?{o:MON}에서 {new:MON}(?:으로|로) ?(?:변경|조정|증액|감액|늘|줄)",
                0.82,
            ),
        ),
        SUPERSEDED,
    ),
    saying(
        rule(
            "ko-spends-on",
            "budget",
            &["투입", "투자", "편성", "배정", "지원"],
            r"{s:WRK}에 (?:총 |약 )?{o:MON}(?:을|를) ?(?:투입|투자|편성|배정|지원)",
            0.9,
        ),
        INITIAL,
    ),
    saying(
        rule(
            "ko-supported",
            "budget",
            &["지원한", "투입한", "투자한"],
            r"{o:MON}(?:을|를) (?:지원|투입|투자)한 (?:[가-힣]+ )?{s:WRK}",
            0.7,
        ),
        INITIAL,
    ),
    of(
        "WRK",
        rule(
            "ko-its-start",
            "startDate",
            &["부터"],
            r"{o:DAT}부터 {DAT}까지",
            0.82,
        ),
    ),
    of(
        "WRK",
        rule("ko-its-end", "endDate", &["부터"], r"{DAT}부터 {o:DAT}까지", 0.82),
    ),
    of(
        "WRK",
        rule(
            "ko-its-completion",
            "endDate",
            &["완료", "완공", "준공", "공사가 끝"],
            r"(?:(?:완료|완공|준공) ?(?:예정)?일(?:은|이) {o:DAT}|{o2:DAT}(?:에)? (?:공사가 끝|완공|준공|완료))",
            0.82,
        ),
    ),
    rule(
        "ko-runs-since",
        "startDate",
        &["부터"],
        r"{s:WRK}(?:을|를) {~14}{o:DAT}부터 (?:추진|수행|시행)",
        0.8,
    ),
    of(
        "WRK",
        rule(
            "ko-its-executor",
            "executedBy",
            &["수행", "시공", "시행", "맡"],
            r"(?:(?:이|해당|동) (?:과제|사업)(?:은|는) )?(?:{DAT}부터 {DAT}까지 )?{o:ORG}(?:이|가) (?:수행|시행|시공)",
            0.84,
        ),
    ),
    of(
        "WRK",
        rule(
            "ko-its-builder",
            "executedBy",
            &["시공사", "수행기관", "시행사"],
            r"(?:시공사|수행 ?기관|시행사)(?:인|는|은) {o:ORG}",
            0.86,
        ),
    ),
    rule(
        "ko-executes",
        "executedBy",
        &["수행"],
        r"{s:WRK}(?:을|를) {o:ORG}(?:이|가) (?:수행|시행|시공)",
        0.9,
    ),
    rule(
        "ko-entrusted",
        "executedBy",
        &["위탁"],
        r"{s:WRK}(?:을|를) {o:ORG}에 위탁",
        0.88,
    ),
    of(
        "WRK",
        rule(
            "ko-its-investigator",
            "principalInvestigator",
            &["책임자"],
            r"(?:연구|과제|총괄) ?책임자는 {o:PER}",
            0.86,
        ),
    ),
    rule(
        "ko-jointly",
        "managedBy",
        &["공동으로", "함께"],
        r"{o:ORG}(?:은|는|이|가) {ORG}(?:(?:, | 및 |과 |와 ){ORG})*(?:과|와) (?:공동으로|함께) {s:WRK}(?:을|를)",
        0.86,
    ),
    rule(
        "ko-jointly-2",
        "partnerOrganization",
        &["공동으로", "함께"],
        r"{ORG}(?:은|는|이|가) {o:ORG}(?:(?:, | 및 |과 |와 ){ORG})*(?:과|와) (?:공동으로|함께) {s:WRK}(?:을|를)",
        0.86,
    ),
    rule(
        "ko-jointly-3",
        "partnerOrganization",
        &["공동으로", "함께"],
        r"{ORG}(?:은|는|이|가) {ORG}(?:(?:, | 및 |과 |와 ){ORG})*(?:, | 및 |과 |와 ){o:ORG}(?:과|와) (?:공동으로|함께) {s:WRK}(?:을|를)",
        0.86,
    ),
    // products
    rule(
        "ko-makes",
        "developedBy",
        &["개발한", "만든", "제작한"],
        r"{o:ORG}(?:이|가) (?:자체 |독자 )?(?:개발|제작|설계)한 {s:PRD?}(?:이다|입니다|은|는|을|를|이|가|의|\.|,|$)",
        0.88,
    ),
    of(
        "ORG",
        rule(
            "ko-its-product",
            "developedBy",
            &["제품은", "출시", "선보"],
            r"(?:(?:대표|주력|주요) 제품은 {s:PRD?}(?:이다|이며|입니다|\.)|(?:차세대 )?(?:[가-힣]+ )?{s2:PRD?}(?:을|를) (?:출시|선보))",
            0.82,
        ),
    ),
    rule(
        "ko-made-by",
        "developedBy",
        &["에 의해"],
        r"{s:PRD?}(?:은|는|이|가) {o:ORG}에 의해 (?:개발|제작)",
        0.9,
    ),
    rule(
        "ko-fruit",
        "outcomeOf",
        &["성과"],
        r"{o:WRK}의 (?:주요 )?성과(?: 가운데| 중)?(?: 하나)?(?:은|는|이|가) (?:바로 )?(?:{ORG}(?:이|가) 개발한 )?{s:PRD}",
        0.88,
    ),
    // meetings
    of(
        "EVT",
        rule(
            "ko-its-chair",
            "chairedBy",
            &["의장", "주재"],
            r"(?:의장[:：] ?{o:PER}|{o2:PER}(?: {title})?(?:이|가) (?:회의를 )?주재)",
            0.86,
        ),
    ),
    of(
        "EVT",
        rule(
            "ko-its-place",
            "locatedIn",
            &["열렸", "개최"],
            r"{o:PLC}에서 (?:열렸|열린|개최)",
            0.84,
        ),
    ),
    of(
        "EVT",
        rule(
            "ko-its-day",
            "startDate",
            &["열렸", "개최", "일시"],
            r"(?:일시[:：] ?{o:DAT}|{o2:DAT} (?:{PLC}에서 )?(?:열렸|열린|개최))",
            0.84,
        ),
    ),
];
