//! The metadata in a page: schema.org in JSON-LD, Open Graph, meta tags, `<time>`, in this order of trust.

use dom_query::Document as Dom;
use serde_json::{Map, Value};

use super::render::{same_words, squeeze};
use crate::words::PageWords;
use crate::{Metadata, dates};

/// Names of `<meta>` for each fact, in the order of trust. The lists are those of Readability and trafilatura.
const TITLE: [&str; 6] = ["og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title"];
const BYLINE: [&str; 8] =
    ["author", "article:author", "parsely-author", "sailthru.author", "byl", "byline", "dc.creator", "dcterms.creator"];
const PUBLISHED: [&str; 16] = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "publish-date",
    "publishdate",
    "publish_date",
    "publication_date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
];
const PUBLISHER: [&str; 5] = ["og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher"];

/// Returns the metadata of a page.
pub(super) fn of(dom: &Dom) -> Metadata {
    let linked = linked_data(dom);
    let tags = meta_tags(dom);
    let tag = |names: &[&str]| {
        names.iter().find_map(|name| tags.iter().find(|(found, _)| found == name)).map(|(_, content)| content.clone())
    };
    let is_address = |text: &String| text.contains("://");
    let byline = || {
        let texts = ["[rel=author]", "[itemprop=author]", ".byline", ".author"].into_iter();
        texts.map(|selector| squeeze(&dom.select_single(selector).text())).find(|text| !text.is_empty())
    };
    let address = linked.url.filter(is_address).or_else(|| {
        let link = dom.select_single("link[rel=canonical]").attr("href").map(|link| link.trim().to_owned());
        link.filter(is_address).or_else(|| tag(&["og:url"]).filter(is_address))
    });
    Metadata {
        id: None,
        title: linked.title.or_else(|| tag(&TITLE)).or_else(|| title(dom)),
        publisher: linked.publisher.or_else(|| tag(&PUBLISHER)),
        url: address,
        byline: linked
            .byline
            .or_else(|| tag(&BYLINE).filter(|text| !is_address(text)))
            .or_else(byline)
            .map(|text| PageWords::english().behind_by(&text).unwrap_or(&text).to_owned())
            .filter(|text| !text.is_empty() && text.len() <= 200),
        published: linked.published.or_else(|| tag(&PUBLISHED)).filter(|date| is_date(date)).or_else(|| time(dom)),
        language: dom
            .select_single("html")
            .attr("lang")
            .map(|language| language.to_string())
            .or_else(|| tag(&["og:locale", "content-language", "language"]))
            .map(|language| language.to_ascii_lowercase()),
    }
}

fn is_date(text: &str) -> bool {
    dates::normalise_date(text).is_some()
}

fn meta_tags(dom: &Dom) -> Vec<(String, String)> {
    let mut tags = Vec::new();
    for tag in dom.select("meta[content]").iter() {
        let content = squeeze(&tag.attr_or("content", ""));
        for attribute in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = tag.attr(attribute)
                && !content.is_empty()
            {
                tags.push((name.trim().to_ascii_lowercase(), content.clone()));
            }
        }
    }
    tags
}

/// Returns the first heading if the `<title>` contains it, else the `<title>` without the name of the site.
fn title(dom: &Dom) -> Option<String> {
    let title = squeeze(&dom.select_single("title").text());
    let heading = squeeze(&dom.select_single("h1").text());
    if !heading.is_empty() && (title.is_empty() || title.to_lowercase().contains(&heading.to_lowercase())) {
        return Some(heading);
    }
    let cut = [" | ", " – ", " — ", " - ", " » "].iter().filter_map(|mark| title.rfind(mark)).max();
    let short = cut.map_or(title.as_str(), |at| title[..at].trim());
    // Two words before the mark are more often a name than a headline.
    let title = if short.split(' ').count() > 2 || same_words(short, &heading) { short } else { &title };
    (!title.is_empty()).then(|| title.to_owned())
}

