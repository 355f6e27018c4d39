//! Books in EPUB: each part of the reading order that has text is an article, as in a magazine or an edition of a newspaper.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use roxmltree::Node;

use super::files::Files;
use crate::html::{self, Page};
use crate::input::article::{Found, within};
use crate::input::feed::mend::{mended, without_prolog};
use crate::input::refusals::{broken, empty};
use crate::input::xml::{all, attribute, first, tree, words};
use crate::{Document, Error, ErrorKind, Metadata};

/// The file that points to the description of the book.
pub(super) const CONTAINER: &str = "META-INF/container.xml";

/// Returns the documents of the parts with text, in reading order.
pub(super) fn documents(files: &mut Files<'_>, metadata: &Metadata) -> Found {
    let (parts, shared) = match described(files, metadata) {
        Ok(found) => found,
        Err(error) => return vec![Err(error)],
    };
    let mut found = Vec::new();
    for part in parts {
        let text = files.text(&part).and_then(|text| document(&text, &shared));
        match text {
            // Covers and lists of pictures have no text.
            Err(error) if matches!(error.kind(), ErrorKind::Empty | ErrorKind::NoArticle) => {}
            text => found.push(within(text, format_args!("{part}"))),
        }
    }
    if found.is_empty() { vec![Err(empty())] } else { found }
}

/// Returns the names of the files in reading order, and the metadata of the book.
fn described(files: &mut Files<'_>, metadata: &Metadata) -> Result<(Vec<String>, Metadata), Error> {
    let xml = files.text(CONTAINER)?;
    let container = tree(without_prolog(&xml))?;
    let path = first(container.root(), "rootfile").and_then(|file| attribute(file, "full-path"));
    let path = path.ok_or_else(|| broken("the EPUB does not name its package document"))?.to_owned();
    let xml = files.text(&path)?;
    let xml = mended(without_prolog(&xml));
    let book = tree(&xml)?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_list =
        |item: &Node<'_, '_>| attribute(*item, "properties").is_some_and(|all| all.split(' ').any(|p| p == "nav"));
    let is_page = |item: &Node<'_, '_>| attribute(*item, "media-type").is_some_and(|kind| kind.contains("html"));
    let items: HashMap<&str, &str> = all(book.root(), "item")
        .filter(|item| is_page(item) && !is_list(item))
        .filter_map(|item| Some((attribute(item, "id")?, attribute(item, "href")?)))
        .collect();
    let order = all(book.root(), "itemref").filter_map(|part| items.get(attribute(part, "idref")?));
    let parts = order.map(|address| inside(folder, address)).collect();
    let stated = |name: &str| first(book.root(), name).and_then(words);
    let found = Metadata {
        publisher: stated("publisher").or_else(|| stated("title")),
        published: stated("date"),
        language: stated("language"),
        ..Metadata::default()
    };
    Ok((parts, found.or(metadata)))
}

/// Returns the file name of an address that is relative to a folder of the archive.
fn inside(folder: &str, address: &str) -> String {
    let decoded = percent_decode_str(address.split('#').next().unwrap_or_default()).decode_utf8_lossy();
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in decoded.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn document(page: &str, shared: &Metadata) -> Result<Document, Error> {
    let Page { text, metadata: found, notices } = html::page(page, None)?;
    Ok(Document::with_notices(text, found.or(shared), notices))
}
