//! A graph of any shape on whichever engine runs: several inputs and outputs of integers, real numbers and truth values.

use std::collections::HashMap;
use std::path::Path;
#[cfg(feature = "tract")]
use std::sync::Arc;
use std::sync::{Mutex, PoisonError};

use ort::ep;
use ort::logging::LogLevel;
use ort::session::builder::GraphOptimizationLevel;
use ort::session::{RunOptions, Session, SessionInputValue};
use ort::value::TensorElementType;

use super::signature::{Element, Signature};
use crate::extractor::ExtractError;
use crate::runtime::Engine;

/// Numbers in row-major order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Data {
    Integers(Vec<i64>),
    Reals(Vec<f32>),
    Truths(Vec<bool>),
}

/// Numbers and their axes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tensor {
    pub(crate) shape: Vec<usize>,
    pub(crate) data: Data,
}

impl Tensor {
    pub(crate) fn integers(shape: &[usize], data: Vec<i64>) -> Self {
        Self {
            shape: shape.to_vec(),
            data: Data::Integers(data),
        }
    }

    pub(crate) fn reals(shape: &[usize], data: Vec<f32>) -> Self {
        Self {
            shape: shape.to_vec(),
            data: Data::Reals(data),
        }
    }

    pub(crate) fn truths(shape: &[usize], data: Vec<bool>) -> Self {
        Self {
            shape: shape.to_vec(),
            data: Data::Truths(data),
        }
    }

    /// The real numbers, where the axes are `rank` many.
    pub(crate) fn as_reals(&self, rank: usize) -> Result<&[f32], ExtractError> {
        match &self.data {
            Data::Reals(data) if self.shape.len() == rank => Ok(data),
            _ => Err(self.unexpected(&format!("{rank} axes of real numbers"))),
        }
    }

    /// The integers.
    pub(crate) fn as_integers(&self) -> Result<&[i64], ExtractError> {
        match &self.data {
            Data::Integers(data) => Ok(data),
            _ => Err(self.unexpected("integers")),
        }
    }

    fn unexpected(&self, wanted: &str) -> ExtractError {
        ExtractError::Run(format!(
            "the model gave an array of axes {:?} where {wanted} were expected",
            self.shape
        ))
    }
}

/// How graphs are run.
#[derive(Debug, Clone)]
pub(crate) struct Running {
    pub(crate) engine: Engine,
    /// Threads of each graph.
    pub(crate) threads: usize,
    /// Execution providers, most wanted first.
    pub(crate) providers: Vec<Provider>,
}

/// An execution provider of ONNX Runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// The processor.
    Cpu,
    /// NVIDIA's CUDA.
    Cuda,
    /// NVIDIA's `TensorRT`.
    TensorRt,
    /// AMD's `MIGraphX`.
    MigraphX,
    /// Intel's `OpenVINO`.
    OpenVino,
}

