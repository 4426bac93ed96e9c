//! The SPARQL query that an answer over figures comes down to, for whoever wants to run it again or change it.
//!
//! Each figure of a table is an observation in its document's graph, with the path of its column's headers and that of its row's
//! labels. The query says in those what the question says: columns by their headers and years, rows by their labels, bounds by
//! values; totals are left out by their names. The engine runs it and hands it out only where the store gives what the answer
//! says.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::fit::Fit;
use super::tables::{GROUP, Kind, View};
use super::values::is_same_number;
use crate::question::Request;

/// Most labels and names of totals that a query lists.
const MOST_LABELS: usize = 24;

/// What is done with the selected figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aggregate {
    Sum,
    Average,
    Greatest,
    Least,
    /// The figure itself.
    One,
}

/// What a query has to give.
#[derive(Debug, Clone, PartialEq)]
pub enum Expected {
    /// One number, in base units.
    Number(f64),
    /// These texts, in any order.
    Texts(Vec<String>),
}

/// A query and what it has to give.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureQuery {
    /// SPARQL 1.1 with one variable.
    pub text: String,
    /// What the answer says.
    pub expected: Expected,
}

impl FigureQuery {
    /// Whether `given`, the values of the query's one variable, is what the answer says.
    #[must_use]
    pub fn gives(&self, given: &[String]) -> bool {
        match &self.expected {
            Expected::Number(number) => {
                let close = |n: f64| is_same_number(n, *number);
                matches!(given, [one] if one.trim().parse().is_ok_and(close))
            }
            Expected::Texts(texts) => {
                let set = |all: &[String]| all.iter().map(|t| one_line(t)).collect::<BTreeSet<_>>();
                set(texts) == set(given)
            }
        }
    }
}

/// The query for one number over the figures of `columns`.
pub(super) fn figure_query(
    request: &Request,
    fit: &Fit<'_>,
    columns: &[usize],
    aggregate: Aggregate,
    value: f64,
) -> Option<FigureQuery> {
    let select = match aggregate {
        Aggregate::Sum => "(SUM(?value) AS ?answer)",
        Aggregate::Average => "(AVG(?value) AS ?answer)",
        Aggregate::Greatest => "(MAX(?value) AS ?answer)",
        Aggregate::Least => "(MIN(?value) AS ?answer)",
        Aggregate::One => "?value",
    };
    Some(FigureQuery {
        text: query(request, fit, columns, select, "")?,
        expected: Expected::Number(value),
    })
}

/// The query for how many rows there are.
pub(super) fn count_query(request: &Request, fit: &Fit<'_>, count: usize) -> Option<FigureQuery> {
    let count = u32::try_from(count).ok()?;
    Some(FigureQuery {
        text: query(request, fit, &[], "(COUNT(DISTINCT ?number) AS ?answer)", "")?,
        expected: Expected::Number(f64::from(count)),
    })
}

/// The query for the labels of the rows that were chosen.
pub(super) fn list_query(request: &Request, fit: &Fit<'_>, texts: &[String]) -> Option<FigureQuery> {
    let columns: Vec<usize> = fit
        .bounded
        .iter()
        .copied()
        .filter(|c| fit.view.columns.get(*c).is_some_and(|c| c.kind == Kind::Number))
        .collect();
    Some(FigureQuery {
        text: query(request, fit, &columns, "DISTINCT ?label", "")?,
        expected: Expected::Texts(texts.to_vec()),
    })
}

/// The query for the labels of the `texts.len()` rows with the greatest, or the least, figures of `column`.
pub(super) fn extreme_query(
    request: &Request,
    fit: &Fit<'_>,
    column: usize,
    greatest: bool,
    texts: &[String],
) -> Option<FigureQuery> {
    let order = if greatest { "DESC" } else { "ASC" };
    let end = format!("ORDER BY {order}(?value) LIMIT {}\n", texts.len());
    Some(FigureQuery {
        text: query(request, fit, &[column], "?label", &end)?,
        expected: Expected::Texts(texts.to_vec()),
    })
}

