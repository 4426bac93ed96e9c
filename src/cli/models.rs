//! `quarry models`: which models there are, which are in use, and what runs them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use quarry_extract::models::{Card, Pooling, Role, Wish, recognise, test};
use serde_json::json;

use super::Outcome;
use crate::added::{DEFAULT, InUse, Shelf};
use crate::invocation::Invocation;
use crate::output;

/// Show the models that are in use, and bring your own
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// Print what is there as one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Add the model of a folder: it is recognised by its files, tested, copied and put to use
    Add(Box<AddArgs>),
    /// Put a model to use, or the default one again (`quarry models use default`)
    Use(UseArgs),
    /// Remove a model
    Remove {
        /// Its name
        name: String,
    },
}

#[derive(Debug, clap::Args)]
struct AddArgs {
    /// Folder with the model's ONNX files, tokenizer.json and configuration
    folder: PathBuf,
    /// What it is for; the default is everything that it can
    #[arg(long = "as", value_enum)]
    role: Option<RoleName>,
    /// Its name; the default is the folder's
    #[arg(long)]
    name: Option<String>,
    /// Let no other model find names beside it, not even the default one
    #[arg(long)]
    alone: bool,
    /// Add it without putting it to use
    #[arg(long, conflicts_with = "alone")]
    unused: bool,
    /// Link to the files instead of copying them
    #[arg(long)]
    link: bool,
    /// Take the graph in single precision although a quantised one is there
    #[arg(long)]
    exact: bool,
    /// How token vectors become one, where no file says it: cls, mean, max or last
    #[arg(long, value_name = "HOW", value_parser = pooling)]
    pooling: Option<Pooling>,
    /// Type of a label that is not known, as in MISC=Work; can be given again
    #[arg(long = "label", value_name = "LABEL=TYPE", value_parser = pair)]
    labels: Vec<(String, String)>,
    /// Predicate of a relation that is not known, as in "based in=headquarteredIn"; can be given again
    #[arg(long = "relation", value_name = "RELATION=PREDICATE", value_parser = pair)]
    relations: Vec<(String, String)>,
    /// Words before a question when it gets its vector
    #[arg(long, value_name = "TEXT")]
    query_prefix: Option<String>,
    /// Words before a passage when it gets its vector
    #[arg(long, value_name = "TEXT")]
    passage_prefix: Option<String>,
    /// Least probability of a name
    #[arg(long, value_name = "0..1")]
    threshold: Option<f32>,
    /// Language of the labels that are put to a model that takes any: zh-Hant, ko, en, or text for the text's own
    #[arg(long, value_name = "LANGUAGE")]
    label_language: Option<String>,
}

#[derive(Debug, clap::Args)]
struct UseArgs {
    /// Its name, or `default`
    name: String,
    /// What for; the default is everything that it can
    #[arg(long = "as", value_enum)]
    role: Option<RoleName>,
    /// Let no other model find names beside it
    #[arg(long)]
    alone: bool,
}

/// Roles as flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RoleName {
    /// Finds names.
    Entities,
    /// Finds relations between names.
    Relations,
    /// Gives passages and questions their vectors.
    Embedder,
    /// Orders found passages.
    Reranker,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Entities => Self::Entities,
            RoleName::Relations => Self::Relations,
            RoleName::Embedder => Self::Embedder,
            RoleName::Reranker => Self::Reranker,
        }
    }
}

fn pooling(text: &str) -> Result<Pooling, String> {
    Pooling::from_name(text).ok_or_else(|| "one of cls, mean, max and last".to_owned())
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (left, right) = text.rsplit_once('=').ok_or("a name, an equals sign and a name")?;
    Ok((left.trim().to_owned(), right.trim().to_owned()))
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    match &args.command {
        None => show(args.json, invocation),
        Some(Command::Add(args)) => add(args, invocation),
        Some(Command::Use(args)) => put_to_use(args, &Shelf::of(invocation.data_folder()?)),
        Some(Command::Remove { name }) => remove(name, &Shelf::of(invocation.data_folder()?)),
    }
}

