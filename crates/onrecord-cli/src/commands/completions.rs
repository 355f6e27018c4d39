//! `onrecord completions`: shell completion scripts for the commands and options.

use clap_complete::Shell;

use crate::exit_code::SUCCESS;
use crate::report::print;

const EXAMPLES: &str = "\
Examples:
  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
  onrecord completions zsh > ~/.zfunc/_onrecord
  onrecord completions fish > ~/.config/fish/completions/onrecord.fish";

/// Print a script with which a shell completes the commands and options of onrecord
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the completion script for `command` and returns the exit code.
pub(super) fn run(args: &Args, mut command: clap::Command) -> u8 {
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    print(&String::from_utf8_lossy(&script), SUCCESS)
}
