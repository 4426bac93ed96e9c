"""Traditional Chinese sentences with what they say: slots are numbered, the statements name the numbers."""

SAYING = """
{1:company}由{2:person}於{3:date}創立，總部設在{4:place}。 | 1 foundedBy 2; 1 foundedOn 3; 1 headquarteredIn 4
{3:date}，{2:person}與友人合夥創辦了{1:company}。 | 1 foundedBy 2; 1 foundedOn 3
{1:company}的創辦人{2:person}出席了{3:event}。 | 1 foundedBy 2
{2:person}創立的{1:company}今年遷到{3:place}。 | 1 foundedBy 2
{1:company}是{2:agency}出資成立的機構。 | 1 foundedBy 2
{1:institute}係由{2:agency}於{3:date}設立。 | 1 foundedBy 2; 1 foundedOn 3
{1:institute}成立於{2:date}，位於{3:place}。 | 1 foundedOn 2; 1 locatedIn 3
{1:institute}自{2:date}成立以來，一直設在{3:place}。 | 1 foundedOn 2; 1 locatedIn 3
總部位於{2:place}的{1:company}宣布推出{3:product}。 | 1 headquarteredIn 2; 3 developedBy 1
{1:company}將總部由{3:place}搬到{2:place}。 | 1 headquarteredIn 2
{1:company}（總公司：{2:place}） | 1 headquarteredIn 2
{1:agency}會址設於{2:place}。 | 1 headquarteredIn 2
{1:institute}坐落在{2:place}市中心。 | 1 locatedIn 2
{1:place}位於{2:place}東北部。 | 1 locatedIn 2
{1:place}是{2:place}下轄的一個區。 | 1 locatedIn 2
{1:place}地處{2:place}與{3:place}之間。 |
{1:event}在{2:place}舉行，由{3:person}主持。 | 1 locatedIn 2; 1 chairedBy 3
{1:event}於{2:date}在{3:place}開幕，{4:date}閉幕。 | 1 startDate 2; 1 locatedIn 3; 1 endDate 4
{1:event}訂於{2:date}起展開，為期三天。 | 1 startDate 2
{1:project}自{2:date}起至{3:date}止。 | 1 startDate 2; 1 endDate 3
{1:project}於{2:date}啟動，預計{3:date}完成。 | 1 startDate 2; 1 endDate 3
{1:project}經費{2:money}元，由{3:institute}執行。 | 1 budget 2; 1 executedBy 3
{3:institute}承接{1:project}，總經費為{2:money}元。 | 1 budget 2; 1 executedBy 3
{2:agency}主管的{1:project}今年編列{3:money}元。 | 1 managedBy 2; 1 budget 3
{1:project}由{2:agency}督導，{3:person}擔任計畫主持人。 | 1 managedBy 2; 1 principalInvestigator 3
{1:project}的計畫主持人是{3:institute}的{2:person}{4:title}。 | 1 principalInvestigator 2; 2 affiliatedWith 3; 2 hasTitle 4
{1:project}由{2:institute}與{3:company}共同參與。 | 1 partnerOrganization 2; 1 partnerOrganization 3
{1:event}的協辦單位包括{2:company}和{3:institute}。 | 1 partnerOrganization 2; 1 partnerOrganization 3
{1:agency}依據{2:law}推動{3:project}。 | 3 legalBasis 2
{1:project}以{2:law}為法源。 | 1 legalBasis 2
{1:institute}依{2:law}第十二條設置。 | 1 legalBasis 2
{1:law}所稱主管機關，在中央為{2:agency}。 | 1 competentAuthority 2
{1:law}的中央主管機關改為{2:agency}。 | 1 competentAuthority 2
{1:law}由{2:agency}負責執行。 | 1 competentAuthority 2
{1:law}於{2:date}公布施行。 | 1 promulgatedOn 2
總統於{2:date}公布{1:law}。 | 1 promulgatedOn 2
{1:law}最近一次修正是在{2:date}。 | 1 amendedOn 2
立法院於{3:date}三讀修正{1:law}，該案由{2:person}等委員提出。 | 1 amendedOn 3; 1 proposedBy 2
{2:person}委員提出{1:law}修正草案。 | 1 proposedBy 2
{2:agency}擬具的{1:law}草案送交審議。 | 1 proposedBy 2
{1:product}由{2:company}開發，是{3:project}的成果。 | 1 developedBy 2; 1 outcomeOf 3
{2:company}研發的{1:product}通過驗證。 | 1 developedBy 2
{2:person}設計的{1:product}獲獎。 | 1 developedBy 2
{3:project}產出{1:product}一套。 | 1 outcomeOf 3
{1:event}訪問了{2:institute}與{3:company}。 | 1 visited 2; 1 visited 3
{1:event}期間，代表團參觀{2:institute}。 | 1 visited 2
{1:agency}{2:title}{3:person}表示，{4:project}進度正常。 | 1 headedBy 3; 3 hasTitle 2 | titles=head
{3:person}出任{1:agency}{2:title}。 | 1 headedBy 3; 3 hasTitle 2 | titles=head
{1:company}由{3:person}領導。 | 1 headedBy 3
{3:person}領軍的{1:company}去年轉虧為盈。 | 1 headedBy 3
{1:institute}現任負責人為{2:person}。 | 1 headedBy 2
{1:company}董事會推舉{2:person}接掌公司。 | 1 headedBy 2
{1:person}任職於{2:company}。 | 1 affiliatedWith 2
{1:person}進入{2:company}服務已二十年。 | 1 affiliatedWith 2
{1:person}是{2:institute}的研究人員。 | 1 affiliatedWith 2
{2:institute}的{1:person}指出，{3:place}地層下陷趨緩。 | 1 affiliatedWith 2
{1:person}（{2:institute}）、{3:person}（{4:company}） | 1 affiliatedWith 2; 3 affiliatedWith 4
{1:person}離開{3:company}後加入{2:company}。 | 1 affiliatedWith 2; 1 affiliatedWith 3
{1:person}加入{2:agency}成為會員。 | 1 memberOf 2
{1:person}是{2:agency}的委員。 | 1 memberOf 2
{1:agency}的會員包括{2:company}及{3:company}。 | 2 memberOf 1; 3 memberOf 1
{1:company}於{3:date}加入{2:agency}。 | 1 memberOf 2
{1:person}獲聘為{2:title}。 | 1 hasTitle 2
{1:person}曾任{2:title}。 | 1 hasTitle 2
{1:institute}隸屬{2:agency}。 | 1 parentOrganization 2
{1:agency}是{2:agency}所屬機關。 | 1 parentOrganization 2
{2:company}旗下的{1:company}宣布裁員。 | 1 parentOrganization 2
{1:company}為{2:company}的子公司。 | 1 parentOrganization 2
{2:agency}下設{1:agency}。 | 1 parentOrganization 2
{1:company}是{2:company}百分之百持有的子公司。 | 1 ownedBy 2; 1 parentOrganization 2
{2:company}持有{1:company}三成股權。 | 1 ownedBy 2
{2:person}為{1:company}最大股東。 | 1 ownedBy 2
{1:person}生於{2:place}。 | 1 birthPlace 2
{1:person}（{2:date}生）出生在{3:place}。 | 1 birthDate 2; 1 birthPlace 3
{1:person}，{3:place}人，{2:date}出生。 | 1 birthDate 2; 1 birthPlace 3
{1:person}於{2:date}在{3:place}病逝。 | 1 deathDate 2
{1:person}{2:date}辭世，享年八十。 | 1 deathDate 2
{1:person}畢業於{2:institute}。 | 1 alumniOf 2
{1:person}在{2:institute}取得博士學位，後任教於{3:institute}。 | 1 alumniOf 2; 1 affiliatedWith 3
《{1:work}》是{2:person}的作品。 | 1 author 2
{2:person}著有《{1:work}》。 | 1 author 2
{2:person}撰寫的《{1:work}》由{3:company}出版。 | 1 author 2
{2:agency}於{3:date}成立{1:institute}，首任主管為{4:person}。 | 1 foundedBy 2; 1 foundedOn 3; 1 headedBy 4
{1:company}自{2:date}創設以來，由{3:person}擔任{4:title}。 | 1 foundedOn 2; 1 headedBy 3; 3 hasTitle 4 | titles=head
{3:person}接掌{1:agency}後，推動{4:project}。 | 1 headedBy 3
新任{1:agency}{2:title}{3:person}昨日就職。 | 1 headedBy 3; 3 hasTitle 2 | titles=head
{1:agency}（{2:title}：{3:person}）召開會議。 | 1 headedBy 3; 3 hasTitle 2 | titles=head
{3:person}自{4:date}起擔任{1:institute}{2:title}。 | 1 headedBy 3; 3 hasTitle 2 | titles=head
曾任{1:company}{2:title}的{3:person}今年退休。 | 1 headedBy 3; 3 hasTitle 2 | titles=head
{1:person}現職為{2:institute}{3:title}。 | 1 affiliatedWith 2; 1 hasTitle 3
{2:company}員工{1:person}獲得表揚。 | 1 affiliatedWith 2
服務於{2:institute}的{1:person}說明檢測結果。 | 1 affiliatedWith 2
{1:person}目前在{2:institute}從事研究工作。 | 1 affiliatedWith 2
與會者有{2:agency}{1:person}、{4:institute}{3:person}等人。 | 1 affiliatedWith 2; 3 affiliatedWith 4
{1:person}教授任教於{2:institute}多年。 | 1 affiliatedWith 2
{1:person}於{3:date}加入{2:company}。 | 1 affiliatedWith 2
{1:institute}設在{2:place}，占地三公頃。 | 1 locatedIn 2
{1:company}的廠房座落於{2:place}。 | 1 locatedIn 2
{2:place}的{1:institute}昨日停電。 | 1 locatedIn 2
{1:agency}辦公室在{2:place}。 | 1 locatedIn 2
{1:place}隸屬於{2:place}。 | 1 locatedIn 2
{1:place}（位於{2:place}）發生地震。 | 1 locatedIn 2
{1:company}總部在{2:place}，員工逾千人。 | 1 headquarteredIn 2
{1:agency}之下設有{2:institute}與{3:institute}。 | 2 parentOrganization 1; 3 parentOrganization 1
{1:institute}是{2:agency}轄下的研究機構。 | 1 parentOrganization 2
{1:company}原為{2:company}的事業部，後來獨立。 |
{1:agency}改隸{2:agency}。 | 1 parentOrganization 2
{1:company}被{2:company}收購，成為其全資子公司。 | 1 parentOrganization 2; 1 ownedBy 2
{2:company}入主{1:company}，持股過半。 | 1 ownedBy 2
{1:project}係{2:agency}委託{3:institute}辦理。 | 1 managedBy 2; 1 executedBy 3
{2:agency}補助{3:institute}進行{1:project}。 | 1 managedBy 2; 1 executedBy 3
{1:project}主辦機關：{2:agency}；承辦單位：{3:company}。 | 1 managedBy 2; 1 executedBy 3
{1:project}由{3:company}得標承作，契約金額{2:money}元。 | 1 executedBy 3; 1 budget 2
{2:institute}團隊在{3:person}帶領下完成{1:project}。 | 1 executedBy 2; 1 principalInvestigator 3
{1:project}總預算{2:money}元，期程自{3:date}至{4:date}。 | 1 budget 2; 1 startDate 3; 1 endDate 4
{1:project}延長至{2:date}結束。 | 1 endDate 2
{1:event}定於{2:date}在{3:place}召開。 | 1 startDate 2; 1 locatedIn 3
{1:event}由{2:agency}和{3:institute}合辦。 | 1 partnerOrganization 2; 1 partnerOrganization 3
{2:person}主持{1:event}並致詞。 | 1 chairedBy 2
{1:law}自{2:date}起施行，主管機關為{3:agency}。 | 1 competentAuthority 3
{1:law}經總統於{2:date}公布。 | 1 promulgatedOn 2
{1:law}於{2:date}修正發布第五條條文。 | 1 amendedOn 2
{3:agency}依{2:law}規定設立{1:institute}。 | 1 legalBasis 2; 1 foundedBy 3
{1:product}是{2:institute}與{3:company}共同研製的設備。 | 1 developedBy 2; 1 developedBy 3
{2:company}推出自行開發的{1:product}。 | 1 developedBy 2
{1:person}，{2:date}生，{3:institute}畢業，現任{4:title}。 | 1 birthDate 2; 1 alumniOf 3; 1 hasTitle 4
{1:person}出身{2:place}，早年就讀{3:institute}。 | 1 birthPlace 2; 1 alumniOf 3
{1:person}（{2:date}－{3:date}）為已故地質學者。 | 1 birthDate 2; 1 deathDate 3
作者{2:person}在《{1:work}》中描述{3:place}的生活。 | 1 author 2
"""

