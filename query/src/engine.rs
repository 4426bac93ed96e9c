//! The engine: an index held ready for questions.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use quarry_extract::Extractor;
use quarry_graph::algorithm::Leiden;
use quarry_graph::{Knowledge, StatementRecord};
use roaring::RoaringBitmap;

use crate::answer::{
    Answer, Before, FactIndex, FigureQuery, Proposed, Reading, Stretches, answer, asks_for_one_fact,
    asks_for_themes, overview, proposed, stretches, table_readings,
};
use crate::error::QueryError;
use crate::passages::Readable;
use crate::question::{Mode, Question};
use crate::retrieval::{
    Hit, Parts, PassageGraph, Ranked, Reranker, RetrievalOptions, SearchResult, Themes, Trace, Translator,
    Wanted, look_again, rank, share,
};
use crate::source::{Indexed, Source};
use crate::text::Language;

/// How many permission scopes keep their graph ready.
const SNAPSHOTS: usize = 4;

/// How many themes an answer about the whole tells.
const TOLD_THEMES: usize = 6;

/// Where the evidence of facts stands that may not be what the question asks for: within the first ten, behind the best.
const UNSURE_PLACE: usize = 5;

/// How many passages are looked at for an answer.
const RANKED_PASSAGES: usize = 30;

/// Which state of the knowledge a question is answered from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Freshness {
    /// That of the last commit, however long it takes to lay out.
    #[default]
    Latest,
    /// That of the last [`Engine::refresh`], at once. Whoever changes the knowledge refreshes before saying that it is done.
    Refreshed,
}

/// How the engine works.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EngineOptions {
    /// Retrieval.
    pub retrieval: RetrievalOptions,
    /// Which state of the knowledge answers.
    pub freshness: Freshness,
}

/// Answers questions over one data folder. Cheap to clone and to share between threads: clones share the cached graphs,
/// which are built again when [`Source::sequence`] changes.
#[derive(Clone)]
pub struct Engine {
    source: Arc<dyn Source>,
    options: Arc<EngineOptions>,
    reranker: Option<Arc<dyn Reranker>>,
    translator: Translator,
    snapshots: Arc<Mutex<Vec<Arc<Snapshot>>>>,
    /// Held by whoever lays out a snapshot: two at once would do the same work twice.
    turn: Arc<Mutex<()>>,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// What a caller may read, and as of when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Scope {
    /// Collections; none for all.
    collections: Option<BTreeSet<String>>,
    /// Day, ISO 8601; none for the present.
    day: Option<String>,
}

impl Scope {
    fn of(question: &Question) -> Self {
        Self {
            collections: question.collections.as_ref().map(|c| c.iter().cloned().collect()),
            day: question.as_of.clone(),
        }
    }
}

/// What is computed once for a state of the knowledge and a scope of collections.
pub(crate) struct Snapshot {
    /// The knowledge as it was then.
    source: Arc<dyn Source>,
    sequence: u64,
    /// Somebody asked since it was laid out.
    asked: AtomicBool,
    scope: Scope,
    /// Passages that may be read; none for all.
    pub(crate) readable: Option<RoaringBitmap>,
    pub(crate) graph: PassageGraph,
    pub(crate) facts: FactIndex,
    /// Found when the first question about the whole asks for them.
    themes: OnceLock<Themes>,
}

impl Engine {
    /// An engine over an opened data folder. Nothing is computed before the first question. A reranker among the extractor's
    /// models looks at the best passages once more.
    #[must_use]
    pub fn new(knowledge: Arc<Knowledge>, extractor: Arc<Extractor>, options: EngineOptions) -> Self {
        let reranks = extractor.reranks();
        let engine = Self::over(Arc::new(Indexed::new(knowledge, Arc::clone(&extractor))), options)
            .with_translator(Translator::of(Arc::clone(&extractor)));
        if reranks {
            engine.with_reranker(extractor)
        } else {
            engine
        }
    }

    /// An engine over any source.
    #[must_use]
    pub fn over(source: Arc<dyn Source>, options: EngineOptions) -> Self {
        Self {
            source,
            options: Arc::new(options),
            reranker: None,
            translator: Translator::default(),
            snapshots: Arc::default(),
            turn: Arc::default(),
        }
    }

