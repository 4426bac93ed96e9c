//! The one configuration of retrieval.

use serde::{Deserialize, Serialize};

/// Weights of the graph walk and of fusion. The defaults hold for every language and corpus; none is fitted to one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RetrievalOptions {
    /// Whether the entities that the models found join passages, beside titles and capitalised or quoted names.
    pub extracted_entities: bool,
    /// How much more strongly an entity leads to a passage that stands under its name than to one that mentions it.
    pub title_pull: f32,
    /// Weight of an edge between the two entities of a statement that is certain; an entity leads to a passage with 1.
    pub relation_weight: f32,
    /// Share of the restart that goes to the entities of the statements that are nearest to the question.
    pub statement_share: f32,
    /// How many such statements.
    pub statement_depth: usize,
    /// Weight of a second walk, from the entities of the best passages of the first ranking, beside 1 for the first.
    pub second_hop: f32,
    /// How many such passages.
    pub hop_passages: usize,
    /// How far the sides of a comparison count alike as seeds, whatever their rarity: 0 not at all, 1 all the way.
    pub even_sides: f32,
    /// Probability of returning to the seeds at each step of the walk.
    pub restart: f32,
    /// Mass for each neighbour below which the walk goes no further.
    pub tolerance: f32,
    /// Share of the restart that goes to the passages that BM25 likes best. More than a few hundredths drowns the seeds.
    pub passage_prior: f32,
    /// How much more often the walk enters the passage that BM25 likes best than one that shares no word with the question.
    pub lexical_bias: f32,
    /// Exponent on the walk's scores, which fall off far faster than BM25's.
    pub graph_exponent: f32,
    /// Largest weight of the graph in fusion.
    pub graph_weight: f32,
    /// At this certainty of the seeds the graph is not heard.
    pub gate_closed: f32,
    /// From this certainty on it has its full weight.
    pub gate_open: f32,
    /// How fast a seed loses certainty with the number of passages that name it: to the power of minus this.
    pub pinpoint: f32,
    /// Passages by BM25 that are looked at closely.
    pub rerank_depth: usize,
    /// Weight of the question's share in the best sentence, beside 1 for BM25.
    pub sentence_weight: f32,
    /// Weight of the question's share in the whole passage.
    pub passage_weight: f32,
    /// Weight of the share of the question's single Han or Hangul characters in the best sentence.
    pub character_weight: f32,
    /// Weight of vectors beside words where BM25 accounts for the question's words.
    pub vector_weight: f32,
    /// Weight of vectors where the best passage by BM25 has none of them, as when question and passage differ in language.
    pub vector_weight_unmatched: f32,
    /// Weight of vectors beside the words of a translated question.
    pub vector_weight_translated: f32,
    /// From this share of the question's words in BM25's best passage on, vectors have no more than their small weight.
    pub lexical_trusted: f32,
    /// Where papers in the question's own language hold less than this share of it, and there are others, it is translated.
    pub translated_below: f32,
    /// Most that the best passage by words gains by its lead.
    pub lead_bonus: f32,
    /// Lead, as a share of the best score, from which on it gains all of that.
    pub sure_lead: f32,
    /// The evidence of facts comes first where it holds this share of what as many of the best passages hold of the question.
    pub fact_support: f32,
    /// Best passages that a reranker, where one is given, looks at.
    pub reranker_depth: usize,
    /// Its weight beside the order that it finds, 0 to 1. What a second step needs is far from the question's words, so that
    /// no model that compares the two is given the whole say.
    pub reranker_weight: f32,
    /// Passages taken from BM25.
    pub lexical_depth: usize,
    /// Passages taken from vectors.
    pub vector_depth: usize,
}

impl Default for RetrievalOptions {
    fn default() -> Self {
        Self {
            extracted_entities: true,
            title_pull: 20.0,
            relation_weight: 0.0,
            statement_share: 0.0,
            statement_depth: 5,
            second_hop: 0.3,
            hop_passages: 3,
            even_sides: 0.0,
            restart: 0.15,
            tolerance: 1e-5,
            passage_prior: 0.01,
            lexical_bias: 4.0,
            graph_exponent: 0.35,
            graph_weight: 0.9,
            gate_closed: 0.08,
            gate_open: 0.25,
            pinpoint: 0.5,
            rerank_depth: 50,
            sentence_weight: 1.0,
            passage_weight: 1.0,
            character_weight: 1.0,
            vector_weight: 0.0,
            vector_weight_unmatched: 0.8,
            vector_weight_translated: 0.3,
            lexical_trusted: 0.25,
            translated_below: 0.5,
            lead_bonus: 0.5,
            sure_lead: 0.2,
            fact_support: 1.0,
            reranker_depth: 20,
            reranker_weight: 0.5,
            lexical_depth: 400,
            vector_depth: 100,
        }
    }
}

impl RetrievalOptions {
    /// This configuration with one part taken away at a time, and with one added that it leaves out, by name.
    #[must_use]
    pub fn ablations(&self) -> Vec<(&'static str, Self)> {
        let full = self.clone();
        vec![
            (
                "no titles",
                Self {
                    title_pull: 1.0,
                    ..full.clone()
                },
            ),
            (
                "no entities",
                Self {
                    extracted_entities: false,
                    ..full.clone()
                },
            ),
            (
                "no word pull",
                Self {
                    lexical_bias: 0.0,
                    ..full.clone()
                },
            ),
            (
                "no closer look",
                Self {
                    rerank_depth: 0,
                    ..full.clone()
                },
            ),
            (
                "no characters",
                Self {
                    character_weight: 0.0,
                    ..full.clone()
                },
            ),
            (
                "no gate",
                Self {
                    gate_closed: -1.0,
                    gate_open: 0.0,
                    ..full.clone()
                },
            ),
            (
                "no lead",
                Self {
                    lead_bonus: 0.0,
                    ..full.clone()
                },
            ),
            (
                "no vectors",
                Self {
                    vector_depth: 0,
                    ..full.clone()
                },
            ),
            (
                "no translation",
                Self {
                    translated_below: 0.0,
                    ..full.clone()
                },
            ),
            (
                "no facts first",
                Self {
                    fact_support: f32::INFINITY,
                    ..full.clone()
                },
            ),
            (
                "no second hop",
                Self {
                    second_hop: 0.0,
                    ..full.clone()
                },
            ),
            (
                "relation edges",
                Self {
                    relation_weight: 1.0,
                    ..full.clone()
                },
            ),
            (
                "statement seeds",
                Self {
                    statement_share: 0.2,
                    ..full.clone()
                },
            ),
            (
                "even sides",
                Self {
                    even_sides: 0.5,
                    ..full
                },
            ),
        ]
    }
}
