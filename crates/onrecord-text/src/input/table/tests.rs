use std::io::Read;

use super::super::*;
use crate::{Document, Error, Metadata};

fn read(name: &str, bytes: &[u8]) -> Vec<Result<Document, Error>> {
    read_input(name, bytes, &InputOptions::default()).collect()
}

fn with(columns: &str, bytes: &[u8]) -> Vec<Result<Document, Error>> {
    let columns = Columns::parse(columns).unwrap();
    let options = InputOptions { format: Some(Format::Csv), columns, ..InputOptions::default() };
    read_input("a", bytes, &options).collect()
}

fn messages(found: &[Result<Document, Error>]) -> Vec<String> {
    found.iter().filter_map(|found| found.as_ref().err().map(ToString::to_string)).collect()
}

#[test]
fn rows_are_articles() {
    let table = "\u{feff}id,Headline,Body,Date,Outlet,Author,Link,Lang\r\n\
        7,Rain,\"“It rained,” Ann Lee said.\r\nIt \"\"snowed\"\", too.\",13 February 2025,The Cloud,Bo Ray,\
        https://example.org/rain,en\r\n";
    let found = read("news.csv", table.as_bytes());
    let [Ok(document)] = &found[..] else { panic!("{found:?}") };
    assert_eq!(document.text(), "“It rained,” Ann Lee said.\r\nIt \"snowed\", too.");
    let info = document.info();
    let known = [&info.title, &info.published, &info.publisher, &info.byline, &info.url];
    assert_eq!(
        known.map(|known| known.as_deref().unwrap()),
        ["Rain", "2025-02-13", "The Cloud", "Bo Ray", "https://example.org/rain"]
    );
    // Without --columns, a number is taken to be a row number.
    assert_eq!(info.id, Document::plain(document.text()).info().id);
    assert_eq!(info.origin.as_ref().unwrap().to_string(), "news.csv, row 2");
    assert_eq!(document.notices(), []);
}

#[test]
fn tables_are_told_by_name_or_header() {
    fn check(name: &str, table: &[u8], expected: &[&str]) {
        let found = read(name, table);
        let texts: Vec<&str> = found.iter().map(|found| found.as_ref().unwrap().text()).collect();
        assert_eq!(texts, expected, "{name}");
    }
    check(
        "a.tsv",
        b"text\tdate\nIt rained, twice.\t2025\n\n\t\nIt \"snowed\".\t2025",
        &["It rained, twice.", "It \"snowed\"."],
    );
    check(
        "a.tab",
        b"text\tdate\n\"No\" was all.\t2025\n\"Yes\", she said.\t\n",
        &["\"No\" was all.", "\"Yes\", she said."],
    );
    check("a.csv", b"date;text\n2025;It rained, twice.\n", &["It rained, twice."]);
    check("a.csv", b"sep=;\r\ndate;text\r\n2025;It rained.\r\n", &["It rained."]);
    check("-", b"url|body\n|It rained.\n", &["It rained."]);
    check("-", b"text,date\nIt rained.,2025,,\n", &["It rained."]);
    let wide: Vec<u8> =
        "\u{feff}text\tdate\nEs schneite in Köln.\t2025\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check("a.tsv", &wide, &["Es schneite in Köln."]);
    check(
        "a.csv",
        b"text,author\nThe caf\xe9 on the corner closed for good in May.,Zo\xeb Ray\n",
        &["The café on the corner closed for good in May."],
    );
}

