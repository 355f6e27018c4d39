// What each fuzz target does with its bytes. The targets of this folder and the ordinary tests
// (`crates/onrecord-read/tests/robust.rs`) run the same functions.

use std::sync::OnceLock;

use onrecord_infer::{Encoder, Linear, Weights};
use onrecord_read::{Ontology, Reader};
use onrecord_record::{Span, check, json};
use onrecord_text::{
    Division, Document, Format, InputOptions, Metadata, Quotes, normalise_date, read_feed, read_input,
};

/// Bytes to text, and to the documents of each format.
pub(crate) fn decode(bytes: &[u8]) {
    if let Ok(decoded) = onrecord_text::decode(bytes) {
        assert!(!decoded.text.trim().is_empty());
        if decoded.encoding == "UTF-8"
            && let Ok(text) = str::from_utf8(bytes)
        {
            // NUL bytes are left out, with a notice.
            let expected = text.strip_prefix('\u{feff}').unwrap_or(text).replace('\0', "");
            assert_eq!(decoded.text, expected);
        }
    }
    for format in [None, Some(Format::Plain), Some(Format::JsonLines)] {
        let options = InputOptions { format, ..InputOptions::default() };
        for document in read_input("input", bytes, &options).flatten() {
            sound(&document);
        }
    }
}

/// A page to its article.
pub(crate) fn html(bytes: &[u8]) {
    if let Ok(document) = Document::html(&String::from_utf8_lossy(bytes), &Metadata::default()) {
        assert!(!document.text().trim().is_empty());
        sound(&document);
    }
}

/// A feed to its entries and their documents.
pub(crate) fn feed(bytes: &[u8]) {
    if let Ok(Some(entries)) = read_feed(bytes, Some("https://example.org/feed")) {
        assert!(!entries.is_empty());
        for entry in entries {
            let url = entry.metadata().url.as_deref().unwrap_or("https://");
            assert!(url.starts_with("https://") || url.starts_with("http://"), "{url}");
            let is_whole = entry.is_whole();
            match entry.document(&Metadata::default()) {
                Ok(document) => sound(&document),
                Err(error) => assert!(!is_whole, "{error}"),
            }
        }
    }
    input(bytes, Format::Feed);
}

/// An archive to its pages, compressed or not.
pub(crate) fn warc(bytes: &[u8]) {
    input(bytes, Format::Warc);
}

/// JSON to the documents of objects, lists and items of ninjs.
pub(crate) fn items(bytes: &[u8]) {
    input(bytes, Format::Json);
    input(bytes, Format::JsonLines);
}

/// A table to its rows, with commas or tabs between the cells.
pub(crate) fn table(bytes: &[u8]) {
    input(bytes, Format::Csv);
    input(bytes, Format::Tsv);
}

/// NITF or NewsML-G2 to its articles.
pub(crate) fn press(bytes: &[u8]) {
    input(bytes, Format::NewsMl);
}

/// A Word file or a book to its articles: the bytes as the archive, and as each part of an archive.
pub(crate) fn packed(bytes: &[u8]) {
    const CONTAINER: &[u8] = b"<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>";
    const BOOK: &[u8] =
        b"<package><manifest><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>";
    input(bytes, Format::Docx);
    input(bytes, Format::Epub);
    input(&archive(&[("word/document.xml", bytes), ("docProps/core.xml", bytes)]), Format::Docx);
    input(&archive(&[("META-INF/container.xml", bytes), ("a.opf", bytes)]), Format::Epub);
    input(
        &archive(&[("META-INF/container.xml", CONTAINER), ("a.opf", bytes), ("a.xhtml", b"<p>It rained.")]),
        Format::Epub,
    );
    input(&archive(&[("META-INF/container.xml", CONTAINER), ("a.opf", BOOK), ("a.xhtml", bytes)]), Format::Epub);
}

/// Returns a ZIP archive of these files without compression (APPNOTE 6.3.10, 4.3).
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let number = |n: usize| u32::try_from(n).expect("inputs are short").to_le_bytes();
    let short = |n: usize| u16::try_from(n).expect("names are short").to_le_bytes();
    let (mut archive, mut list) = (Vec::new(), Vec::new());
    for (name, content) in files {
        // Version 2.0, no flags, stored, no time.
        let head = [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0], &crc32(content).to_le_bytes()[..]].concat();
        let sizes = [number(content.len()), number(content.len())].concat();
        list.extend(
            [b"PK\x01\x02\x14\0", &head[..], &sizes, &short(name.len()), &[0; 12], &number(archive.len())].concat(),
        );
        list.extend(name.as_bytes());
        archive
            .extend([b"PK\x03\x04", &head[..], &sizes, &short(name.len()), &[0; 2], name.as_bytes(), content].concat());
    }
    let (n, start) = (short(files.len()), number(archive.len()));
    let end = [b"PK\x05\x06\0\0\0\0", &n[..], &n, &number(list.len()), &start, &[0; 2]].concat();
    [archive, list, end].concat()
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), step))
}

