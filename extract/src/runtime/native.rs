//! Graphs on ONNX Runtime's shared library.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use ort::session::builder::{GraphOptimizationLevel, SessionBuilder};
use ort::session::{Session, SessionInputValue};
use ort::value::Tensor;

use super::engine::{Array, Graph};
use crate::extractor::ExtractError;
use crate::packed;

/// Sessions of ONNX Runtime, each on one thread: batches beside each other wait for nobody, the threads of one that is divided do.
#[derive(Debug)]
pub(super) struct NativeGraph {
    sessions: Vec<Mutex<Session>>,
    /// Which session is waited for where none is free.
    turn: AtomicUsize,
}

fn failed(error: impl std::fmt::Display) -> ExtractError {
    ExtractError::Run(error.to_string())
}

impl NativeGraph {
    pub(super) fn load(path: &Path, threads: usize) -> Result<Self, ExtractError> {
        let refused = |message: String| ExtractError::Model {
            path: path.to_path_buf(),
            message,
        };
        let content = match packed::is_packed(path) {
            true => Some(packed::read(path).map_err(|e| refused(e.to_string()))?),
            false => None,
        };
        let session = || -> Result<Mutex<Session>, ExtractError> {
            let mut builder = builder()?;
            let session = match &content {
                Some(content) => builder.commit_from_memory(content),
                None => builder.commit_from_file(path),
            };
            Ok(Mutex::new(session.map_err(|e| refused(e.to_string()))?))
        };
        Ok(Self {
            sessions: (0..threads.max(1)).map(|_| session()).collect::<Result<_, _>>()?,
            turn: AtomicUsize::new(0),
        })
    }

    /// A session that is free, else the one whose turn it is.
    fn session(&self) -> Option<MutexGuard<'_, Session>> {
        let free = self.sessions.iter().find_map(|session| match session.try_lock() {
            Ok(session) => Some(session),
            Err(TryLockError::Poisoned(session)) => Some(session.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        });
        free.or_else(|| {
            let turn = self.turn.fetch_add(1, Ordering::Relaxed) % self.sessions.len().max(1);
            let session = self.sessions.get(turn)?;
            Some(session.lock().unwrap_or_else(PoisonError::into_inner))
        })
    }
}

fn builder() -> Result<SessionBuilder, ExtractError> {
    Session::builder()
        .map_err(failed)?
        .with_optimization_level(GraphOptimizationLevel::Level3)
        .map_err(failed)?
        .with_intra_threads(1)
        .map_err(failed)?
        .with_inter_threads(1)
        .map_err(failed)?
        // Every batch has another shape: a memory pattern a shape would only grow.
        .with_memory_pattern(false)
        .map_err(failed)
}

impl Graph for NativeGraph {
    fn run(
        &self,
        shape: [usize; 2],
        inputs: Vec<(&str, Vec<i64>)>,
        outputs: &[&str],
    ) -> Result<Vec<Array>, ExtractError> {
        let mut values: Vec<(String, SessionInputValue<'_>)> = Vec::with_capacity(inputs.len());
        for (name, data) in inputs {
            let tensor = Tensor::from_array((shape, data)).map_err(failed)?;
            values.push((name.to_owned(), tensor.into()));
        }
        let mut session = self
            .session()
            .ok_or_else(|| ExtractError::Run("the graph has no session".to_owned()))?;
        let given = session.run(values).map_err(failed)?;
        let mut arrays = Vec::with_capacity(outputs.len());
        for name in outputs {
            let value = given
                .get(*name)
                .ok_or_else(|| ExtractError::Run(format!("the model has no output {name}")))?;
            let (shape, data) = value.try_extract_tensor::<f32>().map_err(failed)?;
            arrays.push(Array {
                data: data.to_vec(),
                width: shape.last().and_then(|n| usize::try_from(*n).ok()).unwrap_or(0),
            });
        }
        Ok(arrays)
    }

    fn lanes(&self) -> usize {
        self.sessions.len()
    }
}
