//! Who is who, from text to record: speakers that are named or not, sides, sectors, and who "they" are.

#[allow(dead_code, reason = "each test file uses its part")]
mod support;

use onrecord_record::{Actor, Record};
use onrecord_text::{Document, Metadata};
use support::sound;

fn read(text: &str) -> Record {
    sound(&Document::new(text.to_owned(), Metadata::default()))
}

fn actor<'a>(record: &'a Record, name: &str) -> &'a Actor {
    let found = record.actors.iter().find(|actor| actor.name == name);
    found.unwrap_or_else(|| panic!("{name} is no actor of {:?}", record.document.text))
}

#[test]
fn bodies_that_are_left_open_are_no_named_speakers() {
    let check = |text: &str, expected: &[&str]| {
        let record = read(text);
        let speakers = record.statements.iter().flat_map(|statement| &statement.speakers);
        let found: Vec<&str> = speakers.map(|id| record.actors[id.0].name.as_str()).collect();
        assert_eq!(found, expected, "{text}");
    };
    check("The Bergen council said the bridge would close.", &["Bergen council"]);
    check("The Danish army said the bridge would close.", &["The Danish army"]);
    check("An unnamed Danish newspaper said the bridge would close.", &[]);
    check("A Danish spy agency said the bridge would close.", &[]);
    check("A Bergen bank said the bridge would close.", &[]);
    check("Some Nordic banks said the bridge would close.", &[]);
    check("Several Bergen banks said the bridge would close.", &[]);
    check("Two Danish ministries said the bridge would close.", &[]);
}

#[test]
fn sides_are_those_of_the_seat() {
    let check = |text: &str, name: &str, expected: Option<&str>| {
        assert_eq!(actor(&read(text), name).country.as_deref(), expected, "{text}");
    };
    check("Guerrillas based in Bogota attacked a convoy.", "Guerrillas", Some("COL"));
    check("Ida Krogh, exiled in Chile since 2011, accused Peru of lying.", "Ida Krogh", None);
    check("Ida Krogh, living in Chile, accused Peru of lying.", "Ida Krogh", None);
    check("A man from Paris, Texas, was arrested.", "Paris", Some("USA"));
    check("A man from Paris was arrested.", "Paris", Some("FRA"));
}

#[test]
fn titles_at_the_start_of_a_sentence_may_be_other_words() {
    let check = |text: &str, name: &str, expected: bool| {
        let record = read(text);
        let found = actor(&record, name).sectors.iter().any(|sector| sector == "REL");
        assert_eq!(found, expected, "{text}");
    };
    check("Sister company Lidl said prices fell.", "Lidl", false);
    check("Brother Industries said prices fell.", "Brother Industries", false);
    check("Brother Omar Aziz, 31, said the bridge would close.", "Omar Aziz", false);
    check("Sister Ida Krogh, a nun, said the bridge would close.", "Ida Krogh", true);
    check("The mayor praised Sister Ida Krogh on Monday.", "Ida Krogh", true);
}

#[test]
fn numbers_alone_are_taken_up_by_nobody_below_a_headline() {
    let record = read("Dozens dead as flood hits Bergen\n\nA flood came at night, drowning families in their beds.");
    assert!(record.actors.iter().all(|actor| actor.name != "Dozens"));
    let record = read("Dozens of sailors were arrested. They were held in Bergen.");
    assert!(record.actors.iter().any(|actor| actor.name.starts_with("Dozens of sailors")));
}
