//! Word files: the paragraphs of the main text.

use roxmltree::Node;

use super::files::Files;
use crate::input::article::headline;
use crate::input::feed::mend::without_prolog;
use crate::input::refusals::empty;
use crate::input::xml::{attribute, first, is, tree, words};
use crate::{Document, Error, Metadata};

/// The path of the main text within the archive.
pub(super) const TEXT: &str = "word/document.xml";

/// The path of the properties, which include the title.
const PROPERTIES: &str = "docProps/core.xml";

/// Elements whose text is not displayed: deleted text, field codes, and older alternatives to what another element
/// displays.
const HIDDEN: [&str; 4] = ["del", "moveFrom", "instrText", "Fallback"];

/// Returns the document of a Word file. If changes were tracked, it has the new text.
pub(super) fn document(files: &mut Files<'_>, metadata: &Metadata) -> Result<Document, Error> {
    let xml = files.text(TEXT)?;
    let parsed = tree(without_prolog(&xml))?;
    let paragraphs: Vec<Node<'_, '_>> = parsed.root().descendants().filter(|node| is(*node, "p")).collect();
    let written: Vec<(String, bool)> =
        paragraphs.iter().map(|paragraph| (text(*paragraph), is_title(*paragraph))).collect();
    let titled = written.iter().find(|(text, is_title)| *is_title && !text.is_empty()).map(|(text, _)| text.clone());
    let blocks: Vec<&str> = written.iter().map(|(text, _)| text.as_str()).filter(|text| !text.is_empty()).collect();
    if blocks.is_empty() {
        return Err(empty());
    }
    let text = blocks.join("\n\n");
    let title = metadata.title.clone().or(titled).or_else(|| title(files)).or_else(|| headline(&text));
    Ok(Document::with_notices(text, Metadata { title, ..metadata.clone() }, Vec::new()))
}

/// Returns the text of a paragraph itself, without that of text boxes in it, which are also paragraphs.
fn text(paragraph: Node<'_, '_>) -> String {
    let mut out = String::new();
    for node in paragraph.descendants().filter(|node| node.is_element()) {
        let mut outer = node.ancestors().skip(1).take_while(|outer| *outer != paragraph);
        if outer.any(|outer| is(outer, "p") || HIDDEN.contains(&outer.tag_name().name())) {
            continue;
        }
        match node.tag_name().name() {
            "t" => out.push_str(node.text().unwrap_or_default()),
            "tab" if !node.parent().is_some_and(|parent| is(parent, "tabs")) => out.push(' '),
            "br" | "cr" => out.push('\n'),
            "noBreakHyphen" => out.push('-'),
            _ => {}
        }
    }
    let lines: Vec<String> = out.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn is_title(paragraph: Node<'_, '_>) -> bool {
    first(paragraph, "pStyle").and_then(|style| attribute(style, "val")) == Some("Title")
}

fn title(files: &mut Files<'_>) -> Option<String> {
    let xml = files.text(PROPERTIES).ok()?;
    let parsed = tree(without_prolog(&xml)).ok()?;
    first(parsed.root(), "title").and_then(words)
}
