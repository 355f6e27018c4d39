//! NITF: one article, with its body in elements similar to those of HTML.

use roxmltree::Node;

use super::document::of_html;
use crate::input::refusals::refused;
use crate::input::xml::{attribute, child, first, html, words};
use crate::{Document, Error, Metadata};

/// Returns the document of the article whose root element is `nitf`.
pub(super) fn document(nitf: Node<'_, '_>, metadata: &Metadata) -> Result<Document, Error> {
    let data = first(nitf, "docdata");
    let status = data.and_then(|data| attribute(data, "management-status"));
    if let Some(status @ ("embargoed" | "withheld" | "canceled")) = status {
        return Err(refused(format!("expected a usable article, found one that is {status}")));
    }
    of_html(&body(nitf), found(nitf), metadata)
}

/// Returns the body as HTML, preceded by a paragraph with the place and day of the report (dateline).
pub(super) fn body(nitf: Node<'_, '_>) -> String {
    let dateline = first(nitf, "dateline").and_then(words);
    let content = first(nitf, "body.content").map(|content| html(content, named)).unwrap_or_default();
    match dateline.filter(|_| !content.is_empty()) {
        Some(line) => format!("<p>{}</p>{content}", line.replace('&', "&amp;").replace('<', "&lt;")),
        None => content,
    }
}

/// Returns the HTML name of a NITF element; `None` if the element is not part of the text.
fn named(name: &str) -> Option<String> {
    match name {
        "media" | "ds" | "correction" | "pronounce" => None,
        "hl2" => Some("h2".to_owned()),
        "block" => Some("div".to_owned()),
        name => Some(name.to_owned()),
    }
}

fn found(nitf: Node<'_, '_>) -> Metadata {
    let of = |element: &str, name: &str| {
        let value = attribute(first(nitf, element)?, name)?.trim();
        (!value.is_empty()).then(|| value.to_owned())
    };
    let byline = first(nitf, "byline");
    // The byline also contains the author's job title.
    let author = byline.and_then(|byline| first(byline, "person")).or(byline);
    let published = || of("pubdata", "date.publication");
    Metadata {
        id: of("doc-id", "id-string"),
        title: first(nitf, "hl1")
            .and_then(words)
            .or_else(|| first(nitf, "head").and_then(|head| child(head, "title")).and_then(words)),
        publisher: of("pubdata", "name").or_else(|| first(nitf, "distributor").and_then(words)),
        url: of("pubdata", "ex-ref").filter(|address| address.starts_with("http")),
        byline: author.and_then(words),
        published: of("date.issue", "norm").or_else(published).or_else(|| of("story.date", "norm")),
        language: attribute(nitf, "lang").or_else(|| attribute(first(nitf, "body")?, "lang")).map(str::to_owned),
    }
}
