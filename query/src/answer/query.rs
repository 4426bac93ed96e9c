//! The SPARQL query that an answer over figures comes down to, for whoever wants to run it again or change it.
//!
//! Each figure of a table is an observation in its document's graph whose evidence names block, row and column. The query
//! selects the cells that the answer cites and does with them what the question asks; the engine runs it and hands it out
//! only where the store gives the same value.

use std::fmt::Write as _;

use super::tables::View;

/// What is done with the selected figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aggregate {
    Sum,
    Average,
    Greatest,
    Least,
}

/// A query and the number that it has to give.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureQuery {
    /// SPARQL 1.1, with one solution and one variable.
    pub text: String,
    /// What the answer says, in base units.
    pub value: f64,
}

/// The query over the figures of `column` in `rows`; none where the table's document is not known in the store.
pub(super) fn figure_query(
    view: &View,
    column: usize,
    rows: &[usize],
    aggregate: Aggregate,
    value: f64,
) -> Option<FigureQuery> {
    let document = view.document.as_deref().filter(|d| is_iri(d))?;
    let places: Vec<(u32, u32)> = rows
        .iter()
        .filter_map(|r| view.cell(*r, column).map(|v| v.at))
        .collect();
    let (_, at) = *places.first()?;
    if places.iter().any(|p| p.1 != at) {
        return None;
    }
    let function = match aggregate {
        Aggregate::Sum => "SUM",
        Aggregate::Average => "AVG",
        Aggregate::Greatest => "MAX",
        Aggregate::Least => "MIN",
    };
    let header = view
        .columns
        .get(column)
        .map(|c| c.path.join(" / "))
        .unwrap_or_default();
    let mut text = String::new();
    let _ = writeln!(text, "# {}: {}", one_line(&view.source), one_line(&header));
    text.push_str("PREFIX qb: <http://purl.org/linked-data/cube#>\n");
    text.push_str("PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n");
    text.push_str("PREFIX quarry: <urn:quarry:ontology#>\n");
    let _ = writeln!(text, "SELECT ({function}(?value) AS ?answer) WHERE {{");
    let _ = writeln!(text, "  GRAPH <{document}> {{");
    text.push_str("    ?figure a qb:Observation ; rdf:value ?value ; quarry:evidence ?cell .\n");
    let _ = writeln!(
        text,
        "    ?cell quarry:inBlock \"{}\" ; quarry:row ?row ; quarry:column {at} .",
        escaped(&view.block)
    );
    let list: Vec<String> = places.iter().map(|p| p.0.to_string()).collect();
    let _ = writeln!(text, "    FILTER(?row IN ({}))", list.join(", "));
    text.push_str("  }\n}\n");
    Some(FigureQuery { text, value })
}

fn is_iri(text: &str) -> bool {
    text.contains(':')
        && !text.contains(|c: char| {
            c.is_whitespace() || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
        })
}

fn escaped(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '"' | '\\' | '\n' | '\r'))
        .collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
