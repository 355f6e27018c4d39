//! Extracts the article of a page: its main text and its metadata.
//!
//! The main text is found by `dom_smoothie`, a port of Mozilla's Readability. `trafilatura` 0.6 was the other
//! candidate. They were compared on six pages written for the purpose: a news page with all that usually surrounds an
//! article, one from 2003 with tables and `<br>`, a short one, one of `<div>` only, a fragment, and a transcript.
//! `trafilatura` ran the paragraphs of four pages together into one line, took the navigation for the text of the short
//! page, and needs 130 crates instead of 59. `dom_smoothie` kept all paragraphs, but let advertisements, newsletter
//! boxes and cookie notices inside the article through, and joined words at a `<br>`. That is why this crate cleans
//! pages first and renders paragraphs itself.

mod byline;
mod clear;
mod limits;
mod lines;
mod linked;
mod metadata;
mod names;
mod others;
mod position;
mod prose;
mod render;
mod scripts;
mod times;
mod title;

pub(crate) use self::render::plain;

use std::collections::HashSet;

use dom_query::Document as Dom;
use dom_smoothie::{Config, Readability};
use onrecord_record::Notice;

use self::limits::{MAX_DEPTH, MAX_ELEMENTS};
use self::prose::{Prose, is_prose};
use self::render::{Block, same_words, starts_with};
use crate::words::{MarkupWords, PageWords};
use crate::{Error, ErrorKind, Metadata, dates};

/// The article extracted from a page.
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) metadata: Metadata,
    /// Notices about what was left out or could not be found.
    pub(crate) notices: Vec<Notice>,
}

/// The share of the page's prose that the main text should have, after other parts were removed. The result of
/// Readability is kept if it has most of that; otherwise the element with this share is the article.
const MAIN_SHARE: f32 = 0.7;
const FOUND_SHARE: f32 = 0.6;

/// An article in a script is the article of the page if the page has at least this share of its words.
const SAME_SHARE: f32 = 0.7;

/// The maximum number of words of a page that only says that scripts are needed.
const MAX_EMPTY_WORDS: usize = 80;

/// Returns the main text and the metadata of `html`; `address` is the address of the page.
///
/// Paragraphs are separated by an empty line; a `<br>` inside a paragraph is a line end. The title, the byline and the
/// date are removed from the beginning of the text.
pub(crate) fn page(html: &str, address: Option<&str>) -> Result<Page, Error> {
    let (html, mut notices) = limits::within_limits(html)?;
    let dom = Dom::from(&*limits::open_shadow_roots(&html));
    check_size(&dom)?;
    let (mut metadata, sites) = metadata::of_head(&dom);
    let in_scripts = scripts::body(&dom, metadata.title.as_deref());
    let stated = in_scripts.as_ref().map(|found| (found.byline.clone(), found.published.clone()));
    let has_scripts = dom.select("script, noscript").exists();
    show_noscript(&dom);
    others::remove_others(&dom, metadata.title.as_deref());
    metadata::complete(&dom, &mut metadata, &sites, address);
    let mut cleaned = lines::clean(main_text(dom, metadata.title.as_deref()));
    if let Some(found) = in_scripts.filter(|found| is_better(found, &cleaned.blocks)) {
        cleaned.blocks = lines::clean(found.blocks).blocks;
    }
    let (byline, published) = stated.unwrap_or_default();
    metadata.byline = metadata.byline.or_else(|| byline::names(&byline?, &sites));
    metadata.published = metadata.published.or(published);
    if cleaned.blocks.is_empty() {
        // Some pages give every element a class for boxes, or have only a few words.
        cleaned.blocks = all_text(&html);
    }
    let mut blocks = if has_scripts { without_script_notices(cleaned.blocks) } else { cleaned.blocks };
    cut_before_title(&mut blocks, metadata.title.as_deref());
    cut_head(&mut blocks, &mut metadata);
    if blocks.is_empty() {
        let message = if has_scripts {
            "expected a page with text, found one that needs a browser to show it"
        } else {
            "expected a page with text, found none"
        };
        return Err(Error::new(ErrorKind::NoArticle, message));
    }
    metadata.published = metadata.published.or(cleaned.date);
    if cleaned.has_wall {
        notices
            .push(Notice::new("paywall", "the page asks for a subscription, so its text may be incomplete".to_owned()));
    }
    Ok(Page { text: joined(&blocks), metadata, notices })
}

