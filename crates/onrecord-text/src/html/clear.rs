//! Removes parts of a page that do not belong to the article, before the main text is extracted. Elements with a good
//! part of the page's prose stay, whatever their names.

use std::collections::HashMap;

use dom_query::{Document as Dom, NodeId, NodeRef};

use super::names::word_of;
use super::prose::Prose;
use super::render::{LINE_END, is_block, squeeze};
use crate::words::MarkupWords;

/// Elements that normally contain no text of an article.
const NEVER: &str = "script, style, noscript, template, nav, dialog, form, button, select, iframe, object, svg, \
    figcaption, textarea, input, legend, label, [role=dialog], [role=alertdialog], [role=navigation], [role=banner], [role=search], \
    [role=complementary]";

/// Elements that are not shown.
const HIDDEN: &str = "[hidden], [aria-hidden=true], [style*='display:none'], [style*='display: none']";

/// The share of the page's prose that makes an element part of the article: boxes and captions have less. For captions,
/// galleries and hidden elements, a larger share may be removed.
const ARTICLE_SHARE: f32 = 0.25;
const PICTURES_SHARE: f32 = 0.6;
const HIDDEN_SHARE: f32 = 0.5;

/// The maximum length of a line with authors, times or buttons, in bytes.
const MAX_HEAD_LINE: usize = 250;

/// The maximum length of a text beside a picture that can be its caption, in bytes.
const MAX_CAPTION: usize = 300;

/// How many levels above a picture the element that contains both the picture and its caption can be.
const MAX_FRAME_LEVELS: usize = 4;

/// Removes menus, dialogs, boxes, captions and the like from the page, and marks line ends.
pub(super) fn clear(dom: &Dom) {
    let Some(body) = dom.body() else { return };
    join_drop_capitals(dom, &Prose::of(&body));
    let prose = Prose::of(&body);
    remove_unless_article(dom, NEVER, &prose, ARTICLE_SHARE);
    remove_unless_article(dom, HIDDEN, &prose, HIDDEN_SHARE);
    remove_captions(dom, &prose);
    remove_times(dom);
    remove_named(&body, &prose);
    reveal(&body, &prose);
    for node in dom.select("br").nodes() {
        mark_line_end(node);
    }
}

fn remove_unless_article(dom: &Dom, selector: &str, prose: &Prose, share: f32) {
    for node in dom.select(selector).nodes() {
        if !prose.holds(node, share) {
            node.remove_from_parent();
        }
    }
}

/// Removes elements whose class or id names a box, a caption or a line of metadata.
fn remove_named(body: &NodeRef<'_>, prose: &Prose) {
    let known = MarkupWords::english();
    let mut found: Vec<(NodeRef<'_>, &str)> = Vec::new();
    // The amount of prose in elements with each word: a class that covers much of the article does not identify boxes.
    let mut amounts: HashMap<&str, usize> = HashMap::new();
    for node in body.descendants_it() {
        if !node.is_element() || ["a", "em", "h1", "strong", "body"].iter().any(|name| node.has_name(name)) {
            continue;
        }
        let lists = [&known.pictures, &known.boxes, &known.heads, &known.author_words];
        let Some(word) = word_of(&node, &lists) else { continue };
        let is_inside = found.last().is_some_and(|(last, _)| node.ancestors_it(None).any(|outer| outer.id == last.id));
        if is_inside || !may_go(&node, word, prose) {
            continue;
        }
        *amounts.entry(word).or_default() += prose.get(&node).prose;
        found.push((node, word));
    }
    let total = prose.total().prose as f32;
    for (node, word) in found {
        let amount = amounts.get(word).copied().unwrap_or_default() as f32;
        let share = if known.pictures.contains(word) { PICTURES_SHARE } else { ARTICLE_SHARE };
        if prose.get(&node).prose == 0 || amount < share * total {
            node.remove_from_parent();
        }
    }
}

/// Returns whether an element with this word in its class may be removed.
fn may_go(node: &NodeRef<'_>, word: &str, prose: &Prose) -> bool {
    let known = MarkupWords::english();
    let counts = prose.get(node);
    let has_title = || node.descendants_it().any(|inner| inner.has_name("h1"));
    if known.pictures.contains(word) {
        return !prose.holds(node, PICTURES_SHARE) && !has_title();
    }
    if prose.holds(node, ARTICLE_SHARE) || has_title() {
        return false;
    }
    // Prose in an element whose class is for the author's name is about the author.
    known.boxes.contains(word) || counts.prose == 0 && counts.text < MAX_HEAD_LINE || known.author_words.contains(word)
}

/// Removes texts that are alone with a picture.
fn remove_captions(dom: &Dom, prose: &Prose) {
    let mut found: Vec<NodeRef<'_>> = Vec::new();
    // Pictures in the same frame follow each other.
    let mut last_frame = None;
    for picture in dom.select("img, picture, amp-img, video").nodes() {
        let frames = picture.ancestors_it(Some(MAX_FRAME_LEVELS));
        let is_frame = |node: &NodeRef<'_>| {
            let is_whole = ["article", "body", "main"].iter().any(|name| node.has_name(name));
            !is_whole && prose.get(node).text <= MAX_CAPTION && prose.get(node).n_runs <= 2
        };
        let Some(frame) = frames.take_while(is_frame).last() else { continue };
        if last_frame.replace(frame.id) == Some(frame.id) {
            continue;
        }
        let is_sentence = frame.has_name("p") && !is_all_emphasised(&frame);
        let has_title = || frame.descendants_it().any(|inner| inner.has_name("h1") || inner.has_name("h2"));
        if prose.get(&frame).text > 0 && !is_sentence && !has_title() {
            found.push(frame);
        }
    }
    let amount: usize = found.iter().map(|frame| prose.get(frame).prose).sum();
    if (amount as f32) < PICTURES_SHARE * prose.total().prose as f32 || amount == 0 {
        found.iter().for_each(NodeRef::remove_from_parent);
    }
}

