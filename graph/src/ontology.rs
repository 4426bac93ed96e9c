//! The ontologies in their own graph.

use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Literal, Quad, Term};
use oxigraph::store::Store;

use crate::error::GraphError;
use crate::rdf::vocabulary::{META_GRAPH, ONTOLOGY_GRAPH, quarry};

/// Puts every Turtle file directly in `folder` into the ontology graph, in place of what stood there; does nothing where the
/// files have not changed.
pub(crate) fn load(store: &Store, folder: &Path) -> Result<(), GraphError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| GraphError::Io { path, source }
    };
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(io(folder))? {
        let path = entry.map_err(io(folder))?.path();
        if path.extension().is_some_and(|e| e == "ttl") {
            files.push(path);
        }
    }
    files.sort();
    let mut texts = Vec::new();
    let mut hasher = blake3::Hasher::new();
    for path in files {
        let text = std::fs::read(&path).map_err(io(&path))?;
        hasher.update(&text);
        texts.push((path, text));
    }
    let digest = Literal::from(hasher.finalize().to_hex().as_str());
    let mark = |object: Term| Quad::new(ONTOLOGY_GRAPH, quarry::BLAKE3, object, META_GRAPH);
    if store.contains(&mark(digest.clone().into()))? {
        return Ok(());
    }
    let mut transaction = store.start_transaction()?;
    let old = transaction
        .quads_for_pattern(Some(ONTOLOGY_GRAPH.into()), Some(quarry::BLAKE3), None, Some(META_GRAPH.into()))
        .collect::<Result<Vec<_>, _>>()?;
    for quad in &old {
        transaction.remove(quad);
    }
    transaction.remove_named_graph(ONTOLOGY_GRAPH)?;
    for (path, text) in texts {
        let parser = RdfParser::from_format(RdfFormat::Turtle)
            .with_default_graph(ONTOLOGY_GRAPH)
            .without_named_graphs()
            .rename_blank_nodes();
        for quad in parser.for_slice(&text) {
            let quad = quad.map_err(|e| GraphError::Store(format!("{}: {e}", path.display())))?;
            transaction.insert(&quad);
        }
    }
    transaction.insert(&mark(digest.into()));
    Ok(transaction.commit()?)
}
