//! The models that a data folder brings beside the default ones: `DATA/models/NAME`, and `DATA/models/use.toml`, which says what
//! is used for what.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use quarry_extract::EntityType;
use quarry_extract::models::{
    AddedModels, Card, Provider, RelationLabel, Role, RunOptions, TypeLabel, Use, Vocabulary,
};
use serde::{Deserialize, Serialize};

/// Name that stands for the models that came with the program.
pub(crate) const DEFAULT: &str = "default";

/// What is used for what, as `use.toml` says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct InUse {
    /// Models that find names; what they find is merged.
    pub(crate) entities: Vec<String>,
    /// Models that find relations, beside the patterns.
    pub(crate) relations: Vec<String>,
    /// The model that gives passages their vectors.
    pub(crate) embedder: String,
    /// The model that orders found passages; empty for none.
    pub(crate) reranker: String,
}

impl Default for InUse {
    fn default() -> Self {
        Self {
            entities: vec![DEFAULT.to_owned()],
            relations: Vec::new(),
            embedder: DEFAULT.to_owned(),
            reranker: String::new(),
        }
    }
}

impl InUse {
    /// What a model is used for.
    pub(crate) fn roles_of(&self, name: &str) -> Vec<Role> {
        let mut roles = Vec::new();
        for role in Role::ALL {
            let used = match role {
                Role::Entities => self.entities.iter().any(|n| n == name),
                Role::Relations => self.relations.iter().any(|n| n == name),
                Role::Embedder => self.embedder == name,
                Role::Reranker => self.reranker == name,
            };
            if used {
                roles.push(role);
            }
        }
        roles
    }

    /// Puts a model to use; `alone` leaves no other one beside it.
    pub(crate) fn take(&mut self, name: &str, role: Role, alone: bool) {
        let list = match role {
            Role::Entities => &mut self.entities,
            Role::Relations => &mut self.relations,
            Role::Embedder => {
                name.clone_into(&mut self.embedder);
                return;
            }
            Role::Reranker => {
                name.clone_into(&mut self.reranker);
                return;
            }
        };
        if alone {
            list.clear();
        }
        if !list.iter().any(|n| n == name) {
            list.push(name.to_owned());
        }
    }

    /// Takes a model out of use; the default one stands in where none would be left.
    pub(crate) fn leave(&mut self, name: &str) {
        self.entities.retain(|n| n != name);
        self.relations.retain(|n| n != name);
        if self.entities.is_empty() {
            self.entities.push(DEFAULT.to_owned());
        }
        if self.embedder == name {
            DEFAULT.clone_into(&mut self.embedder);
        }
        if self.reranker == name {
            self.reranker.clear();
        }
    }

    /// Every added model that is used.
    fn names(&self) -> BTreeSet<&str> {
        let shared = self.entities.iter().chain(&self.relations);
        shared
            .chain([&self.embedder, &self.reranker])
            .map(String::as_str)
            .filter(|n| !n.is_empty() && *n != DEFAULT)
            .collect()
    }
}

/// The added models of a data folder.
#[derive(Debug, Clone)]
pub(crate) struct Shelf {
    folder: PathBuf,
}

impl Shelf {
    /// Those of this data folder.
    pub(crate) fn of(data: &Path) -> Self {
        Self {
            folder: data.join("models"),
        }
    }

    /// Folder of a model.
    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn record(&self) -> PathBuf {
        self.folder.join("use.toml")
    }

    /// What is used for what.
    pub(crate) fn in_use(&self) -> Result<InUse> {
        let path = self.record();
        if !path.is_file() {
            return Ok(InUse::default());
        }
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        toml::from_str(&text).with_context(|| path.display().to_string())
    }

    /// Writes down what is used for what.
    pub(crate) fn put_in_use(&self, used: &InUse) -> Result<()> {
        std::fs::create_dir_all(&self.folder).with_context(|| self.folder.display().to_string())?;
        let path = self.record();
        let text = format!(
            "# Which models are used for what; `quarry models` writes this file.\n{}",
            toml::to_string(used)?
        );
        let beside = path.with_extension("toml.new");
        std::fs::write(&beside, text).with_context(|| beside.display().to_string())?;
        std::fs::rename(&beside, &path).with_context(|| path.display().to_string())
    }

    /// The cards of the models that are there, by name.
    pub(crate) fn cards(&self) -> Result<BTreeMap<String, Card>> {
        let mut cards = BTreeMap::new();
        let entries = std::fs::read_dir(&self.folder).into_iter().flatten();
        for entry in entries.flatten() {
            if entry.path().join("model.json").is_file() {
                let card = Card::read(&entry.path())?;
                cards.insert(entry.file_name().to_string_lossy().into_owned(), card);
            }
        }
        Ok(cards)
    }

    /// What is in use.
    pub(crate) fn open(&self, options: impl FnOnce() -> Result<RunOptions>) -> Result<AddedModels> {
        let used = self.in_use()?;
        let names = used.names();
        if names.is_empty() {
            return Ok(AddedModels::default());
        }
        let mut uses = Vec::new();
        for name in names {
            let folder = self.folder(name);
            if !folder.join("model.json").is_file() {
                bail!(
                    "{} names a model {name:?} that is not there: add it, or run `quarry models use default`",
                    self.record().display()
                );
            }
            uses.push(Use {
                roles: used.roles_of(name),
                folder,
            });
        }
        let default_names = used.entities.iter().any(|n| n == DEFAULT);
        Ok(AddedModels::open(&uses, default_names, &options()?)?)
    }
}

/// The words of the ontologies in these folders, for models that take any label.
pub(crate) fn vocabulary(folders: &[PathBuf]) -> Result<Vocabulary> {
    let folders: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
    let (classes, properties) = quarry_graph::read_terms(&folders)?;
    let kind = |name: &str| EntityType::from_name(name);
    let types = classes.into_iter().filter_map(|class| {
        Some(TypeLabel {
            kind: class.kinds.iter().find_map(|name| kind(name))?,
            labels: class.labels,
        })
    });
    let relations = properties.into_iter().filter_map(|property| {
        let end = |class: Option<&String>| match class {
            // An end that is no thing of documents makes it a property of something else.
            Some(class) => kind(class).map(Some),
            None => Some(None),
        };
        let (domain, range) = (end(property.domain.as_ref())?, end(property.range.as_ref())?);
        Some(RelationLabel {
            predicate: property.name,
            domain,
            range,
            labels: property.labels,
        })
    });
    Ok(Vocabulary {
        types: types.collect(),
        relations: relations.collect(),
    })
}

/// How added models run, by the configuration.
pub(crate) fn run_options(
    library: Option<PathBuf>,
    threads: usize,
    providers: &str,
    ontologies: &[PathBuf],
) -> Result<RunOptions> {
    Ok(RunOptions {
        runtime_library: library,
        threads,
        providers: Provider::list(providers).map_err(anyhow::Error::msg)?,
        vocabulary: Arc::new(vocabulary(ontologies)?),
    })
}
