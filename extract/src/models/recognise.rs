//! What the model of a folder is, by the inputs and outputs of its graphs and its configuration; never by a name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::card::{Card, Family, Pooling, Role};
use super::coder::most_tokens;
use super::licence;
use super::signature::{Precision, Signature};

/// What the person who adds a model wishes.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Its name; none takes the folder's.
    pub name: Option<String>,
    /// What it is to do; none takes all that it can.
    pub role: Option<Role>,
    /// Pooling, where no file of the folder says it.
    pub pooling: Option<Pooling>,
    /// Take the graph in single precision, although a quantised one is there.
    pub exact: bool,
    /// Type of labels that are not known (`MISC=Work`).
    pub types: BTreeMap<String, String>,
    /// Predicate of relations that are not known.
    pub relations: BTreeMap<String, String>,
    /// Words before a question and before a passage.
    pub prefixes: [Option<String>; 2],
    /// Least probability of a name.
    pub threshold: Option<f32>,
    /// Language of the labels that are put to the model.
    pub label_language: Option<String>,
}

/// Why a folder is refused: a sentence for the person who added it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

/// Deepest folder in which graphs are looked for.
const DEPTH: usize = 2;
/// Most ONNX files that are looked at.
const MOST_FILES: usize = 200;

/// An ONNX file with what it says of itself.
#[derive(Debug, Clone)]
pub(super) struct Graph {
    /// Path in the folder.
    pub(super) file: String,
    size: u64,
    pub(super) signature: Signature,
}

/// The part that a graph plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Plain,
    Gliner,
    SpanVectors,
    LabelVectors,
    Classifier,
    Decoder,
    CachedDecoder,
}

impl Part {
    /// The part that a graph's inputs and outputs show.
    fn of(signature: &Signature) -> Option<Self> {
        let past = signature
            .inputs
            .iter()
            .any(|p| p.name.starts_with("past_key_values"));
        if signature.takes("words_mask") {
            Some(Self::Gliner)
        } else if signature.takes("span_start_idx") && signature.takes("span_end_idx") {
            Some(Self::SpanVectors)
        } else if signature.takes("label_embeddings") && signature.inputs.len() == 1 {
            Some(Self::LabelVectors)
        } else if signature.takes("encoder_hidden_states") || signature.takes("encoder_attention_mask") {
            Some(if past { Self::CachedDecoder } else { Self::Decoder })
        } else if signature.takes("hidden_state") && signature.inputs.len() == 1 {
            Some(Self::Classifier)
        } else if signature.takes("input_ids") {
            Some(Self::Plain)
        } else {
            None
        }
    }
}

/// Recognises the model of a folder.
///
/// # Errors
/// With a sentence that says what does not fit.
pub fn recognise(folder: &Path, wish: &Wish) -> Result<Card, Refusal> {
    let (graphs, problems) = graphs_of(folder)?;
    let mut parts: BTreeMap<Part, Vec<Graph>> = BTreeMap::new();
    let mut strange = Vec::new();
    for graph in graphs {
        match Part::of(&graph.signature) {
            Some(part) => parts.entry(part).or_default().push(graph),
            None => strange.push(format!("{} ({})", graph.file, graph.signature.shown())),
        }
    }
    let mut folder = Folder {
        path: folder,
        wish,
        parts,
        files: BTreeSet::new(),
        reference: BTreeMap::new(),
        notes: Vec::new(),
    };
    if folder.parts.is_empty() {
        strange.extend(problems);
        return Err(Refusal(match strange.is_empty() {
            true => "there is no ONNX file in the folder or right below it".to_owned(),
            false => format!(
                "no graph of this folder is one that Quarry can use: {}",
                strange.join("; ")
            ),
        }));
    }
    let has = |part| folder.parts.contains_key(&part);
    let mut card = if has(Part::Gliner) {
        folder.gliner()?
    } else if has(Part::SpanVectors) || has(Part::LabelVectors) {
        folder.gliner2()?
    } else if has(Part::Decoder) || has(Part::CachedDecoder) {
        folder.seq2seq()?
    } else if has(Part::Plain) {
        folder.plain()?
    } else {
        return Err(Refusal("the folder holds a part of a model only".to_owned()));
    };
    if let Some(role) = wish.role {
        if !card.roles.contains(&role) {
            let can: Vec<&str> = card.roles.iter().map(|r| r.name()).collect();
            return Err(Refusal(format!(
                "it cannot serve as {}: by its inputs and outputs it serves as {}",
                role.name(),
                can.join(" or ")
            )));
        }
        card.roles = vec![role];
    }
    card.files = folder.all_files();
    Ok(card)
}

