//! What a question wants: the words that evidence should carry, each with its weight, and the kinds of answer that would do.

use std::collections::HashSet;

use super::super::bag::Bag;
use super::super::reader::kin::{kin_of as families_of, light};
use super::super::things::Things;
use super::span::{KINDS, Kind, Stretch, stretches};
use crate::question::{
    Analysis, Asked, Relation, Request, Task, Weight, Word, cues, kin_of, notions, rooted, weight_of,
};
use crate::text::{Script, Token, fold, name_key, tokenise};

/// How a question asks, as cues that may stand together.
#[rustfmt::skip]
const CUES: &[(Wish, &[&str])] = &[
    (Wish::Person, &["who", "whom", "whose", "誰", "何人", "哪位", "哪一位", "哪幾位", "什麼人", "누구", "누가", "누군", "이름", "성함", "名字", "사람"]),
    (Wish::Body, &["which body", "which agency", "which company", "which firm", "which organisation", "which ministry", "which department", "which employer", "which unit", "哪個單位", "哪一個單位", "哪個機關", "哪一個機關", "哪家", "哪一家", "哪個部門", "哪間", "機關是哪", "機關為何", "單位是哪", "어느 기관", "어느 회사", "어느 부서", "어느 업체", "업체는 어디", "기관은 어디", "단체는 어디", "곳은", "곳은 어디", "부서는", "부서가"]),
    (Wish::Place, &["where", "which city", "which town", "which county", "which region", "哪裡", "哪兒", "何處", "何地", "哪個縣", "哪個市", "哪個城", "哪座城", "哪一縣", "什麼地方", "설치된 곳", "어디", "어느 도시", "어느 지역", "주소", "address", "地址"]),
    (Wish::Date, &["when", "what date", "which date", "which day", "what day", "date", "哪一天", "哪天", "何時", "何日", "什麼時候", "幾月幾日", "哪一日", "幾號", "日期", "到什麼時候", "언제", "며칠", "날짜", "날은", "일자", "입사일", "종료일", "시작일"]),
    (Wish::Year, &["what year", "which year", "哪一年", "哪年", "何年", "年份", "몇 년에", "몇 년도", "어느 해"]),
    (Wish::Duration, &["how long", "how many years", "how many days", "how many months", "how many hours", "how many weeks", "how many minutes", "within how", "多久", "多長時間", "幾年", "幾個月", "幾天", "幾小時", "幾日", "幾週", "幾分鐘", "多少天", "多少年", "얼마나 오래", "얼마 동안", "몇 년", "몇 개월", "몇 달", "몇 시간", "며칠 동안", "며칠 안", "며칠 이내", "몇 주", "몇 분", "기간", "期間", "期限"]),
    (Wish::Amount, &["how much", "cost", "price", "fee", "worth", "salary", "pay", "budget", "多少錢", "幾元", "多少元", "金額", "費用", "經費", "預算", "造價", "價格", "얼마", "금액", "비용", "요금", "예산", "값", "몇 원", "사업비"]),
    (Wish::Share, &["percent", "per cent", "percentage", "what share", "what proportion", "rate", "幾成", "比率", "比例", "百分", "率", "퍼센트", "비율", "율이", "율은", "몇 %"]),
    (Wish::Count, &["how many", "number of", "多少", "幾", "몇", "얼마나"]),
    (Wish::Reason, &["why", "reason", "what caused", "what led", "because of what", "purpose", "為什麼", "為何", "怎麼會", "原因", "緣故", "理由", "為了什麼", "怎麼", "目的", "왜", "이유", "까닭", "무엇 때문", "원인", "목적"]),
    (Wish::List, &["what are the", "which are", "who are", "name the", "names of", "list", "哪些", "有誰", "哪幾", "分別", "列出", "有何", "누구누구", "어디어디", "무엇무엇", "모두 알려", "전부", "들은", "것들", "모두", "무엇무엇", "뭐뭐"]),
    (Wish::Thing, &["what", "which", "什麼", "哪", "何", "무엇", "뭐", "어느", "어떤", "무슨", "뭔"]),
];

/// A way of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Person,
    Body,
    Place,
    Date,
    Year,
    Duration,
    Amount,
    Share,
    Count,
    Reason,
    List,
    Thing,
    Whether,
}

/// How many ways of asking there are.
pub(in crate::answer) const WISHES: usize = 13;

