//! What an ONNX file takes and gives, read from the file's own description without loading its weights.
//!
//! An ONNX file is one protocol buffer (`ModelProto` of `onnx.proto`). The reader walks its fields and skips what it does not
//! need, so that a model of gigabytes is looked at in the time that its node list takes.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// Longest name that is read, in bytes.
const LONGEST_NAME: u64 = 4096;
/// How deep messages stand in one another at most.
const DEEPEST: usize = 8;

/// Element type of a tensor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Element {
    Float,
    Half,
    Int32,
    Int64,
    Bool,
    Other,
}

impl Element {
    /// `TensorProto.DataType`.
    const fn from_code(code: u64) -> Self {
        match code {
            1 => Self::Float,
            6 => Self::Int32,
            7 => Self::Int64,
            9 => Self::Bool,
            10 | 16 => Self::Half,
            _ => Self::Other,
        }
    }
}

/// An input or output: its name, element type and axes; an axis without a fixed length is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Port {
    pub(crate) name: String,
    pub(crate) element: Element,
    pub(crate) axes: Vec<Option<usize>>,
}

/// In which numbers a graph computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Precision {
    /// Single precision.
    Single,
    /// Weights in eight bits or fewer.
    Quantised,
    /// Half precision.
    Half,
}

/// What one ONNX file says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signature {
    pub(crate) inputs: Vec<Port>,
    pub(crate) outputs: Vec<Port>,
    pub(crate) precision: Precision,
    /// Files beside it that hold its weights.
    pub(crate) external: Vec<String>,
}

impl Signature {
    /// Reads a file's description.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let file = File::open(path).map_err(|e| e.to_string())?;
        let size = file.metadata().map_err(|e| e.to_string())?.len();
        let mut walk = Walk {
            file: BufReader::with_capacity(1 << 16, file),
            at: 0,
            found: Found::default(),
        };
        walk.model(size)?;
        walk.found.signature()
    }

    pub(crate) fn takes(&self, name: &str) -> bool {
        self.inputs.iter().any(|p| p.name == name)
    }

    pub(crate) fn input(&self, name: &str) -> Option<&Port> {
        self.inputs.iter().find(|p| p.name == name)
    }

    pub(crate) fn output(&self, name: &str) -> Option<&Port> {
        self.outputs.iter().find(|p| p.name == name)
    }

    /// `input_ids, attention_mask -> logits`.
    pub(crate) fn shown(&self) -> String {
        let names = |ports: &[Port]| {
            let names: Vec<&str> = ports.iter().map(|p| p.name.as_str()).collect();
            match names.len() {
                0..=8 => names.join(", "),
                many => format!("{}, … ({many} in all)", names.get(..6).unwrap_or(&[]).join(", ")),
            }
        };
        format!("{} -> {}", names(&self.inputs), names(&self.outputs))
    }
}

/// What is gathered on the way.
#[derive(Debug, Default)]
struct Found {
    inputs: Vec<Port>,
    outputs: Vec<Port>,
    weights: HashSet<String>,
    external: Vec<String>,
    quantised: bool,
    half: usize,
    single: usize,
    graphs: usize,
}

impl Found {
    fn signature(self) -> Result<Signature, String> {
        if self.graphs != 1 || self.outputs.is_empty() {
            return Err("this is no ONNX model: it holds no graph with outputs".to_owned());
        }
        let precision = if self.quantised {
            Precision::Quantised
        } else if self.half > self.single {
            Precision::Half
        } else {
            Precision::Single
        };
        let weights = self.weights;
        let mut inputs = self.inputs;
        // Old files list their weights among the inputs.
        inputs.retain(|p| !weights.contains(&p.name));
        Ok(Signature {
            inputs,
            outputs: self.outputs,
            precision,
            external: self.external,
        })
    }
}

/// Operators that compute with weights of eight bits or fewer.
const QUANTISED: &[&str] = &[
    "MatMulInteger",
    "DynamicQuantizeLinear",
    "QLinearMatMul",
    "QLinearConv",
    "ConvInteger",
    "QAttention",
    "QGemm",
    "DynamicQuantizeMatMul",
    "DynamicQuantizeLSTM",
    "MatMulIntegerToFloat",
    "MatMulNBits",
    "MatMulBnb4",
    "GatherBlockQuantized",
];

/// One field of a message: its number, and its value or the bytes that it takes.
enum Field {
    Number(u64, u64),
    Bytes(u64, u64),
}

struct Walk {
    file: BufReader<File>,
    at: u64,
    found: Found,
}

impl Walk {
    fn model(&mut self, end: u64) -> Result<(), String> {
        while self.at < end {
            if let Field::Bytes(number, length) = self.field(end)? {
                let stop = self.at + length;
                if number == 7 {
                    self.found.graphs += 1;
                    self.graph(stop)?;
                }
                self.skip_to(stop)?;
            }
        }
        Ok(())
    }

    fn graph(&mut self, end: u64) -> Result<(), String> {
        while self.at < end {
            let field = self.field(end)?;
            let Field::Bytes(number, length) = field else {
                continue;
            };
            let stop = self.at + length;
            match number {
                1 => self.node(stop)?,
                5 => self.weight(stop)?,
                11 => {
                    let port = self.port(stop)?;
                    self.found.inputs.push(port);
                }
                12 => {
                    let port = self.port(stop)?;
                    self.found.outputs.push(port);
                }
                _ => {}
            }
            self.skip_to(stop)?;
        }
        Ok(())
    }