/// Every readable ONNX file of a folder, and what is wrong with the others.
fn graphs_of(folder: &Path) -> Result<(Vec<Graph>, Vec<String>), Refusal> {
    if !folder.is_dir() {
        return Err(Refusal(format!("{} is no folder", folder.display())));
    }
    let mut paths = Vec::new();
    onnx_files(folder, DEPTH, &mut paths);
    paths.sort();
    let (mut graphs, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        let Some(file) = inner(folder, &path) else {
            continue;
        };
        match Signature::read(&path) {
            Ok(signature) => graphs.push(Graph {
                size: std::fs::metadata(&path).map_or(0, |m| m.len()),
                file,
                signature,
            }),
            Err(error) => problems.push(format!("{file}: {error}")),
        }
    }
    Ok((graphs, problems))
}

fn onnx_files(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|e| e.path()) {
        if found.len() >= MOST_FILES {
            return;
        }
        if path.is_dir() && depth > 1 {
            onnx_files(&path, depth - 1, found);
        } else if path.extension().is_some_and(|e| e == "onnx") && path.is_file() {
            found.push(path);
        }
    }
}

/// A path as it is written in a card: below the folder, with `/`.
fn inner(folder: &Path, path: &Path) -> Option<String> {
    let parts = path.strip_prefix(folder).ok()?.components();
    let parts: Option<Vec<&str>> = parts.map(|c| c.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// Files of a folder that are copied where they are there.
const DESCRIBING: &[&str] = &[
    "config.json",
    "gliner_config.json",
    "gliner2_config.json",
    "generation_config.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "sentence_bert_config.json",
    "config_sentence_transformers.json",
    "modules.json",
    "1_Pooling/config.json",
    "calibration.json",
    "README.md",
    "MODEL_CARD.md",
    "LICENSE",
    "LICENSE.txt",
    "LICENSE.md",
    "LICENCE",
    "COPYING",
    "NOTICE",
];

/// A folder while its model is told.
pub(super) struct Folder<'a> {
    pub(super) path: &'a Path,
    pub(super) wish: &'a Wish,
    pub(super) parts: BTreeMap<Part, Vec<Graph>>,
    pub(super) files: BTreeSet<String>,
    reference: BTreeMap<String, String>,
    notes: Vec<String>,
}

impl Folder<'_> {
    /// The graph of a part that is used: quantised before single precision, unless wished otherwise; half precision is for
    /// other processors. The one in single precision that it is compared with is noted.
    pub(super) fn choose(&mut self, part: Part, name: &str) -> Result<Graph, Refusal> {
        let graphs = self.parts.get(&part).cloned().unwrap_or_default();
        let of = |precision| graphs.iter().filter(move |g| g.signature.precision == precision);
        // A larger quantised graph has more bits; the shortest name is the one that was exported first.
        let quantised = of(Precision::Quantised).max_by_key(|g| g.size);
        let single = of(Precision::Single).min_by_key(|g| (g.file.len(), g.file.clone()));
        let chosen = match (quantised, single) {
            (Some(_), Some(single)) if self.wish.exact => single,
            (Some(quantised), single) => {
                if let Some(single) = single {
                    self.reference.insert(name.to_owned(), single.file.clone());
                }
                quantised
            }
            (None, Some(single)) => single,
            (None, None) => {
                let half = graphs.first().map_or("", |g| g.file.as_str());
                return Err(Refusal(if half.is_empty() {
                    format!("a graph is missing: its {name}")
                } else {
                    format!(
                        "{half} is in half precision, which processors do not compute in: export it in single precision or int8"
                    )
                }));
            }
        };
        let chosen = chosen.clone();
        self.take_graph(&chosen);
        Ok(chosen)
    }

    fn take_graph(&mut self, graph: &Graph) {
        self.files.insert(graph.file.clone());
        let folder = graph.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        for external in &graph.signature.external {
            // a path out of the folder is no file of the model
            if !external.contains("..") && !external.starts_with('/') {
                self.files
                    .insert(format!("{folder}/{external}").trim_start_matches('/').to_owned());
            }
        }
    }

    /// Everything that belongs to the model.
    fn all_files(&mut self) -> Vec<String> {
        let describing = DESCRIBING.iter().filter(|f| self.path.join(f).is_file());
        let mut files = std::mem::take(&mut self.files);
        files.extend(describing.map(|f| (*f).to_owned()));
        let references: Vec<Graph> = self
            .parts
            .values()
            .flatten()
            .filter(|g| self.reference.values().any(|f| *f == g.file))
            .cloned()
            .collect();
        self.files = files;
        for graph in &references {
            self.take_graph(graph);
        }
        std::mem::take(&mut self.files).into_iter().collect()
    }

    /// A card with what every family has.
    pub(super) fn card(
        &mut self,
        family: Family,
        roles: Vec<Role>,
        graphs: BTreeMap<String, String>,
    ) -> Result<Card, Refusal> {
        let tokenizer = ["tokenizer.json", "onnx/tokenizer.json"]
            .into_iter()
            .find(|f| self.path.join(f).is_file())
            .ok_or_else(|| {
                Refusal(
                    "tokenizer.json is missing: save the model's tokenizer in its fast form beside the graphs".to_owned(),
                )
            })?;
        self.files.insert(tokenizer.to_owned());
        let licence = licence::find(self.path);
        let named = self.path.canonicalize().ok();
        let named = named.as_deref().unwrap_or(self.path).file_name();
        let name = match &self.wish.name {
            Some(name) => name.clone(),
            None => named.map_or_else(|| "model".to_owned(), |n| n.to_string_lossy().into_owned()),
        };
        Ok(Card {
            name: plain_name(&name)?,
            family,
            roles,
            non_commercial: licence.as_deref().is_some_and(licence::is_non_commercial),
            licence,
            graphs,
            reference: self.reference.clone(),
            tokenizer: tokenizer.to_owned(),
            labels_tokenizer: None,
            most_tokens: most_tokens(self.path),
            output: String::new(),
            pooling: None,
            dimension: None,
            prefixes: [String::new(), String::new()],
            classes: Vec::new(),
            types: self.wish.types.clone(),
            relations: self.wish.relations.clone(),
            label_language: self
                .wish
                .label_language
                .clone()
                .unwrap_or_else(|| "text".to_owned()),
            threshold: self.wish.threshold.unwrap_or(0.5),
            relation_threshold: 0.5,
            gliner: None,
            identity: String::new(),
            agreement: None,
            probe: Vec::new(),
            files: Vec::new(),
            notes: std::mem::take(&mut self.notes),
        })
    }
}

/// A name that can be a folder's.
fn plain_name(name: &str) -> Result<String, Refusal> {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') {
                c
            } else {
                '-'
            }
        })
        .collect();
    let plain = plain.trim_matches(['.', '-']).to_owned();
    if plain.is_empty() || plain == "default" {
        return Err(Refusal(format!(
            "{name:?} is no name for a model: give another one with --name"
        )));
    }
    Ok(plain)
}
