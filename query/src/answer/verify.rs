//! Holding an answer from facts against the question: what a relation alone would pass over.

use std::sync::LazyLock;

use quarry_graph::PassageRecord;

use super::bag::Bag;
use super::facts::FactIndex;
use super::found::Found;
use crate::question::{
    Analysis, Asked, Cue, Operation, Relation, Request, Task, Weight, Word, cues, notion_of, notions,
    phrases, rooted, weight_of,
};
use crate::text::{Language, Script, Token, name_key, tokenise};

/// Share of the request that the evidence, with the relations that were followed, has to carry.
const ENOUGH: f32 = 0.35;

/// Notions of posts.
static POSTS: LazyLock<Vec<u16>> = LazyLock::new(|| {
    ["director", "section head", "principal investigator"]
        .iter()
        .filter_map(|word| notion_of(word))
        .collect()
});

/// The relation that a notion, named by one of its words, asks along.
const RELATIONS: &[(&str, &[Relation])] = &[
    ("director", &[Relation::Head]),
    ("in charge", &[Relation::Head, Relation::PrincipalInvestigator]),
    ("located", &[Relation::Location]),
    ("headquarters", &[Relation::Location]),
    ("founded", &[Relation::Founded]),
    ("promulgated", &[Relation::Promulgated]),
    ("amended", &[Relation::Amended]),
    ("started", &[Relation::Start]),
    ("completed", &[Relation::End]),
    ("budget", &[Relation::Budget]),
    ("outturn", &[Relation::Spent]),
    ("carried out", &[Relation::ExecutedBy]),
    ("operator", &[Relation::ManagedBy, Relation::ExecutedBy]),
    ("principal investigator", &[Relation::PrincipalInvestigator]),
    ("parent agency", &[Relation::ParentOrganization]),
    ("competent authority", &[Relation::CompetentAuthority]),
    ("legal basis", &[Relation::LegalBasis]),
    ("university", &[Relation::Education]),
    ("birthday", &[Relation::Birth]),
    ("capital", &[Relation::Capital]),
    ("partner", &[Relation::Partner]),
    ("manufacturer", &[Relation::DevelopedBy]),
    ("took office", &[Relation::TookOffice]),
];

static BY_NOTION: LazyLock<Vec<(u16, &'static [Relation])>> = LazyLock::new(|| {
    RELATIONS
        .iter()
        .filter_map(|(word, relations)| Some((notion_of(word)?, *relations)))
        .collect()
});

/// The analysis without names that are common nouns: a model may take `主管機關` for a body of that name. Their words ask
/// along relations again.
pub(super) fn without_common_nouns(analysis: &Analysis, question: &str) -> Analysis {
    let mut kept = analysis.clone();
    kept.named.clear();
    let tokens = tokenise(question);
    let folded = rooted(&tokens);
    let notions = notions(&folded).into_iter().map(|n| (n.start, n.end));
    let phrases = phrases(question, &folded).into_iter().map(|p| (p.start, p.end));
    let words: Vec<(usize, usize)> = notions.chain(phrases).collect();
    for named in &analysis.named {
        let within = |start: usize, end: usize| {
            tokens
                .iter()
                .filter(move |t| t.start >= start && t.end <= end)
                .cloned()
        };
        // A model may also have cut the noun: what lies inside of one is no name either.
        let noun = words
            .iter()
            .find(|(start, end)| *start <= named.start && named.end <= *end);
        match noun {
            Some((start, end)) if !within(named.start, named.end).any(|t| t.capital) => {
                kept.cues
                    .extend(cues(&within(*start, *end).collect::<Vec<Token>>()));
            }
            _ => kept.named.push(named.clone()),
        }
    }
    kept.cues.sort_by_key(|c| c.start);
    kept
}

/// The analysis with what the request read beyond it: relations by their notions, the version, the year, the kind of answer.
pub(super) fn widened(analysis: &Analysis, request: &Request) -> Analysis {
    let mut wide = analysis.clone();
    for word in &request.words {
        let Some((_, relations)) = word.notion.and_then(|n| BY_NOTION.iter().find(|(m, _)| *m == n)) else {
            continue;
        };
        let known = wide.cues.iter().any(|c| c.start < word.end && word.start < c.end);
        if !known {
            wide.cues.push(Cue {
                relations,
                soft: false,
                start: word.start,
                end: word.end,
            });
        }
    }
    if request.asked == Asked::Place && wide.cues.is_empty() {
        // `In which county is X?` says of no place but that it is asked for.
        wide.cues.push(Cue {
            relations: &[Relation::Location],
            soft: true,
            start: request.text.len(),
            end: request.text.len(),
        });
    }
    if request.task == Task::Sum && wide.operation == Operation::Follow {
        wide.operation = Operation::Sum;
    }
    if request.says_version {
        wide.version = request.version;
    }
    if let ([(year, _)], None) = (request.years.as_slice(), wide.year) {
        wide.year = Some(*year);
    }
    // `Which body employs the person who …` asks for the body.
    let thing = matches!(request.asked, Asked::Person | Asked::Organization | Asked::Law);
    if wide.asked == Asked::Any || request.asked == Asked::Person || wide.asked == Asked::Person && thing {
        wide.asked = request.asked;
    }
    wide
}

/// What an answer says and quotes, and of the passages that it rests on what `of_passage` takes.
fn carried(found: &Found, index: &FactIndex, of_passage: impl Fn(&PassageRecord, &mut Bag)) -> Bag {
    let mut bag = Bag::of(&found.explanation);
    for evidence in found.evidence.iter().chain(&found.more) {
        bag.add(&evidence.quote);
        if let Some(passage) = evidence.passage.and_then(|p| index.passages.get(&p)) {
            of_passage(passage, &mut bag);
        }
    }
    bag
}

