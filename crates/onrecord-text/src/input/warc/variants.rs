//! Contents of archives as servers and crawlers leave them, several variants of each kind.

use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use crate::{Document, Error, InputOptions, read_input};

const PAGE: &[u8] = b"<p>It rained all day in Osk, the harbour master said.</p>";
const TEXT: &str = "It rained all day in Osk, the harbour master said.";

/// [`PAGE`] compressed with the reference implementations of Brotli (quality 11 and 1) and Zstandard (with and without a
/// checksum).
const BROTLI: [&[u8]; 2] = [
    b"\x1b\x38\x00\xf8\x8d\x94\xa8\xf3\xcb\x6d\x6c\x9f\xe8\xb7\x1a\x5b\xf0\x08\x11\x41\x9d\x1a\x84\x65\x8d\x6d\x33\xa2\x8a\x2c\
      \x0d\x69\x1f\x52\xb2\x89\x27\xb1\xf1\x38\x65\xea\x50\x47\x3c\xb5\xdc\xf5\x61\x02\x2d\x44\x8f\x00",
    b"\x0b\x1c\x80<p>It rained all day in Osk, the harbour master said.</p>\x03",
];
const ZSTD: [&[u8]; 2] = [
    b"\x28\xb5\x2f\xfd\x24\x39\xc9\x01\x00<p>It rained all day in Osk, the harbour master said.</p>\xc4\x11\x6a\xb1",
    b"\x28\xb5\x2f\xfd\x20\x39\xc9\x01\x00<p>It rained all day in Osk, the harbour master said.</p>",
];

