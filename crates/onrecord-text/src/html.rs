//! Extracts the article of a page: its main text and its metadata.
//!
//! The main text is found by `dom_smoothie`, a port of Mozilla's Readability. `trafilatura` 0.6 was the other
//! candidate; on six pages written for the comparison (a news page with all that surrounds an article, one of 2003
//! with tables and `<br>`, a short one, one of `<div>` only, a fragment, a transcript) it ran the paragraphs of four
//! together into one line, gave the navigation for the text of the short page, and brings 130 crates in place of 59.
//! `dom_smoothie` kept all paragraphs and let advertisements, newsletter boxes and cookie notices inside the article
//! through, and joined words at a `<br>`. That is why this crate clears pages before it and renders paragraphs itself.

mod clear;
mod metadata;
mod render;

pub(crate) use self::metadata::plain;

use dom_query::Document as Dom;
use dom_smoothie::{Config, Readability};

use self::render::same_words;
use crate::words::PageWords;
use crate::{Error, ErrorKind, Metadata, dates};

/// The article of a page.
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) metadata: Metadata,
}

/// The most elements of a page. Larger pages are not articles, and cost the extraction too much time and memory.
const MAX_ELEMENTS: usize = 200_000;

/// The deepest nesting of elements that is accepted; browsers stop at 512 (Blink and WebKit, `maximumHTMLParserDOMTreeDepth`).
const MAX_DEPTH: usize = 512;

/// Returns the main text and the metadata of `html`.
///
/// Paragraphs are separated by an empty line, a `<br>` inside one is a line end. The title, the byline and the date
/// are removed from the beginning of the text.
pub(crate) fn page(html: &str) -> Result<Page, Error> {
    check_nesting(html)?;
    let dom = Dom::from(html);
    check_size(&dom)?;
    let mut metadata = metadata::of(&dom);
    let mut paragraphs = main_text(dom, true);
    if paragraphs.is_empty() {
        // Some pages name every element "promo".
        paragraphs = main_text(Dom::from(html), false);
    }
    cut_head(&mut paragraphs, &mut metadata);
    if paragraphs.is_empty() {
        return Err(Error::new(ErrorKind::NoArticle, "expected a page with text, found none"));
    }
    Ok(Page { text: paragraphs.join("\n\n"), metadata })
}

/// Returns the text of a piece of HTML that holds only an article, or the beginning of one.
pub(crate) fn fragment(html: &str) -> Result<String, Error> {
    check_nesting(html)?;
    let dom = Dom::from(html);
    check_size(&dom)?;
    clear::clear(&dom, false);
    Ok(dom.body().map(|body| render::paragraphs(&body)).unwrap_or_default().join("\n\n"))
}

fn main_text(dom: Dom, by_name: bool) -> Vec<String> {
    clear::clear(&dom, by_name);
    // Readability changes the page. If it finds nothing, the whole page is the article.
    let whole = dom.body().map(|body| render::paragraphs(&body)).unwrap_or_default();
    let config = Config { disable_json_ld: true, ..Config::default() };
    let article = Readability::with_document(dom, None, Some(config)).and_then(|mut reader| reader.parse());
    match article.map(|article| render::paragraphs(&Dom::from(article.content.as_ref()).root())) {
        Ok(paragraphs) if !paragraphs.is_empty() => paragraphs,
        _ => whole,
    }
}

fn too_large() -> Error {
    let message = format!("expected a page of at most {MAX_ELEMENTS} elements, {MAX_DEPTH} deep, found more");
    Error::new(ErrorKind::TooLong, message)
}

/// Refuses pages that would take the parser hours: it searches all open elements at each tag.
fn check_nesting(html: &str) -> Result<(), Error> {
    /// Elements without an end tag, or whose end tag is optional.
    const UNCLOSED: [&str; 38] = [
        "a", "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "frame", "head", "hr", "html",
        "img", "input", "li", "link", "meta", "optgroup", "option", "p", "param", "path", "rect", "rp", "rt", "circle",
        "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "use", "wbr",
    ];
    let mut depth = 0_usize;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let is_end = rest.starts_with('/');
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
        let name = name[..end].to_ascii_lowercase();
        if rest.starts_with("!--") {
            rest = rest.find("-->").map_or("", |at| &rest[at..]);
        } else if name.is_empty() || UNCLOSED.contains(&name.as_str()) {
            continue;
        } else if is_end {
            depth = depth.saturating_sub(1);
        } else if name == "script" || name == "style" {
            let end = format!("</{name}");
            rest =
                rest.match_indices("</").map(|(at, _)| &rest[at..]).find(|rest| starts_with(rest, &end)).unwrap_or("");
        } else {
            depth += 1;
            // Old pages leave some tags open, so the depth is checked again after parsing.
            if depth > 2 * MAX_DEPTH {
                return Err(too_large());
            }
        }
    }
    Ok(())
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

