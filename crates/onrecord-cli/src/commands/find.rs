//! `onrecord find`: finds statements, events, actors or articles in a store.

use clap::ValueEnum;
use onrecord_record::MinConfidence;
use onrecord_server::{distinct_json, result_json};
use onrecord_store::{Criteria, Error, Order, Query, find_distinct_events};

use super::display_args::{ListFormat, PageArgs, StyleArgs};
use super::numbers::min_confidence;
use super::query_args::{List, QueryArgs};
use super::stores;
use crate::exit_code::SUCCESS;
use crate::progress::Progress;
use crate::render;
use crate::report::{fail, print};

const EXAMPLES: &str = "\
Examples:
  onrecord find tax --store news.db
  onrecord find '\"tax cut\" -income' --speaker Lee --since 2025 --store news.db
  onrecord find --cue 'den* OR reject*' --speaker Lee --store news.db
  onrecord find --in events --type PROTEST --country FRA --store news.db
  onrecord find --distinct --type PROTEST --store news.db
  onrecord find tax --facets --store news.db
  onrecord find --in actors minister --store news.db --format jsonl | jq .name

Exit codes:
  0    the search succeeded, even if nothing was found
  2    wrong usage, or the store failed";

/// Find statements, events, actors or articles in a store
///
/// Words and "phrases" are searched in the content of statements, in the sentences that report events, in the names of
/// actors, or in the titles and texts of articles. docs/find.md describes the search syntax.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    query: QueryArgs,

    /// List to search [default: statements; with --distinct, events]
    #[arg(long = "in", value_enum, value_name = "LIST")]
    list: Option<List>,

    /// Show events of the world: each once, with all articles of its story that report it
    #[arg(long, conflicts_with = "facets")]
    distinct: bool,

    /// Leave out statements without speakers or with a speaker confidence below P, from 0 to 1, except those that
    /// people confirmed or changed
    #[arg(long, value_name = "P", value_parser = min_confidence)]
    min_speaker_confidence: Option<MinConfidence>,

    /// Count the results by type, country, actor and month instead of listing them
    #[arg(long, conflicts_with_all = ["sort", "limit", "page"])]
    facets: bool,

    /// Order of the results [default: newest; for actors, relevance]
    #[arg(long, value_enum, value_name = "ORDER")]
    sort: Option<Sort>,

    #[command(flatten)]
    page: PageArgs,

    /// Format of the results [default: text on a terminal, else jsonl]
    #[arg(long, short, value_enum)]
    format: Option<ListFormat>,

    #[command(flatten)]
    style: StyleArgs,
}

/// The order of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// Latest first
    Newest,
    /// Earliest first
    Oldest,
    /// Best match first; for actors, those in the most articles first
    Relevance,
}

impl Args {
    fn order(&self) -> Order {
        match (self.sort, self.list()) {
            (Some(Sort::Relevance), _) | (None, List::Actors) => Order::Relevance,
            (Some(Sort::Oldest), _) => Order::Oldest,
            (Some(Sort::Newest), _) | (None, _) => Order::Newest,
        }
    }

    fn list(&self) -> List {
        self.list.unwrap_or(if self.distinct { List::Events } else { List::Statements })
    }

    fn query(&self) -> Result<Query, Error> {
        let least = self.min_speaker_confidence;
        Criteria { min_speaker_confidence: least, ..self.query.criteria() }.query(self.list().into())
    }
}

/// Writes a page of results and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let failed = |error: Error| fail(&stores::message(&error, &args.query.store));
    let format = ListFormat::or_default(args.format);
    if args.facets {
        return count(args, format).map_or_else(failed, |written| print(&written, SUCCESS));
    }
    if args.distinct {
        return distinct(args, format).map_or_else(failed, |written| print(&written, SUCCESS));
    }
    let results = match find(args) {
        Ok(results) => results,
        Err(error) => return failed(error),
    };
    let written = match format {
        ListFormat::Text => render::found::text(&results, args.page.page, &args.style.style(true)),
        ListFormat::Json => result_json::page(&results, args.list().into(), args.page.page),
        ListFormat::Jsonl => result_json::lines(&results),
    };
    if results.found.is_empty() && format != ListFormat::Json {
        Progress::new(0, None, false).note(args.page.nothing_found());
    }
    print(&written, SUCCESS)
}

/// Returns a page of results.
fn find(args: &Args) -> Result<onrecord_store::Page, Error> {
    let store = stores::open(&args.query.store)?;
    store.find(&args.query()?, args.order(), args.page.limit, args.page.offset())
}

/// Returns a page of distinct events in `format`.
fn distinct(args: &Args, format: ListFormat) -> Result<String, Error> {
    let store = stores::open(&args.query.store)?;
    let page =
        find_distinct_events(&*store, &args.query()?, args.order(), (args.page.limit, args.page.offset()), None)?;
    if page.found.is_empty() && format != ListFormat::Json {
        Progress::new(0, None, false).note(args.page.nothing_found());
    }
    Ok(match format {
        ListFormat::Text => render::distinct::text(&page, args.page.page, &args.style.style(true)),
        ListFormat::Json => distinct_json::page(&page, args.page.page),
        ListFormat::Jsonl => distinct_json::lines(&page),
    })
}

/// Returns the counts of the results in `format`.
fn count(args: &Args, format: ListFormat) -> Result<String, Error> {
    let facets = stores::open(&args.query.store)?.facets(&args.query()?)?;
    Ok(match format {
        ListFormat::Text => render::facets::text(&facets, args.list().into(), &args.style.style(true)),
        ListFormat::Json => result_json::facets(&facets, args.list().into(), true),
        ListFormat::Jsonl => result_json::facets(&facets, args.list().into(), false),
    })
}
