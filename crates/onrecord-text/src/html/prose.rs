//! How much prose each element of a page has: text in sentences, as opposed to menus, lists of links and labels.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

use super::render::is_block;

/// The minimum number of words of a piece of text that counts as prose: most headlines and labels are shorter.
const MIN_WORDS: usize = 10;

/// Elements whose text is not displayed as text.
const SILENT: [&str; 11] =
    ["head", "iframe", "noscript", "object", "option", "script", "select", "style", "svg", "template", "textarea"];

/// What an element contains, including all elements inside it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Bytes of prose.
    pub(super) prose: usize,
    /// Pieces of prose, such as paragraphs.
    pub(super) n_runs: usize,
    /// Bytes of text.
    pub(super) text: usize,
    /// Bytes of text in links.
    pub(super) linked: usize,
}

/// The counts of all elements below a root.
pub(super) struct Prose {
    index: HashMap<NodeId, usize>,
    counts: Vec<Counts>,
}

impl Prose {
    pub(super) fn of(root: &NodeRef<'_>) -> Prose {
        let mut walk = Walk::default();
        // Walks without recursion, so that a deeply nested page cannot exhaust the stack.
        let mut open = vec![(root.id, 0, true)];
        while let Some((id, parent, enters)) = open.pop() {
            let node = NodeRef::new(id, root.tree);
            if node.is_text() {
                walk.text(&node.text(), parent);
                continue;
            }
            if !enters {
                walk.leave(&node);
                continue;
            }
            if SILENT.iter().any(|name| node.has_name(name)) && walk.counts.len() > 1 {
                continue;
            }
            let own = walk.enter(&node, parent);
            open.push((id, parent, false));
            open.extend(node.children_it(true).map(|child| (child.id, own, true)));
        }
        walk.end_run();
        for own in (1..walk.counts.len()).rev() {
            let counts = walk.counts[own];
            let parent = &mut walk.counts[walk.parents[own]];
            parent.prose += counts.prose;
            parent.n_runs += counts.n_runs;
            parent.text += counts.text;
            parent.linked += counts.linked;
        }
        Prose { index: walk.index, counts: walk.counts }
    }

    /// Returns the counts of the element when the page was walked; zero for a new element.
    pub(super) fn get(&self, node: &NodeRef<'_>) -> Counts {
        self.index.get(&node.id).map(|&own| self.counts[own]).unwrap_or_default()
    }

    /// Returns the counts of the whole page.
    pub(super) fn total(&self) -> Counts {
        self.counts.first().copied().unwrap_or_default()
    }

    /// Returns whether the element has at least this share of the prose of the page.
    pub(super) fn holds(&self, node: &NodeRef<'_>, share: f32) -> bool {
        let total = self.total().prose;
        total > 0 && self.get(node).prose as f32 >= share * total as f32
    }

    /// Returns the innermost element below the root that has this share of the prose of the page.
    pub(super) fn innermost<'a>(&self, root: NodeRef<'a>, share: f32) -> NodeRef<'a> {
        let mut node = root;
        while let Some(child) = node.children_it(false).find(|child| self.holds(child, share)) {
            node = child;
        }
        node
    }
}

/// Returns whether a text is prose: it has several words, the end of a sentence, and is mostly outside of links.
pub(super) fn is_prose(text: &str, linked: usize) -> bool {
    let length = text.trim().len();
    linked * 3 < length
        && text.contains(['.', '!', '?', '…', '”', '。'])
        && text.split_whitespace().nth(MIN_WORDS - 1).is_some()
}

#[derive(Default)]
struct Walk {
    index: HashMap<NodeId, usize>,
    counts: Vec<Counts>,
    parents: Vec<usize>,
    /// The current run of text between block boundaries, how much of it is linked, and the element that contains it.
    run: String,
    linked: usize,
    holder: usize,
    n_links: usize,
    is_after_break: bool,
}

impl Walk {
    fn enter(&mut self, node: &NodeRef<'_>, parent: usize) -> usize {
        let own = self.counts.len();
        self.index.insert(node.id, own);
        self.counts.push(Counts::default());
        self.parents.push(parent);
        self.n_links += usize::from(node.has_name("a"));
        if is_bound(node) || node.has_name("br") && std::mem::replace(&mut self.is_after_break, true) {
            self.end_run();
        }
        own
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        self.n_links -= usize::from(node.has_name("a"));
        if is_bound(node) {
            self.end_run();
        }
    }

    fn text(&mut self, text: &str, parent: usize) {
        let length = text.trim().len();
        if length == 0 {
            self.run.push(' ');
            return;
        }
        if self.run.trim().is_empty() {
            self.holder = parent;
        }
        self.is_after_break = false;
        self.run.push_str(text);
        let linked = if self.n_links > 0 { length } else { 0 };
        self.linked += linked;
        if let Some(counts) = self.counts.get_mut(parent) {
            counts.text += length;
            counts.linked += linked;
        }
    }

    fn end_run(&mut self) {
        if is_prose(&self.run, self.linked)
            && let Some(counts) = self.counts.get_mut(self.holder)
        {
            counts.prose += self.run.trim().len();
            counts.n_runs += 1;
        }
        self.run.clear();
        self.linked = 0;
        self.is_after_break = false;
    }
}

/// Returns whether a run of text ends at the beginning and end of the element.
fn is_bound(node: &NodeRef<'_>) -> bool {
    is_block(node)
        || ["td", "th"].iter().any(|name| node.has_name(name))
        || node.node_name().is_some_and(|name| name.contains('-'))
}

#[cfg(test)]
mod tests {
    use dom_query::Document as Dom;

    use super::*;

    #[test]
    fn prose_is_counted_where_it_stands() {
        fn check(html: &str, selector: &str, n_runs: usize) {
            let dom = Dom::from(html);
            let prose = Prose::of(&dom.root());
            let counts = prose.get(&dom.select(selector).nodes()[0]);
            assert_eq!(counts.n_runs, n_runs, "{html}");
            assert_eq!(counts.prose > 0, n_runs > 0);
        }
        let line = "It rained all day on the roofs of Osk, he said.";
        check(&format!("<div><p>{line}</p><p><a>{line}</a></p><p>Osk</p></div>"), "div", 1);
        check(&format!("<div>{line}<br><br>{line}<br>{line}</div>"), "div", 2);
        check(&format!("<div><b>It rained</b> {line} <i>in Osk</i><script>{line}</script></div>"), "div", 1);
        check(&format!("<table><tr><td>{line}<td id=x>{line}</table>"), "#x", 1);
        check(&format!("<x-story><x-text>{line}</x-text></x-story>"), "x-text", 1);
        let dom = Dom::from(format!("<div><ul><li>Osk</ul><div id=x><p>{line}</p><p>{line}</p></div></div>"));
        let prose = Prose::of(&dom.root());
        assert_eq!(prose.innermost(dom.body().unwrap(), 0.7).attr("id").as_deref(), Some("x"));
    }
}