fn check_size(dom: &Dom) -> Result<(), Error> {
    let (mut depth, mut n_nodes) = (0_usize, 0_usize);
    let mut node = dom.root();
    loop {
        n_nodes += 1;
        if n_nodes > MAX_ELEMENTS * 3 || depth > MAX_DEPTH {
            return Err(too_large());
        }
        if let Some(child) = node.first_child() {
            depth += 1;
            node = child;
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return Ok(()),
            }
            depth = depth.saturating_sub(1);
        }
    }
}

/// Removes the title, the byline and the date from the beginning of the text, and keeps them as metadata if the page
/// did not give them elsewhere.
fn cut_head(paragraphs: &mut Vec<String>, metadata: &mut Metadata) {
    /// Title, standfirst, byline and date stand in the first lines.
    const N_LINES: usize = 4;
    let is_title = |line: &str| metadata.title.as_deref().is_some_and(|title| same_words(title, line));
    let (mut byline, mut date) = (None, None);
    let mut n_lines = 0;
    for paragraph in paragraphs.iter_mut() {
        let mut kept: Vec<&str> = Vec::new();
        for line in paragraph.lines() {
            n_lines += 1;
            if n_lines > N_LINES {
                kept.push(line);
            } else if is_title(line) {
            } else if line.len() <= 60 && date.is_none() && dates::normalise_date(line).is_some() {
                date = Some(line.to_owned());
            } else if let Some(names) = byline_in(line).filter(|_| byline.is_none()) {
                byline = Some(names.to_owned());
            } else {
                kept.push(line);
            }
        }
        *paragraph = kept.join("\n");
        if n_lines >= N_LINES {
            break;
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    metadata.byline = metadata.byline.take().or(byline);
    metadata.published = metadata.published.take().or(date);
}

/// Returns the names in a byline: `By Ines Calder and Tom Reeve`.
fn byline_in(line: &str) -> Option<&str> {
    let known = PageWords::english();
    let names = known.behind_by(line)?.trim();
    let is_name = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.is_empty() || known.name_words.contains(word) || word.chars().next().is_some_and(char::is_uppercase)
    };
    let n_words = names.split_whitespace().count();
    let ends = names.ends_with(['.', '!', '?', ':', '”', '"']);
    ((1..=10).contains(&n_words) && !ends && names.split_whitespace().all(is_name)).then_some(names)
}

/// Returns whether `text` begins like a page in HTML (after the WHATWG MIME Sniffing Standard, 7.1).
pub(crate) fn is_page(text: &str) -> Result<bool, Error> {
    const TAGS: [&str; 26] = [
        "!doctype html",
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "script",
        "style",
        "iframe",
        "article",
        "main",
        "section",
        "header",
        "nav",
        "div",
        "table",
        "font",
        "h1",
        "h2",
        "p",
        "a",
        "b",
        "br",
        "span",
        "center",
    ];
    let mut rest = text.trim_start();
    let mut is_xml = false;
    loop {
        let cut = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with("<?xml") {
            is_xml = true;
            rest.find("?>").map(|at| at + 2)
        } else {
            break;
        };
        match cut {
            Some(at) => rest = rest[at..].trim_start(),
            None => return Ok(false),
        }
    }
    let Some(tag) = rest.strip_prefix('<') else { return Ok(false) };
    let starts = |name: &str| {
        starts_with(tag, name)
            && tag[name.len()..].starts_with(|c: char| c == '>' || c == '/' || c.is_ascii_whitespace())
    };
    if TAGS.into_iter().any(starts) {
        return Ok(true);
    }
    if is_xml {
        let message = "expected plain text, HTML or a feed, found what looks like other XML";
        return Err(Error::new(ErrorKind::Unsupported, message));
    }
    Ok(false)
}

#[cfg(test)]
mod tests;
