//! `onrecord check`: whether a store is sound.

use std::io::{self, Write};
use std::path::PathBuf;

use onrecord_store::{Error, ErrorKind, List, Query, Store};

use super::{ALL_READ, INTERRUPTED, NOTHING_DONE, SOME_FAILED};
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
    let (problems, saved) = match asked {
        _ if interrupt::asked() => return INTERRUPTED,
        Ok(found) => found,
        Err(error) => {
            progress.error(&format!("{}: {error}", args.store.display()));
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
    if let Some((0, _)) = saved {
        progress.note("none of its records can be read");
    } else if let Some((n_readable, n_articles)) = saved {
        let store = args.store.display();
        progress.note(&format!(
            "the records of {n_readable} of {n_articles} articles can still be read; \
             onrecord export --store {store} --out saved.jsonl writes them"
        ));
    }
    SOME_FAILED
}

/// What is wrong, and where the file is damaged, how many articles of all can still be read.
type Found = (Vec<String>, Option<(u64, u64)>);

fn check(args: &Args, progress: &mut Progress) -> Result<Found, Error> {
    let mut store = match Store::open(&args.store) {
        Err(error) if error.kind() == ErrorKind::Database => {
            return Ok((vec![format!("file: {error}")], Some((0, 0))));
        }
        opened => opened?,
    };
    interrupt::listen(INTERRUPTED);
    let mut tell = |n_done, n_all| {
        progress.step(n_done, n_all);
        !interrupt::asked()
    };
    let mut found = Vec::new();
    if args.mend {
        match store.reindex(&mut tell) {
            Ok(true) => {}
            Ok(false) => return Ok((found, None)),
            Err(error) => found.push(format!("it could not be mended: {error}")),
        }
    }
    found.extend(store.problems(tell)?);
    let is_damaged = found.iter().any(|problem| problem.starts_with("file") || problem.contains("damaged ("));
    Ok((found, is_damaged.then(|| readable(&store))))
}

/// Returns how many records export can write, of how many.
fn readable(store: &Store) -> (u64, u64) {
    let listed = store.find_all(List::Articles, &Query::default()).unwrap_or_default();
    let n_readable = listed.iter().filter(|(article, _)| store.record(*article).is_ok()).count();
    (n_readable as u64, listed.len() as u64)
}
