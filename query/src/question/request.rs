//! A question as a request: the words that evidence has to carry, the names, years and limits that narrow it, the kind of
//! thing that is asked for and what is to be done with what is found.

use std::collections::HashSet;

use super::analysis::{Analysis, Version};
use super::asked::Asked;
use super::bounds::{Limit, limits, year_spans, years};
use super::notions::{NotionMatch, notion_of, notions, rooted};
use super::phrases::{Say, Spoken, phrases};
use super::wording::{appositions, compares_by_how_much, speaks_of_all};
use crate::text::{Language, NameTrie, Script, Token, is_stop_word, tokenise};

/// What is to be done with what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Give it.
    Look,
    /// Give each.
    List,
    /// Say how many.
    Count,
    /// Add it up.
    Sum,
    /// The mean.
    Average,
    /// What has the greatest value.
    Greatest,
    /// What has the least value.
    Least,
    /// How far two values lie apart.
    Difference,
    /// Say yes or no.
    Whether,
}

/// How the first of two values relates to the second, for questions of yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// It is greater.
    More,
    /// It is less.
    Fewer,
    /// The later one is greater.
    Increased,
    /// The later one is less.
    Decreased,
}

/// One word that evidence should carry.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Folded text.
    pub text: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is compared by: the root of a Latin word, the character pairs of another.
    pub grams: Vec<String>,
    /// The notion that it stands for.
    pub notion: Option<u16>,
    /// How much it matters.
    pub weight: f32,
    /// Whether evidence has to carry it.
    pub strict: bool,
    /// Whether it names what is asked for.
    pub head: bool,
    /// Whether it is part of a role, which evidence has to have beside it.
    pub tied: bool,
}

/// A name, or a value of a table, in the question.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// The thing of that name.
    pub thing: Option<u32>,
    /// Number of the value among the tables' values.
    pub value: Option<u32>,
    /// As the question writes it.
    pub text: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A question as a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// As asked.
    pub text: String,
    /// Language of the question.
    pub language: Language,
    /// Kind of answer.
    pub asked: Asked,
    /// What is to be done.
    pub task: Task,
    /// How two values relate, for a question of yes or no.
    pub order: Option<Order>,
    /// Whether the least or greatest is one in time.
    pub in_time: bool,
    /// Words that evidence should carry.
    pub words: Vec<Word>,
    /// Names and table values.
    pub names: Vec<Name>,
    /// Years that it is narrowed to, with their place.
    pub years: Vec<(i32, usize)>,
    /// Days that it is narrowed to, ISO 8601.
    pub dates: Vec<String>,
    /// Bounds.
    pub limits: Vec<Limit>,
    /// Names that nothing is known by.
    pub unknown: Vec<String>,
    /// Which of several values in time.
    pub version: Version,
    /// Whether it says which of them: no word, no wish.
    pub says_version: bool,
    /// Whether it speaks of all there are.
    pub of_all: bool,
}