/// Returns the text of an HTML fragment that contains only an article, or the beginning of one.
pub(crate) fn fragment(html: &str) -> Result<String, Error> {
    let (html, _) = limits::within_limits(html)?;
    let dom = Dom::from(&*html);
    check_size(&dom)?;
    clear::clear(&dom);
    let blocks = dom.body().map(|body| render::blocks(&body)).unwrap_or_default();
    Ok(joined(&lines::clean(blocks).blocks))
}

fn joined(blocks: &[Block]) -> String {
    blocks.iter().map(|block| block.text.as_str()).collect::<Vec<&str>>().join("\n\n")
}

/// Returns all blocks of a page except those that are not part of an article, if any others remain.
fn all_text(html: &str) -> Vec<Block> {
    let dom = Dom::from(html);
    dom.select("script, style, noscript, template, nav, form, select, button").remove();
    let blocks = dom.body().map(|body| render::blocks(&body)).unwrap_or_default();
    let cleaned = lines::clean(blocks.clone()).blocks;
    if cleaned.is_empty() { blocks } else { cleaned }
}

/// Returns the blocks of the main text.
fn main_text(dom: Dom, title: Option<&str>) -> Vec<Block> {
    clear::clear(&dom);
    // Readability changes the page, so the data to compare its result with is taken first.
    let Some(body) = dom.body() else { return Vec::new() };
    let prose = Prose::of(&body);
    let (whole, total) = (render::blocks(&prose.innermost(body, MAIN_SHARE)), prose.total().prose);
    let all = render::blocks(&body);
    let mut config = Config { disable_json_ld: true, ..Config::default() };
    // A short article is accepted if the page has no more text than that.
    config.char_threshold = config.char_threshold.min((total as f32 * FOUND_SHARE) as usize).max(1);
    let article = Readability::with_document(dom, None, Some(config)).and_then(|mut reader| reader.parse());
    let found = article.map(|article| render::blocks(&Dom::from(article.content.as_ref()).root())).unwrap_or_default();
    let is_enough = scripts::prose(&found) as f32 >= FOUND_SHARE * scripts::prose(&whole) as f32;
    let mut main = if found.is_empty() || !is_enough { whole } else { found };
    cut_what_precedes(&all, &mut main, title);
    [lead(&all, &main, title), main].concat()
}

/// Removes blocks of the main text that precede the title in the page, unless they make up much of it.
fn cut_what_precedes(all: &[Block], main: &mut Vec<Block>, title: Option<&str>) {
    let is_title = |block: &Block| title.is_some_and(|title| same_words(title, &block.text));
    let Some(heading) = all.iter().position(is_title) else { return };
    let before: HashSet<&Block> = all[..heading].iter().collect();
    let n_before = main.iter().take_while(|block| before.contains(block)).count();
    if length(&main[..n_before]) * 5 < length(main) * 2 {
        main.drain(..n_before);
    }
}

fn length(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.text.len()).sum()
}

/// Returns the paragraphs between the title and the beginning of the main text, which may be in a separate element.
fn lead(all: &[Block], main: &[Block], title: Option<&str>) -> Vec<Block> {
    /// The maximum number of blocks between them: date, byline, pictures and a summary.
    const MAX_GAP: usize = 12;
    let at = |is_it: &dyn Fn(&Block) -> bool| all.iter().position(is_it);
    let heading = title.and_then(|title| at(&|block| same_words(&block.text, title)));
    let first = main.iter().find(|block| !title.is_some_and(|title| same_words(&block.text, title)));
    let first = first.and_then(|first| at(&|block| block.text == first.text));
    match (heading, first) {
        (Some(heading), Some(first)) if heading < first && first - heading <= MAX_GAP => {
            let between = all[heading + 1..first].iter().filter(|block| is_prose(&block.text, block.linked));
            between.filter(|block| !main.contains(block)).cloned().collect()
        }
        _ => Vec::new(),
    }
}

/// Returns whether the article in a script is that of the page, and the page lacks it or has only a part of it.
fn is_better(found: &scripts::Body, blocks: &[Block]) -> bool {
    let (own, other) = (scripts::prose(blocks), found.prose());
    let is_same = scripts::covered(&found.blocks, blocks) >= SAME_SHARE;
    !is_same && (own == 0 || found.is_titled && other * 2 > own || other > 4 * own)
}