fn record(kind: &str, content_type: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/rain\r\nContent-Type: {content_type}\r\n\
         Content-Length: {}\r\n\r\n",
        content.len()
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

/// Returns a record of a response with this status line and header fields.
fn response(head: &str, body: &[u8]) -> Vec<u8> {
    record("response", "application/http; msgtype=response", &[head.as_bytes(), b"\r\n\r\n", body].concat())
}

fn html(fields: &str, body: &[u8]) -> Vec<u8> {
    response(&format!("HTTP/1.1 200 OK\r\nContent-Type: text/html{fields}"), body)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn deflate(bytes: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(level));
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn read(archive: &[u8]) -> Vec<Result<Document, Error>> {
    read_input("a.warc", archive, &InputOptions::default()).collect()
}

/// Checks that an archive has one document, with the text of [`PAGE`] and these notices.
fn check(name: &str, archive: &[u8], notices: &[&str]) {
    let found = read(archive);
    let document = found[0].as_ref().unwrap_or_else(|error| panic!("{name}: {error}"));
    let codes: Vec<&str> = document.notices().iter().map(|notice| notice.code.as_str()).collect();
    assert_eq!((found.len(), document.text(), &*codes), (1, TEXT, notices), "{name}");
}

/// Checks that the one page of an archive is refused with a message that contains these words.
fn check_refused(name: &str, archive: &[u8], words: &str) {
    let found = read(archive);
    let message = found[0].as_ref().map_or_else(ToString::to_string, |document| document.text().to_owned());
    assert!(found.len() == 1 && found[0].is_err() && message.contains(words), "{name}: {message}");
}

#[test]
fn chunks_that_are_cut_off_are_told() {
    let chunked = |body: &[u8]| html("\r\nTransfer-Encoding: chunked", body);
    let (first, second) = PAGE.split_at(30);
    let chunk = |size: &str, data: &[u8]| [size.as_bytes(), b"\r\n", data, b"\r\n"].concat();
    let both = [chunk("1e", first), chunk("1B", second)].concat();
    check("whole", &chunked(&[&*both, b"0\r\n\r\n"].concat()), &[]);
    check("size padded with spaces", &chunked(&[chunk("39  ", PAGE), b"0\r\n\r\n".to_vec()].concat()), &[]);
    check("zeros and an extension", &chunked(&[chunk("0039;a=b", PAGE), b"000\r\n\r\n".to_vec()].concat()), &[]);
    check("fields behind the last chunk", &chunked(&[&*both, b"0\r\nExpires: 0\r\n\r\n"].concat()), &[]);
    check("no last chunk", &chunked(&both), &["cut"]);
    check("line end missing", &chunked(&both[..both.len() - 2]), &["cut"]);
    check("within a size", &chunked(&[&*both, b"2"].concat()), &["cut"]);
    check("within a chunk", &chunked(&[chunk("1e", first), [b"fff\r\n", second].concat()].concat()), &["cut"]);
    check("joined already", &chunked(PAGE), &[]);
    let coded = gzip(PAGE);
    let size = format!("{:x}", coded.len());
    let fields = "\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip";
    check("compressed", &html(fields, &chunk(&size, &coded)), &["cut"]);
}

#[test]
fn compressed_contents_that_are_cut_off_are_told() {
    let page = [PAGE, &b"<p>It snowed.</p>".repeat(400)].concat();
    for (coding, data) in [("gzip", gzip(&page)), ("deflate", zlib(&page)), ("deflate", deflate(&page, 6))] {
        for left in [data.len() - 1, data.len() - 7, data.len() * 3 / 4] {
            let found = read(&html(&format!("\r\nContent-Encoding: {coding}"), &data[..left]));
            let document = found[0].as_ref().unwrap_or_else(|error| panic!("{coding}, {left}: {error}"));
            assert!(document.text().starts_with(TEXT), "{coding}, {left}");
            assert_eq!(document.notices()[0].code, "cut", "{coding}, {left} of {}", data.len());
        }
    }
    check("trailer of gzip", &html("\r\nContent-Encoding: gzip", &gzip(PAGE)[..gzip(PAGE).len() - 4]), &["cut"]);
    for (coding, data) in [("br", BROTLI[1]), ("zstd", ZSTD[0]), ("gzip", &*gzip(PAGE))] {
        let head = html(&format!("\r\nContent-Encoding: {coding}"), &data[..3]);
        check_refused(coding, &head, "the compressed page in the record is damaged");
    }
}

#[test]
fn contents_may_be_compressed_twice_or_not_as_declared() {
    let coded = |codings: &str, body: &[u8]| html(&format!("\r\nContent-Encoding: {codings}"), body);
    check("gzip in gzip", &coded("gzip, gzip", &gzip(&gzip(PAGE))), &[]);
    check("declared once", &coded("gzip", &gzip(&gzip(PAGE))), &[]);
    check("three times", &coded("x-gzip,gzip,gzip", &gzip(&gzip(&gzip(PAGE)))), &[]);
    check("deflate in gzip", &coded("deflate, gzip", &gzip(&zlib(PAGE))), &[]);
    check("Brotli in gzip", &coded("br, gzip", &gzip(BROTLI[0])), &[]);
    check("declared twice", &coded("gzip, gzip", &gzip(PAGE)), &[]);
    check("declared Brotli", &coded("br", &gzip(PAGE)), &[]);
    check("declared gzip, Zstandard", &coded("gzip", ZSTD[1]), &[]);
    for coding in ["gzip", "br", "zstd", "deflate", "gzip, br", "identity"] {
        check(coding, &coded(coding, PAGE), &[]);
    }
}

#[test]
fn each_coding_is_read() {
    for coding in ["br", "BR", " br ", "identity, br"] {
        BROTLI.iter().for_each(|data| check(coding, &html(&format!("\r\nContent-Encoding: {coding}"), data), &[]));
    }
    for fields in ["\r\nContent-Encoding: zstd", "\r\ncontent-encoding: ZSTD", ""] {
        ZSTD.iter().for_each(|data| check(fields, &html(fields, data), &[]));
    }
    for (name, data) in [
        ("zlib", zlib(PAGE)),
        ("raw", deflate(PAGE, 6)),
        ("raw, best", deflate(PAGE, 9)),
        ("raw, stored", deflate(PAGE, 0)),
        ("raw, fast", deflate(PAGE, 1)),
    ] {
        check(name, &html("\r\nContent-Encoding: deflate", &data), &[]);
    }
}

#[test]
fn texts_of_pages_are_read() {
    let text = TEXT.as_bytes();
    for kind in ["text/plain", "text/plain; charset=utf-8", "TEXT/PLAIN"] {
        check(kind, &record("conversion", kind, text), &[]);
    }
    check("compressed archive", &gzip(&record("conversion", "text/plain", text)), &[]);
    let info = record("warcinfo", "application/warc-fields", b"software: tests\r\n");
    check("with a head", &[info, record("conversion", "text/plain", text)].concat(), &[]);
    let found = read(&record("conversion", "text/plain", "Ärger in Łódź.\n\nEs regnete.".as_bytes()));
    assert_eq!(found[0].as_ref().unwrap().text(), "Ärger in Łódź.\n\nEs regnete.");
    check_refused("empty", &record("conversion", "text/plain", b" \n"), "record 1: ");
    check_refused("metadata", &record("metadata", "text/plain", text), "expected an archive with pages");
}

#[test]
fn pages_without_a_content_type_are_known_by_their_beginning() {
    let page = |start: &str, end: &str| [start.as_bytes(), PAGE, end.as_bytes()].concat();
    for (start, end) in [
        ("<!DOCTYPE html><html><body>", "</body></html>"),
        ("<html><head></head><body>", "</body></html>"),
        ("\n\n  <HTML><BODY>", "</BODY></HTML>"),
        ("\u{feff}<!doctype html><body>", "</body>"),
        ("<!-- made by hand --><html><body>", "</body></html>"),
        ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body>", "</body></html>"),
    ] {
        check(start, &response("HTTP/1.1 200 OK\r\nServer: x", &page(start, end)), &[]);
        check(start, &response("HTTP/1.1 200 OK\r\nContent-Type:", &page(start, end)), &[]);
        check(start, &record("resource", "", &page(start, end)), &[]);
    }
    for body in ["body { margin: 0 }", "{\"a\": 1}", "\u{89}PNG", "<?xml version='1.0'?><rss/>"] {
        let found = response("HTTP/1.1 200 OK\r\nServer: x", body.as_bytes());
        check_refused(body, &found, "expected an archive with pages in HTML or text, found none");
    }
}

#[test]
fn each_status_of_success_is_read() {
    for status in ["1.1 200 OK", "1.0 200 OK", "1.1 200", "2 200", "1.1 203 Non-Authoritative", "1.1 226 IM Used"] {
        check(status, &response(&format!("HTTP/{status}\r\nContent-Type: text/html"), PAGE), &[]);
    }
    check("part", &response("HTTP/1.1 206 Partial Content\r\nContent-Type: text/html", PAGE), &["cut"]);
    for status in ["301 Moved", "304 Not Modified", "404 Not Found", "429 Too Many", "500 Error"] {
        let found = response(&format!("HTTP/1.1 {status}\r\nContent-Type: text/html"), PAGE);
        check_refused(status, &found, "expected an archive with pages in HTML or text, found none");
    }
}