NAMING = """
{1:person}昨日在{2:place}接受{3:company}記者訪問。 |
{1:person}搭車經過{2:company}門口。 |
{1:person}向{2:agency}索取表格。 |
{1:company}與{2:company}今日股價齊跌。 |
{1:agency}函請{2:agency}提供資料。 |
{1:person}聽過{2:project}的名稱。 |
{1:date}，{2:person}在{3:place}遇到{4:person}。 |
{1:person}批評{2:agency}處理不當。 |
{1:product}和{2:project}出現在同一份簡報。 |
{1:company}的產品在{2:place}銷售。 |
{1:person}讀到{2:law}的新聞。 |
{1:person}並非{2:agency}的職員。 |
{1:company}沒有參與{2:project}。 |
{1:person}是否接任{2:agency}{3:title}仍未定。 |
外傳{1:person}將離開{2:company}，公司不予評論。 |
若{1:company}遷往{2:place}，員工須重新安置。 |
{1:agency}否認{2:company}是其轄下單位。 |
{1:person}在{2:date}買了{3:product}。 |
{1:person}捐了{2:money}元給{3:institute}。 |
{1:place}與{2:place}之間的道路於{3:date}封閉。 |
{1:person}把{2:work}送給{3:person}。 |
{1:institute}引用{2:person}的說法反駁{3:agency}。 |
{1:company}在{2:date}的廣告中提到{3:place}。 |
{1:event}當天，{2:company}的股票停牌。 |
{1:person}投書說{2:law}不公平。 |
{1:person}到{2:institute}看病。 |
{1:company}寄給{2:person}一封信。 |
{1:agency}表示尊重{2:agency}的決定。 |
{1:person}不是在{2:place}出生的。 |
{1:person}從未就讀{2:institute}。 |
{1:person}夢見自己成為{2:company}的{3:title}。 |
{1:company}競標{2:agency}的{3:project}，但未得標。 |
{1:product}在{2:institute}故障。 |
{1:date}的會議沒有討論{2:law}。 |
{1:person}抱怨{2:project}的{3:money}元花得太多。 |
{1:person}和{2:person}在{3:institute}門口合影。 |
{1:agency}與{2:company}的電話號碼相近。 |
{1:person}考察{2:place}後返回{3:place}。 |
{1:company}向{2:agency}申請補助。 |
{1:person}對{2:company}提起訴訟。 |
{1:agency}裁罰{2:company}{3:money}元。 |
{1:institute}邀請{2:person}演講。 |
{1:person}轉述{2:agency}的說明。 |
{1:date}{2:place}下大雨，{3:agency}提醒民眾注意。 |
{1:person}拒絕出任{2:agency}{3:title}。 |
{1:law}與{2:law}的規定不同。 |
{1:project}和{3:law}無關。 |
{1:company}曾考慮收購{2:company}，最後作罷。 |
{1:agency}公告{2:date}起{3:place}停水。 |
"""
