//! `onrecord demo`: creates a small store from bundled articles and serves its pages.

use std::path::{Path, PathBuf};

use onrecord_read::Reader;
use onrecord_record::Record;
use onrecord_store::{Error, ErrorKind, Found, List, Order, Provenance, Query, SqliteStore, Storage};
use onrecord_text::{InputOptions, read_input};

use super::{serve, stores};
use crate::batch_writer::now;
use crate::exit_code::SUCCESS;
use crate::progress::Progress;
use crate::report::fail;

/// Fourteen articles about three fictional events, one JSON object per line.
const ARTICLES: &str = include_str!("demo/articles.jsonl");

/// The prefix of the ids of these articles.
const ID_PREFIX: &str = "demo:";

const EXAMPLES: &str = "\
Examples:
  onrecord demo
  onrecord demo --store try.db --no-serve
  onrecord find --store try.db --speaker Lund

Exit codes:
  0    the store exists, and the server was stopped by Ctrl-C
  2    wrong usage, or the store or the address could not be opened";

/// Create a small store from articles that come with the program, and serve its pages
///
/// The store holds 14 articles about three invented stories: a ferry accident, a strike, and talks about a river. All
/// commands work on it. Delete the file when you no longer need it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The store, a file that is created if it does not exist
    #[arg(long, value_name = "FILE", default_value = "onrecord-demo.db")]
    store: PathBuf,

    #[command(flatten)]
    port: serve::PortArg,

    /// Create the store without serving it
    #[arg(long)]
    no_serve: bool,

    /// Write only errors to standard error
    #[arg(long, short)]
    quiet: bool,
}

/// Creates the store, serves it, and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let progress = Progress::new(0, None, args.quiet);
    let path = args.store.display();
    match make(&args.store) {
        Ok(0) => progress.note(&format!("{path} already has the articles of the demo")),
        Ok(n_added) => progress.note(&format!("read {n_added} articles into {path}")),
        Err(message) => return fail(&message),
    }
    if args.no_serve {
        return SUCCESS;
    }
    serve::run(&serve::Args::local(args.store.clone(), args.port, args.quiet))
}

/// Adds the articles to the store at `path` and returns how many are new.
fn make(path: &Path) -> Result<usize, String> {
    let to_message = |error: Error| stores::message(&error, path);
    let mut store = SqliteStore::create(path).map_err(to_message)?;
    ensure_demo(&store).map_err(to_message)?;
    let reader = Reader::new().map_err(|error| error.to_string())?;
    let mut records = Vec::new();
    for document in read_input("articles.jsonl", ARTICLES.as_bytes(), &InputOptions::default()) {
        let document = document.map_err(|error| error.to_string())?;
        let is_known = matches!(store.known(document.info()).map_err(to_message)?, onrecord_store::Known::Same(_));
        if !is_known {
            records.push(reader.read(&document));
        }
    }
    keep(&mut store, &records, &reader).map_err(to_message)?;
    Ok(records.len())
}

fn keep(store: &mut SqliteStore, records: &[Record], reader: &Reader) -> Result<(), Error> {
    let from = Provenance { reader: &reader.version(), time: &now() };
    store.keep(records, from).map(drop)
}

/// Rejects a store with other articles, so that the fictional ones are not mixed with real ones.
fn ensure_demo(store: &dyn Storage) -> Result<(), Error> {
    let page = store.find(&Query::everything(List::Articles), Order::Newest, 50, 0)?;
    let is_demo = |found: &Found| matches!(found, Found::Article(article) if article.doc_id.starts_with(ID_PREFIX));
    if page.found.iter().all(is_demo) {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Query, "the store has other articles; expected another --store for the demo"))
}