fn show(as_json: bool, invocation: &Invocation) -> Result<Outcome> {
    let extractor = invocation
        .extractor()
        .and_then(|e| e.ready().map(|()| e).map_err(Into::into));
    let folder = invocation.model_folder();
    let shelf = invocation.data_folder().ok().map(Shelf::of);
    let used = shelf.as_ref().map(Shelf::in_use).transpose()?.unwrap_or_default();
    let cards = shelf.as_ref().map(Shelf::cards).transpose()?.unwrap_or_default();
    if as_json {
        let manifest = match &folder {
            Some(folder) => {
                let path = folder.join("manifest.json");
                let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
                serde_json::from_str(&text).with_context(|| path.display().to_string())?
            }
            None => serde_json::Value::Null,
        };
        let engine = extractor?.engine().to_owned();
        output::json(&json!({ "default": manifest, "added": cards, "use": used, "engine": engine }))?;
        return Ok(Outcome::Done);
    }
    let shown = folder.map_or_else(|| "none, rules alone".to_owned(), |f| f.display().to_string());
    output::line(&format!("models     {shown}"))?;
    // a model that no longer loads must not keep the list from being seen
    let outcome = match &extractor {
        Ok(extractor) => {
            output::line(&format!("engine     {}", extractor.engine()))?;
            output::line(&format!("version    {}", extractor.version()))?;
            output::line(&format!("embedding  {} dimensions", extractor.dimension()))?;
            Outcome::Done
        }
        Err(error) => {
            output::complain(&format!("error: {error:#}"));
            Outcome::Partial
        }
    };
    for (name, card) in &cards {
        let roles = used.roles_of(name);
        let state = if roles.is_empty() {
            "not in use".to_owned()
        } else {
            format!("in use as {}", names_of(&roles))
        };
        let licence = card.licence.as_deref().unwrap_or("licence unknown");
        output::line(&format!(
            "added      {name}: {}, {licence}, {state}",
            family(card)
        ))?;
    }
    Ok(outcome)
}

fn names_of(roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(|r| r.name()).collect();
    names.join(" and ")
}

/// What a card's model is, in words.
fn family(card: &Card) -> String {
    let name = serde_json::to_value(card.family).unwrap_or_default();
    name.as_str().unwrap_or("").replace('_', " ")
}

fn add(args: &AddArgs, invocation: &Invocation) -> Result<Outcome> {
    let shelf = Shelf::of(invocation.data_folder()?);
    let wish = Wish {
        name: args.name.clone(),
        role: args.role.map(Role::from),
        pooling: args.pooling,
        exact: args.exact,
        types: args.labels.iter().cloned().collect::<BTreeMap<_, _>>(),
        relations: args.relations.iter().cloned().collect(),
        prefixes: [args.query_prefix.clone(), args.passage_prefix.clone()],
        threshold: args.threshold,
        label_language: args.label_language.clone(),
    };
    let mut card = match recognise(&args.folder, &wish) {
        Ok(card) => card,
        Err(refusal) => {
            output::complain(&format!("error: {}: {refusal}", args.folder.display()));
            return Ok(Outcome::Refused);
        }
    };
    let tested = match test(&args.folder, &mut card, &invocation.run_options()?) {
        Ok(tested) => tested,
        Err(error) => {
            output::complain(&format!("error: {}: {error}", args.folder.display()));
            return Ok(Outcome::Refused);
        }
    };
    let target = shelf.folder(&card.name);
    if target.exists() {
        bail!(
            "there is a model {:?} already: remove it first, or give this one another --name",
            card.name
        );
    }
    card.identity = identity(&args.folder, &card)?;
    let result = place(&args.folder, &target, &card, args.link);
    if let Err(error) = result {
        // half a copy is no model
        let _ = std::fs::remove_dir_all(&target);
        return Err(error);
    }
    output::line(&format!("added      {}: {}", card.name, family(&card)))?;
    output::line(&format!("for        {}", names_of(&card.roles)))?;
    let files: Vec<&str> = card.graphs.values().map(String::as_str).collect();
    output::line(&format!("graphs     {}", files.join(", ")))?;
    let licence = card
        .licence
        .as_deref()
        .unwrap_or("unknown: no file of the folder names one");
    output::line(&format!("licence    {licence}"))?;
    let agreement = tested.agreement.map_or(String::new(), |a| {
        format!("; the quantised graph agrees with single precision by {a:.3}")
    });
    output::line(&format!("self-test  passed on {}{agreement}", tested.engine))?;
    if let Some(dimension) = tested.dimension {
        output::line(&format!("vectors    {dimension} dimensions"))?;
    }
    for note in card.notes.iter().chain(&tested.notes) {
        output::complain(&format!("note: {note}"));
    }
    if card.non_commercial {
        output::complain(
            "warning: the licence does not allow commercial use; whether yours is allowed is for you to judge",
        );
    }
    let mut used = shelf.in_use()?;
    if args.unused {
        output::complain(&format!(
            "not in use: `quarry models use {}` puts it to use",
            card.name
        ));
        return Ok(Outcome::Done);
    }
    let before = used.clone();
    for role in roles_at_first(&card, args.role.is_some()) {
        used.take(&card.name, role, args.alone);
    }
    shelf.put_in_use(&used)?;
    say_what_follows(&before, &used);
    Ok(Outcome::Done)
}