/// One word, or name, that evidence should carry.
#[derive(Debug, Clone)]
pub(in crate::answer) struct Unit {
    pub(in crate::answer) word: Word,
    /// The thing that it names.
    pub(in crate::answer) thing: Option<u32>,
    /// Whether it is a name.
    pub(in crate::answer) name: bool,
    /// How much it tells, by how rare it is.
    pub(in crate::answer) weight: f32,
    /// Whether the collection has it at all.
    pub(in crate::answer) known: bool,
    /// Share of it that the collection does not have.
    pub(in crate::answer) strange: f32,
    /// Keys of the names of its thing.
    keys: Vec<String>,
    /// What it is made of, each with how rare it is.
    grams: Vec<(String, f32)>,
    /// Words that may stand in its place.
    kin: Vec<Vec<String>>,
    /// Relations that it speaks of.
    relations: Vec<Relation>,
}

/// What a text says, for units to be looked for in it.
pub(in crate::answer) struct Said {
    pub(super) bag: Bag,
    key: String,
    relations: Vec<Relation>,
}

impl Said {
    /// What a bag of words says.
    pub(super) const fn of_bag(bag: Bag) -> Self {
        Self {
            bag,
            key: String::new(),
            relations: Vec::new(),
        }
    }

    /// What `text` says.
    pub(super) fn of(text: &str) -> Self {
        Self {
            bag: Bag::of(text),
            key: name_key(text),
            relations: cues(&rooted(&tokenise(text)))
                .into_iter()
                .flat_map(|c| c.relations.to_vec())
                .collect(),
        }
    }
}

/// How much of a question evidence carries: shares of its names and of its words, by what is quoted and by all around it;
/// what weighs most of what nothing carries, and what the collection does not know at all.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::answer) struct Evidenced {
    pub(in crate::answer) quoted: [f32; 2],
    pub(in crate::answer) whole: [f32; 2],
    pub(in crate::answer) missing_name: f32,
    pub(in crate::answer) missing_word: f32,
    pub(in crate::answer) strange: f32,
    /// How far the name that is least there is quoted, what weighs most of the words that are not quoted, and how far the word
    /// that names what is asked for is.
    pub(in crate::answer) least_name: f32,
    pub(in crate::answer) missing_near: f32,
    pub(in crate::answer) head: f32,
}

/// What a question wants.
#[derive(Debug)]
pub(in crate::answer) struct Wanted<'a> {
    pub(super) request: &'a Request,
    pub(in crate::answer) units: Vec<Unit>,
    pub(in crate::answer) wishes: [f32; WISHES],
    /// Nouns that are counted: `幾張`, `how many beds`.
    pub(super) counted: Vec<String>,
    /// The question's key, to see what it says itself.
    pub(super) key: String,
    /// Its words, and its pairs of neighbouring words.
    pub(super) said: HashSet<String>,
    pub(super) pairs: Vec<(String, String)>,
    /// What tells of it by the words themselves.
    pub(in crate::answer) tags: Vec<u16>,
    /// How well retrieval found each passage, the best as 1.
    pub(super) retrieved: Vec<f32>,
}

