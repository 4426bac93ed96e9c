//! The ontologies: Quarry's own and an organisation's, read from folders of Turtle, and of YAML for table mappings.
//!
//! They are kept in their own graph, so that analysts find labels and axioms beside the facts, and give the [`Schema`]: the
//! shapes that commits are held against, the axioms that inference follows and the table mappings.

use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Graph, Literal, Quad, Term, Triple};
use oxigraph::store::Store;

use crate::error::GraphError;
use crate::infer::Axioms;
use crate::mapping::Mappings;
use crate::rdf::vocabulary::{META_GRAPH, ONTOLOGY_GRAPH, quarry, sh};
use crate::shacl::Shapes;

/// What the ontologies ask and what follows from them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Schema {
    pub(crate) shapes: Shapes,
    pub(crate) axioms: Axioms,
    pub(crate) mappings: Mappings,
    /// BLAKE3 of everything that decides what a commit holds back.
    pub(crate) digest: String,
}

/// Files as they were read.
#[derive(Debug, Default)]
pub(crate) struct Ontologies {
    files: Vec<(PathBuf, Vec<u8>)>,
}

impl Ontologies {
    /// Reads every Turtle and YAML file directly in these folders, folder by folder and by name.
    pub(crate) fn read(folders: &[&Path]) -> Result<Self, GraphError> {
        let io = |path: &Path| {
            let path = path.to_owned();
            move |source| GraphError::Io { path, source }
        };
        let mut files = Vec::new();
        for folder in folders {
            let mut paths: Vec<PathBuf> = Vec::new();
            for entry in std::fs::read_dir(folder).map_err(io(folder))? {
                let path = entry.map_err(io(folder))?.path();
                if path.extension().is_some_and(|e| e == "ttl") || is_yaml(&path) {
                    paths.push(path);
                }
            }
            paths.sort();
            for path in paths {
                let text = std::fs::read(&path).map_err(io(&path))?;
                files.push((path, text));
            }
        }
        Ok(Self { files })
    }

    fn triples(&self, path: &Path, text: &[u8]) -> Result<Vec<Triple>, GraphError> {
        if is_yaml(path) {
            return crate::mapping::yaml::triples(text).map_err(|message| GraphError::Ontology {
                path: path.to_owned(),
                message,
            });
        }
        let parser = RdfParser::from_format(RdfFormat::Turtle)
            .without_named_graphs()
            .rename_blank_nodes();
        parser
            .for_slice(text)
            .map(|quad| {
                quad.map(Triple::from).map_err(|e| GraphError::Ontology {
                    path: path.to_owned(),
                    message: e.to_string(),
                })
            })
            .collect()
    }

    /// Everything that the files say.
    pub(crate) fn graph(&self) -> Result<Graph, GraphError> {
        let mut graph = Graph::new();
        for (path, text) in &self.files {
            graph.extend(self.triples(path, text)?);
        }
        Ok(graph)
    }

    /// What the files ask and say.
    pub(crate) fn schema(&self) -> Result<Schema, GraphError> {
        let mut graph = Graph::new();
        let mut hasher = blake3::Hasher::new();
        for (path, text) in &self.files {
            let triples = self.triples(path, text)?;
            // Labels and definitions may change without every document being read again; shapes and mappings may not.
            let decides =
                |t: &Triple| t.predicate.as_str().starts_with(sh::NAMESPACE) || t.predicate == quarry::HEADER;
            if triples.iter().any(decides) {
                hasher.update(text);
            }
            graph.extend(triples);
        }
        let folder = self.files.last().and_then(|(path, _)| path.parent());
        let wrong = |message: String| GraphError::Ontology {
            path: folder.unwrap_or(Path::new("")).to_owned(),
            message,
        };
        let shapes = Shapes::from_graph(&graph).map_err(|error| wrong(error.to_string()))?;
        let mappings = Mappings::new(&graph).map_err(wrong)?;
        for (sub, sup) in shapes.classes().axioms() {
            hasher.update(sub.as_bytes());
            hasher.update(sup.as_bytes());
        }
        let digest = hasher.finalize().to_hex();
        Ok(Schema {
            axioms: Axioms::new(&graph),
            mappings,
            digest: if self.files.is_empty() {
                String::new()
            } else {
                digest[..12].to_owned()
            },
            shapes,
        })
    }

    /// Puts the files into the ontology graph, in place of what stood there; does nothing where they have not changed.
    pub(crate) fn load(&self, store: &Store) -> Result<(), GraphError> {
        let mut hasher = blake3::Hasher::new();
        for (_, text) in &self.files {
            hasher.update(text);
        }
        let digest = Literal::from(hasher.finalize().to_hex().as_str());
        let mark = |object: Term| Quad::new(ONTOLOGY_GRAPH, quarry::BLAKE3, object, META_GRAPH);
        if store.contains(&mark(digest.clone().into()))? {
            return Ok(());
        }
        let mut transaction = store.start_transaction()?;
        let old = transaction
            .quads_for_pattern(
                Some(ONTOLOGY_GRAPH.into()),
                Some(quarry::BLAKE3),
                None,
                Some(META_GRAPH.into()),
            )
            .collect::<Result<Vec<_>, _>>()?;
        for quad in &old {
            transaction.remove(quad);
        }
        transaction.remove_named_graph(ONTOLOGY_GRAPH)?;
        for (path, text) in &self.files {
            for triple in self.triples(path, text)? {
                transaction.insert(&triple.in_graph(ONTOLOGY_GRAPH));
            }
        }
        transaction.insert(&mark(digest.into()));
        Ok(transaction.commit()?)
    }
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "yaml" || e == "yml")
}

/// The shapes in these folders.
///
/// # Errors
/// Where a file cannot be read, or a shape is wrong.
pub fn read_shapes(folders: &[&Path]) -> Result<Shapes, GraphError> {
    Ok(Ontologies::read(folders)?.schema()?.shapes)
}
