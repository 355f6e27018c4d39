use std::io::{self, BufReader, Cursor, Read};

use onrecord_record::Notice;
use proptest::prelude::*;

use super::format::HEAD_BYTES;
use super::refusals::MAX_ROW_BYTES;
use super::*;
use crate::{Document, Error, ErrorKind, Metadata};

fn read(name: &str, bytes: &[u8]) -> Vec<Result<Document, Error>> {
    read_input(name, bytes, &InputOptions::default()).collect()
}

#[test]
fn formats_are_told_apart() {
    fn check(name: &str, bytes: &[u8], expected: &[&str]) {
        let found = read(name, bytes);
        let texts: Vec<&str> = found.iter().map(|document| document.as_ref().unwrap().text()).collect();
        assert_eq!(texts, expected, "{name}");
    }
    check("a.txt", b"Title\n\nIt rained.\r\n", &["Title\n\nIt rained.\r\n"]);
    check("-", b"{Reuters} - It rained.", &["{Reuters} - It rained."]);
    check("-", b"<3 is what he wrote.", &["<3 is what he wrote."]);
    check("-", b"<!DOCTYPE html><p>It rained.</p>", &["It rained."]);
    check("a.htm", b"<section><p>It rained.</p></section>", &["It rained."]);
    check("-", b"\xef\xbb\xbf{\"text\":\"a\"}\r\n\r\n{ \"text\" : \"b\" }", &["a", "b"]);
    check("x.jsonl", b"\n{\"text\":\" a \\u00e9\\r\\n\\ufeff\"}", &[" a é\r\n\u{feff}"]);
}

#[test]
fn a_short_first_line_is_the_title_of_a_plain_text() {
    fn check(text: &str, expected: Option<&str>) {
        let found = read("a.txt", text.as_bytes());
        let document = found[0].as_ref().unwrap();
        assert_eq!(document.info().title.as_deref(), expected, "{text:?}");
        assert_eq!(document.text(), text);
    }
    check("Rain falls  on Rome\n\nROME — It rained.", Some("Rain falls on Rome"));
    check("\r\n  Will it rain?\r\n \r\nIt will.\r\n", Some("Will it rain?"));
    check("Mayor 'sorry' for floods\n\nShe said so.", Some("Mayor 'sorry' for floods"));
    check("Rain falls on Rome\nROME — It rained.", None);
    check("It rained in Rome.\n\nThe mayor came.", None);
    check("“It rained in Rome.”\n\nThe mayor came.", None);
    check("Dear editor,\n\nIt rained.", None);
    check("By Ann Lee\n\nIt rained.", None);
    check("Rain falls on Rome\n\n", None);
    check("* * *\n\nIt rained.", None);
    check(&format!("{}\n\nIt rained.", ["rain"; 26].join(" ")), None);
    let options = InputOptions {
        metadata: Metadata { title: Some("Given".to_owned()), ..Metadata::default() },
        ..InputOptions::default()
    };
    let found = read_input("a", &b"Rain\n\nIt rained."[..], &options).next().unwrap().unwrap();
    assert_eq!(found.info().title.as_deref(), Some("Given"));
}

#[test]
fn a_given_format_is_believed() {
    fn check(format: Format, bytes: &[u8], expected: &str) {
        let options = InputOptions { format: Some(format), ..InputOptions::default() };
        let found = read_input("x.html", bytes, &options).next().unwrap();
        assert_eq!(found.unwrap().text(), expected);
    }
    check(Format::Plain, b"<p>It rained.</p>", "<p>It rained.</p>");
    check(Format::Html, b"<p>It rained.</p>", "It rained.");
    check(Format::JsonLines, b"{\"text\":\"<p>\"}", "<p>");
}

#[test]
fn lines_before_a_part_of_a_file_are_counted() {
    let options = InputOptions { format: Some(Format::JsonLines), lines_before: 7, ..InputOptions::default() };
    let rows = b"{\"text\": \"It rained.\"}\n\n{\"title\": \"none\"}\n";
    let mut found = read_input("may.jsonl", &rows[..], &options);
    assert_eq!(found.next().unwrap().unwrap().info().origin.as_ref().unwrap().to_string(), "may.jsonl, line 8");
    let error = found.next().unwrap().unwrap_err().to_string();
    assert!(error.starts_with("may.jsonl, line 10: expected"), "{error}");
    assert!(read_input("may.jsonl", &b""[..], &options).next().is_none(), "the part may be empty");
}