    /// `NodeProto`: its operator tells quantised graphs.
    fn node(&mut self, end: u64) -> Result<(), String> {
        while self.at < end {
            match self.field(end)? {
                Field::Bytes(4, length) => {
                    let operator = self.text(length)?;
                    self.found.quantised |= QUANTISED.contains(&operator.as_str());
                }
                Field::Bytes(_, length) => self.skip(length)?,
                Field::Number(..) => {}
            }
        }
        Ok(())
    }

    /// `TensorProto`: name, type, and where its data stands.
    fn weight(&mut self, end: u64) -> Result<(), String> {
        while self.at < end {
            match self.field(end)? {
                Field::Number(2, code) => match Element::from_code(code) {
                    Element::Half => self.found.half += 1,
                    Element::Float => self.found.single += 1,
                    _ => {}
                },
                Field::Bytes(8, length) => {
                    let name = self.text(length)?;
                    self.found.weights.insert(name);
                }
                Field::Bytes(13, length) => {
                    let stop = self.at + length;
                    self.external(stop)?;
                }
                Field::Bytes(_, length) => self.skip(length)?,
                Field::Number(..) => {}
            }
        }
        Ok(())
    }

    /// `StringStringEntryProto` of `external_data`.
    fn external(&mut self, end: u64) -> Result<(), String> {
        let (mut key, mut value) = (String::new(), String::new());
        while self.at < end {
            match self.field(end)? {
                Field::Bytes(1, length) => key = self.text(length)?,
                Field::Bytes(2, length) => value = self.text(length)?,
                Field::Bytes(_, length) => self.skip(length)?,
                Field::Number(..) => {}
            }
        }
        if key == "location" && !self.found.external.contains(&value) {
            self.found.external.push(value);
        }
        Ok(())
    }

    /// `ValueInfoProto`.
    fn port(&mut self, end: u64) -> Result<Port, String> {
        let mut port = Port {
            name: String::new(),
            element: Element::Other,
            axes: Vec::new(),
        };
        self.port_part(end, &mut port, &[])?;
        Ok(port)
    }

    /// A part of it; `path` holds the numbers of the fields that lead to it.
    fn port_part(&mut self, end: u64, port: &mut Port, path: &[u64]) -> Result<(), String> {
        if path.len() > DEEPEST {
            return Err("its description is nested too deep".to_owned());
        }
        while self.at < end {
            match self.field(end)? {
                Field::Number(number, value) => match (path, number) {
                    ([2, 1], 1) => port.element = Element::from_code(value),
                    ([2, 1, 2, 1], 1) => {
                        if let Some(axis) = port.axes.last_mut() {
                            *axis = usize::try_from(value).ok();
                        }
                    }
                    _ => {}
                },
                Field::Bytes(number, length) => {
                    let stop = self.at + length;
                    match (path, number) {
                        ([], 1) => port.name = self.text(length)?,
                        ([], 2) | ([2], 1) | ([2, 1], 2) => {
                            self.port_part(stop, port, &[path, &[number]].concat())?;
                        }
                        ([2, 1, 2], 1) => {
                            port.axes.push(None);
                            self.port_part(stop, port, &[2, 1, 2, 1])?;
                        }
                        _ => {}
                    }
                    self.skip_to(stop)?;
                }
            }
        }
        Ok(())
    }

    /// The next field of a message that ends at `end`.
    fn field(&mut self, end: u64) -> Result<Field, String> {
        let tag = self.varint()?;
        let number = tag >> 3;
        let field = match tag & 7 {
            0 => Field::Number(number, self.varint()?),
            1 => {
                self.skip(8)?;
                Field::Number(number, 0)
            }
            2 => Field::Bytes(number, self.varint()?),
            5 => {
                self.skip(4)?;
                Field::Number(number, 0)
            }
            _ => return Err("this is no ONNX model".to_owned()),
        };
        let length = match field {
            Field::Bytes(_, length) => length,
            Field::Number(..) => 0,
        };
        if self.at.checked_add(length).is_none_or(|stop| stop > end) {
            return Err("the file is cut off, or no ONNX model".to_owned());
        }
        Ok(field)
    }

    fn varint(&mut self) -> Result<u64, String> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let mut byte = [0];
            self.file
                .read_exact(&mut byte)
                .map_err(|_| "the file is cut off, or no ONNX model".to_owned())?;
            self.at += 1;
            value |= u64::from(byte[0] & 0x7f) << shift;
            if byte[0] & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err("this is no ONNX model".to_owned())
    }

    fn text(&mut self, length: u64) -> Result<String, String> {
        if length > LONGEST_NAME {
            return Err("a name in it is longer than names are".to_owned());
        }
        let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
        self.file.read_exact(&mut bytes).map_err(|e| e.to_string())?;
        self.at += length;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn skip(&mut self, length: u64) -> Result<(), String> {
        let by = i64::try_from(length).map_err(|e| e.to_string())?;
        self.file.seek_relative(by).map_err(|e| e.to_string())?;
        self.at += length;
        Ok(())
    }

    fn skip_to(&mut self, stop: u64) -> Result<(), String> {
        match stop.checked_sub(self.at) {
            Some(rest) => self.skip(rest),
            None => Err("this is no ONNX model: its parts overlap".to_owned()),
        }
    }
}
