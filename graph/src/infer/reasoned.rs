//! The store together with what follows from it, for SPARQL.

use oxigraph::model::{
    Graph, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef, Triple,
};
use oxigraph::store::{StorageError, Store};
use spareval::{InternalQuad, QueryableDataset};

use crate::rdf::vocabulary::{INFERRED_GRAPH, SAME_AS_GRAPH};

/// Stored quads, inferred triples and `owl:sameAs` links, as one dataset of as many named graphs.
#[derive(Clone)]
pub struct Reasoned {
    store: Store,
    graphs: [(NamedNodeRef<'static>, Graph); 2],
}

impl std::fmt::Debug for Reasoned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reasoned")
            .field("inferred", &self.inferred().len())
            .field("same_as", &self.same_as().len())
            .finish_non_exhaustive()
    }
}

impl Reasoned {
    pub(crate) fn new(store: &Store, inferred: Graph, same_as: Graph) -> Self {
        Self {
            store: store.clone(),
            graphs: [(INFERRED_GRAPH, inferred), (SAME_AS_GRAPH, same_as)],
        }
    }

    /// What follows and is not asserted.
    #[must_use]
    pub fn inferred(&self) -> &Graph {
        &self.graphs[0].1
    }

    /// Which nodes stand for which.
    #[must_use]
    pub fn same_as(&self) -> &Graph {
        &self.graphs[1].1
    }

    /// The quads of both graphs, in no particular order.
    pub fn quads(&self) -> impl Iterator<Item = Quad> {
        self.graphs
            .iter()
            .flat_map(|(name, graph)| graph.iter().map(|t| t.into_owned().in_graph(*name)))
    }
}

type Found = Result<InternalQuad<Term>, StorageError>;

fn resource(term: &Term) -> Option<NamedOrBlankNode> {
    match term {
        Term::NamedNode(node) => Some(node.clone().into()),
        Term::BlankNode(node) => Some(node.clone().into()),
        _ => None,
    }
}

/// The triples of a graph that fit a pattern.
fn fitting(
    graph: &Graph,
    s: Option<&NamedOrBlankNode>,
    p: Option<&NamedNode>,
    o: Option<&Term>,
) -> Vec<Triple> {
    let with = |s: NamedOrBlankNode, p: NamedNode, o: Term| Triple::new(s, p, o);
    match (s, p, o) {
        (Some(s), Some(p), Some(o)) => {
            let triple = with(s.clone(), p.clone(), o.clone());
            if graph.contains(&triple) {
                vec![triple]
            } else {
                Vec::new()
            }
        }
        (Some(s), Some(p), None) => graph
            .objects_for_subject_predicate(s, p)
            .map(|o| with(s.clone(), p.clone(), o.into_owned()))
            .collect(),
        (Some(s), None, Some(o)) => graph
            .predicates_for_subject_object(s, o)
            .map(|p| with(s.clone(), p.into_owned(), o.clone()))
            .collect(),
        (None, Some(p), Some(o)) => graph
            .subjects_for_predicate_object(p, o)
            .map(|s| with(s.into_owned(), p.clone(), o.clone()))
            .collect(),
        (Some(s), None, None) => graph.triples_for_subject(s).map(|t| t.into_owned()).collect(),
        (None, Some(p), None) => graph.triples_for_predicate(p).map(|t| t.into_owned()).collect(),
        (None, None, Some(o)) => graph.triples_for_object(o).map(|t| t.into_owned()).collect(),
        (None, None, None) => graph.iter().map(|t| t.into_owned()).collect(),
    }
}

impl<'a> QueryableDataset<'a> for &'a Reasoned {
    type InternalTerm = Term;
    type Error = StorageError;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Term>,
        predicate: Option<&Term>,
        object: Option<&Term>,
        graph_name: Option<Option<&Term>>,
    ) -> impl Iterator<Item = Found> + use<'a> {
        let nothing = || -> Box<dyn Iterator<Item = Found> + 'a> { Box::new(std::iter::empty()) };
        let reasoned: &'a Reasoned = self;
        let subject = match subject.map(resource) {
            Some(None) => return nothing(),
            Some(found) => found,
            None => None,
        };
        let predicate = match predicate {
            Some(Term::NamedNode(node)) => Some(node.clone()),
            Some(_) => return nothing(),
            None => None,
        };
        let graph: Option<Option<NamedOrBlankNode>> = match graph_name {
            Some(Some(name)) => match resource(name) {
                Some(name) => Some(Some(name)),
                None => return nothing(),
            },
            Some(None) => Some(None),
            None => None,
        };
        let derived = reasoned.graphs.iter().filter(|(name, _)| match &graph {
            Some(Some(NamedOrBlankNode::NamedNode(asked))) => asked == name,
            Some(_) => false,
            None => true,
        });
        let mut found: Vec<Found> = Vec::new();
        for (name, graph) in derived {
            let fitting = fitting(graph, subject.as_ref(), predicate.as_ref(), object);
            found.extend(fitting.into_iter().map(|triple| {
                Ok(InternalQuad {
                    subject: triple.subject.into(),
                    predicate: triple.predicate.into(),
                    object: triple.object,
                    graph_name: Some(name.into_owned().into()),
                })
            }));
        }
        let graph_name = graph.as_ref().map(|name| match name {
            Some(NamedOrBlankNode::NamedNode(name)) => GraphNameRef::from(name.as_ref()),
            Some(NamedOrBlankNode::BlankNode(name)) => GraphNameRef::from(name.as_ref()),
            None => GraphNameRef::DefaultGraph,
        });
        let stored = reasoned.store.quads_for_pattern(
            subject.as_ref().map(NamedOrBlankNode::as_ref),
            predicate.as_ref().map(NamedNode::as_ref),
            object.map(TermRef::from),
            graph_name,
        );
        let stored = stored.map(|quad| {
            let quad = quad?;
            Ok(InternalQuad {
                subject: quad.subject.into(),
                predicate: quad.predicate.into(),
                object: quad.object,
                graph_name: match quad.graph_name {
                    oxigraph::model::GraphName::NamedNode(name) => Some(name.into()),
                    oxigraph::model::GraphName::BlankNode(name) => Some(name.into()),
                    oxigraph::model::GraphName::DefaultGraph => None,
                },
            })
        });
        Box::new(stored.chain(found))
    }

    fn internalize_term(&self, term: Term) -> Result<Term, StorageError> {
        Ok(term)
    }

    fn externalize_term(&self, term: Term) -> Result<Term, StorageError> {
        Ok(term)
    }
}
