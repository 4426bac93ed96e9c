//! Korean words of relations and kinds.

use super::Force::{Must, Noun, Strong};
use super::{Entry, Kind};
use crate::question::relation::Relation::*;

#[rustfmt::skip]
pub(super) const ENTRIES: &[Entry] = &[
    // Who leads a project, a body, a party.
    (&[PrincipalInvestigator, Head], Some(Kind::Person), Strong, &[
        "과제장", "연구책임자", "과제책임자", "책임자", "총괄연구자", "총괄책임자", "총괄자", "책임연구자", "연구 책임자", "과제 책임자", "총괄이", "책임 연구원을", "과제를 이끄는 사람", "이끄는 사람", "이끄는 이", "이끈 사람", "이끌던 사람", "책임지는 이", "담당 연구자", "지휘자", "리더",
    ]),
    (&[PrincipalInvestigator, Head, TripLead], None, Strong, &["이끄", "이끌", "이끈", "지휘", "주도", "앞장", "키를 잡", "키를 쥐", "선봉", "진두지휘", "거느리고 있는 사람"]),
    (&[PrincipalInvestigator, ManagedBy, Head, ExecutedBy], None, Strong, &["책임지", "책임진", "책임졌", "책임을 맡", "책임을 지"]),
    (&[ChairedBy, Head], Some(Kind::Person), Strong, &["의장", "회의 주재자", "주재자", "사회자", "좌장", "진행자"]),
    (&[ChairedBy], None, Strong, &["주재", "회의를 진행", "진행한 사람", "사회를 본", "사회를 맡", "회의를 이끈"]),
    (&[TripLead], Some(Kind::Person), Strong, &["단장", "인솔", "인솔자", "방문단을 이끈", "출장단을 이끈"]),
    (&[Head], Some(Kind::Person), Strong, &[
        "원장", "소장", "청장", "위원장", "기관장", "수장", "대표이사", "대표", "장관", "센터장", "처장", "국장", "본부장", "사장", "회장", "이사장", "단장님", "장은 누구", "장은 누가", "장이 누구", "기관의 장", "의 장은", "의 장", "우두머리", "최고책임자", "최고 책임자", "경영자", "경영인", "총장", "학장", "실장", "시험장장", "관측소장", "연구소장", "사령탑", "총수",
    ]),
    // Who answers for an undertaking, a law.
    (&[ManagedBy, CompetentAuthority, ParentOrganization], Some(Kind::Body), Strong, &["소관 부처", "주관 기관", "관리 기관", "관장 기관", "소관 기관", "소관 위원회", "주무 기관", "주무 부처", "총괄 기관", "관할 기관", "관할청", "주무청", "책임 기관", "책임 위원회", "담당 부처"]),
    (&[ManagedBy, CompetentAuthority, ParentOrganization], None, Strong, &["소관", "관장", "관할", "주관", "관리", "교부", "운영하는 기관", "주무", "시행을 맡고", "다스리"]),
    (&[ManagedBy, CompetentAuthority, PrincipalInvestigator, ExecutedBy, ParentOrganization], None, Strong, &["총괄"]),
    (&[ExecutedBy, ManagedBy, CompetentAuthority, PrincipalInvestigator, Head], None, Strong, &["담당", "맡은", "맡고", "맡는", "맡아", "맡긴", "맡겨", "책임 맡", "벌이는", "도맡"]),
    // Who does the work.
    (&[ExecutedBy], Some(Kind::Body), Strong, &["전담 기관", "수행 기관", "수행기관", "시행 기관", "실시 기관", "담당 기관", "시행처", "수행처", "주관 연구기관", "추진 기관", "수행 주체", "담당 연구소", "전담기관", "담당기관"]),
    (&[ExecutedBy], None, Strong, &["전담", "수행", "실시하", "실시한", "시행하", "시행했", "시행한", "추진하는 기관", "추진한 기관", "를 하는", "을 하는", "진행하는 기관", "떠맡", "손대"]),
    // Where somebody works.
    (&[Affiliation], Some(Kind::Body), Strong, &["근무처", "근무 기관", "직장", "일터", "소속 기관", "소속기관", "소속처", "일하는 곳", "재직 기관", "몸담은 곳", "고용주"]),
    (&[Affiliation], None, Strong, &["근무", "일하", "몸담", "재직", "다니", "다녀", "일자리", "적을 두", "자리를 두", "종사", "책상", "월급을 받"]),
    (&[Affiliation, ParentOrganization, PartOf], None, Strong, &["소속"]),
    // What a body stands under.
    (&[ParentOrganization], Some(Kind::Body), Strong, &[
        "상급 기관", "상급기관", "상위 기관", "상위기관", "상급 위원회", "상위 위원회", "상급 부처", "상위 부처", "상급 관청", "상급", "모기관", "윗기관", "감독 기관", "감독기관", "감독 부처", "직속 기관", "본청", "상부 기관",
    ]),
    (&[ParentOrganization], None, Strong, &["산하", "부설", "부속", "감독", "거느린", "거느리", "직속", "딸린 기관", "밑에 있", "아래에 있", "위에 있", "지휘를 받", "지휘하는", "통솔", "예하", "휘하"]),
    (&[ParentOrganization, PartOf, Affiliation], None, Strong, &["속한", "속하", "속해", "속했", "딸려", "딸린", "속해 있", "편제", "밑에", "아래", "예속"]),
    // What an undertaking is part of.
    (&[PartOf], Some(Kind::Work), Strong, &["상위 사업", "상위 종합사업", "상위 기획", "소속 사업", "속한 사업", "속한 기획", "속한 종합사업", "상위 과제", "모사업", "상위 프로그램"]),
    (&[PartOf], None, Strong, &["들어 있", "들어있", "들어간", "포함된", "포함되", "포함한", "담긴", "아우르", "묶인", "든 사업", "하위 과제", "세부 과제", "일부인", "편입"]),
    (&[PartOf, ParentOrganization], None, Noun, &["상위"]),
    // What it rests on.
    (&[LegalBasis], Some(Kind::Law), Strong, &["근거 법령", "근거 법률", "근거 법규", "근거 규정", "근거법", "근거 규칙", "법적 근거", "법적 근간", "법적 토대", "추진 근거", "법적 기반", "법률적 근거", "토대 규정", "근거법령"]),
    (&[LegalBasis], None, Strong, &["근거", "근간", "토대", "기반", "의거", "뒷받침", "따르는", "따르나", "따라", "바탕으로 하", "바탕 삼은", "바탕으로 한", "바탕으로 삼", "준거", "기초하", "터 잡은", "입각", "말미암"]),
    // Days and years.
    (&[Promulgated], Some(Kind::Date), Strong, &["공포", "공포일", "공포 날짜", "공포된 날", "공포된 날짜", "제정", "발령", "반포", "고시", "시행일", "발효", "선포", "공포된 건"]),
    (&[Founded, Start, LegalBasis], Some(Kind::Year), Strong, &["성립", "설립", "창립", "개원", "발족", "설치", "설치된", "창설", "세워", "세운", "생겼", "생긴", "생겨", "창업", "창단", "문을 열", "문을 연", "만들어진 해", "만들어졌", "설립 연도", "설립연도", "개소", "개관", "건립", "첫 문"]),
    (&[Start, Founded], Some(Kind::Date), Strong, &["출범", "시작", "착수", "첫발", "첫발을 뗐", "개시", "시작일", "막을 올", "발을 뗀", "닻을 올"]),
    (&[TookOffice], Some(Kind::Date), Must, &["취임", "취임일", "부임", "임명", "자리를 이어받", "자리에 오른", "맡게 된", "맡기 시작", "자리에 앉"]),
    // Where it sits.
    (&[Location], Some(Kind::Place), Strong, &["소재지", "소재", "위치", "자리한", "자리하", "자리 잡", "자리잡", "위치한", "주소", "본사", "본부", "본원", "청사", "터를 잡", "들어서", "있는 도시", "있는 시", "있는 곳", "사무소", "사옥", "둥지"]),
    (&[Location], None, Noun, &["어디에 있", "어디 있", "에 있"]),
    // What makes things, and what they come from.
    (&[DevelopedBy], Some(Kind::Body), Strong, &["제조사", "제조업체", "개발사", "제작사", "생산업체", "만든 회사", "만든 업체", "내놓은 회사", "공급사", "제조 회사"]),
    (&[DevelopedBy, OutcomeOf], None, Strong, &["제조", "개발", "제품", "생산", "제작", "만든", "만들", "내놓은", "출시", "선보인", "판매하는"]),
    (&[OutcomeOf], None, Strong, &["낳은", "바탕이 된", "바탕 과제", "바탕으로 만들", "모태", "모태가 된", "비롯된", "비롯한", "디딤돌", "뿌리", "뿌리가 된", "밑바탕", "기술을 바탕으로", "성과물", "성과", "결과물", "나온 과제", "나온", "탄생", "유래", "파생", "관련 과제", "산물", "밑거름", "배경이 된", "씨앗이 된", "원천이 된"]),
    (&[Position], Some(Kind::Post), Strong, &["직위", "직책", "직급", "직함", "직명", "보직", "직무", "직분"]),
    // Journeys and meetings.
    (&[Visited], None, Strong, &["방문", "방문지", "견학", "찾아간", "찾은", "들른", "다녀온", "둘러본", "간 기관", "간 연구소", "간 곳", "찾아갔", "방문한", "방문하"]),
    (&[Partner], Some(Kind::Body), Strong, &["협력 기관", "협력기관", "공동연구", "협력", "파트너", "참여 기관", "참여기관", "손잡", "공동 수행"]),
    // What nothing else answers.
    (&[Education], None, Must, &["졸업", "학력", "출신 대학", "대학을", "모교", "나온 대학", "대학"]),
    (&[Capital], Some(Kind::Amount), Must, &["자본금", "자본"]),
    (&[Amended], Some(Kind::Date), Must, &["개정", "개정일", "개정된"]),
    (&[Birth], None, Must, &["출생", "생년월일", "태어난", "몇 년생", "나이"]),
    (&[], None, Must, &["지금 단계", "현재 단계", "현 단계", "이번 단계", "중간 점검", "중간점검", "평가한", "점검한", "가격", "판매가", "비용", "전화", "이메일", "연봉", "급여", "학위", "면적", "이전", "전임", "후임", "직전", "임기", "퇴임", "퇴직", "은퇴", "소유", "부원장", "부소장", "배우자", "국적", "당시", "지낸", "정원", "전에"]),
    (&[End], Some(Kind::Date), Must, &["종료", "종료일", "끝나", "끝난", "마감", "만료", "연장", "완료"]),
    (&[Budget], Some(Kind::Amount), Must, &["예산", "사업비", "배정액", "집행액", "예산액", "결산"]),
    // What things are called.
    (&[ExecutedBy, Affiliation, ParentOrganization, ManagedBy, CompetentAuthority, Visited, Partner], Some(Kind::Body), Noun, &["기관", "연구소", "연구원이", "시험장", "관측소", "보존원", "센터", "천문대", "단체", "조직", "기구", "시험원", "기관명", "연구기관", "곳"]),
    (&[ParentOrganization, ManagedBy, CompetentAuthority, Affiliation, ExecutedBy, Visited], Some(Kind::Body), Noun, &["위원회", "부처", "청", "어느 청", "어느 부", "관청", "행정기관", "학술원"]),
    (&[DevelopedBy], Some(Kind::Body), Noun, &["회사", "기업", "업체", "어느 회사", "어느 기업", "어느 업체"]),
    (&[Location], Some(Kind::Place), Noun, &["도시", "시·군", "시군", "지역", "어느 시", "어느 군", "어느 도시", "어느 지역", "어느 곳", "어느 고장", "고장", "고을", "지명"]),
    (&[LegalBasis], Some(Kind::Law), Noun, &["법령", "법률", "법규", "규정", "규칙", "조례", "어느 법", "무슨 법", "어떤 법", "법이", "법은"]),
    (&[PartOf], Some(Kind::Work), Noun, &["사업", "종합사업", "기획", "프로그램"]),
    (&[OutcomeOf], Some(Kind::Work), Noun, &["과제", "시험이", "연구과제", "프로젝트"]),
    (&[PrincipalInvestigator, Head, ChairedBy, TripLead, Affiliation], Some(Kind::Person), Noun, &["사람", "인물", "연구자", "분은", "사람인가", "인사"]),
    (&[DevelopedBy, OutcomeOf], Some(Kind::Product), Noun, &["장비", "기기는"]),
    (&[ChairedBy, Visited, TripLead], Some(Kind::Event), Noun, &["회의", "운영회의", "출장단", "견학단", "방문단", "일행", "출장자들", "출장", "회의록", "협의회"]),
    (&[PrincipalInvestigator, Head, ChairedBy, TripLead], None, Noun, &["이름", "성명", "성함"]),
    (&[], Some(Kind::Date), Noun, &["날짜", "날은", "일자", "날"]),
    (&[], Some(Kind::Year), Noun, &["연도", "해는", "해가", "해", "년도"]),
];