/// Removes times outside of sentences.
fn remove_times(dom: &Dom) {
    // The number of children with text of each parent of a time, so that the text of a parent is read once.
    let mut n_with_text: HashMap<NodeId, usize> = HashMap::new();
    for node in dom.select("time, abbr[title]").nodes() {
        let sentence = ["p", "li", "em", "strong", "b", "i", "a", "span", "td", "blockquote"];
        let Some(parent) = node.parent() else { continue };
        let n_children =
            n_with_text.entry(parent.id).or_insert_with(|| parent.children_it(false).filter(has_text).count());
        let n_own = usize::from(has_text(node));
        let is_alone = *n_children <= n_own;
        if node.text().len() <= MAX_HEAD_LINE && (is_alone || !sentence.iter().any(|name| parent.has_name(name))) {
            *n_children = n_children.saturating_sub(n_own);
            node.remove_from_parent();
        }
    }
}

fn has_text(node: &NodeRef<'_>) -> bool {
    !squeeze(&node.text()).is_empty()
}

/// Returns whether all text of an element is in elements for small or italic letters.
fn is_all_emphasised(node: &NodeRef<'_>) -> bool {
    const NAMES: [&str; 6] = ["em", "i", "small", "span", "font", "cite"];
    node.children_it(false).filter(NodeRef::is_text).all(|text| text.text().trim().is_empty())
        && node
            .element_children()
            .iter()
            .all(|inner| NAMES.iter().any(|name| inner.has_name(name)) || squeeze(&inner.text()).is_empty())
}

/// Removes from elements with much of the prose the properties that would make Readability skip them: class names,
/// roles and hidden attributes.
fn reveal(body: &NodeRef<'_>, prose: &Prose) {
    const ODD: [&str; 9] = ["aside", "button", "dialog", "fieldset", "footer", "form", "header", "label", "nav"];
    const MARKS: [&str; 6] = ["aria-hidden", "aria-modal", "class", "hidden", "id", "role"];
    let mut node = *body;
    loop {
        node.remove_attrs(&MARKS);
        node.remove_attr("style");
        let inner: Vec<NodeRef<'_>> =
            node.element_children().into_iter().filter(|child| prose.holds(child, ARTICLE_SHARE)).collect();
        // At most three siblings have a quarter of the prose each while an element inside them does too.
        for child in &inner {
            child.remove_attrs(&MARKS);
            child.remove_attr("style");
            if ODD.iter().any(|name| child.has_name(name)) {
                child.rename("div");
            }
        }
        let next = inner.into_iter().max_by_key(|child| prose.get(child).prose);
        match next.filter(|child| !child.element_children().is_empty()) {
            Some(child) => node = child,
            None => break,
        }
    }
}

/// Joins an initial letter in an element of its own (a drop capital) to the block after it.
fn join_drop_capitals(dom: &Dom, prose: &Prose) {
    for node in dom.select("span, div, p, big, font, strong, b, img").nodes() {
        let is_picture = node.has_name("img");
        let letter = if is_picture { node.attr_or("alt", "") } else { node.text() };
        let letter = letter.trim();
        let is_capital = letter.chars().count() <= 2
            && letter.trim_start_matches(['“', '"', '‘', '\'']).chars().all(char::is_uppercase)
            && letter.chars().next_back().is_some_and(char::is_uppercase);
        if !is_capital || node.parent().is_none() {
            continue;
        }
        if is_picture {
            let follows = node.next_sibling().filter(NodeRef::is_text);
            if follows.is_some_and(|text| text.text().starts_with(char::is_lowercase)) {
                node.replace_with_html(letter.to_owned());
            }
            continue;
        }
        // The outermost element that contains only the letter.
        let mut outer = *node;
        while let Some(parent) = outer.parent().filter(|parent| prose.get(parent).text == letter.len()) {
            outer = parent;
        }
        let mut next = outer.next_sibling();
        while let Some(gap) = next.filter(|other| !other.is_element() && other.text().trim().is_empty()) {
            next = gap.next_sibling();
        }
        let Some(next) = next.filter(|next| next.is_element() && is_block(next)) else { continue };
        let text = next.text();
        let mut letters = text.chars();
        let continues = match letters.next() {
            Some(first) if first.is_uppercase() => letters.next().is_some_and(char::is_uppercase),
            Some(first) => {
                first.is_lowercase() || first.is_whitespace() && letters.next().is_some_and(char::is_lowercase)
            }
            None => false,
        };
        if continues {
            next.prepend_html(letter.replace('"', "&quot;"));
            outer.remove_from_parent();
        }
    }
}

/// Marks a single `<br>`, which ends a line inside a paragraph. Two in a row begin a new paragraph: Readability splits
/// there, but drops single ones.
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