/// Whether what an answer about a person rests on has the role that is asked for: the deputy and not the director, the head of this
/// section and not of another; for the `whole_title`, every word of it (`chief financial officer`, `心理健康科的科長`). A name
/// besides is no count of things and ends in no word for a body.
pub(super) fn is_of_role(request: &Request, found: &Found, whole_title: bool, index: &FactIndex) -> bool {
    if request.asked != Asked::Person {
        return true;
    }
    let bag = carried(found, index, |passage, bag| bag.add(&passage.headings.join(" ")));
    let told = language_of(found);
    let has_role = request.words.iter().all(|word| {
        let narrows = word.notion.is_some_and(|n| weight_of(n) == Weight::Narrowing);
        let in_title = word.tied || whole_title && tells_the_post(request, word);
        !(narrows || in_title && Language::of(&word.text) == told) || bag.covers(word) > 0.9
    });
    let known = index.things.named(&found.text).is_some();
    has_role && (known || !tells_no_name(&found.text))
}

/// Language of what an answer rests on: words without a notion are held against evidence of their own language alone.
fn language_of(found: &Found) -> Language {
    let quotes: Vec<&str> = found.evidence.iter().map(|e| e.quote.as_str()).collect();
    Language::of(&quotes.join("\n"))
}

/// Whether an answer out of papers in another language than the question's rests on something that the question names, or on one of
/// its words as they are: notions alone (`예산` and 預算) are those of every project's papers.
pub(super) fn is_anchored(request: &Request, found: &Found, index: &FactIndex) -> bool {
    let passages: Vec<&PassageRecord> = found
        .evidence
        .iter()
        .filter_map(|e| index.passages.get(&e.passage?))
        .collect();
    // Cells may hold no more than numbers: the passage tells.
    let in_own = |p: &&PassageRecord| Language::of(&format!("{} {}", p.title, p.text)) == request.language;
    if passages.iter().any(in_own) {
        return true;
    }
    let mut told: Vec<String> = passages
        .iter()
        .map(|p| name_key(&format!("{}\n{}\n{}", p.title, p.headings.join("\n"), p.text)))
        .collect();
    told.extend(found.evidence.iter().map(|e| name_key(&e.quote)));
    let stands = |name: &str| {
        let key = name_key(name);
        !key.is_empty() && told.iter().any(|text| text.contains(&key))
    };
    let named = request.names.iter().any(|name| {
        stands(&name.text)
            || name
                .thing
                .is_some_and(|thing| index.things.names(thing).iter().any(|name| stands(name)))
    });
    let mut written = request.text.split(|c: char| !c.is_alphanumeric());
    named || written.any(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 2 && stands(word))
}

/// Whether a word belongs to the title of a post: before it, or right behind it.
fn tells_the_post(request: &Request, word: &Word) -> bool {
    if word.notion.is_some() {
        return false;
    }
    let between = |left: usize, right: usize| request.text.get(left..right).unwrap_or("?");
    let is_post = |word: &Word| word.notion.is_some_and(|n| POSTS.contains(&n));
    let (mut left, mut right) = (word.start, word.end);
    while let Some(before) = request
        .words
        .iter()
        .find(|w| w.end <= left && between(w.end, left).trim().is_empty())
    {
        if is_post(before) {
            return true;
        }
        left = before.start;
    }
    while let Some(behind) = request
        .words
        .iter()
        .find(|w| w.start >= right && joins(between(right, w.start)))
    {
        if is_post(behind) {
            return true;
        }
        right = behind.end;
    }
    false
}

/// Whether what stands between two words joins them to one title.
fn joins(between: &str) -> bool {
    !between.contains([',', '，', '、', ';', '；', '.', '。'])
        && tokenise(between)
            .iter()
            .all(|t| ["的", "之", "의"].contains(&t.text.as_str()))
}

/// Whether a text of Han characters counts things or names a body by its last character.
fn tells_no_name(text: &str) -> bool {
    let text = text.trim();
    let han = !text.is_empty() && tokenise(text).iter().all(|t| t.script == Script::Han);
    han && (text.contains(['個', '个'])
        || text.ends_with([
            '科', '組', '局', '處', '課', '室', '院', '所', '部', '會', '司', '署',
        ]))
}

/// Whether an answer from facts carries the question: its narrowing words, its years, and most of the rest.
pub(super) fn verified(request: &Request, analysis: &Analysis, found: &Found, index: &FactIndex) -> bool {
    let bag = carried(found, index, |passage, bag| {
        for said in [
            &passage.text,
            &passage.title,
            &passage.headings.join(" "),
            &passage.source,
        ] {
            bag.add(said);
        }
    });
    let (mut met, mut all) = (0.0, 0.0);
    for word in &request.words {
        let asked_along = analysis
            .cues
            .iter()
            .any(|c| c.start < word.end && word.start < c.end);
        let narrows = word.notion.is_some_and(|n| weight_of(n) == Weight::Narrowing);
        let cover = if asked_along && !narrows {
            1.0
        } else {
            bag.covers(word)
        };
        if word.strict && cover <= 0.0 {
            return false;
        }
        // A role beside the one that the relation speaks of: facts do not tell the two apart.
        if narrows && analysis.speaks_of(Relation::Head) {
            return false;
        }
        all += word.weight;
        met += word.weight * cover;
    }
    let dated = matches!(request.asked, Asked::Date | Asked::Year);
    let of_year = |y: i32| bag.years.contains(&y) || dated;
    if !request.years.iter().all(|(y, _)| of_year(*y)) {
        return false;
    }
    all <= 0.0 || met / all >= ENOUGH
}
