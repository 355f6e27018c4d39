//! Tests the examples of `knowledge/en/events/ontology.txt`: who did what to whom, and what is not an event.

#[allow(dead_code, reason = "each test file uses its part")]
mod support;

use std::fs;
use std::path::Path;

use onrecord_read::{Example, Ontology, Reader};
use onrecord_record::{Event, EventStatus};
use onrecord_text::{Document, Metadata};
use support::reader;

#[test]
fn examples_of_the_ontology_are_read() {
    check(reader(), 15);
}

#[test]
fn examples_of_the_shipped_ontologies_are_read() {
    for (name, least) in [("ontology-transfers.txt", 15), ("ontology-human-rights.txt", 10)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
        let text = fs::read_to_string(path).expect("the example is there");
        let own = Ontology::parse(name, &text).expect("the example has no mistakes");
        check(&Reader::new().expect("the weights can be used").with_ontology(own), least);
    }
}

#[test]
fn the_model_finds_what_no_entry_states() {
    let text = "The president lambasted Chile on Monday.";
    let no_entries = "[types]\nACCUSE | - | - | - | - | learned\n[verb ACCUSE - obj!]\ndenounce";
    let reader = |text: &str| {
        let own = Ontology::parse("own.txt", text).expect("it has no mistake");
        Reader::new().expect("the weights can be used").with_ontology(own)
    };
    let outcome =
        |reader: &Reader| Example::outcome(&reader.read(&Document::new(text.to_owned(), Metadata::default())));
    assert_eq!(outcome(&reader(no_entries)), "ACCUSE actual The president > Chile");
    // A type without the property, or with a name that the model does not know, depends on its entries only.
    assert_eq!(outcome(&reader(&no_entries.replace("learned", "-"))), "none");
    assert_eq!(outcome(&reader(&no_entries.replace("ACCUSE", "SCOLD"))), "none");
}

#[test]
fn what_its_own_clause_denies_is_negated() {
    use EventStatus::{Actual, Negated};
    let check = |text: &str, expected: &[(&str, EventStatus)]| {
        let record = reader().read(&Document::new(text.to_owned(), Metadata::default()));
        let status = |event: &Event| (&text[event.anchor.start..event.anchor.end], event.status);
        let found: Vec<_> = record.events.iter().map(status).collect();
        assert_eq!(found, expected, "{text}");
    };
    check("No one has been arrested over the fire in Lund, officers said.", &[("arrested", Negated)]);
    check("Not a single prison guard has ever been prosecuted, lawyers said.", &[("prosecuted", Negated)]);
    check("Rhea Olsen made no more concessions to Chile.", &[("made no more concessions", Negated)]);
    check("The party had no complaint against the minister.", &[("complaint", Negated)]);
    check(
        "Police not only detained the editor in Ankara but also beat two reporters.",
        &[("detained", Actual), ("beat", Actual)],
    );
}

#[test]
fn why_a_word_states_no_event_is_told() {
    let text = "Police arrested ten protesters in Lima. She watched the comedy Arrested Development.";
    let document = Document::new(text.to_owned(), Metadata::default());
    let (record, words) = reader().explain_word(&document, "Arrested");
    let [first, second] = &words[..] else { panic!("{words:?}") };
    assert_eq!(first.stated.as_deref(), Some("COERCE"));
    let event = first.event.expect("the first states an event");
    assert!(record.events[event.0].anchor.contains(first.span));
    assert!(first.judgement.as_ref().is_some_and(|judgement| judgement.event_type == "COERCE"));
    assert!(first.entries.iter().any(|(entry, ..)| entry == "arrest"));
    assert_eq!((second.event, second.entries.len()), (None, first.entries.len()), "{second:?}");
    assert_eq!(reader().explain_word(&document, "cello").1, []);
}

#[test]
fn what_is_planned_and_what_has_happened_are_two_events() {
    let text = "Peru arrested Tom Baker, an editor, on Monday. Peru plans to arrest Tom Baker again, police said.";
    let record = reader().read(&Document::new(text.to_owned(), Metadata::default()));
    let statuses: Vec<&str> = record.events.iter().map(|event| event.status.as_str()).collect();
    assert!(statuses.contains(&"actual") && statuses.len() > 1, "{statuses:?}");
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

/// Checks the examples, of which there must be some for and some against.
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
