//! How Chinese names are written in Latin letters: in Hanyu Pinyin and in Wade-Giles, the two that papers use.
//!
//! A person's name has signs of family names and of given names; with any other sign it has no spelling here. Of other names any
//! sign in use is known, by its first reading. Many names share a sound, so it suggests and never decides.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::resolve::simplified;

/// Signs by their syllable.
const SIGNS: &str = "ai艾愛靄 an安 ba巴 bai白柏百 ban班 bao包鮑寶保葆 bei貝蓓北 bi畢璧碧必 bian卞邊 bin彬斌賓濱 bing冰炳秉兵 bo博伯波渤 bu卜步 \
cai蔡彩采才財 cang蒼 cao曹操 cen岑 chai柴 chan禪蟬 chang常昌長暢 chao超潮朝巢 che車 chen陳晨辰臣沉琛宸 cheng程成誠承丞澄城呈 chi池遲馳 chong崇充 chu楚褚初儲 \
chuan川傳 chun春純淳椿 ci慈 cong聰叢 cui崔翠 da達大 dai戴岱黛 dan丹旦 dao道導 de德 deng鄧登 di狄迪笛 dian典 die蝶 ding丁定鼎 dong董東冬棟 dou竇 du杜都度 duan段端 duo多 \
e娥峨鄂 en恩 er爾兒 fa法發 fan范樊凡帆繁 fang方芳房 fei飛費菲斐霏 fen芬 feng馮鳳豐峰風鋒楓封 fu傅福富甫輔夫扶復芙 gan甘淦 gang剛綱崗 gao高皋 ge葛歌格 geng耿庚 gong龔宮公弓功恭 \
gu古顧谷固 gua瓜 guan關管官冠觀 guang光廣 gui桂貴圭歸 guo郭國果 ha哈 hai海 han韓漢翰涵寒含晗 hang杭航 hao郝浩豪皓昊好灝 he何賀河和荷合禾鶴赫 heng恆衡亨 hong洪紅宏弘鴻虹泓 \
hou侯厚后 hu胡湖虎瑚 hua華花驊樺 huai懷淮 huan歡環煥桓 huang黃皇煌凰 hui惠慧輝會暉蕙徽匯卉 huo霍 ji吉紀季基吉姬冀霽濟集繼績極計 jia家佳嘉加賈甲葭 jian簡建健劍堅鑑謙儉 \
jiang江蔣姜將疆 jiao焦嬌蛟 jie傑潔介杰婕捷節 jin金錦進晉瑾津今勁靳近 jing靜晶京敬菁景靖荊經婧競境 jiong炯 jiu久九 ju居菊鞠巨舉 juan娟涓雋 jue覺玨 jun君俊軍均鈞峻駿 \
kai凱楷開愷 kang康亢 kao考 ke柯克可科珂 kong孔空 kuan寬款 kuang鄺匡曠 kun坤昆崑 lai賴來 lan蘭藍嵐瀾 lang朗郎 lao勞 le樂 lei雷磊蕾 leng冷 li李黎利麗立力理莉禮厲俐麟璃勵 \
lian連廉蓮濂 liang梁良亮量樑 liao廖遼 lie烈 lin林琳霖臨麟 ling凌玲靈令齡伶翎菱 liu劉柳留流 long龍隆瓏 lou婁樓 lu盧陸魯露路鹿璐祿 lun倫綸 luo羅洛駱珞 lü呂律綠旅 \
ma馬麻 mai麥 man滿曼 mao毛茂茅 mei梅美玫眉媚 men門 meng孟夢萌蒙 mi米密 miao苗妙 min民敏閔旻 ming明銘鳴名茗 mo莫墨默 mou牟 mu穆木牧慕沐 na娜 nai乃 nan南楠男 ni倪妮 \
nian年念 nie聶 ning寧凝甯 niu牛 ou歐區鷗 pan潘攀盤 pang龐 pei裴佩沛培 peng彭朋鵬 pi皮 pin品 ping平萍屏坪 pu蒲浦普璞 qi齊祁琪琦奇祺綺啟其棋旗七 qian錢倩千謙茜 qiang強 qiao喬巧 \
qin秦琴欽勤沁 qing青清慶晴卿情 qiong瓊 qiu邱秋丘仇求球 qu屈曲瞿渠 quan全權泉荃 que闕 qun群 ran冉然 rao饒 ren任仁人 rong榮容蓉融戎嶸 ru如儒汝茹 ruan阮 rui瑞睿銳蕊 run潤 \
ruo若 sai賽 san三 sang桑 sen森 sha沙莎 shan山珊善單杉姍 shang尚商 shao邵紹少韶 she佘 shen沈申慎深莘 sheng盛勝聖升生聲晟 shi施石史世士時詩師十詩實仕軾 shou壽守 \
shu舒書淑叔樹抒 shuang雙霜 shui水 shun順舜 shuo碩朔 si思司絲斯 song宋松頌嵩 su蘇素肅 sui隋穗 sun孫 ta塔 tai泰台太 tan譚談 tang唐湯棠 tao陶濤桃韜 teng滕騰 ti提 tian田天恬甜 \
tie鐵 ting廷婷庭亭霆 tong童彤桐同通佟 tu涂圖 wan萬婉宛琬晚 wang王汪望旺 wei魏韋衛偉威維薇為瑋唯蔚煒惟微緯尉 wen溫文聞雯汶 weng翁 wo沃 wu吳武巫伍五悟舞午 \
xi席希習熙溪曦喜錫西惜夕璽 xia夏霞俠 xian賢憲仙先顯嫻咸 xiang向項祥香湘翔襄 xiao蕭肖曉小孝筱笑霄 xie謝解協燮 xin辛新欣心馨鑫信忻 xing邢星興行幸杏 xiong熊雄 xiu秀修 \
xu許徐旭緒須煦栩 xuan宣萱軒玄璇瑄炫 xue薛雪學 xun荀勳勛洵尋 ya雅亞 yan顏嚴閻燕彥言岩妍豔延嫣研晏焱 yang楊陽洋揚仰煬 yao姚堯耀瑤遙 ye葉業野 \
yi易伊怡宜義意藝儀益毅逸奕誼以儀憶依溢一亦懿翊 yin尹殷陰銀音蔭茵吟 ying應英瑩盈穎瑛影迎鷹櫻 yong雍永勇詠庸 you游尤友佑有幽悠右 yu余于俞虞玉宇雨瑜郁毓育愉裕煜鈺禹渝語瑀妤昱羽 \
yuan袁元原源遠媛圓苑 yue岳月悅越玥 yun雲芸韻允昀筠運 zai載 zan贊 zang臧 zeng曾增 zha查 zhan詹湛展 zhang張章彰璋 zhao趙昭兆照 zhe哲喆 zhen珍真甄振貞禎鎮臻震 zheng鄭正政征錚 \
zhi志智芝之治知植至誌致 zhong鍾鐘仲忠中 zhou周洲舟 zhu朱祝竹珠諸築 zhuang莊 zhuo卓灼 zi子紫姿梓滋 zong宗 zou鄒 zu祖 zun尊";

