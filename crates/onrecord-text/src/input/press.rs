//! Converts the XML formats of news agencies into documents: [NITF](https://iptc.org/std/NITF/) 3.x and
//! [NewsML-G2](https://iptc.org/std/NewsML-G2/) 2.x.

mod document;
mod newsml;
mod nitf;

use super::article::{Found, within};
use super::feed::mend::{mended, without_prolog};
use super::xml;
use crate::Metadata;

/// The root elements of the two formats.
const ROOTS: [&str; 4] = ["nitf", "newsItem", "newsMessage", "packageItem"];

/// Returns whether the root element of a text is that of an article or a message in NITF or NewsML-G2.
pub(super) fn is_press(text: &str) -> bool {
    let rest = without_prolog(text.trim_start_matches('\u{feff}').trim_start());
    let tag = rest.strip_prefix('<').and_then(|tag| tag.split(|c: char| c == '>' || c.is_ascii_whitespace()).next());
    tag.is_some_and(|name| ROOTS.contains(&name.split_once(':').map_or(name, |(_, local)| local)))
}

/// Returns the documents of an article in NITF, or of an item or message in NewsML-G2.
pub(super) fn documents(text: &str, metadata: &Metadata) -> Found {
    let xml = mended(without_prolog(text.trim_start_matches('\u{feff}').trim_start()));
    let tree = match xml::tree(&xml) {
        Ok(tree) => tree,
        Err(error) => return vec![Err(error)],
    };
    let root = tree.root_element();
    if xml::is(root, "nitf") {
        return vec![nitf::document(root, metadata)];
    }
    let found = newsml::documents(root, metadata);
    if found.len() == 1 {
        return found;
    }
    found.into_iter().enumerate().map(|(at, found)| within(found, format_args!("item {}", at + 1))).collect()
}

#[cfg(test)]
mod tests;