impl Request {
    /// Reads `question`, whose names `analysis` knows; `values` are the values of tables.
    #[must_use]
    pub fn of(question: &str, analysis: &Analysis, values: &NameTrie) -> Self {
        let plain = tokenise(question);
        let tokens = rooted(&plain);
        let names = names(question, &tokens, analysis, values);
        let in_name = |start: usize, end: usize| names.iter().any(|n| start < n.end && n.start < end);
        let masked = blanked(question, &names);
        let limits = limits(&masked);
        let years = years(&masked, analysis.language, &limits);
        let dates: Vec<String> = crate::answer::values::dates(&masked)
            .into_iter()
            .map(|d| d.iso)
            .filter(|d| d.len() == 10)
            .collect();
        let date_spans: Vec<(usize, usize)> = crate::answer::values::dates(&masked)
            .iter()
            .filter(|d| d.iso.len() == 10)
            .map(|d| (d.start, d.start + d.text.len()))
            .collect();
        let year_spans = year_spans(&masked, analysis.language);
        let unknown_spans: Vec<(usize, usize)> = analysis
            .unknown
            .iter()
            .filter_map(|u| question.find(u.as_str()).map(|at| (at, at + u.len())))
            .collect();
        let beside = appositions(question, &plain, &names);
        let taken = |start: usize, end: usize| {
            in_name(start, end)
                || beside.iter().any(|s| start < s.1 && s.0 < end)
                || unknown_spans.iter().any(|s| start < s.1 && s.0 < end)
                || limits
                    .iter()
                    .any(|l| start < l.end && end > if l.bare { l.lead } else { l.start })
                || date_spans
                    .iter()
                    .chain(&year_spans)
                    .any(|s| start < s.1 && s.0 < end)
        };
        let (spoken, ideas) = small_words_and_notions(question, &tokens, &taken);
        let mut request = Self {
            text: question.to_owned(),
            language: analysis.language,
            asked: Asked::Any,
            task: Task::Look,
            order: None,
            in_time: false,
            words: Vec::new(),
            names: names.clone(),
            years: years
                .into_iter()
                .filter(|y| !date_spans.iter().any(|s| s.0 <= y.1 && y.1 < s.1))
                .collect(),
            dates,
            limits: limits.clone(),
            unknown: analysis.unknown.clone(),
            version: Version::Current,
            says_version: false,
            of_all: speaks_of_all(question, &plain),
        };
        request.read_phrases(question, &plain, &spoken);
        request.read_words(&tokens, &spoken, &ideas, &taken);
        request.find_head(question, &tokens, &spoken);
        request.find_topic(question);
        request.ask_by_class();
        request
    }

    /// What the noun that is asked for says of the kind of answer: `기관은 어디인가` asks for a body, `在哪一個縣` for a place. Its
    /// word is spent by that.
    fn ask_by_class(&mut self) {
        const CLASSES: &[(Asked, &[&str])] = &[
            (
                Asked::Organization,
                &["agency", "company", "institute", "department"],
            ),
            (Asked::Place, &["city", "county", "country"]),
            (Asked::Person, &["person"]),
        ];
        self.spend_places();
        if !matches!(self.asked, Asked::Any | Asked::Place) || !matches!(self.task, Task::Look | Task::List) {
            return;
        }
        for word in self.words.iter_mut().filter(|w| w.head) {
            let class = CLASSES.iter().find(|(_, names)| {
                names
                    .iter()
                    .any(|n| word.notion.is_some() && notion_of(n) == word.notion)
            });
            if let Some((asked, _)) = class {
                self.asked = *asked;
                word.weight = word.weight.min(0.1);
                break;
            }
        }
        self.spend_places();
    }

    /// Of a question that asks for a place, what kind of place it is to be says nothing of the evidence.
    fn spend_places(&mut self) {
        if self.asked != Asked::Place {
            return;
        }
        let place = |w: &Word| {
            ["city", "county", "country"]
                .iter()
                .any(|n| w.notion.is_some() && notion_of(n) == w.notion)
        };
        self.words.retain(|w| !place(w));
    }

