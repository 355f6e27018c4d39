//! Removes what is not part of the article from a page, before the main text is extracted.

use dom_query::{Document as Dom, NodeRef};

use super::render::{LINE_END, is_block, squeeze};
use crate::words::PageWords;

/// Words in the class or id of elements that are not part of an article.
const WORDS: [&str; 40] = [
    "ad",
    "ads",
    "adslot",
    "advert",
    "advertisement",
    "advertising",
    "adverts",
    "breadcrumb",
    "breadcrumbs",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "disqus",
    "gdpr",
    "mostread",
    "newsletter",
    "onetrust",
    "outbrain",
    "paywall",
    "popular",
    "popup",
    "promo",
    "promos",
    "promotion",
    "recirc",
    "recommended",
    "related",
    "share",
    "sharing",
    "sidebar",
    "signup",
    "skip",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "trending",
];

/// Elements that never hold words of an article.
const NEVER: &str = "script, style, noscript, template, nav, dialog, form, button, select, iframe, object, svg, \
    figcaption, [hidden], [role=dialog], [role=alertdialog], [role=navigation], [role=banner], [role=search], \
    [role=complementary]";

/// The largest share of a page's words that an element may hold and still be removed for its class: a wrapper of
/// the whole article can have such a class too.
const MAX_SHARE: f32 = 0.4;

/// Removes menus, dialogs and links to other articles from the page, and marks line ends. If `by_name`, also removes
/// elements whose class or id names an advertisement or a box.
pub(super) fn clear(dom: &Dom, by_name: bool) {
    dom.select(NEVER).remove();
    let Some(body) = dom.body() else { return };
    let n_bytes = body.text().len();
    for node in body.descendants() {
        if !node.is_element() || node.parent().is_none() {
            continue;
        }
        if by_name && is_named_so(&node) && (node.text().len() as f32) < MAX_SHARE * n_bytes as f32 {
            node.remove_from_parent();
        } else if node.has_name("br") {
            mark_line_end(&node);
        } else if is_pointer(&node) {
            node.remove_from_parent();
        }
    }
}

fn is_named_so(node: &NodeRef<'_>) -> bool {
    if ["article", "main", "p", "a", "span", "em", "strong"].iter().any(|name| node.has_name(name)) {
        return false;
    }
    ["class", "id"].iter().filter_map(|attribute| node.attr(attribute)).any(|names| {
        let lower = names.to_ascii_lowercase();
        lower.split(|c: char| !c.is_ascii_alphabetic()).any(|word| WORDS.binary_search(&word).is_ok())
    })
}

/// Marks single `<br>` elements, which end a line inside a paragraph. Two begin a new paragraph: Readability splits
/// there, but loses single ones.
fn mark_line_end(node: &NodeRef<'_>) {
    let is_br = |next: fn(&NodeRef<'_>) -> Option<dom_query::NodeId>| {
        let mut at = next(node);
        while let Some(id) = at {
            let other = NodeRef::new(id, node.tree);
            if !other.is_text() || !other.text().trim().is_empty() {
                return other.has_name("br");
            }
            at = next(&other);
        }
        false
    };
    if !is_br(|node| node.next_sibling().map(|other| other.id))
        && !is_br(|node| node.prev_sibling().map(|other| other.id))
    {
        node.replace_with_html(LINE_END.to_string());
    }
}

fn is_pointer(node: &NodeRef<'_>) -> bool {
    if !is_block(node) || node.element_children().iter().any(is_block) {
        return false;
    }
    let line = squeeze(&node.text()).to_lowercase();
    let known = PageWords::english();
    if known.lines.contains(line.trim_end_matches(['.', ':'])) {
        return true;
    }
    if !known.pointers.iter().any(|pointer| line.starts_with(pointer.as_str())) {
        return false;
    }
    let n_linked: usize =
        node.descendants_it().filter(|inner| inner.has_name("a")).map(|link| squeeze(&link.text()).len()).sum();
    n_linked * 2 > line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted() {
        assert!(WORDS.is_sorted());
    }
}