/// The query for the days in a column of dates, which the figures sort by.
pub(super) fn date_query(
    request: &Request,
    fit: &Fit<'_>,
    column: usize,
    days: &[f64],
) -> Option<FigureQuery> {
    let days: Option<Vec<String>> = days.iter().map(|day| iso_of(*day)).collect();
    Some(FigureQuery {
        text: query(request, fit, &[column], "DISTINCT ?value", "")?,
        expected: Expected::Texts(days?),
    })
}

/// A day by the number that it sorts by, as ISO 8601 writes it.
fn iso_of(day: f64) -> Option<String> {
    let digits = format!("{day:.0}");
    match (digits.len(), digits.get(..4), digits.get(4..6), digits.get(6..)) {
        (8, Some(year), Some(month), Some(day)) => Some(format!("{year}-{month}-{day}")),
        _ => None,
    }
}

/// How two cells, by row and column, are compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Comparison {
    /// How far they lie apart.
    Apart(f64),
    /// Whether the first is the greater.
    Greater(bool),
}

/// The query that compares two cells, each by its column's headers and its row's label.
pub(super) fn pair_query(
    view: &View,
    cells: [(usize, usize); 2],
    comparison: Comparison,
) -> Option<FigureQuery> {
    let document = view.document.as_deref().filter(|d| is_iri(d))?;
    let (select, expected) = match comparison {
        Comparison::Apart(number) => ("(ABS(?one - ?other) AS ?answer)", Expected::Number(number)),
        Comparison::Greater(holds) => (
            "(?one > ?other AS ?answer)",
            Expected::Texts(vec![holds.to_string()]),
        ),
    };
    let mut text = opening(view, select, document);
    for (name, (row, column)) in ["one", "other"].into_iter().zip(cells) {
        let label = &view.cell(row, view.label)?.text;
        let _ = writeln!(
            text,
            "    ?of_{name} quarry:headerPath {} ; quarry:rowPath ?row_{name} ; rdf:value ?{name} ; quarry:evidence ?cell_{name} .",
            path(view, column)?
        );
        let _ = writeln!(
            text,
            "    ?cell_{name} quarry:inBlock {} . FILTER(CONTAINS(STR(?row_{name}), {}))",
            literal(&view.block),
            quoted(label)
        );
    }
    text.push_str("  }\n}\n");
    Some(FigureQuery { text, expected })
}

/// A text as it stands in a row's path, as a literal.
fn quoted(text: &str) -> String {
    literal(&serde_json::to_string(text).unwrap_or_default())
}

/// The beginning of a query over one document.
fn opening(view: &View, select: &str, document: &str) -> String {
    format!(
        "# {}\nPREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\nPREFIX quarry: <urn:quarry:ontology#>\nSELECT {select} WHERE {{\n  GRAPH <{document}> {{\n",
        one_line(&view.source)
    )
}

fn query(request: &Request, fit: &Fit<'_>, columns: &[usize], select: &str, end: &str) -> Option<String> {
    let view = fit.view;
    let document = view.document.as_deref().filter(|d| is_iri(d))?;
    let rows = filters(request, fit, columns)?;
    let mut text = opening(view, select, document);
    if !columns.is_empty() {
        let paths: Option<Vec<String>> = columns.iter().map(|c| path(view, *c)).collect();
        let _ = writeln!(text, "    VALUES ?header {{ {} }}", paths?.join(" "));
    }
    let label = if select.contains("?label") {
        " ; quarry:rowLabel ?label"
    } else {
        ""
    };
    let _ = writeln!(
        text,
        "    ?figure quarry:headerPath ?header ; quarry:rowPath ?row{label} ; rdf:value ?value ; quarry:evidence ?cell ."
    );
    let block = literal(&view.block);
    let _ = writeln!(text, "    ?cell quarry:inBlock {block} ; quarry:row ?number .");
    for (number, (column, test)) in bounds(request, fit).into_iter().enumerate() {
        if columns.contains(&column) {
            let _ = writeln!(text, "    FILTER(?value {test})");
            continue;
        }
        let header = path(view, column)?;
        let _ = writeln!(
            text,
            "    ?figure{number} quarry:headerPath {header} ; rdf:value ?value{number} ; quarry:evidence ?cell{number} ."
        );
        let _ = writeln!(
            text,
            "    ?cell{number} quarry:inBlock {block} ; quarry:row ?number . FILTER(?value{number} {test})"
        );
    }
    for filter in rows {
        let _ = writeln!(text, "    FILTER({filter})");
    }
    text.push_str("  }\n}\n");
    text.push_str(end);
    Some(text)
}

