//! `onrecord add`: articles in, and kept.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use std::num::NonZeroUsize;

use onrecord_record::check;
use onrecord_store::{Known, Store};

use super::numbers::{NO_END, number};
use super::read::{InputFormat, date, input_options, n_threads, paths};
use super::show::refuse;
use super::{ALL_READ, INTERRUPTED, NOTHING_DONE, SOME_FAILED};
use crate::dates::Dates;
use crate::inputs::{self, Article, Listing};
use crate::interrupt;
use crate::keeper::{Answer, Keeper, Outcome, reader_version};
use crate::pipeline;
use crate::progress::Progress;
use crate::web::Web;

const EXAMPLES: &str = "\
Examples:
  onrecord add news/ --store news.db
  onrecord add today.jsonl --store news.db --verbose
  onrecord add https://example.org/feed.xml --store news.db

Exit codes:
  0    every article is in the store
  1    some inputs could not be read; the other articles are in the store
  2    wrong usage, nothing could be read at all, or the store failed
  130  stopped by Ctrl-C after the articles in hand, which are kept; run it again to go on";

/// Read articles and keep their records in a store
///
/// An article that is there already (the same id, address or text) changes nothing and is not read again; one that has
/// changed becomes a new version. What is told as kept is on the disk.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Files, folders, addresses of feeds or pages, or - for standard input, which is also read where nothing is named
    ///
    /// Of folders the files ending in .txt .html .htm .xhtml .json .jsonl .ndjson .rss .atom .xml .warc .warc.gz are
    /// read, sorted by name. Of a feed at an address, the pages are fetched whose texts the feed does not have, as
    /// --pages says.
    #[arg(value_name = "FILES | FOLDERS | ADDRESSES | -")]
    inputs: Vec<PathBuf>,

    /// The store: a file, which is made where there is none
    #[arg(long, value_name = "FILE")]
    store: PathBuf,

    /// What the inputs are written in
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = InputFormat::Auto)]
    input_format: InputFormat,

    /// Date of publication of the articles that do not say it themselves, such as 2025-02-13
    #[arg(long, value_name = "DATE", value_parser = date)]
    published: Option<String>,

    /// Publisher of the articles that do not say it themselves
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,

    /// How many pages of each feed are fetched at most [default: 50]
    #[arg(long, value_name = "N", value_parser = number::<usize>(0, NO_END))]
    pages: Option<usize>,

    /// Code events with the ontology of FILE instead of the bundled one; see onrecord ontology --help
    #[arg(long, value_name = "FILE")]
    ontology: Option<PathBuf>,

    /// How many articles are read at once [default: the number of cores]
    #[arg(long, short = 'j', value_name = "N", value_parser = number::<NonZeroUsize>(1, NO_END))]
    threads: Option<NonZeroUsize>,

    /// Write a line for each article: new, changed or same, a tab, and its id
    #[arg(long, short)]
    verbose: bool,

    /// Say nothing on standard error but errors
    #[arg(long, short)]
    quiet: bool,
}

/// Keeps what `args` name and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let paths = match paths(&args.inputs, "onrecord add --help") {
        Ok(paths) => paths,
        Err(message) => return refuse(&message),
    };
    let store_path = std::fs::canonicalize(&args.store).ok();
    let listing = Listing::of(&paths, store_path.as_deref());
    if store_path.is_some_and(|path| listing.has(&path)) {
        return refuse("the file of --store is also an input; expected another name");
    }
    let mut progress = Progress::new(listing.inputs.len(), listing.size(), args.quiet);
    inputs::tell_passed_over(&listing, &progress);
    if listing.inputs.is_empty() {
        return refuse("found nothing to read");
    }
    let reader = match super::ontology::reader(args.ontology.as_deref()) {
        Ok(reader) => reader,
        Err(message) => return refuse(&message),
    };
    let again = || Store::open_read_only(&args.store);
    let opened = Store::create(&args.store).and_then(|store| Ok((store, again()?, again()?)));
    let (store, seen, asked) = match opened {
        Ok((store, seen, asked)) => (store, Mutex::new(seen), asked),
        Err(error) => return refuse(&format!("{}: {error}", args.store.display())),
    };
    interrupt::listen(INTERRUPTED);
    let names: Vec<String> = listing.inputs.iter().map(|input| input.name.clone()).collect();
    let (dates, work) = (Dates::default(), progress.work());
    let version = reader_version(&reader);
    let mut keeper = Keeper::new(store, &version, progress, names.clone(), args.verbose);
    let read = |article: Article| {
        let document = match article {
            Article::New(document) => document,
            Article::Known(id) => return Answer::Same(id),
        };
        // Where this fails, keeping fails too, and says why.
        let known = seen.lock().unwrap_or_else(PoisonError::into_inner).known(document.info());
        if let Ok(Known::Same(_)) = known {
            return Answer::Same(document.info().id.clone());
        }
        let _in_work = work.begin(document.text().len());
        let record = reader.read(&document);
        match check::problems(&record).first() {
            None => Answer::Record(Box::new(record)),
            Some(problem) => Answer::Unsound(format!("the record of {:?}: {problem}", record.document.id)),
        }
    };
    let options = input_options(args.input_format, args.published.clone(), args.publisher.clone());
    let web = Web::of_store(asked, args.pages);
    let looked = dates.clone();
    let articles = inputs::articles(listing.inputs, options, web).inspect(move |taken| {
        if let Ok(Article::New(document)) = &taken.found {
            looked.look(taken.input, document);
        }
    });
    pipeline::run(articles, n_threads(args.threads), interrupt::asked, read, |taken| keeper.take(taken));
    let outcome = keeper.finish();
    dates.tell(&names, args.quiet);
    match (outcome, interrupt::asked()) {
        (Outcome::NothingKept, false) => NOTHING_DONE,
        (_, true) => INTERRUPTED,
        (Outcome::AllKept, false) => ALL_READ,
        (Outcome::SomeFailed, false) => SOME_FAILED,
    }
}