impl<'a> Wanted<'a> {
    /// Reads `request`; `rarity` tells how rare a term is in the collection (0 for one that it does not have).
    pub(in crate::answer) fn of(
        request: &'a Request,
        analysis: &Analysis,
        things: &Things,
        rarity: &dyn Fn(&str) -> f32,
    ) -> Self {
        let mut units: Vec<Unit> = Vec::new();
        let plain = rooted(&tokenise(&request.text));
        let lights = light(&plain);
        for word in request.words.iter().filter(|w| !w.grams.is_empty()) {
            let inside: Vec<Token> = plain
                .iter()
                .filter(|t| t.start >= word.start && t.end <= word.end)
                .cloned()
                .collect();
            let asking = !inside.is_empty()
                && inside
                    .iter()
                    .all(|t| lights.iter().any(|l| l.0 <= t.start && t.end <= l.1));
            if asking && word.notion.is_none() {
                continue;
            }
            let mut unit = unit(word.clone(), &request.text, None, false, &[], rarity);
            unit.kin = families_of(&inside);
            units.push(unit);
        }
        for cue in &analysis.cues {
            let relations = cue.relations.to_vec();
            match units
                .iter_mut()
                .find(|u| u.word.start < cue.end && cue.start < u.word.end)
            {
                Some(unit) => unit.relations.extend(relations),
                None => {
                    let text = request.text.get(cue.start..cue.end).unwrap_or_default();
                    let tokens = rooted(&tokenise(text));
                    let word = Word {
                        text: text.to_owned(),
                        start: cue.start,
                        end: cue.end,
                        grams: crate::question::grams(&tokens),
                        notion: None,
                        weight: 0.5,
                        strict: false,
                        head: false,
                        tied: false,
                    };
                    let mut unit = unit(word, &request.text, None, false, &[], rarity);
                    unit.relations = relations;
                    units.push(unit);
                }
            }
        }
        let spans = request
            .names
            .iter()
            .map(|n| (n.text.as_str(), n.start, n.thing))
            .chain(
                request
                    .unknown
                    .iter()
                    .filter_map(|u| Some((u.as_str(), request.text.find(u.as_str())?, None))),
            );
        for (text, start, thing) in spans {
            let tokens = rooted(&tokenise(text));
            let word = Word {
                text: text.to_owned(),
                start,
                end: start + text.len(),
                grams: crate::question::grams(&tokens),
                notion: None,
                weight: 2.0,
                strict: true,
                head: false,
                tied: false,
            };
            let names = thing.map(|t| things.names(t)).unwrap_or_default();
            units.push(unit(word, &request.text, thing, true, names, rarity));
        }
        let folded = format!(" {} ", fold(&request.text));
        let mut wishes = [0.0; WISHES];
        for (wish, cues) in CUES {
            let said = cues.iter().any(|c| {
                if c.is_ascii() {
                    folded.match_indices(c).any(|(at, _)| {
                        let before = folded.get(..at).and_then(|b| b.chars().next_back());
                        let after = folded.get(at + c.len()..).and_then(|a| a.chars().next());
                        !before.is_some_and(char::is_alphanumeric)
                            && !after.is_some_and(|a| a.is_ascii_alphanumeric())
                    })
                } else {
                    folded.contains(c)
                }
            });
            if said && let Some(slot) = wishes.get_mut(*wish as usize) {
                *slot = 1.0;
            }
        }
        if request.task == Task::Whether
            && let Some(slot) = wishes.get_mut(Wish::Whether as usize)
        {
            *slot = 1.0;
        }
        if request.task == Task::List
            && let Some(slot) = wishes.get_mut(Wish::List as usize)
        {
            *slot = 1.0;
        }
        let by_asked = match request.asked {
            Asked::Person => Some(Wish::Person),
            Asked::Organization => Some(Wish::Body),
            Asked::Place => Some(Wish::Place),
            Asked::Date => Some(Wish::Date),
            Asked::Year => Some(Wish::Year),
            Asked::Number => Some(Wish::Count),
            _ => None,
        };
        if let Some(slot) = by_asked.and_then(|w| wishes.get_mut(w as usize)) {
            *slot = 1.0;
        }
        Self {
            request,
            units,
            wishes,
            counted: counted(&folded),
            key: name_key(&request.text),
            said: plain.iter().map(|t| t.text.clone()).collect(),
            pairs: plain
                .windows(2)
                .filter_map(|w| match w {
                    [a, b] => Some((a.text.clone(), b.text.clone())),
                    _ => None,
                })
                .collect(),
            tags: super::tags::of_question(request),
            retrieved: Vec::new(),
        }
    }

    /// Whether a question asks in this way.
    pub(super) fn asks(&self, wish: Wish) -> bool {
        self.wishes.get(wish as usize).is_some_and(|w| *w > 0.0)
    }

    /// Tells again which units are strange, now that `best`, how far any place carries each, is known: a word may stand in
    /// the papers in another form.
    pub(super) fn settle(&mut self, best: &[f32]) {
        for (unit, best) in self.units.iter_mut().zip(best) {
            if *best >= 0.6 && unit.strange > 0.0 {
                unit.strange = 0.0;
                unit.known = true;
                unit.weight = unit.weight.max(0.7 * unit.word.weight.clamp(0.3, 2.0).sqrt());
            } else if *best < 0.3 {
                unit.strange = 1.0;
            }
        }
    }

    /// Whether the question itself says what has this key.
    pub(in crate::answer) fn says(&self, key: &str) -> bool {
        self.key.contains(key)
    }

