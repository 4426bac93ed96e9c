//! The forms of results, and content negotiation.

use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::sparql::results::QueryResultsFormat;

/// A form of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// SPARQL results (SELECT, ASK) in one of the W3C's forms.
    Results(QueryResultsFormat),
    /// A graph (CONSTRUCT, DESCRIBE) in an RDF syntax.
    Graph(RdfFormat),
    /// An aligned table for a terminal; graphs as Turtle.
    Table,
}

impl Form {
    /// The form of that short name: `table`, `json`, `xml`, `csv`, `tsv`, `ttl`, `nt`, `trig`, `nq`, `jsonld`, `rdfxml`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "table" => Self::Table,
            "json" => Self::Results(QueryResultsFormat::Json),
            "xml" => Self::Results(QueryResultsFormat::Xml),
            "csv" => Self::Results(QueryResultsFormat::Csv),
            "tsv" => Self::Results(QueryResultsFormat::Tsv),
            "ttl" => Self::Graph(RdfFormat::Turtle),
            "nt" => Self::Graph(RdfFormat::NTriples),
            "nq" => Self::Graph(RdfFormat::NQuads),
            "trig" => Self::Graph(RdfFormat::TriG),
            "rdfxml" => Self::Graph(RdfFormat::RdfXml),
            "jsonld" => Self::Graph(RdfFormat::JsonLd {
                profile: JsonLdProfileSet::empty(),
            }),
            _ => return None,
        })
    }

    /// Media type with charset where the form is text.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Results(QueryResultsFormat::Csv) => "text/csv; charset=utf-8",
            Self::Results(QueryResultsFormat::Tsv) => "text/tab-separated-values; charset=utf-8",
            Self::Results(format) => format.media_type(),
            Self::Graph(format) => format.media_type(),
            Self::Table => "text/plain; charset=utf-8",
        }
    }
}

/// What an `Accept` header asks for: one form for solutions and booleans, one for graphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// For SELECT and ASK.
    pub results: Option<QueryResultsFormat>,
    /// For CONSTRUCT and DESCRIBE.
    pub graph: Option<RdfFormat>,
}

impl Accepted {
    /// Everything in its default form: JSON for results, Turtle for graphs.
    pub const ANYTHING: Self = Self {
        results: Some(QueryResultsFormat::Json),
        graph: Some(RdfFormat::Turtle),
    };

    /// Reads an `Accept` header (RFC 9110, section 12.5.1): the most wanted form of each kind that can be written.
    #[must_use]
    pub fn from_header(header: &str) -> Self {
        let mut wanted: Vec<(f32, usize, &str)> = header
            .split(',')
            .enumerate()
            .filter_map(|(place, entry)| {
                let mut parts = entry.split(';').map(str::trim);
                let range = parts.next().filter(|r| !r.is_empty())?;
                let quality = parts
                    .filter_map(|p| p.strip_prefix("q=").or_else(|| p.strip_prefix("Q=")))
                    .find_map(|q| q.trim().parse::<f32>().ok())
                    .unwrap_or(1.0);
                (quality > 0.0).then_some((quality, place, range))
            })
            .collect();
        if wanted.is_empty() {
            return Self::ANYTHING;
        }
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut accepted = Self {
            results: None,
            graph: None,
        };
        for (_, _, range) in wanted {
            accepted.results = accepted.results.or_else(|| match range {
                "*/*" | "application/*" => Self::ANYTHING.results,
                "text/*" => Some(QueryResultsFormat::Csv),
                named => QueryResultsFormat::from_media_type(named),
            });
            accepted.graph = accepted.graph.or_else(|| match range {
                "*/*" | "text/*" => Self::ANYTHING.graph,
                "application/*" => Some(RdfFormat::NTriples),
                named => RdfFormat::from_media_type(named),
            });
        }
        accepted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_wanted_form_wins() {
        let accepted =
            Accepted::from_header("text/csv;q=0.5, application/sparql-results+xml, text/turtle;q=0.1");
        assert_eq!(accepted.results, Some(QueryResultsFormat::Xml));
        assert_eq!(accepted.graph, Some(RdfFormat::Turtle));
    }

    #[test]
    fn nothing_said_is_anything() {
        assert_eq!(Accepted::from_header(""), Accepted::ANYTHING);
        assert_eq!(Accepted::from_header("*/*"), Accepted::ANYTHING);
    }

    #[test]
    fn what_cannot_be_written_is_not_accepted() {
        assert_eq!(
            Accepted::from_header("image/png"),
            Accepted {
                results: None,
                graph: None
            }
        );
        assert_eq!(
            Accepted::from_header("text/csv;q=0").results,
            Accepted::ANYTHING.results
        );
    }
}