/// Family names of two signs.
const COMPOUND: [&str; 12] = [
    "欧阳", "歐陽", "司马", "上官", "诸葛", "諸葛", "司徒", "夏侯", "皇甫", "张简", "范姜", "令狐",
];

static SYLLABLES: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let mut syllables = HashMap::new();
    for (sign, syllable) in by_sign(SIGNS) {
        syllables.entry(sign).or_insert(syllable);
    }
    syllables
});

/// Every sign of a list of syllables, each followed by its signs, simplified.
fn by_sign(list: &'static str) -> impl Iterator<Item = (char, &'static str)> {
    list.split_whitespace().flat_map(|group| {
        let signs = group
            .find(|c: char| crate::name::is_cjk(c))
            .unwrap_or(group.len());
        let (syllable, signs) = group.split_at(signs);
        signs.chars().map(move |sign| (simplified(sign), syllable))
    })
}

/// Signs by their syllable, those of Big5: first readings of the Unicode Han database, then second ones.
const READ: &str = include_str!("syllables.txt");

static READINGS: LazyLock<HashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut readings: HashMap<char, Vec<&'static str>> = HashMap::new();
    for (sign, syllable) in by_sign(SIGNS).chain(by_sign(READ)) {
        let of_sign = readings.entry(sign).or_default();
        if !of_sign.contains(&syllable) {
            of_sign.push(syllable);
        }
    }
    readings
});

