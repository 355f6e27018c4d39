//! `onrecord check`: whether a store is sound.

use std::io::{self, Write};
use std::path::PathBuf;

use onrecord_store::{Error, Store};

use super::{ALL_READ, INTERRUPTED, NOTHING_DONE, SOME_FAILED, selection};
use crate::interrupt;
use crate::progress::Progress;
use crate::render::clean;

const EXIT_CODES: &str = "\
Exit codes:
  0    the store is sound, or was mended
  1    it is not; what is wrong stands on standard output, a line each
  2    wrong usage, or the store could not be asked
  130  stopped by Ctrl-C";

/// Check a store: the file, every record, and whether what is found by is what the records say
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Args {
    /// The store
    #[arg(long, value_name = "FILE")]
    store: PathBuf,

    /// First make anew what is found by, from the records that are kept
    #[arg(long)]
    mend: bool,

    /// Say nothing on standard error but errors
    #[arg(long, short)]
    quiet: bool,
}

/// Checks the store and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let mut progress = Progress::counted(args.quiet);
    let asked = check(args, &mut progress);
    progress.take_away();
    let problems = match asked {
        _ if interrupt::asked() => return INTERRUPTED,
        Ok(problems) => problems,
        Err(error) => {
            progress.error(&selection::told(&error, &args.store));
            return NOTHING_DONE;
        }
    };
    for problem in &problems {
        // Nobody may be listening any more; the exit code says it.
        let _ = writeln!(io::stdout(), "{}", clean(problem));
    }
    if problems.is_empty() {
        progress.note("the store is sound");
        return ALL_READ;
    }
    progress.note(&format!("found {} that {} wrong", problems.len(), if problems.len() == 1 { "is" } else { "are" }));
    SOME_FAILED
}

fn check(args: &Args, progress: &mut Progress) -> Result<Vec<String>, Error> {
    let mut store = Store::open(&args.store)?;
    interrupt::listen(INTERRUPTED);
    let mut tell = |n_done, n_all| {
        progress.step(n_done, n_all);
        !interrupt::asked()
    };
    if args.mend && !store.reindex(&mut tell)? {
        return Ok(vec![]);
    }
    store.problems(tell)
}
