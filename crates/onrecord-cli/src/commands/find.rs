//! `onrecord find`: what a store holds on a matter.

use clap::ValueEnum;
use onrecord_server::found_json;
use onrecord_store::Order;

use super::ALL_READ;
use super::selection::{self, List, Selection};
use super::show::{Look, Paging, format_here, refuse, write};
use crate::progress::Progress;
use crate::render;

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

    #[command(flatten)]
    paging: Paging,

    /// How to write what is found [default: text on a terminal, else jsonl]
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    #[command(flatten)]
    look: Look,
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
    let store = &args.selection.store;
    let skip = args.paging.skip();
    let query = args.selection.query();
    let found = selection::open(store).and_then(|store| {
        let page = store.find(args.list.into(), &query, args.order(), args.paging.limit, skip)?;
        let others = if page.found.is_empty() { selection::other_types(&store, args.list, &query)? } else { None };
        Ok((page, others))
    });
    let (page, others) = match found {
        Ok(found) => found,
        Err(error) => return refuse(&selection::told(&error, store)),
    };
    let format = format_here(args.format, Format::Text, Format::Jsonl);
    let written = match format {
        Format::Text => render::found::text(&page, args.paging.page, &args.look.style(true)),
        Format::Json => found_json::page(&page, args.list.into(), args.paging.page),
        Format::Jsonl => found_json::lines(&page),
    };
    if page.found.is_empty() && format != Format::Json {
        progress.note(&format!("{}{}", args.paging.nothing(), others.unwrap_or_default()));
    }
    write(&written, ALL_READ)
}
