//! What each family's folder has to hold, and what its files say.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::batch::PLAIN_INPUTS;
use super::card::{Card, Family, GlinerSettings, LabelInput, Pooling, Role};
use super::coder::json;
use super::embedder::THREE;
use super::recognise::{Folder, Graph, Part, Refusal};
use super::signature::Port;
use super::token_classifier::unknown_labels;

impl Folder<'_> {
    fn config(&self) -> Value {
        json(self.path, "config.json").unwrap_or(Value::Null)
    }

    /// A graph of one text without more: classifier, embedder or reranker.
    pub(super) fn plain(&mut self) -> Result<Card, Refusal> {
        let kinds: BTreeSet<Vec<&str>> = self
            .parts
            .get(&Part::Plain)
            .into_iter()
            .flatten()
            .map(|g| g.signature.outputs.iter().map(|p| p.name.as_str()).collect())
            .collect();
        if kinds.len() > 1 {
            return Err(Refusal(format!(
                "the folder holds graphs of {} different models; leave one of them in it",
                kinds.len()
            )));
        }
        let graph = self.choose(Part::Plain, "model")?;
        let signature = &graph.signature;
        if let Some(other) = signature
            .inputs
            .iter()
            .find(|p| !PLAIN_INPUTS.contains(&p.name.as_str()))
        {
            return Err(Refusal(format!(
                "{} asks for an input {:?} that Quarry has nothing for ({})",
                graph.file,
                other.name,
                signature.shown()
            )));
        }
        let graphs = BTreeMap::from([("model".to_owned(), graph.file.clone())]);
        let logits = signature.output("logits").or(match signature.outputs.as_slice() {
            [only] if only.name == "output" || only.name == "scores" => Some(only),
            _ => None,
        });
        match logits {
            Some(port) => self.classifier(&graph, port, graphs),
            None => self.embedder(&graph, graphs),
        }
    }

    fn classifier(
        &mut self,
        graph: &Graph,
        logits: &Port,
        graphs: BTreeMap<String, String>,
    ) -> Result<Card, Refusal> {
        let config = self.config();
        let classes = classes(&config);
        let width = logits.axes.last().copied().flatten();
        let fits = |count: usize| width.is_none_or(|w| w == count);
        match logits.axes.len() {
            3 if !classes.is_empty() && fits(classes.len()) => {
                let mut card = self.card(Family::TokenClassifier, vec![Role::Entities], graphs)?;
                card.output.clone_from(&logits.name);
                card.classes = classes;
                card.threshold = self.wish.threshold.unwrap_or(0.0);
                let (unknown, any) = unknown_labels(&card);
                if !any {
                    return Err(Refusal(format!(
                        "its labels ({}) name none of Quarry's types: say what they are with --label NAME=Type",
                        unknown.join(", ")
                    )));
                }
                if !unknown.is_empty() {
                    card.notes.push(format!(
                        "labels that name none of Quarry's types are left out: {} (--label NAME=Type takes them in)",
                        unknown.join(", ")
                    ));
                }
                Ok(card)
            }
            3 => Err(Refusal(format!(
                "{} gives {} values a token, and config.json names {} labels: it is a language model or its configuration is missing",
                graph.file,
                width.map_or_else(|| "an unknown number of".to_owned(), |w| w.to_string()),
                classes.len()
            ))),
            2 if fits(1) && classes.len() <= 1 => {
                let mut card = self.card(Family::Reranker, vec![Role::Reranker], graphs)?;
                card.output.clone_from(&logits.name);
                Ok(card)
            }
            _ => Err(Refusal(format!(
                "{} sorts whole texts into {} classes; a reranker gives one score",
                graph.file,
                classes.len()
            ))),
        }
    }

    fn embedder(&mut self, graph: &Graph, graphs: BTreeMap<String, String>) -> Result<Card, Refusal> {
        let signature = &graph.signature;
        let three = THREE.iter().all(|name| signature.output(name).is_some());
        let whole = ["sentence_embedding", "dense_vecs", "embeddings"]
            .iter()
            .find_map(|name| signature.output(name));
        let tokens = ["last_hidden_state", "token_embeddings", "hidden_states"]
            .iter()
            .find_map(|name| signature.output(name).filter(|p| p.axes.len() == 3));
        let (port, pooling) = match (whole, tokens) {
            (Some(port), _) => (port, Pooling::Within),
            (None, Some(port)) => (port, self.pooling()?),
            (None, None) => {
                return Err(Refusal(format!(
                    "{} gives no output that Quarry knows: {}",
                    graph.file,
                    signature.shown()
                )));
            }
        };
        let roles = if three {
            vec![Role::Embedder, Role::Reranker]
        } else {
            vec![Role::Embedder]
        };
        let (prefixes, told) = self.prefixes();
        let mut card = self.card(Family::Embedder, roles, graphs)?;
        card.output.clone_from(&port.name);
        card.pooling = Some(pooling);
        card.dimension = port.axes.last().copied().flatten();
        card.prefixes = prefixes;
        card.notes.extend(told);
        Ok(card)
    }

    /// Pooling: as wished, else as the pooling file says.
    fn pooling(&self) -> Result<Pooling, Refusal> {
        if let Some(pooling) = self.wish.pooling {
            return Ok(pooling);
        }
        let dense = json(self.path, "modules.json").and_then(|modules| {
            let modules = modules.as_array()?.clone();
            modules.iter().find_map(|m| {
                let kind = m.get("type")?.as_str()?;
                kind.ends_with(".Dense").then(|| kind.to_owned())
            })
        });
        if dense.is_some() {
            return Err(Refusal(
                "the model has a further layer behind the pooling that the graph leaves out: export it with its sentence_embedding"
                    .to_owned(),
            ));
        }
        let file = json(self.path, "1_Pooling/config.json");
        let on = |key: &str| file.as_ref()?.get(key)?.as_bool();
        let modes = [
            ("pooling_mode_cls_token", Pooling::Cls),
            ("pooling_mode_mean_tokens", Pooling::Mean),
            ("pooling_mode_max_tokens", Pooling::Max),
            ("pooling_mode_lasttoken", Pooling::Last),
        ];
        let named = || {
            let mode = file.as_ref()?.get("pooling_mode")?;
            Pooling::from_name(mode.as_str()?)
        };
        let set: Vec<Pooling> = modes
            .iter()
            .filter(|(k, _)| on(k) == Some(true))
            .map(|(_, p)| *p)
            .collect();
        match (set.as_slice(), named()) {
            ([one], _) => Ok(*one),
            ([], Some(one)) => Ok(one),
            ([], None) => Err(Refusal(
                "1_Pooling/config.json is missing, which says how token vectors become one: give --pooling cls or --pooling mean"
                    .to_owned(),
            )),
            _ => Err(Refusal(
                "the model joins several poolings, which Quarry does not: export it with its sentence_embedding".to_owned(),
            )),
        }
    }

    /// Words before questions and passages: as wished, else as the sentence transformer's prompts say, else as the README does.
    fn prefixes(&self) -> ([String; 2], Option<String>) {
        let prompts = json(self.path, "config_sentence_transformers.json");
        let prompt = |names: &[&str]| {
            let prompts = prompts.as_ref()?.get("prompts")?;
            names
                .iter()
                .find_map(|n| Some(prompts.get(n)?.as_str()?.to_owned()))
        };
        let readme = std::fs::read(self.path.join("README.md")).unwrap_or_default();
        let readme = String::from_utf8_lossy(&readme);
        let both = ["query: ", "passage: "];
        let told = both
            .iter()
            .all(|p| readme.contains(&format!("\"{p}")) || readme.contains(&format!("'{p}")));
        let names: [&[&str]; 2] = [&["query"], &["passage", "document"]];
        let wished = self.wish.prefixes.iter().zip(names).zip(both);
        let mut prefixes = wished.map(|((wish, names), usual)| {
            wish.clone()
                .or_else(|| prompt(names))
                .or_else(|| told.then(|| usual.to_owned()))
                .unwrap_or_default()
        });
        let prefixes = [
            prefixes.next().unwrap_or_default(),
            prefixes.next().unwrap_or_default(),
        ];
        let note = prefixes.iter().any(|p| !p.is_empty()).then(|| {
            format!(
                "questions begin with {:?}, passages with {:?}",
                prefixes[0], prefixes[1]
            )
        });
        (prefixes, note)
    }

    pub(super) fn gliner(&mut self) -> Result<Card, Refusal> {
        let graph = self.choose(Part::Gliner, "model")?;
        let signature = &graph.signature;
        let settings = ["gliner_config.json", "config.json"]
            .iter()
            .filter_map(|f| json(self.path, f))
            .find(|c| c.get("max_width").is_some() || c.get("ent_token").is_some())
            .ok_or_else(|| {
                Refusal(
                    "gliner_config.json is missing, which names the marks of the prompt and the longest span"
                        .to_owned(),
                )
            })?;
        let relations = signature.output("rel_idx").is_some();
        let labels = if signature.takes("labels_input_ids") {
            LabelInput::Tokens
        } else if signature.takes("labels_embeddings") || signature.takes("labels_embeds") {
            return Err(Refusal(
                "the graph wants label vectors that were made beforehand: export it with its label encoder (labels_input_ids)".to_owned(),
            ));
        } else {
            LabelInput::Prompt
        };
        let known = [
            "input_ids",
            "attention_mask",
            "words_mask",
            "text_lengths",
            "span_idx",
            "span_mask",
            "labels_input_ids",
            "labels_attention_mask",
        ];
        if let Some(other) = signature
            .inputs
            .iter()
            .find(|p| !known.contains(&p.name.as_str()))
        {
            return Err(Refusal(format!(
                "the graph asks for an input {:?} that Quarry has nothing for",
                other.name
            )));
        }
        let number = |key: &str, usual: usize| {
            let value = settings.get(key).and_then(Value::as_u64);
            value
                .and_then(|v| usize::try_from(v).ok())
                .filter(|v| (1..=4096).contains(v))
                .unwrap_or(usual)
        };
        let word = |key: &str, usual: &str| {
            settings
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or(usual)
                .to_owned()
        };
        let gliner = GlinerSettings {
            spans: signature.takes("span_idx"),
            labels,
            relations,
            max_width: number("max_width", 12).min(64),
            max_words: number("max_len", 384),
            marks: [
                word("ent_token", "<<ENT>>"),
                word("sep_token", "<<SEP>>"),
                word("rel_token", "<<REL>>"),
            ],
            subtoken: word("subtoken_pooling", "first"),
        };
        let roles = if relations {
            vec![Role::Entities, Role::Relations]
        } else {
            vec![Role::Entities]
        };
        let graphs = BTreeMap::from([("model".to_owned(), graph.file.clone())]);
        // The encoder's own limit, where the configuration holds it.
        let positions = settings
            .get("encoder_config")
            .and_then(|c| c.get("max_position_embeddings"))
            .and_then(Value::as_u64)
            .and_then(|v| usize::try_from(v).ok())
            .filter(|v| *v >= 64);
        let labels_tokenizer = ["labels_tokenizer/tokenizer.json", "labels_tokenizer.json"]
            .into_iter()
            .find(|f| self.path.join(f).is_file())
            .map(str::to_owned);
        self.files.extend(labels_tokenizer.clone());
        let mut card = self.card(Family::Gliner, roles, graphs)?;
        card.most_tokens = positions.map_or(card.most_tokens, |p| p.min(2048)).max(64);
        card.output = "logits".to_owned();
        card.labels_tokenizer = labels_tokenizer;
        card.gliner = Some(gliner);
        Ok(card)
    }

    pub(super) fn gliner2(&mut self) -> Result<Card, Refusal> {
        let mut graphs = BTreeMap::new();
        for (part, name) in [
            (Part::Plain, "encoder"),
            (Part::SpanVectors, "spans"),
            (Part::LabelVectors, "labels"),
        ] {
            graphs.insert(name.to_owned(), self.choose(part, name)?.file);
        }
        if self.parts.contains_key(&Part::Classifier) {
            let classifier = self.choose(Part::Classifier, "classifier")?;
            graphs.insert("classifier".to_owned(), classifier.file);
        }
        let mut card = self.card(Family::Gliner2, vec![Role::Entities], graphs)?;
        card.gliner = Some(GlinerSettings {
            spans: true,
            labels: LabelInput::Prompt,
            relations: false,
            max_width: json(self.path, "gliner2_config.json")
                .and_then(|c| c.get("max_width")?.as_u64())
                .and_then(|v| usize::try_from(v).ok())
                .filter(|v| (1..=64).contains(v))
                .unwrap_or(8),
            max_words: 384,
            marks: ["[E]".to_owned(), "[SEP_TEXT]".to_owned(), "[R]".to_owned()],
            subtoken: "first".to_owned(),
        });
        Ok(card)
    }

    pub(super) fn seq2seq(&mut self) -> Result<Card, Refusal> {
        let mut graphs = BTreeMap::new();
        graphs.insert("encoder".to_owned(), self.choose(Part::Plain, "encoder")?.file);
        if !self.parts.contains_key(&Part::Decoder) {
            return Err(Refusal(
                "of the decoder only the graph with a cache is there: export the one without beside it (decoder_model.onnx)".to_owned(),
            ));
        }
        graphs.insert("decoder".to_owned(), self.choose(Part::Decoder, "decoder")?.file);
        let mut card = self.card(Family::Rebel, vec![Role::Relations], graphs)?;
        card.output = "logits".to_owned();
        Ok(card)
    }
}

/// The labels of `id2label`, by their numbers.
fn classes(config: &Value) -> Vec<String> {
    let Some(table) = config.get("id2label").and_then(Value::as_object) else {
        return Vec::new();
    };
    let mut classes: Vec<(usize, String)> = table
        .iter()
        .filter_map(|(id, label)| Some((id.parse().ok()?, label.as_str()?.to_owned())))
        .collect();
    classes.sort();
    classes.into_iter().map(|(_, label)| label).collect()
}
