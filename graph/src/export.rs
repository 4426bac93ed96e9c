//! The knowledge written out, for other tools.

use std::io::Write;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::{GraphNameRef, NamedNodeRef, Quad, Term, TripleRef};
use serde::Serialize;

use crate::error::GraphError;
use crate::knowledge::Knowledge;
use crate::rdf::vocabulary::{DECISION_GRAPH, META_GRAPH, ONTOLOGY_GRAPH, RUN_GRAPH, quarry, rdf};

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// TriG, with RDF 1.2 reifiers unless plain.
    TriG,
    /// N-Quads, with RDF 1.2 triple terms unless plain.
    NQuads,
    /// Turtle: all graphs as one.
    Turtle,
    /// JSON-LD, always plain: it knows no triple terms.
    JsonLd,
    /// One JSON object a line for each statement: `{"s", "p", "o", "value", "file", "locator", "confidence", "asserted"}`.
    Facts,
}

impl ExportFormat {
    /// The form of that short name: `trig`, `nquads`, `turtle`, `jsonld`, `facts`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "trig" => Self::TriG,
            "nquads" => Self::NQuads,
            "turtle" => Self::Turtle,
            "jsonld" => Self::JsonLd,
            "facts" => Self::Facts,
            _ => return None,
        })
    }

    /// Media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::TriG => "application/trig",
            Self::NQuads => "application/n-quads",
            Self::Turtle => "text/turtle",
            Self::JsonLd => "application/ld+json",
            Self::Facts => "application/jsonl",
        }
    }
}

/// What is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOptions {
    /// The form.
    pub format: ExportFormat,
    /// Provenance as n-ary nodes (`rdf:subject`, `rdf:predicate`, `rdf:object`) for stores without RDF 1.2.
    pub plain: bool,
    /// Also the run graph, which depends on history.
    pub runs: bool,
    /// Also what only Quarry reads: kept contents and embeddings.
    pub contents: bool,
    /// Also what follows from the statements, and which nodes stand for which, each in its own graph.
    pub inferred: bool,
    /// Facts as they stood on that day (ISO 8601), without what was revised by then; none gives all that was ever said.
    pub as_of: Option<String>,
}

impl ExportOptions {
    /// The form with RDF 1.2, without runs and contents.
    #[must_use]
    pub fn new(format: ExportFormat) -> Self {
        Self {
            format,
            plain: false,
            runs: false,
            contents: false,
            inferred: false,
            as_of: None,
        }
    }
}

#[derive(Serialize)]
struct Fact<'a> {
    s: &'a str,
    p: &'a str,
    o: &'a str,
    value: Option<&'a quarry_extract::TypedValue>,
    file: &'a str,
    locator: &'a quarry_ingest::Locator,
    confidence: f32,
    asserted: bool,
}

impl Knowledge {
    /// Writes the knowledge out.
    ///
    /// # Errors
    /// What the store or `output` said.
    pub fn export(&self, options: &ExportOptions, output: &mut dyn Write) -> Result<(), GraphError> {
        match options.format {
            ExportFormat::Facts => self.export_facts(options.as_of.as_deref(), output),
            ExportFormat::TriG => self.export_rdf(RdfFormat::TriG, options, output),
            ExportFormat::NQuads => self.export_rdf(RdfFormat::NQuads, options, output),
            ExportFormat::Turtle => self.export_rdf(RdfFormat::Turtle, options, output),
            ExportFormat::JsonLd => {
                let format = RdfFormat::JsonLd {
                    profile: JsonLdProfileSet::default(),
                };
                self.export_rdf(
                    format,
                    &ExportOptions {
                        plain: true,
                        ..options.clone()
                    },
                    output,
                )
            }
        }
    }

