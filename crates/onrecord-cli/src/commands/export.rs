//! `onrecord export`: writes records of a store.

use onrecord_batch::pipeline::{Failure, PipelineItem};
use onrecord_export::{Encoded, Table};
use onrecord_record::{MinConfidence, Thresholds};
use onrecord_store::{ArticleId, Error, Storage, pick};

use super::distinct::{self, Selection};
use super::numbers::min_confidence;
use super::output_args::OutputArgs;
use super::query_args::{List, QueryArgs};
use super::stores;
use crate::exit_code::{INTERRUPTED, SUCCESS};
use crate::interrupt;
use crate::progress::Progress;
use crate::record_encoder::RecordEncoder;
use crate::record_writer::RecordWriter;
use crate::report::fail;

const EXAMPLES: &str = "\
Examples:
  onrecord export --store news.db --out records.jsonl
  onrecord export --store news.db --since 2025-02 --format gdelt --out events.tsv
  onrecord export --store news.db --in statements --speaker Lee --format csv
  onrecord export --store news.db --in events --out events.parquet
  onrecord export --store news.db --in events --type PROTEST --format polecat
  onrecord export --store news.db --min-confidence 0.5 --format csv --table events
  onrecord export --store news.db --as-read --format csv --table events
  onrecord export --store news.db --distinct --since 2025 --out events-of-the-world.csv

Exit codes:
  0    all matching records were written, even if none match
  1    some records could not be read; the others were written
  2    wrong usage, or the store or the output failed
  130  stopped by Ctrl-C";

/// Write records of a store in any format
///
/// With --in articles or --in actors, whole records are written; with --in statements or --in events, only the matching
/// statements or events of each record. In formats with tables, the table is the one for --in, unless --table is given.
/// Rejected entries are left out and changed ones have their new values, unless --as-read is given; with
/// --as-read, --min-confidence applies to the confidence before corrections.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    query: QueryArgs,

    /// List to search [default: articles; with --distinct, events]
    #[arg(long = "in", value_enum, value_name = "LIST")]
    list: Option<List>,

    /// Write events of the world instead of records: one row for each event, with all articles of its story that report it
    #[arg(long, conflicts_with_all = ["table", "with_text", "min_speaker_confidence"])]
    distinct: bool,

    /// Write records as the reader made them, without corrections by people
    #[arg(long)]
    as_read: bool,

    /// Apply corrections, which is the default
    #[arg(long, hide = true, conflicts_with = "as_read")]
    corrected: bool,

    /// Leave out the speakers of statements whose speaker confidence is below P, from 0 to 1
    #[arg(long, value_name = "P", value_parser = min_confidence)]
    min_speaker_confidence: Option<MinConfidence>,

    #[command(flatten)]
    output: OutputArgs,

    /// Write only errors to standard error
    #[arg(long, short)]
    quiet: bool,
}

/// Writes the matching records and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    export(args).unwrap_or_else(|message| fail(&message))
}

fn export(args: &Args) -> Result<u8, String> {
    let path = &args.query.store;
    let out = args.output.out.as_deref().and_then(|out| std::fs::canonicalize(out).ok());
    if out.is_some() && out == std::fs::canonicalize(path).ok() {
        return Err("the file of --out is the store; expected another name".to_owned());
    }
    if args.distinct {
        return export_distinct(args);
    }
    let encoder = args.output.encoder(default_table(args.list()))?;
    let (store, matches) = match find(args).map_err(|error| stores::message(&error, path))? {
        Matches::Some(store, matches) => (store, matches),
        Matches::None => {
            Progress::new(0, None, args.quiet).note("nothing found to write");
            return Ok(SUCCESS);
        }
    };
    let output = args.output.open(&encoder)?;
    interrupt::listen(INTERRUPTED);
    let n_all = matches.len() as u64;
    let name = path.display().to_string();
    let mut writer = RecordWriter::new(output, Progress::stepped(args.quiet), vec![name]);
    for (idx, (article, places)) in matches.iter().enumerate() {
        let encoded = encoded(args, &encoder, &*store, *article, places);
        let result = encoded.map_err(|error| Failure::Input(stores::message(&error, path)));
        writer.step(idx as u64 + 1, n_all);
        let item = PipelineItem { input: 0, part: None, bytes: 0, size: 0, result };
        if writer.write(item).is_break() || interrupt::requested() {
            break;
        }
    }
    Ok(writer.finish(interrupt::requested()))
}

/// Writes distinct events and returns the exit code.
fn export_distinct(args: &Args) -> Result<u8, String> {
    let path = &args.query.store;
    let list = args.list.unwrap_or(List::Events).into();
    let query = args.query.criteria().query(list).map_err(|error| stores::message(&error, path))?;
    let selection = Selection { path, query: &query, is_corrected: !args.as_read, quiet: args.quiet };
    distinct::export(&selection, &args.output)
}

impl Args {
    fn list(&self) -> List {
        self.list.unwrap_or(List::Articles)
    }
}

/// Returns the table for the list that is searched; whole records are written as tables of statements.
fn default_table(list: List) -> Table {
    match list {
        List::Statements | List::Articles => Table::Statements,
        List::Events => Table::Events,
        List::Actors => Table::Actors,
    }
}

/// The articles that match a query.
enum Matches {
    /// Articles, and the positions of the matching entries in their records.
    Some(Box<dyn Storage>, Vec<(ArticleId, Vec<usize>)>),
    /// No article matches.
    None,
}

fn find(args: &Args) -> Result<Matches, Error> {
    let store = stores::open(&args.query.store)?;
    let mut criteria = args.query.criteria();
    if matches!(args.list(), List::Actors | List::Articles) {
        // Actors and articles have no confidence; the entries of their records are filtered instead.
        criteria.min_confidence = None;
    }
    let matches = store.find_all(&criteria.query(args.list().into())?)?;
    match matches.is_empty() {
        true => Ok(Matches::None),
        false => Ok(Matches::Some(store, matches)),
    }
}

fn encoded(
    args: &Args,
    encoder: &RecordEncoder,
    store: &dyn Storage,
    article: ArticleId,
    places: &[usize],
) -> Result<Encoded, Error> {
    let record = match args.as_read {
        true => pick(store.record(article)?, args.list().into(), places),
        false => store.corrected(article, args.list().into(), places)?,
    };
    let thresholds = Thresholds { entries: args.query.min_confidence, speakers: args.min_speaker_confidence };
    Ok(encoder.encode(&thresholds.apply(record)))
}
