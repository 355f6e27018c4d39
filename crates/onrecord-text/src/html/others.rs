//! Removes texts by others from a page: readers' comments, cookie notices, teasers of other articles, and whole
//! articles that follow the first.

use std::collections::HashMap;

use dom_query::{Document as Dom, NodeRef};

use super::names::word_of;
use super::prose::Prose;
use super::render::{same_words, squeeze};
use crate::words::MarkupWords;

/// The minimum number of bytes of prose that must remain when comments are removed: a short paragraph.
const MIN_REST: usize = 100;

/// The maximum length of a teaser in bytes: a headline, two sentences and labels.
const MAX_TEASER: usize = 600;

/// The minimum length of a linked headline in bytes.
const MIN_HEADLINE: usize = 15;

/// Removes texts by others from the page with this title.
pub(super) fn remove_others(dom: &Dom, title: Option<&str>) {
    remove_teasers(dom);
    remove_voices(dom);
    remove_replies(dom);
    remove_lists_of_links(dom, title);
    remove_articles(dom, title);
}

/// Removes comments and cookie notices, if enough text remains.
fn remove_voices(dom: &Dom) {
    let known = MarkupWords::english();
    let Some(body) = dom.body() else { return };
    let prose = Prose::of(&body);
    let mut found: Vec<NodeRef<'_>> = Vec::new();
    // The prose of the page before an element.
    let mut before = 0;
    for node in body.descendants_it() {
        if !node.children_it(false).any(|child| prose.get(&child).prose > 0) {
            before += prose.get(&node).prose;
        }
        let Some(word) = word_of(&node, &[&known.consents, &known.voices]) else { continue };
        if is_removed(&node, &found) || !is_box(&node) {
            continue;
        }
        if known.consents.contains(word) || is_list_of_voices(&node, &prose, before) {
            found.push(node);
        }
    }
    let removed: usize = found.iter().map(|node| prose.get(node).prose).sum();
    let has_rest = prose.total().prose.saturating_sub(removed) >= MIN_REST;
    for node in found {
        if has_rest || prose.get(&node).prose == 0 {
            node.remove_from_parent();
        }
    }
}

/// Returns whether an element with such a name contains comments, and not an article that people may comment on. An
/// element with much of the page's prose contains comments only if there may be an article before it, or if its parts
/// also have such names or have reply buttons.
fn is_list_of_voices(node: &NodeRef<'_>, prose: &Prose, before: usize) -> bool {
    let voices = &MarkupWords::english().voices;
    let n_named = || node.descendants_it().filter(|inner| word_of(inner, &[voices]).is_some()).take(2).count();
    let n_replies = || node.descendants_it().filter(is_reply).take(2).count();
    let is_behind = before >= MIN_REST && !prose.holds(node, 0.6);
    !prose.holds(node, 0.25) || is_behind || n_named() == 2 || n_replies() == 2
}

/// Returns whether an element is a button below a comment.
fn is_reply(node: &NodeRef<'_>) -> bool {
    (node.has_name("button") || node.has_name("a"))
        && MarkupWords::english().replies.contains(squeeze(&node.text()).to_lowercase().as_str())
}

/// Removes groups of three or more similar elements that each have a reply button.
fn remove_replies(dom: &Dom) {
    let Some(body) = dom.body() else { return };
    let prose = Prose::of(&body);
    let mut found: Vec<NodeRef<'_>> = Vec::new();
    for node in body.descendants_it() {
        let children = node.element_children();
        if children.len() < 3 || is_removed(&node, &found) {
            continue;
        }
        let has_reply =
            |child: &NodeRef<'_>| prose.get(child).n_runs > 0 && child.descendants_it().any(|inner| is_reply(&inner));
        let with_reply: Vec<NodeRef<'_>> = children.into_iter().filter(has_reply).collect();
        let is_alike = with_reply.windows(2).all(|pair| kind(&pair[0]) == kind(&pair[1]));
        if with_reply.len() >= 3 && is_alike {
            found.extend(with_reply);
        }
    }
    let removed: usize = found.iter().map(|node| prose.get(node).prose).sum();
    if prose.total().prose.saturating_sub(removed) >= MIN_REST {
        found.iter().for_each(NodeRef::remove_from_parent);
    }
}

/// Returns whether an element may be a box beside the article: neither the whole page nor a part of a sentence.
fn is_box(node: &NodeRef<'_>) -> bool {
    const NEVER: [&str; 10] = ["a", "body", "em", "h1", "html", "i", "main", "strong", "b", "br"];
    node.is_element() && !NEVER.iter().any(|name| node.has_name(name)) && !has_heading(node, "h1")
}

fn is_removed(node: &NodeRef<'_>, found: &[NodeRef<'_>]) -> bool {
    // Elements are visited in the order of the page, so only the last one found can contain this one.
    found.last().is_some_and(|last| node.ancestors_it(None).any(|outer| outer.id == last.id))
}

fn has_heading(node: &NodeRef<'_>, level: &str) -> bool {
    node.has_name(level) || node.descendants_it().any(|inner| inner.has_name(level))
}

