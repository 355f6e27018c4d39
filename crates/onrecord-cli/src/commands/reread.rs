//! `onrecord reread`: reads the articles of a store again.

use std::path::PathBuf;

use onrecord_batch::pipeline::{self, Failure, PipelineItem};
use onrecord_read::{Reader, UserFiles};
use onrecord_record::{DocumentInfo, Record, check};
use onrecord_store::{ArticleId, Error, OTHER_SOURCE, SqliteStore, Storage};
use onrecord_text::{Document, INPUT_NOTICES, Metadata};

use super::input_args::ThreadArgs;
use super::stores;
use crate::batch_writer::{BatchWriter, Replace};
use crate::exit_code::INTERRUPTED;
use crate::interrupt;
use crate::languages::{Languages, NOT_READ, OtherLanguages};
use crate::progress::Progress;
use crate::report::fail;

const EXIT_CODES: &str = "\
Exit codes:
  0    all records are by this version, except those that need an ontology or knowledge file
  1    some articles could not be read again; their records are unchanged
  2    wrong usage, or the store failed
  130  stopped by Ctrl-C, after saving the articles being read; run the command again to continue";

/// Read again the articles of a store whose records were made by another version of onrecord
///
/// Each new record replaces the old one; records of older versions of an article are unchanged. Records are saved as
/// the command runs, so that an interrupted run can be continued. Articles that were read with an ontology of your own
/// need --ontology, and articles that were read with a knowledge file need --knowledge; without it, they are skipped.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Args {
    /// The store
    #[arg(long, value_name = "FILE", env = "ONRECORD_STORE")]
    store: PathBuf,

    /// Read all articles again, even if this version has read them, or if they were read without an ontology or
    /// knowledge file
    #[arg(long)]
    all: bool,

    /// Code events with the ontology in FILE in articles that were read with an ontology of your own
    #[arg(long, value_name = "FILE")]
    ontology: Option<PathBuf>,

    /// Use the organizations and people in the table FILE; they take precedence over the bundled ones
    #[arg(long, value_name = "FILE")]
    knowledge: Option<PathBuf>,

    /// Languages to read; the record of an article in another language has only its text and metadata, unless it was
    /// read before
    #[arg(long, value_enum, value_name = "LANGUAGE", default_value_t)]
    language: Languages,

    #[command(flatten)]
    threads: ThreadArgs,

    /// Write only errors to standard error
    #[arg(long, short)]
    quiet: bool,
}

/// Replaces the records and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let reader = match super::knowledge::reader(args.ontology.as_deref(), args.knowledge.as_deref()) {
        Ok(reader) => reader,
        Err(message) => return fail(&message),
    };
    reread(args, &reader).unwrap_or_else(|error| fail(&stores::message(&error, &args.store)))
}

fn reread(args: &Args, reader: &Reader) -> Result<u8, Error> {
    let version = reader.version();
    let store = SqliteStore::open(&args.store)?;
    let old = SqliteStore::open_read_only(&args.store)?;
    // No reader has an empty version, so an empty version selects all records.
    let articles = store.made_by_others(if args.all { "" } else { &version })?;
    let (articles, left) = Left::of(args, articles, &old)?;
    interrupt::listen(INTERRUPTED);
    let (operation, progress) = (Replace::new(articles.len() as u64), Progress::stepped(args.quiet));
    let name = args.store.display().to_string();
    let mut writer = BatchWriter::new(operation, Box::new(store), &version, progress, vec![name]);
    let records = articles.into_iter().enumerate().map(move |(idx, article)| {
        let record = old.record(article);
        let size = record.as_ref().map_or(0, |record| record.document.text.len());
        let failure = |error| Failure::Input(format!("article {}: {error}", article.0));
        let result = record.map(|record| (article, record)).map_err(failure);
        PipelineItem { input: 0, part: None, bytes: idx as u64, size, result }
    });
    let others = OtherLanguages::default();
    let read = |(article, record)| (article, read_again(reader, (args.language, &others), record));
    pipeline::run(records, args.threads.count(), interrupt::requested, read, |item| writer.take(item));
    let exit_code = writer.finish(interrupt::requested());
    left.report(args.quiet);
    others.report(args.language, args.quiet);
    Ok(exit_code)
}

/// The numbers of records that are left unchanged, because they were read with other user files than the given ones.
#[derive(Debug, Default)]
struct Left {
    n_with_ontology: u64,
    n_with_knowledge: u64,
    n_without_files: u64,
}

impl Left {
    /// Returns the articles that can be reread with the files in `args`, and counts the others.
    fn of(args: &Args, articles: Vec<ArticleId>, store: &dyn Storage) -> Result<(Vec<ArticleId>, Left), Error> {
        let (mut reread, mut left) = (Vec::with_capacity(articles.len()), Left::default());
        for article in articles {
            let made_by = store.versions(article)?.pop().map(|version| version.reader).unwrap_or_default();
            let made_with = UserFiles::of_version(&made_by);
            if made_with.has_ontology && args.ontology.is_none() {
                left.n_with_ontology += 1;
            } else if made_with.has_knowledge && args.knowledge.is_none() {
                left.n_with_knowledge += 1;
            } else if !args.all
                && (args.ontology.is_some() && !made_with.has_ontology
                    || args.knowledge.is_some() && !made_with.has_knowledge)
            {
                left.n_without_files += 1;
            } else {
                reread.push(article);
            }
        }
        Ok((reread, left))
    }

    fn report(&self, quiet: bool) {
        let progress = Progress::new(0, None, quiet);
        for (n, made, hint) in [
            (self.n_with_ontology, "with an ontology of your own", "see --ontology"),
            (self.n_with_knowledge, "with organizations and people of your own", "see --knowledge"),
            (self.n_without_files, "without such a file", "see --all"),
        ] {
            match n {
                0 => {}
                1 => progress.note(&format!("1 article was read {made} and stays as it is; {hint}")),
                n => progress.note(&format!("{n} articles were read {made} and stay as they are; {hint}")),
            }
        }
    }
}

/// Returns the new record that `reader` produces for the article of `old`. If the article was read regardless of its
/// language before, it is read that way again.
///
/// # Errors
///
/// The rule for records that the new record violates.
fn read_again(
    reader: &Reader,
    (languages, others): (Languages, &OtherLanguages),
    old: Record,
) -> Result<Record, String> {
    let was_read = old.notices.iter().all(|notice| notice.code != NOT_READ);
    let DocumentInfo { id, title, publisher, url, byline, published, language, host, origin, text } = old.document;
    let id = Some(id);
    let metadata = Metadata { id, title, publisher, url, byline, published, language: Some(language) };
    let document = Document::new(text, metadata).with_host(host);
    let document = match origin {
        Some(origin) => document.with_origin(origin),
        None => document,
    };
    let mut record = if was_read && languages == Languages::En {
        Languages::Any.read(reader, &document)
    } else {
        others.check(&document);
        languages.read(reader, &document)
    };
    let is_of_input = |code: &str| INPUT_NOTICES.contains(&code) || code == OTHER_SOURCE;
    let of_input = old.notices.into_iter().filter(|notice| is_of_input(&notice.code));
    let mut notices: Vec<_> = of_input.filter(|notice| !record.notices.contains(notice)).collect();
    notices.append(&mut record.notices);
    record.notices = notices;
    match check::problems(&record).first() {
        None => Ok(record),
        Some(problem) => Err(format!("the record of {:?}: {problem}", record.document.id)),
    }
}
