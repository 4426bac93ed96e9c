//! The statements between entities: as edges of the walk, and as what a question may be near to.

use std::sync::OnceLock;

use quarry_graph::StatementRecord;

use crate::error::QueryError;
use crate::source::Source;

/// So many statements are embedded at most; of more, the first by the order of the documents.
const MOST: usize = 50_000;

/// How many are embedded at a time.
const BATCH: usize = 256;

/// Statements of which both ends are entities that passages name.
#[derive(Debug, Default)]
pub(super) struct Statements {
    /// `subject predicate object`, as words.
    texts: Vec<String>,
    /// Subject and object.
    ends: Vec<[u32; 2]>,
    confidence: Vec<f32>,
    /// One vector a text, found when a question first asks for it; none without a model.
    vectors: OnceLock<Vec<Vec<f32>>>,
}

impl Statements {
    /// The asserted ones of `statements` whose ends `node` knows.
    pub(super) fn of(statements: &[StatementRecord], node: impl Fn(&str) -> Option<u32>) -> Self {
        let mut all = Self::default();
        for statement in statements.iter().filter(|s| s.asserted) {
            let ends = statement.object.as_ref().and_then(|object| {
                let ends = [node(&statement.subject)?, node(object)?];
                (ends[0] != ends[1]).then_some(ends)
            });
            let Some(ends) = ends else { continue };
            let StatementRecord {
                subject_name,
                predicate,
                object_name,
                ..
            } = statement;
            all.texts
                .push(format!("{subject_name} {} {object_name}", as_words(predicate)));
            all.ends.push(ends);
            all.confidence.push(statement.confidence);
        }
        all
    }

    /// Both ends of each statement with its confidence.
    pub(super) fn edges(&self) -> impl Iterator<Item = ([u32; 2], f32)> {
        self.ends.iter().copied().zip(self.confidence.iter().copied())
    }

    /// The ends of the `depth` statements that are nearest to the question, with their cosines.
    ///
    /// # Errors
    /// What the embedding model said.
    pub(super) fn near(
        &self,
        question: &str,
        source: &dyn Source,
        depth: usize,
    ) -> Result<Vec<(u32, f32)>, QueryError> {
        let asked = source.embed_question(question)?;
        if asked.is_empty() || self.texts.is_empty() {
            return Ok(Vec::new());
        }
        let vectors = match self.vectors.get() {
            Some(vectors) => vectors,
            None => {
                let vectors = self.embedded(source)?;
                self.vectors.get_or_init(|| vectors)
            }
        };
        let mut near: Vec<(usize, f32)> = vectors
            .iter()
            .map(|v| v.iter().zip(&asked).map(|(a, b)| a * b).sum::<f32>())
            .enumerate()
            .filter(|(_, cosine)| *cosine > 0.0)
            .collect();
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        near.truncate(depth);
        let ends = |(number, cosine): (usize, f32)| {
            let ends = self.ends.get(number).copied().into_iter().flatten();
            ends.map(move |end| (end, cosine))
        };
        Ok(near.into_iter().flat_map(ends).collect())
    }

    fn embedded(&self, source: &dyn Source) -> Result<Vec<Vec<f32>>, QueryError> {
        let mut vectors = Vec::with_capacity(self.texts.len().min(MOST));
        let most = self.texts.get(..MOST).unwrap_or(&self.texts);
        for batch in most.chunks(BATCH) {
            let texts: Vec<&str> = batch.iter().map(String::as_str).collect();
            vectors.extend(source.embed_texts(&texts)?);
        }
        Ok(vectors)
    }
}

/// `foundedOn` as `founded on`.
fn as_words(predicate: &str) -> String {
    let mut words = String::with_capacity(predicate.len() + 2);
    for c in predicate.chars() {
        if c.is_uppercase() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}