    fn export_facts(&self, as_of: Option<&str>, output: &mut dyn Write) -> Result<(), GraphError> {
        let statements = match as_of {
            Some(day) => {
                let dated = self.statements_as_of(day)?;
                dated.into_iter().map(|dated| dated.statement).collect()
            }
            None => self.statements()?,
        };
        for statement in statements {
            let fact = Fact {
                s: &statement.subject_name,
                p: &statement.predicate,
                o: &statement.object_name,
                value: statement.value.as_ref(),
                file: &statement.source,
                locator: &statement.locator,
                confidence: statement.confidence,
                asserted: statement.asserted,
            };
            serde_json::to_writer(&mut *output, &fact).map_err(|e| GraphError::Output(e.into()))?;
            output.write_all(b"\n").map_err(GraphError::Output)?;
        }
        Ok(())
    }

    fn export_rdf(
        &self,
        format: RdfFormat,
        options: &ExportOptions,
        output: &mut dyn Write,
    ) -> Result<(), GraphError> {
        let datasets = format.supports_datasets();
        let mut serializer = RdfSerializer::from_format(format);
        let prefixes = [
            ("quarry", quarry::NAMESPACE),
            ("rdf", rdf::NAMESPACE),
            ("rdfs", crate::rdf::vocabulary::rdfs::NAMESPACE),
            ("oa", crate::rdf::vocabulary::oa::NAMESPACE),
            ("skos", crate::rdf::vocabulary::skos::NAMESPACE),
            ("dcterms", crate::rdf::vocabulary::dcterms::NAMESPACE),
            ("schema", crate::rdf::vocabulary::schema::NAMESPACE),
            ("qb", crate::rdf::vocabulary::qb::NAMESPACE),
        ];
        for (prefix, iri) in prefixes {
            serializer = serializer
                .with_prefix(prefix, iri)
                .map_err(|e| GraphError::Store(e.to_string()))?;
        }
        let mut serializer = serializer.for_writer(output);
        // Graph by graph, so that serialisers that group do so.
        let mut graphs: Vec<String> = self.snapshot().documents().map(|d| d.iri.clone()).collect();
        graphs.push(META_GRAPH.as_str().to_owned());
        graphs.push(ONTOLOGY_GRAPH.as_str().to_owned());
        graphs.push(DECISION_GRAPH.as_str().to_owned());
        if options.runs {
            graphs.push(RUN_GRAPH.as_str().to_owned());
        }
        let mut write = |quad: Quad| -> Result<(), GraphError> {
            for quad in forms(quad, options) {
                let result = if datasets {
                    serializer.serialize_quad(&quad)
                } else {
                    serializer.serialize_triple(TripleRef {
                        subject: quad.subject.as_ref(),
                        predicate: quad.predicate.as_ref(),
                        object: quad.object.as_ref(),
                    })
                };
                result.map_err(GraphError::Output)?;
            }
            Ok(())
        };
        for graph in &graphs {
            let graph = GraphNameRef::NamedNode(NamedNodeRef::new_unchecked(graph));
            for quad in self.store().quads_for_pattern(None, None, None, Some(graph)) {
                write(quad?)?;
            }
        }
        if options.inferred {
            self.reasoned()?.quads().try_for_each(&mut write)?;
        }
        serializer.finish().map_err(GraphError::Output)?;
        Ok(())
    }
}

/// The quad as it is written: left out, as it stands, or as three.
fn forms(quad: Quad, options: &ExportOptions) -> Vec<Quad> {
    let bulky = [quarry::EMBEDDING, quarry::CONTENT, quarry::CONTENT_FILE];
    if !options.contents && bulky.iter().any(|p| quad.predicate == *p) {
        return Vec::new();
    }
    let Quad {
        subject,
        predicate,
        object,
        graph_name,
    } = quad;
    match object {
        Term::Triple(triple) if options.plain => {
            let say = |predicate: NamedNodeRef<'_>, object: Term| {
                Quad::new(
                    subject.clone(),
                    predicate.into_owned(),
                    object,
                    graph_name.clone(),
                )
            };
            vec![
                say(rdf::SUBJECT, triple.subject.clone().into()),
                say(rdf::PREDICATE, triple.predicate.clone().into()),
                say(rdf::OBJECT, triple.object.clone()),
            ]
        }
        object => vec![Quad {
            subject,
            predicate,
            object,
            graph_name,
        }],
    }
}
