//! `onrecord reread`: records of a store made anew after an upgrade.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use onrecord_read::Reader;
use onrecord_store::Store;

use super::numbers::{NO_END, number};
use super::read::n_threads;
use super::show::refuse;
use super::{ALL_READ, INTERRUPTED, NOTHING_DONE, SOME_FAILED, selection};
use crate::interrupt;
use crate::keeper::{Outcome, reader_version};
use crate::pipeline::{self, Failure, Taken};
use crate::progress::Progress;
use crate::renewer::{self, Renewer};

const EXIT_CODES: &str = "\
Exit codes:
  0    every record is by this version
  1    some could not be made anew, and stay as they were
  2    wrong usage, or the store failed
  130  stopped by Ctrl-C after the articles in hand, which are kept; run it again to go on";

/// Read the articles of a store again whose records another version made
///
/// Each new record takes the place of the old one, which is lost; older versions of an article stay as they are. What is
/// done is on the disk, and the next run goes on from there.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Args {
    /// The store
    #[arg(long, value_name = "FILE")]
    store: PathBuf,

    /// Read all articles again, also those that this version has read
    #[arg(long)]
    all: bool,

    /// How many articles are read at once [default: the number of cores]
    #[arg(long, short = 'j', value_name = "N", value_parser = number::<NonZeroUsize>(1, NO_END))]
    threads: Option<NonZeroUsize>,

    /// Say nothing on standard error but errors
    #[arg(long, short)]
    quiet: bool,
}

/// Makes records anew and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let reader = match Reader::new() {
        Ok(reader) => reader,
        Err(error) => return refuse(&error.to_string()),
    };
    let version = reader_version(&reader);
    let opened = Store::open(&args.store).and_then(|store| {
        let seen = Store::open_read_only(&args.store)?;
        // No reader has this name: all records are by others.
        let articles = store.made_by_others(if args.all { "" } else { &version })?;
        Ok((store, seen, articles))
    });
    let (store, seen, articles) = match opened {
        Ok(opened) => opened,
        Err(error) => return refuse(&selection::told(&error, &args.store)),
    };
    interrupt::listen(INTERRUPTED);
    let name = args.store.display().to_string();
    let mut renewer = Renewer::new(store, &version, Progress::counted(args.quiet), name, articles.len() as u64);
    let old = articles.into_iter().enumerate().map(move |(idx, article)| {
        let found = seen.record(article);
        let size = found.as_ref().map_or(0, |record| record.document.text.len());
        let told = |error| Failure::Input(format!("article {}: {error}", article.0));
        Taken { input: 0, bytes: idx as u64, size, found: found.map(|record| (article, record)).map_err(told) }
    });
    let read = |(article, record)| (article, renewer::again(&reader, record));
    pipeline::run(old, n_threads(args.threads), interrupt::asked, read, |taken| renewer.take(taken));
    match (renewer.finish(), interrupt::asked()) {
        (Outcome::NothingKept, false) => NOTHING_DONE,
        (_, true) => INTERRUPTED,
        (Outcome::AllKept, false) => ALL_READ,
        (Outcome::SomeFailed, false) => SOME_FAILED,
    }
}
