//! Finds elements of a page by their position relative to its title.

use dom_query::{Document as Dom, NodeRef};

use super::render::same_words;

/// Returns the result of `find` that is nearest to the title: the lowest rank first, then results after the title
/// before those that precede it, then the smallest distance in the order of the page.
pub(super) fn nearest<T>(
    dom: &Dom,
    title: Option<&str>,
    mut find: impl FnMut(&NodeRef<'_>) -> Option<(usize, T)>,
) -> Option<T> {
    let body = dom.body()?;
    let is_heading = |node: &NodeRef<'_>| ["h1", "h2", "h3"].iter().any(|name| node.has_name(name));
    let is_title = |node: &NodeRef<'_>| title.is_some_and(|title| same_words(title, &node.text()));
    let mut heading = None;
    let mut first = None;
    let mut found: Vec<(usize, usize, T)> = Vec::new();
    for (at, node) in body.descendants_it().enumerate().filter(|(_, node)| node.is_element()) {
        if is_heading(&node) {
            if heading.is_none() && is_title(&node) {
                heading = Some(at);
            } else if first.is_none() && node.has_name("h1") {
                first = Some(at);
            }
        }
        if let Some((rank, value)) = find(&node) {
            found.push((rank, at, value));
        }
    }
    let heading = heading.or(first).unwrap_or(0);
    let order = |(rank, at, _): &(usize, usize, T)| (*rank, *at < heading, at.abs_diff(heading));
    found.into_iter().min_by_key(order).map(|(.., value)| value)
}