    /// The same engine with a model that looks at the best passages once more.
    #[must_use]
    pub fn with_reranker(self, reranker: Arc<dyn Reranker>) -> Self {
        Self {
            reranker: Some(reranker),
            ..self
        }
    }

    /// The same engine with a lexicon for questions in another language than the papers'.
    #[must_use]
    pub fn with_translator(self, translator: Translator) -> Self {
        Self { translator, ..self }
    }

    /// Finds the passages that bear on the question.
    ///
    /// # Errors
    /// For an empty question, and what the knowledge or the embedding model said.
    pub fn search(&self, question: &Question) -> Result<SearchResult, QueryError> {
        let snapshot = self.snapshot(question)?;
        let question = &*self.in_writing_of_papers(&snapshot, question);
        let (mut ranked, trace) = self.rank(&snapshot, question)?;
        let facts = match question.mode {
            Mode::Auto | Mode::Facts => snapshot.facts.evidence_for(&question.text, &snapshot.graph),
            _ => Vec::new(),
        };
        if question.mode == Mode::Table {
            let passages = snapshot.source.passages();
            let of_table = |number: u32| {
                let at = usize::try_from(number).ok();
                at.and_then(|n| passages.get(n)).is_some_and(|p| p.rows.is_some())
            };
            ranked.retain(|r| of_table(r.passage));
        }
        let sure = self.carry(&facts, &ranked, question, &snapshot);
        let mode = match question.mode {
            Mode::Auto if sure => Mode::Facts,
            Mode::Auto => Mode::Hybrid,
            mode => mode,
        };
        promote(
            &mut ranked,
            &facts,
            if mode == Mode::Facts { 0 } else { UNSURE_PLACE },
        );
        Ok(result(&snapshot, mode, &ranked, &trace, question.k))
    }

    /// Answers the question from facts and sentences, with citations, or refuses where nothing carries an answer.
    ///
    /// # Errors
    /// For an empty question, and what the knowledge or the embedding model said.
    pub fn ask(&self, question: &Question) -> Result<Answer, QueryError> {
        let snapshot = self.snapshot(question)?;
        let question = &*self.in_writing_of_papers(&snapshot, question);
        let of_whole = asks_for_themes(&question.text);
        if question.mode == Mode::Global && !of_whole && asks_for_one_fact(&question.text, &snapshot.facts) {
            return self.instead_of_themes(question);
        }
        let (ranked, trace) = self.rank(&snapshot, question)?;
        if question.mode == Mode::Global || question.mode == Mode::Auto && of_whole {
            return self.themes(&snapshot, question, &ranked);
        }
        let wide = widely(&snapshot, question, &ranked, &trace);
        let rarity = |term: &str| snapshot.graph.scarcity(term);
        // The query stands in the answer only where the store gives the same.
        let same = |query: &FigureQuery| {
            let given = self.source.values(&query.text);
            given.is_ok_and(|given| query.gives(&given))
        };
        Ok(answer(question, &snapshot.facts, &wide, &rarity, &same))
    }

    /// Every stretch that may be an answer, with what it is weighed by: what the weights of the ranked reader are fitted to
    /// (`query/training/fit.py`). Passages that have one of the answers `without` are passed over.
    ///
    /// # Errors
    /// As [`Engine::ask`].
    pub fn stretches(&self, question: &Question, without: &[String]) -> Result<Stretches, QueryError> {
        let snapshot = self.snapshot(question)?;
        let question = &*self.in_writing_of_papers(&snapshot, question);
        let wide = self.widely(&snapshot, question)?;
        let rarity = |term: &str| snapshot.graph.scarcity(term);
        Ok(stretches(question, &snapshot.facts, &wide, &rarity, without))
    }

    /// Everything that the readers propose as an answer, with what it is weighed by: what the weights of the choice are fitted
    /// to (`query/training/fit_choice.py`). `weights` weigh the stretches and `tables` the readings of tables, none
    /// for those that come with the program.
    ///
    /// # Errors
    /// As [`Engine::ask`].
    pub fn proposals(
        &self,
        question: &Question,
        weights: Option<&[u8]>,
        tables: Option<&str>,
    ) -> Result<Proposed, QueryError> {
        let snapshot = self.snapshot(question)?;
        let question = &*self.in_writing_of_papers(&snapshot, question);
        let wide = self.widely(&snapshot, question)?;
        let rarity = |term: &str| snapshot.graph.scarcity(term);
        Ok(proposed(
            question,
            &snapshot.facts,
            &wide,
            &rarity,
            weights,
            tables,
        ))
    }

