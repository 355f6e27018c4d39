//! `onrecord explain`: why an event is in the record.

use std::path::PathBuf;

use onrecord_record::{EventId, StatementId};
use onrecord_text::Document;

use super::ALL_READ;
use super::ontology::reader;
use super::read::{InputFormat, date, input_options};
use super::show::{refuse, write};
use crate::inputs::{self, Listing};
use crate::pipeline::Failure;
use crate::render;

const EXAMPLES: &str = "\
Examples:
  onrecord explain article.txt
  onrecord explain article.txt --event e3 --published 2025-02-13
  onrecord explain news.jsonl --id 17 --statement s2

Exit codes:
  0    it is explained
  2    wrong usage, no such article, event or statement, or the input could not be read";

/// Say why the events of an article are in its record
///
/// For each place that tells the event: the word and its line in the ontology, the pattern, who takes part by which words,
/// what sets the status, and where time and place come from.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A file, or - for standard input
    #[arg(value_name = "FILE | -")]
    input: PathBuf,

    /// The event, such as e3 [default: all of them]
    #[arg(long, value_name = "ID", conflicts_with = "statement", value_parser = event_id)]
    event: Option<EventId>,

    /// A statement instead, such as s2
    #[arg(long, value_name = "ID", value_parser = statement_id)]
    statement: Option<StatementId>,

    /// The article, by its id, where the file has several
    #[arg(long, value_name = "ID")]
    id: Option<String>,

    /// Code events with the ontology of FILE instead of the bundled one
    #[arg(long, value_name = "FILE")]
    ontology: Option<PathBuf>,

    /// What the input is written in
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = InputFormat::Auto)]
    input_format: InputFormat,

    /// Date of publication, where the article does not say it itself, such as 2025-02-13
    #[arg(long, value_name = "DATE", value_parser = date)]
    published: Option<String>,
}

fn event_id(id: &str) -> Result<EventId, String> {
    EventId::parse(id).ok_or_else(|| "expected an id such as e3".to_owned())
}

fn statement_id(id: &str) -> Result<StatementId, String> {
    StatementId::parse(id).ok_or_else(|| "expected an id such as s2".to_owned())
}

/// Explains what `args` name and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let document = match document(args) {
        Ok(document) => document,
        Err(message) => return refuse(&message),
    };
    let reader = match reader(args.ontology.as_deref()) {
        Ok(reader) => reader,
        Err(message) => return refuse(&message),
    };
    let (record, explanations) = reader.explain(&document);
    if let Some(id) = args.statement {
        return match render::explain::statement(&record, id) {
            Some(text) => write(&text, ALL_READ),
            None => none(&id.to_string(), record.statements.len(), 's'),
        };
    }
    if let Some(id) = args.event.filter(|id| id.0 >= record.events.len()) {
        return none(&id.to_string(), record.events.len(), 'e');
    }
    let ontology = args.ontology.as_ref().map_or("the bundled ontology".to_owned(), |path| path.display().to_string());
    let wanted = |idx: usize| args.event.is_none_or(|event| event.0 == idx);
    let all: Vec<String> = (explanations.iter().enumerate())
        .filter(|(idx, _)| wanted(*idx))
        .map(|(idx, explanation)| render::explain::event(&record, idx, explanation, &render::clean(&ontology)))
        .collect();
    if all.is_empty() {
        return write("the record of this article has no event\n", ALL_READ);
    }
    write(&all.join("\n"), ALL_READ)
}

fn none(id: &str, n: usize, letter: char) -> u8 {
    let there = match n {
        0 => "none".to_owned(),
        n => format!("{letter}1 to {letter}{n}"),
    };
    refuse(&format!("there is no {id} in the record of this article; it has {there}"))
}

/// The one article that is asked for.
fn document(args: &Args) -> Result<Document, String> {
    let listing = Listing::of(std::slice::from_ref(&args.input), None);
    let options = input_options(args.input_format, args.published.clone(), None);
    let mut found: Option<Document> = None;
    let mut reasons: Vec<String> = Vec::new();
    for taken in inputs::documents(listing.inputs, options) {
        let document = match taken.found {
            Ok(document) => document,
            // What is asked for may come after what is broken.
            Err(Failure::Input(reason)) if args.id.is_some() => {
                reasons.push(reason);
                continue;
            }
            Err(Failure::Input(reason)) => return Err(reason),
            Err(Failure::Panic) => continue,
        };
        match &args.id {
            Some(id) if document.info().id == *id => return Ok(document),
            Some(_) => {}
            None if found.is_some() => {
                return Err("expected one article, found several; choose one with --id".to_owned());
            }
            None => found = Some(document),
        }
    }
    found.ok_or_else(|| match &args.id {
        Some(id) => {
            let missing = format!("there is no article with the id {}", render::clean(id));
            match &reasons[..] {
                [] => missing,
                [reason] => format!("{missing} among those that could be read ({reason})"),
                [reason, more @ ..] => {
                    format!("{missing} among those that could be read ({reason}; and {} more like this)", more.len())
                }
            }
        }
        None => "found nothing to read".to_owned(),
    })
}
