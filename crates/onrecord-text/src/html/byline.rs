//! The authors of an article: their names without their roles and without other text of the byline.

use dom_query::{Document as Dom, NodeRef};

use super::names::word_of;
use super::position::nearest;
use super::prose::is_prose;
use super::render::{same_words, squeeze};
use crate::words::{MarkupWords, PageWords};

/// The maximum length of a byline in bytes, and the maximum number of words of a name.
const MAX_LENGTH: usize = 200;
const MAX_NAME_WORDS: usize = 6;

/// The maximum length of a text in which names are searched, in bytes: metadata can list authors with their roles.
const MAX_GIVEN: usize = 4_000;

/// Returns the byline that is nearest to the title in the page.
pub(super) fn in_page(dom: &Dom, title: Option<&str>, sites: &[String]) -> Option<String> {
    let known = MarkupWords::english();
    nearest(dom, title, |node| {
        let has = |name: &str, value: &str| node.attr(name).is_some_and(|found| &*found == value);
        let is_author = has("rel", "author") || has("itemprop", "author");
        let is_profile = || {
            let address = node.attr("href").unwrap_or_default().to_ascii_lowercase();
            ["/author/", "/authors/", "/profile/", "/reporter/", "/journalist/"]
                .iter()
                .any(|part| address.contains(part))
        };
        let rank = if is_author || word_of(node, &[&known.author_words]).is_some() {
            0
        } else if is_profile() || node.has_name("address") {
            1
        } else if is_line(node) {
            2
        } else {
            return None;
        };
        let text = named(node).unwrap_or_else(|| spaced(node));
        if text.len() > MAX_LENGTH || is_prose(&text, 0) {
            return None;
        }
        let names = names(&text, sites)?;
        let is_certain = rank < 2 || PageWords::english().behind_by(&text).is_some_and(is_name);
        is_certain.then_some((rank, names))
    })
}

fn is_line(node: &NodeRef<'_>) -> bool {
    ["p", "div", "span", "li", "dd"].iter().any(|name| node.has_name(name))
        && node.element_children().len() <= 3
        && PageWords::english().behind_by(&squeeze(&cut(&node.text()))).is_some()
}

/// Returns the beginning of a text, up to the maximum length of a byline.
fn cut(text: &str) -> String {
    text.trim_start().chars().take(MAX_LENGTH).collect()
}

/// Returns the names that have markup of their own within a byline.
fn named(node: &NodeRef<'_>) -> Option<String> {
    let marked: Vec<String> = node
        .descendants_it()
        .filter(|inner| inner.attr("itemprop").is_some_and(|value| &*value == "name"))
        .map(|inner| squeeze(&inner.text()))
        .filter(|name| !name.is_empty())
        .collect();
    (!marked.is_empty()).then(|| marked.join(", "))
}

/// Returns the text of an element, with separators between the texts of different elements.
fn spaced(node: &NodeRef<'_>) -> String {
    let texts = node.descendants_it().filter(NodeRef::is_text).take(40).map(|text| text.text().to_string());
    squeeze(&texts.collect::<Vec<String>>().join(" "))
}

/// Returns the names in a byline, with commas between them; `None` if there is no name or the text is too long.
pub(super) fn names(text: &str, sites: &[String]) -> Option<String> {
    if text.len() > MAX_GIVEN {
        return None;
    }
    let mut names: Vec<String> = Vec::new();
    let text = without_phrases(text);
    for part in text.split(['|', '•', '·', ';', ',', '—', '–', '/', '\n', '(', ')', '[', ']']) {
        for part in both(part) {
            if let Some(name) = name(part, sites).filter(|name| !names.iter().any(|known| same_words(known, name))) {
                names.push(name);
            }
        }
    }
    // A single word beside full names is a place or a newspaper.
    if names.iter().any(|name| name.contains(' ')) {
        names.retain(|name| name.contains(' '));
    }
    let names = names.join(", ");
    (!names.is_empty() && names.len() <= MAX_LENGTH).then_some(names)
}

/// Returns the text with a separator in place of each phrase that is not a name, such as that of a link to other
/// articles.
fn without_phrases(text: &str) -> String {
    let mut text = text.to_owned();
    for phrase in MarkupWords::english().no_name.iter().filter(|phrase| phrase.contains(' ')) {
        while let Some(at) = text.to_ascii_lowercase().find(phrase.as_str()) {
            text.replace_range(at..at + phrase.len(), "|");
        }
    }
    text
}

/// Returns the two names that a word for "and" joins, or otherwise the text itself.
fn both(text: &str) -> Vec<&str> {
    for word in PageWords::english().joins.iter().map(String::as_str).chain(["&"]) {
        if let Some((one, other)) = text.split_once(&format!(" {word} ")) {
            let n_words = |text: &str| text.split_whitespace().count();
            if n_words(one) >= 2 && (2..=MAX_NAME_WORDS).contains(&n_words(other)) {
                return [vec![one], both(other)].concat();
            }
        }
    }
    vec![text]
}