/// Removes groups of three or more elements that each consist of a linked headline with a sentence or two.
fn remove_teasers(dom: &Dom) {
    let Some(body) = dom.body() else { return };
    let prose = Prose::of(&body);
    let mut found: Vec<NodeRef<'_>> = Vec::new();
    for node in body.descendants_it().chain([body]) {
        let children = node.element_children();
        if children.len() < 3 || is_removed(&node, &found) {
            continue;
        }
        let kinds: Vec<(String, bool)> = children.iter().map(|child| (kind(child), is_teaser(child, &prose))).collect();
        // The number of elements of each kind, and of teasers among them.
        let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
        for (kind, is_teaser) in &kinds {
            let (n, n_teasers) = counts.entry(kind).or_default();
            *n += 1;
            *n_teasers += usize::from(*is_teaser);
        }
        let is_group =
            |kind: &str| counts.get(kind).is_some_and(|(n, n_teasers)| *n_teasers >= 3 && n_teasers * 5 >= n * 4);
        let in_group = kinds.iter().map(|(kind, is_teaser)| *is_teaser && is_group(kind));
        found.extend(children.iter().zip(in_group).filter(|(_, is_in)| *is_in).map(|(child, _)| *child));
    }
    let removed: usize = found.iter().map(|node| prose.get(node).prose).sum();
    if removed < prose.total().prose || removed == 0 {
        found.iter().for_each(NodeRef::remove_from_parent);
    }
}

/// Removes elements with linked headlines separated by line breaks, some of them followed by a sentence.
fn remove_lists_of_links(dom: &Dom, title: Option<&str>) {
    let Some(body) = dom.body() else { return };
    let prose = Prose::of(&body);
    let is_list = |node: &NodeRef<'_>| {
        let counts = prose.get(node);
        if counts.linked * 10 < counts.text * 3 {
            return false;
        }
        let children = node.element_children();
        let n_links = children.iter().filter(|child| child.has_name("a") && is_headline(child)).count();
        n_links >= 4 && children.iter().any(|child| child.has_name("br"))
    };
    let found: Vec<NodeRef<'_>> = body.descendants_it().filter(is_list).collect();
    let has_title = |node: &NodeRef<'_>| {
        node.descendants_it()
            .any(|inner| inner.has_name("h1") || title.is_some_and(|title| same_words(&inner.text(), title)))
    };
    for node in found.iter().filter(|node| !has_title(node)) {
        if prose.total().prose >= prose.get(node).prose + MIN_REST {
            node.remove_from_parent();
        }
    }
}

/// Returns whether a link contains a headline and leads to another page.
fn is_headline(link: &NodeRef<'_>) -> bool {
    let is_elsewhere = link.attr("href").is_some_and(|address| !address.starts_with('#'));
    let text = squeeze(&link.text());
    is_elsewhere && text.len() >= MIN_HEADLINE && text.contains(' ')
}

/// Returns the name of an element with its first class, which elements of the same list share.
fn kind(node: &NodeRef<'_>) -> String {
    let class = node.attr("class").unwrap_or_default();
    let name = node.node_name().unwrap_or_default();
    format!("{name}.{}", class.split_whitespace().next().unwrap_or_default())
}

fn is_teaser(node: &NodeRef<'_>, prose: &Prose) -> bool {
    let counts = prose.get(node);
    if counts.n_runs > 2 || counts.text > MAX_TEASER || counts.linked * 8 < counts.text || counts.linked < MIN_HEADLINE
    {
        return false;
    }
    let is_paragraph = ["p", "h1", "h2", "tr", "td"].iter().any(|name| node.has_name(name));
    !is_paragraph && (node.has_name("a") || node.descendants_it().any(|link| link.has_name("a") && is_headline(&link)))
}

/// Removes the other articles of a page that shows several one below another: the siblings of the article whose heading
/// has the title of the page, if their headings are of the same level.
fn remove_articles(dom: &Dom, title: Option<&str>) {
    let Some(body) = dom.body() else { return };
    let prose = Prose::of(&body);
    let is_title = |node: &NodeRef<'_>| title.is_some_and(|title| same_words(title, &node.text()));
    let headings: Vec<NodeRef<'_>> = dom.select("h1, h2, h3").nodes().to_vec();
    let Some(heading) = headings
        .iter()
        .find(|node| is_title(node))
        .or_else(|| headings.iter().find(|node| node.has_name("h1") && title.is_none()))
    else {
        return;
    };
    let level = heading.node_name().unwrap_or_default();
    let mut node = *heading;
    while let Some(parent) = node.parent().filter(|_| !node.has_name("body")) {
        let others: Vec<NodeRef<'_>> =
            parent.element_children().into_iter().filter(|other| is_other(other, &node, &level, &prose)).collect();
        if prose.get(&node).n_runs >= 2 && !others.is_empty() {
            others.iter().for_each(NodeRef::remove_from_parent);
            return;
        }
        node = parent;
    }
}

/// Returns whether `other` is an article like `own`, whose heading has this level.
fn is_other(other: &NodeRef<'_>, own: &NodeRef<'_>, level: &str, prose: &Prose) -> bool {
    if other.id == own.id || prose.get(other).n_runs == 0 || other.node_name() != own.node_name() {
        return false;
    }
    let classes = |node: &NodeRef<'_>| node.attr("class").unwrap_or_default().to_string();
    let own_classes = classes(own);
    let is_alike = own.has_name("article")
        || classes(other).split_whitespace().any(|name| own_classes.split_whitespace().any(|own| own == name));
    let has_time = || other.descendants_it().any(|inner| inner.has_name("time"));
    has_heading(other, level) && (level == "h1" || own.has_name("article") || is_alike && has_time())
}