fn time(dom: &Dom) -> Option<String> {
    let marked =
        ["time[itemprop=datePublished]", "time[pubdate]", "[itemprop=datePublished]", "time[datetime]", "time"];
    marked.into_iter().find_map(|selector| {
        let element = dom.select_single(selector);
        let given = ["datetime", "content"].iter().find_map(|name| element.attr(name)).map(|date| date.to_string());
        given.filter(|date| is_date(date)).or_else(|| Some(squeeze(&element.text())).filter(|date| is_date(date)))
    })
}

/// Returns the metadata of the first article in the page's JSON-LD (schema.org `Article` and the types below it).
fn linked_data(dom: &Dom) -> Metadata {
    let mut nodes = Vec::new();
    for script in dom.select("script[type='application/ld+json']").iter() {
        let text = script.text();
        let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        // Line ends inside strings are invalid JSON, but common.
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if let Ok(value) = serde_json::from_str(text.trim_end_matches(';')) {
            flatten(value, &mut nodes);
        }
    }
    let Some(article) = nodes.iter().find(|node| is_article(node)) else { return Metadata::default() };
    let name = |key: &str| {
        let names = names(article.get(key)?, &nodes);
        (!names.is_empty()).then(|| names.join(", "))
    };
    let text = |key: &str| article.get(key).and_then(Value::as_str).map(plain).filter(|text| !text.is_empty());
    Metadata {
        id: None,
        title: text("headline").or_else(|| text("name")),
        publisher: name("publisher"),
        url: text("url").or_else(|| match article.get("mainEntityOfPage")? {
            Value::String(url) => Some(url.clone()),
            page => Some(page.get("@id")?.as_str()?.to_owned()),
        }),
        byline: name("author").or_else(|| name("creator")),
        published: text("datePublished").or_else(|| text("dateCreated")),
        language: None,
    }
}

fn flatten(value: Value, nodes: &mut Vec<Map<String, Value>>) {
    match value {
        Value::Array(list) => list.into_iter().for_each(|value| flatten(value, nodes)),
        Value::Object(mut node) => {
            let inner = ["@graph", "mainEntity"].map(|key| node.remove(key));
            nodes.push(node);
            inner.into_iter().flatten().for_each(|value| flatten(value, nodes));
        }
        _ => {}
    }
}

fn is_article(node: &Map<String, Value>) -> bool {
    let is_kind = |kind: &Value| {
        let kind = kind.as_str().unwrap_or("");
        kind.ends_with("Article") || kind.ends_with("BlogPosting") || matches!(kind, "Report" | "NewsArticle")
    };
    match node.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_kind),
        Some(kind) => is_kind(kind),
        None => false,
    }
}

/// Returns the names of people or organizations, which are given as text, as objects, or by the id of a node.
fn names(value: &Value, nodes: &[Map<String, Value>]) -> Vec<String> {
    match value {
        Value::String(name) if name.contains("://") => Vec::new(),
        Value::String(name) => Some(plain(name)).filter(|name| !name.is_empty()).into_iter().collect(),
        Value::Array(list) => list.iter().flat_map(|value| names(value, nodes)).collect(),
        Value::Object(object) => match (object.get("name"), object.get("@id")) {
            // A name is text or a list of texts; anything else could hold itself.
            (Some(name @ (Value::String(_) | Value::Array(_))), _) => names(name, &[]),
            (None, Some(id)) => {
                let named = nodes.iter().find(|node| node.get("@id") == Some(id) && node.contains_key("name"));
                named.and_then(|node| node.get("name")?.as_str()).map(plain).into_iter().collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Returns text without the markup and entities that sometimes stray into JSON-LD.
pub(crate) fn plain(text: &str) -> String {
    if text.contains(['&', '<']) { squeeze(&Dom::fragment(text).text()) } else { squeeze(text) }
}
