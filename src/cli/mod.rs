//! Subcommands, one file each. What they share stands in [`invocation`](crate::invocation) and [`output`](crate::output).

mod ask;
pub(crate) mod backup;
mod demo;
mod doctor;
pub(crate) mod entity;
mod eval;
mod eval_extraction;
mod eval_relations;
mod export;
mod extract;
pub(crate) mod ingest;
mod init;
mod models;
mod parse;
mod parse_worker;
pub(crate) mod quarantine;
mod reindex;
pub(crate) mod remove;
mod runs;
mod search;
mod serve;
mod sparql;
mod status;
pub(crate) mod validate;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Arg, ArgMatches, Command, CommandFactory, FromArgMatches, Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::invocation::Invocation;
use crate::options::{OPTIONS, OptionSpec};

/// How a command ended; becomes the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything was done.
    Done,
    /// Some input failed; the rest was done.
    Partial,
    /// Refused as a whole.
    Refused,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Partial => Self::from(1),
            Outcome::Refused => Self::from(3),
        }
    }
}

/// Turns an organisation's papers into a knowledge graph that answers with proof
#[derive(Debug, Parser)]
#[command(name = "quarry", version, max_term_width = 110)]
struct Cli {
    /// Data folder; the default is the folder of the nearest quarry.toml
    #[arg(long, global = true, value_name = "DIR", env = "QUARRY_DATA")]
    data: Option<PathBuf>,
    /// Say more on stderr; twice says everything
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
    #[command(subcommand)]
    command: Subcommands,
}

#[derive(Debug, Subcommand)]
enum Subcommands {
    Demo(demo::Args),
    Init(init::Args),
    Ingest(ingest::Args),
    Parse(parse::Args),
    Extract(extract::Args),
    Search(search::Args),
    Ask(ask::Args),
    Sparql(sparql::Args),
    Serve(serve::Args),
    Status(status::Args),
    Runs(runs::Args),
    Quarantine(quarantine::Args),
    Remove(remove::Args),
    Export(export::Args),
    Validate(validate::Args),
    #[command(subcommand)]
    Entity(entity::Command),
    Backup(backup::BackupArgs),
    Restore(backup::RestoreArgs),
    Reindex(reindex::Args),
    Models(models::Args),
    Doctor(doctor::Args),
    #[command(subcommand)]
    Eval(eval::Command),
    /// A parser process; started by `ingest`
    #[command(hide = true)]
    ParseWorker(parse_worker::Args),
}

/// Parses the arguments, runs the command and turns what comes back into an exit code.
pub(crate) fn run() -> ExitCode {
    let matches = command().get_matches();
    match dispatch(&matches) {
        Ok(outcome) => outcome.into(),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            crate::output::complain(&format!("error: {error:#}"));
            let refused = error.is::<quarry_graph::GraphError>() || error.is::<crate::served::Refusal>();
            ExitCode::from(if refused { 3 } else { 1 })
        }
    }
}

fn dispatch(matches: &ArgMatches) -> Result<Outcome> {
    let cli = Cli::from_arg_matches(matches).unwrap_or_else(|e| e.exit());
    start_log(cli.verbose);
    let verbose = cli.verbose > 0;
    let flags = match matches.subcommand() {
        Some((name, sub)) => table_flags(name, sub),
        None => Vec::new(),
    };
    // a parser process needs no configuration, and must not fail over somebody's
    if let Subcommands::ParseWorker(args) = &cli.command {
        return parse_worker::run(args);
    }
    let named_data = cli.data.clone();
    let invocation = Invocation::new(cli.data, &flags)?;
    match cli.command {
        Subcommands::Demo(args) => demo::run(&args, &invocation, named_data),
        Subcommands::Init(args) => init::run(&args),
        Subcommands::Ingest(args) => ingest::run(&args, &invocation),
        Subcommands::Parse(args) => parse::run(&args, &invocation),
        Subcommands::Extract(args) => extract::run(&args, &invocation),
        Subcommands::Search(args) => search::run(&args, &invocation),
        Subcommands::Ask(args) => ask::run(&args, &invocation, verbose),
        Subcommands::Sparql(args) => sparql::run(&args, &invocation),
        Subcommands::Serve(args) => serve::run(&args, invocation),
        Subcommands::Status(args) => status::run(&args, &invocation),
        Subcommands::Runs(args) => runs::run(&args, &invocation),
        Subcommands::Quarantine(args) => quarantine::run(&args, &invocation),
        Subcommands::Remove(args) => remove::run(&args, &invocation),
        Subcommands::Export(args) => export::run(&args, &invocation),
        Subcommands::Validate(args) => validate::run(&args, &invocation),
        Subcommands::Entity(command) => entity::run(&command, &invocation),
        Subcommands::Backup(args) => backup::back_up(&args, &invocation),
        Subcommands::Restore(args) => backup::restore(&args, &invocation),
        Subcommands::Reindex(args) => reindex::run(&args, &invocation),
        Subcommands::Models(args) => models::run(&args, &invocation),
        Subcommands::Doctor(args) => doctor::run(&args, &invocation),
        Subcommands::Eval(command) => eval::run(&command, &invocation, named_data),
        Subcommands::ParseWorker(args) => parse_worker::run(&args),
    }
}

/// The command line: what the subcommands declare, and a flag for each option of the table that names the subcommand.
pub(crate) fn command() -> Command {
    let mut command = Cli::command();
    for option in OPTIONS {
        for name in option.commands {
            command = command.mut_subcommand(name, |sub| sub.arg(flag(option)));
        }
    }
    command
}

fn flag(option: &OptionSpec) -> Arg {
    let default = match option.default {
        "" => String::new(),
        value => format!(" [default: {value}]"),
    };
    Arg::new(option.key)
        .long(option.flag())
        .value_name("VALUE")
        .help(format!(
            "{}{default} [env: {}]",
            option.help.trim_end_matches('.'),
            option.env()
        ))
}

fn table_flags(name: &str, matches: &ArgMatches) -> Vec<(&'static str, String)> {
    OPTIONS
        .iter()
        .filter(|option| option.commands.contains(&name))
        .filter_map(|option| Some((option.key, matches.get_one::<String>(option.key)?.clone())))
        .collect()
}

fn start_log(verbose: u8) {
    let level = match verbose {
        0 => "warn",
        1 => "info,quarry=debug",
        _ => "debug",
    };
    let filter = EnvFilter::try_from_env("QUARRY_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

/// Prints what a command that may be asked of a server has to say.
fn told(said: &quarry_query::http::Said) -> Result<Outcome> {
    if let Some(reason) = &said.failed {
        anyhow::bail!("{reason}");
    }
    for line in &said.lines {
        crate::output::line(line)?;
    }
    for note in &said.notes {
        crate::output::complain(note);
    }
    Ok(if said.partial {
        Outcome::Partial
    } else {
        Outcome::Done
    })
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}