    /// The question with the names that it has in Latin letters as the papers write them.
    fn in_writing_of_papers<'q>(&self, snapshot: &Snapshot, question: &'q Question) -> Cow<'q, Question> {
        let text = snapshot
            .facts
            .in_writing_of_papers(&question.text, &self.translator);
        text.map_or(Cow::Borrowed(question), |text| {
            Cow::Owned(Question {
                text,
                ..question.clone()
            })
        })
    }

    /// What is read for an answer.
    fn widely(&self, snapshot: &Snapshot, question: &Question) -> Result<SearchResult, QueryError> {
        let (ranked, trace) = self.rank(snapshot, question)?;
        Ok(widely(snapshot, question, &ranked, &trace))
    }

    /// Every reading of the tables for a question with what describes it, the best first: for fitting what each feature counts.
    ///
    /// # Errors
    /// For an empty question, and what the knowledge said.
    pub fn table_readings(&self, question: &Question) -> Result<Vec<Reading>, QueryError> {
        let snapshot = self.snapshot(question)?;
        let question = &*self.in_writing_of_papers(&snapshot, question);
        Ok(table_readings(question, &snapshot.facts))
    }

    fn rank(&self, snapshot: &Snapshot, question: &Question) -> Result<(Vec<Ranked>, Trace), QueryError> {
        let (mut ranked, trace) = rank(
            snapshot.source.as_ref(),
            &snapshot.graph,
            &question.text,
            question.mode,
            snapshot.readable.as_ref(),
            &self.translator,
            &self.options.retrieval,
        )?;
        let mixes = !matches!(question.mode, Mode::Passages | Mode::Graph | Mode::Vectors);
        if let Some(reranker) = self.reranker.as_deref().filter(|_| mixes) {
            let passages = snapshot.source.passages();
            look_again(
                reranker,
                &question.text,
                &mut ranked,
                &passages,
                &self.options.retrieval,
            )?;
        }
        Ok((ranked, trace))
    }

    /// Themes answer no question for one fact: it is answered as if no mode were given, and the answer says so.
    fn instead_of_themes(&self, question: &Question) -> Result<Answer, QueryError> {
        let mut answer = self.ask(&Question {
            mode: Mode::Auto,
            ..question.clone()
        })?;
        let note = match answer.language {
            Language::Chinese => "主題無法回答此問題，改以一般方式作答",
            Language::Korean => "주제로는 답할 수 없는 질문이라 일반 방식으로 답함",
            Language::English => "themes do not answer this question; answered without them",
        };
        answer.explanation = if answer.explanation.is_empty() {
            note.to_owned()
        } else {
            format!("{note}\n{}", answer.explanation)
        };
        Ok(answer)
    }

    /// Tells the themes of what the caller may read, those that the question's passages stand in first.
    fn themes(
        &self,
        snapshot: &Snapshot,
        question: &Question,
        ranked: &[Ranked],
    ) -> Result<Answer, QueryError> {
        let passages = snapshot.source.passages();
        let entities = match snapshot.themes.get() {
            Some(_) => Vec::new(),
            None => snapshot.source.entities()?,
        };
        let themes = snapshot
            .themes
            .get_or_init(|| Themes::find(snapshot.facts.passages.iter(), &entities, &Leiden::default()));
        let told = themes.about(ranked.iter().map(|r| r.passage), TOLD_THEMES);
        let passage = |number: u32| usize::try_from(number).ok().and_then(|n| passages.get(n));
        Ok(overview(Language::of(&question.text), &told, passage))
    }

    /// Whether the evidence of facts holds about as much of the question as the best passages that were found without them. A
    /// question that only looks like one about a known relation is so told from one that is.
    fn carry(&self, facts: &[u32], ranked: &[Ranked], question: &Question, snapshot: &Snapshot) -> bool {
        if facts.is_empty() {
            return false;
        }
        let wanted = Wanted::of(&question.text, &snapshot.graph);
        let rivals = ranked.iter().take(facts.len()).map(|r| r.passage);
        let found = wanted.together(facts.iter().copied(), &snapshot.graph);
        found >= self.options.retrieval.fact_support * wanted.together(rivals, &snapshot.graph)
    }

    /// The snapshot for the question's scope, laid out where there is none that may answer.
    fn snapshot(&self, question: &Question) -> Result<Arc<Snapshot>, QueryError> {
        if question.text.trim().is_empty() {
            return Err(QueryError::EmptyQuestion);
        }
        let scope = Scope::of(question);
        let newest = match self.options.freshness {
            Freshness::Latest => Some(self.source.sequence()),
            Freshness::Refreshed => None,
        };
        let found = match self.held(&scope, newest) {
            Some(found) => found,
            None => self.lay_out(scope)?,
        };
        found.asked.store(true, Ordering::Relaxed);
        Ok(found)
    }

    fn held(&self, scope: &Scope, sequence: Option<u64>) -> Option<Arc<Snapshot>> {
        let snapshots = self.snapshots.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = snapshots.iter().filter(|s| s.scope == *scope);
        found
            .find(|s| sequence.is_none_or(|sequence| s.sequence == sequence))
            .cloned()
    }

    fn lay_out(&self, scope: Scope) -> Result<Arc<Snapshot>, QueryError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let source = self.source.pinned().unwrap_or_else(|| Arc::clone(&self.source));
        // Whoever had the turn before may have done it.
        if let Some(found) = self.held(&scope, Some(source.sequence())) {
            return Ok(found);
        }
        let before = self.held(&scope, None);
        let built = Snapshot::build(source, scope, self, before.as_deref())?;
        drop(before);
        let built = Arc::new(built);
        let mut snapshots = self.snapshots.lock().unwrap_or_else(PoisonError::into_inner);
        let mut old: Vec<Arc<Snapshot>> = Vec::new();
        snapshots.retain(|s| {
            let keep = s.scope != built.scope;
            if !keep {
                old.push(Arc::clone(s));
            }
            keep
        });
        if snapshots.len() >= SNAPSHOTS {
            old.push(snapshots.remove(0));
        }
        snapshots.push(Arc::clone(&built));
        drop(snapshots);
        // Taking a large one apart takes a while, which nobody else should wait for.
        drop(old);
        Ok(built)
    }

    /// Lays out the state of the last commit for every scope that somebody asked in since the last time, and for the whole.
    /// Does nothing where nothing changed.
    ///
    /// # Errors
    /// What the knowledge said.
    pub fn refresh(&self) -> Result<(), QueryError> {
        let sequence = self.source.sequence();
        let (behind, forgotten): (Vec<_>, Vec<_>) = {
            let mut snapshots = self.snapshots.lock().unwrap_or_else(PoisonError::into_inner);
            let (keep, forget) = std::mem::take(&mut *snapshots).into_iter().partition(|s| {
                s.sequence == sequence || s.scope == Scope::default() || s.asked.load(Ordering::Relaxed)
            });
            *snapshots = keep;
            (snapshots.iter().map(|s| s.scope.clone()).collect(), forget)
        };
        drop(forgotten);
        for scope in behind.into_iter().chain([Scope::default()]) {
            if self.held(&scope, Some(sequence)).is_none() {
                self.lay_out(scope)?;
            }
        }
        Ok(())
    }
}

