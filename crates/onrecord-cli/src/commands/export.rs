//! `onrecord export`: records out of a store, all or some.

use std::path::{Path, PathBuf};

use onrecord_store::{Error, pick};

use super::read::{default_format, open_output};
use super::selection::{self, List, Selection};
use super::show::{Look, refuse};
use super::{ALL_READ, INTERRUPTED, NOTHING_DONE, SOME_FAILED};
use crate::form::{Form, Format, TableName};
use crate::interrupt;
use crate::output::unwritten;
use crate::pipeline::{Failure, Taken};
use crate::progress::Progress;
use crate::writer::{Outcome, Writer};

const EXAMPLES: &str = "\
Examples:
  onrecord export --store news.db --out records.jsonl
  onrecord export --store news.db --since 2025-02 --format gdelt --out events.tsv
  onrecord export --store news.db --in statements --speaker Lee --format csv
  onrecord export --store news.db --table events --out events.parquet
  onrecord export --store news.db --in events --type PROTEST --format polecat
  onrecord export --store news.db --corrected --format csv --table events

Exit codes:
  0    everything that was asked for is written; also where that is nothing
  1    some records could not be read; the others are written
  2    wrong usage, or the store or the output failed
  130  stopped by Ctrl-C";

/// Write records of a store in any format
///
/// With --in articles or actors the records of the articles are whole; with statements or events they have those that are
/// asked for and no others.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    selection: Selection,

    /// What is asked for
    #[arg(long = "in", value_enum, value_name = "LIST", default_value_t = List::Articles)]
    list: List,

    /// Write them as people corrected them: rejected entries are left out, changed ones have the new values
    #[arg(long)]
    corrected: bool,

    /// How to write the records [default: text on a terminal, by the ending of --out, else jsonl]
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    /// The table of --format csv and parquet [default: statements]
    #[arg(long, value_enum, value_name = "TABLE")]
    table: Option<TableName>,

    /// Write the records to FILE, which appears when it is whole; for --format brat to a FOLDER
    #[arg(long, short, value_name = "FILE | FOLDER")]
    out: Option<PathBuf>,

    #[command(flatten)]
    look: Look,

    /// Say nothing on standard error but errors
    #[arg(long, short)]
    quiet: bool,
}

/// Writes what `args` ask for and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let out = args.out.as_deref();
    let style = args.look.style(out.is_none());
    let form = match Form::new(args.format.unwrap_or_else(|| default_format(out)), args.table, out, style) {
        Ok(form) => form,
        Err(message) => return refuse(&message),
    };
    let path = &args.selection.store;
    if let (Some(out), Ok(path)) = (out.and_then(|out| std::fs::canonicalize(out).ok()), std::fs::canonicalize(path))
        && out == path
    {
        return refuse("the file of --out is the store; expected another name");
    }
    let found = selection::open(path).and_then(|store| {
        let query = args.selection.query();
        let found = store.find_all(args.list.into(), &query)?;
        let others = if found.is_empty() { selection::other_types(&store, args.list, &query)? } else { None };
        Ok((store, found, others))
    });
    let (store, found, others) = match found {
        Ok(found) => found,
        Err(error) => return refuse(&selection::told(&error, path)),
    };
    if found.is_empty() {
        Progress::new(0, None, args.quiet).note(&format!("found nothing to write{}", others.unwrap_or_default()));
        return ALL_READ;
    }
    let output = match open_output(&form, out) {
        Ok(output) => output,
        Err(error) => {
            return refuse(&format!("{}: {}", out.unwrap_or(Path::new("-")).display(), unwritten(&error)));
        }
    };
    interrupt::listen(INTERRUPTED);
    let n_all = found.len() as u64;
    let progress = Progress::counted(args.quiet);
    let mut writer = Writer::new(output, progress, vec![path.display().to_string()], form.header(), form.rule());
    for (idx, (article, places)) in found.into_iter().enumerate() {
        let record = match args.corrected {
            true => store.corrected(article, args.list.into(), &places),
            false => store.record(article).map(|record| pick(record, args.list.into(), &places)),
        };
        let failure = |error: Error| Failure::Input(selection::told(&error, path));
        let found = record.map(|record| form.write(&record)).map_err(failure);
        writer.step(idx as u64 + 1, n_all);
        let taken = Taken { input: 0, bytes: 0, size: 0, found };
        if writer.take(taken).is_break() || interrupt::asked() {
            break;
        }
    }
    match writer.finish(interrupt::asked()) {
        Outcome::AllRead => ALL_READ,
        Outcome::SomeFailed => SOME_FAILED,
        Outcome::NothingRead | Outcome::NotWritten => NOTHING_DONE,
        Outcome::Interrupted => INTERRUPTED,
    }
}