#[test]
fn rows_give_what_they_say() {
    let options = InputOptions {
        metadata: Metadata {
            id: Some("one".to_owned()),
            publisher: Some("AP".to_owned()),
            published: Some("2025-01-01".to_owned()),
            ..Metadata::default()
        },
        ..InputOptions::default()
    };
    let row = br#"{"text":"It rained.","id":7,"title":"Rain","date":20250213,"url":"u","byline":"B","x":[1]}
{"text":"It rained.","dct":"13 Feb 2025","published":null,"publisher":"AFP","title":["?"]}
{"text":"It rained.","published":"soon"}"#;
    let found: Vec<Document> = read_input("x", &row[..], &options).map(Result::unwrap).collect();
    let first = found[0].info();
    assert_eq!(first.id, "7");
    assert_eq!(first.title.as_deref(), Some("Rain"));
    assert_eq!(first.published.as_deref(), Some("2025-02-13"));
    assert_eq!(first.publisher.as_deref(), Some("AP"));
    assert_eq!(first.url.as_deref(), Some("u"));
    assert_eq!(first.byline.as_deref(), Some("B"));
    let second = found[1].info();
    assert_eq!(second.id, Document::plain("It rained.").info().id);
    assert_eq!(second.published.as_deref(), Some("2025-02-13"));
    assert_eq!(second.publisher.as_deref(), Some("AFP"));
    let message = r#"expected a string in the field "title", found a list"#;
    assert_eq!(found[1].notices(), [Notice::new("metadata", message)]);
    assert_eq!(found[2].info().published, None);
    assert_eq!(found[2].notices()[0].code, "date");
}

#[test]
fn bad_rows_are_named_and_the_others_kept() {
    let rows =
        b"{\"text\":\"a\"}\nnot json\n[1]\n\n{\"text\":5}\n{\"text\":\" \"}\n{\"text\":\"\xff\"}\n{\"text\":\"b\"}\n{";
    let found: Vec<String> = read("x.jsonl", rows)
        .into_iter()
        .map(|row| row.map_or_else(|error| error.to_string(), |document| document.text().to_owned()))
        .collect();
    let expected = [
        "a",
        "x.jsonl, line 2: expected a JSON object, found that a value is missing or has no quotation marks (column 2)",
        "x.jsonl, line 3: expected a JSON object, found a list",
        "x.jsonl, line 5: expected a field \"text\" with a string, found a number",
        "x.jsonl, line 6: expected text, found nothing",
        "x.jsonl, line 7: expected a JSON object, found that a string is not in UTF-8 (column 10)",
        "b",
        "x.jsonl, line 9: expected a whole JSON object on one line, found its beginning",
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_is_whole_before_a_break_is_read() {
    fn check(name: &str, bytes: &str, texts: &[&str], message: &str) {
        let found = read(name, bytes.as_bytes());
        let (last, whole) = found.split_last().unwrap();
        let found: Vec<&str> = whole.iter().map(|document| document.as_ref().unwrap().text()).collect();
        assert_eq!((found, last.as_ref().unwrap_err().to_string()), (texts.to_vec(), message.to_owned()));
    }
    let broken = "a.json: expected JSON, found that it ends too early (column 28)";
    check("a.json", r#"[{"text":"a"},{"text":"b"},{"#, &["a", "b"], broken);
    let broken = "a.json: expected JSON, found that a comma or ] is missing (line 2, column 15)";
    check("a.json", "[{\"text\":\"a\"}]\n[{\"text\":\"b\"} {\"text\":\"c\"}]", &["a", "b"], broken);
    let feed = "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><title>A</title><content>It rained\
        </content></entry><entry><title>B</title><content>It hailed</content></entry><entry><title>C</ti";
    check(
        "a.atom",
        feed,
        &["It rained", "It hailed"],
        "a.atom, entry 3: expected a well-formed feed, found that it is broken from here on",
    );
    let feed = "<rss version='2.0'><channel><title>T</title><item><title>A</title><description>It rained</description>\
        </item><item><title>B</titel></item><item><title>C</title><description>It hailed</description></item></channel></rss>";
    let found: Vec<String> = read("a.rss", feed.as_bytes())
        .into_iter()
        .map(|found| found.map_or_else(|error| error.to_string(), |document| document.text().to_owned()))
        .collect();
    let broken = "a.rss, entry 2: expected a well-formed feed entry, found a broken one";
    assert_eq!(found, ["It rained", broken, "It hailed"]);
}

#[test]
fn faults_in_other_fields_refuse_nothing() {
    let rows = r#"{"text": "It rained.", "mood": "\ud83d", "weight": 1e400}"#;
    for name in ["a.json", "a.jsonl"] {
        let found = read(name, rows.as_bytes());
        assert_eq!(found[0].as_ref().unwrap().text(), "It rained.", "{name}");
    }
    let found = read("a.jsonl", br#"{"text": "It \udc00 rained \ud83d\ude00."}"#);
    assert_eq!(found[0].as_ref().unwrap().text(), "It \u{fffd} rained \u{1f600}.");
    let feed = r#"{"version": "https://jsonfeed.org/version/1", "title": "Post", "items": [
        {"id": 17, "content_text": "It rained.", "weight": -2e999}, {"id": "x", "content_text": "It snowed."}]}"#;
    let texts: Vec<String> =
        read("a.json", feed.as_bytes()).into_iter().map(|found| found.unwrap().text().to_owned()).collect();
    assert_eq!(texts, ["It rained.", "It snowed."]);
}

#[test]
fn what_is_called_json_must_be_articles() {
    fn check(bytes: &[u8], message: &str) {
        let found = read("a.json", bytes);
        let [Err(error)] = &found[..] else { panic!("{found:?}") };
        assert_eq!((error.kind(), error.to_string()), (ErrorKind::Row, format!("a.json{message}")));
    }
    let expected = "expected an article (a JSON object with a field \"text\") or a list of articles";
    check(b"[1,2,3]", &format!(": {expected}, found a list without any object"));
    check(b"\"It rained.\"", &format!(": {expected}, found a string"));
    check(
        &b"[".repeat(200_000),
        ": expected JSON, found that values are nested more than 128 levels deep (column 128)",
    );
    check(b"It rained.", ": expected JSON, found that a value is missing or has no quotation marks (column 1)");
    check(b"[{\"a\":1}]", ", item 1: expected a field \"text\" with a string, found none");
}

#[test]
fn what_cannot_be_read_says_why() {
    fn check(name: &str, bytes: &[u8], kind: ErrorKind, message: &str) {
        let found = read(name, bytes);
        let [Err(error)] = &found[..] else { panic!("{found:?}") };
        assert_eq!((error.kind(), error.to_string().as_str()), (kind, message));
    }
    check("a.txt", b"", ErrorKind::Empty, "a.txt: expected text, found nothing");
    check("a.jsonl", b"", ErrorKind::Empty, "a.jsonl: expected text, found nothing");
    check(
        "a.pdf",
        b"%PDF-1",
        ErrorKind::Binary,
        "a.pdf: expected text, found what looks like a PDF file: extract its text first, for example with pdftotext",
    );
    let message = "a.xml: expected plain text, HTML or a feed, found what looks like other XML";
    check("a.xml", b"<?xml version='1.0'?><urlset></urlset>", ErrorKind::Unsupported, message);
    check("a.html", b"<html><p> </p></html>", ErrorKind::NoArticle, "a.html: expected a page with text, found none");
    let long = vec![b'a'; MAX_ARTICLE_BYTES + 1];
    let message = "a: expected an article of at most 33554432 bytes, found more";
    check("a", &long, ErrorKind::TooLong, message);
}

#[test]
fn rows_that_are_too_long_are_passed_over() {
    // The long row is generated while it is read.
    let long = io::repeat(b'a').take(5 * MAX_ROW_BYTES as u64 / 2);
    let input = BufReader::new(b"{\"text\":\"a\"}\n".chain(long).chain(&b"\n{\"text\":\"b\"}"[..]));
    let found: Vec<_> = read_input("x", input, &InputOptions::default()).collect();
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].as_ref().unwrap().text(), "a");
    let error = found[1].as_ref().unwrap_err();
    assert_eq!((error.kind(), error.context()), (ErrorKind::TooLong, "x, line 2"));
    assert_eq!(found[2].as_ref().unwrap().text(), "b");
}

