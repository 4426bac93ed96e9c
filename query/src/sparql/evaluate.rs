//! Evaluating a query and writing what it gives.

use std::io::{self, Write};
use std::sync::Arc;

use oxigraph::io::RdfSerializer;
use oxigraph::model::{GraphName, NamedNode};
use oxigraph::sparql::results::QueryResultsSerializer;
use oxigraph::sparql::{CancellationToken, QueryEvaluationError, QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use quarry_graph::Reasoned;

use super::form::Form;
use super::table;

/// What a caller says of one query.
#[derive(Clone)]
pub struct SparqlOptions {
    /// Ends the evaluation from another thread.
    pub cancellation: CancellationToken,
    /// Most bytes of a result.
    pub most_bytes: usize,
    /// Graphs that stand in for the default graph, as the protocol's `default-graph-uri`; none lets every graph stand in.
    pub default_graphs: Vec<NamedNode>,
    /// Graphs that can be named, as the protocol's `named-graph-uri`.
    pub named_graphs: Vec<NamedNode>,
    /// Evaluate over this, which is the store with what follows from it, instead of the store alone.
    pub reasoned: Option<Arc<Reasoned>>,
}

impl std::fmt::Debug for SparqlOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SparqlOptions")
            .field("most_bytes", &self.most_bytes)
            .finish_non_exhaustive()
    }
}

impl Default for SparqlOptions {
    /// A quarter of a gibibyte, and every graph.
    fn default() -> Self {
        Self {
            cancellation: CancellationToken::new(),
            most_bytes: 256 << 20,
            default_graphs: Vec::new(),
            named_graphs: Vec::new(),
            reasoned: None,
        }
    }
}

/// Why a query gave nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SparqlError {
    /// It cannot be parsed, or uses what is not allowed.
    #[error("{0}")]
    Malformed(String),
    /// Its kind of result cannot be written in the form that was asked for.
    #[error("{0} cannot be written in the form that was asked for")]
    NotAcceptable(&'static str),
    /// It took too long, or somebody ended it.
    #[error("the query was cancelled because it took too long; narrow it or add a LIMIT")]
    Cancelled,
    /// Its result is larger than allowed.
    #[error("the result is larger than {0} bytes; narrow the query or add a LIMIT")]
    TooLarge(usize),
    /// The evaluation failed.
    #[error("{0}")]
    Failed(String),
}

/// Evaluates `query` and gives the result with its form. `choose` is told whether the result is a graph, and names the form.
///
/// Facts stand in one named graph a document; unless the query or the options name graphs, the default graph is the union
/// of them all, so that a plain pattern finds everything.
///
/// # Errors
/// See [`SparqlError`].
pub fn evaluate(
    store: &Store,
    query: &str,
    options: &SparqlOptions,
    choose: impl FnOnce(bool) -> Option<Form>,
) -> Result<(Form, Vec<u8>), SparqlError> {
    let malformed = |e: &dyn std::fmt::Display| {
        match SparqlEvaluator::new().parse_update(query) {
        Ok(_) => SparqlError::Malformed(
            "this is an update, and the graph is only read here: papers change it (SELECT, ASK, CONSTRUCT, DESCRIBE)".to_owned(),
        ),
        Err(_) => SparqlError::Malformed(e.to_string()),
    }
    };
    let mut prepared = SparqlEvaluator::new()
        .with_cancellation_token(options.cancellation.clone())
        .parse_query(query)
        .map_err(|e| malformed(&e))?;
    let named_by_protocol = !options.default_graphs.is_empty() || !options.named_graphs.is_empty();
    let dataset = prepared.dataset_mut();
    if named_by_protocol {
        dataset.set_default_graph(
            options
                .default_graphs
                .iter()
                .cloned()
                .map(GraphName::from)
                .collect(),
        );
        dataset.set_available_named_graphs(options.named_graphs.iter().cloned().map(Into::into).collect());
    } else if dataset.is_default_dataset() {
        dataset.set_default_graph_as_union();
    }
    let results = match &options.reasoned {
        Some(reasoned) => prepared.on_queryable_dataset(reasoned.as_ref()).execute(),
        None => prepared.on_store(store).execute(),
    };
    let results = results.map_err(|e| failure(e, options))?;
    let is_graph = matches!(results, QueryResults::Graph(_));
    let kind = if is_graph { "a graph" } else { "a result table" };
    let form = choose(is_graph).ok_or(SparqlError::NotAcceptable(kind))?;
    let mut out = Bounded {
        bytes: Vec::new(),
        most: options.most_bytes,
    };
    match (results, form) {
        (QueryResults::Boolean(value), Form::Results(format)) => {
            QueryResultsSerializer::from_format(format)
                .serialize_boolean_to_writer(&mut out, value)
                .map_err(|e| cannot_write(&e, options))?;
        }
        (QueryResults::Boolean(value), Form::Table) => {
            writeln!(out, "{value}").map_err(|e| cannot_write(&e, options))?;
        }
        (QueryResults::Solutions(solutions), Form::Results(format)) => {
            let variables = solutions.variables().to_vec();
            let mut serializer = QueryResultsSerializer::from_format(format)
                .serialize_solutions_to_writer(&mut out, variables)
                .map_err(|e| cannot_write(&e, options))?;
            for solution in solutions {
                let solution = solution.map_err(|e| failure(e, options))?;
                serializer
                    .serialize(&solution)
                    .map_err(|e| cannot_write(&e, options))?;
            }
            serializer.finish().map_err(|e| cannot_write(&e, options))?;
        }
        (QueryResults::Solutions(solutions), Form::Table) => {
            let variables = solutions.variables().to_vec();
            let mut rows = Vec::new();
            for solution in solutions {
                let solution = solution.map_err(|e| failure(e, options))?;
                rows.push(
                    variables
                        .iter()
                        .map(|v| solution.get(v).map(table::shown).unwrap_or_default())
                        .collect(),
                );
            }
            let names = variables.iter().map(|v| v.as_str().to_owned()).collect();
            table::write(&mut out, names, rows).map_err(|e| cannot_write(&e, options))?;
        }
        (QueryResults::Graph(triples), Form::Graph(_) | Form::Table) => {
            let format = match form {
                Form::Graph(format) => format,
                _ => oxigraph::io::RdfFormat::Turtle,
            };
            let mut serializer = RdfSerializer::from_format(format).for_writer(&mut out);
            for triple in triples {
                let triple = triple.map_err(|e| failure(e, options))?;
                serializer
                    .serialize_triple(&triple)
                    .map_err(|e| cannot_write(&e, options))?;
            }
            serializer.finish().map_err(|e| cannot_write(&e, options))?;
        }
        _ => return Err(SparqlError::NotAcceptable(kind)),
    }
    Ok((form, out.bytes))
}

