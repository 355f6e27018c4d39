//! `onrecord find`: what a store holds on a matter.

use std::io::{self, ErrorKind, IsTerminal, Write};

use clap::ValueEnum;
use onrecord_server::found_json;
use onrecord_store::Order;

use super::selection::{self, List, Selection};
use super::{ALL_READ, NOTHING_DONE};
use crate::progress::Progress;
use crate::render;
use crate::terminal::{self, Color};

const EXAMPLES: &str = "\
Examples:
  onrecord find tax --store news.db
  onrecord find '\"tax cut\" -income' --speaker Lee --since 2025 --store news.db
  onrecord find --in events --type PROTEST --country FRA --store news.db
  onrecord find --in actors minister --store news.db --format jsonl | jq .name

Exit codes:
  0    the store was asked; also where nothing was found
  2    wrong usage, or the store failed";

/// Find statements, events, actors or articles in a store
///
/// Words and "phrases" are looked for in what is said, in the sentences that state events, in names, or in titles and
/// texts. docs/find.md describes the language.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    selection: Selection,

    /// What to find
    #[arg(long = "in", value_enum, value_name = "LIST", default_value_t = List::Statements)]
    list: List,

    /// What comes first [default: newest; of actors relevance]
    #[arg(long, value_enum, value_name = "ORDER")]
    sort: Option<Sort>,

    /// How many to show
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1000))]
    limit: u32,

    /// Which page of so many
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    page: u32,

    /// How to write what is found [default: text on a terminal, else jsonl]
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    /// Columns of the text form, from 40 on [default: those of the terminal up to 100, else 80]
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,

    /// When to colour the text form
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// The latest.
    Newest,
    /// The earliest.
    Oldest,
    /// What fits the words best; of actors, those of the most articles.
    Relevance,
}

/// How what is found is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for people.
    Text,
    /// One indented JSON object for the page.
    Json,
    /// JSON Lines, one entry a line.
    Jsonl,
}

impl Args {
    fn order(&self) -> Order {
        match (self.sort, self.list) {
            (Some(Sort::Relevance), _) | (None, List::Actors) => Order::Relevance,
            (Some(Sort::Oldest), _) => Order::Oldest,
            (Some(Sort::Newest), _) | (None, _) => Order::Newest,
        }
    }
}

/// Shows what `args` ask for and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let progress = Progress::new(0, None, false);
    let refuse = |message: &str| {
        progress.error(message);
        NOTHING_DONE
    };
    let store = &args.selection.store;
    let skip = u64::from(args.limit) * u64::from(args.page - 1);
    let query = args.selection.query();
    let found =
        selection::open(store).and_then(|store| store.find(args.list.into(), &query, args.order(), args.limit, skip));
    let page = match found {
        Ok(page) => page,
        Err(error) => return refuse(&selection::told(&error, store)),
    };
    let here = if io::stdout().is_terminal() { Format::Text } else { Format::Jsonl };
    let format = args.format.unwrap_or(here);
    let written = match format {
        Format::Text => render::found::text(&page, args.page, &terminal::style(args.color, args.width, true)),
        Format::Json => found_json::page(&page, args.list.into(), args.page),
        Format::Jsonl => found_json::lines(&page),
    };
    if page.found.is_empty() && format != Format::Json {
        progress.note(if args.page > 1 { "found nothing on this page" } else { "found nothing" });
    }
    match io::stdout().lock().write_all(written.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            refuse(&format!("what was found cannot be written: {error}"))
        }
        _ => ALL_READ,
    }
}
