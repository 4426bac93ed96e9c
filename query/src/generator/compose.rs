//! A written answer as an [`Answer`]: the extracted short answer stays, the written text explains it.

use super::{Context, Generator};
use crate::answer::{Answer, Citation};
use crate::engine::Engine;
use crate::error::QueryError;
use crate::question::Question;
use crate::retrieval::SearchResult;

/// Stands behind a sentence that the cited sources do not carry.
const UNSUPPORTED: &str = " ⚠";

/// Asks `generator` to write an answer from what `engine` finds, and marks the sentences that their sources do not carry.
/// `[n]` in the explanation is the n-th citation. Without a generator the extracted answer is all there is.
///
/// # Errors
/// What the engine or the generator's server said.
pub fn compose(
    generator: Option<&Generator>,
    engine: &Engine,
    question: &Question,
) -> Result<Answer, QueryError> {
    let Some(generator) = generator else {
        return engine.ask(question);
    };
    let extracted = engine.ask(question)?;
    let found = engine.search(question)?;
    let (context, _, sentences) = generator.answer(&question.text, &extracted, &found, |_| {})?;
    let mut explanation = String::new();
    for sentence in &sentences {
        explanation.push_str(&sentence.text);
        if !sentence.supported {
            explanation.push_str(UNSUPPORTED);
        }
        if !explanation.ends_with('\n') {
            explanation.push(' ');
        }
    }
    let refused = explanation.contains(extracted.language.refusal());
    Ok(Answer {
        explanation: explanation.trim_end().to_owned(),
        answered: extracted.answered || !refused,
        citations: citations(&context, &extracted, &found),
        ..extracted
    })
}

/// The context's sources with their places: the extracted answer's own citations, or the passages that were found.
fn citations(context: &Context, extracted: &Answer, found: &SearchResult) -> Vec<Citation> {
    let numbered = context.sources.iter().filter_map(|source| {
        let same = |s: &str, p: &str| s == source.source && p == source.passage;
        let cited = extracted
            .citations
            .iter()
            .find(|c| same(&c.source, &c.passage))
            .cloned();
        cited.or_else(|| {
            let hit = found
                .hits
                .iter()
                .find(|h| same(&h.passage.source, &h.passage.text))?;
            Some(Citation {
                source: hit.passage.source.clone(),
                locator: hit.passage.locator.clone(),
                passage: hit.passage.text.clone(),
                quote: String::new(),
                title: hit.passage.title.clone(),
            })
        })
    });
    numbered.collect()
}
