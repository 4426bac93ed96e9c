//! `quarry entity`: which nodes are one thing, and people's word on it.

use anyhow::{Result, bail};
use jiff::Timestamp;
use quarry_extract::EntityType;
use quarry_graph::{Access, Decision, EntityRecord, Evidence, Knowledge, Link, Reason, Snapshot};
use quarry_query::http::{EntityRequest, Said};
use serde_json::{Value, json};

use super::{Outcome, told};
use crate::invocation::{Invocation, Reached};

/// List and show entities, and decide which are one thing
#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// List entities, or pairs that may be one thing
    List(ListArgs),
    /// Show an entity: its names, its nodes, and why they are one thing
    Show(ShowArgs),
    /// Say that two entities are one thing; kept through any re-ingestion
    Merge(PairArgs),
    /// Say that a node, or an entity, is another thing than the entity it is joined with
    Split(PairArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct ListArgs {
    /// Only entities with this in one of their names
    pattern: Option<String>,
    /// Only entities of this type, such as Organization
    #[arg(long = "type", value_name = "TYPE", value_parser = type_names(), ignore_case = true)]
    kind: Option<String>,
    /// Pairs that may be one thing but are not taken for one, the likeliest first
    #[arg(long)]
    doubtful: bool,
    /// What people decided
    #[arg(long, conflicts_with = "doubtful")]
    decisions: bool,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    /// Name or IRI
    entity: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct PairArgs {
    /// Name or IRI of one; for split, of the node that is to go
    one: String,
    /// Name or IRI of the other; for split, of the entity that it is no part of
    other: String,
}

/// The types that things with an identity of their own have.
fn type_names() -> clap::builder::PossibleValuesParser {
    let named = EntityType::ALL.into_iter().filter(|kind| kind.is_named());
    clap::builder::PossibleValuesParser::new(named.map(EntityType::name))
}

pub(super) fn run(command: &Command, invocation: &Invocation) -> Result<Outcome> {
    let request = request(command);
    let access = match &request {
        EntityRequest::Merge { .. } | EntityRequest::Split { .. } => Access::Write,
        _ => Access::Read,
    };
    let said = match invocation.reach(access)? {
        Reached::Here(knowledge) => carry_out(&request, &knowledge)?,
        Reached::Served(served) => served.post("/api/entity", &request)?,
    };
    told(&said)
}

fn request(command: &Command) -> EntityRequest {
    match command {
        Command::List(args) => EntityRequest::List {
            pattern: args.pattern.clone(),
            kind: args.kind.clone(),
            doubtful: args.doubtful,
            decisions: args.decisions,
            json: args.json,
        },
        Command::Show(args) => EntityRequest::Show {
            entity: args.entity.clone(),
            json: args.json,
        },
        Command::Merge(args) => EntityRequest::Merge {
            one: args.one.clone(),
            other: args.other.clone(),
        },
        Command::Split(args) => EntityRequest::Split {
            one: args.one.clone(),
            other: args.other.clone(),
        },
    }
}

/// Does what is asked of the entities; for the command, and for the server that holds the folder.
///
/// # Errors
/// What the store said, or why it cannot be done.
pub(crate) fn carry_out(request: &EntityRequest, knowledge: &Knowledge) -> Result<Said> {
    let mut said = Said::default();
    match request {
        EntityRequest::List {
            pattern,
            kind,
            doubtful,
            decisions,
            json,
        } => {
            let snapshot = knowledge.snapshot();
            if *doubtful {
                for link in snapshot.doubtful() {
                    said.lines.push(link_line(&snapshot, link, *json, "")?);
                }
            } else if *decisions {
                decided(&snapshot, *json, &mut said)?;
            } else {
                list(&snapshot, (pattern.as_deref(), kind.as_deref()), *json, &mut said)?;
            }
        }
        EntityRequest::Show { entity, json } => {
            let snapshot = knowledge.snapshot();
            // Of one name there may be several people: each is shown.
            for iri in all(&snapshot, entity)? {
                show_one(&snapshot, &iri, *json, &mut said)?;
            }
        }
        EntityRequest::Merge { one, other } => merge(knowledge, (one, other), &mut said)?,
        EntityRequest::Split { one, other } => split(knowledge, (one, other), &mut said)?,
    }
    Ok(said)
}

fn decided(snapshot: &Snapshot, as_json: bool, said: &mut Said) -> Result<()> {
    for decision in snapshot.decisions() {
        let word = if decision.same { "one thing" } else { "two things" };
        said.lines.push(if as_json {
            serde_json::to_string(
                &json!({"a": decision.a, "b": decision.b, "same": decision.same, "at": decision.at}),
            )?
        } else {
            let (a, b) = (named(snapshot, &decision.a), named(snapshot, &decision.b));
            format!("{}  {word}: {a} | {b}", decision.at)
        });
    }
    Ok(())
}

fn list(
    snapshot: &Snapshot,
    (pattern, kind): (Option<&str>, Option<&str>),
    as_json: bool,
    said: &mut Said,
) -> Result<()> {
    let pattern = pattern.map(str::to_lowercase);
    let fits = |record: &&EntityRecord| {
        let of_kind = kind.is_none_or(|kind| record.kind.name().eq_ignore_ascii_case(kind));
        let has = |pattern: &String| {
            let mut names = std::iter::once(&record.name).chain(&record.aliases);
            names.any(|name| name.to_lowercase().contains(pattern))
        };
        of_kind && pattern.as_ref().is_none_or(has)
    };
    for record in snapshot.entities().filter(fits) {
        said.lines.push(if as_json {
            serde_json::to_string(record)?
        } else {
            let aliases = match record.aliases.as_slice() {
                [] => String::new(),
                aliases => format!("  ({})", aliases.join(", ")),
            };
            format!(
                "{:12} {}{aliases}  {}",
                record.kind.name(),
                record.name,
                record.iri
            )
        });
    }
    Ok(())
}

/// The entities that `given` names, by IRI.
fn all(snapshot: &Snapshot, given: &str) -> Result<Vec<String>> {
    let found = snapshot.find_nodes(given);
    let mut canonical: Vec<&str> = found.iter().map(|iri| snapshot.canonical(iri)).collect();
    canonical.sort_unstable();
    canonical.dedup();
    match canonical.as_slice() {
        [] => bail!("there is no entity {given:?}; `quarry entity list` shows them"),
        [_] => Ok(found.into_iter().take(1).collect()),
        several => Ok(several.iter().map(|iri| (*iri).to_owned()).collect()),
    }
}

/// The one node or entity that `given` names.
fn find(snapshot: &Snapshot, given: &str) -> Result<String> {
    let mut found = all(snapshot, given)?;
    match (found.pop(), found.is_empty()) {
        (Some(one), true) => Ok(one),
        (last, _) => {
            let shown: Vec<String> = found
                .iter()
                .chain(&last)
                .map(|iri| format!("  {}{} {iri}", named(snapshot, iri), at_work(snapshot, iri)))
                .collect();
            bail!(
                "{given:?} names several entities; give one's IRI:\n{}",
                shown.join("\n")
            )
        }
    }
}

/// Where a person works, in brackets; nothing where that is not known.
fn at_work(snapshot: &Snapshot, iri: &str) -> String {
    match snapshot.employers(iri) {
        employers if employers.is_empty() => String::new(),
        employers => format!(" ({})", employers.join(", ")),
    }
}

fn named(snapshot: &Snapshot, iri: &str) -> String {
    match snapshot
        .members(iri)
        .into_iter()
        .find(|(member, _)| member == iri)
    {
        Some((_, name)) => name,
        None => iri.to_owned(),
    }
}

fn show_one(snapshot: &Snapshot, iri: &str, as_json: bool, said: &mut Said) -> Result<()> {
    let Some(record) = snapshot.entity(iri) else {
        bail!("there is no entity {iri:?}");
    };
    let (members, employers) = (snapshot.members(iri), snapshot.employers(iri));
    if as_json {
        let links: Vec<Value> = snapshot.links(iri).iter().map(link_json).collect();
        let members: Vec<Value> = members
            .iter()
            .map(|(iri, name)| json!({"iri": iri, "name": name}))
            .collect();
        said.lines.push(serde_json::to_string(
            &json!({"entity": record, "employers": employers, "members": members, "links": links}),
        )?);
        return Ok(());
    }
    let lines = &mut said.lines;
    lines.push(format!("{} {}  {}", record.kind.name(), record.name, record.iri));
    lines.extend(employers.iter().map(|employer| format!("  at {employer}")));
    lines.extend(record.aliases.iter().map(|alias| format!("  also {alias}")));
    lines.extend(
        members
            .iter()
            .map(|(member, name)| format!("  node {name}  {member}")),
    );
    for link in snapshot.links(iri) {
        lines.push(link_line(snapshot, link, false, "  ")?);
    }
    Ok(())
}

fn link_json(link: &Link) -> Value {
    json!({"a": link.a, "b": link.b, "probability": link.probability, "reason": reason(&link.reason)})
}

fn link_line(snapshot: &Snapshot, link: &Link, as_json: bool, indent: &str) -> Result<String> {
    if as_json {
        return Ok(serde_json::to_string(&link_json(link))?);
    }
    Ok(format!(
        "{indent}{:.2} {} = {}: {}",
        link.probability,
        named(snapshot, &link.a),
        named(snapshot, &link.b),
        reason(&link.reason)
    ))
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Name => "spellings of one name".to_owned(),
        Reason::Alias => "a document gives one as another name of the other".to_owned(),
        Reason::SharedAlias => "documents give both the same other name".to_owned(),
        Reason::Variant => "one name with a particle or without its unit".to_owned(),
        Reason::Person => "people of one name, by where they work".to_owned(),
        Reason::Evidence(evidence) => weighed(evidence),
        Reason::Decision => "somebody decided so".to_owned(),
    }
}

fn weighed(evidence: &Evidence) -> String {
    let mut said = Vec::new();
    if evidence.sound {
        said.push("one sound in two scripts".to_owned());
    } else {
        said.push(format!("written alike ({:.2})", evidence.similarity));
    }
    for (so, what) in [
        (evidence.slip, "a slip of the pen"),
        (evidence.loose_sound, "which other names have too"),
        (evidence.conflicts > 0.0, "but other facts"),
        (evidence.one_parent, "but parts of one body"),
        (evidence.spoken_of_together, "but spoken of together"),
        (evidence.other_figures, "but other numbers or directions"),
        (evidence.other_employers, "but they work elsewhere"),
    ] {
        if so {
            said.push(what.to_owned());
        }
    }
    if evidence.shared_statements > 0 {
        said.push(format!("{} statements in common", evidence.shared_statements));
    }
    said.join(", ")
}

fn merge(knowledge: &Knowledge, (first, second): (&str, &str), said: &mut Said) -> Result<()> {
    let snapshot = knowledge.snapshot();
    let (one, other) = (find(&snapshot, first)?, find(&snapshot, second)?);
    if one == other {
        bail!("both are the same node");
    }
    let kind = |iri: &str| snapshot.entity(iri).map(|record| record.kind);
    if let (Some(a), Some(b)) = (kind(&one), kind(&other))
        && (a == EntityType::Person) != (b == EntityType::Person)
    {
        let (a, b) = (a.name(), b.name());
        bail!("{first:?} is a {a} and {second:?} a {b}: a person is no other thing");
    }
    let at = Timestamp::now().to_string();
    knowledge.decide(&[Decision::new(&one, &other, true, &at)])?;
    let after = knowledge.snapshot();
    if after.canonical(&one) != after.canonical(&other) {
        bail!("an earlier decision keeps them apart; `quarry entity list --decisions` shows it");
    }
    said.notes.push(format!(
        "one thing: {} | {}",
        named(&after, &one),
        named(&after, &other)
    ));
    Ok(())
}

fn split(knowledge: &Knowledge, (first, second): (&str, &str), said: &mut Said) -> Result<()> {
    let snapshot = knowledge.snapshot();
    // The name of a merged entity names all its nodes, so a node is looked for first.
    let node = |given: &str| -> Result<String> {
        match snapshot.find_nodes(given).as_slice() {
            [one] => Ok(one.clone()),
            _ => find(&snapshot, given),
        }
    };
    let (gone, rest) = (node(first)?, node(second)?);
    if gone == rest {
        bail!("both are the same node");
    }
    let at = Timestamp::now().to_string();
    let decisions: Vec<Decision> = snapshot
        .members(&rest)
        .into_iter()
        .map(|(member, _)| member)
        .filter(|member| *member != gone)
        .map(|member| Decision::new(&gone, &member, false, &at))
        .collect();
    knowledge.decide(&decisions)?;
    let after = knowledge.snapshot();
    said.notes.push(format!(
        "two things: {} | {}",
        named(&after, &gone),
        named(&after, &rest)
    ));
    Ok(())
}