fn input(bytes: &[u8], format: Format) {
    let options = InputOptions { format: Some(format), ..InputOptions::default() };
    let mut n_found = 0;
    for found in read_input("input", bytes, &options) {
        n_found += 1;
        match found {
            Ok(document) => sound(&document),
            Err(error) => assert!(error.to_string().starts_with("input"), "{error}"),
        }
    }
    assert!(n_found > 0 || format == Format::JsonLines, "an input gives documents, or says why not");
}

fn sound(document: &Document) {
    assert!(!document.info().id.is_empty());
    if let Some(published) = &document.info().published {
        assert_eq!(normalise_date(published).as_ref(), Some(published), "a normal date stays as it is");
    }
}

/// Text to tokens, sentences, paragraphs and quotations.
pub(crate) fn divide(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let division = Division::of(text);
    let n_tokens = division.tokens.len();
    let mut end = 0;
    for token in &division.tokens {
        assert!(end <= token.span.start && token.span.start < token.span.end, "{:?} behind {end}", token.span);
        end = token.span.end;
        let words = text.get(token.span.start..token.span.end).expect("a token ends where characters do");
        assert_eq!(token.span.trim(text), token.span, "{words:?} begins or ends with white space");
    }
    assert_covers(&division.sentences, n_tokens);
    assert_covers(&division.paragraphs, division.sentences.len());
    // Nothing but white space, and what shows as nothing, lies between tokens.
    let mut before = 0;
    for span in division.tokens.iter().map(|token| token.span).chain([Span::new(text.len(), text.len())]) {
        let gap = &text[before..span.start];
        assert!(!gap.contains(char::is_alphanumeric), "{gap:?} is in no token");
        before = span.end;
    }
    let quotes = Quotes::of(text, &division);
    assert_eq!((quotes.states.len(), quotes.shapes.len()), (n_tokens, n_tokens));
    let mut end = 0;
    for quotation in &quotes.quotations {
        let tokens = &quotation.tokens;
        assert!(end <= tokens.start && tokens.start < tokens.end && tokens.end <= n_tokens, "{quotation:?}");
        end = tokens.end;
    }
}

fn assert_covers(ranges: &[std::ops::Range<usize>], n: usize) {
    let mut end = 0;
    for range in ranges {
        assert!(range.start == end && range.start < range.end, "{range:?} behind {end}");
        end = range.end;
    }
    assert_eq!(end, n);
}

/// Text to a record that keeps the rules, and to the same one each time.
pub(crate) fn read(bytes: &[u8]) {
    static READER: OnceLock<Reader> = OnceLock::new();
    let reader = READER.get_or_init(|| Reader::new().expect("the bundled weights can be used"));
    let published = Some("2025-02-13".to_owned());
    let document = Document::new(String::from_utf8_lossy(bytes), Metadata { published, ..Metadata::default() });
    let record = reader.read(&document);
    let problems = check::problems(&record);
    assert!(problems.is_empty(), "{problems:#?}");
    let line = json::write(&record, false);
    assert_eq!(json::write(&json::parse(&line).expect("what was written can be read"), false), line);
    assert_eq!(json::write(&reader.read(&document), false), line);
}

/// JSON to a record; what can be read is written and read without change.
pub(crate) fn json_parse(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    if let Ok(record) = json::parse(text) {
        check::problems(&record);
        let line = json::write(&record, false);
        let again = json::parse(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert_eq!(json::write(&again, false), line);
    }
}

/// A weight file to tensors, layers and an encoder, or to an error.
pub(crate) fn weights(bytes: &[u8]) {
    let Ok(weights) = Weights::parse(bytes.to_vec()) else { return };
    for name in weights.names() {
        let tensor = weights.tensor(name).expect("a tensor that is listed is there");
        let _ = tensor.to_f32();
        if let Some(layer) = name.strip_suffix(".weight") {
            let _ = Linear::load(&weights, layer);
        }
    }
    if let Ok(encoder) = Encoder::load(&weights, "encoder") {
        let _ = encoder.verify();
    }
}

/// A file of a user to an ontology that reads, or to mistakes in the order of its lines.
pub(crate) fn ontology(bytes: &[u8]) {
    static DOCUMENT: OnceLock<Document> = OnceLock::new();
    match Ontology::parse("own.txt", &String::from_utf8_lossy(bytes)) {
        Ok(ontology) => {
            let (n_types, n_words) = ontology.counts();
            assert!(n_types > 0 && n_words > 0);
            let text = "Arsenal sold Tom Baker. Russia did not attack Ukraine in May; it held talks with France.";
            let document = DOCUMENT.get_or_init(|| Document::new(text.to_owned(), Metadata::default()));
            let reader = Reader::new().expect("the bundled weights can be used").with_ontology(ontology);
            let (record, explanations) = reader.explain(document);
            let problems = check::problems(&record);
            assert!(problems.is_empty(), "{problems:#?}");
            assert_eq!(record.events.len(), explanations.len());
        }
        Err(mistakes) => {
            assert!(!mistakes.is_empty());
            assert!(mistakes.iter().all(|mistake| mistake.to_string().starts_with("own.txt: ")));
        }
    }
}
