//! NewsML-G2: items whose metadata and contents are separate, alone or in a message.

use roxmltree::Node;

use super::document::{of_html, of_text};
use super::nitf;
use crate::input::article::Found;
use crate::input::refusals::{empty, refused};
use crate::input::xml::{all, attribute, child, first, html, is, words};
use crate::{Document, Error, Metadata};

/// Returns the documents of the items with text in an item or a message.
pub(super) fn documents(root: Node<'_, '_>, metadata: &Metadata) -> Found {
    if is(root, "newsItem") {
        return vec![document(root, metadata)];
    }
    let shared = metadata.shared();
    let is_text = |item: &Node<'_, '_>| class(*item).is_none_or(|class| class == "text" || class == "composite");
    let items: Vec<Node<'_, '_>> = all(root, "newsItem").filter(is_text).collect();
    if items.is_empty() {
        let message = "expected items with text, found only packages, references or other media";
        return vec![Err(refused(message.to_owned()))];
    }
    items.into_iter().map(|item| document(item, &shared)).collect()
}

/// Returns the class of an item, without the prefix of its vocabulary: "text" for `ninat:text`.
fn class<'a>(item: Node<'a, '_>) -> Option<&'a str> {
    attribute(first(item, "itemClass")?, "qcode").map(without_scheme)
}

fn without_scheme(code: &str) -> &str {
    code.rsplit(':').next().unwrap_or(code)
}

fn document(item: Node<'_, '_>, metadata: &Metadata) -> Result<Document, Error> {
    if let Some(class) = class(item).filter(|class| *class != "text" && *class != "composite") {
        return Err(refused(format!("expected an item of class \"text\", found {class:?}")));
    }
    let status = first(item, "pubStatus").and_then(|status| attribute(status, "qcode")).map(without_scheme);
    if let Some(status @ ("canceled" | "withheld")) = status {
        return Err(refused(format!("expected a usable item, found one that is {status}")));
    }
    let Some(contents) = first(item, "contentSet") else { return Err(empty()) };
    let found = found(item);
    if let Some(inline) = child(contents, "inlineXML") {
        let markup = match first(inline, "nitf") {
            Some(nitf) => nitf::body(nitf),
            None => html(first(inline, "body").unwrap_or(inline), |name| {
                (!matches!(name, "head" | "script" | "style" | "figure")).then(|| name.to_owned())
            }),
        };
        return of_html(&markup, found, metadata);
    }
    let Some(inline) = child(contents, "inlineData") else {
        return Err(refused("expected an item that contains its text, found one whose text is elsewhere".to_owned()));
    };
    let text: String = inline.children().filter_map(|inner| inner.text()).collect();
    if attribute(inline, "contenttype").is_some_and(|kind| kind.contains("html")) {
        return of_html(&text, found, metadata);
    }
    of_text(text.trim().to_owned(), found, metadata)
}

fn found(item: Node<'_, '_>) -> Metadata {
    let about = child(item, "itemMeta");
    let contents = child(item, "contentMeta");
    let words_of = |part: Option<Node<'_, '_>>, name: &str| first(part?, name).and_then(words);
    let id = attribute(item, "guid").map(str::to_owned).filter(|id| !id.is_empty());
    let provider = || {
        let provider = first(about?, "provider")?;
        let named = child(provider, "name").and_then(words);
        named.or_else(|| attribute(provider, "literal").map(str::to_owned))
    };
    let author = || {
        let creators = all(contents?, "creator").filter_map(|creator| child(creator, "name").and_then(words));
        let names: Vec<String> = creators.collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let language = || attribute(first(contents?, "language")?, "tag");
    let outer = || item.ancestors().skip(1).find_map(|outer| attribute(outer, "lang"));
    Metadata {
        title: words_of(contents, "headline").or_else(|| words_of(about, "title")),
        publisher: words_of(contents, "infoSource").or_else(provider),
        url: id.clone().filter(|id| id.starts_with("http://") || id.starts_with("https://")),
        byline: author().or_else(|| words_of(contents, "by")),
        published: ["versionCreated", "firstCreated"]
            .into_iter()
            .find_map(|name| words_of(about, name))
            .or_else(|| words_of(contents, "contentCreated")),
        language: language().or_else(|| attribute(item, "lang")).or_else(outer).map(str::to_owned),
        id,
    }
}
