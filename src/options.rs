//! The one table of options: `quarry.toml` keys, `QUARRY_…` variables, flags, `quarry init`'s file and
//! `docs/configuration.md` are all made from [`OPTIONS`].

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result, bail};

/// What a value must look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Any text.
    Text,
    /// A path; `~` is not expanded.
    Path,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
}

/// One option.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OptionSpec {
    /// Key in `quarry.toml`, `section.name`.
    pub(crate) key: &'static str,
    /// What a value must look like.
    pub(crate) kind: Kind,
    /// Value where nothing else is said; empty for none.
    pub(crate) default: &'static str,
    /// One or two sentences.
    pub(crate) help: &'static str,
    /// Subcommands that take it as a flag; the flag is the key's last part with dashes.
    pub(crate) commands: &'static [&'static str],
}

impl OptionSpec {
    /// Name of the environment variable: `QUARRY_` and the key in capitals.
    pub(crate) fn env(&self) -> String {
        format!("QUARRY_{}", self.key.replace('.', "_").to_uppercase())
    }

    /// The flag without its dashes.
    pub(crate) fn flag(&self) -> String {
        let name = self.key.rsplit('.').next().unwrap_or(self.key);
        name.replace('_', "-")
    }

    fn check(&self, value: &str) -> Result<()> {
        match self.kind {
            Kind::Integer if value.parse::<u64>().is_err() => bail!("must be a whole number, not {value:?}"),
            Kind::Boolean if value.parse::<bool>().is_err() => bail!("must be true or false, not {value:?}"),
            _ => Ok(()),
        }
    }
}

const fn option(
    key: &'static str,
    kind: Kind,
    default: &'static str,
    commands: &'static [&'static str],
    help: &'static str,
) -> OptionSpec {
    OptionSpec {
        key,
        kind,
        default,
        help,
        commands,
    }
}

const INGESTING: &[&str] = &["ingest", "serve", "demo"];
const READING: &[&str] = &["ingest", "serve", "demo", "parse", "extract"];
const MODELS: &[&str] = &[
    "ingest", "serve", "demo", "extract", "search", "ask", "eval", "models", "doctor",
];

