//! Tests the examples of `knowledge/en/statements/circumstances.txt`: addressee, place and time of statements.

#[allow(dead_code, reason = "each test file uses its part")]
mod support;

use std::fs;
use std::path::Path;

use onrecord_record::{Record, Span};
use onrecord_text::{Document, Metadata};
use support::sound;

/// The day on which every example is read, a Thursday.
const PUBLISHED: &str = "2024-05-16";

#[test]
fn examples_of_the_file_are_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge/en/statements/circumstances.txt");
    let file = fs::read_to_string(path).expect("the file of circumstances is there");
    let (_, examples) = file.split_once("\n[example]\n").expect("the file has examples");
    let mut wrong = Vec::new();
    let mut n_examples = 0;
    for line in examples.lines().map(str::trim).filter(|line| line.contains('|') && !line.starts_with('#')) {
        let (sentence, expected) = line.split_once('|').expect("an example has a bar behind its sentence");
        let expected: Vec<String> =
            expected.split('|').map(str::trim).filter(|&field| field != "none").map(str::to_owned).collect();
        let metadata = Metadata { published: Some(PUBLISHED.to_owned()), ..Metadata::default() };
        let found = fields(&sound(&Document::new(sentence.trim().to_owned(), metadata)));
        if found != expected {
            wrong.push(format!("{sentence}\n    expected {expected:?}\n    found    {found:?}"));
        }
        n_examples += 1;
    }
    assert!(n_examples >= 9, "expected at least 9 examples, found {n_examples}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn days_of_what_is_asked_or_planned_lie_ahead() {
    for (text, expected) in [
        ("He urged supporters to gather on Tuesday.", "2024-05-21"),
        ("She asked them to vote on Tuesday.", "2024-05-21"),
        ("They may meet on Tuesday.", "2024-05-21"),
        ("Krogh, who is due to visit Oslo on Tuesday, left.", "2024-05-21"),
        ("He was forced to resign on Tuesday.", "2024-05-14"),
        ("He asked on Tuesday for help.", "2024-05-14"),
    ] {
        let metadata = Metadata { published: Some(PUBLISHED.to_owned()), ..Metadata::default() };
        let record = sound(&Document::new(text.to_owned(), metadata));
        assert_eq!(record.times.first().map(|time| time.value.as_str()), Some(expected), "{text}");
    }
}

#[test]
fn examples_of_the_passive_are_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge/en/statements/circumstances.txt");
    let file = fs::read_to_string(path).expect("the file of circumstances is there");
    let (_, examples) = file.split_once("\n[heard-example]\n").expect("the file has examples of the passive");
    let (examples, _) = examples.split_once("\n\n").expect("a section ends with an empty line");
    let (mut wrong, mut n_passive) = (Vec::new(), 0);
    for line in examples.lines() {
        let mut fields = line.split('|').map(str::trim);
        let (Some(sentence), Some(cue), Some(expected)) = (fields.next(), fields.next(), fields.next()) else {
            panic!("an example has a sentence, a cue and a source: {line}");
        };
        let record = sound(&Document::new(sentence.to_owned(), Metadata::default()));
        let words =
            |spans: &[Span]| spans.iter().map(|span| span.text(&record.document.text)).collect::<Vec<_>>().join(" ");
        for statement in record.statements.iter().filter(|one| words(&one.cue).to_lowercase().contains(cue)) {
            let source = Some(words(&statement.source)).filter(|source| !source.is_empty());
            let found = source.as_deref().unwrap_or("nobody");
            n_passive += usize::from(!sentence.starts_with(expected));
            if found != expected {
                wrong.push(format!("{sentence}\n    expected {expected}, found {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(n_passive > 0, "no example of the passive has its statement");
}

/// Returns the circumstances of the record's statements in the notation of the examples.
fn fields(record: &Record) -> Vec<String> {
    let words = |span: Span| span.text(&record.document.text).to_owned();
    let mut out = Vec::new();
    for statement in &record.statements {
        let addressees = statement.addressees.iter().map(|id| format!("addressee {}", record.actors[id.0].name));
        out.extend(addressees);
        out.extend(statement.venue.map(|span| format!("venue {}", words(span))));
        out.extend(statement.time.map(|id| format!("time {}", words(record.times[id.0].span))));
    }
    out
}
