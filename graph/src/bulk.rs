//! Large documents that the store has never seen go in as sorted files, which it takes up in one step.
//!
//! A transaction holds every quad in memory, eleven entries each and an index over them, until it is committed, and so do the
//! store's tables after it: some 2 kB a triple. A workbook of 17,000 figures is 400,000 triples. Sorted files are written a part
//! at a time and cost next to nothing; the store takes all of them up at one instant or none of them.
//!
//! A load only adds. So it brings the documents' places in the outbox with it, and what the transaction behind it changes (the
//! sequence) follows from that where a process is killed between the two: see [`crate::outbox::waiting`] and
//! [`crate::writer::Writer::open`]. A document that has a version or a trace in the store is replaced in a transaction as ever.

use std::path::Path;

use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNodeRef, TripleRef};
use oxigraph::store::Store;

use crate::error::GraphError;
use crate::outbox;
use crate::rdf::triples::Triples;
use crate::rdf::vocabulary::RUN_GRAPH;

/// A document of fewer triples goes into a transaction with others. Loads of small ones leave files behind that the store merges
/// over and over: a hundred thousand papers of a page took more than twice as long.
pub(crate) const FROM: usize = 20_000;

/// So many triples are loaded at once, and one document however many it has. The store has to merge the files of all loads.
pub(crate) const ENOUGH: usize = 60_000;

/// Thousands of triples that are sorted in memory at a time. Each part becomes a file for each of the orders of a quad.
const PART: usize = 20;

/// No more parts than this in one load.
const MOST_PARTS: usize = 16;

/// A document to load.
pub(crate) struct Load {
    /// The document and its graph.
    pub(crate) node: NamedNode,
    /// The run that brought it.
    pub(crate) run: String,
    /// What stands in its graph.
    pub(crate) triples: Triples,
}

/// Whether the store holds nothing at all of the document.
pub(crate) fn is_new(store: &Store, document: &NamedNode) -> Result<bool, GraphError> {
    let node = NamedOrBlankNodeRef::from(document);
    let mut notes = store.quads_for_pattern(Some(node), None, None, Some(RUN_GRAPH.into()));
    Ok(notes.next().transpose()?.is_none() && !store.contains_named_graph(node)?)
}

/// Adds the graphs of documents that the store holds nothing of, and their notes in the outbox: all of it or nothing.
pub(crate) fn load(store: &Store, sequence: u64, documents: &[Load]) -> Result<(), GraphError> {
    let triples: usize = documents.iter().map(|d| d.triples.len()).sum();
    let part = PART.max(triples / MOST_PARTS / 1000 + 1);
    // What the loader calls a megabyte is a thousand quads for each of its threads.
    let mut loader = store
        .bulk_loader()
        .with_num_threads(1)
        .with_max_memory_size_in_megabytes(part);
    loader.load_quads(documents.iter().flat_map(|document| {
        let notes = outbox::notes(&document.node, &document.run, true, sequence);
        let graph = GraphName::from(document.node.clone());
        let quad = move |triple: TripleRef<'_>| triple.into_owned().in_graph(graph.clone());
        document.triples.iter().map(quad).chain(notes)
    }))?;
    loader.commit()?;
    Ok(())
}

/// Deletes the files of a load that was killed. They were never part of the store in the folder `graph`.
pub(crate) fn sweep(graph: &Path) -> Result<(), GraphError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| GraphError::Io { path, source }
    };
    if !graph.exists() {
        return Ok(());
    }
    for file in std::fs::read_dir(graph).map_err(io(graph))? {
        let path = file.map_err(io(graph))?.path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        if name.starts_with("bulk-") && name.ends_with(".sst") {
            std::fs::remove_file(&path).map_err(io(&path))?;
        }
    }
    Ok(())
}
