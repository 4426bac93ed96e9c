//! Languages of a text, told by script and, where one script serves several languages, by characters and words
//! that only one of them uses.

use std::collections::HashMap;

/// Simplified characters that are not written in Traditional Chinese (nor, as a rule, in Japanese).
const SIMPLIFIED: &str = "们这个来时对发过经说关长门问间见车东马书买卖义习乡军农决况凉减凤击刘则刚创剧劝办务动励劲劳势华协单卢卫却厂厅历厉压县参双变\
叶号叹听启员响唤团园围图场坏坚坛坟坠垒垦垫墙壳处备复够头夹夺奋奖妇妈娱孙宁宝实审宪宫宽宾寻导寿将尔尘尝层属岁岂岗岛岭币师帐帜带帮库应庙废广庆庐\
张弥弯弹强归录彻径忆忧怀态总恋恶恼悬惊惧惨惩惯愤愿懒戏战户扑执扩扫扬扰抚抛抢护报担拟拥择挂挚挟挠挡挣挤挥损换捣据掳掷搀搅摄摆摇摊撑敌数斋斩断无旧旷显晋\
晒晓晕暂术机杀杂权条杨杰极构枢枣枪枫柜柠标栈栋栏树样桥梦检楼欢欧歼残毁毕气汇汉汤沟泪泽洁浅浇测济浏浑浓涛涝润涨渊渍渐渔湾湿满滤滥滨滩潜澜灭灯灵炉炼烂\
烛烟烦烧热爷牵犹狭狮独狱猎猪猫献玛环现琐电画畅疗疮疯痒监盖盘众矿码砖确础祸离种积称稳穷窃竞笔笼筑简类粮纠红纤约级纪纯纲纳纵纷纸纹线练组细织终绍结绕绘给\
络绝统绩绪续维综绿缓编缘缩缴网罗罚联职肃肠肤胀胁胆胜脏脑脚脱脸艺节芦苏苹荐药莱获营萧萨蓝虑虽蚀补装规视览觉触计订认讨让训议讯记讲许论设访证评识诉诊词译\
试诗诚话询详语误说请诸读课谁调谈谋谓谢谱负财责贤败账货质贩贪贫购贵贷贸费贺资赋赌赏赔赖赛赞赠赢赵趋跃践踪轨转轮软轻载较辅辆辈输辞边达迁运还进远违连迟适选\
逊递逻遗邓郑邮邻酱释针钉钢钱铁铃银铜链销锁锅错键锋镇镜闪闭闯闲闷闹闻阅阔队阳阴阵阶际陆陈险随隐难雾静韩页顶项顺须顾顿预领颇频题颜额风飞饥饭饮饰饱饿馆驱\
驶驻驾骂验骗骨鱼鲁鲜鸟鸡鸣鸭鹅麦黄齐齿龙龟";

/// Traditional characters that are not written in Simplified Chinese.
const TRADITIONAL: &str = "們這個來時對發過經說關長門問間見車東馬書買賣義習鄉軍農決況涼減鳳擊劉則剛創劇勸辦務動勵勁勞勢華協單盧衛卻廠廳歷厲壓縣參雙變\
葉號嘆聽啟員響喚團園圍圖場壞堅壇墳墜壘墾墊牆殼處備復夠頭夾奪奮獎婦媽娛孫寧寶實審憲宮寬賓尋導壽將爾塵嘗層屬歲豈崗島嶺幣師帳幟帶幫庫應廟廢廣慶廬\
張彌彎彈強歸錄徹徑憶憂懷態總戀惡惱懸驚懼慘懲慣憤願懶戲戰戶撲執擴掃揚擾撫拋搶護報擔擬擁擇掛摯挾撓擋掙擠揮損換搗據擄擲攙攪攝擺搖攤撐敵數齋斬斷無舊曠顯晉\
曬曉暈暫術機殺雜權條楊傑極構樞棗槍楓櫃檸標棧棟欄樹樣橋夢檢樓歡歐殲殘毀畢氣匯漢湯溝淚澤潔淺澆測濟瀏渾濃濤澇潤漲淵漬漸漁灣濕滿濾濫濱灘潛瀾滅燈靈爐煉爛\
燭煙煩燒熱爺牽猶狹獅獨獄獵豬貓獻瑪環現瑣電畫暢療瘡瘋癢監蓋盤眾礦碼磚確礎禍離種積稱穩窮竊競筆籠築簡類糧糾紅纖約級紀純綱納縱紛紙紋線練組細織終紹結繞繪給\
絡絕統績緒續維綜綠緩編緣縮繳網羅罰聯職肅腸膚脹脅膽勝臟腦腳脫臉藝節蘆蘇蘋薦藥萊獲營蕭薩藍慮雖蝕補裝規視覽覺觸計訂認討讓訓議訊記講許論設訪證評識訴診詞譯\
試詩誠話詢詳語誤說請諸讀課誰調談謀謂謝譜負財責賢敗賬貨質販貪貧購貴貸貿費賀資賦賭賞賠賴賽贊贈贏趙趨躍踐蹤軌轉輪軟輕載較輔輛輩輸辭邊達遷運還進遠違連遲適選\
遜遞邏遺鄧鄭郵鄰醬釋針釘鋼錢鐵鈴銀銅鏈銷鎖鍋錯鍵鋒鎮鏡閃閉闖閒悶鬧聞閱闊隊陽陰陣階際陸陳險隨隱難霧靜韓頁頂項順須顧頓預領頗頻題顏額風飛飢飯飲飾飽餓館驅\
駛駐駕罵驗騙魚魯鮮鳥雞鳴鴨鵝麥黃齊齒龍龜臺灣億壹貳參";

