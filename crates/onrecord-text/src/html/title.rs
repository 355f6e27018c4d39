//! Finds the title of an article and removes the name of the site from it.

use dom_query::Document as Dom;

use super::render::{same_words, squeeze};
use crate::dates;

/// Separators between a title and the name of the site.
const MARKS: [&str; 11] = [" | ", " – ", " — ", " - ", " » ", " :: ", " · ", " • ", " / ", " « ", " ‹ "];

/// The maximum length of a title in bytes.
const MAX_LENGTH: usize = 400;

/// Returns the title of the page: the first of the candidates that is not the name of the site, in the wording of the
/// page's heading if there is a matching one.
pub(super) fn title(dom: &Dom, candidates: impl IntoIterator<Item = String>, sites: &[String]) -> Option<String> {
    let headings: Vec<String> = dom
        .select("h1, h2, h3, b, strong, [itemprop=headline]")
        .iter()
        .map(|heading| squeeze(&heading.text()))
        .filter(|heading| !heading.is_empty() && heading.len() <= MAX_LENGTH && !is_site(heading, sites))
        .take(200)
        .collect();
    let document = squeeze(&dom.select_single("title").text());
    let candidates = candidates.into_iter().chain([document]);
    let found = candidates
        .filter(|title| !title.is_empty() && title.len() <= MAX_LENGTH && !is_site(title, sites))
        .find_map(|title| without_site(&title, sites, &headings));
    found.or_else(|| {
        let first = squeeze(&dom.select_single("h1").text());
        (!first.is_empty() && first.len() <= MAX_LENGTH && !is_site(&first, sites)).then_some(first)
    })
}

fn is_site(text: &str, sites: &[String]) -> bool {
    sites.iter().any(|site| same_words(site, text))
}

/// Returns a title without the name of the site before or after it, or `None` if nothing remains.
fn without_site(title: &str, sites: &[String], headings: &[String]) -> Option<String> {
    if let Some(heading) = headings.iter().find(|heading| same_words(heading, title)) {
        return Some(heading.clone());
    }
    // Titles in broken data are truncated.
    let is_whole = |heading: &&String| heading.len() <= 2 * title.len() && heading.starts_with(title);
    if let Some(heading) = headings.iter().find(is_whole) {
        return Some(heading.clone());
    }
    let parts = parts(title);
    // If a heading of the page equals one or more parts of the title, it is the title.
    for n_parts in (1..parts.len()).rev() {
        for first in 0..=parts.len() - n_parts {
            let (from, to) = (parts[first].0, parts[first + n_parts - 1].1);
            if let Some(heading) = headings.iter().find(|heading| same_words(heading, &title[from..to])) {
                return Some(heading.clone());
            }
        }
    }
    // A colon can separate the name of the site or of a section from the title.
    let behind = title.split_once(": ").map(|(_, rest)| rest);
    if let Some(heading) = headings.iter().find(|heading| behind.is_some_and(|behind| same_words(heading, behind))) {
        return Some(heading.clone());
    }
    let is_beside = |part: &str| is_site(part, sites) || dates::normalise_date(part).is_some();
    let (mut first, mut last) = (0, parts.len());
    while last > first + 1 && is_beside(&title[parts[last - 1].0..parts[last - 1].1]) {
        last -= 1;
    }
    while last > first + 1 && is_beside(&title[parts[first].0..parts[first].1]) {
        first += 1;
    }
    let mut short = &title[parts[first].0..parts[last - 1].1];
    if let Some((site, rest)) = short.split_once(": ").filter(|(site, _)| is_site(site, sites)) {
        short = if rest.trim().is_empty() { site } else { rest.trim() };
    }
    if short.len() == title.len() && parts.len() > 1 {
        // Two words before the separator are more often a name than a headline.
        let whole = &title[parts[0].0..parts[parts.len() - 2].1];
        let end = title[parts[parts.len() - 1].0..].split(' ').count();
        if whole.split(' ').count() > 2 && whole.split(' ').count() > end && end <= 5 {
            short = whole;
        }
    }
    Some(short.to_owned()).filter(|short| !short.is_empty() && !is_site(short, sites))
}

/// Returns the byte ranges of the parts of a title between separators.
fn parts(title: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut start = 0;
    while let Some((at, mark)) = MARKS.iter().filter_map(|mark| Some((start + title[start..].find(mark)?, mark))).min()
    {
        parts.push((start, at));
        start = at + mark.len();
        if parts.len() > 8 {
            break;
        }
    }
    parts.push((start, title.len()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_without_the_name_of_the_site() {
        fn check(html: &str, given: &str, site: &str, expected: Option<&str>) {
            let sites = [site.to_owned()];
            let found = title(&Dom::from(html), [given.to_owned()], &sites);
            assert_eq!(found.as_deref(), expected, "{html} {given}");
        }
        check("", "Rain falls on Osk | Osk Post", "Osk Post", Some("Rain falls on Osk"));
        check("", "Osk Post: Rain falls on Osk", "Osk Post", Some("Rain falls on Osk"));
        check("", "Osk Post - Rain falls", "osk post", Some("Rain falls"));
        check("", "Rain falls | Weather | Osk Post | 13.03.2026", "Osk Post", Some("Rain falls | Weather"));
        check("<h2>Rain falls</h2>", "Rain falls | Weather | Osk Post", "Osk Post", Some("Rain falls"));
        check(
            "<h1>Osk Post</h1><h2>Rain falls</h2><title>Rain falls | Osk</title>",
            "",
            "Osk Post",
            Some("Rain falls"),
        );
        check("<title>Rain falls on Osk - News</title>", "Osk Post", "Osk Post", Some("Rain falls on Osk"));
        check("<h1>Rain</h1>", "", "Osk Post", Some("Rain"));
        check("<b>Rain falls</b>", "Weather: Rain falls", "", Some("Rain falls"));
        check("<b>falls</b>", "Weather: Rain falls", "", Some("Weather: Rain falls"));
        check("", "Osk - a town in the rain", "Osk Post", Some("Osk - a town in the rain"));
        check("", "", "", None);
    }
}
