//! Sentence patterns of Korean. A mention never contains its particle, so the particles stand in the patterns.

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
        "ko-under",
        "parentOrganization",
        &["산하", "소속", "직속", "관할"],
        r"{s:ORG}(?:은|는|이|가) {o:ORG}(?:의|에)? ?(?:산하|소속|직속|관할)",
        0.94,
    ),
    rule(
        "ko-supervised",
        "parentOrganization",
        &["지도", "감독"],
        r"{s:ORG}(?:은|는|이|가) {o:ORG}의 (?:지도|관리)?[·ㆍ, ]?(?:감독|지도)",
        0.93,
    ),
    rule(
        "ko-superior",
        "parentOrganization",
        &["상급", "상위", "감독"],
        r"{s:ORG}의 (?:상급|상위|감독|주무) ?기관은 {o:ORG}",
        0.94,
    ),
    rule(
        "ko-of",
        "parentOrganization",
        &["산하"],
        r"{o:ORG} 산하(?:의)? {s:ORG}",
        0.88,
    ),
    rule(
        "ko-seat",
        "locatedIn",
        &["소재", "위치", "자리"],
        r"{s:ORG}(?:은|는|이|가) {o:PLC?}에 (?:소재|위치|자리)",
        0.94,
    ),
    rule(
        "ko-headquarters",
        "headquarteredIn",
        &["본원", "본사", "본부", "소재지"],
        r"{s:ORG}의 (?:본원|본사|본부|소재지|주사무소)(?:\([^)]{1,12}\))?(?:은|는|이|가) {o:PLC?}(?:에|이다|이며|임|$)",
        0.94,
    ),
    rule(
        "ko-headquarters-2",
        "headquarteredIn",
        &["본사를", "본부를", "본원을"],
        r"{s:ORG}(?:은|는|이|가) {o:PLC?}에 (?:본사|본부|본원)",
        0.93,
    ),
    rule(
        "ko-founded",
        "foundedOn",
        &["설립", "창립", "출범", "개원", "신설", "창설"],
        r"{s:ORG}(?:은|는|이|가) {o:DAT}(?:에|자로)? ?(?:설립|창립|출범|개원|신설|창설)",
        0.95,
    ),
    rule(
        "ko-founded-of",
        "foundedOn",
        &["설립", "창립", "출범", "개원", "신설", "창설"],
        r"{o:DAT}(?:에)? ?(?:설립|창립|출범|개원|신설|창설)(?:된|한) {s:ORG}",
        0.95,
    ),
    rule(
        "ko-founded-by",
        "foundedBy",
        &["설립", "창립"],
        r"{s:ORG}(?:은|는|이|가) {o:PER|ORG}(?:이|가) (?:설립|창립)",
        0.85,
    ),
    rule(
        "ko-member",
        "memberOf",
        &["회원", "가입"],
        r"{s:ORG|PER}(?:은|는|이|가) {o:ORG}(?:의 회원|에 가입)",
        0.82,
    ),
    rule(
        "ko-partner",
        "partnerOrganization",
        &["협력", "공동"],
        r"{s:PRJ}의 (?:협력|공동|참여) ?(?:연구)?기관은 {o:ORG}",
        0.9,
    ),
    // people
    saying(
        rule(
            "ko-head-is",
            "headedBy",
            &["은 ", "는 "],
            r"{s:ORG}의 ?(?:현재 |현 |현직 )?{title}(?:은|는) {o:PER?}(?:이다|임|이며|이고|입니다|다$|\.|$)",
            0.94,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "ko-head-leads",
            "headedBy",
            &["이끌", "맡고", "대표하"],
            r"(?:현재 )?{s:ORG}(?:은|는|이|가|을|를) {o:PER?} ?(?:{title})?(?:이|가) (?:이끌|맡고|대표하)",
            0.93,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "ko-head-until",
            "headedBy",
            &["까지"],
            r"{until:DAT}까지(?:는)? {o:PER?}(?:이|가) {s:ORG}의? ?{title} ?(?:직|직위)?(?:을|를|으로|로) ?(?:맡|지냈|수행|재임|역임|근무)",
            0.93,
        ),
        FORMER,
    ),
    saying(
        rule(
            "ko-head-since",
            "headedBy",
            &["취임", "임명", "선임", "부임"],
            r"{o:PER?}(?:이|가|은|는) {since:DAT}(?:에|자로|부로)? ?{s:ORG}의? ?(?:신임 |새 )?{title}(?:으로|로|에) (?:취임|임명|선임|부임)",
            0.94,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "ko-head-person",
            "headedBy",
            &["취임", "임명", "선임", "재직", "맡고"],
            r"{o:PER}(?:이|가|은|는) {s:ORG}의? ?(?:신임 |새 )?{title}(?:으로|로|에|을|를|직을) (?:취임|임명|선임|재직|맡고)",
            0.9,
        ),
        CURRENT,
    ),
    saying(
        rule(
            "ko-head-beside",
            "headedBy",
            &[" "],
            r"{s:ORG} {o:PER} {title}(?:은|는|이|가|을|를|의|과|와|,|\.|\s|$)",
            0.82,
        ),
        CURRENT,
    ),
    rule(
        "ko-works-for",
        "affiliatedWith",
        &["소속", "근무", "재직"],
        r"{s:PER}(?:은|는|이|가) {o:ORG}(?: 소속|에서? (?:근무|재직))",
        0.88,
    ),
    // laws
    rule(
        "ko-competent",
        "competentAuthority",
        &["소관", "주무", "주관"],
        r"{s:LAW}의 (?:소관|주무|주관) ?(?:부처|기관|관청|청)(?:은|는) {o:ORG}",
        0.96,
    ),
    rule(
        "ko-promulgated",
        "promulgatedOn",
        &["제정", "공포"],
        r"{s:LAW}(?:은|는|이|가) {o:DAT}(?:에|자로)? ?(?:제정|공포)",
        0.95,
    ),
    rule(
        "ko-promulgated-is",
        "promulgatedOn",
        &["공포일", "제정일"],
        r"{s:LAW}의 (?:공포일|제정일)(?:은|자는|는) {o:DAT}",
        0.95,
    ),
    rule(
        "ko-amended",
        "amendedOn",
        &["개정"],
        r"{s:LAW}(?:은|는|이|가) {o:DAT}(?:에|자로)? ?(?:일부 ?|전부 ?)?개정",
        0.92,
    ),
    rule(
        "ko-amended-is",
        "amendedOn",
        &["개정일"],
        r"{s:LAW}의 (?:최종 ?|최근 ?)?개정일은 {o:DAT}",
        0.92,
    ),
    rule(
        "ko-proposed",
        "proposedBy",
        &["발의", "제출"],
        r"{s:LAW}(?:안)?(?:은|는|이|가) {o:PER|ORG}(?: 의원)?(?:이|가) (?:대표 ?)?(?:발의|제출)",
        0.85,
    ),
    // programmes and projects
    rule(
        "ko-managed",
        "managedBy",
        &["주관", "주무", "총괄", "담당"],
        r"{s:PRJ}의 (?:주관|주무|총괄|담당|소관) ?(?:기관|부처)(?:은|는) {o:ORG}",
        0.95,
    ),
    rule(
        "ko-managed-by",
        "managedBy",
        &["총괄", "주관", "관리", "담당"],
        r"{s:PRJ}(?:은|는|이|가) {o:ORG}(?:이|가) (?:총괄|주관|관리|담당)",
        0.94,
    ),
    rule(
        "ko-basis",
        "legalBasis",
        &["근거", "따라", "의거", "의하여"],
        r"{s:PRJ}(?:은|는|이|가) {o:LAW} ?(?P<article>제\d+조(?:의\d+)?)?(?:제\d+항)?(?:에|을|를) ?(?:근거|따라|의거|의하여)",
        0.94,
    ),
    rule(
        "ko-basis-is",
        "legalBasis",
        &["근거"],
        r"{s:PRJ}의 (?:법적|추진|설치)? ?근거는 {o:LAW} ?(?P<article>제\d+조(?:의\d+)?)?",
        0.95,
    ),
    rule(
        "ko-starts",
        "startDate",
        &["착수", "시작", "개시", "추진"],
        r"{s:PRJ}(?:은|는|이|가) {o:DAT}(?:에|부터)? ?(?:착수|시작|개시|추진)",
        0.94,
    ),
    rule(
        "ko-period-start",
        "startDate",
        &["까지", "~"],
        r"{s:PRJ}(?:의 (?:수행|사업|연구) ?기간)?(?:은|는|이|가) {o:DAT} ?(?:부터|~|에서) ?{DAT}",
        0.9,
    ),
    rule(
        "ko-period-end",
        "endDate",
        &["까지", "~"],
        r"{s:PRJ}(?:의 (?:수행|사업|연구) ?기간)?(?:은|는|이|가) {DAT} ?(?:부터|~|에서) ?{o:DAT}",
        0.9,
    ),
    saying(
        rule(
            "ko-extended",
            "endDate",
            &["연장"],
            r"{s:PRJ}의 (?:종료일|기간|수행 기간|종료 시점)(?:을|를|은|는|이) (?:당초 )?{old:DAT}에서 {o:DAT}(?:으로|로|까지) ?연장",
            0.95,
        ),
        REVISED,
    ),
    saying(
        rule(
            "ko-extended-from",
            "endDate",
            &["연장"],
            r"{s:PRJ}의 (?:종료일|기간|수행 기간|종료 시점)(?:을|를|은|는|이) (?:당초 )?{o:DAT}에서 {new:DAT}(?:으로|로|까지) ?연장",
            0.9,
        ),
        SUPERSEDED,
    ),
    rule(
        "ko-part",
        "partOf",
        &["포함", "세부", "하위", "일환"],
        r"{s:PRJ}(?:은|는|이|가) {o:PRJ}(?:에 포함|의 (?:세부|하위) ?(?:과제|사업)|의 일환)",
        0.95,
    ),
    saying(
        rule(
            "ko-budget-for",
            "budget",
            &["편성", "배정", "책정", "투입"],
            r"{s:PRJ}에(?:는|게)? {year:DAT} ?예산(?:으로|은|이) {o:MON}(?:이|을|가|를)? ?(?:편성|배정|책정|투입)",
            0.95,
        ),
        INITIAL,
    ),
    saying(
        rule(
            "ko-budget-is",
            "budget",
            &["예산"],
            r"{s:PRJ}의 {year:DAT} ?(?:당초 |본 )?(?:예산|예산액|사업비)(?:은|는) {o:MON}(?:이다|임|이며|으로|입니다|\.|$)",
            0.94,
        ),
        INITIAL,
    ),
    saying(
        rule(
            "ko-budget-to",
            "budget",
            &["변경", "조정", "증액", "감액"],
            r"{s:PRJ}의 {year:DAT} ?(?:예산|예산액|사업비)(?:은|을|이|를) (?:당초 )?{old:MON}에서 {o:MON}(?:으로|로) ?(?:변경|조정|증액|감액)(?:[^{]{0,14}?{since:DAT})?",
            0.95,
        ),
        REVISED,
    ),
    saying(
        rule(
            "ko-budget-from",
            "budget",
            &["변경", "조정", "증액", "감액"],
            r"{s:PRJ}의 {year:DAT} ?(?:예산|예산액|사업비)(?:은|을|이|를) (?:당초 )?{o:MON}에서 {new:MON}(?:으로|로) ?(?:변경|조정|증액|감액)",
            0.93,
        ),
        SUPERSEDED,
    ),
    rule(
        "ko-executed",
        "executedBy",
        &["수행", "시행", "집행", "연구기관"],
        r"{s:PRJ}의 (?:수행|시행|집행|주관 ?연구|연구) ?기관(?:은|는) {o:ORG}",
        0.96,
    ),
    rule(
        "ko-executed-by",
        "executedBy",
        &["수행", "시행", "집행"],
        r"{s:PRJ}(?:은|는|이|가|을|를) {o:ORG}(?:이|가|에서) ?(?:수행|시행|집행)",
        0.95,
    ),
    rule(
        "ko-investigator",
        "principalInvestigator",
        &["연구책임자", "과제책임자", "총괄책임자"],
        r"{s:PRJ}(?:은|는|이|가|의) {o:PER?}(?:이|가) (?:연구|과제|총괄)책임자",
        0.95,
    ),
    rule(
        "ko-investigator-is",
        "principalInvestigator",
        &["책임자"],
        r"{s:PRJ}의 (?:연구|과제|총괄) ?책임자는 {o:PER?}(?:이다|임|이며|\.|$)",
        0.95,
    ),
    // products
    rule(
        "ko-developed",
        "developedBy",
        &["개발", "제조", "제작", "설계"],
        r"{s:PRD}(?:은|는|이|가) {o:ORG}(?:이|가|에서) ?(?:자체 |독자 |직접 )?(?:개발|제조|제작|설계)",
        0.96,
    ),
    rule(
        "ko-develops",
        "developedBy",
        &["개발", "출시"],
        r"{o:ORG}(?:이|가|은|는) ?{s:PRD}(?:을|를) ?(?:자체 |독자 )?(?:개발|출시)",
        0.88,
    ),
    rule(
        "ko-outcome",
        "outcomeOf",
        &["통해"],
        r"{s:PRD}(?:은|는|이|가) {o:PRJ}(?:을|를) 통해",
        0.93,
    ),
    rule(
        "ko-outcome-is",
        "outcomeOf",
        &["성과", "결과"],
        r"{s:PRD}(?:은|는|이|가) {o:PRJ}의 (?:연구 )?(?:성과|결과)",
        0.95,
    ),
    // what the document itself reports
    rule(
        "ko-trip-lead",
        "tripLead",
        &["단장"],
        r"(?:출장|방문|시찰|방문단|출장단)의? ?단장은 {o:PER?}(?: {title})?(?:이|가|이다|임|\.|$)",
        0.94,
    ),
    rule(
        "ko-trip-lead-2",
        "tripLead",
        &["단장으로", "이끌"],
        r"{o:PER}(?: {title})?(?:이|가|을|를) (?:출장단|방문단|대표단)(?:을|를)? ?(?:단장으로|이끌)",
        0.88,
    ),
    rule(
        "ko-visited",
        "visited",
        &["찾아", "방문", "예방"],
        r"(?:{date:DAT}(?:에는|에)? )?(?:출장단은 |방문단은 |대표단은 )?{o:ORG}(?:을|를) (?:찾아|방문하|예방하)",
        0.9,
    ),
    rule(
        "ko-chaired",
        "chairedBy",
        &["주재"],
        r"회의는 {o:PER?}(?: {title})?(?:이|가) 주재",
        0.92,
    ),
];