/// Words that are frequent in one language of the Latin script and rare in the others.
const LATIN_WORDS: [(&str, &[&str]); 8] = [
    (
        "en",
        &[
            "the", "and", "of", "to", "is", "for", "that", "with", "by", "was", "are", "this", "from", "not",
            "has",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "und", "das", "nicht", "ist", "mit", "von", "den", "ein", "eine", "für", "auf",
            "werden",
        ],
    ),
    (
        "fr",
        &[
            "le", "les", "des", "et", "est", "une", "dans", "pour", "du", "que", "qui", "sur", "avec", "au",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "y", "una", "por", "con", "para", "del", "como", "más", "es", "su", "al",
        ],
    ),
    (
        "pt",
        &[
            "os", "uma", "não", "com", "dos", "para", "em", "ao", "são", "das", "pelo", "mais", "também",
        ],
    ),
    (
        "it",
        &[
            "il", "di", "che", "è", "gli", "della", "per", "sono", "una", "nel", "alla", "con", "delle",
        ],
    ),
    (
        "nl",
        &[
            "het", "een", "van", "en", "niet", "dat", "zijn", "voor", "met", "op", "aan", "ook", "wordt",
        ],
    ),
    (
        "vi",
        &[
            "của", "và", "là", "các", "được", "trong", "cho", "không", "với", "những", "một", "này",
        ],
    ),
];

/// How much of a text is looked at, in Unicode scalar values: enough for any mixture to show.
const SAMPLE: usize = 200_000;

/// BCP 47 tags of the languages that make up at least a tenth of `texts`, the most frequent first.
#[must_use]
pub fn detect<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut count = Scripts::default();
    for text in texts {
        count.add(text);
        if count.seen >= SAMPLE {
            break;
        }
    }
    count.languages()
}

#[derive(Default)]
struct Scripts {
    seen: usize,
    hangul: f64,
    han: f64,
    kana: f64,
    latin_words: f64,
    others: HashMap<&'static str, f64>,
    simplified: usize,
    traditional: usize,
    latin: HashMap<&'static str, usize>,
}

impl Scripts {
    fn add(&mut self, text: &str) {
        let mut word = String::new();
        for c in text.chars().take(SAMPLE.saturating_sub(self.seen)).chain([' ']) {
            self.seen += 1;
            if is_latin(c) && c.is_alphabetic() {
                word.extend(c.to_lowercase());
                continue;
            }
            self.end_word(&mut word);
            match c {
                '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' => {
                    self.hangul += 0.5
                }
                '\u{3041}'..='\u{30ff}' => self.kana += 0.5,
                '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' => {
                    self.han += 0.5;
                    let sets = distinctive();
                    match sets.get(&c) {
                        Some(true) => self.traditional += 1,
                        Some(false) => self.simplified += 1,
                        None => {}
                    }
                }
                '\u{0400}'..='\u{04ff}' => *self.others.entry("ru").or_default() += 0.2,
                '\u{0370}'..='\u{03ff}' => *self.others.entry("el").or_default() += 0.2,
                '\u{0590}'..='\u{05ff}' => *self.others.entry("he").or_default() += 0.2,
                '\u{0600}'..='\u{06ff}' => *self.others.entry("ar").or_default() += 0.2,
                '\u{0900}'..='\u{097f}' => *self.others.entry("hi").or_default() += 0.2,
                '\u{0e00}'..='\u{0e7f}' => *self.others.entry("th").or_default() += 0.2,
                _ => {}
            }
        }
        self.end_word(&mut word);
    }

