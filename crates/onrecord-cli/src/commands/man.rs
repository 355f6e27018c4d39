//! `onrecord man`: the manual pages.

use clap_mangen::Man;

use crate::exit_code::SUCCESS;
use crate::report::{fail, print};

const EXAMPLES: &str = "\
Examples:
  onrecord man | man -l -
  onrecord man read > onrecord-read.1

Exit codes:
  0    the page was printed
  2    there is no such command";

/// Print a manual page in roff format
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Command to describe, such as read or ontology check [default: onrecord itself]
    command: Vec<String>,
}

/// Prints the manual page of `root` or one of its commands and returns the exit code.
pub(super) fn run(args: &Args, mut root: clap::Command) -> u8 {
    root.build();
    let mut command = &root;
    for name in &args.command {
        match command.find_subcommand(name) {
            Some(found) => command = found,
            None => return fail(&format!("there is no command {name:?}; onrecord --help lists them")),
        }
    }
    let source = format!("{} {}", root.get_name(), root.get_version().unwrap_or_default());
    let mut page = Vec::new();
    match Man::new(command.clone()).source(source).render(&mut page) {
        Ok(()) => print(&String::from_utf8_lossy(&page), SUCCESS),
        Err(error) => fail(&format!("cannot write the page: {error}")),
    }
}