/// How a sign of any name may be read, by Pinyin, as in names first.
fn readings(sign: char) -> &'static [&'static str] {
    READINGS.get(&simplified(sign)).map_or(&[], Vec::as_slice)
}

/// How a sign of any name may be written, by Pinyin and by Wade-Giles.
pub(super) fn written(sign: char) -> Vec<String> {
    let ways = readings(sign).iter().flat_map(|s| [pinyin(s), wade_giles(s)]);
    let mut ways: Vec<String> = ways.collect();
    ways.sort_unstable();
    ways.dedup();
    ways
}

/// How signs may be written one after the other: each by its first reading, in Pinyin and in Wade-Giles, and in Pinyin with one of
/// them by another reading. None where a sign is not known.
pub(super) fn stem(signs: &str) -> Vec<String> {
    let read: Vec<&[&str]> = signs.chars().map(readings).collect();
    if read.iter().any(|of_sign| of_sign.is_empty()) {
        return Vec::new();
    }
    let first = |write: fn(&str) -> String| read.iter().filter_map(|r| r.first()).map(|s| write(s)).collect();
    let mut ways: Vec<String> = vec![first(pinyin), first(wade_giles)];
    for (at, of_sign) in read.iter().enumerate() {
        for other in of_sign.iter().skip(1) {
            let syllables = read.iter().enumerate().filter_map(|(i, r)| {
                let first = r.first()?;
                Some(pinyin(if i == at { other } else { first }))
            });
            ways.push(syllables.collect());
        }
    }
    ways.sort_unstable();
    ways.dedup();
    ways
}

fn pinyin(syllable: &str) -> String {
    syllable.replace('ü', "u")
}

/// How many signs of a person's name are the family name; none of what is no such name.
fn family_of(signs: &[char]) -> Option<usize> {
    let two = || signs.iter().take(2).map(|s| simplified(*s));
    let count = if COMPOUND.iter().any(|name| name.chars().map(simplified).eq(two())) {
        2
    } else {
        1
    };
    (count + 1..=count + 2).contains(&signs.len()).then_some(count)
}

/// Every way of writing the family name of a person's name.
pub(super) fn families(name: &str) -> Vec<String> {
    let signs: Vec<char> = name.chars().collect();
    match family_of(&signs).and_then(|count| signs.get(..count)) {
        Some([one]) => written(*one),
        Some(two) => stem(&two.iter().collect::<String>()),
        None => Vec::new(),
    }
}

/// Whether a person's name is one that is spelled so: `family` and `given` in small letters, sign by sign in either system.
pub(super) fn spells(name: &str, family: &str, given: &str) -> bool {
    let signs: Vec<char> = name.chars().collect();
    let parts = family_of(&signs).and_then(|count| signs.split_at_checked(count));
    parts.is_some_and(|(of_family, of_given)| follows(of_family, family) && follows(of_given, given))
}

/// Whether `latin` is one way of writing the signs one after the other.
fn follows(signs: &[char], latin: &str) -> bool {
    match signs.split_first() {
        None => latin.is_empty(),
        Some((sign, rest)) => written(*sign)
            .iter()
            .any(|way| latin.strip_prefix(way.as_str()).is_some_and(|l| follows(rest, l))),
    }
}

/// The spellings of a person's name, which is a key: family name, a space, the given name in one word. None for what is no Chinese
/// name, or has a sign that is not known.
pub(crate) fn spellings(key: &str) -> Vec<String> {
    let signs: Vec<char> = key.chars().collect();
    let Some(family) = family_of(&signs) else {
        return Vec::new();
    };
    let syllables: Option<Vec<&str>> = signs.iter().map(|sign| SYLLABLES.get(sign).copied()).collect();
    let Some(syllables) = syllables else {
        return Vec::new();
    };
    let written = |write: fn(&str) -> String| {
        let (family, given) = syllables.split_at(family);
        let joined = |part: &[&str]| part.iter().map(|s| write(s)).collect::<String>();
        format!("{} {}", joined(family), joined(given))
    };
    let mut spellings = vec![written(pinyin), written(wade_giles)];
    spellings.dedup();
    spellings
}

