//! Renders elements as paragraphs of plain text.

use dom_query::{NodeId, NodeRef};

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

/// Returns the paragraphs of `node`. Runs of white space become one space, a `<br>` inside a paragraph a line end.
pub(super) fn paragraphs(node: &NodeRef<'_>) -> Vec<String> {
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
        if is_block(&node) {
            writer.end_paragraph();
        }
        if enters {
            if node.has_name("br") {
                writer.text(LINE_END.encode_utf8(&mut [0; 4]));
            } else if node.has_name("td") || node.has_name("th") {
                writer.text(" ");
            }
            open.push((id, false));
            open.extend(node.children_it(true).map(|child| (child.id, true)));
        }
    }
    writer.end_paragraph();
    writer.paragraphs
}

#[derive(Default)]
struct Writer {
    paragraphs: Vec<String>,
    line: String,
}

impl Writer {
    fn text(&mut self, text: &str) {
        self.line.push_str(text);
    }

    fn end_paragraph(&mut self) {
        let mut paragraph = String::new();
        for line in self.line.split(LINE_END) {
            let line = squeeze(line);
            if !line.is_empty() {
                if !paragraph.is_empty() {
                    paragraph.push('\n');
                }
                paragraph.push_str(&line);
            } else if !paragraph.is_empty() {
                self.paragraphs.push(std::mem::take(&mut paragraph));
            }
        }
        if !paragraph.is_empty() {
            self.paragraphs.push(paragraph);
        }
        self.line.clear();
    }
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

/// Returns whether two texts have the same letters and digits, whatever their case.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    let words =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    words(one) == words(other)
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
            assert_eq!(paragraphs(&dom_query::Document::from(html).root()), expected, "{html}");
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