/// Every option, by section.
pub(crate) const OPTIONS: &[OptionSpec] = &[
    option(
        "models.folder",
        Kind::Path,
        "",
        &[],
        "Folder with the models' manifest.json. Empty takes the one that came with the program.",
    ),
    option(
        "models.runtime_library",
        Kind::Path,
        "",
        &[],
        "ONNX Runtime's shared library (libonnxruntime.so). Empty takes the one that came with the program; without one the \
         built-in engine runs the same models more slowly.",
    ),
    option(
        "models.threads",
        Kind::Integer,
        "0",
        MODELS,
        "Threads for the models. 0 takes as many as the machine has cores.",
    ),
    option(
        "models.providers",
        Kind::Text,
        "cpu",
        &[],
        "Execution providers of ONNX Runtime for models of your own, most wanted first: cpu, cuda, tensorrt, migraphx, openvino. \
         The library has to have them; those that it lacks are passed over.",
    ),
    option(
        "models.names",
        Kind::Path,
        "",
        MODELS,
        "File of your own names, CSV or TSV: name, type, other names with vertical bars between them. They are found at once, \
         without training.",
    ),
    option(
        "ontologies.folder",
        Kind::Path,
        "",
        &[],
        "Folder with the organisation's own ontologies and SHACL shapes (Turtle) and table mappings (Turtle or YAML), seen from the \
         data folder. They are taken beside Quarry's own; a changed shape or mapping has every document read again.",
    ),
    option(
        "ingest.workers",
        Kind::Integer,
        "0",
        INGESTING,
        "Parser processes. 0 takes as many as the machine has cores.",
    ),
    option(
        "ingest.memory_mb",
        Kind::Integer,
        "2048",
        INGESTING,
        "Memory that one parser process may take, in MiB. A file that needs more is refused.",
    ),
    option(
        "ingest.stall_seconds",
        Kind::Integer,
        "60",
        INGESTING,
        "A parser process that makes no progress for so long is ended.",
    ),
    option(
        "ingest.total_seconds",
        Kind::Integer,
        "3600",
        INGESTING,
        "A parser process may take so long for one file.",
    ),
    option(
        "ingest.ocr",
        Kind::Text,
        "off",
        READING,
        "What reads pages that are pictures: off, tesseract where that program is installed, or onnx with the models of \
         ingest.ocr_models. Pages left unread are named.",
    ),
    option(
        "ingest.ocr_models",
        Kind::Path,
        "",
        READING,
        "Folder with the ONNX models for ocr = onnx: a detector and a recogniser in the convention of PP-OCR (.onnx) and the \
         list of the recogniser's characters, one a line (.txt).",
    ),
    option(
        "ingest.ocr_languages",
        Kind::Text,
        "kor+chi_tra+eng",
        READING,
        "Tesseract's language data, most wanted first; what is not installed is left out.",
    ),
    option(
        "ingest.ocr_seconds",
        Kind::Integer,
        "45",
        READING,
        "Longest time for the recognition of one page.",
    ),
    option(
        "ingest.settle_seconds",
        Kind::Integer,
        "5",
        INGESTING,
        "A file that was modified less than so long ago may still be being written and waits for the next run.",
    ),
    option(
        "ingest.allow_mass_removal",
        Kind::Boolean,
        "false",
        &[],
        "Let a run remove more than a fifth of a source's documents. Better given once as --allow-mass-removal.",
    ),
    option(
        "serve.listen",
        Kind::Text,
        "127.0.0.1:7878",
        &["serve"],
        "Address and port to listen on. The default can be reached from this machine only.",
    ),
    option(
        "serve.public_url",
        Kind::Text,
        "",
        &["serve"],
        "Address of the page as its users see it, for the links in citations. Empty takes the request's own host.",
    ),
    option(
        "serve.query_seconds",
        Kind::Integer,
        "60",
        &["serve"],
        "A SPARQL query that takes longer is cancelled.",
    ),
    option(
        "schedule.cron",
        Kind::Text,
        "",
        &["serve"],
        "When `quarry serve` brings the index up to date, as a cron expression such as `0 2 * * *`. Empty is never.",
    ),
    option(
        "schedule.time_zone",
        Kind::Text,
        "UTC",
        &["serve"],
        "IANA time zone of the schedule, such as Asia/Taipei or Asia/Seoul.",
    ),
    option(
        "generator.url",
        Kind::Text,
        "",
        &["serve", "ask"],
        "Base address of a server that speaks the OpenAI API, such as http://127.0.0.1:8000/v1. Empty answers by extraction \
         alone, and no connection is ever opened.",
    ),
    option(
        "generator.model",
        Kind::Text,
        "",
        &["serve", "ask"],
        "Model name that is sent to that server.",
    ),
    option(
        "generator.api_key",
        Kind::Text,
        "",
        &[],
        "Key that is sent to that server. Better given as QUARRY_GENERATOR_API_KEY than in a file.",
    ),
    option(
        "generator.context_tokens",
        Kind::Integer,
        "3000",
        &["serve", "ask"],
        "How many tokens of passages go into one prompt.",
    ),
];

/// Values by key, with where each came from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    values: BTreeMap<&'static str, String>,
}