/// What a model is put to use for when nothing is said: a model that embeds and orders passages embeds at first.
fn roles_at_first(card: &Card, told: bool) -> Vec<Role> {
    let embeds = card.roles.contains(&Role::Embedder);
    let roles = card.roles.iter().copied();
    roles
        .filter(|role| told || !(embeds && *role == Role::Reranker))
        .collect()
}

/// A checksum over the files of a model.
fn identity(folder: &Path, card: &Card) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    for file in &card.files {
        let path = folder.join(file);
        hasher.update(file.as_bytes());
        let opened = std::fs::File::open(&path).with_context(|| path.display().to_string())?;
        hasher
            .update_reader(opened)
            .with_context(|| path.display().to_string())?;
    }
    let told = serde_json::to_vec(&(
        &card.types,
        &card.relations,
        &card.prefixes,
        card.pooling,
        &card.graphs,
    ))?;
    hasher.update(&told);
    Ok(hasher.finalize().to_hex().to_string())
}

/// Copies or links the files of a model, and writes its card.
fn place(from: &Path, to: &Path, card: &Card, link: bool) -> Result<()> {
    let from = from.canonicalize().with_context(|| from.display().to_string())?;
    for file in &card.files {
        let (source, target) = (from.join(file), to.join(file));
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent).with_context(|| parent.display().to_string())?;
        }
        if link {
            std::os::unix::fs::symlink(&source, &target).with_context(|| target.display().to_string())?;
        } else {
            std::fs::copy(&source, &target).with_context(|| source.display().to_string())?;
        }
    }
    Ok(card.write(to)?)
}

fn put_to_use(args: &UseArgs, shelf: &Shelf) -> Result<Outcome> {
    let mut used = shelf.in_use()?;
    let before = used.clone();
    let told = args.role.map(Role::from);
    if args.name == DEFAULT {
        match told {
            None => used = InUse::default(),
            Some(Role::Entities) => used.take(DEFAULT, Role::Entities, args.alone),
            Some(Role::Relations) => used.relations.clear(),
            Some(Role::Embedder) => used.take(DEFAULT, Role::Embedder, true),
            Some(Role::Reranker) => used.reranker.clear(),
        }
    } else {
        let cards = shelf.cards()?;
        let card = cards.get(&args.name).with_context(|| {
            format!(
                "there is no model {:?}; `quarry models` lists those that there are",
                args.name
            )
        })?;
        let roles = match told {
            Some(role) if card.roles.contains(&role) => vec![role],
            Some(role) => bail!("{} cannot serve as {}", args.name, role.name()),
            None => roles_at_first(card, false),
        };
        for role in roles {
            used.take(&args.name, role, args.alone);
        }
    }
    shelf.put_in_use(&used)?;
    say_what_follows(&before, &used);
    Ok(Outcome::Done)
}

fn remove(name: &str, shelf: &Shelf) -> Result<Outcome> {
    // a name that is no folder right in the shelf, such as `../graph`, names no model
    if !shelf.cards()?.contains_key(name) {
        bail!("there is no added model {name:?}");
    }
    let folder = shelf.folder(name);
    let mut used = shelf.in_use()?;
    let before = used.clone();
    used.leave(name);
    shelf.put_in_use(&used)?;
    std::fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    output::line(&format!("removed    {name}"))?;
    say_what_follows(&before, &used);
    Ok(Outcome::Done)
}

/// What has to be done for a change to take hold.
fn say_what_follows(before: &InUse, after: &InUse) {
    if before == after {
        return;
    }
    output::complain(&format!(
        "in use: names by {}; relations by {}; vectors by {}; order by {}",
        after.entities.join(", "),
        [&["patterns".to_owned()][..], &after.relations]
            .concat()
            .join(", "),
        after.embedder,
        if after.reranker.is_empty() {
            "no reranker"
        } else {
            &after.reranker
        }
    ));
    if before.embedder != after.embedder {
        output::complain(
            "the vectors in the index are another model's: they are left aside until every document has been read again",
        );
    }
    let indexing = (&before.entities, &before.relations, &before.embedder)
        != (&after.entities, &after.relations, &after.embedder);
    if indexing {
        output::complain(
            "the next `quarry ingest` reads every document again; a running server takes the change over when it is started again",
        );
    } else {
        output::complain("a running server takes the change over when it is started again");
    }
}
