//! `onrecord read`: articles in, records out.

use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use onrecord_text::{Document, InputOptions, Metadata, normalise_date};

use super::numbers::{NO_END, number};
use super::show::{Look, refuse};
use super::{ALL_READ, INTERRUPTED, NOTHING_DONE, SOME_FAILED};
use crate::dates::Dates;
use crate::form::{Form, Format, TableName};
use crate::inputs::{self, Listing};
use crate::interrupt;
use crate::output::{Output, unwritten};
use crate::pipeline;
use crate::progress::Progress;
use crate::writer::{Outcome, Writer};

/// More threads than any machine that we know of has use for.
const MAX_THREADS: usize = 256;

const EXAMPLES: &str = "\
Examples:
  onrecord read article.txt --published 2025-02-13
  onrecord read page.html --format json
  onrecord read news/ more.jsonl --out records.jsonl
  onrecord read news/ --format csv --table actors --out actors.csv
  onrecord read https://example.org/story

Exit codes:
  0    everything was read
  1    some inputs could not be read; the records of the others are written
  2    wrong usage, nothing could be read at all, or the records could not be written
  130  stopped by Ctrl-C after the articles in hand";

/// Read articles and show who said what, or write their records
///
/// Inputs are plain text, HTML, feeds (RSS, Atom, JSON Feed), archives of pages (WARC), IPTC ninjs, or JSON with the
/// fields "text" and, where known, "id", "title", "published" (or "date" or "dct"), "publisher", "url", "byline" and
/// "language". Records come out in the order of the inputs. Nothing is fetched unless an address is named.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Files, folders, addresses of feeds or pages, or - for standard input, which is also read where nothing is named
    ///
    /// Of folders the files ending in .txt .html .htm .xhtml .json .jsonl .ndjson .rss .atom .xml .warc .warc.gz are
    /// read, sorted by name. Of a feed at an address, the pages are fetched whose texts the feed does not have, 50 at
    /// most.
    #[arg(value_name = "FILES | FOLDERS | ADDRESSES | -")]
    inputs: Vec<PathBuf>,

    /// How to write the records [default: text on a terminal, by the ending of --out, else jsonl]
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    /// The table of --format csv and parquet [default: statements]
    #[arg(long, value_enum, value_name = "TABLE")]
    table: Option<TableName>,

    /// What the inputs are written in
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = InputFormat::Auto)]
    input_format: InputFormat,

    /// Date of publication of the articles that do not say it themselves, such as 2025-02-13
    #[arg(long, value_name = "DATE", value_parser = date)]
    published: Option<String>,

    /// Publisher of the articles that do not say it themselves
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,

    /// Write the records to FILE, which appears when it is whole; for --format brat to a FOLDER
    #[arg(long, short, value_name = "FILE | FOLDER")]
    out: Option<PathBuf>,

    /// Code events with the ontology of FILE instead of the bundled one; see onrecord ontology --help
    #[arg(long, value_name = "FILE")]
    ontology: Option<PathBuf>,

    /// How many articles are read at once [default: the number of cores]
    #[arg(long, short = 'j', value_name = "N", value_parser = number::<NonZeroUsize>(1, NO_END))]
    threads: Option<NonZeroUsize>,

    #[command(flatten)]
    look: Look,

    /// Say nothing on standard error but errors
    #[arg(long, short)]
    quiet: bool,
}

/// What inputs are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum InputFormat {
    /// Told by the name and the content.
    Auto,
    /// Plain text.
    Text,
    /// Pages in HTML.
    Html,
    /// One JSON object a line.
    Jsonl,
    /// JSON over any number of lines: objects, lists of them, ninjs, JSON Feed.
    Json,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// An archive of pages (WARC), compressed or not.
    Warc,
}

pub(super) fn date(text: &str) -> Result<String, String> {
    normalise_date(text).ok_or_else(|| {
        let is_number = |part: Option<&str>| part.is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let day = text.trim().get(..10).unwrap_or_default();
        let is_day = [0..4, 5..7, 8..10].into_iter().all(|range| is_number(day.get(range)));
        match is_day && day.bytes().filter(|byte| *byte == b'-').count() == 2 {
            true => format!("there is no day {day}"),
            false => "expected a date such as 2025-02-13 or 2025-02-13T18:30:00Z".to_owned(),
        }
    })
}

