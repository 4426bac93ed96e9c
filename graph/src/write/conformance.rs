//! What breaks a shape is held back: its statements and figures become candidates, and the report stands beside them.
//!
//! A document's graph is held against the shapes by itself, so what is held back depends on the document and the shapes alone.
//! Results that no statement or figure answers for (a thing without a label, say) are reported and change nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use oxigraph::model::{
    Graph, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Term, TermRef, Triple, TripleRef,
};

use super::document::DocumentGraph;
use crate::rdf::iri;
use crate::rdf::triples::Triples;
use crate::rdf::vocabulary::{dcterms, qb, quarry, rdf, sh};
use crate::shacl::{Data, Path, Shapes, ValidationReport, ValidationResult};

/// Holding something back may break another shape, or mend it; after so many rounds what is left is reported only.
const MOST_ROUNDS: usize = 4;

/// Holds back what breaks the shapes and adds the report, where there is something to report.
pub(super) fn hold_back(graph: &mut DocumentGraph, shapes: &Shapes) {
    if shapes.is_empty() {
        return;
    }
    let mut report = ValidationReport::default();
    for round in 0..=MOST_ROUNDS {
        // Embeddings are bulk that no shape can speak of.
        let data = Data::new(&graph.triples, Some(quarry::EMBEDDING));
        let mut found = shapes.validate_triples(&data);
        drop(data);
        let statements = Statements::new(&graph.triples);
        // Values that are wrong by themselves go first: what is left may then be as many as are allowed.
        let single = |result: &ValidationResult| result.most.is_none();
        let mut held = statements.answerable(found.results.iter().filter(|r| single(r)));
        if held.is_empty() {
            held = statements.answerable(found.results.iter());
        }
        if held.is_empty() || round == MOST_ROUNDS {
            report.merge(found);
            break;
        }
        let answered: BTreeSet<&NamedNode> = held.values().flatten().collect();
        found.results.retain(|result| answered.contains(&result.node()));
        report.merge(found);
        graph.held += held.len();
        mark(&mut graph.triples, &held);
    }
    if !report.conforms() {
        let node = iri::minted("report", &[graph.name.as_str()]);
        for triple in report.describe(&node) {
            graph.triples.push(triple.as_ref());
        }
        let document = &graph.name;
        graph
            .triples
            .push(TripleRef::new(&node, dcterms::IS_PART_OF, document));
    }
}

/// A statement that is asserted.
struct Statement<'t> {
    node: NamedNodeRef<'t>,
    triple: &'t Triple,
    confidence: f64,
}

/// The asserted statements and the figures of a graph.
struct Statements<'t> {
    statements: Vec<Statement<'t>>,
    figures: HashSet<&'t str>,
}

