//! Whole documents for the viewer: deflated JSON, small ones as a literal in the document's graph, large ones in a file that
//! is named by the BLAKE3 of the JSON.
//!
//! A file is written, synced and renamed into place before the transaction that names it, and deleted after the transaction
//! that names it no longer; what a kill leaves in between is swept when the folder is next opened for writing.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use oxigraph::model::{Literal, NamedNode, Triple};
use quarry_ingest::Document;

use crate::error::GraphError;
use crate::rdf::literal::{base64, from_base64};
use crate::rdf::vocabulary::quarry;

/// Larger than this, in compressed bytes, goes into a file: a literal is never given back by the store, a file is.
const LARGEST_LITERAL: usize = 4 << 10;

/// A document larger than this is damage, in bytes of JSON.
const LARGEST_DOCUMENT: u64 = 2 << 30;

/// Where a document's content is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// Base64 of deflated JSON.
    Literal(String),
    /// Hexadecimal name of the file.
    File(String),
}

impl Content {
    /// The triple that says it of `document`.
    pub(crate) fn triple(&self, document: &NamedNode) -> Triple {
        match self {
            Self::Literal(text) => {
                let object = Literal::new_typed_literal(text, quarry::DEFLATED_JSON);
                Triple::new(document.clone(), quarry::CONTENT, object)
            }
            Self::File(name) => Triple::new(document.clone(), quarry::CONTENT_FILE, Literal::from(name.as_str())),
        }
    }
}

/// The folder of content files.
#[derive(Debug)]
pub(crate) struct ContentFolder(PathBuf);

impl ContentFolder {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Keeps a document; a file is on disk when this returns.
    pub(crate) fn write(&self, document: &Document) -> Result<Content, GraphError> {
        let io = |source| GraphError::Io { path: self.0.clone(), source };
        let json = serde_json::to_vec(document).map_err(|e| GraphError::Store(e.to_string()))?;
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(4));
        encoder.write_all(&json).map_err(io)?;
        let deflated = encoder.finish().map_err(io)?;
        if deflated.len() <= LARGEST_LITERAL {
            return Ok(Content::Literal(base64(&deflated)));
        }
        let name = blake3::hash(&json).to_hex().to_string();
        let path = self.file(&name);
        let io = |source| GraphError::Io { path: path.clone(), source };
        if !path.exists() {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(io)?;
            }
            let unfinished = path.with_extension("new");
            let mut file = File::create(&unfinished).map_err(io)?;
            file.write_all(&deflated).map_err(io)?;
            file.sync_all().map_err(io)?;
            fs::rename(&unfinished, &path).map_err(io)?;
        }
        Ok(Content::File(name))
    }

    /// The document, none where its file is gone.
    pub(crate) fn read(&self, content: &Content) -> Result<Option<Document>, GraphError> {
        let damaged = |what: String| GraphError::Store(format!("the kept content of a document is damaged: {what}"));
        let deflated = match content {
            Content::Literal(text) => from_base64(text).ok_or_else(|| damaged("base64".to_owned()))?,
            Content::File(name) => {
                let path = self.file(name);
                match fs::read(&path) {
                    Ok(bytes) => bytes,
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
                    Err(source) => return Err(GraphError::Io { path, source }),
                }
            }
        };
        let mut json = Vec::new();
        let mut decoder = DeflateDecoder::new(deflated.as_slice()).take(LARGEST_DOCUMENT);
        decoder.read_to_end(&mut json).map_err(|e| damaged(e.to_string()))?;
        serde_json::from_slice(&json).map(Some).map_err(|e| damaged(e.to_string()))
    }

    /// Deletes a file that no document names any longer. What cannot be deleted now is swept later.
    pub(crate) fn delete(&self, content: &Content) {
        if let Content::File(name) = content
            && let Err(error) = fs::remove_file(self.file(name))
        {
            tracing::debug!(%error, name, "deleting a content file");
        }
    }

    /// Deletes every file but those in `kept`.
    pub(crate) fn sweep(&self, kept: &HashSet<&str>) -> Result<(), GraphError> {
        let io = |path: &Path| {
            let path = path.to_owned();
            move |source| GraphError::Io { path, source }
        };
        if !self.0.exists() {
            return Ok(());
        }
        for folder in fs::read_dir(&self.0).map_err(io(&self.0))? {
            let folder = folder.map_err(io(&self.0))?.path();
            if !folder.is_dir() {
                continue;
            }
            for file in fs::read_dir(&folder).map_err(io(&folder))? {
                let path = file.map_err(io(&folder))?.path();
                let is_kept = path.file_name().and_then(|n| n.to_str()).is_some_and(|name| kept.contains(name));
                if !is_kept {
                    fs::remove_file(&path).map_err(io(&path))?;
                }
            }
        }
        Ok(())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name.get(..2).unwrap_or("00")).join(name)
    }
}
