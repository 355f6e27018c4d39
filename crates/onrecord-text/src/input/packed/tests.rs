use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::{Document, MAX_ARTICLE_BYTES};

/// Returns a ZIP archive with these files.
fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read(files: &[(&str, &str)]) -> Vec<Result<Document, Error>> {
    documents(&archive(files), &Metadata::default())
}

fn message(found: &[Result<Document, Error>]) -> String {
    found[0].as_ref().unwrap_err().to_string()
}

const WORD: &str = r#"<?xml version="1.0"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Ferry to Lund closed</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">The mayor </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>said</w:t></w:r><w:del><w:r><w:delText> loudly</w:delText><w:t>
 gone</w:t></w:r></w:del><w:r><w:t xml:space="preserve"> no</w:t><w:noBreakHyphen/><w:t>one</w:t><w:br/><w:t>was hurt.</w:t></w:r></w:p>
<w:p/>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ferries</w:t><w:tab/><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>"#;

#[test]
fn a_word_file_has_its_paragraphs() {
    let found = read(&[("[Content_Types].xml", "<Types/>"), (docx::TEXT, WORD)]);
    let document = found[0].as_ref().unwrap();
    assert_eq!(document.text(), "Ferry to Lund closed\n\nThe mayor said no-one\nwas hurt.\n\nFerries 2");
    assert_eq!(document.info().title.as_deref(), Some("Ferry to Lund closed"));
}

#[test]
fn the_title_of_a_word_file_may_be_a_property() {
    let text = "<d><p><t>It rained on Monday.</t></p><p><t>The rain stopped.</t></p></d>";
    let properties = "<p xmlns:dc='u'><dc:title>Rain</dc:title></p>";
    let found = read(&[(docx::TEXT, text), ("docProps/core.xml", properties)]);
    assert_eq!(found[0].as_ref().unwrap().info().title.as_deref(), Some("Rain"));
}

const CONTAINER: &str = r#"<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;

const BOOK: &str = r#"<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>The Lund Weekly</dc:title><dc:date>2025-02-13</dc:date><dc:language>en</dc:language></metadata><manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="two" href="text/part%202.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="./text/../text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="picture" href="a.jpg" media-type="image/jpeg"/>
<item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="nav"/><itemref idref="cover"/><itemref idref="one"/><itemref idref="two"/><itemref idref="picture"/><itemref
idref="gone"/></spine></package>"#;

fn page(title: &str, text: &str) -> String {
    format!("<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>")
}

#[test]
fn each_part_of_a_book_is_an_article() {
    let one = page("Ferry closed", "The ferry to Lund was closed on Monday, the mayor said.");
    let two = page("Rain", "It rained for three days in Lund, and the river rose.");
    let found = read(&[
        ("mimetype", "application/epub+zip"),
        (epub::CONTAINER, CONTAINER),
        ("OEBPS/book.opf", BOOK),
        ("OEBPS/cover.xhtml", "<html><body><img src='a.jpg'/></body></html>"),
        ("OEBPS/nav.xhtml", &page("Contents", "Ferry closed")),
        ("OEBPS/text/one.xhtml", &one),
        ("OEBPS/text/part 2.xhtml", &two),
    ]);
    assert_eq!(found.len(), 3, "{found:?}");
    let first = found[0].as_ref().unwrap();
    assert_eq!(first.text(), "The ferry to Lund was closed on Monday, the mayor said.");
    assert_eq!(first.info().title.as_deref(), Some("Ferry closed"));
    assert_eq!(first.info().publisher.as_deref(), Some("The Lund Weekly"));
    assert_eq!(first.info().published.as_deref(), Some("2025-02-13"));
    assert!(found[1].as_ref().unwrap().text().starts_with("It rained"));
    assert!(found[2].as_ref().unwrap_err().to_string().starts_with("OEBPS/gone.xhtml: "), "{found:?}");
}

#[test]
fn other_archives_are_refused() {
    assert!(message(&read(&[("a.txt", "It rained.")])).contains("neither a Word file nor an EPUB"));
    assert!(message(&read(&[(docx::TEXT, "<d><p/></d>")])).contains("expected text, found nothing"));
    assert!(message(&read(&[(docx::TEXT, "<d><p>")])).contains("expected well-formed XML"));
    assert!(message(&read(&[(epub::CONTAINER, "<container/>")])).contains("does not name"));
    let whole = archive(&[(docx::TEXT, WORD)]);
    let cut = documents(&whole[..whole.len() / 2], &Metadata::default());
    assert!(message(&cut).contains("cannot be read"), "{cut:?}");
    assert!(message(&documents(b"%PDF-1.7", &Metadata::default())).contains("PDF"));
    assert!(message(&documents(b"It rained.", &Metadata::default())).contains("found something else"));
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let bomb = " ".repeat(2 * MAX_ARTICLE_BYTES + 1);
    assert_eq!(read(&[(docx::TEXT, &bomb)])[0].as_ref().unwrap_err().kind(), ErrorKind::TooLong);
}
