//! What a command works with: the data folder, the settings, and the parts of the program opened as it needs them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use quarry_extract::models::RunOptions;
use quarry_extract::{Extractor, ExtractorOptions};
use quarry_graph::{Access, Knowledge, OpenOptions, Shapes, read_shapes};
use quarry_query::generator::{Generator, GeneratorOptions};
use quarry_query::{Engine, EngineOptions};
use serde::Deserialize;

use crate::added::{self, Shelf};
use crate::options::Settings;
use crate::served::Served;
use crate::{assets, output};

/// Collection of a source that names none.
pub(crate) const DEFAULT_COLLECTION: &str = "default";

/// Name of the configuration file.
pub(crate) const CONFIGURATION: &str = "quarry.toml";

/// A folder or file to index, as `[[sources]]` in `quarry.toml` names it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceEntry {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Collection that its documents belong to.
    #[serde(default = "default_collection")]
    pub(crate) collection: String,
    /// Who may read it.
    #[serde(default)]
    pub(crate) readers: Vec<String>,
}

fn default_collection() -> String {
    DEFAULT_COLLECTION.to_owned()
}

/// Where a command finds the knowledge of its data folder.
#[derive(Debug)]
pub(crate) enum Reached {
    /// Opened in this process.
    Here(Arc<Knowledge>),
    /// A server holds the folder.
    Served(Served),
}

/// One run of the program.
#[derive(Debug)]
pub(crate) struct Invocation {
    data: Option<PathBuf>,
    /// Options from flags, variables, file and defaults.
    pub(crate) settings: Settings,
    /// Sources of the configuration file.
    pub(crate) sources: Vec<SourceEntry>,
}