/// A syllable of Hanyu Pinyin in Wade-Giles as names are written: without apostrophes and marks.
fn wade_giles(syllable: &str) -> String {
    let whole = match syllable {
        "zhi" | "chi" => Some("chih"),
        "shi" => Some("shih"),
        "ri" => Some("jih"),
        "zi" | "ci" => Some("tzu"),
        "si" => Some("szu"),
        "yi" => Some("i"),
        "yan" => Some("yen"),
        "ye" => Some("yeh"),
        "yue" => Some("yueh"),
        "you" => Some("yu"),
        "yong" => Some("yung"),
        "er" => Some("erh"),
        "ge" | "ke" => Some("ko"),
        "he" => Some("ho"),
        "gui" | "kui" => Some("kuei"),
        _ => None,
    };
    if let Some(whole) = whole {
        return whole.to_owned();
    }
    const INITIALS: [(&str, &str); 14] = [
        ("zh", "ch"),
        ("ch", "ch"),
        ("sh", "sh"),
        ("b", "p"),
        ("p", "p"),
        ("d", "t"),
        ("g", "k"),
        ("j", "ch"),
        ("q", "ch"),
        ("x", "hs"),
        ("r", "j"),
        ("z", "ts"),
        ("c", "ts"),
        ("", ""),
    ];
    let found = INITIALS
        .iter()
        .find_map(|(from, to)| Some((*from, *to, syllable.strip_prefix(from)?)));
    let (from, to, rest) = found.unwrap_or(("", "", syllable));
    let palatal = matches!(from, "j" | "q" | "x");
    // Without an initial in the list the final still begins with its own: l, n, t, m, f, h, k, s, w.
    let (onset, rest) = if from.is_empty() {
        rest.split_at(rest.find(['a', 'e', 'i', 'o', 'u', 'ü']).unwrap_or(0))
    } else {
        ("", rest)
    };
    let rest = match rest {
        "ian" => "ien",
        "ie" => "ieh",
        "iong" => "iung",
        "ong" => "ung",
        "ue" | "üe" => "ueh",
        "ü" => "u",
        "uan" if palatal => "uan",
        "uo" if !matches!((from, onset), ("g" | "sh", _) | (_, "k" | "h")) => "o",
        rest => rest,
    };
    format!("{to}{onset}{rest}")
}

#[cfg(test)]
mod tests {
    use super::{spellings, spells, written};
    use crate::resolve::key;
    use quarry_extract::EntityType::Person;

    #[test]
    fn a_name_is_spelled_in_both_ways() {
        for (han, latin) in [
            ("蔡英文", "Tsai Ying-wen"),
            ("蔡英文", "Cai Yingwen"),
            ("張志明", "Chang Chih-ming"),
            ("張志明", "Zhang Zhiming"),
            ("許秀雯", "Hsu Hsiu-wen"),
            ("謝國興", "Hsieh Kuo-hsing"),
            ("周子倩", "Chou Tzu-chien"),
            ("郭建中", "Kuo Chien-chung"),
            ("朱家驊", "Chu Chia-hua"),
            ("羅多倫", "Lo To-lun"),
        ] {
            let sounds = spellings(&key(Person, han));
            assert!(
                sounds.contains(&key(Person, latin)),
                "{han}: {sounds:?} without {latin}"
            );
        }
    }

    #[test]
    fn the_systems_may_stand_side_by_side() {
        assert!(spells("蕭瑄昀", "hsiao", "hsuanyun"));
        assert!(spells("何筱苡", "ho", "hsiaoyi"));
        assert!(!spells("蕭瑄昀", "hsiao", "hsuan"));
        assert!(!spells("蕭瑄昀", "yun", "hsuanhsiao"));
        assert!(written('嶼').contains(&"yu".to_owned()));
    }

    #[test]
    fn other_names_have_no_spelling() {
        assert!(spellings(&key(Person, "김민수")).is_empty());
        assert!(spellings("张").is_empty());
        assert!(!spellings(&key(Person, "張志明")).contains(&key(Person, "Chang Chi-ming")));
    }
}