    fn end_word(&mut self, word: &mut String) {
        if word.is_empty() {
            return;
        }
        // Single letters are list marks and units far more often than words.
        if word.chars().nth(1).is_some() {
            self.latin_words += 1.0;
        }
        for (language, words) in LATIN_WORDS {
            if words.contains(&word.as_str()) {
                *self.latin.entry(language).or_default() += 1;
            }
        }
        word.clear();
    }

    fn languages(&self) -> Vec<String> {
        let mut weights: Vec<(&str, f64)> = self.others.iter().map(|(k, v)| (*k, *v)).collect();
        weights.push(("ko", self.hangul));
        weights.push((self.latin_language(), self.latin_words));
        if self.kana > 0.08 * (self.kana + self.han) && self.kana > 0.0 {
            weights.push(("ja", self.kana + self.han));
        } else {
            // Hanja inside Korean text are no Chinese of their own; a text that is mostly Chinese is.
            let own = if self.han < self.hangul {
                self.han * 0.15
            } else {
                self.han
            };
            weights.push((self.chinese(), own));
        }
        let total: f64 = weights.iter().map(|(_, w)| w).sum();
        if total <= 0.0 {
            return Vec::new();
        }
        weights.retain(|(_, w)| *w >= 0.1 * total);
        weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        weights
            .into_iter()
            .map(|(language, _)| language.to_owned())
            .collect()
    }

    fn chinese(&self) -> &'static str {
        if self.simplified > self.traditional {
            "zh-Hans"
        } else {
            "zh-Hant"
        }
    }

    fn latin_language(&self) -> &'static str {
        self.latin
            .iter()
            .max_by(|a, b| {
                a.1.cmp(b.1)
                    .then((*a.0 == "en").cmp(&(*b.0 == "en")))
                    .then(b.0.cmp(a.0))
            })
            .map_or("en", |(language, _)| language)
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Characters of one Chinese script only: `true` for Traditional.
fn distinctive() -> &'static HashMap<char, bool> {
    static SETS: std::sync::OnceLock<HashMap<char, bool>> = std::sync::OnceLock::new();
    SETS.get_or_init(|| {
        let mut sets = HashMap::new();
        for (text, traditional) in [(SIMPLIFIED, false), (TRADITIONAL, true)] {
            for c in text.chars() {
                // A character in both lists serves both scripts and tells nothing.
                if sets
                    .insert(c, traditional)
                    .is_some_and(|before| before != traditional)
                {
                    sets.remove(&c);
                }
            }
        }
        sets
    })
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn scripts_tell_the_language() {
        assert_eq!(detect(["本計畫由經濟部辦理，預算為三億元。"]), ["zh-Hant"]);
        assert_eq!(detect(["本计划由经济部办理，预算为三亿元。"]), ["zh-Hans"]);
        assert_eq!(
            detect(["본 사업은 산업통상자원부(産業通商資源部)가 수행한다."]),
            ["ko"]
        );
        assert_eq!(detect(["この計画は経済産業省が実施する。"]), ["ja"]);
        assert_eq!(detect(["The plan is carried out by the ministry."]), ["en"]);
        assert_eq!(
            detect(["Der Plan wird von der Behörde durchgeführt und ist nicht neu."]),
            ["de"]
        );
        assert!(detect(["1,234 — 56 %"]).is_empty());
    }

    #[test]
    fn mixtures_come_most_frequent_first() {
        let text = "본 사업의 예산은 다음과 같이 정한다. 사업 수행 기관은 매년 보고서를 제출한다. The project budget is set by the ministry.";
        assert_eq!(detect([text]), ["ko", "en"]);
    }
}
