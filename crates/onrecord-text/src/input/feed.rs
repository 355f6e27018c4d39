//! Turns RSS, Atom and JSON Feed into entries, and entries into documents.

use feed_rs::model;
use feed_rs::parser::Builder;
use onrecord_record::Notice;
use serde_json::{Map, Value};
use url::Url;

use super::article::Found;
use super::refusals::{MAX_ARTICLE_BYTES, empty, too_long};
use crate::decode::{Decoded, decode};
use crate::words::PageWords;
use crate::{Document, Error, ErrorKind, Metadata, html};

/// The fewest words of content that counts as a whole article: feeds often give only its beginning.
const MIN_CONTENT_WORDS: usize = 30;

/// The fewest words of a description that counts as a whole article. Shorter ones are summaries.
const MIN_SUMMARY_WORDS: usize = 120;

/// The deepest nesting of elements that is accepted. Deeper inputs are not feeds, and could exhaust a parser's stack.
const MAX_DEPTH: usize = 512;

/// An entry of a feed: an article, its beginning, or just its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    metadata: Metadata,
    text: Option<String>,
    is_whole: bool,
    /// Whether the feed is broken from here on.
    is_break: bool,
}

impl Entry {
    /// Returns the metadata of the article in the feed. The address is absolute.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// Returns whether the feed seems to carry the whole article, not just a summary or nothing.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Returns the article as the feed carries it, with a notice if that is a summary. `metadata` fills in what the feed
    /// does not give.
    ///
    /// # Errors
    ///
    /// If the entry has no text, or marks the place where the feed breaks.
    pub fn document(self, metadata: &Metadata) -> Result<Document, Error> {
        if self.is_break {
            return Err(Error::new(ErrorKind::Feed, "expected a feed, found that it is broken from here on"));
        }
        let Some(text) = self.text else {
            let reason = "expected an entry with text, found a headline; the page that it links to is another input";
            return Err(Error::new(ErrorKind::Empty, reason));
        };
        if text.len() > MAX_ARTICLE_BYTES {
            return Err(too_long());
        }
        let notices = if self.is_whole { Vec::new() } else { vec![summary_notice()] };
        Ok(Document::with_notices(text, self.metadata.or(&metadata.shared()), notices))
    }
}

/// Returns the notice that the text is not the whole article.
pub(super) fn summary_notice() -> Notice {
    Notice::new("summary", "the text is a summary: the input does not have the whole article".to_owned())
}

/// Returns the entries of the feed in `bytes` (RSS, Atom or JSON Feed) in their order, or `None` if it is not a feed.
/// Relative links are resolved against `base`, the address of the feed, unless the feed names another. The last entry
/// of a broken feed stands for the part that cannot be read.
///
/// # Errors
///
/// If no entry of the feed can be read.
///
/// ```
/// use onrecord_text::read_feed;
///
/// let feed = br#"<rss version="2.0"><channel><title>The Daily</title>
///     <item><title>Rain</title><link>/rain</link></item></channel></rss>"#;
/// let entries = read_feed(feed, Some("https://example.org/feed")).unwrap().unwrap();
/// assert_eq!(entries[0].metadata().url.as_deref(), Some("https://example.org/rain"));
/// assert!(!entries[0].is_whole());
/// assert_eq!(read_feed(b"It rained.", None), Ok(None));
/// ```
pub fn read_feed(bytes: &[u8], base: Option<&str>) -> Result<Option<Vec<Entry>>, Error> {
    let Decoded { text, .. } = decode(bytes)?;
    if is_feed(&text) {
        return entries(&text, base).map(Some);
    }
    if text.trim_start().starts_with('{')
        && let Ok(Value::Object(object)) = serde_json::from_str(&text)
        && is_json_feed(&object)
    {
        return entries(&text, base).map(Some);
    }
    Ok(None)
}

/// Returns whether the root of a text is that of a feed in XML.
pub(super) fn is_feed(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!") {
            ">"
        } else {
            break;
        };
        match rest.find(end) {
            Some(at) => rest = rest[at + end.len()..].trim_start(),
            None => return false,
        }
    }
    ["<rss", "<feed", "<rdf:RDF"].into_iter().any(|tag| {
        rest.strip_prefix(tag).is_some_and(|rest| rest.starts_with(|c: char| c == '>' || c.is_ascii_whitespace()))
    })
}