    /// Whether a text has what is counted.
    pub(in crate::answer) fn counts_in(&self, text: &str) -> bool {
        let tokens = rooted(&tokenise(text));
        self.counted.iter().any(|c| {
            tokens.iter().any(|t| t.text == *c) && c.is_ascii() || !c.is_ascii() && text.contains(c.as_str())
        })
    }

    /// The kinds that a text is, each as 0 or 1, and whether one of them is asked for: -1 where another is.
    pub(in crate::answer) fn kind_of(&self, text: &str, things: &Things) -> ([f32; KINDS], f32) {
        let tokens = tokenise(text);
        let names = things.trie().find(&tokens);
        let (mut out, mut best): ([f32; KINDS], f32) = ([0.0; KINDS], -1.0);
        let whole = |s: &&Stretch| s.start == 0 && s.end == text.len();
        let mut found = stretches(text, &rooted(&tokens), &names, things);
        for yes in [true, false] {
            if self.request.language.yes_no(yes) == text {
                found.push(Stretch {
                    start: 0,
                    end: text.len(),
                    kind: if yes { Kind::Yes } else { Kind::No },
                });
            }
        }
        for stretch in found.iter().filter(whole) {
            best = best.max(super::features::fits(stretch.kind, self));
            if let Some(slot) = out.get_mut(stretch.kind as usize) {
                *slot = 1.0;
            }
        }
        (out, best)
    }

    /// How much of it the quoted evidence carries, and how much with all that stands around it.
    pub(in crate::answer) fn carried(&self, quoted: &str, whole: &str) -> Evidenced {
        let (quoted, whole) = (Said::of(quoted), Said::of(whole));
        let mut out = Evidenced {
            least_name: 1.0,
            head: 1.0,
            ..Evidenced::default()
        };
        let mut all = [1e-6_f32; 2];
        for unit in &self.units {
            let kind = usize::from(!unit.name);
            let (near, far) = (unit.cover(&quoted), unit.cover(&whole));
            let missing = unit.weight * (1.0 - far);
            let sums = all
                .iter_mut()
                .zip(out.quoted.iter_mut())
                .zip(out.whole.iter_mut());
            if let Some(((all, near_sum), far_sum)) = sums.into_iter().nth(kind) {
                *all += unit.weight;
                *near_sum += unit.weight * near;
                *far_sum += unit.weight * far;
            }
            if unit.name {
                out.least_name = out.least_name.min(near);
            } else {
                out.missing_near = out.missing_near.max(unit.weight * (1.0 - near));
            }
            if unit.word.head {
                out.head = out.head.min(near);
            }
            let most = if unit.name {
                &mut out.missing_name
            } else {
                &mut out.missing_word
            };
            *most = most.max(missing);
            out.strange += unit.strange * unit.word.weight.min(1.5) * (1.0 - far);
        }
        for list in [&mut out.quoted, &mut out.whole] {
            list.iter_mut().zip(all).for_each(|(sum, all)| *sum /= all);
        }
        out.strange = out.strange.min(4.0);
        out
    }

    /// Sum of the weights of its units.
    pub(super) fn weight(&self) -> f32 {
        self.units.iter().map(|u| u.weight).sum::<f32>().max(1e-3)
    }
}

fn unit(
    word: Word,
    question: &str,
    thing: Option<u32>,
    name: bool,
    names: &[String],
    rarity: &dyn Fn(&str) -> f32,
) -> Unit {
    // What the collection does not have says little of what is looked for, and much of whether it is there.
    const STRANGE: f32 = 0.12;
    let mut grams: Vec<(String, f32)> = Vec::new();
    let (mut sum, mut strange) = (0.0, 0.0);
    for gram in &word.grams {
        // Latin words are kept as their roots here; how rare they are is told by the words themselves.
        let written = question.get(word.start..word.end).unwrap_or_default();
        let terms = crate::text::terms(if gram.is_ascii() { written } else { gram });
        let count = crate::retrieval::share(terms.len(), 1);
        let rare = terms.iter().map(|t| rarity(t)).sum::<f32>() / count.max(1.0);
        let missing = count > 0.0 && rare <= 0.0;
        if missing {
            strange += 1.0;
        } else {
            sum += rare;
        }
        grams.push((gram.clone(), if missing { STRANGE } else { 0.1 + rare }));
    }
    let count = crate::retrieval::share(grams.len(), 1).max(1.0);
    let found = count - strange;
    let rare = if found > 0.0 { sum / found } else { 0.0 };
    let telling = word.notion.is_some_and(|n| weight_of(n) == Weight::Telling);
    let weight = if found > 0.0 {
        word.weight.min(2.0).sqrt() * (0.3 + rare) * (found / count).max(0.4)
    } else if telling {
        0.8
    } else {
        0.3 * word.weight.min(1.0)
    };
    Unit {
        weight,
        known: found > 0.0,
        strange: strange / count,
        word,
        thing,
        name,
        keys: names.iter().map(|n| name_key(n)).collect(),
        grams,
        kin: Vec::new(),
        relations: Vec::new(),
    }
}

