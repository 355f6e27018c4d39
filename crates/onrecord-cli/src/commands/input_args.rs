//! The input options that all commands which read articles share.

use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use onrecord_text::{Columns, InputOptions, Metadata, normalise_date};

use super::numbers::{UNBOUNDED, number};
use crate::languages::Languages;
use crate::listing::Listing;
use crate::progress::Progress;

/// The maximum number of threads, more than any known machine can use.
const MAX_THREADS: usize = 256;

/// The articles to read.
#[derive(Debug, clap::Args)]
pub(super) struct InputArgs {
    /// Files, folders, addresses of feeds or pages, or - for standard input, which is also the default
    ///
    /// In folders, files ending in .txt .html .htm .xhtml .json .jsonl .ndjson .csv .tsv .tab .rss .atom .xml .docx
    /// .epub .warc, with or without .gz, are read, sorted by name. For a feed at an address, the pages of entries
    /// without a full text are fetched, at most 50 in a run.
    #[arg(value_name = "FILES | FOLDERS | ADDRESSES | -")]
    inputs: Vec<PathBuf>,

    /// Format of the inputs
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = InputFormat::Auto)]
    input_format: InputFormat,

    /// Columns of tables (CSV, TSV) with the text and the metadata, such as text=body,published=date
    ///
    /// The fields are text, id, title, publisher, url, byline, published and language. Columns with usual names (body,
    /// headline, author, date) are found without this option; a column of ids that are only numbers is used only if it
    /// is named here.
    #[arg(long, value_name = "FIELD=COLUMN,...", value_parser = Columns::parse)]
    columns: Option<Columns>,

    /// Publication date for articles that do not give one, such as 2025-02-13
    #[arg(long, value_name = "DATE", value_parser = date)]
    published: Option<String>,

    /// Publisher for articles that do not give one
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
}

/// How articles are read.
#[derive(Debug, clap::Args)]
pub(super) struct ReadingArgs {
    /// Code events with the ontology in FILE instead of the bundled one; see onrecord ontology --help
    #[arg(long, value_name = "FILE")]
    pub(super) ontology: Option<PathBuf>,

    /// Use the organizations and people in the table FILE; they take precedence over the bundled ones
    #[arg(long, value_name = "FILE")]
    pub(super) knowledge: Option<PathBuf>,

    /// Languages to read; the record of an article in another language has only its text and metadata
    #[arg(long, value_enum, value_name = "LANGUAGE", default_value_t)]
    pub(super) language: Languages,

    #[command(flatten)]
    pub(super) threads: ThreadArgs,
}

/// How many articles are read at once.
#[derive(Debug, clap::Args)]
pub(super) struct ThreadArgs {
    /// Number of articles read at the same time [default: the number of cores]
    #[arg(long, short = 'j', value_name = "N", value_parser = number::<NonZeroUsize>(1, UNBOUNDED))]
    threads: Option<NonZeroUsize>,
}

impl ThreadArgs {
    /// Returns the number of threads that read articles.
    pub(super) fn count(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.threads.map_or_else(cores, NonZeroUsize::get).min(MAX_THREADS)
    }
}

/// The format of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum InputFormat {
    /// Detected from the name and the content
    Auto,
    /// Plain text
    Text,
    /// HTML pages
    Html,
    /// JSON Lines, one object per line
    Jsonl,
    /// JSON over any number of lines: objects, lists of objects, ninjs, JSON Feed
    Json,
    /// A table with a header row, and cells separated by commas, semicolons, tabs or bars
    Csv,
    /// A table with a header row, and cells separated by tabs
    Tsv,
    /// RSS, Atom or JSON Feed
    Feed,
    /// A web archive (WARC), compressed or not
    Warc,
    /// News agency XML: NITF or NewsML-G2
    Newsml,
    /// A Word file
    Docx,
    /// An EPUB book; each part becomes an article
    Epub,
}

impl InputFormat {
    /// Returns how inputs in this format are read, with the metadata of articles that do not give their own.
    pub(super) fn options(self, published: Option<String>, publisher: Option<String>) -> InputOptions {
        let format = match self {
            InputFormat::Auto => None,
            InputFormat::Text => Some(onrecord_text::Format::Plain),
            InputFormat::Html => Some(onrecord_text::Format::Html),
            InputFormat::Jsonl => Some(onrecord_text::Format::JsonLines),
            InputFormat::Json => Some(onrecord_text::Format::Json),
            InputFormat::Csv => Some(onrecord_text::Format::Csv),
            InputFormat::Tsv => Some(onrecord_text::Format::Tsv),
            InputFormat::Feed => Some(onrecord_text::Format::Feed),
            InputFormat::Warc => Some(onrecord_text::Format::Warc),
            InputFormat::Newsml => Some(onrecord_text::Format::NewsMl),
            InputFormat::Docx => Some(onrecord_text::Format::Docx),
            InputFormat::Epub => Some(onrecord_text::Format::Epub),
        };
        let metadata = Metadata { published, publisher, ..Metadata::default() };
        InputOptions { format, metadata, ..InputOptions::default() }
    }
}

/// Returns a publication date in the format of records.
pub(super) fn date(text: &str) -> Result<String, String> {
    normalise_date(text).ok_or_else(|| {
        let is_number = |part: Option<&str>| part.is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let day = text.trim().get(..10).unwrap_or_default();
        let is_day = [0..4, 5..7, 8..10].into_iter().all(|range| is_number(day.get(range)));
        match is_day && day.bytes().filter(|byte| *byte == b'-').count() == 2 {
            true => format!("there is no day {day}"),
            false => "expected a date such as 2025-02-13, 13.2.2025 or 2025-02-13T18:30:00Z".to_owned(),
        }
    })
}

impl InputArgs {
    /// Returns the inputs of `command`, and the progress of reading them. `output` is the file that the command
    /// writes, and the option that names it.
    ///
    /// # Errors
    ///
    /// The reason why there is nothing to read, or why the output cannot be written.
    pub(super) fn open(
        &self,
        command: &str,
        output: (&str, Option<&Path>),
        quiet: bool,
    ) -> Result<(Listing, Progress), String> {
        let (option, output) = output;
        let output = output.and_then(|path| std::fs::canonicalize(path).ok());
        let listing = Listing::of(&self.paths(command)?, output.as_deref());
        if output.is_some_and(|output| listing.has(&output)) {
            return Err(format!("the file of {option} is also an input; expected another name"));
        }
        let progress = Progress::new(listing.inputs.len(), listing.size(), quiet);
        listing.report_skipped(&progress);
        if listing.inputs.is_empty() {
            return Err("found nothing to read".to_owned());
        }
        Ok((listing, progress))
    }

    /// Returns the paths to read.
    fn paths(&self, command: &str) -> Result<Vec<PathBuf>, String> {
        if self.inputs.is_empty() && io::stdin().is_terminal() {
            return Err(format!("expected files, folders or - to read, found none; see onrecord {command} --help"));
        }
        if self.inputs.iter().filter(|path| path.as_os_str() == "-").count() > 1 {
            return Err("expected - (standard input) once, found it twice".to_owned());
        }
        Ok(if self.inputs.is_empty() { vec![PathBuf::from("-")] } else { self.inputs.clone() })
    }

    /// Returns how the inputs are read.
    pub(super) fn options(&self) -> InputOptions {
        let options = self.input_format.options(self.published.clone(), self.publisher.clone());
        InputOptions { columns: self.columns.clone().unwrap_or_default(), ..options }
    }
}
