//! `onrecord table`: counts events of a store by time, type, place and participants.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use onrecord_batch::write_error;
use onrecord_export::{Encoded, Format};
use onrecord_store::{Counted, EventTable, GroupBy, List, Query, Storage};

use super::display_args::StyleArgs;
use super::query_args::QueryArgs;
use super::stores;
use crate::exit_code::{INTERRUPTED, SUCCESS};
use crate::interrupt;
use crate::progress::Progress;
use crate::record_encoder::{RecordEncoder, format_named, format_of_path, row_formats};
use crate::report::fail;

const EXAMPLES: &str = "\
Examples:
  onrecord table --by month --store news.db
  onrecord table --by month,dyad --type PROTEST,ASSAULT --store news.db --out dyads.csv
  onrecord table --by year,country-dyad,type --store news.db --out events.parquet
  onrecord table --by week,country --count mentions --since 2025 --store news.db --format csv

--by takes these, with commas between them:
  day week month year                       when the event happens, or else when it was first reported
  type status story                         what it is
  place country                             where it happens
  actor recipient dyad                      who takes part; dyad is each pair of an actor and a recipient
  actor-country recipient-country country-dyad  the same by country

Exit codes:
  0    the table is written; also if nothing was found
  2    wrong usage, or the store or the output failed
  130  stopped by Ctrl-C";

/// Count events of a store by month, dyad, type, country and more
///
/// An event that several articles of a story report is counted once, unless --count mentions is given. An event with
/// several actors is counted in the row of each. Events without a value have an empty cell; events without an actor or
/// without a recipient are in no dyad. docs/exports.md describes the columns.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    query: QueryArgs,

    /// What the rows are, such as month,dyad
    #[arg(long, value_name = "LIST")]
    by: String,

    /// What is counted
    #[arg(long, value_name = "WHAT", default_value = "events", value_parser = counted_parser())]
    count: Counted,

    /// Count what the reader found, without people's corrections
    #[arg(long)]
    as_read: bool,

    /// Format of the table [default: by the extension of --out, else text on a terminal, else csv]
    #[arg(long, short, value_parser = format_parser())]
    format: Option<&'static Format>,

    /// Begin CSV with a byte-order mark, so that Excel shows letters with accents correctly
    #[arg(long)]
    excel: bool,

    /// Write the table to FILE, which appears when it is complete
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,

    #[command(flatten)]
    style: StyleArgs,

    /// Write only errors to standard error
    #[arg(long, short)]
    quiet: bool,
}

fn counted_parser() -> impl TypedValueParser<Value = Counted> {
    let help = |counted| match counted {
        Counted::Events => "Events of the world, each once",
        Counted::Mentions => "Every article that reports an event, as often as it does",
    };
    let value = |counted: &Counted| PossibleValue::new(counted.as_str()).help(help(*counted));
    PossibleValuesParser::new(Counted::ALL.iter().map(value)).try_map(|name| Counted::parse(&name))
}

fn format_parser() -> impl TypedValueParser<Value = &'static Format> {
    let names = ["text"].into_iter().chain(row_formats());
    PossibleValuesParser::new(names).try_map(|name| format_named(&name).ok_or("unknown format"))
}

/// Writes the table and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    table(args).unwrap_or_else(|message| fail(&message))
}

fn table(args: &Args) -> Result<u8, String> {
    let path = &args.query.store;
    let to_message = |error: onrecord_store::Error| stores::message(&error, path);
    let by = GroupBy::parse_list(&args.by).map_err(|error| format!("--by: {error}"))?;
    let encoder = encoder(args)?;
    let query = args.query.criteria().query(List::Events).map_err(to_message)?;
    let store = stores::open(path).map_err(to_message)?;
    interrupt::listen(INTERRUPTED);
    let mut progress = Progress::stepped(args.quiet);
    let table = EventTable::new(by, args.count);
    let table = counted(&*store, &query, !args.as_read, (table, &mut progress)).map_err(to_message)?;
    progress.clear();
    let Some(table) = table else { return Ok(INTERRUPTED) };
    if table.n_left_out() > 0 {
        let what = args.count.as_str();
        progress.note(&format!("{} {what} without an actor or a recipient are in no dyad", table.n_left_out()));
    }
    let rows = table.rows();
    if rows.is_empty() {
        progress.note("nothing found to count");
    }
    let out = args.out.as_deref();
    let name = out.map_or_else(|| "-".to_owned(), |out| out.display().to_string());
    let failed = |error: std::io::Error| format!("{name}: {}", write_error(&error));
    let mut output = encoder.open_rows(&table.columns(), out).map_err(failed)?;
    let written = output.write(Encoded::Rows(rows)).and_then(|()| output.finish(true));
    match written {
        // A reader such as `| head` has closed the pipe, which is not an error.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(failed(error)),
        _ => Ok(SUCCESS),
    }
}

fn encoder(args: &Args) -> Result<RecordEncoder, String> {
    let out = args.out.as_deref();
    let format = match (args.format, out) {
        (Some(format), _) => Some(format),
        (None, Some(out)) => format_of_path(out),
        (None, None) => format_named(super::display_args::default_format("text", "csv")),
    };
    let format = format.ok_or("expected a name that ends in .csv, .parquet, .json or .jsonl, or --format")?;
    let encoder = RecordEncoder::new(format, None, None, out, args.style.style(out.is_none()))?;
    if args.excel { encoder.for_excel() } else { Ok(encoder) }
}

/// Counts the events story by story; `None` if the user stopped it.
fn counted(
    store: &dyn Storage,
    query: &Query,
    is_corrected: bool,
    (mut table, progress): (EventTable, &mut Progress),
) -> Result<Option<EventTable>, onrecord_store::Error> {
    let stories = store.stories_with_events(query)?;
    let n_all = stories.iter().map(|story| story.matches.len() as u64).sum();
    let mut n_done = 0;
    for story in &stories {
        store.distinct_events(story, is_corrected)?.iter().for_each(|event| table.add(event));
        n_done += story.matches.len() as u64;
        progress.step(n_done, n_all);
        if interrupt::requested() {
            return Ok(None);
        }
    }
    Ok(Some(table))
}
