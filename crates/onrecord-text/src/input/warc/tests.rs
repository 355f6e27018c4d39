use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{Document, Error, InputOptions, read_input};

fn record(kind: &str, content_type: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://example.org/rain>\r\n\
         Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        content.len()
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn response(headers: &str, body: &[u8]) -> Vec<u8> {
    let content = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html", headers.as_bytes(), b"\r\n\r\n", body].concat();
    record("response", "application/http; msgtype=response", &content)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn read(name: &str, bytes: &[u8]) -> Vec<Result<Document, Error>> {
    read_input(name, bytes, &InputOptions::default()).collect()
}

fn texts_or_errors(found: &[Result<Document, Error>]) -> Vec<String> {
    let tell = |found: &Result<Document, Error>| match found {
        Ok(document) => document.text().to_owned(),
        Err(error) => error.to_string(),
    };
    found.iter().map(tell).collect()
}

#[test]
fn pages_of_an_archive_are_read() {
    let archive = [
        record("warcinfo", "application/warc-fields", b"software: tests\r\n"),
        record("request", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        response("", b"<p>It rained.</p>"),
        record("response", "application/http", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>None</p>"),
        record("response", "application/http", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
        response("\r\nTransfer-Encoding: chunked", b"8\r\n<p>It sn\r\n6;x=y\r\nowed.\n\r\n0\r\n\r\n"),
        response("\r\nTransfer-Encoding: chunked", b"<p>It froze.</p>"),
        response("\r\nContent-Encoding: gzip", &gzip(b"<p>It hailed.</p>")),
        response("; charset=iso-8859-2", b"<p>\xa3\xf3d\xbc is dry.</p>"),
        record("resource", "text/html", b"<p>It blew.</p>"),
    ];
    let texts = ["It rained.", "It snowed.", "It froze.", "It hailed.", "Łódź is dry.", "It blew."];
    let plain = read("-", &archive.concat());
    assert_eq!(texts_or_errors(&plain), texts);
    assert_eq!(plain[0].as_ref().unwrap().info().url.as_deref(), Some("https://example.org/rain"));
    let members: Vec<u8> = archive.iter().flat_map(|record| gzip(record)).collect();
    assert_eq!(texts_or_errors(&read("-", &members)), texts, "a member for each record");
    assert_eq!(texts_or_errors(&read("a.warc.gz", &gzip(&archive.concat()))), texts, "one member for all");
}

#[test]
fn a_page_does_not_take_the_place_of_another_hosts() {
    let page = |link: &str| format!("<head><link rel=canonical href=\"{link}\"></head><p>It rained.</p>");
    let check = |link: &str, expected: &str| {
        let found = read("-", &response("", page(link).as_bytes()));
        assert_eq!(found[0].as_ref().unwrap().info().url.as_deref(), Some(expected));
    };
    check("https://www.example.org/2025/rain", "https://www.example.org/2025/rain");
    check("https://other.example/rain", "https://example.org/rain");
}

#[test]
fn bad_records_are_told_and_the_rest_is_read() {
    let good = |words: &str| response("", format!("<p>It {words}.</p>").as_bytes());
    let no_length = b"WARC/1.0\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx\r\n\r\n".to_vec();
    let archive = [
        good("rained"),
        no_length,
        good("snowed"),
        record("response", "application/http", b"no response"),
        b"rubbish\r\nand more\r\n".to_vec(),
        good("froze"),
        good("blew")[..150].to_vec(),
    ];
    let expected = [
        "It rained.",
        "a.warc, record 2: expected a Content-Length in the header of the record, found none",
        "It snowed.",
        "a.warc, record 4: expected an HTTP response, found something else",
        "a.warc, record 5: expected a record that begins with \"WARC/\", found something else",
        "It froze.",
        "a.warc, record 7: the record is damaged or ends too soon",
    ];
    assert_eq!(texts_or_errors(&read("a.warc", &archive.concat())), expected);
    let mut damaged = gzip(&good("snowed"));
    let middle = damaged.len() / 2;
    damaged[middle..middle + 20].fill(0xaa);
    let members = [gzip(&good("rained")), damaged, gzip(&good("froze")), gzip(&good("blew"))[..90].to_vec()];
    let found = texts_or_errors(&read("a.warc.gz", &members.concat()));
    assert_eq!(found.len(), 4, "{found:?}");
    assert_eq!((&*found[0], &*found[2]), ("It rained.", "It froze."));
    // The effect of the damage on the data varies.
    assert!(found[1].contains("record 2: ") && found[3].contains("record 4: the record is damaged"), "{found:?}");
}

#[test]
fn archives_without_pages_and_other_compressed_data_say_so() {
    let message = "a.warc: expected an archive with pages in HTML or text, found none";
    assert_eq!(texts_or_errors(&read("a.warc", &record("warcinfo", "text/plain", b"x"))), [message]);
    assert_eq!(texts_or_errors(&read("a.warc", b"")), [message]);
    assert!(texts_or_errors(&read("a.gz", &gzip(b"It rained.")))[0].contains("gzip-compressed data"));
}

#[test]
fn contents_are_read_whatever_was_done_to_them() {
    let page = "<p>It rained all day in Osk, and it snowed all night, the harbour master said.</p>".repeat(40);
    let deflated = || {
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(page.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    // Compressed with the reference implementations.
    let brotli = b"\x8b\x04\x80It rained.\x03";
    let zstd = b"\x28\xb5\x2f\xfd\x04\x58\x51\x00\x00It rained.\x5a\xd3\xa3\x92";
    let check = |headers: &str, body: &[u8], begins: &str, codes: &[&str]| {
        let found = read("-", &response(headers, body));
        let document = found[0].as_ref().unwrap_or_else(|error| panic!("{headers}: {error}"));
        assert!(document.text().starts_with(begins), "{headers}: {}", document.text());
        let found: Vec<&str> = document.notices().iter().map(|notice| notice.code.as_str()).collect();
        assert_eq!(found, codes, "{headers}");
    };
    check("\r\nContent-Encoding: br", brotli, "It rained.", &[]);
    check("\r\nContent-Encoding: zstd", zstd, "It rained.", &[]);
    check("\r\nContent-Encoding: deflate", &deflated(), "It rained all", &[]);
    check("\r\nContent-Encoding: gzip, gzip", &gzip(&gzip(page.as_bytes())), "It rained all", &[]);
    check("\r\nContent-Encoding: gzip\r\nContent-Encoding: gzip", &gzip(&gzip(page.as_bytes())), "It rained all", &[]);
    check("\r\nX-Crawler: yes", &gzip(page.as_bytes()), "It rained all", &[]);
    for coding in ["gzip", "br", "zstd", "deflate", "x-own"] {
        check(&format!("\r\nContent-Encoding: {coding}"), page.as_bytes(), "It rained all", &[]);
    }
    let cut = gzip(page.as_bytes());
    check("\r\nContent-Encoding: gzip", &cut[..cut.len() - 9], "It rained all", &["cut"]);
    let chunks = format!("{:x}\r\n{page}\r\n20\r\n<p>It hai", page.len());
    check("\r\nTransfer-Encoding: chunked", chunks.as_bytes(), "It rained all", &["cut"]);
    let error = texts_or_errors(&read("a.warc", &response("\r\nContent-Encoding: x-own", b"\x01\x02\x03")));
    assert!(error[0].contains("gzip, deflate, br or zstd, found \"x-own\""), "{error:?}");
}

#[test]
fn successes_and_texts_of_all_kinds_are_read() {
    let http = |head: &str| record("response", "application/http", format!("HTTP/1.1 {head}").as_bytes());
    let page = "<html><body><p>It rained.</p></body></html>";
    let archive = [
        http(&format!("203 Non-Authoritative Information\r\nContent-Type: text/html\r\n\r\n{page}")),
        http(&format!("200 OK\r\nServer: x\r\n\r\n{page}")),
        http("200 OK\r\nServer: x\r\n\r\nbody { margin: 0 }"),
        http("204 No Content\r\nContent-Type: text/html\r\n\r\n"),
        http(&format!("304 Not Modified\r\nContent-Type: text/html\r\n\r\n{page}")),
        record("conversion", "text/plain", b"It rained."),
        record("resource", "text/plain", b"no page"),
        record("resource", "", page.as_bytes()),
    ];
    assert_eq!(texts_or_errors(&read("-", &archive.concat())), ["It rained."; 4]);
}

#[test]
fn a_wrong_length_costs_no_other_record() {
    let good = |words: &str| response("", format!("<p>It {words}.</p>").as_bytes());
    let wrong = |length: &str| {
        let record = String::from_utf8(good("rained")).unwrap();
        let at = record.find("Content-Length: ").unwrap() + 16;
        let end = record[at..].find('\r').unwrap() + at;
        format!("{}{length}{}", &record[..at], &record[end..]).into_bytes()
    };
    for length in ["90", "400", "5000", "99999999999"] {
        let found = texts_or_errors(&read("a.warc", &[wrong(length), good("snowed"), good("froze")].concat()));
        assert_eq!((&*found[0], &*found[1], found.len()), ("It rained.", "It snowed.", 3), "{length}: {found:?}");
    }
    let found = texts_or_errors(&read("a.warc", &[wrong("60"), good("snowed"), good("froze")].concat()));
    assert!(found.ends_with(&["It snowed.".to_owned(), "It froze.".to_owned()]), "{found:?}");
}
