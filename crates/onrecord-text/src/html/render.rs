//! Renders elements as paragraphs of plain text.

use dom_query::{Document as Dom, NodeId, NodeRef};

/// Marks a line end while a page is processed: a private-use character, which pages do not use.
pub(super) const LINE_END: char = '\u{f8e5}';

const BLOCKS: [&str; 38] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
];

pub(super) fn is_block(node: &NodeRef<'_>) -> bool {
    node.node_name().is_some_and(|name| BLOCKS.binary_search(&name.as_ref()).is_ok())
}

/// What kind of element a block of text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Kind {
    #[default]
    Paragraph,
    Heading,
    Item,
    Cell,
}

/// A paragraph, heading or item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct Block {
    /// The text; a `<br>` inside it is a line end.
    pub(super) text: String,
    /// Bytes of the text in links.
    pub(super) linked: usize,
    /// Bytes of the text in italics or bold letters.
    pub(super) emphasised: usize,
    pub(super) kind: Kind,
}

impl Block {
    pub(super) fn paragraph(text: &str) -> Block {
        Block { text: squeeze(text), ..Block::default() }
    }
}

/// Returns the blocks of `node`. A run of white space becomes one space, and a `<br>` inside a block one line end.
pub(super) fn blocks(node: &NodeRef<'_>) -> Vec<Block> {
    let mut writer = Writer::default();
    // Walks without recursion, so that a deeply nested page cannot exhaust the stack.
    let mut open: Vec<(NodeId, bool)> = vec![(node.id, true)];
    while let Some((id, enters)) = open.pop() {
        let node = NodeRef::new(id, node.tree);
        if node.is_text() {
            writer.text(&node.text());
            continue;
        }
        if ["head", "script", "style", "title"].iter().any(|name| node.has_name(name)) {
            continue;
        }
        let is_block = is_block(&node);
        if is_block {
            writer.end_block();
        }
        if enters {
            if node.has_name("br") {
                writer.text(LINE_END.encode_utf8(&mut [0; 4]));
            } else if node.has_name("td") || node.has_name("th") {
                writer.text(" ");
            }
            writer.enter(&node, is_block);
            open.push((id, false));
            open.extend(node.children_it(true).map(|child| (child.id, true)));
        } else {
            writer.leave(&node, is_block);
        }
    }
    writer.end_block();
    writer.blocks
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    line: String,
    linked: usize,
    emphasised: usize,
    /// The kinds of the open blocks.
    kinds: Vec<Kind>,
    n_links: usize,
    n_emphases: usize,
}

impl Writer {
    fn enter(&mut self, node: &NodeRef<'_>, is_block: bool) {
        if is_block {
            let inherited = self.kinds.last().copied().unwrap_or_default();
            self.kinds.push(kind_of(node).unwrap_or(inherited));
        }
        self.n_links += usize::from(node.has_name("a"));
        self.n_emphases += usize::from(is_emphasis(node));
    }

    fn leave(&mut self, node: &NodeRef<'_>, is_block: bool) {
        if is_block {
            self.kinds.pop();
        }
        self.n_links -= usize::from(node.has_name("a"));
        self.n_emphases -= usize::from(is_emphasis(node));
    }

    fn text(&mut self, text: &str) {
        self.line.push_str(text);
        let length = text.trim().len();
        if self.n_links > 0 {
            self.linked += length;
        }
        if self.n_emphases > 0 {
            self.emphasised += length;
        }
    }

    fn end_block(&mut self) {
        let mut paragraphs: Vec<String> = Vec::new();
        let mut paragraph = String::new();
        for line in self.line.split(LINE_END) {
            let line = squeeze(line);
            if !line.is_empty() {
                if !paragraph.is_empty() {
                    paragraph.push('\n');
                }
                paragraph.push_str(&line);
            } else if !paragraph.is_empty() {
                paragraphs.push(std::mem::take(&mut paragraph));
            }
        }
        if !paragraph.is_empty() {
            paragraphs.push(paragraph);
        }
        let length: usize = paragraphs.iter().map(String::len).sum();
        for text in paragraphs {
            // If an element has several paragraphs, the counts are divided between them.
            let share = |part: usize| part * text.len() / length;
            let (linked, emphasised) = (share(self.linked), share(self.emphasised));
            let kind = self.kinds.last().copied().unwrap_or_default();
            self.blocks.push(Block { text, linked, emphasised, kind });
        }
        self.line.clear();
        self.linked = 0;
        self.emphasised = 0;
    }
}

/// Returns the kind of text that an element contains; `None` if it is that of the enclosing element.
fn kind_of(node: &NodeRef<'_>) -> Option<Kind> {
    let name = node.node_name()?;
    match name.as_ref() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Kind::Heading),
        "li" | "dt" | "dd" => Some(Kind::Item),
        "tr" => Some(Kind::Cell),
        _ => None,
    }
}

fn is_emphasis(node: &NodeRef<'_>) -> bool {
    ["b", "em", "i", "strong"].iter().any(|name| node.has_name(name))
}

/// Returns `text` with runs of white space as single spaces, and without characters that only control its layout.
pub(super) fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.extend(word.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}') && !c.is_control()));
    }
    squeezed.truncate(squeezed.trim_end().len());
    squeezed
}

/// Returns whether two texts have the same letters and digits, ignoring case.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    let words =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    words(one) == words(other)
}

/// Returns text without the markup and entities that sometimes stray into titles and names.
pub(crate) fn plain(text: &str) -> String {
    if text.contains(['&', '<']) { squeeze(&Dom::fragment(text).text()) } else { squeeze(text) }
}

/// Returns whether `text` begins with `start`, ignoring the case of ASCII letters.
pub(super) fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_sorted() {
        assert!(BLOCKS.is_sorted());
    }

    #[test]
    fn elements_are_written_as_paragraphs() {
        fn check(html: &str, expected: &[&str]) {
            let blocks = blocks(&dom_query::Document::from(html).root());
            assert_eq!(blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(), expected, "{html}");
        }
        check("", &[]);
        check(
            "<p>One <b>b</b>ig\n line.</p><p> Two&nbsp;&amp;\u{ad}\u{200b} &ldquo;three&rdquo;</p>",
            &["One big line.", "Two & “three”"],
        );
        check("<div>a<p>b</p>c</div>", &["a", "b", "c"]);
        check("a<br>b<br/><br>c", &["a\nb", "c"]);
        check("<ul><li>a<li>b</ul>", &["a", "b"]);
        check("<table><tr><td>Poll<td>45%<tr><td>Others<td>55%</table>", &["Poll 45%", "Others 55%"]);
        check("<p>a<script>x</script><style>y</style></p>", &["a"]);
        check("<p>said<a>he</a>.</p>", &["saidhe."]);
    }
}