/// Returns the name in one part of a byline.
fn name(part: &str, sites: &[String]) -> Option<String> {
    let known = MarkupWords::english();
    let mut rest = part.trim().to_owned();
    loop {
        let lower = rest.to_lowercase();
        if known.no_name.contains(&lower) {
            return None;
        }
        let last = known.no_name.iter().find(|word| lower.ends_with(&format!(" {word}")) && word.len() > 2);
        if let Some(behind) = PageWords::english().behind_by(&rest) {
            rest = behind.trim().to_owned();
        } else if let Some(word) = last.filter(|word| !known.roles.contains(*word)) {
            rest = rest.get(..rest.len() - word.len())?.trim().to_owned();
        } else {
            break;
        }
    }
    let words = name_words(&rest);
    let name = words.join(" ");
    let name = name.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim_end_matches('.').to_owned();
    let is_site = sites.iter().any(|site| same_words(site, &name));
    let is_short = name.chars().filter(|c| c.is_alphabetic()).count() < 2;
    let is_named = words.iter().any(|word| word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase()));
    (is_named && !is_site && !is_short && words.len() <= MAX_NAME_WORDS).then_some(name)
}

/// Returns the words of a name: those before the person's role, place or date.
fn name_words(text: &str) -> Vec<&str> {
    let known = MarkupWords::english();
    let lower = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let mut words: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        let small = lower(word);
        let is_written_small = word == small || small.len() > 4 || words.len() > 1 && small.len() == 3;
        let ends = known.behind_name.contains(&small) && !words.is_empty() && is_written_small;
        if ends || word.chars().any(|c| c.is_ascii_digit()) {
            break;
        }
        if !word.contains('@') && !word.contains("://") {
            words.push(word);
        }
    }
    let is_role = |word: &str| known.roles.contains(&lower(word));
    let is_beside = |word: &str| known.role_beside.contains(&lower(word)) || is_role(word);
    let tail = words.iter().rev().take_while(|word| is_beside(word)).count();
    let start = words.len() - tail;
    let has_role = words[start..].iter().any(|word| is_role(word));
    if has_role && (start >= 2 || start == 0) {
        words.truncate(start);
    } else if has_role && start == 1 && tail >= 2 {
        // A family name can be the same as one of these words.
        words.truncate(2);
    }
    words
}

/// Returns whether all words are spelled like those of names.
pub(super) fn is_name(text: &str) -> bool {
    let known = PageWords::english();
    let is_word = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.is_empty() || known.name_words.contains(word) || word.chars().next().is_some_and(char::is_uppercase)
    };
    let n_words = text.split_whitespace().count();
    let ends = text.ends_with(['.', '!', '?', ':', '”', '"']);
    (1..=10).contains(&n_words) && !ends && text.split_whitespace().all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_bylines() {
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(names(text, &["Osk Post".to_owned()]).as_deref(), expected, "{text}");
        }
        check("By Uma Berg", Some("Uma Berg"));
        check("by Uma Berg and Tom van der Vliet", Some("Uma Berg, Tom van der Vliet"));
        check("Uma Berg, Tom Reeve & Ann Lee", Some("Uma Berg, Tom Reeve, Ann Lee"));
        check("By Uma Berg Political Editor Published 5 hours ago", Some("Uma Berg"));
        check("Uma Berg, Chief Foreign Correspondent", Some("Uma Berg"));
        check("By Uma Berg in Osk", Some("Uma Berg"));
        check("By Uma Berg, Osk Post", Some("Uma Berg"));
        check("Uma Berg | 3 April 2025 | Osk", Some("Uma Berg"));
        check("Uma Berg View all posts by Uma Berg", Some("Uma Berg"));
        check("Written by Uma Berg @umaberg", Some("Uma Berg"));
        check("By Uma Berg For Oskpost.Example", Some("Uma Berg"));
        check("Osk Post", None);
        check("Staff", None);
        check("2 hours ago", None);
        check("", None);
    }

    #[test]
    fn bylines_are_found_in_pages() {
        fn check(html: &str, expected: Option<&str>) {
            assert_eq!(in_page(&Dom::from(html), Some("Rain falls"), &[]).as_deref(), expected, "{html}");
        }
        check("<h1>Rain falls</h1><div class=pb-byline>By <a>Uma Berg</a></div>", Some("Uma Berg"));
        check("<div class=author>Jon</div><h1>Rain falls</h1><div class=author-name>Uma Berg</div>", Some("Uma Berg"));
        check("<h1>Rain falls</h1><p>By Uma Berg</p><p>By Friday it was dry.</p>", Some("Uma Berg"));
        check("<h1>Rain falls</h1><a href='/author/ub'>Uma Berg</a>", Some("Uma Berg"));
        check("<h1>Rain falls</h1><p>By Friday it was dry.</p>", None);
    }
}