/// Returns whether an object is a JSON Feed 1.x.
pub(super) fn is_json_feed(object: &Map<String, Value>) -> bool {
    let version = object.get("version").and_then(Value::as_str).unwrap_or("");
    version.starts_with("https://jsonfeed.org/version/") && object.get("items").is_some_and(Value::is_array)
}

/// Returns the documents of a feed.
pub(super) fn documents(bytes: &[u8], metadata: &Metadata) -> Found {
    let found = decode(bytes).and_then(|decoded| entries(&decoded.text, metadata.url.as_deref()));
    let entries = match found {
        Ok(entries) => entries,
        Err(error) => return vec![Err(error)],
    };
    let document = |(idx, entry): (usize, Entry)| {
        entry.document(metadata).map_err(|error| error.within(format_args!("entry {}", idx + 1)))
    };
    entries.into_iter().enumerate().map(document).collect()
}

/// Returns the entries of a feed. Of a broken one, the entries before the break, and the break as the last.
fn entries(text: &str, base: Option<&str>) -> Result<Vec<Entry>, Error> {
    match whole_entries(text, base) {
        Err(error) if error.kind() == ErrorKind::Feed => {
            let mut entries = before_break(text, base).ok_or(error)?;
            entries.push(Entry { metadata: Metadata::default(), text: None, is_whole: false, is_break: true });
            Ok(entries)
        }
        found => found,
    }
}

/// Returns the entries of a broken feed before the break, or `None` if there are none.
fn before_break(text: &str, base: Option<&str>) -> Option<Vec<Entry>> {
    let (entry_end, end) = [("<feed", "</entry>", "</feed>"), ("<rss", "</item>", "</channel></rss>")]
        .into_iter()
        .chain([("<rdf:RDF", "</item>", "</rdf:RDF>")])
        .find(|(root, ..)| text.contains(root))
        .map(|(_, entry_end, end)| (entry_end, end))?;
    let ends: Vec<usize> = text.match_indices(entry_end).map(|(at, _)| at + entry_end.len()).collect();
    let cut = |n: usize| whole_entries(&format!("{}{end}", &text[..ends[n - 1]]), base).ok();
    // If the first n entries can be read, so can fewer: the most are found by halving.
    let (mut least, mut most) = (0, ends.len());
    while least < most {
        let middle = (least + most).div_ceil(2);
        if cut(middle).is_some() {
            least = middle;
        } else {
            most = middle - 1;
        }
    }
    (least > 0).then(|| cut(least))?
}

fn whole_entries(text: &str, base: Option<&str>) -> Result<Vec<Entry>, Error> {
    let refused = |reason: String| Err(Error::new(ErrorKind::Feed, format!("expected a feed: {reason}")));
    // The text is already decoded, so the encoding in its first line no longer applies.
    let mut xml = text.trim_start_matches('\u{feff}').trim_start();
    if let Some(rest) = xml.strip_prefix("<?xml") {
        xml = rest.find("?>").map_or(xml, |at| &rest[at + 2..]);
    }
    if is_deep(xml) {
        return refused(format!("elements are nested more than {MAX_DEPTH} deep"));
    }
    let base = base.and_then(|base| Url::parse(base).ok());
    let parser = Builder::new()
        .base_uri(base.as_ref().map(Url::as_str))
        .sanitize_content(false)
        .id_generator(|_, _, _| String::new())
        .build();
    let feed = match parser.parse(xml.as_bytes()) {
        Ok(feed) => feed,
        Err(error) => return refused(error.to_string()),
    };
    if feed.entries.is_empty() {
        return Err(empty());
    }
    let publisher = feed.title.as_ref().map(|title| html::plain(&title.content)).filter(|title| !title.is_empty());
    let language = feed.language.clone();
    Ok(feed.entries.into_iter().map(|found| entry(found, &publisher, &language, base.as_ref())).collect())
}