/// The noun or counter behind `how many`, `幾` and `몇`.
fn counted(folded: &str) -> Vec<String> {
    let mut out = Vec::new();
    for mark in ["how many ", "number of ", "多少", "幾", "몇 ", "몇"] {
        let Some(at) = folded.find(mark) else { continue };
        let rest = folded.get(at + mark.len()..).unwrap_or_default();
        if mark.is_ascii() {
            let tokens = rooted(&tokenise(rest));
            out.extend(tokens.iter().take(2).map(|t| t.text.clone()));
        } else {
            let run: String = rest.chars().take_while(|c| c.is_alphanumeric()).take(3).collect();
            let mut piece = String::new();
            for c in run.chars() {
                piece.push(c);
                out.push(piece.clone());
            }
        }
        break;
    }
    out
}

impl Unit {
    /// How far a text has the unit: 0 not at all, 1 wholly.
    pub(super) fn cover(&self, said: &Said) -> f32 {
        if self
            .keys
            .iter()
            .any(|k| k.chars().count() >= 2 && said.key.contains(k.as_str()))
        {
            return 1.0;
        }
        let exact = if self.word.notion.is_some() {
            said.bag.covers(&self.word)
        } else {
            0.0
        };
        let (mut met, mut all) = (0.0, 0.0);
        for (gram, rare) in &self.grams {
            all += rare;
            if said.bag.has_grams(std::slice::from_ref(gram)) {
                met += rare;
            }
        }
        let share = if all > 0.0 { met / all } else { 0.0 };
        let floor = if self.name { 0.6 } else { 0.3 };
        let soft = if share >= floor { share } else { 0.0 };
        let kin = if !self.name && self.kin.iter().any(|k| said.bag.has_grams(k)) {
            0.75
        } else {
            0.0
        };
        let related = if self.relations.iter().any(|r| said.relations.contains(r)) {
            0.85
        } else {
            0.0
        };
        exact.max(soft).max(kin).max(related)
    }

    /// Whether it is a word of a meaning that evidence has to have.
    pub(super) fn is_telling(&self) -> bool {
        self.word.notion.is_some_and(|n| weight_of(n) != Weight::Class)
    }

    /// Where a text has the unit.
    pub(super) fn spots(&self, text: &str, tokens: &[Token]) -> Vec<(usize, usize)> {
        let mut out: Vec<(usize, usize)> = Vec::new();
        if let Some(notion) = self.word.notion {
            let near = |n: u16| n == notion || kin_of(notion).any(|k| k == n);
            out.extend(
                notions(tokens)
                    .iter()
                    .filter(|n| near(n.notion))
                    .map(|n| (n.start, n.end)),
            );
        }
        for (i, token) in tokens.iter().enumerate() {
            let next = tokens.get(i + 1).filter(|n| n.glued && n.script == token.script);
            let hit = |g: &String| {
                token.text == *g
                    || token.script != Script::Word
                        && next.is_some_and(|n| {
                            g.len() == token.text.len() + n.text.len()
                                && g.starts_with(token.text.as_str())
                                && g.ends_with(n.text.as_str())
                        })
            };
            if self.word.grams.iter().any(hit) {
                let end = if token.script == Script::Word {
                    token.end
                } else {
                    next.map_or(token.end, |n| n.end)
                };
                match out
                    .last_mut()
                    .filter(|l| l.1 >= token.start && l.0 <= token.start)
                {
                    Some(last) => last.1 = last.1.max(end),
                    None => out.push((token.start, end)),
                }
            }
        }
        if self.name
            && let Some(at) = text.find(self.word.text.as_str())
            && out.is_empty()
        {
            out.push((at, at + self.word.text.len()));
        }
        out
    }
}
