//! Graphs of pictures on tract, in pure Rust. A plan is made for each shape of the input and kept for a few of them.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tract_onnx::prelude::{
    Datum, Framework, InferenceFact, InferenceModel, InferenceModelExt, IntoRunnable, Tensor, TractError,
    TypedSimplePlan, tvec,
};
use tract_onnx::tract_hir::infer::Factoid;

use super::Deadline;
use super::graph::{Given, NOT_PICTURES, PictureGraph, Shape};
use quarry_ingest::ocr::OcrError;

/// Plans that are kept.
const KEPT: usize = 12;

#[derive(Debug)]
pub(super) struct TractGraph {
    model: InferenceModel,
    input: [Option<usize>; 4],
    /// The plans made so far, the one used last at the end.
    plans: Mutex<Vec<(Shape, Arc<TypedSimplePlan>)>>,
}

impl TractGraph {
    pub(super) fn load(path: &Path) -> Result<Self, String> {
        let words = |e: TractError| format!("{e:#}");
        let mut model = tract_onnx::onnx().model_for_path(path).map_err(words)?;
        if model.input_outlets().map_err(words)?.len() != 1 {
            return Err(NOT_PICTURES.to_owned());
        }
        let fact = model.input_fact(0).map_err(words)?;
        let axes: Vec<Option<usize>> = fact
            .shape
            .dims()
            .map(|axis| {
                axis.concretize()
                    .and_then(|n| usize::try_from(n.to_i64().ok()?).ok())
            })
            .collect();
        let input = <[Option<usize>; 4]>::try_from(axes).map_err(|_| NOT_PICTURES.to_owned())?;
        let first = *model
            .output_outlets()
            .map_err(words)?
            .first()
            .ok_or_else(|| "it gives nothing".to_owned())?;
        model.select_output_outlets(&[first]).map_err(words)?;
        Ok(Self {
            model,
            input,
            plans: Mutex::default(),
        })
    }

    fn plan(&self, shape: Shape) -> Result<Arc<TypedSimplePlan>, TractError> {
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = plans.iter().position(|(known, _)| *known == shape) {
            let found = plans.remove(at);
            let plan = Arc::clone(&found.1);
            plans.push(found);
            return Ok(plan);
        }
        let plan = self
            .model
            .clone()
            .with_input_fact(0, InferenceFact::dt_shape(f32::datum_type(), shape))?
            .into_optimized()?
            .into_runnable()?;
        if plans.len() >= KEPT {
            plans.remove(0);
        }
        plans.push((shape, Arc::clone(&plan)));
        Ok(plan)
    }
}

impl PictureGraph for TractGraph {
    fn input(&self) -> [Option<usize>; 4] {
        self.input
    }

    fn prefers_few_shapes(&self) -> bool {
        true
    }

    /// A run cannot be interrupted: the time is looked at before and after.
    fn run(&self, shape: Shape, data: Vec<f32>, deadline: &Deadline) -> Result<Given, OcrError> {
        deadline.check()?;
        let run = || -> Result<Given, TractError> {
            let tensor = Tensor::from_shape(&shape, &data)?;
            let given = self.plan(shape)?.run(tvec!(tensor.into()))?;
            let first = given.first().map(|value| {
                let view = value.to_plain_array_view::<f32>()?;
                Ok::<_, TractError>(Given {
                    shape: value.shape().to_vec(),
                    data: view.iter().copied().collect(),
                })
            });
            first.unwrap_or_else(|| {
                Ok(Given {
                    shape: Vec::new(),
                    data: Vec::new(),
                })
            })
        };
        let given = run().map_err(|error| OcrError::Failed(format!("{error:#}")))?;
        deadline.check()?;
        Ok(given)
    }
}
