//! Reads XML of news agencies and of office programs into a tree, and writes parts of it as HTML.

use roxmltree::{Document, Node, ParsingOptions};

use super::refusals::refused;
use crate::Error;

/// The maximum number of elements and texts in one input.
const MAX_NODES: u32 = 2_000_000;

/// The maximum nesting depth of elements, as for pages.
const MAX_DEPTH: usize = 512;

/// Returns the tree of XML without a document type.
pub(super) fn tree(xml: &str) -> Result<Document<'_>, Error> {
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let tree = Document::parse_with_options(xml, options)
        .map_err(|error| refused(format!("expected well-formed XML, found an error: {error}")).caused_by(error))?;
    // By the number of the node: parents come before what they contain.
    let mut depths: Vec<usize> = Vec::new();
    for node in tree.descendants() {
        let outer = node.parent().and_then(|parent| depths.get(parent.id().get_usize()));
        let depth = outer.map_or(0, |depth| depth + 1);
        if depth >= MAX_DEPTH {
            return Err(refused(format!("expected elements at most {MAX_DEPTH} levels deep, found more")));
        }
        depths.push(depth);
    }
    Ok(tree)
}

/// Returns the first element below `node` with this name, in any namespace.
pub(super) fn first<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.descendants().skip(1).find(|inner| is(*inner, name))
}

/// Returns the elements below `node` with this name in text order, in any namespace.
pub(super) fn all<'a, 'i>(node: Node<'a, 'i>, name: &str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants().skip(1).filter(move |inner| is(*inner, name))
}

/// Returns the child of `node` with this name, in any namespace.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|inner| is(*inner, name))
}

/// Returns whether the node is an element with this name, in any namespace.
pub(super) fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// Returns the value of the attribute with this name, in any namespace.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// Returns all words below `node`, separated by single spaces; `None` if there are none.
pub(super) fn words(node: Node<'_, '_>) -> Option<String> {
    let text: String = node.descendants().filter(|inner| inner.is_text()).filter_map(|inner| inner.text()).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Writes the content of `node` as HTML. `named` gives the HTML names of elements; if it returns `None`, the element is
/// left out with its content. Namespaces and attributes are left out.
pub(super) fn html(node: Node<'_, '_>, named: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    // The elements that are open, with the names under which they are written.
    let mut open: Vec<(Node<'_, '_>, String)> = Vec::new();
    let mut next = node.first_child();
    while let Some(at) = next {
        let mut inside = None;
        if let Some(text) = at.text().filter(|_| at.is_text()) {
            escape(text, &mut out);
        } else if at.is_element()
            && let Some(name) = named(at.tag_name().name())
        {
            out.extend(["<", &name, ">"]);
            inside = at.first_child();
            open.push((at, name));
        }
        next = inside.or_else(|| {
            let mut behind = at.next_sibling().filter(|_| open.last().is_none_or(|(last, _)| *last != at));
            while behind.is_none() {
                let (last, name) = open.pop()?;
                out.extend(["</", &name, ">"]);
                behind = last.next_sibling();
            }
            behind
        });
    }
    out
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(xml: &str, expected: &str) {
        let tree = tree(xml).unwrap();
        let named = |name: &str| (name != "media").then(|| name.replace("hl2", "h2"));
        assert_eq!(html(tree.root_element(), named), expected, "{xml}");
    }

    #[test]
    fn elements_are_written_as_html() {
        check("<a><p>One &amp; <b>two</b></p><p/>three</a>", "<p>One &amp; <b>two</b></p><p></p>three");
        check("<a><x:p xmlns:x='u' class='c'>One</x:p></a>", "<p>One</p>");
        check("<a><media><p>Left out</p></media><hl2>Kept</hl2><media/></a>", "<h2>Kept</h2>");
        check("<a><p><q><media/></q></p><p>B</p></a>", "<p><q></q></p><p>B</p>");
        check("<a/>", "");
    }

    #[test]
    fn deep_and_broken_xml_is_no_trouble() {
        let deep = |n: usize| format!("{}x{}", "<p>".repeat(n), "</p>".repeat(n));
        assert!(html(tree(&deep(500)).unwrap().root_element(), |name| Some(name.to_owned())).contains('x'));
        assert!(tree(&deep(50_000)).unwrap_err().to_string().contains("levels deep"));
        assert!(tree("<a><b></a>").unwrap_err().to_string().starts_with("expected well-formed XML, found an error"));
    }

    #[test]
    fn words_are_joined_with_single_spaces() {
        let tree = tree("<a>By\n <b>Ana</b>  Diaz<c/></a>").unwrap();
        assert_eq!(words(tree.root_element()).as_deref(), Some("By Ana Diaz"));
        assert_eq!(words(first(tree.root_element(), "c").unwrap()), None);
    }
}
