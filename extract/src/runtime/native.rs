//! Graphs on ONNX Runtime's shared library.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use ort::session::builder::GraphOptimizationLevel;
use ort::session::{Session, SessionInputValue};
use ort::value::Tensor;

use super::engine::{Array, Graph};
use crate::extractor::ExtractError;
use crate::packed;

/// A session of ONNX Runtime; it divides a batch among its threads.
#[derive(Debug)]
pub(super) struct NativeGraph {
    session: Mutex<Session>,
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
        let mut builder = Session::builder()
            .map_err(failed)?
            .with_optimization_level(GraphOptimizationLevel::Level3)
            .map_err(failed)?
            .with_intra_threads(threads)
            .map_err(failed)?
            .with_inter_threads(1)
            .map_err(failed)?
            // Threads that wait by spinning would take the cores from the parsers.
            .with_config_entry("session.intra_op.allow_spinning", "0")
            .map_err(failed)?
            // Every batch has another shape: a memory pattern a shape would only grow.
            .with_memory_pattern(false)
            .map_err(failed)?;
        let session = if packed::is_packed(path) {
            let content = packed::read(path).map_err(|e| refused(e.to_string()))?;
            builder.commit_from_memory(&content)
        } else {
            builder.commit_from_file(path)
        }
        .map_err(|e| refused(e.to_string()))?;
        Ok(Self {
            session: Mutex::new(session),
        })
    }
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
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
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
        1
    }
}
