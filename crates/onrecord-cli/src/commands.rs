//! The commands, one a file.

mod add;
mod check;
mod corrections;
mod explain;
mod export;
mod find;
mod numbers;
mod ontology;
mod read;
mod reread;
mod selection;
mod serve;
mod show;
mod stats;
mod stories;
mod story;

use std::io::Write;

use clap::error::{ContextKind, ContextValue};
use clap::{Parser, Subcommand};

/// Everything was read.
const ALL_READ: u8 = 0;
/// Some inputs could not be read; the records of the others are written.
const SOME_FAILED: u8 = 1;
/// The command line makes no sense, nothing could be read at all, or the records could not be written.
const NOTHING_DONE: u8 = 2;
/// Ctrl-C: 128 and the number of the signal, as shells count.
const INTERRUPTED: u8 = 130;

/// Reads news articles and keeps the record of who said what.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, propagate_version = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Read(read::Args),
    Add(add::Args),
    Find(find::Args),
    Stories(stories::Args),
    Story(story::Args),
    Export(export::Args),
    Stats(stats::Args),
    Check(check::Args),
    Reread(reread::Args),
    Corrections(corrections::Args),
    Serve(serve::Args),
    Explain(explain::Args),
    Ontology(ontology::Args),
}

/// Runs what the command line asks for and returns the exit code.
pub(crate) fn run() -> u8 {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Nobody may be listening; the exit code says it.
            let _ = error.print();
            if let Some(word) = taken_apart(&error, std::env::args()) {
                let tip =
                    format!("\n  tip: words that begin with - stand after --, as in: onrecord find rain -- {word}");
                let _ = writeln!(std::io::stderr(), "{tip}");
            }
            return u8::try_from(error.exit_code()).unwrap_or(NOTHING_DONE);
        }
    };
    match cli.command {
        Command::Read(args) => read::run(&args),
        Command::Add(args) => add::run(&args),
        Command::Find(args) => find::run(&args),
        Command::Stories(args) => stories::run(&args),
        Command::Story(args) => story::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Stats(args) => stats::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Reread(args) => reread::run(&args),
        Command::Corrections(args) => corrections::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Ontology(args) => ontology::run(&args),
    }
}

/// Returns the word that was taken for an option and its value: `-further` for `-f urther`.
fn taken_apart(error: &clap::Error, mut args: impl Iterator<Item = String>) -> Option<String> {
    let Some(ContextValue::String(value)) = error.get(ContextKind::InvalidValue) else { return None };
    let is_short = |arg: &String| arg.starts_with('-') && !arg.starts_with("--") && arg.len() == value.len() + 2;
    args.find(|arg| is_short(arg) && arg.ends_with(value.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }
}
