//! Graphs whose input is a batch of pictures, on ONNX Runtime; [`super::graph_tract`] has the same on tract.

use std::fmt::Debug;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};

use ort::session::builder::GraphOptimizationLevel;
use ort::session::{RunOptions, Session, SessionInputValue};
use ort::value::{Tensor, ValueType};

use super::Deadline;
use crate::runtime::Engine;
use quarry_ingest::ocr::OcrError;

/// Lengths of the axes `[pictures, channels, height, width]`.
pub(super) type Shape = [usize; 4];

/// What a graph gives: numbers in row-major order and the lengths of their axes.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) shape: Vec<usize>,
    pub(super) data: Vec<f32>,
}

/// A loaded graph from pictures (f32) to real numbers.
pub(super) trait PictureGraph: Debug + Send + Sync {
    /// The axes of the input; none where any length is taken.
    fn input(&self) -> [Option<usize>; 4];

    /// Whether each new shape costs a long preparation, so that few should be used.
    fn prefers_few_shapes(&self) -> bool;

    /// The first output for pictures of this shape, within the time that is left.
    fn run(&self, shape: Shape, data: Vec<f32>, deadline: &Deadline) -> Result<Given, OcrError>;
}

/// Loads a graph; the reason where it cannot be used.
pub(super) fn load(path: &Path, engine: &Engine) -> Result<Box<dyn PictureGraph>, String> {
    match engine {
        Engine::Native(_) => Ok(Box::new(NativeGraph::load(path)?)),
        #[cfg(feature = "tract")]
        Engine::Tract => Ok(Box::new(super::graph_tract::TractGraph::load(path)?)),
    }
}

/// What is said of a graph whose input is no picture.
pub(super) const NOT_PICTURES: &str = "its input is not one batch of pictures [N, 3, height, width]";

#[derive(Debug)]
struct NativeGraph {
    session: Mutex<Session>,
    name: String,
    input: [Option<usize>; 4],
}

impl NativeGraph {
    fn load(path: &Path) -> Result<Self, String> {
        let session = Self::session(path)?;
        let [only] = session.inputs() else {
            return Err(NOT_PICTURES.to_owned());
        };
        let ValueType::Tensor { shape, .. } = only.dtype() else {
            return Err(NOT_PICTURES.to_owned());
        };
        let lengths: Vec<Option<usize>> = shape
            .iter()
            .map(|n| usize::try_from(*n).ok().filter(|n| *n > 0))
            .collect();
        let input = <[Option<usize>; 4]>::try_from(lengths).map_err(|_| NOT_PICTURES.to_owned())?;
        Ok(Self {
            name: only.name().to_owned(),
            session: Mutex::new(session),
            input,
        })
    }

    fn session(path: &Path) -> Result<Session, String> {
        let failed = |e: &dyn std::fmt::Display| e.to_string();
        Session::builder()
            .map_err(|e| failed(&e))?
            .with_optimization_level(GraphOptimizationLevel::Level3)
            .map_err(|e| failed(&e))?
            // One page, one core: pages are read side by side by whoever reads files side by side.
            .with_intra_threads(1)
            .map_err(|e| failed(&e))?
            .with_inter_threads(1)
            .map_err(|e| failed(&e))?
            // Every batch has another shape: what was kept for the last one would only grow.
            .with_memory_pattern(false)
            .map_err(|e| failed(&e))?
            .with_execution_providers([ort::ep::CPU::default().with_arena_allocator(false).build()])
            .map_err(|e| failed(&e))?
            .commit_from_file(path)
            .map_err(|e| failed(&e))
    }
}

impl PictureGraph for NativeGraph {
    fn input(&self) -> [Option<usize>; 4] {
        self.input
    }

    fn prefers_few_shapes(&self) -> bool {
        false
    }

    fn run(&self, shape: Shape, data: Vec<f32>, deadline: &Deadline) -> Result<Given, OcrError> {
        deadline.check()?;
        let failed = |e: ort::Error| OcrError::Failed(e.to_string());
        let tensor = Tensor::from_array((shape, data)).map_err(failed)?;
        let values: Vec<(String, SessionInputValue<'_>)> = vec![(self.name.clone(), tensor.into())];
        let options = RunOptions::new().map_err(failed)?;
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let (done, wait) = mpsc::channel::<()>();
        let given = std::thread::scope(|scope| {
            let options = &options;
            scope.spawn(move || {
                if let Err(RecvTimeoutError::Timeout) = wait.recv_timeout(deadline.left()) {
                    // The run then ends with an error of its own.
                    let _ = options.terminate();
                }
            });
            let given = session.run_with_options(values, options).and_then(|given| {
                let first = given.values().next();
                let Some(first) = first else { return Ok(None) };
                let (shape, data) = first.try_extract_tensor::<f32>()?;
                let shape = shape.iter().map(|n| usize::try_from(*n).unwrap_or(0)).collect();
                Ok(Some(Given {
                    shape,
                    data: data.to_vec(),
                }))
            });
            drop(done);
            given
        });
        match given {
            Ok(Some(given)) => Ok(given),
            Ok(None) => Err(OcrError::Failed("the model gives nothing".to_owned())),
            Err(_) if deadline.left().is_zero() => Err(deadline.passed()),
            Err(error) => Err(failed(error)),
        }
    }
}
