//! `onrecord explain`: explains why an event or statement is in the record.

use std::path::PathBuf;

use onrecord_batch::pipeline::Failure;
use onrecord_record::{EventId, StatementId};
use onrecord_text::Document;

use super::input_args::{InputFormat, date};
use super::knowledge::reader;
use crate::article_source::documents;
use crate::exit_code::SUCCESS;
use crate::listing::Listing;
use crate::render;
use crate::report::{fail, print};

const EXAMPLES: &str = "\
Examples:
  onrecord explain article.txt
  onrecord explain article.txt --event e3 --published 2025-02-13
  onrecord explain news.jsonl --id 17 --statement s2
  onrecord explain article.txt --word strike

Exit codes:
  0    the explanation is written
  2    wrong usage, no such article, event or statement, or the input could not be read";

/// Explain why the events of an article are in its record
///
/// For each sentence that reports an event, prints the trigger word and its line in the ontology, the pattern, the
/// words that name each participant, the word that determines the status, the words for time and place, and the
/// probability that the model gives to the event. With --word, explains for each occurrence of a word why it states an
/// event or does not.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A file, or - for standard input
    #[arg(value_name = "FILE | -")]
    input: PathBuf,

    /// The event to explain, such as e3 [default: all events]
    #[arg(long, value_name = "ID", conflicts_with_all = ["statement", "word"], value_parser = event_id)]
    event: Option<EventId>,

    /// Explain a statement instead, such as s2
    #[arg(long, value_name = "ID", value_parser = statement_id)]
    statement: Option<StatementId>,

    /// Explain instead why this word, in upper or lower case, states an event or does not
    #[arg(long, value_name = "WORD", conflicts_with = "statement")]
    word: Option<String>,

    /// Id of the article, if the file has several
    #[arg(long, value_name = "ID")]
    id: Option<String>,

    /// Code events with the ontology in FILE instead of the bundled one
    #[arg(long, value_name = "FILE")]
    ontology: Option<PathBuf>,

    /// Use the organizations and people in the table FILE; they take precedence over the bundled ones
    #[arg(long, value_name = "FILE")]
    knowledge: Option<PathBuf>,

    /// Format of the input
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = InputFormat::Auto)]
    input_format: InputFormat,

    /// Publication date, if the article does not state one, such as 2025-02-13
    #[arg(long, value_name = "DATE", value_parser = date)]
    published: Option<String>,
}

/// The maximum number of ids in a message.
const MAX_IDS: usize = 5;

fn event_id(id: &str) -> Result<EventId, String> {
    EventId::parse(id).ok_or_else(|| "expected an id such as e3".to_owned())
}

fn statement_id(id: &str) -> Result<StatementId, String> {
    StatementId::parse(id).ok_or_else(|| "expected an id such as s2".to_owned())
}

/// Writes the explanation and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    explain(args).map_or_else(|message| fail(&message), |text| print(&text, SUCCESS))
}

fn explain(args: &Args) -> Result<String, String> {
    let document = document(args)?;
    let reader = reader(args.ontology.as_deref(), args.knowledge.as_deref())?;
    let path = args.ontology.as_ref().map(|path| path.display().to_string());
    let ontology = render::clean(path.as_deref().unwrap_or("the bundled ontology"));
    if let Some(word) = &args.word {
        let (record, found) = reader.explain_word(&document, word);
        if found.is_empty() {
            return Err(format!("the word \"{}\" does not occur in this article", render::clean(word)));
        }
        let explained = found.iter().map(|word| render::explain::word(&record, word, &ontology));
        return Ok(explained.collect::<Vec<_>>().join("\n"));
    }
    let (record, explanations) = reader.explain(&document);
    if let Some(id) = args.statement {
        let explained = render::explain::statement(&record, id);
        return explained.ok_or_else(|| missing(&id.to_string(), record.statements.len(), 's'));
    }
    if let Some(id) = args.event.filter(|id| id.0 >= record.events.len()) {
        return Err(missing(&id.to_string(), record.events.len(), 'e'));
    }
    let explained: Vec<String> = (explanations.iter().enumerate())
        .filter(|(idx, _)| args.event.is_none_or(|event| event.0 == *idx))
        .map(|(idx, explanation)| render::explain::event(&record, idx, explanation, &ontology))
        .collect();
    if explained.is_empty() {
        return Ok("the record of this article has no events\n".to_owned());
    }
    Ok(explained.join("\n"))
}

fn missing(id: &str, n_entries: usize, letter: char) -> String {
    let entries = match n_entries {
        0 => "none".to_owned(),
        1 => format!("only {letter}1"),
        n => format!("{letter}1 to {letter}{n}"),
    };
    format!("there is no {id} in the record of this article; it has {entries}")
}

/// Returns the article to explain.
fn document(args: &Args) -> Result<Document, String> {
    let listing = Listing::of(std::slice::from_ref(&args.input), None);
    let options = args.input_format.options(args.published.clone(), None);
    let mut only: Option<Document> = None;
    let mut reasons: Vec<String> = Vec::new();
    let mut ids: Vec<String> = Vec::new();
    for item in documents(listing.inputs, options) {
        let document = match item.result {
            Ok(document) => document,
            // The article may follow one that cannot be read.
            Err(Failure::Input(reason)) if args.id.is_some() => {
                reasons.push(reason);
                continue;
            }
            Err(Failure::Input(reason)) => return Err(reason),
            Err(Failure::Panic) => continue,
        };
        match &args.id {
            Some(id) if document.info().id == *id => return Ok(document),
            Some(_) => ids.push(render::clean(&document.info().id)),
            None if only.is_some() => {
                return Err("expected one article, found several; choose one with --id".to_owned());
            }
            None => only = Some(document),
        }
    }
    only.ok_or_else(|| args.id.as_ref().map_or("found nothing to read".to_owned(), |id| not_found(id, &ids, &reasons)))
}

/// Returns the message for an id that no article has. `ids` are the ids of the articles, and `reasons` are the reasons
/// why some articles could not be read.
fn not_found(id: &str, ids: &[String], reasons: &[String]) -> String {
    let missing = format!("there is no article with the id {}", render::clean(id));
    let missing = match reasons {
        [] => missing,
        [reason] => format!("{missing} among those that could be read ({reason})"),
        [reason, more @ ..] => {
            format!("{missing} among those that could be read ({reason}; more errors like this: {})", more.len())
        }
    };
    let shown = ids.iter().take(MAX_IDS).map(String::as_str).collect::<Vec<_>>().join(", ");
    match ids.len() {
        0 => missing,
        n if n <= MAX_IDS => format!("{missing}; the ids are {shown}"),
        n => format!("{missing}; the ids are {shown} and {} more", n - MAX_IDS),
    }
}
