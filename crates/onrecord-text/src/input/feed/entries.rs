//! The entries of a whole feed, or of the readable parts of a broken one.

use feed_rs::model;
use feed_rs::parser::Builder;
use serde_json::Value;
use url::Url;

use super::entry::Entry;
use super::extras::{Extras, extras};
use super::mend::{mended, without_prolog};
use crate::input::refusals::empty;
use crate::words::PageWords;
use crate::{Error, ErrorKind, Metadata, dates, html};

/// The minimum number of words of a content that counts as a whole article: feeds often give only the beginning.
const MIN_CONTENT_WORDS: usize = 30;

/// The minimum number of words of a description that counts as a whole article. Shorter ones are summaries.
const MIN_SUMMARY_WORDS: usize = 120;

/// The maximum nesting depth of elements. Deeper inputs are not feeds, and could exhaust a parser's stack.
const MAX_DEPTH: usize = 512;

/// The maximum length in bytes of the part before the entries of a feed, which is parsed again with each entry.
const MAX_HEAD: usize = 64 << 10;

const BROKEN_ENTRY: &str = "expected a well-formed feed entry, found a broken one";
const BROKEN_END: &str = "expected a well-formed feed, found that it is broken from here on";

/// Returns the entries of a feed. For a broken feed, returns each entry that can be read, and for each that cannot, an
/// entry that reports the error.
pub(super) fn entries(text: &str, base: Option<&str>) -> Result<Vec<Entry>, Error> {
    let base = base.and_then(|base| Url::parse(base).ok());
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') {
        return match serde_json::from_str(text) {
            Ok(Value::Object(feed)) => whole(&super::json::mended(feed).to_string(), base.as_ref()),
            _ => whole(text, base.as_ref()),
        };
    }
    let xml = mended(without_prolog(text));
    if is_deep(&xml) {
        return Err(refused(&format!("elements are nested more than {MAX_DEPTH} levels deep")));
    }
    let Some(root) = Root::of(&xml) else { return whole(&xml, base.as_ref()) };
    let xml = root.with_names(&root.with_version(&xml));
    match whole(&xml, base.as_ref()) {
        Err(error) if error.kind() == ErrorKind::Feed => one_by_one(&xml, &root, base.as_ref()).ok_or(error),
        found => found,
    }
}

fn refused(reason: &str) -> Error {
    Error::new(ErrorKind::Feed, format!("expected a feed: {reason}"))
}

/// The root element of a feed.
struct Root {
    /// The tag of the root, with its brackets.
    tag: String,
    /// The names of the root element and of the elements for entries, as written.
    name: String,
    entry: String,
}

impl Root {
    fn of(xml: &str) -> Option<Root> {
        let tag = &xml[..=xml.find('>')?];
        let name = tag.strip_prefix('<')?.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next()?;
        let entry = match name.split_once(':') {
            Some((prefix, "feed")) => format!("{prefix}:entry"),
            _ if name == "feed" => "entry".to_owned(),
            _ => "item".to_owned(),
        };
        Some(Root { tag: tag.to_owned(), name: name.to_owned(), entry })
    }

    /// Returns the feed with a version of RSS that the parser knows: other versions are close to 2.0.
    fn with_version(&self, xml: &str) -> String {
        const KNOWN: [&str; 3] = ["2.0", "0.91", "0.92"];
        if self.name != "rss" {
            return xml.to_owned();
        }
        let version = self.tag.split_once("version=").map_or("", |(_, rest)| rest);
        let quoted = version.get(1..).and_then(|rest| rest.split(['"', '\'']).next()).unwrap_or_default();
        if KNOWN.contains(&quoted) {
            return xml.to_owned();
        }
        let attribute =
            format!("version={}{quoted}{}", &version[..version.len().min(1)], &version[..version.len().min(1)]);
        let tag = self.tag.replace(&attribute, "").replacen("<rss", "<rss version=\"2.0\"", 1);
        format!("{tag}{}", &xml[self.tag.len()..])
    }

