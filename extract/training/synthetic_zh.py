"""Invented Traditional Chinese names and the sentences they stand in."""

SURNAMES = (
    "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余趙盧梁顏柯孫魏翁戴范方宋鄧杜傅侯曹薛"
    "丁馬蔣卓唐藍馮姚石董紀歐程連古汪湯姜田康鄒白涂尤巫韓龔嚴袁金童陸夏柳凌邵錢伍倪溫于譚駱熊任甘秦顧毛史官萬"
)
GIVEN = (
    "文明志建國家俊傑宏偉豪雄信義仁德宗正世昌榮華光輝成功永祥瑞安康寧平和慶福壽山海雲天龍虎鳳鶴松柏梅蘭竹菊雅婷怡君佳玲美惠淑芬"
    "珍秀英麗雪玉芳素貞月娥慧敏靜宜心如思涵詩雨晴欣妤子軒宥承恩柏翰冠廷彥廷宇哲瑋睿博學謙毅誠孟庭羽萱品妍語彤可馨若瑜采潔芷瑄筱"
    "薇宛真均祐昀樺沛珊巧盈亭育啟勝仲偉政憲民鴻達奕辰澤洋凱鈞銘修賢良弘展維綱振興立群中元亨利亞倫湘琪書韻舒晨曦柔詠歆"
)
STEMS = (
    "海雲青松竹梅和森泉溪谷川河山峰嶺岩石沙洲潭湖港灣島嶼浪潮風雷星辰月日光明晴霜雪露霞虹金銀銅玉珠翠碧藍紅紫白玄墨丹朱東西南北中"
    "上下前後大小新古長永安寧平康樂福祿壽喜慶豐盛昌隆興旺達通順利吉祥瑞和合同宏偉廣博遠高深厚仁義禮智信忠孝德善美真誠正直清廉公勤"
    "鳳龍鶴鹿麟鵬鷹燕雁蘭桂楓榕柏杉桐柳荷蓮菊茶稻麥禾穗草花葉根木林果橙橘柚棠榆槐沐淇淳渝湘漢沅澧瀾濤泓澤潤潔凌凱翔騰飛躍馳卓"
    "倫奧維雅格諾賽羅蘭斯曼特普納瑪卡薩拉多尼科迪摩曜晟昱旭晨曙暉煌燁炎烽鑫鈞銘鋒鎮鍾磊砥碩磐礪崇峻嵐岱崑巒巖垣堡城塘堤壩墩坪埔崙"
)
PLACE_ENDS = ["市", "縣", "鎮", "鄉", "區", "省", "村", "里", "島", "港", "灣", "溪", "河", "山", "半島", "路", "工業區", "新區", "州", "盆地"]
FIELDS = [
    "經濟", "財政", "教育", "衛生", "交通", "農業", "林業", "漁業", "水利", "水資源", "環境", "環境保護", "能源", "礦業", "勞動", "勞工", "文化", "觀光",
    "內政", "外交", "國防", "法務", "司法", "科技", "科學技術", "資訊", "通訊傳播", "數位發展", "人事", "主計", "審計", "統計", "氣象", "地質", "海洋事務",
    "海事", "航空", "太空", "鐵道", "公路", "消防", "警政", "移民", "原住民族", "客家", "青年", "體育", "社會福利", "長期照顧", "食品藥物", "疾病管制",
    "標準檢驗", "智慧財產", "國際貿易", "金融監督", "證券", "保險", "稅務", "關務", "國有財產", "都市發展", "住宅", "營建", "災害防救", "核能安全", "動植物防疫",
    "土地", "城鄉", "選舉", "公平交易", "消費者保護", "個人資料保護", "公共工程", "文化資產", "檔案", "博物", "圖書資訊", "僑務", "退伍軍人", "兒童家庭",
]
AGENCY_ENDS = ["部", "署", "局", "處", "院", "司", "委員會", "總局", "總署", "管理局", "管理處", "辦公室", "服務中心", "分局", "廳", "公署", "管理中心", "工作小組", "審議會", "基金會", "協會", "學會", "工會"]
INSTITUTE_FIELDS = [
    "材料科學", "生物技術", "奈米科技", "半導體", "人工智慧", "機器人", "農業工程", "土木工程", "水文", "大氣科學", "地震", "海洋生物", "遺傳", "公共衛生", "腦科學",
    "藥物", "資訊工程", "光學", "電力", "再生能源", "電池", "紡織", "食品", "林木", "畜產", "茶葉", "經濟", "社會科學", "法律", "語言", "歷史", "民族學", "運輸", "航太",
]
INSTITUTE_ENDS = ["研究所", "研究院", "研究中心", "實驗室", "試驗所", "大學", "科技大學", "學院", "醫院", "工作站", "測試中心", "博物館", "發展中心", "資料中心", "技術服務團"]
INDUSTRIES = [
    "科技", "電子", "電機", "資訊", "軟體", "網路", "通訊", "半導體", "光學", "精密", "機械", "工程", "營造", "建設", "化學", "化工", "材料", "鋼鐵", "紡織", "食品", "藥業",
    "製藥", "醫療器材", "生物科技", "能源", "綠能", "電力", "環保", "物流", "航運", "海運", "航空", "汽車", "工業", "實業", "貿易", "國際", "投資", "證券", "保險", "文創", "影業", "出版", "農產", "水產",
]
COMPANY_ENDS = ["股份有限公司", "有限公司", "公司", "集團", "企業", "企業社", "控股公司", "事務所", "銀行", "工業股份有限公司", ""]
LAW_ENDS = ["法", "條例", "辦法", "管理辦法", "施行細則", "規則", "準則", "施行法", "自治條例", "作業要點", "組織法", "設置條例", "通則", "標準"]
PROJECT_ENDS = ["計畫", "方案", "專案", "工程", "示範計畫", "推動方案", "建置案", "三年計畫", "先導計畫"]
TOPICS = ["智慧水表", "地下水監測", "道路養護", "老屋重建", "離岸風電", "校園無障礙", "災害預警", "雲端備援", "開放資料", "電子公文", "農地重劃", "植樹造林", "漁港整建", "偏鄉醫療", "公車動態", "資安聯防", "線上報稅", "古蹟修復", "垃圾減量", "空氣品質"]
DEVICES = ["感測器", "控制器", "攝影機", "伺服器", "無人機", "採樣機", "分析儀", "讀卡機", "充電樁", "路由器", "顯微鏡", "平台", "系統", "軟體", "機器人", "晶片"]
EVENT_ENDS = ["研討會", "論壇", "博覽會", "年會", "高峰會", "運動會", "藝術節", "成果發表會", "公聽會", "大會", "說明會", "電影節", "競賽"]
TITLES = [
    "部長", "署長", "局長", "處長", "院長", "司長", "主任", "主任委員", "副主任委員", "委員", "主席", "秘書長", "秘書", "組長", "科長", "股長", "專員", "技正", "科員", "所長",
    "研究員", "副研究員", "助理研究員", "教授", "副教授", "博士", "工程師", "經理", "總經理", "副總經理", "董事長", "執行長", "財務長", "發言人", "縣長", "市長", "鄉長",
    "校長", "醫師", "律師", "立法委員", "總統", "大使", "代表", "理事長", "召集人", "主持人", "協同主持人", "承辦人", "稽核", "顧問", "參事", "次長", "副署長", "代理局長",
]
WORKS = ["水文年報", "統計年鑑", "海岸白皮書", "漫遊山城", "夜航記", "風的地圖", "農家四季", "城市光影", "遠方的河", "茶路", "測量學導論", "資料治理手冊", "島嶼紀事", "長夜書", "鐵道筆記"]

