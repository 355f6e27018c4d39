//! The time of publication displayed beside the article.

use dom_query::{Document as Dom, NodeRef};

use super::names::word_of;
use super::position::nearest;
use super::render::squeeze;
use crate::dates;
use crate::words::MarkupWords;

/// The maximum length in bytes of a text with a date, and of a text of which a part may be a date.
const MAX_LENGTH: usize = 120;
const MAX_LABELLED: usize = 60;

/// Returns the marked-up time of publication that is nearest to the title.
pub(super) fn marked(dom: &Dom, title: Option<&str>) -> Option<String> {
    find(dom, title, false)
}

/// Returns a date in a short text of the page, or the time of a change: the fallback if no time of publication is
/// marked up.
pub(super) fn unmarked(dom: &Dom, title: Option<&str>) -> Option<String> {
    let in_text = nearest(dom, title, |node| {
        let is_line = ["p", "div", "span", "li", "dd", "td", "small", "em", "summary", "details", "font", "address"];
        let text = || squeeze(&node.text());
        let is_short = is_line.iter().any(|name| node.has_name(name)) && node.text().len() <= MAX_LABELLED;
        let found = is_short.then(text).filter(|text| !is_later(node, text)).and_then(|text| labelled(&text))?;
        Some((0, found))
    });
    in_text.or_else(|| find(dom, title, true))
}

fn find(dom: &Dom, title: Option<&str>, is_changed: bool) -> Option<String> {
    let known = MarkupWords::english();
    nearest(dom, title, |node| {
        let is_property = |value: &str| node.attr("itemprop").is_some_and(|found| found.contains(value));
        let is_published = is_property("datePublished") || node.has_attr("pubdate");
        let is_time = node.has_name("time") || node.has_name("abbr") && node.has_attr("title");
        let rank = if is_published {
            0
        } else if is_time && word_of(node, &[&known.date_words]).is_some() {
            1
        } else if is_time || is_property("dateCreated") {
            2
        } else if word_of(node, &[&known.date_words, &known.later_words]).is_some() {
            3
        } else {
            return None;
        };
        let text = squeeze(&node.text());
        if (is_later(node, &text) && !is_published) != is_changed {
            return None;
        }
        let given = ["datetime", "content", "title", "data-datetime", "data-date"];
        let mut given = given.iter().filter_map(|name| node.attr(name)).map(|value| value.to_string());
        let date = given.find(|value| dates::normalise_date(value).is_some());
        let in_text = || (text.len() <= MAX_LENGTH).then(|| labelled(&text)).flatten();
        Some((rank, date.or_else(in_text)?))
    })
}

/// Returns whether an element gives the time of a change.
fn is_later(node: &NodeRef<'_>, text: &str) -> bool {
    let known = MarkupWords::english();
    let is_modified = node.attr("itemprop").is_some_and(|value| value.contains("dateModified"));
    let mut first = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(2);
    let is_named = || {
        let word = word_of(node, &[&known.later_words, &known.date_words]);
        word.is_some_and(|word| known.later_words.contains(word))
            && word_of(node, &[&known.date_words]).is_none_or(|word| known.later_words.contains(word))
    };
    is_modified || first.any(|word| known.later_words.contains(&word.to_lowercase())) || is_named()
}

/// Returns the date in a text, which may have a label of a few words before it.
fn labelled(text: &str) -> Option<String> {
    if dates::normalise_date(text).is_some() {
        return Some(text.to_owned());
    }
    // The time of a change may follow.
    for mark in ["|", "•", "·", ";", ", "] {
        if let Some((first, _)) = text.split_once(mark).filter(|(first, _)| first.len() >= 8)
            && let Some(found) = labelled(first.trim())
        {
            return Some(found);
        }
    }
    let mut rest = text;
    for _ in 0..4 {
        rest = rest.split_once(' ')?.1;
        if dates::normalise_date(rest).is_some() {
            return Some(rest.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_publication_are_found() {
        fn check(html: &str, expected: Option<&str>) {
            let dom = Dom::from(format!("<h1>Rain falls</h1>{html}"));
            let title = Some("Rain falls");
            assert_eq!(marked(&dom, title).or_else(|| unmarked(&dom, title)).as_deref(), expected, "{html}");
        }
        check("<time datetime='2025-02-13'>Thursday</time>", Some("2025-02-13"));
        check("<abbr class=published title='2025-02-13T08:00:00Z'>8</abbr>", Some("2025-02-13T08:00:00Z"));
        check("<time class=updated datetime=2025-03-01>x</time><time datetime=2025-02-13>x</time>", Some("2025-02-13"));
        check("<div class=stamp-date>Published: 13 February 2025</div>", Some("Published: 13 February 2025"));
        check(
            "<p class=date>Publié le 13 février 2025 à 18h12, modifié le 14 février 2025</p>",
            Some("Publié le 13 février 2025 à 18h12"),
        );
        check("<ul><li><b>Datum</b> 13. März 2025</ul>", Some("Datum 13. März 2025"));
        check("<p>Last updated 13 February 2025</p>", None);
        check("<time itemprop=dateModified datetime=2025-02-13>x</time>", Some("2025-02-13"));
        check("<p>It rained on 13 February 2025 in Osk, and all over the country too, for days on end.</p>", None);
    }

    #[test]
    fn what_is_behind_the_title_comes_first() {
        let page =
            "<div><time datetime=2025-05-01>10:00</time></div><h1>Rain falls</h1><time datetime=2025-02-13>x</time>";
        assert_eq!(marked(&Dom::from(page), Some("Rain falls")).as_deref(), Some("2025-02-13"));
    }
}