/// Replaces a `<noscript>` by its content if the page has no prose without it.
fn show_noscript(dom: &Dom) {
    let has_prose = dom.body().is_some_and(|body| Prose::of(&body).total().n_runs > 0);
    if has_prose {
        return;
    }
    for node in dom.select("body noscript").nodes() {
        if !node.element_children().is_empty() {
            node.rename("div");
            continue;
        }
        let html = node.text();
        if html.contains("</") && is_prose(&Dom::fragment(html.clone()).text(), 0) {
            node.replace_with_html(html);
        }
    }
}

/// Removes notices that scripts are needed from a page that has little other text.
fn without_script_notices(blocks: Vec<Block>) -> Vec<Block> {
    let n_words: usize = blocks.iter().map(|block| block.text.split_whitespace().count()).sum();
    let is_notice = |block: &Block| {
        let line = block.text.to_lowercase();
        MarkupWords::english().scripts.iter().any(|words| line.contains(words.as_str()))
    };
    if n_words > MAX_EMPTY_WORDS || !blocks.iter().any(is_notice) {
        return blocks;
    }
    let others: Vec<Block> = blocks.into_iter().filter(|block| !is_notice(block)).collect();
    if scripts::prose(&others) > 0 { others } else { Vec::new() }
}

fn check_size(dom: &Dom) -> Result<(), Error> {
    let (mut depth, mut n_nodes) = (0_usize, 0_usize);
    let mut node = dom.root();
    loop {
        n_nodes += 1;
        if n_nodes > MAX_ELEMENTS * 3 || depth > MAX_DEPTH {
            return Err(limits::too_large());
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

/// Removes what precedes the title, unless it makes up much of the text.
fn cut_before_title(blocks: &mut Vec<Block>, title: Option<&str>) {
    /// The maximum number of blocks before a title.
    const MAX_BEFORE: usize = 12;
    let is_title = |block: &Block| title.is_some_and(|title| same_words(title, &block.text));
    let Some(at) = blocks.iter().take(MAX_BEFORE).position(is_title) else { return };
    if length(&blocks[..at]) * 5 < length(blocks) * 2 {
        blocks.drain(..at);
    }
}

/// Removes the title, the byline and the date from the beginning of the text, and uses them as metadata if the page
/// gave none elsewhere.
fn cut_head(blocks: &mut Vec<Block>, metadata: &mut Metadata) {
    /// Title, standfirst, byline and date are expected within this many lines.
    const N_LINES: usize = 5;
    let is_title = |line: &str| metadata.title.as_deref().is_some_and(|title| same_words(title, line));
    let (mut byline, mut date) = (None, None);
    let mut n_lines = 0;
    for block in blocks.iter_mut() {
        let mut kept: Vec<&str> = Vec::new();
        for line in block.text.lines() {
            n_lines += 1;
            if n_lines > N_LINES {
                kept.push(line);
            } else if is_title(line) {
            } else if line.len() <= 60 && date.is_none() && dates::normalise_date(line).is_some() {
                date = Some(line.to_owned());
            } else if let Some(names) = byline_in(line).filter(|_| byline.is_none()) {
                byline = Some(names.to_owned());
            } else if !is_byline(line, metadata.byline.as_deref()) {
                kept.push(line);
            }
        }
        block.text = kept.join("\n");
        if n_lines >= N_LINES {
            break;
        }
    }
    blocks.retain(|block| !block.text.is_empty());
    metadata.byline = metadata.byline.take().or(byline);
    metadata.published = metadata.published.take().or(date);
}

/// Returns whether a short line has the names of the authors and no sentence.
fn is_byline(line: &str, byline: Option<&str>) -> bool {
    let Some(names) = byline else { return false };
    let first = names.split(", ").next().unwrap_or_default();
    line.len() <= first.len() + 60 && line.contains(first) && !line.ends_with(['.', '!', '?', '”', '"', ':'])
}

/// Returns the names in a byline: `By Ines Calder and Tom Reeve`.
fn byline_in(line: &str) -> Option<&str> {
    let names = PageWords::english().behind_by(line)?.trim();
    byline::is_name(names).then_some(names)
}

/// Returns whether `text` begins like an HTML page (after the WHATWG MIME Sniffing Standard, 7.1).
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
