//! A written answer as an [`Answer`]: the extracted short answer stays, the written text explains it.

use super::check::without_marks;
use super::{Context, Generator};
use crate::answer::{Answer, Citation};
use crate::engine::Engine;
use crate::error::QueryError;
use crate::question::Question;
use crate::retrieval::SearchResult;
use crate::text::Language;

/// Stands behind a sentence that the cited sources do not carry.
const UNSUPPORTED: &str = " ⚠";

/// Asks `generator` to write an answer from what `engine` finds, and marks the sentences that their sources do not carry.
/// `[n]` in the explanation is the n-th citation. Without a generator, or where its server does not answer, the extracted answer
/// is all there is.
///
/// # Errors
/// What the engine said.
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
    let (context, _, sentences) = match generator.answer(&question.text, &extracted, &found, |_| {}) {
        Ok(written) => written,
        // The extracted answer needs no server.
        Err(error @ QueryError::Generator { .. }) => return Ok(without_generator(extracted, &error)),
        Err(error) => return Err(error),
    };
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
    // Where nothing was extracted, the first sentence that its sources carry answers; without one nothing does.
    let refusal = extracted.language.refusal();
    let carried = sentences
        .iter()
        .find(|s| s.supported && !s.text.contains(refusal))
        .map(|s| without_marks(&s.text).0.trim().replace(" .", "."));
    let short = match carried {
        _ if extracted.answered => extracted.answer.clone(),
        Some(carried) => carried,
        None => refusal.to_owned(),
    };
    Ok(Answer {
        explanation: explanation.trim_end().to_owned(),
        answered: short != refusal,
        answer: short,
        citations: citations(&context, &extracted, &found),
        ..extracted
    })
}

/// The extracted answer, which says that nothing was written and why.
fn without_generator(extracted: Answer, error: &QueryError) -> Answer {
    tracing::warn!(%error, "the generator gave no answer; the extracted one stands");
    let note = match extracted.language {
        Language::Chinese => "語言模型未能作答，以下為直接摘錄的結果",
        Language::Korean => "언어 모델이 답하지 못하여 발췌한 답만 싣는다",
        Language::English => "The language model did not answer; this is what was extracted",
    };
    let explanation = [extracted.explanation.as_str(), &format!("{note}: {error}")];
    let explanation: Vec<&str> = explanation.into_iter().filter(|line| !line.is_empty()).collect();
    Answer {
        explanation: explanation.join("\n"),
        ..extracted
    }
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