#[test]
fn a_reader_that_fails_ends_the_documents() {
    struct Fails;
    impl Read for Fails {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("disk is gone"))
        }
    }
    let rows = "{\"text\":\"a\"}\n".repeat(1 + HEAD_BYTES / 10);
    let n_rows = rows.lines().count();
    let input = BufReader::new(Cursor::new(rows.into_bytes()).chain(Fails));
    let found: Vec<_> = read_input("x", input, &InputOptions::default()).collect();
    assert_eq!(found.len(), n_rows + 1);
    let error = found[n_rows].as_ref().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Read);
    assert!(error.to_string().ends_with("could not be read: disk is gone"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_can_be_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), kind in 0..7_usize) {
        for document in read(["x", "x.html", "x.jsonl", "x.txt", "x.json", "x.rss", "x.warc"][kind], &bytes) {
            let _ = document;
        }
    }

    #[test]
    fn text_is_kept_byte_by_byte(text in "\\PC{0,40}[ \\n\\r\\t\u{0}\u{feff}\u{2028}]{0,5}x", ascii in any::<bool>()) {
        let mut row = serde_json::json!({ "text": text }).to_string();
        if ascii {
            let escaped = |c: char| -> String {
                let mut units = [0; 2];
                c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect()
            };
            row = row.chars().map(|c| if c.is_ascii() { c.to_string() } else { escaped(c) }).collect();
        }
        let found = read("x.jsonl", row.as_bytes());
        prop_assert_eq!(found[0].as_ref().unwrap().text(), text);
    }
}