/// What the ranked reader looks at: further down the ranking than the others do.
fn widely(snapshot: &Snapshot, question: &Question, ranked: &[Ranked], trace: &Trace) -> SearchResult {
    result(
        snapshot,
        question.mode,
        ranked,
        trace,
        question.k.max(RANKED_PASSAGES),
    )
}

fn result(snapshot: &Snapshot, mode: Mode, ranked: &[Ranked], trace: &Trace, k: usize) -> SearchResult {
    let passages = snapshot.source.passages();
    let mut records: HashSet<&str> = HashSet::new();
    let mut hits = Vec::with_capacity(k.min(ranked.len()));
    for r in ranked {
        let Some(passage) = usize::try_from(r.passage).ok().and_then(|p| passages.get(p)) else {
            continue;
        };
        // A record of a JSONL file appears once, by its best passage.
        if passage.source.contains('#') && !records.insert(passage.source.as_str()) {
            continue;
        }
        if hits.len() == k {
            break;
        }
        hits.push(Hit {
            passage: passage.clone(),
            score: r.score,
            parts: r.parts,
        });
    }
    SearchResult {
        mode,
        hits,
        seeds: trace.seeds.seeds.iter().map(|s| s.text.clone()).collect(),
        seed_certainty: trace.seeds.certainty,
    }
}

