//! The examples of `knowledge/en/events/ontology.txt`: who did what to whom, and what is no event.

#[allow(dead_code, reason = "each test file uses its part")]
mod support;

use std::fs;
use std::path::Path;

use onrecord_read::{Example, Ontology, Reader};
use onrecord_record::Event;
use onrecord_text::{Document, Metadata};
use support::reader;

#[test]
fn examples_of_the_ontology_are_read() {
    check(reader(), 15);
}

#[test]
fn examples_of_the_shipped_ontology_of_transfers_are_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ontology-transfers.txt");
    let text = fs::read_to_string(path).expect("the example is there");
    let own = Ontology::parse("ontology-transfers.txt", &text).expect("the example has no mistakes");
    check(&Reader::new().expect("the weights can be used").with_ontology(own), 15);
}

#[test]
fn the_example_of_the_documentation_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/ontology.md");
    let page = fs::read_to_string(path).expect("the page is there");
    let (_, rest) = page.split_once("```text\n").expect("the page has an example");
    let (example, _) = rest.split_once("```").expect("the example ends");
    let own = Ontology::parse("docs/ontology.md", example).expect("the example has no mistakes");
    check(&Reader::new().expect("the weights can be used").with_ontology(own), 4);
}

#[test]
fn the_bundled_ontology_keeps_the_rules_of_own_ones() {
    let mistakes = Ontology::parse("knowledge/en/events/ontology.txt", Ontology::bundled_text()).err();
    assert!(mistakes.is_none(), "{mistakes:#?}");
}

#[test]
fn events_have_their_places() {
    let check = |text: &str, expected: &[Option<&str>]| {
        let record = reader().read(&Document::new(text.to_owned(), Metadata::default()));
        let place = |event: &Event| event.place.map(|id| record.places[id.0].name.clone());
        let found: Vec<Option<String>> = record.events.iter().map(place).collect();
        let expected: Vec<Option<String>> = expected.iter().map(|name| name.map(str::to_owned)).collect();
        assert_eq!(found, expected, "{text}");
    };
    check("Since Sudanese forces invaded the country, Chad has been poor.", &[Some("Chad")]);
    check("Peru is poor. Soldiers were deployed across the country on Monday.", &[Some("Peru")]);
    check("Soldiers killed two farmers in Chad.", &[Some("Chad")]);
    check("Syria could slide into civil war between Alawites and Sunnis.", &[Some("Syria")]);
    check("Iceland's government resigned on Monday.", &[Some("Iceland")]);
}

/// Reads the examples, of which there must be some for and some against.
fn check(reader: &Reader, least: usize) {
    let examples = reader.ontology().examples();
    assert!(examples.len() >= least, "expected at least {least} examples, found {}", examples.len());
    assert!(examples.iter().filter(|e| e.expected == "none").count() >= least / 5);
    let show = |(example, found): (&Example, String)| {
        format!("line {}: {}\n    expected {}\n    found    {found}", example.line, example.sentence, example.expected)
    };
    let wrong: Vec<String> = reader.failed_examples().into_iter().map(show).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
