//! Which file of a folder is what: told by what each model makes of an empty picture.

use std::fs;
use std::path::{Path, PathBuf};

use super::Deadline;
use super::graph::{self, PictureGraph, Shape};
use crate::runtime::Engine;
use quarry_ingest::ocr::OcrError;

/// A model file that is larger is none for pages (bytes).
const LARGEST_MODEL: u64 = 512 << 20;
/// A list of characters that is longer is none (bytes).
const LARGEST_LIST: u64 = 4 << 20;
/// Height of the lines that recognisers of this convention read, where the file does not say.
pub(super) const LINE_HEIGHT: usize = 48;
/// Side of the empty picture that is shown to a detector.
const PROBE: usize = 64;
/// Width of the empty line that is shown to a recogniser.
const PROBE_LINE: usize = 320;

/// What a folder holds.
#[derive(Debug)]
pub(super) struct Found {
    /// Names of the two models, for reports.
    pub(super) name: String,
    pub(super) detector: Box<dyn PictureGraph>,
    pub(super) recognizer: Box<dyn PictureGraph>,
    /// Classes of the recogniser: the blank, the characters and perhaps the space.
    pub(super) classes: usize,
    /// The character of each class behind the blank.
    pub(super) dictionary: Vec<String>,
}

/// What a model turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Detector,
    /// With this many classes.
    Recognizer(usize),
}

/// Finds the models and the list of characters.
pub(super) fn find(folder: &Path, engine: &Engine, deadline: &Deadline) -> Result<Found, OcrError> {
    let (models, lists) = (listed(folder, "onnx")?, listed(folder, "txt")?);
    let mut detector: Option<(PathBuf, Box<dyn PictureGraph>)> = None;
    let mut recognizer: Option<(PathBuf, Box<dyn PictureGraph>, usize)> = None;
    let mut rest = Vec::new();
    for path in models {
        if fs::metadata(&path).map_or(0, |m| m.len()) > LARGEST_MODEL {
            return Err(unfit(&path, "it is larger than any model for pages"));
        }
        let graph = match graph::load(&path, engine) {
            Ok(graph) => graph,
            Err(reason) => return Err(unfit(&path, &reason)),
        };
        match role(graph.as_ref(), deadline) {
            Ok(Role::Detector) if detector.is_none() => detector = Some((path, graph)),
            Ok(Role::Recognizer(classes)) if recognizer.is_none() => {
                recognizer = Some((path, graph, classes))
            }
            Ok(_) => return Err(unfit(&path, "the folder holds another model of the same kind")),
            // Such as a classifier of turned lines, which the convention has beside the two.
            Err(reason) => rest.push(format!("{}: {reason}", file_name(&path))),
        }
    }
    let others = if rest.is_empty() {
        String::new()
    } else {
        format!(" (not used: {})", rest.join("; "))
    };
    let missing = |what: &str| unfit(folder, &format!("it holds no {what}{others}"));
    let (detector_path, detector) = detector
        .ok_or_else(|| missing("detector, [1, 3, height, width] to a map of the same size, as .onnx"))?;
    let (recognizer_path, recognizer, classes) = recognizer
        .ok_or_else(|| missing("recogniser, [N, 3, 48, width] to [N, steps, classes], as .onnx"))?;
    let dictionary = dictionary(folder, &lists, classes)?;
    Ok(Found {
        name: format!(
            "{} and {}",
            file_name(&detector_path),
            file_name(&recognizer_path)
        ),
        detector,
        recognizer,
        classes,
        dictionary,
    })
}

fn unfit(path: &Path, reason: &str) -> OcrError {
    OcrError::Model {
        path: path.to_path_buf(),
        reason: reason.to_owned(),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The files of a folder with this extension, by name.
fn listed(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, OcrError> {
    let entries = fs::read_dir(folder).map_err(|error| unfit(folder, &error.to_string()))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|e| e.eq_ignore_ascii_case(extension))
        })
        .collect();
    found.sort();
    Ok(found)
}

/// What a model is: one that makes a map of an empty picture, or a row of classes of an empty line.
fn role(graph: &dyn PictureGraph, deadline: &Deadline) -> Result<Role, String> {
    let [_, channels, height, width] = graph.input();
    let channels = channels.unwrap_or(3);
    if !matches!(channels, 1 | 3) {
        return Err(format!("its pictures have {channels} channels, not 3"));
    }
    let square = [1, channels, height.unwrap_or(PROBE), width.unwrap_or(PROBE)];
    let line = [
        1,
        channels,
        height.unwrap_or(LINE_HEIGHT),
        width.unwrap_or(PROBE_LINE),
    ];
    let shapes = if height.is_some_and(|h| h <= LINE_HEIGHT) {
        [line, square]
    } else {
        [square, line]
    };
    let mut said = Vec::new();
    for shape in shapes {
        match tried(graph, shape, deadline) {
            Ok(role) => return Ok(role),
            Err(reason) if said.contains(&reason) => {}
            Err(reason) => said.push(reason),
        }
    }
    Err(said.join("; "))
}

fn tried(graph: &dyn PictureGraph, shape: Shape, deadline: &Deadline) -> Result<Role, String> {
    let empty = vec![1.0; shape.iter().product()];
    let given = graph.run(shape, empty, deadline).map_err(|e| e.to_string())?;
    match *given.shape.as_slice() {
        [1, 1, height, width] if [height, width] == [shape[2], shape[3]] => Ok(Role::Detector),
        [1, steps, classes] if steps > 0 && classes > 1 => Ok(Role::Recognizer(classes)),
        ref other => Err(format!("it makes {other:?} of a picture of {shape:?}")),
    }
}

/// The list of characters whose length fits the classes: the blank stands before them, and perhaps a space behind.
fn dictionary(folder: &Path, lists: &[PathBuf], classes: usize) -> Result<Vec<String>, OcrError> {
    let mut lengths = Vec::new();
    for path in lists {
        if fs::metadata(path).map_or(u64::MAX, |m| m.len()) > LARGEST_LIST {
            continue;
        }
        let Ok(text) = fs::read_to_string(path) else {
            continue;
        };
        let mut characters: Vec<String> = text.lines().map(str::to_owned).collect();
        if characters.len() + 2 == classes {
            characters.push(" ".to_owned());
        }
        if characters.len() + 1 == classes {
            return Ok(characters);
        }
        lengths.push(format!("{} has {}", file_name(path), characters.len()));
    }
    let found = if lengths.is_empty() {
        "it holds none".to_owned()
    } else {
        lengths.join(", ")
    };
    let wanted = classes.saturating_sub(2);
    Err(unfit(
        folder,
        &format!(
            "the recogniser tells {classes} classes apart and needs a .txt with {wanted} or {} characters, one a line; {found}",
            wanted + 1
        ),
    ))
}