impl Invocation {
    /// Finds the data folder (`--data`, else the folder of the nearest `quarry.toml` upwards) and reads its configuration.
    ///
    /// # Errors
    /// Where the configuration cannot be read or is wrong.
    pub(crate) fn new(data: Option<PathBuf>, flags: &[(&'static str, String)]) -> Result<Self> {
        let data = data.or_else(|| {
            let here = std::env::current_dir().ok()?;
            here.ancestors()
                .find(|f| f.join(CONFIGURATION).is_file())
                .map(Path::to_path_buf)
        });
        let mut file = toml::Table::new();
        if let Some(path) = data
            .as_ref()
            .map(|d| d.join(CONFIGURATION))
            .filter(|p| p.is_file())
        {
            let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            file = text.parse().with_context(|| path.display().to_string())?;
        }
        let sources = match file.get("sources") {
            Some(value) => value.clone().try_into().context("quarry.toml: [[sources]]")?,
            None => Vec::new(),
        };
        Ok(Self {
            settings: Settings::resolve(&file, flags)?,
            data,
            sources,
        })
    }

    /// The same invocation on another data folder, without its configuration.
    pub(crate) fn on(&self, data: PathBuf) -> Self {
        Self {
            data: Some(data),
            settings: self.settings.clone(),
            sources: Vec::new(),
        }
    }

    /// The data folder.
    ///
    /// # Errors
    /// Where none was named and no `quarry.toml` is near.
    pub(crate) fn data_folder(&self) -> Result<&Path> {
        match &self.data {
            Some(folder) => Ok(folder),
            None => bail!("no data folder: give --data DIR, or run `quarry init` to make one here"),
        }
    }

    /// Opens the knowledge of the data folder.
    ///
    /// # Errors
    /// Where there is no data folder, or another process writes it.
    pub(crate) fn knowledge(&self, access: Access) -> Result<Arc<Knowledge>> {
        let folder = self.data_folder()?;
        if access == Access::Read && !folder.join("graph").is_dir() {
            bail!(
                "{} holds no index yet: run `quarry ingest PATH --data {0}`",
                folder.display()
            );
        }
        let options = OpenOptions {
            access,
            ontologies: assets::ontologies(),
            organisation: self.organisation(),
        };
        Ok(Arc::new(Knowledge::open(folder, &options)?))
    }

    /// The knowledge of the data folder, here or behind the server that holds it.
    ///
    /// # Errors
    /// As [`Invocation::knowledge`], where no server holds the folder.
    pub(crate) fn reach(&self, access: Access) -> Result<Reached> {
        match self.knowledge(access) {
            Ok(knowledge) => Ok(Reached::Here(knowledge)),
            Err(error) => match Served::behind(&error, self.data_folder()?) {
                Some(served) => Ok(Reached::Served(served)),
                None => Err(error),
            },
        }
    }

    /// The knowledge of the data folder for a command that cannot be asked of a server.
    ///
    /// # Errors
    /// As [`Invocation::knowledge`]; where a server holds the folder the sentence says which.
    pub(crate) fn alone(&self, access: Access) -> Result<Arc<Knowledge>> {
        match self.reach(access)? {
            Reached::Here(knowledge) => Ok(knowledge),
            Reached::Served(served) => Err(served.alone().into()),
        }
    }

    /// Folder of the organisation's own ontologies, seen from the data folder.
    fn organisation(&self) -> Option<PathBuf> {
        let folder = Path::new(self.settings.given("ontologies.folder")?);
        match &self.data {
            Some(data) => Some(data.join(folder)),
            None => Some(folder.to_owned()),
        }
    }

    /// The shapes that came with the program and the organisation's own, without any data folder.
    ///
    /// # Errors
    /// Where one of them cannot be used.
    pub(crate) fn installed_shapes(&self) -> Result<Shapes> {
        let folders = [assets::ontologies(), self.organisation()];
        let folders: Vec<&Path> = folders.iter().flatten().map(PathBuf::as_path).collect();
        Ok(read_shapes(&folders)?)
    }

    /// Folder of the models: the configured one, else the one that came with the program.
    pub(crate) fn model_folder(&self) -> Option<PathBuf> {
        self.settings
            .given("models.folder")
            .map(PathBuf::from)
            .or_else(assets::models)
    }

    /// Loads the models.
    ///
    /// # Errors
    /// Where a named model folder cannot be used.
    pub(crate) fn extractor(&self) -> Result<Arc<Extractor>> {
        self.new_extractor().map(Arc::new)
    }

    /// As [`Invocation::extractor`], not shared yet.
    ///
    /// # Errors
    /// As [`Invocation::extractor`].
    pub(crate) fn new_extractor(&self) -> Result<Extractor> {
        let library = self.settings.given("models.runtime_library").map(PathBuf::from);
        let options = ExtractorOptions {
            models: self.model_folder(),
            runtime_library: library.or_else(assets::runtime_library),
            threads: usize::try_from(self.settings.integer("models.threads")).unwrap_or(0),
            names: self.settings.given("models.names").map(PathBuf::from),
        };
        if options.models.is_none() {
            output::complain(
                "no models/default near the program: names are found by rules alone, and fewer of them (`quarry doctor` tells what is missing)",
            );
        }
        let extractor = Extractor::new(options)?;
        let added = match &self.data {
            Some(data) => Shelf::of(data).open(|| self.run_options())?,
            None => return Ok(extractor),
        };
        Ok(extractor.with_added(added))
    }

    /// How the models run that were added.
    ///
    /// # Errors
    /// Where an ontology cannot be read, or the configuration names an execution provider that there is not.
    pub(crate) fn run_options(&self) -> Result<RunOptions> {
        let library = self.settings.given("models.runtime_library").map(PathBuf::from);
        let threads = usize::try_from(self.settings.integer("models.threads")).unwrap_or(0);
        let folders: Vec<PathBuf> = [assets::ontologies(), self.organisation()]
            .into_iter()
            .flatten()
            .collect();
        added::run_options(
            library.or_else(assets::runtime_library),
            threads,
            self.settings.text("models.providers"),
            &folders,
        )
    }

    /// Search and answers over opened knowledge.
    ///
    /// # Errors
    /// As [`Invocation::extractor`].
    pub(crate) fn engine(&self, knowledge: Arc<Knowledge>) -> Result<Engine> {
        Ok(Engine::new(
            knowledge,
            self.extractor()?,
            EngineOptions::default(),
        ))
    }

    /// The generator, where one is configured.
    ///
    /// # Errors
    /// Where its configuration cannot be used.
    pub(crate) fn generator(&self) -> Result<Option<Generator>> {
        let Some(url) = self.settings.given("generator.url") else {
            return Ok(None);
        };
        let options = GeneratorOptions {
            api_key: self.settings.given("generator.api_key").map(str::to_owned),
            context_tokens: usize::try_from(self.settings.integer("generator.context_tokens"))
                .unwrap_or(usize::MAX),
            ..GeneratorOptions::new(url, self.settings.text("generator.model"))
        };
        Ok(Some(Generator::new(options)?))
    }
}
