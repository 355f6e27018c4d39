//! Carries out the steps of CONTRIBUTING.md that change the ontology, on the bundled file.

use onrecord_read::{Example, Ontology, Reader};
use onrecord_record::Record;
use onrecord_text::{Document, Metadata};

fn bundled_reader() -> Reader {
    Reader::new().expect("the weights can be used")
}

/// Returns a reader with the bundled ontology in which the first text of each pair is replaced by the second.
fn reader_with(changes: &[(&str, &str)]) -> Reader {
    let mut own = onrecord_knowledge::bundled("en/events/ontology.txt").to_owned();
    for (from, to) in changes {
        let (from, to) = (format!("\n{from}\n"), format!("\n{to}\n"));
        assert!(own.contains(&from), "the ontology has the line {from:?}");
        own = own.replacen(&from, &to, 1);
    }
    let own = Ontology::parse("ontology.txt", &own).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
    bundled_reader().with_ontology(own)
}

/// Returns the record of a sentence.
fn read(reader: &Reader, sentence: &str) -> Record {
    reader.read(&Document::new(sentence.to_owned(), Metadata::default()))
}

#[test]
fn a_word_for_an_event_is_one_line() {
    let head = "[verb REJECT - of+from+by+to+actor!]";
    let after = reader_with(&[(head, &format!("{head}\ndismiss report|finding|study,"))]);
    let sentence = "Peru dismissed the report by Chile as a provocation.";
    assert_ne!(Example::outcome(&read(&bundled_reader(), sentence)), "REJECT actual Peru > Chile");
    assert_eq!(Example::outcome(&read(&after, sentence)), "REJECT actual Peru > Chile");
}

#[test]
fn a_mode_is_a_line_and_its_words() {
    let head = "[noun PROTEST riot of+by+there]";
    let words = format!("[noun PROTEST vigil of+by+there]\nvigil\n{head}");
    let after = reader_with(&[("[types]", "[types]\nPROTEST | vigil | 3 | 141 | -6.5"), (head, &words)]);
    let sentence = "A vigil by students in Lima lasted two days.";
    let modes = |reader: &Reader| -> Vec<Option<String>> {
        read(reader, sentence).events.into_iter().map(|event| event.mode).collect()
    };
    assert_ne!(modes(&bundled_reader()), [Some("vigil".to_owned())]);
    assert_eq!(modes(&after), [Some("vigil".to_owned())]);
}
