//! The one configuration of retrieval.

/// Weights of the graph walk and of fusion. The defaults hold for every language and corpus; none is fitted to one.
#[derive(Debug, Clone, PartialEq)]
pub struct RetrievalOptions {
    /// Probability of returning to the seeds at each step of the walk.
    pub restart: f32,
    /// Steps of the walk; the walk has converged for ranking purposes long before.
    pub steps: usize,
    /// Share of the restart that goes to the passages that BM25 likes best. More than a few hundredths drowns the seeds.
    pub passage_prior: f32,
    /// How much more often the walk enters the passage that BM25 likes best than one that shares no word with the question.
    pub lexical_bias: f32,
    /// Exponent on the walk's scores, which fall off far faster than BM25's.
    pub graph_exponent: f32,
    /// Largest weight of the graph in fusion.
    pub graph_weight: f32,
    /// Below this share of the question's weight in seeds the graph is not heard.
    pub gate_closed: f32,
    /// From this share on it has its full weight.
    pub gate_open: f32,
    /// Weight of vectors beside BM25 where BM25 accounts for the question's words.
    pub vector_weight: f32,
    /// Weight of vectors where the best passage by BM25 has none of them, as when question and passage differ in language.
    pub vector_weight_unmatched: f32,
    /// From this share of the question's words in BM25's best passage on, vectors have no more than their small weight.
    pub lexical_trusted: f32,
    /// Most that BM25's best passage gains by its lead.
    pub lead_bonus: f32,
    /// Lead, as a share of the best score, from which on it gains all of that.
    pub sure_lead: f32,
    /// Passages taken from BM25.
    pub lexical_depth: usize,
    /// Passages taken from vectors.
    pub vector_depth: usize,
}

impl Default for RetrievalOptions {
    fn default() -> Self {
        Self {
            restart: 0.2,
            steps: 12,
            passage_prior: 0.01,
            lexical_bias: 4.0,
            graph_exponent: 0.4,
            graph_weight: 0.85,
            gate_closed: 0.25,
            gate_open: 0.4,
            vector_weight: 0.05,
            vector_weight_unmatched: 0.8,
            lexical_trusted: 0.25,
            lead_bonus: 0.5,
            sure_lead: 0.25,
            lexical_depth: 400,
            vector_depth: 100,
        }
    }
}