    fn read_phrases(&mut self, question: &str, plain: &[Token], spoken: &[Spoken]) {
        let has = |say: &dyn Fn(Say) -> bool| spoken.iter().any(|s| say(s.say));
        let asks: Vec<Asked> = spoken
            .iter()
            .filter_map(|s| match s.say {
                Say::Ask(asked, _) => Some(asked),
                _ => None,
            })
            .collect();
        self.asked = asks
            .iter()
            .copied()
            .find(|a| *a != Asked::Any)
            .or_else(|| asks.first().copied())
            .unwrap_or(Asked::Any);
        let opens_with_auxiliary = plain.first().is_some_and(|t| {
            matches!(
                t.text.as_str(),
                "is" | "are"
                    | "was"
                    | "were"
                    | "does"
                    | "do"
                    | "did"
                    | "has"
                    | "have"
                    | "had"
                    | "can"
                    | "will"
                    | "must"
            )
        });
        let closed = question.trim_end().trim_end_matches(['?', '？', '.']).trim_end();
        let verb = ["가", "까", "나", "나요", "지요", "죠", "니", "가요", "는지"];
        // `A인가, B인가?` asks which.
        let alternatives = ["인가,", "입니까,", "인지,", "일까,"]
            .iter()
            .any(|w| question.contains(w));
        let closes_openly = match self.language {
            Language::Korean => !alternatives && verb.iter().any(|v| closed.ends_with(v)),
            Language::Chinese => closed.ends_with(['嗎', '吗']),
            Language::English => false,
        };
        let whether = asks.is_empty()
            && (opens_with_auxiliary || closes_openly || has(&|s| s == Say::Whether))
            || spoken
                .iter()
                .any(|s| s.say == Say::Whether && question.get(s.start..s.end) != Some("嗎"));
        let counts = has(&|s| matches!(s, Say::Count | Say::Ask(Asked::Number, _)));
        let greater = has(&|s| matches!(s, Say::Greatest(_) | Say::Newest));
        let least = has(&|s| matches!(s, Say::Least(_) | Say::Oldest));
        let more = has(&|s| matches!(s, Say::More(_)));
        let fewer = has(&|s| matches!(s, Say::Fewer(_)));
        let last_word = question
            .trim_end_matches(['?', '.', ' '])
            .rsplit(' ')
            .next()
            .unwrap_or_default();
        let ends_with = |word: &str| self.language == Language::English && last_word == word;
        let (least, greater) = (least || ends_with("first"), greater || ends_with("last"));
        self.in_time =
            has(&|s| matches!(s, Say::Newest | Say::Oldest)) || ends_with("first") || ends_with("last");
        self.task = if whether {
            Task::Whether
        } else if has(&|s| s == Say::Difference) || compares_by_how_much(question) {
            Task::Difference
        } else if has(&|s| s == Say::Average) {
            Task::Average
        } else if greater {
            Task::Greatest
        } else if least {
            Task::Least
        } else if counts {
            Task::Count
        } else if has(&|s| s == Say::Sum)
            && self.asked == Asked::Any
            && !self.limits.is_empty()
            && question.contains("모두")
        {
            // `… 넘은 분기를 모두 말해 주세요`: each of them.
            Task::List
        } else if has(&|s| s == Say::Sum) && !matches!(self.asked, Asked::Person | Asked::Date | Asked::Year)
        {
            Task::Sum
        } else if (more || fewer) && self.limits.is_empty() {
            if more { Task::Greatest } else { Task::Least }
        } else if has(&|s| s == Say::List) {
            Task::List
        } else {
            Task::Look
        };
        self.order = if more {
            Some(Order::More)
        } else if fewer {
            Some(Order::Fewer)
        } else if has(&|s| s == Say::Increased) {
            Some(Order::Increased)
        } else if has(&|s| s == Say::Decreased) {
            Some(Order::Decreased)
        } else {
            None
        };
        self.says_version = has(&|s| matches!(s, Say::Former | Say::Initial | Say::Revised));
        self.version = if has(&|s| s == Say::Former) && self.limits.iter().all(|l| !l.date) {
            Version::Former
        } else if has(&|s| s == Say::Initial) {
            Version::Initial
        } else {
            Version::Current
        };
    }

