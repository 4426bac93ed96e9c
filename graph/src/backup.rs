//! Copies of the knowledge.

use std::fs;
use std::path::Path;

use oxigraph::store::Store;

use crate::content::ContentFolder;
use crate::error::GraphError;

/// Copies store and content files to `target`, which must not exist. The side indexes are left out: they are rebuilt.
pub(crate) fn copy(store: &Store, content: &ContentFolder, target: &Path) -> Result<(), GraphError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| GraphError::Io { path, source }
    };
    fs::create_dir(target).map_err(io(target))?;
    store.flush()?;
    store.backup(target.join("graph"))?;
    copy_folder(content.path(), &target.join("content"))
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), GraphError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| GraphError::Io { path, source }
    };
    if !from.exists() {
        return Ok(());
    }
    fs::create_dir_all(to).map_err(io(to))?;
    for entry in fs::read_dir(from).map_err(io(from))? {
        let path = entry.map_err(io(from))?.path();
        let Some(name) = path.file_name() else { continue };
        let copy = to.join(name);
        if path.is_dir() {
            copy_folder(&path, &copy)?;
        } else {
            fs::copy(&path, &copy).map_err(io(&path))?;
        }
    }
    Ok(())
}
