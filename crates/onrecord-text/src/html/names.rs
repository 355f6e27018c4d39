//! The words in the classes, ids and labels of elements.

use std::collections::HashSet;

use dom_query::NodeRef;

use crate::words::MarkupWords;

/// Returns the first word in the class, id or label of an element that is in one of the lists; the whole name without
/// its hyphens is also tried. Ignores names that negate the word ("no-share", "has-ads").
pub(super) fn word_of<'l>(node: &NodeRef<'_>, lists: &[&'l HashSet<String>]) -> Option<&'l str> {
    let known = MarkupWords::english();
    for attribute in ["class", "id", "aria-label", "data-testid", "data-component"] {
        let Some(names) = node.attr(attribute) else { continue };
        // An attribute with thousands of names is data.
        for name in names.split_whitespace().take(60) {
            let words = words(name);
            if words.iter().any(|word| known.not_words.contains(word)) {
                continue;
            }
            let whole = words.concat();
            let found = words.iter().chain([&whole]).find_map(|word| lists.iter().find_map(|list| list.get(word)));
            if found.is_some() {
                return found.map(String::as_str);
            }
        }
    }
    None
}

/// Returns the words of a name in lower case: `related-posts`, `related_posts` and `relatedPosts` each have two.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = '-';
    for c in name.chars().take(80) {
        if !c.is_ascii_alphabetic() {
            before = c;
            continue;
        }
        let begins = !before.is_ascii_alphabetic() || before.is_ascii_lowercase() && c.is_ascii_uppercase();
        match words.last_mut() {
            Some(word) if !begins => word.push(c.to_ascii_lowercase()),
            _ => words.push(c.to_ascii_lowercase().to_string()),
        }
        before = c;
    }
    words
}

#[cfg(test)]
mod tests {
    use dom_query::Document as Dom;

    use super::*;

    #[test]
    fn words_are_found_whole() {
        fn check(attributes: &str, expected: Option<&str>) {
            let known = MarkupWords::english();
            let dom = Dom::from(format!("<div {attributes}>x</div>"));
            let found = word_of(&dom.select("div").nodes()[0], &[&known.boxes, &known.pictures]);
            assert_eq!(found, expected, "{attributes}");
        }
        check("class='x related-posts'", Some("related"));
        check("id=relatedPosts", Some("related"));
        check("class='wp-caption'", Some("caption"));
        check("class='c-share__list'", Some("share"));
        check("class='most-read'", Some("mostread"));
        check("aria-label='Related stories'", Some("related"));
        check("class='no-share entry-content'", None);
        check("class='has-ads'", None);
        check("class='ad-free'", None);
        check("class='l-sidebar-fixed'", None);
        check("class='shareholders loading headline'", None);
    }
}