    /// Marks the words that name what is asked for: after `which`, before `는 얼마인가`, before `是多少`.
    fn find_head(&mut self, question: &str, tokens: &[Token], spoken: &[Spoken]) {
        for (number, phrase) in spoken.iter().enumerate() {
            let follows = match phrase.say {
                Say::Ask(_, follows) => follows,
                Say::List => true,
                _ => continue,
            };
            if follows {
                // The words up to the next small word or name.
                let mut end = phrase.end;
                for word in &mut self.words {
                    let near = word.start >= phrase.end
                        && question.get(end..word.start).is_some_and(|gap| {
                            let gap = gap.trim();
                            (gap.chars().count() <= 1 || matches!(gap, "of the" | "of these"))
                                && !gap.contains([',', '，', '、'])
                        });
                    if near {
                        word.head = true;
                        end = word.end;
                    }
                }
                if self.words.iter().any(|w| w.head) {
                    return;
                }
            }
            if self.language == Language::English {
                // `what is the night fee for …`: up to the preposition.
                let copula = spoken.get(number + 1).filter(|s| s.say == Say::Nothing);
                let Some(copula) = copula.filter(|_| phrase.say == Say::Ask(Asked::Any, true)) else {
                    continue;
                };
                let article = question.get(copula.end..).unwrap_or_default().trim_start();
                if !["the ", "a ", "an "].iter().any(|a| article.starts_with(a)) {
                    continue;
                }
                // What is asked for by name has to be there by name.
                let stop = tokens
                    .iter()
                    .find(|t| {
                        t.start >= copula.end
                            && matches!(t.text.as_str(), "of" | "for" | "in" | "at" | "on" | "to")
                    })
                    .map_or(question.len(), |t| t.start);
                for word in &mut self.words {
                    word.head |= word.start >= copula.end && word.end <= stop;
                    word.strict |= word.head && word.weight >= 1.0;
                }
            } else {
                // The last word before the question word, with a particle or a copula between.
                let before = self
                    .words
                    .iter_mut()
                    .filter(|w| w.end <= phrase.start)
                    .max_by_key(|w| w.end);
                if let Some(word) = before {
                    let gap = question.get(word.end..phrase.start).unwrap_or_default();
                    word.head = gap.chars().filter(|c| !c.is_whitespace()).count() <= 2;
                    // Right before the question word it is the topic, no verb: `교체수는 얼마인가`.
                    if word.head && word.notion.is_none() && matches!(gap.trim(), "은" | "는" | "이" | "가")
                    {
                        word.weight = word.weight.max(1.0);
                    }
                }
            }
        }
    }

    /// What a Korean question that ends in its topic asks for: `…어항은?`, `…도시는?`.
    fn find_topic(&mut self, question: &str) {
        let closed = question.trim_end().trim_end_matches(['?', '？']).trim_end();
        let open = self.language == Language::Korean
            && self.asked == Asked::Any
            && self.task != Task::Whether
            && (closed.ends_with('은') || closed.ends_with('는'))
            && !self.words.iter().any(|w| w.head);
        let Some(word) = self
            .words
            .last_mut()
            .filter(|w| open && closed.len() <= w.end + 6)
        else {
            return;
        };
        word.head = true;
        let place = ["city", "county", "country"]
            .iter()
            .any(|n| notion_of(n) == word.notion);
        if word.notion.is_some() && place {
            self.asked = Asked::Place;
        } else if word.notion == notion_of("date") || ["날", "일자"].contains(&word.text.as_str()) {
            self.asked = Asked::Date;
        }
    }

    /// The question without its bounds and the words that lay them: what is left of `more` and `least` compares something.
    #[must_use]
    pub fn without_bounds(&self) -> String {
        let bounded = |at: usize| self.limits.iter().any(|l| l.lead <= at && at < l.end);
        let kept = |(at, c): (usize, char)| if bounded(at) { ' ' } else { c };
        self.text.char_indices().map(kept).collect()
    }

    /// Sum of the weights of its words.
    #[must_use]
    pub fn weight(&self) -> f32 {
        self.words.iter().map(|w| w.weight).sum()
    }
}

