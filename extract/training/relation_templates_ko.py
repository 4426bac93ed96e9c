"""Korean sentences with what they say: slots are numbered, the statements name the numbers; `:은` adds a fitting particle."""

SAYING = """
{1:company:은} {3:date}에 {2:person:이} 설립하였으며 본사는 {4:place}에 있다. | 1 foundedBy 2; 1 foundedOn 3; 1 headquarteredIn 4
{2:person:은} {3:date} {1:company:을} 창업했다. | 1 foundedBy 2; 1 foundedOn 3
{1:company}의 창립자인 {2:person:이} {3:event}에 참석했다. | 1 foundedBy 2
{2:person:이} 세운 {1:company:은} 올해 {3:place:로} 이전했다. | 1 foundedBy 2
{1:institute:은} {2:agency:이} {3:date}에 설립한 기관이다. | 1 foundedBy 2; 1 foundedOn 3
{1:institute:은} {2:date} 개원하여 {3:place}에 자리하고 있다. | 1 foundedOn 2; 1 locatedIn 3
{2:place}에 본사를 둔 {1:company:은} {3:product:을} 출시했다. | 1 headquarteredIn 2; 3 developedBy 1
{1:company:은} 본사를 {3:place}에서 {2:place:로} 옮겼다. | 1 headquarteredIn 2
{1:agency:은} {2:place}에 위치한다. | 1 locatedIn 2
{2:place} 소재 {1:institute}에서 사고가 났다. | 1 locatedIn 2
{1:place:은} {2:place}에 속한 지역이다. | 1 locatedIn 2
{1:place:은} {2:place:과} {3:place} 사이에 있다. |
{1:event:은} {2:place}에서 열렸으며 {3:person:이} 사회를 맡아 진행하였다. | 1 locatedIn 2; 1 chairedBy 3
{1:event:은} {2:date}부터 {3:date}까지 {4:place}에서 개최된다. | 1 startDate 2; 1 endDate 3; 1 locatedIn 4
{1:event:이} {2:date} 막을 올렸다. | 1 startDate 2
{1:project:은} {2:date}에 시작하여 {3:date}에 끝난다. | 1 startDate 2; 1 endDate 3
{1:project:은} {2:date} 착수되었다. | 1 startDate 2
{1:project}의 예산은 {2:money}원이며 {3:institute:이} 수행한다. | 1 budget 2; 1 executedBy 3
{3:institute:은} {2:money}원을 들여 {1:project:을} 맡아 진행하고 있다. | 1 budget 2; 1 executedBy 3
{2:agency:이} 주관하는 {1:project}에 {3:money}원이 배정되었다. | 1 managedBy 2; 1 budget 3
{1:project:은} {2:agency} 소관으로 연구책임자는 {3:person}이다. | 1 managedBy 2; 1 principalInvestigator 3
{3:institute} {2:person} {4:title:이} {1:project:을} 총괄한다. | 1 principalInvestigator 2; 2 affiliatedWith 3; 2 hasTitle 4
{1:project}에는 {2:institute:과} {3:company:이} 참여한다. | 1 partnerOrganization 2; 1 partnerOrganization 3
{1:event:은} {2:company:과} {3:agency:이} 공동 주최하였다. | 1 partnerOrganization 2; 1 partnerOrganization 3
{1:agency:은} 「{2:law}」에 따라 {3:project:을} 추진한다. | 3 legalBasis 2
{1:institute:은} 「{2:law}」에 근거하여 설치되었다. | 1 legalBasis 2
「{1:law}」의 소관 부처는 {2:agency}이다. | 1 competentAuthority 2
「{1:law}」의 집행은 {2:agency:이} 담당한다. | 1 competentAuthority 2
「{1:law}」은 {2:date} 공포되었고 {3:date} 개정되었다. | 1 promulgatedOn 2; 1 amendedOn 3
「{1:law}」 일부개정안은 {2:person} 의원이 대표 발의하였다. | 1 proposedBy 2
{2:person} 의원 등이 「{1:law}」안을 제출했다. | 1 proposedBy 2
{2:agency:은} 「{1:law}」 개정안을 국회에 제출했다. | 1 proposedBy 2
{1:product:은} {2:company:이} 개발하였으며 {3:project}의 성과물이다. | 1 developedBy 2; 1 outcomeOf 3
{2:company:은} {1:product:을} 만들고 있다. | 1 developedBy 2
{2:person:이} 고안한 {1:product:이} 상을 받았다. | 1 developedBy 2
{3:project:을} 통해 {1:product:이} 나왔다. | 1 outcomeOf 3
{1:event} 기간에 대표단은 {2:institute:을} 방문했다. | 1 visited 2
{1:event} 일정으로 {2:company:을} 찾았다. | 1 visited 2
{1:agency} {3:person} {2:title:은} {4:project:이} 순조롭다고 말했다. | 1 headedBy 3; 3 hasTitle 2 | titles=head
{3:person} {1:agency} {2:title:이} {4:place:을} 찾았다. | 1 headedBy 3; 3 hasTitle 2 | titles=head
{1:company:은} {2:person:이} 이끌고 있다. | 1 headedBy 2
{2:person:이} 수장으로 있는 {1:institute:은} 흑자를 냈다. | 1 headedBy 2
{1:company} 이사회는 {2:person:을} 새 대표로 선임했다. | 1 headedBy 2
{1:person:은} {2:company}에서 일한다. | 1 affiliatedWith 2
{1:person:은} {2:institute} 소속이다. | 1 affiliatedWith 2
{2:institute}의 {1:person} 박사는 {3:place} 지반이 안정됐다고 했다. | 1 affiliatedWith 2
{1:person}({2:institute}), {3:person}({4:company}) | 1 affiliatedWith 2; 3 affiliatedWith 4
{1:person:은} {3:company:을} 떠나 {2:company}에 입사했다. | 1 affiliatedWith 2; 1 affiliatedWith 3
{1:person:은} {2:agency}의 회원이다. | 1 memberOf 2
{1:company:은} {3:date} {2:agency}에 가입했다. | 1 memberOf 2
{1:agency}에는 {2:company:과} {3:company:이} 회원으로 있다. | 2 memberOf 1; 3 memberOf 1
{1:person:은} {2:title}{4:place:로} 승진하지 못했다. |
{1:person:은} {2:title} 자리에 올랐다. | 1 hasTitle 2
{1:person} {2:title:은} 서한에 서명했다. | 1 hasTitle 2
{1:institute:은} {2:agency} 산하 기관이다. | 1 parentOrganization 2
{1:agency:은} {2:agency} 소속 기관이다. | 1 parentOrganization 2
{2:company}의 자회사인 {1:company:이} 감원을 발표했다. | 1 parentOrganization 2
{2:agency:은} 산하에 {1:institute:을} 두고 있다. | 1 parentOrganization 2
{2:company:은} {1:company} 지분 30%를 보유하고 있다. | 1 ownedBy 2
{1:company}의 최대 주주는 {2:person}이다. | 1 ownedBy 2
{1:company:은} {2:company} 소유다. | 1 ownedBy 2
{1:person:은} {2:date} {3:place}에서 태어났다. | 1 birthDate 2; 1 birthPlace 3
{1:person}({2:date} 출생, {3:place})은 화가이다. | 1 birthDate 2; 1 birthPlace 3
{3:place} 출신인 {1:person:은} {2:institute:을} 졸업했다. | 1 birthPlace 3; 1 alumniOf 2
{1:person:은} {2:date} {3:place}에서 별세했다. | 1 deathDate 2
{1:person}({2:date} ~ {3:date})은 지질학자였다. | 1 birthDate 2; 1 deathDate 3
{1:person:은} {2:institute}에서 학위를 받고 {3:company}에 들어갔다. | 1 alumniOf 2; 1 affiliatedWith 3
《{1:work}》은 {2:person:이} 쓴 책이다. | 1 author 2
{2:person:은} 《{1:work}》을 펴냈다. | 1 author 2
{2:person}의 저서 《{1:work}》이 {3:company}에서 나왔다. | 1 author 2
{2:agency:은} {3:date} {1:institute:을} 세우고 초대 기관장에 {4:person:을} 임명했다. | 1 foundedBy 2; 1 foundedOn 3; 1 headedBy 4
{1:company:은} {2:date} 문을 열었고 {3:person} {4:title:이} 경영하고 있다. | 1 foundedOn 2; 1 headedBy 3; 3 hasTitle 4 | titles=head
{3:person:은} {4:date}부터 {1:institute} {2:title:을} 맡고 있다. | 1 headedBy 3; 3 hasTitle 2 | titles=head
신임 {1:agency} {2:title}에 {3:person:이} 취임했다. | 1 headedBy 3; 3 hasTitle 2 | titles=head
{1:agency}({2:title} {3:person})은 회의를 열었다. | 1 headedBy 3; 3 hasTitle 2 | titles=head
{1:company} {2:title:을} 지낸 {3:person:은} 은퇴했다. | 1 headedBy 3; 3 hasTitle 2 | titles=head
{1:person:은} 현재 {2:institute} {3:title:로} 재직 중이다. | 1 affiliatedWith 2; 1 hasTitle 3
{2:company} 직원인 {1:person:이} 표창을 받았다. | 1 affiliatedWith 2
{2:institute}에 근무하는 {1:person:이} 결과를 설명했다. | 1 affiliatedWith 2
회의에는 {2:agency} {1:person}, {4:institute} {3:person} 등이 참석했다. | 1 affiliatedWith 2; 3 affiliatedWith 4
{1:person} 교수는 {2:institute}에서 강의한다. | 1 affiliatedWith 2
{1:person:은} {3:date} {2:company}에 합류했다. | 1 affiliatedWith 2
{1:person:은} 그룹 {2:company}의 멤버이다. | 1 memberOf 2
{1:institute:은} {2:place}에 들어서 있다. | 1 locatedIn 2
{1:company} 공장은 {2:place}에 있다. | 1 locatedIn 2
{2:place}에 있는 {1:institute}에서 정전이 일어났다. | 1 locatedIn 2
{1:place:은} {2:place} 북쪽의 마을이다. | 1 locatedIn 2
{1:company}의 본사는 {2:place}에 있으며 직원은 천 명이다. | 1 headquarteredIn 2
{1:agency} 아래에 {2:institute:과} {3:institute:이} 있다. | 2 parentOrganization 1; 3 parentOrganization 1
{1:institute:은} {2:agency} 부설 연구기관이다. | 1 parentOrganization 2
{1:company:은} {2:company}에 인수되어 자회사가 되었다. | 1 parentOrganization 2; 1 ownedBy 2
{2:company:이} {1:company}의 지분 과반을 갖고 있다. | 1 ownedBy 2
{1:project:은} {2:agency:이} 발주하고 {3:institute:이} 수행하였다. | 1 managedBy 2; 1 executedBy 3
{1:project} 주관기관: {2:agency}, 수행기관: {3:company} | 1 managedBy 2; 1 executedBy 3
{3:company:은} {2:money}원에 {1:project:을} 수주하였다. | 1 executedBy 3; 1 budget 2
{3:person:이} 이끄는 연구진이 {1:project:을} 마쳤다. | 1 principalInvestigator 3
{1:project:은} 총사업비 {2:money}원으로 {3:date}부터 {4:date}까지 추진된다. | 1 budget 2; 1 startDate 3; 1 endDate 4
{1:event:은} {2:date} {3:place}에서 개막한다. | 1 startDate 2; 1 locatedIn 3
{2:person:이} {1:event:을} 주재하였다. | 1 chairedBy 2
「{1:law}」은 {2:date} 공포되었으며 {3:agency:이} 관장한다. | 1 promulgatedOn 2; 1 competentAuthority 3
「{1:law}」은 {2:date} 일부 개정되었다. | 1 amendedOn 2
{3:agency:은} 「{2:law}」에 의하여 {1:institute:을} 설립하였다. | 1 legalBasis 2; 1 foundedBy 3
{1:product:은} {2:institute:과} {3:company:이} 함께 개발했다. | 1 developedBy 2; 1 developedBy 3
{1:person:은} {2:date}생으로 {3:institute:을} 나와 {4:title:을} 지냈다. | 1 birthDate 2; 1 alumniOf 3; 1 hasTitle 4
{1:person:은} {2:place}에서 나고 자랐다. | 1 birthPlace 2
{2:person:이} 지은 《{1:work}》에는 {3:place} 이야기가 나온다. | 1 author 2
"""