/// The node that a triple speaks of; documents have no blank ones.
fn subject(triple: TripleRef<'_>) -> Option<NamedNodeRef<'_>> {
    match triple.subject {
        NamedOrBlankNodeRef::NamedNode(node) => Some(node),
        NamedOrBlankNodeRef::BlankNode(_) => None,
    }
}

fn is_typed(triple: TripleRef<'_>, class: NamedNodeRef<'_>) -> bool {
    triple.predicate == rdf::TYPE && triple.object == class.into()
}

impl<'t> Statements<'t> {
    fn new(triples: &'t Triples) -> Self {
        let subjects = |class| {
            triples
                .iter()
                .filter(move |t| is_typed(*t, class))
                .filter_map(|t| Some(subject(t)?.as_str()))
        };
        let candidates: HashSet<&str> = subjects(quarry::CANDIDATE).collect();
        let mut confidences: HashMap<&str, f64> = HashMap::new();
        let mut statements = Vec::new();
        for triple in triples.iter() {
            let Some(node) = subject(triple) else {
                continue;
            };
            match triple.object {
                TermRef::Triple(stated)
                    if triple.predicate == rdf::REIFIES && !candidates.contains(node.as_str()) =>
                {
                    statements.push(Statement {
                        node,
                        triple: stated,
                        confidence: 0.0,
                    });
                }
                TermRef::Literal(literal) if triple.predicate == quarry::CONFIDENCE => {
                    confidences.insert(node.as_str(), literal.value().parse().unwrap_or(0.0));
                }
                _ => {}
            }
        }
        for statement in &mut statements {
            statement.confidence = confidences.get(statement.node.as_str()).copied().unwrap_or(0.0);
        }
        Self {
            statements,
            figures: subjects(qb::OBSERVATION).collect(),
        }
    }

    /// Of each statement and figure that answers for a violation, the results.
    fn answerable<'r>(
        &self,
        results: impl Iterator<Item = &'r ValidationResult>,
    ) -> BTreeMap<NamedNode, BTreeSet<NamedNode>> {
        let mut held: BTreeMap<NamedNode, BTreeSet<NamedNode>> = BTreeMap::new();
        for result in results.filter(|r| r.is_violation()) {
            for node in self.causes(result) {
                held.entry(node.clone()).or_default().insert(result.node());
            }
        }
        held
    }

    fn causes(&self, result: &ValidationResult) -> Vec<NamedNode> {
        let itself = |focus: &NamedNode| {
            self.figures.contains(focus.as_str()) || self.statements.iter().any(|s| s.node == focus.as_ref())
        };
        match &result.focus {
            Term::NamedNode(focus) if itself(focus) => return vec![focus.clone()],
            _ => {}
        }
        let (predicate, inverse) = match &result.path {
            Some(Path::Predicate(predicate)) => (predicate, false),
            Some(Path::Inverse(path)) => match path.as_ref() {
                Path::Predicate(predicate) => (predicate, true),
                _ => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        // The focus node's end of a statement, and the other one.
        let ends = |triple: &'t Triple| {
            let (subject, object) = (Term::from(triple.subject.clone()), triple.object.clone());
            if inverse {
                (object, subject)
            } else {
                (subject, object)
            }
        };
        let concerned: Vec<(&Statement<'t>, Term)> = self
            .statements
            .iter()
            .filter(|s| s.triple.predicate == *predicate)
            .map(|s| (s, ends(s.triple)))
            .filter(|(_, (near, _))| *near == result.focus)
            .map(|(s, (_, far))| (s, far))
            .collect();
        if let Some(value) = &result.value {
            return concerned
                .into_iter()
                .filter(|(_, far)| far == value)
                .map(|(s, _)| s.node.into_owned())
                .collect();
        }
        match result.most {
            Some(most) => too_many(&concerned, usize::try_from(most).unwrap_or(usize::MAX)),
            None => Vec::new(),
        }
    }
}

/// Of more values than are allowed the surest stay, as many as are allowed, where they are surer than all others; else none.
fn too_many(concerned: &[(&Statement<'_>, Term)], most: usize) -> Vec<NamedNode> {
    let mut sureness: HashMap<&Term, f64> = HashMap::new();
    for (statement, value) in concerned {
        let best = sureness.entry(value).or_insert(0.0);
        *best = best.max(statement.confidence);
    }
    let mut ranked: Vec<f64> = sureness.values().copied().collect();
    ranked.sort_by(|a, b| b.total_cmp(a));
    let Some(first_outside) = ranked.get(most).copied() else {
        return Vec::new();
    };
    concerned
        .iter()
        .filter(|(_, value)| sureness.get(value).is_none_or(|best| *best <= first_outside))
        .map(|(statement, _)| statement.node.into_owned())
        .collect()
}

/// Makes candidates of statements and figures, and takes back the triples that nothing asserts any more.
fn mark(triples: &mut Triples, held: &BTreeMap<NamedNode, BTreeSet<NamedNode>>) {
    let nodes: HashSet<&str> = held.keys().map(NamedNode::as_str).collect();
    let Statements { statements, figures } = Statements::new(triples);
    let is_held = |statement: &&Statement<'_>| nodes.contains(statement.node.as_str());
    let asserted: HashSet<&Triple> = statements
        .iter()
        .filter(|s| !is_held(s))
        .map(|s| s.triple)
        .collect();
    let doubtful: Vec<Triple> = statements
        .iter()
        .filter(is_held)
        .filter(|s| !asserted.contains(s.triple))
        .map(|s| s.triple.clone())
        .collect();
    let doubtful: HashSet<TripleRef<'_>> = doubtful.iter().map(Triple::as_ref).collect();
    let figures: HashSet<String> = figures
        .into_iter()
        .filter(|figure| nodes.contains(figure))
        .map(str::to_owned)
        .collect();
    triples.retain(|t| {
        let of_held = || subject(t).is_some_and(|node| nodes.contains(node.as_str()));
        !(doubtful.contains(&t) || is_typed(t, qb::OBSERVATION) && of_held())
    });
    for (node, results) in held {
        let class = if figures.contains(node.as_str()) {
            quarry::CANDIDATE_FIGURE
        } else {
            quarry::CANDIDATE
        };
        triples.push(TripleRef::new(node, rdf::TYPE, class));
        for result in results {
            triples.push(TripleRef::new(node, quarry::VIOLATES, result));
        }
    }
}

/// Takes back what was held back, and the report: the graph as the document says it.
pub(crate) fn as_said(graph: &mut Graph) {
    let mut restored: Vec<Triple> = Vec::new();
    let mut gone: Vec<Triple> = Vec::new();
    for violates in graph.triples_for_predicate(quarry::VIOLATES) {
        gone.push(violates.into_owned());
        for triple in graph.triples_for_subject(violates.subject) {
            match triple.object {
                TermRef::Triple(stated) if triple.predicate == rdf::REIFIES => restored.push(stated.clone()),
                TermRef::NamedNode(class) if triple.predicate == rdf::TYPE => {
                    if class == quarry::CANDIDATE_FIGURE {
                        restored.push(Triple::new(
                            violates.subject.into_owned(),
                            rdf::TYPE,
                            qb::OBSERVATION,
                        ));
                    }
                    if class == quarry::CANDIDATE_FIGURE || class == quarry::CANDIDATE {
                        gone.push(triple.into_owned());
                    }
                }
                _ => {}
            }
        }
    }
    for class in [sh::VALIDATION_RESULT, sh::VALIDATION_REPORT] {
        for node in graph.subjects_for_predicate_object(rdf::TYPE, class) {
            gone.extend(graph.triples_for_subject(node).map(TripleRef::into_owned));
        }
    }
    for triple in &gone {
        graph.remove(triple);
    }
    for triple in &restored {
        graph.insert(triple);
    }
}