impl Provider {
    /// Every provider with the name that the configuration gives it.
    const NAMES: [(&'static str, Self); 5] = [
        ("cpu", Self::Cpu),
        ("cuda", Self::Cuda),
        ("tensorrt", Self::TensorRt),
        ("migraphx", Self::MigraphX),
        ("openvino", Self::OpenVino),
    ];

    /// The providers of a list such as `cuda, cpu`.
    ///
    /// # Errors
    /// With a sentence, where a name is none.
    pub fn list(text: &str) -> Result<Vec<Self>, String> {
        let names = text.split([',', ' ']).filter(|name| !name.is_empty());
        names
            .map(|name| {
                let found = Self::NAMES.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
                found.map(|(_, provider)| *provider).ok_or_else(|| {
                    let known: Vec<&str> = Self::NAMES.iter().map(|(n, _)| *n).collect();
                    format!(
                        "there is no execution provider {name:?}; those known are {}",
                        known.join(", ")
                    )
                })
            })
            .collect()
    }

    /// What registers it, where the library has it.
    fn registered(self) -> Option<ep::ExecutionProviderDispatch> {
        let (has, built): (ort::Result<bool>, ep::ExecutionProviderDispatch) = match self {
            Self::Cpu => return None,
            Self::Cuda => {
                let provider = ep::CUDA::default();
                (ep::ExecutionProvider::is_available(&provider), provider.build())
            }
            Self::TensorRt => {
                let provider = ep::TensorRT::default();
                (ep::ExecutionProvider::is_available(&provider), provider.build())
            }
            Self::MigraphX => {
                let provider = ep::MIGraphX::default();
                (ep::ExecutionProvider::is_available(&provider), provider.build())
            }
            Self::OpenVino => {
                let provider = ep::OpenVINO::default();
                (ep::ExecutionProvider::is_available(&provider), provider.build())
            }
        };
        if has.unwrap_or(false) {
            return Some(built);
        }
        tracing::warn!(provider = ?self, "ONNX Runtime's library lacks this execution provider; the next one is taken");
        None
    }
}

/// A loaded graph.
#[derive(Debug)]
pub(crate) struct Network {
    signature: Signature,
    runner: Runner,
}

#[derive(Debug)]
enum Runner {
    Native(Mutex<Session>),
    #[cfg(feature = "tract")]
    BuiltIn(Box<BuiltIn>),
}

fn failed(error: impl std::fmt::Display) -> ExtractError {
    ExtractError::Run(error.to_string())
}

impl Network {
    /// Loads a graph.
    pub(crate) fn load(path: &Path, running: &Running) -> Result<Self, ExtractError> {
        let refused = |message: String| ExtractError::Model {
            path: path.to_path_buf(),
            message,
        };
        let signature = Signature::read(path).map_err(refused)?;
        let runner = match &running.engine {
            Engine::Native(_) => Runner::Native(Mutex::new(native(path, running)?)),
            #[cfg(feature = "tract")]
            Engine::Tract => Runner::BuiltIn(Box::new(BuiltIn::load(path)?)),
        };
        Ok(Self { signature, runner })
    }

    pub(crate) const fn signature(&self) -> &Signature {
        &self.signature
    }

    /// Runs the graph; the arrays come in the order of `outputs`.
    pub(crate) fn run(
        &self,
        mut inputs: HashMap<&str, Tensor>,
        outputs: &[&str],
    ) -> Result<Vec<Tensor>, ExtractError> {
        let mut given: Vec<(String, Tensor)> = Vec::with_capacity(self.signature.inputs.len());
        for port in &self.signature.inputs {
            let tensor = inputs
                .remove(port.name.as_str())
                .ok_or_else(|| ExtractError::Run(format!("the model wants an input {}", port.name)))?;
            given.push((port.name.clone(), tensor));
        }
        match &self.runner {
            Runner::Native(session) => self.run_native(session, given, outputs),
            #[cfg(feature = "tract")]
            Runner::BuiltIn(model) => model.run(&self.signature, &given, outputs),
        }
    }