#[test]
fn what_a_table_lacks_is_told() {
    assert_eq!(messages(&read("a.csv", b"")), ["a.csv: expected text, found nothing"]);
    assert_eq!(messages(&read("a.csv", b"text,date\n")), ["a.csv: expected text, found nothing"]);
    let message = "a.csv: expected a column with the texts in the header, found \"word\", \"count\"; name it with \
        --columns text=COLUMN";
    assert_eq!(messages(&read("a.csv", b"word,count\nrain,2\n")), [message]);
    let found = read("a.csv", b"text,title\nIt rained.,Rain\n,Snow\nIt rained, twice.,Rain\nIt hailed.\n");
    let expected =
        ["a.csv, row 3: expected text, found nothing", "a.csv, row 4: expected 2 cells as in the header, found 3"];
    assert_eq!(messages(&found), expected);
    let documents: Vec<&Document> = found.iter().flatten().collect();
    assert_eq!(documents[1].text(), "It hailed.");
    assert_eq!(documents[1].notices()[0].message, "the row has 1 cells, and the header has 2");
    let open = read("a.csv", b"text,title\n\"It rained.\",Rain\n\"It snowed.,Snow\nIt hailed.,Hail\n");
    let message = "a.csv, row 3: expected a quotation mark at the end of a cell, found the end of the input";
    assert_eq!((open.len(), messages(&open)), (2, vec![message.to_owned()]));
    let own = read("a.csv", b"document,title,publisher,url,published,id,kind,content\n");
    assert_eq!(messages(&own), ["a.csv: expected a table of articles, found one that onrecord has written"]);
}

#[test]
fn columns_may_be_named() {
    let found = with("text=words,published=when,id=key", b"key,words,when,text\n9,It rained.,2025-02-13,no\n");
    let [Ok(document)] = &found[..] else { panic!("{found:?}") };
    let info = document.info();
    assert_eq!(
        (info.id.as_str(), info.text.as_str(), info.published.as_deref()),
        ("9", "It rained.", Some("2025-02-13"))
    );
    let found = with("text=body", b"key,words\n9,It rained.\n");
    assert_eq!(messages(&found), ["a: expected a column \"body\" in the header, found \"key\", \"words\""]);
}

#[test]
fn rows_are_read_as_they_are_asked_for() {
    /// An endless input.
    struct Endless(usize);

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            for byte in &mut *buffer {
                *byte = b"It rained.,\n"[self.0 % 12];
                self.0 += 1;
            }
            Ok(buffer.len())
        }
    }

    let input = std::io::BufReader::new((&b"text,date\n"[..]).chain(Endless(0)));
    let options = InputOptions {
        metadata: Metadata { publisher: Some("AP".to_owned()), ..Metadata::default() },
        ..InputOptions::default()
    };
    let found: Vec<_> = read_input("a.csv", input, &options).take(3).collect();
    assert!(found.iter().flatten().all(|document| document.info().publisher.as_deref() == Some("AP")));
    assert_eq!(found[2].as_ref().unwrap().info().origin.as_ref().unwrap().part.as_deref(), Some("row 4"));
}

#[test]
fn cells_with_markup_are_read_as_html() {
    fn check(cell: &str, expected: &str) {
        let found = read("a.csv", format!("title,content\nRain,\"{cell}\"\n").as_bytes());
        let texts: Vec<&str> = found.iter().map(|found| found.as_ref().unwrap().text()).collect();
        assert_eq!(texts, [expected], "{cell}");
    }
    check("<p>It rained &amp; snowed.</p><p>“No,” she said.</p>", "It rained & snowed.\n\n“No,” she said.");
    check("It rained.<br><br>It snowed.", "It rained.\n\nIt snowed.");
    check("<div>It rained.</div><div>It snowed.</div>", "It rained.\n\nIt snowed.");
    check("If a < b & b > c, it rained.", "If a < b & b > c, it rained.");
}

#[test]
fn headers_may_be_in_other_languages() {
    for table in [
        "Titel;Datum;Text\nRain;04.11.2025;It rained.\n",
        "titre,date,texte\nRain,2025-11-04,It rained.\n",
        "título,fecha,texto\nRain,2025-11-04,It rained.\n",
    ] {
        let found = read("a.csv", table.as_bytes());
        let [Ok(document)] = &found[..] else { panic!("{found:?}") };
        assert_eq!(document.text(), "It rained.");
        assert_eq!(document.info().title.as_deref(), Some("Rain"), "{table}");
        assert_eq!(document.info().published.as_deref(), Some("2025-11-04"), "{table}");
    }
}