TEMPLATES = [
    "{person}{title}於{date}前往{place}視察{project}辦理情形。",
    "{agency}{title}{person}表示，{project}已完成{number}％。",
    "{agency}今（{number}）日宣布，將與{institute}共同推動{project}。",
    "{company}{title}{person}昨日在{place}出席{event}。",
    "{institute}（{acronym}）位於{place}{place}，由{agency}於{year}年設立。",
    "{agency}（下稱{agencyshort}）依{law}第{number}條規定，委託{institute}辦理調查。",
    "本案由{agency}主政，{agency}、{agency}及{institute}協辦。",
    "出席人員：{agency}{person}{title}、{institute}{person}{title}、{company}{person}{title}。",
    "出席：{person}、{person}、{person}（請假）、{person}",
    "主席：{person}　紀錄：{person}",
    "聯絡人：{person}{title}，電話：{phone}",
    "{person}　{title}　{agency}　{phone}",
    "{agency} {person} {title}",
    "{institute} {place} {year} {person}",
    "計畫主持人為{institute}{person}{title}，協同主持人為{person}。",
    "{company}於{place}設廠，{year}年營收達新臺幣{money}。",
    "{law}自{date}施行，其主管機關在中央為{agency}，在地方為{place}政府。",
    "依據{law}第{number}條及{law}之規定，{agency}應於{date}前提出報告。",
    "「{law}」業經{agency}於{date}修正發布。",
    "{person}生於{place}，畢業於{institute}，曾任{agency}{title}。",
    "{person}自{year}年起擔任{company}{title}，接替{person}。",
    "前{title}{person}轉任{institute}{title}，遺缺由{person}代理。",
    "{place}{place}的{company}取得{agency}{money}元標案。",
    "{company}推出{product}，並於{event}展示。",
    "{product}由{institute}研發，技轉{company}生產。",
    "{agency}所屬{institute}本年度預算{money}元，較去年增加{number}％。",
    "{project}總經費{money}元，由{agency}編列，執行期間自{date}至{date}止。",
    "{project}之執行機關為{institute}，經費由{agency}補助。",
    "《{work}》由{institute}編印，{person}主編。",
    "{person}在新書《{work}》中回憶{place}的童年。",
    "{event}將於{date}在{place}舉行，由{agency}與{company}主辦。",
    "{title}{person}率團訪問{place}，會晤{agency}{title}{person}。",
    "訪團一行{number}人於{date}抵達{place}，拜會{agency}及{company}。",
    "{agency}表示，{place}與{place}之間道路預計{date}通車。",
    "受颱風影響，{place}、{place}及{place}停止上班上課。",
    "{agency}統計，{place}共有{number}戶受補助。",
    "{agency}暨所屬機關{year}年度工作報告",
    "{agency}函　受文者：{company}　主旨：有關{project}一案，請查照。",
    "正本：{agency}、{agency}、{company}　副本：{institute}",
    "一、{agency}為辦理{project}，特訂定本要點。",
    "（二）{institute}：{number}人，首長{person}。",
    "{institute}隸屬{agency}，現任{title}{person}，{year}年成立。",
    "{agency}下設{number}個單位，包括{institute}、{institute}及{institute}。",
    "{person}與{person}共同發表論文，指出{place}地層下陷趨緩。",
    "{person}說：「我們會與{company}一起努力。」",
    "記者{person}／{place}報導",
    "{acronym}（{agency}）與{acronym}（{institute}）簽署備忘錄。",
    "{agency}（{agencyen}）{year}年起派員赴{place}研習。",
    "得標廠商：{company}；履約地點：{place}",
    "{company}（以下簡稱{companyshort}）{title}{person}指出，{companyshort}將擴大在{place}的投資。",
    "{agencyshort}強調，{project}不會停辦。",
    "{agencyshort}{title}{person}",
    "本報告所稱{agencyshort}，指{agency}。",
    "{project}預算執行率偏低，請各單位檢討。",
    "設備採購{number}台，每台{money}元，於{date}驗收。",
    "{project}分三期辦理，第一期於{year}年完成，第二期延至{date}。",
    "會議決議：照案通過，並請業務單位於{date}前函復。",
    "承上，{project}共{number}處場址，其中{number}處已完工。",
    "{product}共採購{number}套，適用於{project}。",
    "{government}{title}{person}於{date}邀集{agency}、{agency}及轄內各公所研商{project}。",
    "{government}{agencyshort}表示，{place}受損橋梁將於{date}前修復。",
    "{agency}{date}{agency}字第{number}號函辦理。",
    "受文者：{government}　副本：{agency}、{institute}　承辦人：{person}",
    "一、時間：{date}上午{number}時　二、地點：{place}{institute}　三、主持人：{title}{person}",
    "決議：請{agency}會同{government}於{date}前完成{project}可行性評估，並提{event}報告。",
    "{person}{title}（{agency}）：請{institute}補充說明{product}的測試結果。",
    "{person}委員質詢時指出，{agency}未依{law}公開資料。",
    "按{law}第{number}條所稱中央主管機關，為{agency}；直轄市為直轄市政府；縣（市）為縣（市）政府。",
    "{law}第{number}條、第{number}條條文，並自{date}施行。",
    "申請人應檢附文件，向所在地主管機關申請許可；主管機關應於{number}日內准駁。",
    "各機關應指定專人負責，並於每年{number}月底前將辦理情形函報本會備查。",
    "該公司應於期限內改善，逾期未改善者，本局得廢止其許可。",
    "本院各委員會、各局處及所屬機關均應配合辦理，所需經費由年度預算支應。",
    "地方政府、學校、醫院及民間團體得申請補助，每案最高{money}元。",
    "委員會置委員{number}人，由部長就機關代表、學者專家遴聘之。",
    "近年來氣候變遷造成部分地區缺水，相關單位已研擬因應對策。",
    "表{number}　歷年經費執行情形（單位：千元）",
    "本研究於{place}{place}設置{number}處測站，使用{company}製造之{product}。",
    "{institute}{person}等人（{year}）曾調查{place}沿岸的水質。",
    "資料來源：{agency}，《{work}》，{year}年。",
    "{work}（{year}年版）由{agency}出版，可於{institute}借閱。",
    "{event}於{place}閉幕，{government}與{company}簽署合作意向書。",
    "「{event}」{date}登場，{title}{person}親自開幕。",
    "{agency}與{institute}合辦{event}，吸引{number}人參加。",
    "{company}宣布以{money}元收購{company}，交易預計{date}完成。",
    "{companyshort}與{companyshort}的合併案，{agency}已於{date}核准。",
    "{company}轉投資{company}，持股{number}％，董事長為{person}。",
    "甲方：{agency}　乙方：{company}　代表人：{person}",
    "立契約書人{government}（以下簡稱甲方）與{company}（以下簡稱乙方）。",
    "{person}先生／女士，現職{institute}{title}，經歷：{agency}{title}、{company}{title}。",
    "{person}、{person}及{person}三人獲聘為{institute}{title}。",
    "{person}日前辭去{title}職務，{agency}說會儘快補實。",
    "{person}出生於{place}，{year}年移居{place}，是作家{person}的女兒。",
    "球員{person}在{place}率隊擊敗{place}隊，奪下{event}冠軍。",
    "電影《{work}》由{person}執導，{person}、{person}主演，{year}年在{place}上映。",
    "{place}位於{place}東部，與{place}、{place}相鄰，人口約{number}萬。",
    "{place}舊稱{place}，{year}年設治，境內有{institute}。",
    "歹徒於{place}落網，{agency}將全案移送{institute}偵辦。",
    "{acronym}表示，{product}已通過{agency}認證，將銷往{place}及{place}。",
    "{agencyen}（{agency}）{title}{person}表示支持{project}。",
    "使用說明：請先登入{product}，再點選申請項目，系統會寄送通知。",
    "預算科目、用途別及說明如下，單位新臺幣千元。",
    "附件{number}：{project}工作項目與分工（{agency}、{institute}、{company}）",
    "{number}. {company}｜{place}｜{person}｜{phone}",
]