impl Settings {
    /// Flag over environment over file over default. `flags` come as key and value.
    ///
    /// # Errors
    /// Where the file has a key that is not in the table, or a value is of the wrong kind.
    pub(crate) fn resolve(file: &toml::Table, flags: &[(&'static str, String)]) -> Result<Self> {
        for (section, value) in file {
            if section == "sources" {
                continue;
            }
            let table = value
                .as_table()
                .with_context(|| format!("quarry.toml: [{section}] must be a section"))?;
            for key in table.keys() {
                let key = format!("{section}.{key}");
                if !OPTIONS.iter().any(|o| o.key == key) {
                    bail!("quarry.toml: unknown key {key}; docs/configuration.md lists the keys");
                }
            }
        }
        let mut values = BTreeMap::new();
        for option in OPTIONS {
            let (value, origin) = if let Some((_, v)) = flags.iter().find(|(k, _)| *k == option.key) {
                (v.clone(), format!("--{}", option.flag()))
            } else if let Ok(v) = std::env::var(option.env()) {
                (v, option.env())
            } else if let Some(v) = lookup(file, option.key) {
                (v, "quarry.toml".to_owned())
            } else {
                (option.default.to_owned(), "default".to_owned())
            };
            option
                .check(&value)
                .with_context(|| format!("{} (from {origin})", option.key))?;
            values.insert(option.key, value);
        }
        Ok(Self { values })
    }

    /// The text of `key`; empty for an option without a value.
    pub(crate) fn text(&self, key: &str) -> &str {
        debug_assert!(OPTIONS.iter().any(|o| o.key == key), "{key} is not in the table");
        self.values.get(key).map_or("", String::as_str)
    }

    /// The text of `key`, none where it is empty.
    pub(crate) fn given(&self, key: &str) -> Option<&str> {
        Some(self.text(key)).filter(|v| !v.is_empty())
    }

    /// A whole number; values were checked when they were resolved.
    pub(crate) fn integer(&self, key: &str) -> u64 {
        self.text(key).parse().unwrap_or(0)
    }

    /// True or false.
    pub(crate) fn boolean(&self, key: &str) -> bool {
        self.text(key) == "true"
    }
}

fn lookup(file: &toml::Table, key: &str) -> Option<String> {
    let (section, name) = key.split_once('.')?;
    match file.get(section)?.as_table()?.get(name)? {
        toml::Value::String(s) => Some(s.clone()),
        other => Some(other.to_string()),
    }
}

/// The commented `quarry.toml` that `quarry init` writes.
pub(crate) fn template() -> String {
    let mut out = String::from(
        "# Quarry's configuration. Every key can be given as a variable too: section.key is QUARRY_SECTION_KEY.\n\
         # What is commented out shows the default.\n\n\
         # Folders to index, one section each.\n\
         # [[sources]]\n# path = \"/srv/papers\"\n# collection = \"papers\"\n# readers = [\"everyone\"]\n",
    );
    let mut section = "";
    for option in OPTIONS {
        let (s, name) = option.key.split_once('.').unwrap_or(("", option.key));
        if s != section {
            section = s;
            let _ = write!(out, "\n[{section}]\n");
        }
        let value = match option.kind {
            Kind::Text | Kind::Path => format!("{:?}", option.default),
            Kind::Integer | Kind::Boolean => option.default.to_owned(),
        };
        let _ = write!(out, "# {}\n# {name} = {value}\n", option.help);
    }
    out
}

/// The table as Markdown, for `docs/configuration.md`.
pub(crate) fn markdown() -> String {
    let mut out = String::from(
        "# Configuration\n\n\
         Made from the table of options in `src/options.rs` by `quarry doctor --options`; a test compares the two.\n\
         A flag wins over the variable, the variable over `quarry.toml`, the file over the default.\n\n\
         | key in `quarry.toml` | variable | default | commands with the flag | what it is |\n|---|---|---|---|---|\n",
    );
    for o in OPTIONS {
        let flags = match o.commands {
            [] => "none".to_owned(),
            commands => format!("`--{}`: {}", o.flag(), commands.join(", ")),
        };
        let default = if o.default.is_empty() {
            "none".to_owned()
        } else {
            format!("`{}`", o.default)
        };
        let _ = writeln!(
            out,
            "| `{}` | `{}` | {default} | {flags} | {} |",
            o.key,
            o.env(),
            o.help
        );
    }
    out.push_str(
        "\n`QUARRY_ADMIN_KEY` gives the admin key of `quarry serve`; without it a key is made at first start and kept in \
         `DATA/admin.key`.\n\nSources stand in `[[sources]]` sections of `quarry.toml` with `path`, `collection` and \
         `readers`; `quarry ingest PATH` registers a path without one.\n",
    );
    out
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn template_is_valid_toml_and_names_every_key() {
        let is_key = |text: &str| text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        let live: String = template()
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(rest) if rest.split_once(" = ").is_some_and(|(key, _)| is_key(key)) => {
                    format!("{rest}\n")
                }
                _ => format!("{line}\n"),
            })
            .collect();
        let table: toml::Table = live.parse().unwrap();
        for option in OPTIONS {
            assert!(lookup(&table, option.key).is_some(), "{} is missing", option.key);
        }
    }

    #[test]
    fn unknown_keys_and_wrong_kinds_are_refused() {
        let unknown: toml::Table = "[serve]\nlisten_on = \"x\"".parse().unwrap();
        assert!(
            Settings::resolve(&unknown, &[])
                .unwrap_err()
                .to_string()
                .contains("serve.listen_on")
        );
        let wrong: toml::Table = "[models]\nthreads = \"many\"".parse().unwrap();
        assert!(format!("{:#}", Settings::resolve(&wrong, &[]).unwrap_err()).contains("whole number"));
    }

    #[test]
    fn a_flag_wins_over_the_file() {
        let file: toml::Table = "[serve]\nlisten = \"127.0.0.1:1\"".parse().unwrap();
        let settings = Settings::resolve(&file, &[("serve.listen", "127.0.0.1:2".to_owned())]).unwrap();
        assert_eq!(settings.text("serve.listen"), "127.0.0.1:2");
        assert_eq!(
            Settings::resolve(&file, &[]).unwrap().text("serve.listen"),
            "127.0.0.1:1"
        );
    }

    #[test]
    fn the_documentation_is_the_table() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
        assert_eq!(
            std::fs::read_to_string(path).unwrap(),
            markdown(),
            "run `quarry doctor --options > docs/configuration.md`"
        );
    }
}