NAMING = """
{1:person:은} {3:place}에서 {2:company} 기자와 만났다. |
{1:person:은} {2:company} 앞을 지나갔다. |
{1:person:은} {2:agency}에 서류를 달라고 했다. |
{1:company:과} {2:company} 주가가 함께 내렸다. |
{1:agency:은} {2:agency}에 자료를 요청했다. |
{1:person:은} {2:project}이라는 이름을 들어 보았다. |
{1:date} {2:person:은} {3:place}에서 {4:person:을} 우연히 보았다. |
{1:person:은} {2:agency}의 늑장 대응을 비판했다. |
{1:product:과} {2:project:이} 한 화면에 나왔다. |
{1:company} 제품은 {2:place}에서도 팔린다. |
{1:person:은} 「{2:law}」 기사를 읽었다. |
{1:person:은} {2:agency} 직원이 아니다. |
{1:company:은} {2:project}에 참여하지 않았다. |
{1:person:이} {2:agency} {3:title:이} 될지는 알 수 없다. |
{1:person:이} {2:company:로} 옮긴다는 말이 돌았다. |
{1:company:이} {2:place:로} 옮긴다면 직원들은 이사해야 한다. |
{1:agency:은} {2:company:이} 산하 기관이라는 말을 부인했다. |
{1:person:은} {2:date}에 {3:product:을} 샀다. |
{1:person:은} {3:institute}에 {2:money}원을 기부했다. |
{1:place:과} {2:place:을} 잇는 길이 {3:date} 통제되었다. |
{1:person:은} {3:person}에게 《{2:work}》을 선물했다. |
{1:institute:은} {2:person}의 말을 들어 {3:agency:을} 반박했다. |
{1:company:은} {2:date} 광고에서 {3:place:을} 언급했다. |
{1:event} 당일 {2:company} 주식 거래가 멈췄다. |
{1:person:은} 「{2:law}」이 불공평하다고 썼다. |
{1:person:은} {2:institute}에서 진료를 받았다. |
{1:company:은} {2:person}에게 편지를 보냈다. |
{1:agency:은} {2:agency}의 결정을 존중한다고 밝혔다. |
{1:person:은} {2:place}에서 태어나지 않았다. |
{1:person:은} {2:institute}에 다닌 적이 없다. |
{1:person:은} {2:company} {3:title:을} 꿈꾼다. |
{1:company:은} {2:agency}의 {3:project} 입찰에서 떨어졌다. |
{1:product:이} {2:institute}에서 고장 났다. |
{1:date} 회의에서 「{2:law}」은 다루지 않았다. |
{1:person:은} {2:project}에 쓴 {3:money}원이 아깝다고 했다. |
{1:person:과} {2:person:은} {3:institute} 앞에서 사진을 찍었다. |
{1:company:은} {2:agency}에 보조금을 신청했다. |
{1:person:은} {2:company:을} 상대로 소송을 냈다. |
{1:agency:은} {2:company}에 과징금 {3:money}원을 부과했다. |
{1:institute:은} {2:person:을} 강연에 초청했다. |
{1:person:은} {2:agency}의 설명을 전했다. |
{1:date} {2:place}에 큰비가 내려 {3:agency:이} 주의를 당부했다. |
{1:person:은} {2:agency} {3:title} 자리를 거절했다. |
「{1:law}」과 「{2:law}」은 내용이 다르다. |
{1:company:은} {2:company} 인수를 검토했으나 그만두었다. |
"""