    /// Returns the feed with declarations added for common namespaces that it uses but does not declare.
    fn with_names(&self, xml: &str) -> String {
        const NAMES: [(&str, &str); 5] = [
            ("atom", "http://www.w3.org/2005/Atom"),
            ("content", "http://purl.org/rss/1.0/modules/content/"),
            ("dc", "http://purl.org/dc/elements/1.1/"),
            ("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
            ("media", "http://search.yahoo.com/mrss/"),
        ];
        let head = &xml[..xml.find('>').unwrap_or(0)];
        let is_missing =
            |prefix: &str| xml.contains(&format!("<{prefix}:")) && !head.contains(&format!("xmlns:{prefix}="));
        let missing = NAMES.iter().filter(|(prefix, _)| is_missing(prefix));
        let declared: String = missing.map(|(prefix, name)| format!(" xmlns:{prefix}=\"{name}\"")).collect();
        let start = 1 + self.name.len();
        if declared.is_empty() { xml.to_owned() } else { format!("{}{declared}{}", &xml[..start], &xml[start..]) }
    }

    fn end(&self) -> String {
        let channel = if self.name == "rss" { "</channel>" } else { "" };
        format!("{channel}</{}>", self.name)
    }

    /// Returns the start tags that must precede an entry.
    fn start(&self) -> String {
        let channel = if self.name == "rss" { "<channel>" } else { "" };
        format!("{}{channel}", self.tag)
    }
}

/// Returns the entries of a broken feed, each read by itself, or `None` if none can be read.
fn one_by_one(xml: &str, root: &Root, base: Option<&Url>) -> Option<Vec<Entry>> {
    let (open, close, end) = (format!("<{}", root.entry), format!("</{}>", root.entry), root.end());
    let starts = |text: &str| {
        let mut found = text.match_indices(&open).map(|(at, _)| at);
        found.find(|at| text[at + open.len()..].starts_with(|c: char| c == '>' || c.is_whitespace()))
    };
    let first = starts(xml)?;
    let head = &xml[..first];
    let is_sound = |head: &str| head.len() <= MAX_HEAD && parsed(&format!("{head}{end}"), base).is_ok();
    let start = root.start();
    let head = if is_sound(head) { head } else { &start };
    let broken = |message| Entry { metadata: Metadata::default(), text: None, is_whole: false, broken: Some(message) };
    let mut entries = Vec::new();
    let mut rest = &xml[first..];
    let mut n_read = 0;
    while let Some(at) = starts(rest) {
        rest = &rest[at..];
        let Some(length) = rest.find(&close).map(|at| at + close.len()) else {
            entries.push(broken(BROKEN_END));
            break;
        };
        match whole(&format!("{head}{}{end}", &rest[..length]), base) {
            Ok(found) => {
                n_read += found.len();
                entries.extend(found);
            }
            Err(_) => entries.push(broken(BROKEN_ENTRY)),
        }
        rest = &rest[length..];
    }
    let is_told = entries.iter().any(|entry: &Entry| entry.broken.is_some());
    if !is_told && n_read > 0 {
        entries.push(broken(BROKEN_END));
    }
    (n_read > 0).then_some(entries)
}

fn parsed(text: &str, base: Option<&Url>) -> Result<model::Feed, Error> {
    let parser = Builder::new()
        .base_uri(base.map(Url::as_str))
        .sanitize_content(false)
        .id_generator(|_, _, _| String::new())
        .build();
    parser.parse(text.as_bytes()).map_err(|error| refused(&error.to_string()))
}

fn whole(text: &str, base: Option<&Url>) -> Result<Vec<Entry>, Error> {
    let feed = parsed(text, base)?;
    if feed.entries.is_empty() {
        return Err(empty());
    }
    let of_channel = feed.links.iter().filter(|link| link.rel.as_deref().unwrap_or("alternate") == "alternate");
    let own = of_channel.filter_map(|link| Url::parse(link.href.trim()).ok()).next();
    let found = Channel {
        publisher: feed.title.as_ref().map(|title| html::plain(&title.content)).filter(|title| !title.is_empty()),
        language: feed.language.clone(),
        base: base.or(own.as_ref()),
    };
    // In JSON, these extra values are in fields of their own.
    let mut extras = if text.starts_with('{') { Vec::new() } else { extras(text) };
    extras.resize(feed.entries.len(), Extras::default());
    Ok(feed.entries.into_iter().zip(extras).map(|(entry, extras)| found.entry(entry, extras)).collect())
}

/// Values that the entries of a feed share.
struct Channel<'f> {
    publisher: Option<String>,
    language: Option<String>,
    base: Option<&'f Url>,
}