/// What has to hold of a row's path: one of the labels that the question names, in each column in which it names some; none of
/// the names of totals. None where something else chose the rows.
fn filters(request: &Request, fit: &Fit<'_>, columns: &[usize]) -> Option<Vec<String>> {
    let view = fit.view;
    let first = columns.iter().min().copied().unwrap_or(usize::MAX);
    let mut groups: Vec<(usize, BTreeSet<String>)> = Vec::new();
    let mut add = |column: usize, texts: BTreeSet<String>| {
        if texts.is_empty() {
            return;
        }
        match groups.iter_mut().find(|g| g.0 == column) {
            Some((_, all)) => all.extend(texts),
            None => groups.push((column, texts)),
        }
    };
    for here in fit.hits.iter().filter(|h| !h.is_empty()) {
        let texts = here.iter().filter_map(|(r, c)| match *c {
            GROUP => view.rows.get(*r)?.group.clone(),
            c => view.cell(*r, c).map(|v| v.text.clone()),
        });
        add(here.iter().map(|h| h.1).min()?, texts.collect());
    }
    for (year, _) in &request.years {
        if view.columns.iter().any(|c| c.bag.years.contains(year)) {
            continue;
        }
        let said = |r: &usize, c: usize| view.cell(*r, c).is_some_and(|v| v.years().contains(year));
        let column = (0..view.columns.len()).find(|c| fit.rows.iter().any(|r| said(r, *c)));
        if let Some(column) = column {
            let texts = fit.rows.iter().filter(|r| said(r, column));
            let texts = texts.filter_map(|r| view.cell(*r, column).map(|v| v.text.clone()));
            add(column, texts.collect());
        }
    }
    let beyond = |g: &(usize, BTreeSet<String>)| g.0 != GROUP && g.0 >= first || g.1.len() > MOST_LABELS;
    if groups.iter().any(beyond) || !request.dates.is_empty() {
        return None;
    }
    let has = |text: &String| format!("CONTAINS(STR(?row), {})", quoted(text));
    let mut out: Vec<String> = groups
        .iter()
        .map(|(_, texts)| texts.iter().map(has).collect::<Vec<_>>().join(" || "))
        .collect();
    let totals: BTreeSet<String> = view
        .rows
        .iter()
        .filter(|r| r.total)
        .filter_map(|r| r.cells.iter().flatten().next().map(|v| v.text.clone()))
        .collect();
    if totals.len() > MOST_LABELS {
        return None;
    }
    out.extend(totals.iter().map(|t| format!("!{}", has(t))));
    Some(out)
}

/// The bounds of the question as tests on the figures of a column.
fn bounds(request: &Request, fit: &Fit<'_>) -> Vec<(usize, String)> {
    let kind = |c: &usize| fit.view.columns.get(*c).map(|c| c.kind);
    let Some(column) = fit
        .bounded
        .iter()
        .copied()
        .find(|c| kind(c) == Some(Kind::Number))
    else {
        return Vec::new();
    };
    let test = |limit: &crate::question::Limit| {
        let sign = match (limit.above, limit.inclusive) {
            (true, false) => ">",
            (true, true) => ">=",
            (false, false) => "<",
            (false, true) => "<=",
        };
        (column, format!("{sign} {}", fit.view.bound(column, limit)))
    };
    request.limits.iter().filter(|l| !l.date).map(test).collect()
}

fn path(view: &View, column: usize) -> Option<String> {
    let json = serde_json::to_string(&view.columns.get(column)?.path).ok()?;
    Some(format!("{}^^rdf:JSON", literal(&json)))
}

fn is_iri(text: &str) -> bool {
    text.contains(':')
        && !text.contains(|c: char| {
            c.is_whitespace() || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
        })
}

/// A string literal.
fn literal(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' | '\r' | '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