    fn run_native(
        &self,
        session: &Mutex<Session>,
        given: Vec<(String, Tensor)>,
        outputs: &[&str],
    ) -> Result<Vec<Tensor>, ExtractError> {
        let mut values: Vec<(String, SessionInputValue<'_>)> = Vec::with_capacity(given.len());
        for (name, tensor) in given {
            let shape = tensor.shape;
            let element = self.signature.input(&name).map(|p| p.element);
            let value: SessionInputValue<'_> = match (tensor.data, element) {
                (Data::Integers(data), Some(Element::Int32)) => {
                    let data: Vec<i32> = data
                        .iter()
                        .map(|v| i32::try_from(*v).unwrap_or(i32::MAX))
                        .collect();
                    ort::value::Tensor::from_array((shape, data))
                        .map_err(failed)?
                        .into()
                }
                (Data::Integers(data), _) => ort::value::Tensor::from_array((shape, data))
                    .map_err(failed)?
                    .into(),
                (Data::Reals(data), _) => ort::value::Tensor::from_array((shape, data))
                    .map_err(failed)?
                    .into(),
                (Data::Truths(data), _) => ort::value::Tensor::from_array((shape, data))
                    .map_err(failed)?
                    .into(),
            };
            values.push((name, value));
        }
        let mut options = RunOptions::new().map_err(failed)?;
        // What the largest batch needed is given back afterwards: the arena stays as large as the weights and one batch.
        options
            .set("memory.enable_memory_arena_shrinkage", "cpu:0")
            .map_err(failed)?;
        // what goes wrong is returned, and need not be printed too
        options.set_log_level(LogLevel::Fatal).map_err(failed)?;
        let mut session = session.lock().unwrap_or_else(PoisonError::into_inner);
        let given = session.run_with_options(values, &options).map_err(failed)?;
        let mut arrays = Vec::with_capacity(outputs.len());
        for name in outputs {
            let value = given.get(*name).ok_or_else(|| lacks(name))?;
            let of = |shape: &[i64]| -> Vec<usize> {
                shape.iter().map(|n| usize::try_from(*n).unwrap_or(0)).collect()
            };
            let element = value.dtype().tensor_type();
            arrays.push(match element {
                Some(TensorElementType::Int64) => {
                    let (shape, data) = value.try_extract_tensor::<i64>().map_err(failed)?;
                    Tensor::integers(&of(shape), data.to_vec())
                }
                Some(TensorElementType::Bool) => {
                    let (shape, data) = value.try_extract_tensor::<bool>().map_err(failed)?;
                    Tensor::truths(&of(shape), data.to_vec())
                }
                _ => {
                    let (shape, data) = value.try_extract_tensor::<f32>().map_err(failed)?;
                    Tensor::reals(&of(shape), data.to_vec())
                }
            });
        }
        Ok(arrays)
    }
}

fn lacks(output: &str) -> ExtractError {
    ExtractError::Run(format!("the model has no output {output}"))
}

/// A session of ONNX Runtime.
fn native(path: &Path, running: &Running) -> Result<Session, ExtractError> {
    let providers: Vec<_> = running.providers.iter().filter_map(|p| p.registered()).collect();
    Session::builder()
        .map_err(failed)?
        .with_optimization_level(GraphOptimizationLevel::Level3)
        .map_err(failed)?
        .with_intra_threads(running.threads.max(1))
        .map_err(failed)?
        .with_inter_threads(1)
        .map_err(failed)?
        .with_config_entry("session.intra_op.allow_spinning", "0")
        .map_err(failed)?
        .with_config_entry("session.inter_op.allow_spinning", "0")
        .map_err(failed)?
        .with_memory_pattern(false)
        .map_err(failed)?
        .with_execution_providers(providers)
        .map_err(failed)?
        .commit_from_file(path)
        .map_err(|e| ExtractError::Model {
            path: path.to_path_buf(),
            message: e.to_string(),
        })
}

#[cfg(feature = "tract")]
use built_in::BuiltIn;

/// Graphs on tract.
#[cfg(feature = "tract")]
mod built_in {
    use tract_onnx::prelude::{
        Datum, Framework, InferenceFact, InferenceModel, InferenceModelExt, IntoRunnable, TValue, TVec,
        Tensor as Values, TractError, TypedSimplePlan,
    };

    use super::{
        Arc, Data, Element, ExtractError, HashMap, Mutex, Path, PoisonError, Signature, Tensor, lacks,
    };

    /// Plans that are kept; each belongs to the axes of one batch.
    const PLANS: usize = 16;

    type Shapes = Vec<Vec<usize>>;

    /// A model whose plan is made for the axes that come: exported graphs compute with their own axes in ways that leave no plan
    /// for all of them at once.
    #[derive(Debug)]
    pub(super) struct BuiltIn {
        model: InferenceModel,
        inputs: Vec<String>,
        outputs: Vec<String>,
        plans: Mutex<HashMap<Shapes, Arc<TypedSimplePlan>>>,
    }

    #[expect(clippy::needless_pass_by_value, reason = "the form that map_err asks for")]
    fn failed(error: TractError) -> ExtractError {
        ExtractError::Run(format!("{error:#}"))
    }

