//! `onrecord read`: reads articles and writes their records.

use onrecord_batch::pipeline;
use onrecord_export::Table;
use onrecord_record::{MinConfidence, Thresholds};
use onrecord_text::Document;

use super::input_args::{InputArgs, ReadingArgs};
use super::numbers::min_confidence;
use super::output_args::OutputArgs;
use crate::article_source::documents;
use crate::date_warnings::DateWarnings;
use crate::exit_code::INTERRUPTED;
use crate::interrupt;
use crate::languages::OtherLanguages;
use crate::record_writer::RecordWriter;
use crate::report::fail;

const EXAMPLES: &str = "\
Examples:
  onrecord read article.txt --published 2025-02-13
  onrecord read page.html --format json
  onrecord read news/ more.jsonl --out records.jsonl
  onrecord read news/ --format csv --table actors --out actors.csv
  onrecord read news/ --min-confidence 0.5 --format csv --table events
  onrecord read https://example.org/story

Exit codes:
  0    all inputs were read
  1    some inputs could not be read; the records of the others were written
  2    wrong usage, no input could be read, or the records could not be written
  130  stopped by Ctrl-C, after writing the articles being read";

/// Read articles, and show or write their records
///
/// Inputs are plain text, HTML, feeds (RSS, Atom, JSON Feed), web archives (WARC), IPTC ninjs, NITF, NewsML-G2, Word,
/// EPUB, tables (CSV, TSV) with a header row, or JSON with the field "text" and optionally "id", "title", "published"
/// (or "date" or "dct"), "publisher", "url", "byline" and "language". Records are written in the order of the inputs.
/// Nothing is fetched unless an address is given.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,

    #[command(flatten)]
    output: OutputArgs,

    #[command(flatten)]
    reading: ReadingArgs,

    /// Leave out statements and events with a confidence below P, from 0 to 1
    #[arg(long, value_name = "P", value_parser = min_confidence)]
    min_confidence: Option<MinConfidence>,

    /// Leave out the speakers of statements whose speaker confidence is below P, from 0 to 1
    #[arg(long, value_name = "P", value_parser = min_confidence)]
    min_speaker_confidence: Option<MinConfidence>,

    /// Write only errors to standard error
    #[arg(long, short)]
    quiet: bool,
}

/// Reads the articles and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    read(args).unwrap_or_else(|message| fail(&message))
}

fn read(args: &Args) -> Result<u8, String> {
    let encoder = args.output.encoder(Table::Statements)?;
    let (listing, mut progress) = args.input.open("read", ("--out", args.output.out.as_deref()), args.quiet)?;
    let reader = super::knowledge::reader(args.reading.ontology.as_deref(), args.reading.knowledge.as_deref())?;
    let output = args.output.open(&encoder)?;
    interrupt::listen(INTERRUPTED);
    let names: Vec<String> = listing.inputs.iter().map(|input| input.name.clone()).collect();
    let active = progress.active_articles();
    let mut writer = RecordWriter::new(output, progress, names.clone());
    let thresholds = Thresholds { entries: args.min_confidence, speakers: args.min_speaker_confidence };
    let encode = |document: Document| {
        let _active = active.begin(document.text().len());
        let record = args.reading.language.read(&reader, &document);
        encoder.encode(&thresholds.apply(record))
    };
    let warnings = DateWarnings::default();
    let others = OtherLanguages::default();
    let (dates, languages) = (warnings.clone(), others.clone());
    let articles = documents(listing.inputs, args.input.options()).inspect(move |item| {
        if let Ok(document) = &item.result {
            dates.check(item.input, document);
            languages.check(document);
        }
    });
    pipeline::run(articles, args.reading.threads.count(), interrupt::requested, encode, |item| writer.write(item));
    let exit_code = writer.finish(interrupt::requested());
    warnings.report(&names, args.quiet);
    others.report(args.reading.language, args.quiet);
    Ok(exit_code)
}
