//! `onrecord add`: reads articles and keeps their records in a store.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use onrecord_batch::pipeline;
use onrecord_read::Reader;
use onrecord_record::check;
use onrecord_store::{Known, SqliteStore, Storage};
use onrecord_text::Document;

use super::input_args::{InputArgs, ReadingArgs};
use super::numbers::{UNBOUNDED, number};
use crate::article::Article;
use crate::article_source::articles;
use crate::batch_writer::{Add, BatchWriter, Reading};
use crate::date_warnings::DateWarnings;
use crate::exit_code::INTERRUPTED;
use crate::interrupt;
use crate::languages::{Languages, OtherLanguages};
use crate::progress::ActiveArticles;
use crate::render::clean;
use crate::report::fail;
use crate::web::Web;

const EXAMPLES: &str = "\
Examples:
  onrecord add news/ --store news.db
  onrecord add today.jsonl --store news.db --verbose
  onrecord add https://example.org/feed.xml --store news.db

Exit codes:
  0    every article is in the store
  1    some inputs could not be read; the other articles are in the store
  2    wrong usage, no input could be read, or the store failed
  130  stopped by Ctrl-C, after saving the articles being read; run the command again to continue";

/// Read articles and save their records in a store
///
/// An article that is already in the store (same id, address or text) is not read again; one that has changed becomes a
/// new version. An article is reported only after its record has been written to disk. The store keeps complete
/// records; to leave out entries with a low confidence, use --min-confidence of find and export.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,

    /// The store, a file that is created if it does not exist
    #[arg(long, value_name = "FILE", env = "ONRECORD_STORE")]
    store: PathBuf,

    /// Maximum number of pages fetched for each feed [default: 50]
    #[arg(long, value_name = "N", value_parser = number::<usize>(0, UNBOUNDED))]
    pages: Option<usize>,

    #[command(flatten)]
    reading: ReadingArgs,

    /// Write a line for each article: new, changed or same, a tab, and its id in the store
    #[arg(long, short)]
    verbose: bool,

    /// Write only errors to standard error
    #[arg(long, short)]
    quiet: bool,
}

/// Adds the articles and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    add(args).unwrap_or_else(|message| fail(&message))
}

fn add(args: &Args) -> Result<u8, String> {
    let (listing, mut progress) = args.input.open("add", ("--store", Some(&args.store)), args.quiet)?;
    let reader = super::knowledge::reader(args.reading.ontology.as_deref(), args.reading.knowledge.as_deref())?;
    let [store, for_texts, for_feeds] =
        open_three(args).map_err(|error| format!("{}: {error}", args.store.display()))?;
    interrupt::listen(INTERRUPTED);
    let names: Vec<String> = listing.inputs.iter().map(|input| input.name.clone()).collect();
    let active = progress.active_articles();
    let version = reader.version();
    let mut writer = BatchWriter::new(Add::new(args.verbose), store, &version, progress, names.clone());
    let for_texts = Mutex::new(for_texts);
    let warnings = DateWarnings::default();
    let others = OtherLanguages::default();
    let (dates, languages) = (warnings.clone(), others.clone());
    let web = Web::of_store(for_feeds, args.pages);
    let articles = articles(listing.inputs, args.input.options(), web).inspect(move |item| {
        if let Ok(Article::New(document)) = &item.result {
            dates.check(item.input, document);
            languages.check(document);
        }
    });
    let read = |article| read_unknown(article, (&reader, args.reading.language), &for_texts, &active);
    pipeline::run(articles, args.reading.threads.count(), interrupt::requested, read, |item| writer.take(item));
    let exit_code = writer.finish(interrupt::requested());
    warnings.report(&names, args.quiet);
    others.report(args.reading.language, args.quiet);
    Ok(exit_code)
}

/// Opens the store for writing, for finding known texts, and for finding known entries of feeds.
fn open_three(args: &Args) -> Result<[Box<dyn Storage>; 3], onrecord_store::Error> {
    let store = SqliteStore::create(&args.store)?;
    let read_only = || SqliteStore::open_read_only(&args.store);
    Ok([Box::new(store), Box::new(read_only()?), Box::new(read_only()?)])
}

/// Returns the id under which the store has exactly this article, or `None` if it does not have it.
fn stored_id(document: &Document, store: &dyn Storage) -> Result<Option<String>, onrecord_store::Error> {
    match store.known(document.info())? {
        Known::Same(article) => Ok(Some(store.article(article)?.doc_id)),
        _ => Ok(None),
    }
}

/// Reads an article, unless the store has it.
fn read_unknown(
    article: Article,
    (reader, languages): (&Reader, Languages),
    store: &Mutex<Box<dyn Storage>>,
    active: &ActiveArticles,
) -> Reading {
    let document = match article {
        Article::New(document) => document,
        Article::Known(id) => return Reading::Unchanged(id),
    };
    // If this fails, writing to the store fails too and reports the reason.
    if let Ok(Some(id)) = stored_id(&document, &**store.lock().unwrap_or_else(PoisonError::into_inner)) {
        return Reading::Unchanged(id);
    }
    let _active = active.begin(document.text().len());
    let record = languages.read(reader, &document);
    match check::problems(&record).first() {
        None => Reading::Record(Box::new(record)),
        Some(problem) => {
            let info = &record.document;
            let origin = info.origin.as_ref().map(|origin| format!("{origin}: ")).unwrap_or_default();
            Reading::Invalid(format!("{}the record of {:?}: {problem}", clean(&origin), info.id))
        }
    }
}
