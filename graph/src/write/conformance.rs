//! What breaks a shape is held back: its statements and figures become candidates, and the report stands beside them.
//!
//! A document's graph is held against the shapes by itself, so what is held back depends on the document and the shapes alone.
//! Results that no statement or figure answers for (a thing without a label, say) are reported and change nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use oxigraph::model::{Graph, NamedNode, NamedOrBlankNode, Term, TermRef, Triple, TripleRef};

use super::document::DocumentGraph;
use crate::rdf::iri;
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
        let mut found = shapes.validate_triples(&data(&graph.triples));
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
        graph.triples.extend(report.describe(&node));
        let document = graph.name.clone();
        graph
            .triples
            .push(Triple::new(node, dcterms::IS_PART_OF, document));
    }
}

/// The graph as shapes see it. Embeddings are bulk that no shape can speak of.
fn data(triples: &[Triple]) -> Data<'_> {
    let seen = triples.iter().filter(|t| t.predicate != quarry::EMBEDDING);
    Data::new(seen.map(Triple::as_ref))
}

/// A statement that is asserted.
struct Statement<'t> {
    node: &'t NamedNode,
    triple: &'t Triple,
    confidence: f64,
}

/// The asserted statements and the figures of a graph.
struct Statements<'t> {
    statements: Vec<Statement<'t>>,
    figures: HashSet<&'t str>,
}

fn named(node: &NamedOrBlankNode) -> Option<&NamedNode> {
    match node {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

fn is_typed(triple: &Triple, class: oxigraph::model::NamedNodeRef<'_>) -> bool {
    triple.predicate == rdf::TYPE && matches!(&triple.object, Term::NamedNode(node) if *node == class)
}

impl<'t> Statements<'t> {
    fn new(triples: &'t [Triple]) -> Self {
        let subjects = |class| {
            triples
                .iter()
                .filter(move |t| is_typed(t, class))
                .filter_map(|t| Some(named(&t.subject)?.as_str()))
        };
        let candidates: HashSet<&str> = subjects(quarry::CANDIDATE).collect();
        let mut confidences: HashMap<&str, f64> = HashMap::new();
        let mut statements = Vec::new();
        for triple in triples {
            let Some(node) = named(&triple.subject) else {
                continue;
            };
            match &triple.object {
                Term::Triple(stated)
                    if triple.predicate == rdf::REIFIES && !candidates.contains(node.as_str()) =>
                {
                    statements.push(Statement {
                        node,
                        triple: stated,
                        confidence: 0.0,
                    });
                }
                Term::Literal(literal) if triple.predicate == quarry::CONFIDENCE => {
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
            self.figures.contains(focus.as_str()) || self.statements.iter().any(|s| s.node == focus)
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
                .map(|(s, _)| s.node.clone())
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
        .map(|(statement, _)| statement.node.clone())
        .collect()
}

/// Makes candidates of statements and figures, and takes back the triples that nothing asserts any more.
fn mark(triples: &mut Vec<Triple>, held: &BTreeMap<NamedNode, BTreeSet<NamedNode>>) {
    let is_held = |subject: &NamedOrBlankNode| named(subject).is_some_and(|node| held.contains_key(node));
    let mut asserted: HashSet<&Triple> = HashSet::new();
    let mut doubtful: HashSet<Triple> = HashSet::new();
    for statement in Statements::new(triples).statements {
        if held.contains_key(statement.node) {
            doubtful.insert(statement.triple.clone());
        } else {
            asserted.insert(statement.triple);
        }
    }
    doubtful.retain(|triple| !asserted.contains(triple));
    let figures: HashSet<NamedNode> = Statements::new(triples)
        .figures
        .into_iter()
        .map(NamedNode::new_unchecked)
        .collect();
    let gone = |t: &Triple| doubtful.contains(t) || is_typed(t, qb::OBSERVATION) && is_held(&t.subject);
    triples.retain(|t| !gone(t));
    for (node, results) in held {
        let class = if figures.contains(node) {
            quarry::CANDIDATE_FIGURE
        } else {
            quarry::CANDIDATE
        };
        triples.push(Triple::new(node.clone(), rdf::TYPE, class));
        for result in results {
            triples.push(Triple::new(node.clone(), quarry::VIOLATES, result.clone()));
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
