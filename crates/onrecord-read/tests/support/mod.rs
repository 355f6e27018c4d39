//! Our own articles, and checks that apply to every record.

use std::fs;
use std::path::{Path, PathBuf};

use onrecord_read::Reader;
use onrecord_record::{Record, check, json};
use onrecord_text::{Document, Metadata};
use serde_json::Value;

/// One folder of `tests/articles`.
pub(crate) struct Article {
    pub(crate) slug: String,
    pub(crate) folder: PathBuf,
    pub(crate) text: String,
    pub(crate) expected: Value,
}

impl Article {
    /// Returns the document as `onrecord read article.txt --published ...` reads it.
    pub(crate) fn document(&self) -> Document {
        let published = self.expected["published"].as_str().map(str::to_owned);
        Document::new(self.text.clone(), Metadata { published, ..Metadata::default() })
    }
}

/// Returns all our own articles, in order of their names.
pub(crate) fn articles() -> Vec<Article> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/articles");
    let read = |path: PathBuf| fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut out: Vec<Article> = fs::read_dir(&root)
        .unwrap_or_else(|error| panic!("{}: {error}", root.display()))
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|folder| folder.is_dir())
        .map(|folder| Article {
            slug: folder.file_name().expect("a folder has a name").to_string_lossy().into_owned(),
            text: read(folder.join("article.txt")),
            expected: serde_json::from_str(&read(folder.join("expected.json"))).expect("expected.json is JSON"),
            folder,
        })
        .collect();
    out.sort_by(|a, b| a.slug.cmp(&b.slug));
    assert!(out.len() >= 8, "expected at least 8 articles, found {}", out.len());
    out
}

/// Returns the reader that all tests share, because creating one takes a while in a debug build.
pub(crate) fn reader() -> &'static Reader {
    static READER: std::sync::OnceLock<Reader> = std::sync::OnceLock::new();
    READER.get_or_init(|| Reader::new().expect("the bundled weights can be used"))
}

/// Checks the rules that every record obeys, and returns the record.
pub(crate) fn sound(document: &Document) -> Record {
    let record = reader().read(document);
    let problems = check::problems(&record);
    let text = &record.document.text;
    let shown: String = text.chars().take(2000).collect();
    assert!(problems.is_empty(), "{problems:#?}\nin the record of {shown:?}");
    assert_eq!(text, document.text(), "a record has the text as it was read");
    let line = json::write(&record, false);
    let parsed = json::parse(&line).unwrap_or_else(|error| panic!("{error}\nin the record of {shown:?}"));
    assert_eq!(json::write(&parsed, false), line, "written, read and written again");
    assert_eq!(without_probabilities(parsed), without_probabilities(record.clone()), "read after writing");
    record
}

/// Returns the record without probabilities, which JSON rounds to four decimals; everything else survives a round trip.
fn without_probabilities(mut record: Record) -> Record {
    for statement in &mut record.statements {
        statement.confidence = 0.0;
        statement.speaker_confidence = None;
    }
    for event in &mut record.events {
        event.confidence = 0.0;
    }
    record
}