/// Returns the format where none is asked for: by the ending of `out`, else by who looks at it.
pub(super) fn default_format(out: Option<&Path>) -> Format {
    match out.map(|path| path.extension().and_then(|ending| ending.to_str())) {
        Some(Some("txt")) => Format::Text,
        Some(Some("json")) => Format::Json,
        Some(Some("csv")) => Format::Csv,
        Some(Some("parquet")) => Format::Parquet,
        None if io::stdout().is_terminal() => Format::Text,
        _ => Format::Jsonl,
    }
}

/// Opens what records in `form` are written to.
pub(super) fn open_output(form: &Form, out: Option<&Path>) -> io::Result<Output> {
    match (out, form.table()) {
        (Some(folder), _) if form.is_folder() => Output::folder(folder),
        (Some(path), Some(table)) => Output::table(table, path),
        (out, _) => Output::open(out),
    }
}

/// Returns how inputs in `format` are read, with the metadata of those that do not say it.
pub(super) fn input_options(format: InputFormat, published: Option<String>, publisher: Option<String>) -> InputOptions {
    let format = match format {
        InputFormat::Auto => None,
        InputFormat::Text => Some(onrecord_text::Format::Plain),
        InputFormat::Html => Some(onrecord_text::Format::Html),
        InputFormat::Jsonl => Some(onrecord_text::Format::JsonLines),
        InputFormat::Json => Some(onrecord_text::Format::Json),
        InputFormat::Feed => Some(onrecord_text::Format::Feed),
        InputFormat::Warc => Some(onrecord_text::Format::Warc),
    };
    InputOptions { format, metadata: Metadata { published, publisher, ..Metadata::default() } }
}

/// Returns the paths to read; the reason, with the command that says more, where there is nothing to read.
pub(super) fn paths(inputs: &[PathBuf], help: &str) -> Result<Vec<PathBuf>, String> {
    if inputs.is_empty() && io::stdin().is_terminal() {
        return Err(format!("expected files, folders or - to read, found none; see {help}"));
    }
    if inputs.iter().filter(|path| path.as_os_str() == "-").count() > 1 {
        return Err("expected - (standard input) once, found it twice".to_owned());
    }
    Ok(if inputs.is_empty() { vec![PathBuf::from("-")] } else { inputs.to_vec() })
}

/// Returns how many threads read, as asked for or as there are cores.
pub(super) fn n_threads(asked: Option<NonZeroUsize>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    asked.map_or_else(cores, NonZeroUsize::get).min(MAX_THREADS)
}

/// Reads what `args` name and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let paths = match paths(&args.inputs, "onrecord read --help") {
        Ok(paths) => paths,
        Err(message) => return refuse(&message),
    };
    let style = args.look.style(args.out.is_none());
    let form = match Form::new(
        args.format.unwrap_or_else(|| default_format(args.out.as_deref())),
        args.table,
        args.out.as_deref(),
        style,
    ) {
        Ok(form) => form,
        Err(message) => return refuse(&message),
    };
    let out = args.out.as_deref().and_then(|path| std::fs::canonicalize(path).ok());
    let listing = Listing::of(&paths, out.as_deref());
    if out.is_some_and(|out| listing.has(&out)) {
        return refuse("the file of --out is also an input; expected another name");
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
    let output = match open_output(&form, args.out.as_deref()) {
        Ok(output) => output,
        Err(error) => {
            let out = args.out.as_deref().unwrap_or(Path::new("-")).display();
            return refuse(&format!("{out}: {}", unwritten(&error)));
        }
    };
    interrupt::listen(INTERRUPTED);
    let names: Vec<String> = listing.inputs.iter().map(|input| input.name.clone()).collect();
    let (dates, work) = (Dates::default(), progress.work());
    let mut writer = Writer::new(output, progress, names.clone(), form.header(), form.rule());
    let read = |document: Document| {
        let _in_work = work.begin(document.text().len());
        form.write(&reader.read(&document))
    };
    let options = input_options(args.input_format, args.published.clone(), args.publisher.clone());
    let looked = dates.clone();
    let articles = inputs::documents(listing.inputs, options).inspect(move |taken| {
        if let Ok(document) = &taken.found {
            looked.look(taken.input, document);
        }
    });
    pipeline::run(articles, n_threads(args.threads), interrupt::asked, read, |taken| writer.take(taken));
    let outcome = writer.finish(interrupt::asked());
    dates.tell(&names, args.quiet);
    match outcome {
        Outcome::AllRead => ALL_READ,
        Outcome::SomeFailed => SOME_FAILED,
        Outcome::NothingRead | Outcome::NotWritten => NOTHING_DONE,
        Outcome::Interrupted => INTERRUPTED,
    }
}
