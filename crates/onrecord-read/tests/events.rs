//! The examples of `knowledge/events/ontology.txt`: who did what to whom, and what is no event.

#[allow(dead_code, reason = "each test file uses its part")]
mod support;

use std::fs;
use std::path::Path;

use onrecord_record::{ActorId, Record};
use onrecord_text::{Document, Metadata};
use support::sound;

#[test]
fn examples_of_the_ontology_are_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge/events/ontology.txt");
    let file = fs::read_to_string(path).expect("the ontology is there");
    let (_, examples) = file.split_once("\n[example]\n").expect("the file has examples");
    let mut wrong = Vec::new();
    let mut n_examples = 0;
    for line in examples.lines().map(str::trim).filter(|line| line.contains('|') && !line.starts_with('#')) {
        let (sentence, expected) = line.split_once('|').expect("an example has a bar behind its sentence");
        let metadata = Metadata { published: Some("2024-05-16".to_owned()), ..Metadata::default() };
        let found = events(&sound(&Document::new(sentence.trim().to_owned(), metadata)));
        if found != expected.trim() {
            wrong.push(format!("{sentence}\n    expected {expected}\n    found    {found}"));
        }
        n_examples += 1;
    }
    assert!(n_examples >= 15, "expected at least 15 examples, found {n_examples}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The events of the record as an example writes them.
fn events(record: &Record) -> String {
    let names = |ids: &[ActorId]| match ids {
        [] => "-".to_owned(),
        ids => ids.iter().map(|id| record.actors[id.0].name.as_str()).collect::<Vec<_>>().join("; "),
    };
    let lines: Vec<String> = (record.events.iter())
        .map(|e| format!("{} {} {} > {}", e.event_type, e.status.as_str(), names(&e.actors), names(&e.recipients)))
        .collect();
    if lines.is_empty() { "none".to_owned() } else { lines.join(" | ") }
}
