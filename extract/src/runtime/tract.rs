//! Graphs on tract, in pure Rust: what runs where there is no native library.

use std::path::Path;
use std::sync::Arc;

use tract_onnx::prelude::{
    Framework, InferenceModelExt, IntoRunnable, TValue, TVec, Tensor, TractError, TypedSimplePlan,
};

use super::engine::{Array, Graph};
use crate::extractor::ExtractError;
use crate::packed;

/// A plan of tract; it runs on one thread, so batches run beside each other.
#[derive(Debug)]
pub(super) struct TractGraph {
    plan: Arc<TypedSimplePlan>,
    /// Names of the inputs and of the outputs, in the plan's order.
    inputs: Vec<String>,
    outputs: Vec<String>,
    threads: usize,
}

fn failed(error: TractError) -> ExtractError {
    ExtractError::Run(format!("{error:#}"))
}

impl TractGraph {
    pub(super) fn load(path: &Path, threads: usize) -> Result<Self, ExtractError> {
        let refused = |error: TractError| ExtractError::Model {
            path: path.to_path_buf(),
            message: format!("{error:#}"),
        };
        let content = packed::read(path).map_err(|e| refused(e.into()))?;
        let model = tract_onnx::onnx()
            .model_for_read(&mut content.as_slice())
            .map_err(refused)?;
        drop(content);
        let inputs = model.input_outlets().map_err(refused)?;
        let inputs = inputs.iter().map(|o| model.node(o.node).name.clone()).collect();
        let outputs = model.output_outlets().map_err(refused)?;
        let outputs = outputs
            .iter()
            .map(|o| {
                model
                    .outlet_label(*o)
                    .map_or_else(|| model.node(o.node).name.clone(), str::to_owned)
            })
            .collect();
        let plan = model
            .into_optimized()
            .and_then(IntoRunnable::into_runnable)
            .map_err(refused)?;
        Ok(Self {
            plan,
            inputs,
            outputs,
            threads,
        })
    }
}

impl Graph for TractGraph {
    fn run(
        &self,
        shape: [usize; 2],
        inputs: Vec<(&str, Vec<i64>)>,
        outputs: &[&str],
    ) -> Result<Vec<Array>, ExtractError> {
        let mut values: TVec<TValue> = TVec::new();
        for wanted in &self.inputs {
            let (_, data) = inputs
                .iter()
                .find(|(name, _)| name == wanted)
                .ok_or_else(|| ExtractError::Run(format!("the model wants an input {wanted}")))?;
            values.push(Tensor::from_shape(&shape, data).map_err(failed)?.into());
        }
        let given = self.plan.run(values).map_err(failed)?;
        let mut arrays = Vec::with_capacity(outputs.len());
        for wanted in outputs {
            let value = self
                .outputs
                .iter()
                .position(|name| name == wanted)
                .and_then(|place| given.get(place))
                .ok_or_else(|| ExtractError::Run(format!("the model has no output {wanted}")))?;
            let view = value.to_plain_array_view::<f32>().map_err(failed)?;
            arrays.push(Array {
                data: view.iter().copied().collect(),
                width: value.shape().last().copied().unwrap_or(0),
            });
        }
        Ok(arrays)
    }

    fn lanes(&self) -> usize {
        self.threads.max(1)
    }
}