    impl BuiltIn {
        pub(super) fn load(path: &Path) -> Result<Self, ExtractError> {
            let refused = |error: TractError| ExtractError::Model {
                path: path.to_path_buf(),
                message: format!("the built-in engine cannot run it: {error:#}"),
            };
            // The axes that the file declares between its nodes are names (quantised graphs keep them), and axes that are known
            // from the inputs do not agree with names.
            let model = tract_onnx::onnx()
                .with_ignore_value_info(true)
                .model_for_path(path)
                .map_err(refused)?;
            let name = |node: usize| model.node(node).name.clone();
            let inputs = model.input_outlets().map_err(refused)?;
            let inputs = inputs.iter().map(|o| name(o.node)).collect();
            let outputs = model.output_outlets().map_err(refused)?;
            let outputs = outputs
                .iter()
                .map(|o| model.outlet_label(*o).map_or_else(|| name(o.node), str::to_owned))
                .collect();
            Ok(Self {
                model,
                inputs,
                outputs,
                plans: Mutex::default(),
            })
        }

        pub(super) fn run(
            &self,
            signature: &Signature,
            given: &[(String, Tensor)],
            outputs: &[&str],
        ) -> Result<Vec<Tensor>, ExtractError> {
            let mut values: TVec<TValue> = TVec::new();
            let mut shapes = Shapes::new();
            for wanted in &self.inputs {
                let (_, tensor) = given
                    .iter()
                    .find(|(name, _)| name == wanted)
                    .ok_or_else(|| ExtractError::Run(format!("the model wants an input {wanted}")))?;
                let narrow = signature
                    .input(wanted)
                    .is_some_and(|p| p.element == Element::Int32);
                values.push(value(tensor, narrow).map_err(failed)?.into());
                shapes.push(tensor.shape.clone());
            }
            let plan = self.plan(shapes, &values)?;
            let given = plan.run(values).map_err(failed)?;
            outputs
                .iter()
                .map(|wanted| {
                    let place = self.outputs.iter().position(|name| name == wanted);
                    let value = place.and_then(|p| given.get(p)).ok_or_else(|| lacks(wanted))?;
                    array(value).map_err(failed)
                })
                .collect()
        }

        fn plan(&self, shapes: Shapes, values: &[TValue]) -> Result<Arc<TypedSimplePlan>, ExtractError> {
            let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(plan) = plans.get(&shapes) {
                return Ok(Arc::clone(plan));
            }
            let mut model = self.model.clone();
            for (place, value) in values.iter().enumerate() {
                let fact = InferenceFact::dt_shape(value.datum_type(), value.shape());
                model.set_input_fact(place, fact).map_err(failed)?;
            }
            // The axes that the file declares for its outputs are names that need not hold together.
            let count = model.output_outlets().map_err(failed)?.len();
            for place in 0..count {
                model
                    .set_output_fact(place, InferenceFact::default())
                    .map_err(failed)?;
            }
            let plan = model
                .into_optimized()
                .and_then(IntoRunnable::into_runnable)
                .map_err(failed)?;
            if plans.len() >= PLANS {
                plans.clear();
            }
            plans.insert(shapes, Arc::clone(&plan));
            Ok(plan)
        }
    }

    fn value(tensor: &Tensor, narrow: bool) -> Result<Values, TractError> {
        let shape = &tensor.shape;
        match &tensor.data {
            Data::Integers(data) if narrow => {
                let data: Vec<i32> = data
                    .iter()
                    .map(|v| i32::try_from(*v).unwrap_or(i32::MAX))
                    .collect();
                Values::from_shape(shape, &data)
            }
            Data::Integers(data) => Values::from_shape(shape, data),
            Data::Reals(data) => Values::from_shape(shape, data),
            Data::Truths(data) => Values::from_shape(shape, data),
        }
    }

    fn array(value: &TValue) -> Result<Tensor, TractError> {
        let shape = value.shape().to_vec();
        let kind = value.datum_type();
        if kind == bool::datum_type() {
            let view = value.to_plain_array_view::<bool>()?;
            return Ok(Tensor::truths(&shape, view.iter().copied().collect()));
        }
        if kind == f32::datum_type() {
            let view = value.to_plain_array_view::<f32>()?;
            return Ok(Tensor::reals(&shape, view.iter().copied().collect()));
        }
        let whole = value.cast_to::<i64>()?;
        let view = whole.to_plain_array_view::<i64>()?;
        Ok(Tensor::integers(&shape, view.iter().copied().collect()))
    }
}
