//! Chinese words of relations and kinds.

use super::Force::{Must, Noun, Strong};
use super::{Entry, Kind};
use crate::question::relation::Relation::*;

#[rustfmt::skip]
pub(super) const ENTRIES: &[Entry] = &[
    // Who leads a project, a body, a party.
    (&[PrincipalInvestigator, Head], Some(Kind::Person), Strong, &[
        "負責人", "計畫負責人", "專案負責人", "領銜人", "主導研究者", "主導者", "主持研究者", "計畫主持人", "專案主持人", "研究主持人", "計畫領導人", "承辦人", "總負責人", "負責的人", "擔綱人", "領導人", "召集人", "帶頭者", "帶頭人", "主事者", "當家的", "掌門人", "掌舵者", "掌舵人",
    ]),
    (&[PrincipalInvestigator, Head, TripLead], None, Strong, &["領銜", "帶領", "領導", "領軍", "掛帥", "主導", "率領", "帶頭", "統領", "掌舵", "當家", "主掌", "執掌"]),
    (&[ChairedBy, PrincipalInvestigator, Head], Some(Kind::Person), Strong, &["主持人", "主席", "會議主席", "當主席", "擔任主席"]),
    (&[PrincipalInvestigator, ChairedBy, Head], None, Strong, &["主持"]),
    (&[TripLead, PrincipalInvestigator], Some(Kind::Person), Strong, &["領隊", "團長", "帶隊", "率團", "帶團", "帶隊官"]),
    (&[Head, ManagedBy, CompetentAuthority], Some(Kind::Person), Strong, &["主管"]),
    (&[Head, ManagedBy], Some(Kind::Person), Strong, &[
        "首長", "主官", "所長", "院長", "主任委員", "主委", "部長", "局長", "署長", "處長", "執行長", "總經理", "董事長", "主任", "校長", "館長", "理事長", "站長", "中心主任", "會長", "臺長", "台長", "室長", "場長", "庫長", "坊主", "廠長", "隊長", "社長", "總裁", "秘書長", "最高主管", "主管人", "單位主管", "負責主管", "上司", "總監", "總幹事", "廳長", "司長", "科長", "組長", "園長", "掌門",
    ]),
    // Who answers for an undertaking, a law.
    (&[ManagedBy, CompetentAuthority, ParentOrganization], Some(Kind::Body), Strong, &["主管機關", "主管單位", "主管部會", "主管委員會", "主政機關", "主政單位", "主政委員會", "主辦機關", "主責機關", "主責單位", "統籌機關", "綜理機關", "掌理機關", "職掌機關", "管理機關", "權責機關", "權責單位", "主管局", "督導單位"]),
    (&[ManagedBy, CompetentAuthority, Head, ExecutedBy], None, Strong, &["主政", "主辦", "主責", "統籌", "綜理", "掌理", "職掌", "掌管", "管理", "統管", "總攬", "總管", "推動管理", "主理", "督辦", "歸口"]),
    (&[PrincipalInvestigator, ExecutedBy, ManagedBy, CompetentAuthority, Head], None, Strong, &["負責", "負責執行", "掛誰的名字", "扛起", "經手", "主責人", "擔任負責人"]),
    (&[CompetentAuthority, ManagedBy, ParentOrganization], None, Strong, &["誰管", "歸誰管", "管", "誰主管", "執行機關", "解釋機關", "訂定機關"]),
    // Who does the work.
    (&[ExecutedBy], Some(Kind::Body), Strong, &[
        "承辦單位", "承辦機構", "承辦機關", "承辦中心", "執行單位", "執行機構", "承作機構", "承作單位", "承攬單位", "承攬機構", "擔綱機構", "擔綱單位", "辦理單位", "辦理機構", "受託單位", "受委託單位", "實施單位", "施作單位", "承接單位", "主辦單位", "執行者", "承辦者",
    ]),
    (&[ExecutedBy, PrincipalInvestigator], None, Strong, &["承辦", "承作", "承攬", "承接", "擔綱", "擔當", "操刀", "施作", "落實", "受託", "接手辦理", "承擔", "做的是", "包辦"]),
    (&[ExecutedBy, CompetentAuthority], None, Strong, &["執行", "實施", "推行"]),
    (&[ExecutedBy, LegalBasis, PrincipalInvestigator], None, Noun, &["辦理", "推動", "做"]),
    // Where somebody works.
    (&[Affiliation], Some(Kind::Body), Strong, &["服務單位", "服務機構", "服務機關", "服務的單位", "服務的機構", "服務的機關", "任職單位", "任職機構", "任職機關", "任職的單位", "任職的機構", "所屬單位", "所屬機構", "所屬研究所", "工作單位", "東家", "雇主", "僱主", "所在單位", "所在機構", "職場", "工作地點"]),
    (&[Affiliation], None, Strong, &["任職", "服務於", "服務", "上班", "工作", "效力", "編制在", "編制於", "供職", "就職於", "在職", "受僱", "受雇", "職員", "所服務", "的人員", "掛在哪個單位", "辦公桌", "吃誰家的飯"]),
    (&[Affiliation], Some(Kind::Body), Strong, &["哪個單位的人", "哪個機關的人", "哪個單位的", "哪個機關的人員", "什麼單位任職", "哪個機構的人"]),
    // What a body stands under.
    (&[ParentOrganization], Some(Kind::Body), Strong, &[
        "上級機關", "上級單位", "上級委員會", "上級部會", "上級機構", "上級主管機關", "上級", "上層機關", "上層單位", "直屬部會", "直屬機關", "直屬上級", "所屬部會", "所屬機關", "所屬委員會", "所屬部", "督導機關", "監督機關", "母機關", "母機構", "上頭", "上面", "頂頭機關", "所隸機關", "主管部",
    ]),
    (&[ParentOrganization, ManagedBy, CompetentAuthority], None, Strong, &["轄管", "管轄", "督導", "監督", "轄下", "直屬", "附設", "附設於", "附屬", "附屬於", "附屬單位", "下轄", "監管", "節制", "轄屬", "統轄", "管得到", "管的機關", "管它"]),
    (&[ParentOrganization, PartOf, Affiliation], None, Strong, &["隸屬", "隸屬於", "隸於", "屬於", "所屬", "歸屬", "歸屬於", "所歸屬", "所隸", "所隸屬", "隸", "屬", "歸在", "掛在", "歸於", "底下", "旗下", "之下", "編在"]),
    (&[ParentOrganization, ManagedBy, CompetentAuthority, PartOf, ExecutedBy, PrincipalInvestigator, Affiliation], None, Noun, &["歸", "歸哪個", "歸誰", "受", "受誰", "受哪個", "由", "交由", "交給"]),
    // What an undertaking is part of.
    (&[PartOf], Some(Kind::Work), Strong, &["上位總計畫", "上位計畫", "上位方案", "上位專案", "上層專案", "上層方案", "上層計畫", "所屬總計畫", "所屬方案", "所屬專案", "所屬計畫", "所屬中程計畫", "所在專案", "所在方案", "所在的方案", "所在的專案", "所在的中程計畫", "所在計畫", "母計畫", "隸屬的方案", "隸屬方案", "隸屬總計畫", "隸屬的總計畫", "大計畫", "主計畫"]),
    (&[PartOf, ParentOrganization], None, Strong, &["納入", "項下", "子計畫", "分項", "包含", "涵蓋", "囊括", "一環", "組成部分"]),
    (&[Location, PartOf, Affiliation], None, Strong, &["所在", "所在的"]),
    // What it rests on.
    (&[LegalBasis], Some(Kind::Law), Strong, &["法源", "法源依據", "法律依據", "法令依據", "法規依據", "辦理依據", "推動依據", "法令根據", "法律根據", "設置基礎", "設置依據", "法定依據", "授權依據", "法源辦法", "法源條例", "方案法源", "所依條例", "所依法規", "母法", "準據法"]),
    (&[LegalBasis], None, Strong, &["依據", "所依據", "依循", "根據", "所根據", "依", "所依", "所本", "所據", "援引", "所援引", "援用", "賴以", "賴以設置", "憑藉", "以什麼法規為", "依照", "按照", "奉", "遵循", "準據", "基礎"]),
    // Days and years.
    (&[Promulgated], Some(Kind::Date), Strong, &["公布", "頒布", "公布日期", "公布日", "公布施行", "發布", "發布日期", "發布施行", "頒行", "頒行日期", "訂頒", "生效日", "施行日期", "公告日期", "頒訂", "制定", "立法", "公告", "問世"]),
    (&[Founded, Start, LegalBasis], Some(Kind::Year), Strong, &["成立", "創立", "設立", "創設", "建立", "創辦", "創建", "開辦", "啟用", "開始運作", "創始", "掛牌", "開館", "設立年份", "成立年份", "開辦年份", "創立年份", "設立於", "創設於", "創辦於", "創立於", "成立於", "設的", "建於", "哪年設", "揭牌", "草創", "開張", "立案"]),
    (&[Start, Promulgated], Some(Kind::Date), Strong, &["上路", "啟動", "開跑", "開始", "起始日", "開始日期", "起日", "展開", "開工", "啟動日"]),
    (&[TookOffice], Some(Kind::Date), Must, &["就任", "上任", "到任", "接任", "就職", "接掌", "履新", "走馬上任", "接手", "接印"]),
    // Where it sits.
    (&[Location], Some(Kind::Place), Strong, &["設在", "設於", "設址", "設址於", "位於", "位在", "位處", "座落", "坐落", "座落於", "坐落何處", "所在地", "所在地點", "所在縣市", "所在的縣市", "所在城市", "地址", "會址", "署址", "部址", "局址", "院址", "所址", "站址", "廠址", "總公司", "總部", "駐地", "辦公地點", "總署", "總會", "總局", "本部", "落腳", "坐鎮"]),
    (&[Location], None, Noun, &["在哪裡", "在哪", "在何處", "在什麼地方", "在哪個地方", "位置"]),
    // What makes things, and what they come from.
    (&[DevelopedBy], Some(Kind::Body), Strong, &["製造商", "製造廠商", "廠商", "廠家", "製造公司", "研製公司", "開發商", "生產商", "供應商", "原廠", "製造者", "開發者"]),
    (&[DevelopedBy, OutcomeOf], None, Strong, &["製造", "生產", "開發", "研發", "研製", "推出", "出品", "打造", "誰家做", "做的", "產製", "設計", "之手", "出自哪家", "問市", "販售", "銷售"]),
    (&[OutcomeOf, DevelopedBy], None, Strong, &["做出", "產出", "產生", "催生", "造出", "開發出", "研發出", "生出", "出產"]),
    (&[OutcomeOf], None, Strong, &["源自", "源於", "源出", "源頭", "來源", "出自", "所出自", "衍生", "衍生自", "衍生出", "成果", "前身", "雛形", "脫胎", "脫胎自", "孕育", "背後", "技術來源", "來源計畫", "來源專案", "源頭專案", "源頭計畫", "前身專案", "承襲", "所承襲", "沿用", "運用", "奠基", "誕生", "來自哪項", "起源", "根源", "由來", "所憑藉", "轉化", "結晶"]),
    (&[Affiliation, OutcomeOf, ParentOrganization], None, Strong, &["來自"]),
    (&[Position], Some(Kind::Post), Strong, &["職稱", "職位", "職務", "職級", "職銜", "頭銜", "官銜", "職別", "身分"]),
    // Journeys and meetings.
    (&[Visited], None, Strong, &["拜會", "參訪", "訪問", "走訪", "造訪", "考察", "去的", "去了", "觀摩", "參觀", "前往", "到訪", "訪視", "所訪", "去過", "停留"]),
    (&[Partner], Some(Kind::Body), Strong, &["合作單位", "合作機構", "合作對象", "合作", "協辦", "協力", "攜手", "夥伴"]),
    // What nothing else answers.
    (&[Education], None, Must, &["畢業", "學歷", "就讀", "哪所大學", "哪一所大學", "哪所學校", "母校", "念哪", "讀哪"]),
    (&[Capital], Some(Kind::Amount), Must, &["資本額", "資本", "實收資本"]),
    (&[Amended], Some(Kind::Date), Must, &["修正", "最近修正", "修法", "修訂", "增修"]),
    (&[Birth], None, Must, &["出生", "生日", "幾歲", "年齡"]),
    (&[], None, Must, &["目前階段", "現階段", "本階段", "退休", "離職", "所有權", "擁有", "期中檢視", "期中評鑑", "評鑑", "檢視", "評估", "售價", "價格", "單價", "費用", "電話", "信箱", "電子郵件", "薪水", "薪資", "學位", "坪數", "面積", "網址", "之前", "以前", "前任", "前一任", "繼任", "接替", "後任", "任期", "卸任", "副", "員額", "配偶", "國籍", "當時"]),
    (&[End], Some(Kind::Date), Must, &["結束", "迄日", "截止", "完成", "期限", "屆滿", "展延", "延長", "到期"]),
    (&[Budget], Some(Kind::Amount), Must, &["預算", "經費", "金額", "核列", "編列", "款項", "執行數", "決算", "實支", "支用"]),
    // What things are called.
    (&[ExecutedBy, Affiliation, ParentOrganization, ManagedBy, CompetentAuthority, Visited, Partner], Some(Kind::Body), Noun, &["單位", "機構", "研究所", "研究院", "試驗所", "實驗所", "改良場", "典藏庫", "測控站", "研究機構", "中心", "觀測所", "實驗室", "附屬機構", "院所", "組織", "團體", "學院", "場站"]),
    (&[ParentOrganization, ManagedBy, CompetentAuthority, Affiliation, ExecutedBy, Visited], Some(Kind::Body), Noun, &["機關", "委員會", "部會", "政府機關", "公署", "署", "局", "部", "會", "處", "委員會的人", "理事會", "學會"]),
    (&[DevelopedBy], Some(Kind::Body), Noun, &["公司", "企業", "業者", "商家", "哪家", "哪一家", "誰家", "家公司", "哪間", "商號"]),
    (&[Location], Some(Kind::Place), Noun, &["縣市", "城市", "地方", "哪個縣", "哪個市", "哪一縣", "哪一市", "鄉鎮", "地點", "市鎮", "哪座城", "哪個鎮", "地區"]),
    (&[LegalBasis], Some(Kind::Law), Noun, &["法規", "法律", "條例", "辦法", "規則", "法令", "規程", "準則", "哪部法", "哪部", "哪一部", "細則", "規章", "要點", "法條"]),
    (&[PartOf], Some(Kind::Work), Noun, &["總計畫", "方案", "中程計畫", "大型計畫", "總方案"]),
    (&[PartOf, OutcomeOf], Some(Kind::Work), Noun, &["專案", "計畫", "案子", "該案", "項目", "研究案", "那個案", "課題"]),
    (&[PrincipalInvestigator, Head, ChairedBy, TripLead, Affiliation], Some(Kind::Person), Noun, &["的人", "人士", "研究員", "研究者", "那位", "人選", "什麼人", "此人", "其人", "當事人"]),
    (&[DevelopedBy, OutcomeOf], Some(Kind::Product), Noun, &["產品", "成品", "設備", "儀器是"]),
    (&[ChairedBy, Visited, TripLead], Some(Kind::Event), Noun, &["會議", "會報", "聯席會", "考察團", "參訪團", "觀摩團", "一行", "出差", "推動會議", "協調會", "工作會議", "出國報告"]),
    (&[PrincipalInvestigator, Head, ChairedBy, TripLead], None, Noun, &["姓名", "名字", "大名"]),
    (&[], Some(Kind::Date), Noun, &["日期", "日子", "時間", "時點"]),
    (&[], Some(Kind::Year), Noun, &["年份", "年度是", "年代"]),
];