impl Snapshot {
    /// Lays out a state of the knowledge. From an earlier state of the same scope is taken over what its passages hold by
    /// themselves; the result is the same.
    fn build(
        source: Arc<dyn Source>,
        scope: Scope,
        engine: &Engine,
        before: Option<&Self>,
    ) -> Result<Self, QueryError> {
        let passages = source.passages();
        let (statements, known) = match &scope.day {
            Some(day) => {
                let (statements, known) = source.as_of(day, scope.collections.as_ref())?;
                (statements, Some(known.into_iter().collect::<HashSet<String>>()))
            }
            None => (source.present(scope.collections.as_ref())?, None),
        };
        let documents = source.documents()?;
        let collection: HashMap<&str, &str> = documents
            .iter()
            .map(|d| (d.source.as_str(), d.collection.as_str()))
            .collect();
        let may_read = |path: &str| {
            let permitted = scope
                .collections
                .as_ref()
                .is_none_or(|s| collection.get(path).is_some_and(|c| s.contains(*c)));
            permitted && known.as_ref().is_none_or(|known| known.contains(path))
        };
        let narrowed = scope.collections.is_some() || known.is_some();
        let readable: Option<RoaringBitmap> = narrowed.then(|| {
            passages
                .iter()
                .filter(|p| may_read(&p.source))
                .map(|p| p.id.0)
                .collect()
        });
        let entities = source.entities()?;
        let visible = Readable::new(Arc::clone(&passages), readable.clone());
        let statements: Vec<StatementRecord> =
            statements.into_iter().filter(|s| may_read(&s.source)).collect();
        let with_tables: BTreeSet<&str> = visible
            .iter()
            .filter(|p| p.rows.is_some())
            .map(|p| p.source.as_str())
            .collect();
        let mut contents = Vec::new();
        for path in with_tables {
            contents.extend(source.content(path)?);
        }
        let before = before.filter(|b| !b.graph.is_worn() && !b.facts.is_worn());
        let before = before.map(|b| (b, b.graph.kept(visible.iter(), &b.facts.passages)));
        let of_graph = before.as_ref().map(|(b, kept)| (&b.graph, kept));
        let of_facts = before.as_ref().map(|(b, kept)| Before {
            facts: &b.facts,
            readings: b.graph.readings(),
            kept,
        });
        // Neither needs the other, and both take long.
        let (graph, facts) = std::thread::scope(|scope| {
            let options = &engine.options.retrieval;
            let graph = scope
                .spawn(|| PassageGraph::following(visible.iter(), &entities, &statements, options, of_graph));
            let facts = {
                let meaning = |headers: &[String]| source.meaning_of_column(headers);
                FactIndex::build(
                    &statements,
                    &entities,
                    visible.clone(),
                    (&contents, &meaning),
                    &engine.translator,
                    of_facts,
                )
            };
            (graph.join(), facts)
        });
        let graph = graph.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok(Self {
            sequence: source.sequence(),
            source,
            asked: AtomicBool::new(false),
            scope,
            readable,
            graph,
            facts,
            themes: OnceLock::new(),
        })
    }
}

/// Puts the evidence of facts, in its own order, before everything that stands at `place` or after it.
fn promote(ranked: &mut Vec<Ranked>, facts: &[u32], place: usize) {
    let place = place.min(ranked.len());
    let (before, _) = ranked.split_at(place);
    let above = before.last().map(|r| r.score);
    let best = ranked.first().map_or(0.0, |r| r.score);
    let missing: Vec<u32> = facts
        .iter()
        .copied()
        .filter(|p| !before.iter().any(|r| r.passage == *p))
        .collect();
    let mut evidence = Vec::with_capacity(missing.len());
    for (number, passage) in missing.iter().enumerate() {
        let parts = match ranked.iter().position(|r| r.passage == *passage) {
            Some(at) => ranked.remove(at).parts,
            None => Parts::default(),
        };
        evidence.push(Ranked {
            passage: *passage,
            // Scores fall along the ranking.
            score: above.unwrap_or(best + 1.0 - share(number, missing.len())),
            parts: Parts { fact: 1.0, ..parts },
        });
    }
    ranked.splice(place..place, evidence);
}