impl Channel<'_> {
    fn entry(&self, found: model::Entry, extras: Extras) -> Entry {
        let plain = |text: model::Text| Some(html::plain(&text.content)).filter(|text| !text.is_empty());
        let url = link(&found, self.base);
        let content = found.content.as_ref().and_then(|content| {
            text(content.body.as_deref()?, content.content_type.essence().to_string().contains("html"))
        });
        let summary = found.summary.as_ref().and_then(|summary| {
            let is_html = summary.content_type.essence().to_string().contains("html");
            text(&summary.content, is_html)
        });
        let description = extras.description.as_deref().and_then(|description| text(description, false));
        let longest = |one: Option<String>, other: Option<String>| match (one, other) {
            (Some(one), Some(other)) => Some(if n_words(&other) > n_words(&one) { other } else { one }),
            (one, other) => one.or(other),
        };
        let summary = longest(summary, description);
        let is_content = |text: &String| n_words(text) >= MIN_CONTENT_WORDS && !is_cut(text);
        let is_article = |text: &String| n_words(text) >= MIN_SUMMARY_WORDS && !is_cut(text);
        // Without a link to a page, the content is all there is.
        let is_whole = content.as_ref().is_some_and(|text| is_content(text) || url.is_none())
            || summary.as_ref().is_some_and(is_article);
        let metadata = Metadata {
            byline: byline(&found, &extras),
            published: published(&found, &extras),
            // Other ids, such as "123", may occur in two feeds.
            id: Some(found.id).filter(|id| id.contains(':')),
            title: found.title.and_then(plain),
            publisher: self.publisher.clone(),
            url,
            language: found.language.or_else(|| self.language.clone()),
        };
        Entry { metadata, text: longest(content, summary), is_whole, broken: None }
    }
}

/// Returns the names of the authors, without addresses and brackets.
fn byline(found: &model::Entry, extras: &Extras) -> Option<String> {
    let name = |text: &str| {
        let text = html::plain(text);
        let text = PageWords::english().behind_by(&text).unwrap_or(&text);
        let words = text.split_whitespace().filter(|word| !word.contains('@')).collect::<Vec<&str>>().join(" ");
        let name = words.trim_matches(|c: char| "()<>[]\"'".contains(c) || c.is_whitespace()).to_owned();
        Some(name).filter(|name| !name.is_empty())
    };
    let names: Vec<String> = found.authors.iter().filter_map(|author| name(author.name.as_deref()?)).collect();
    Some(names.join(", ")).filter(|names| !names.is_empty()).or_else(|| name(extras.author.as_deref()?))
}

/// Returns the time of publication in UTC, or only the date if the feed gives no time zone. A date that cannot be
/// parsed is returned as written.
fn published(found: &model::Entry, extras: &Extras) -> Option<String> {
    let written = extras.published.as_ref().or(extras.updated.as_ref());
    if let Some(normal) = written.and_then(|text| dates::normalise_date(text)) {
        let time = normal.parse::<jiff::Timestamp>().ok();
        return Some(time.map_or(normal, |time| time.to_string()));
    }
    found.published.or(found.updated).map(|time| time.to_rfc3339()).or_else(|| written.cloned())
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

/// Returns the text of a content or summary, or `None` if it is empty. Markup that was escaped once too often is read
/// as markup.
fn text(content: &str, is_html: bool) -> Option<String> {
    const TAGS: [&str; 5] = ["</", "<p>", "<br", "<p ", "/>"];
    let has_tags = |text: &str| TAGS.iter().any(|tag| text.contains(tag));
    let is_escaped = |text: &str| text.contains("&lt;") && text.contains("&gt;");
    let mut text = content.trim().to_owned();
    let mut is_html = is_html;
    for _ in 0..3 {
        if !is_html && !has_tags(&text) && !is_escaped(&text) {
            break;
        }
        text = html::fragment(&text).ok()?;
        is_html = false;
    }
    (!text.trim().is_empty()).then_some(text)
}

fn n_words(text: &str) -> usize {
    text.split_whitespace().count()
}

pub(super) fn is_cut(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || "])»→›>.\u{a0}".contains(c) && c != '.');
    let tail: String = end.chars().rev().take(20).collect();
    let tail: String = tail.chars().rev().collect::<String>().to_lowercase();
    PageWords::english().continued.iter().any(|cut| tail.ends_with(cut.as_str()))
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
