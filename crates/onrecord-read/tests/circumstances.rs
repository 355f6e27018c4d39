//! The examples of `knowledge/statements/circumstances.txt`: to whom, where and when something is said.

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
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge/statements/circumstances.txt");
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

/// What the record's statements carry, as an example writes it.
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