/// Names that are known, and values of tables, the longest first, without overlap.
fn names(question: &str, tokens: &[Token], analysis: &Analysis, values: &NameTrie) -> Vec<Name> {
    let mut found: Vec<Name> = analysis
        .named
        .iter()
        .map(|n| Name {
            thing: Some(n.thing),
            value: None,
            text: question.get(n.start..n.end).unwrap_or_default().to_owned(),
            start: n.start,
            end: n.end,
        })
        .collect();
    let quoted: Vec<(usize, usize)> = analysis
        .unknown
        .iter()
        .filter_map(|u| question.find(u.as_str()).map(|at| (at, at + u.len())))
        .collect();
    let matches = values.scan(tokens, |m| {
        let span = tokens.get(m.first..m.last).unwrap_or_default();
        match span {
            [one] => one.script == Script::Word && one.text.len() >= 3 && !is_stop_word(&one.text),
            _ => true,
        }
    });
    for m in matches {
        let span: Vec<Token> = tokens.get(m.first..m.last).unwrap_or_default().to_vec();
        let whole_notion = notions(&span)
            .iter()
            .any(|n| n.start == m.start && n.end == m.end);
        let whole_phrase = phrases(question, &span)
            .iter()
            .any(|p| p.start == m.start && p.end == m.end);
        let inside_unknown = quoted.iter().any(|q| q.0 <= m.start && m.end <= q.1);
        if whole_notion || whole_phrase || inside_unknown {
            continue;
        }
        let name = Name {
            thing: None,
            value: Some(m.id),
            text: question.get(m.start..m.end).unwrap_or_default().to_owned(),
            start: m.start,
            end: m.end,
        };
        if let Some(known) = found
            .iter_mut()
            .find(|n| n.start == name.start && n.end == name.end)
        {
            known.value = name.value;
            continue;
        }
        let overlaps = |n: &Name| n.start < name.end && name.start < n.end;
        let longest = found
            .iter()
            .filter(|n| overlaps(n))
            .map(|n| n.end - n.start)
            .max()
            .unwrap_or_default();
        if name.end - name.start > longest {
            found.retain(|n| !overlaps(n));
            found.push(name);
        }
    }
    found.sort_by_key(|n| n.start);
    found.dedup_by_key(|n| n.start);
    found
}

/// The question with its names blanked out, byte for byte as long.
fn blanked(question: &str, names: &[Name]) -> String {
    let mut out = String::with_capacity(question.len());
    for (at, c) in question.char_indices() {
        if names.iter().any(|n| n.start <= at && at < n.end) {
            out.extend(std::iter::repeat_n('\u{1}', c.len_utf8()));
        } else {
            out.push(c);
        }
    }
    out
}

/// Phrases and notions of the question outside what is taken; where both claim a word the longer has it.
fn small_words_and_notions(
    question: &str,
    tokens: &[Token],
    taken: &dyn Fn(usize, usize) -> bool,
) -> (Vec<Spoken>, Vec<NotionMatch>) {
    // What is taken cuts the question: no phrase runs across a name.
    let mut runs: Vec<Vec<Token>> = vec![Vec::new()];
    for token in tokens {
        if taken(token.start, token.end) {
            runs.push(Vec::new());
        } else if let Some(run) = runs.last_mut() {
            run.push(token.clone());
        }
    }
    let mut spoken: Vec<Spoken> = runs.iter().flat_map(|r| phrases(question, r)).collect();
    let mut ideas: Vec<NotionMatch> = runs.iter().flat_map(|r| notions(r)).collect();
    let mut dropped: HashSet<usize> = HashSet::new();
    spoken.retain(|s| {
        let length = s.end - s.start;
        let longer = ideas
            .iter()
            .any(|i| i.start < s.end && s.start < i.end && i.end - i.start > length);
        !longer || matches!(s.say, Say::Ask(..))
    });
    for (number, idea) in ideas.iter().enumerate() {
        let over = spoken.iter().find(|s| s.start < idea.end && idea.start < s.end);
        let Some(over) = over else { continue };
        let also = match over.say {
            Say::Greatest(also) | Say::Least(also) | Say::More(also) | Say::Fewer(also) => also,
            Say::Ask(..) => true,
            _ => false,
        };
        // `現有` in `現有幾人` begins before `有幾`.
        let within = over.start <= idea.start && idea.end <= over.end;
        if !also && within && over.end - over.start >= idea.end - idea.start {
            dropped.insert(number);
        }
    }
    let mut number = 0;
    ideas.retain(|_| {
        number += 1;
        !dropped.contains(&(number - 1))
    });
    (spoken, ideas)
}
