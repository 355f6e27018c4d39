//! `onrecord check`: checks whether a store is intact.

use std::io::{self, Write};
use std::path::PathBuf;

use onrecord_store::{Error, ErrorKind, List, Query, SqliteStore, Storage};

use crate::exit_code::{FAILURE, INTERRUPTED, SOME_FAILED, SUCCESS};
use crate::interrupt;
use crate::progress::Progress;
use crate::render::clean;

const EXIT_CODES: &str = "\
Exit codes:
  0    the store is intact, or was repaired
  1    the store has problems, which were written to standard output, one per line
  2    wrong usage, or the store could not be opened
  130  stopped by Ctrl-C";

/// Check that a store is intact: the file, every record, and the search index
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Args {
    /// The store
    #[arg(long, value_name = "FILE", env = "ONRECORD_STORE")]
    store: PathBuf,

    /// Rebuild the search index from the records before the check
    #[arg(long)]
    mend: bool,

    /// Write only errors to standard error
    #[arg(long, short)]
    quiet: bool,
}

/// Checks the store and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let mut progress = Progress::stepped(args.quiet);
    let checked = check(args, &mut progress);
    progress.clear();
    let CheckResult { problems, n_readable } = match checked {
        _ if interrupt::requested() => return INTERRUPTED,
        Ok(result) => result,
        Err(error) => {
            progress.error(&format!("{}: {error}", args.store.display()));
            return FAILURE;
        }
    };
    for problem in &problems {
        // If the output is no longer read, the exit code still reports that there are problems.
        let _ = writeln!(io::stdout(), "{}", clean(problem));
    }
    if problems.is_empty() {
        progress.note("the store is intact");
        return SUCCESS;
    }
    progress.note(&match problems.len() {
        1 => "found 1 problem".to_owned(),
        n => format!("found {n} problems"),
    });
    if let Some((0, _)) = n_readable {
        progress.note("none of the records can be read");
    } else if let Some((n_readable, n_articles)) = n_readable {
        let store = args.store.display();
        progress.note(&format!(
            "the records of {n_readable} of {n_articles} articles can still be read; to save them, run: \
             onrecord export --store {store} --out saved.jsonl"
        ));
    }
    SOME_FAILED
}

/// The result of a check.
#[derive(Default)]
struct CheckResult {
    problems: Vec<String>,
    /// If the file is damaged: the number of articles that can still be read, and the number of all articles.
    n_readable: Option<(u64, u64)>,
}

fn check(args: &Args, progress: &mut Progress) -> Result<CheckResult, Error> {
    let mut store = match SqliteStore::open(&args.store) {
        Err(error) if error.kind() == ErrorKind::Database => {
            return Ok(CheckResult { problems: vec![format!("file: {error}")], n_readable: Some((0, 0)) });
        }
        // Missing permissions are not damage, so the readable parts are checked.
        Err(error) if matches!(error.kind(), ErrorKind::Open | ErrorKind::ReadOnly) && !args.mend => {
            let store = SqliteStore::open_read_only(&args.store)?;
            progress.note("the store is read-only; its full text cannot be compared with its rows");
            store
        }
        opened => opened?,
    };
    interrupt::listen(INTERRUPTED);
    let mut step = |n_done, n_all| {
        progress.step(n_done, n_all);
        !interrupt::requested()
    };
    let mut problems = Vec::new();
    if args.mend {
        match store.reindex(&mut step) {
            Ok(true) => {}
            // Interrupted.
            Ok(false) => return Ok(CheckResult::default()),
            Err(error) => problems.push(format!("the search index could not be rebuilt: {error}")),
        }
    }
    problems.extend(store.problems(&mut step)?);
    let is_damaged = problems.iter().any(|problem| problem.starts_with("file") || problem.contains("damaged ("));
    Ok(CheckResult { problems, n_readable: is_damaged.then(|| count_readable(&store)) })
}

/// Returns the number of records that `export` can write, and the number of all records.
fn count_readable(store: &dyn Storage) -> (u64, u64) {
    let listed = store.find_all(&Query::everything(List::Articles)).unwrap_or_default();
    let n_readable = listed.iter().filter(|(article, _)| store.record(*article).is_ok()).count();
    (n_readable as u64, listed.len() as u64)
}
