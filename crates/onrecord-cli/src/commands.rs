//! The commands, one per file.

mod add;
mod check;
mod completions;
mod corrections;
mod demo;
mod display_args;
mod distinct;
mod explain;
mod export;
mod find;
mod input_args;
mod knowledge;
mod man;
mod numbers;
mod ontology;
mod output_args;
mod query_args;
mod read;
mod reread;
mod serve;
mod stats;
mod stores;
mod stories;
mod story;
mod table;
mod threads;

use std::io::Write;

use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, Parser, Subcommand};

use crate::exit_code::FAILURE;

/// Read news articles and keep a record of who said what and who did what to whom
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
    Threads(threads::Args),
    Export(export::Args),
    Table(table::Args),
    Stats(stats::Args),
    Check(check::Args),
    Reread(reread::Args),
    Corrections(corrections::Args),
    Serve(serve::Args),
    Demo(demo::Args),
    Explain(explain::Args),
    Ontology(ontology::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Runs the command and returns the exit code.
pub(crate) fn run() -> u8 {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // If the message cannot be written, the exit code still reports the error.
            let _ = error.print();
            if let Some(word) = split_word(&error, std::env::args()) {
                let tip = format!("\n  tip: put words that begin with - after --, as in: onrecord find rain -- {word}");
                let _ = writeln!(std::io::stderr(), "{tip}");
            }
            return u8::try_from(error.exit_code()).unwrap_or(FAILURE);
        }
    };
    match cli.command {
        Command::Read(args) => read::run(&args),
        Command::Add(args) => add::run(&args),
        Command::Find(args) => find::run(&args),
        Command::Stories(args) => stories::run(&args),
        Command::Story(args) => story::run(&args),
        Command::Threads(args) => threads::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Table(args) => table::run(&args),
        Command::Stats(args) => stats::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Reread(args) => reread::run(&args),
        Command::Corrections(args) => corrections::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Demo(args) => demo::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Ontology(args) => ontology::run(&args),
        Command::Completions(args) => completions::run(&args, Cli::command()),
        Command::Man(args) => man::run(&args, Cli::command()),
    }
}

/// Returns the word that clap split into an option and its value, such as `-further`, parsed as `-f urther`.
fn split_word(error: &clap::Error, mut args: impl Iterator<Item = String>) -> Option<String> {
    let Some(ContextValue::String(value)) = error.get(ContextKind::InvalidValue) else { return None };
    let is_short = |arg: &String| arg.starts_with('-') && !arg.starts_with("--") && arg.len() == value.len() + 2;
    args.find(|arg| is_short(arg) && arg.ends_with(value.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