/// Returns whether elements are nested deeper than in any feed.
fn is_deep(xml: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        match rest.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!') if rest.starts_with("![CDATA[") => rest = rest.find("]]>").map_or("", |end| &rest[end..]),
            Some(b'!') if rest.starts_with("!--") => rest = rest.find("-->").map_or("", |end| &rest[end..]),
            Some(b'!' | b'?') | None => {}
            Some(_) => {
                let end = rest.find('>').unwrap_or(rest.len());
                depth += usize::from(!rest[..end].ends_with('/'));
            }
        }
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}

fn entry(found: model::Entry, publisher: &Option<String>, language: &Option<String>, base: Option<&Url>) -> Entry {
    let plain = |text: model::Text| Some(html::plain(&text.content)).filter(|text| !text.is_empty());
    let url = link(&found, base);
    let content = found.content.as_ref().and_then(|content| {
        text(content.body.as_deref()?, content.content_type.essence().to_string().contains("html"))
    });
    let summary = found.summary.and_then(|summary| {
        let is_html = summary.content_type.essence().to_string().contains("html");
        text(&summary.content, is_html)
    });
    let is_content = |text: &String| n_words(text) >= MIN_CONTENT_WORDS && !is_cut(text);
    let is_article = |text: &String| n_words(text) >= MIN_SUMMARY_WORDS && !is_cut(text);
    // Without a link to a page, the content is all there is.
    let is_whole = content.as_ref().is_some_and(|text| is_content(text) || url.is_none())
        || summary.as_ref().is_some_and(is_article);
    let longest = |one: String, other: String| if n_words(&other) > n_words(&one) { other } else { one };
    let text = match (content, summary) {
        (Some(content), Some(summary)) => Some(longest(content, summary)),
        (content, summary) => content.or(summary),
    };
    let names: Vec<String> =
        found.authors.into_iter().filter_map(|author| author.name).map(|name| html::plain(&name)).collect();
    let published = found.published.or(found.updated).map(|time| time.to_rfc3339());
    let metadata = Metadata {
        // Other ids, such as "123", may be the same in two feeds.
        id: Some(found.id).filter(|id| id.contains(':')),
        title: found.title.and_then(plain),
        publisher: publisher.clone(),
        url,
        byline: Some(names.join(", ")).filter(|names| !names.is_empty()),
        published,
        language: found.language.or_else(|| language.clone()),
    };
    Entry { metadata, text, is_whole, is_break: false }
}

/// Returns the address of the page of an entry.
fn link(entry: &model::Entry, base: Option<&Url>) -> Option<String> {
    let is_page = |link: &&model::Link| {
        let rel = link.rel.as_deref().unwrap_or("alternate");
        rel == "alternate" && link.media_type.as_deref().is_none_or(|kind| kind.contains("html"))
    };
    let elsewhere = || {
        entry
            .content
            .as_ref()
            .and_then(|content| content.src.as_ref())
            .filter(|_| entry.content.as_ref().is_some_and(|content| content.body.is_none()))
    };
    let href = entry.links.iter().find(is_page).or_else(elsewhere).map_or(entry.id.as_str(), |link| link.href.as_str());
    let url = match base {
        Some(base) if href != entry.id => base.join(href.trim()),
        _ => Url::parse(href.trim()),
    };
    url.ok().filter(|url| matches!(url.scheme(), "http" | "https")).map(String::from)
}

/// Returns the text of a content or summary, or `None` if it is empty.
fn text(content: &str, is_html: bool) -> Option<String> {
    let has_tags = || ["</", "<p>", "<br", "<p "].iter().any(|tag| content.contains(tag));
    let text = if is_html || has_tags() { html::fragment(content).ok()? } else { content.trim().to_owned() };
    (!text.trim().is_empty()).then_some(text)
}

fn n_words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn is_cut(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || "])»→›>.\u{a0}".contains(c) && c != '.');
    let tail: String = end.chars().rev().take(20).collect();
    let tail: String = tail.chars().rev().collect::<String>().to_lowercase();
    PageWords::english().continued.iter().any(|cut| tail.ends_with(cut.as_str()))
}

#[cfg(test)]
mod tests;