fn failure(error: QueryEvaluationError, options: &SparqlOptions) -> SparqlError {
    match error {
        QueryEvaluationError::Cancelled => SparqlError::Cancelled,
        QueryEvaluationError::UnsupportedService(name) => SparqlError::Malformed(format!(
            "SERVICE {name} is refused: queries do not leave this machine"
        )),
        other if options.cancellation.is_cancelled() => {
            tracing::debug!(%other, "a cancelled query failed");
            SparqlError::Cancelled
        }
        other => SparqlError::Failed(other.to_string()),
    }
}

fn cannot_write(error: &io::Error, options: &SparqlOptions) -> SparqlError {
    match error.kind() {
        io::ErrorKind::FileTooLarge => SparqlError::TooLarge(options.most_bytes),
        _ => SparqlError::Failed(error.to_string()),
    }
}

/// A buffer that refuses to grow over its limit.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len().saturating_add(bytes.len()) > self.most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use oxigraph::io::RdfFormat;
    use oxigraph::sparql::results::QueryResultsFormat;

    use super::*;

    fn store() -> Store {
        let store = Store::new().unwrap();
        let data = "<urn:a> <urn:p> \"臺北\" <urn:g1> .\n<urn:b> <urn:p> \"서울\" <urn:g2> .\n";
        store.load_from_slice(RdfFormat::NQuads, data).unwrap();
        store
    }

    fn csv(query: &str, options: &SparqlOptions) -> Result<String, SparqlError> {
        let (_, bytes) = evaluate(&store(), query, options, |_| {
            Some(Form::Results(QueryResultsFormat::Csv))
        })?;
        Ok(String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn a_plain_pattern_finds_what_stands_in_named_graphs() {
        let found = csv(
            "SELECT ?o { ?s <urn:p> ?o } ORDER BY ?o",
            &SparqlOptions::default(),
        )
        .unwrap();
        assert_eq!(found, "o\r\n臺北\r\n서울\r\n");
    }

    #[test]
    fn graphs_can_be_chosen_by_query_and_by_protocol() {
        let from = csv(
            "SELECT ?o FROM <urn:g1> { ?s <urn:p> ?o }",
            &SparqlOptions::default(),
        )
        .unwrap();
        assert_eq!(from, "o\r\n臺北\r\n");
        let options = SparqlOptions {
            default_graphs: vec![NamedNode::new("urn:g2").unwrap()],
            ..SparqlOptions::default()
        };
        assert_eq!(
            csv("SELECT ?o { ?s <urn:p> ?o }", &options).unwrap(),
            "o\r\n서울\r\n"
        );
    }

    #[test]
    fn what_would_leave_the_machine_is_refused() {
        let query = "SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }";
        assert!(
            csv(query, &SparqlOptions::default())
                .unwrap_err()
                .to_string()
                .contains("SERVICE")
        );
    }

    #[test]
    fn a_result_over_the_limit_is_an_error() {
        let options = SparqlOptions {
            most_bytes: 4,
            ..SparqlOptions::default()
        };
        assert!(matches!(
            csv("SELECT ?o { ?s <urn:p> ?o }", &options),
            Err(SparqlError::TooLarge(4))
        ));
    }

    #[test]
    fn a_cancelled_query_is_an_error() {
        let options = SparqlOptions::default();
        options.cancellation.cancel();
        assert!(matches!(
            csv("SELECT ?o { ?s <urn:p> ?o }", &options),
            Err(SparqlError::Cancelled)
        ));
    }

    #[test]
    fn a_graph_is_not_a_table_of_values() {
        let refused = csv("CONSTRUCT WHERE { ?s <urn:p> ?o }", &SparqlOptions::default());
        assert!(matches!(refused, Err(SparqlError::NotAcceptable("a graph"))));
    }
}
