//! The schema.org data of a page in JSON-LD, even if it is broken.

use std::collections::HashMap;

use dom_query::Document as Dom;
use serde_json::{Map, Value, json};

use super::render::{plain, same_words};
use crate::Metadata;

/// How many bytes after the name of a field its value is searched for in broken JSON.
const REACH: usize = 400;

/// Nodes by their ids.
type Named<'n> = HashMap<&'n str, &'n Map<String, Value>>;

/// The nodes of a page's JSON-LD.
pub(super) struct LinkedData {
    nodes: Vec<Map<String, Value>>,
}

impl LinkedData {
    pub(super) fn of(dom: &Dom) -> LinkedData {
        let mut nodes = Vec::new();
        for script in dom.select("script[type*='ld+json']").iter() {
            let text = script.text();
            // Line ends inside strings are invalid JSON, but common.
            let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            // Some sites escape the data as if it stood in the text of the page.
            let text = if text.contains("&quot;") && !text.contains('"') { text.replace("&quot;", "\"") } else { text };
            let before = nodes.len();
            for value in values(&text) {
                flatten(value, &mut nodes);
            }
            if nodes.len() == before {
                nodes.extend(of_broken(&text));
            }
        }
        LinkedData { nodes }
    }

    /// Returns the metadata of the article of the page: the first article with this title, or otherwise the first one.
    pub(super) fn metadata(&self, title: Option<&str>) -> Metadata {
        let headline = |node: &Map<String, Value>| node.get("headline").and_then(Value::as_str).map(plain);
        let is_titled = |node: &&Map<String, Value>| {
            title.zip(headline(node)).is_some_and(|(title, headline)| same_words(title, &headline))
        };
        let articles = || self.nodes.iter().filter(|node| is_article(node));
        let Some(article) = articles().find(is_titled).or_else(|| articles().next()) else {
            return Metadata { published: self.date(), ..Metadata::default() };
        };
        let named = self.named();
        let name = |key: &str| {
            let names = names(article.get(key)?, &named);
            (!names.is_empty()).then(|| names.join(", "))
        };
        let text = |key: &str| text(article, key);
        Metadata {
            id: None,
            title: text("headline").or_else(|| text("name")),
            publisher: name("publisher"),
            url: text("url").or_else(|| match article.get("mainEntityOfPage")? {
                Value::String(url) => Some(url.clone()),
                page => Some(page.get("@id")?.as_str()?.to_owned()),
            }),
            byline: name("author").or_else(|| name("creator")),
            published: text("datePublished").or_else(|| text("dateCreated")).or_else(|| self.date()),
            language: None,
        }
    }

    /// Returns the first node with a name for each id.
    fn named(&self) -> Named<'_> {
        let mut named = Named::new();
        for node in self.nodes.iter().filter(|node| node.contains_key("name")) {
            if let Some(id) = node.get("@id").and_then(Value::as_str) {
                named.entry(id).or_insert(node);
            }
        }
        named
    }

    /// Returns the first date of publication of any node.
    fn date(&self) -> Option<String> {
        let keys = ["datePublished", "dateCreated", "uploadDate"];
        keys.iter().find_map(|key| self.nodes.iter().find_map(|node| text(node, key)))
    }

    /// Returns the names of the sites and organizations that the data mentions.
    pub(super) fn sites(&self) -> Vec<String> {
        let is_site = |kind: &str| kind == "WebSite" || kind.ends_with("Organization");
        let mut sites: Vec<String> =
            self.nodes.iter().filter(|node| is_kind(node, is_site)).filter_map(|node| text(node, "name")).collect();
        let publishers = self.nodes.iter().filter_map(|node| node.get("publisher"));
        let named = self.named();
        sites.extend(publishers.flat_map(|publisher| names(publisher, &named)));
        sites
    }
}

fn text(node: &Map<String, Value>, key: &str) -> Option<String> {
    node.get(key).and_then(Value::as_str).map(plain).filter(|text| !text.is_empty())
}

/// Returns the JSON values in a script, of which there may be several; comment marks before them and commas before
/// closing brackets are allowed.
fn values(text: &str) -> Vec<Value> {
    let Some(start) = text.find(['{', '[']) else { return Vec::new() };
    // `//<![CDATA[` and the like.
    let start = if text[start..].starts_with("[CDATA[") {
        text[start + 7..].find(['{', '[']).map_or(text.len(), |at| start + 7 + at)
    } else {
        start
    };
    let parse = |text: &str| -> (Vec<Value>, bool) {
        let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Value>();
        let mut values = Vec::new();
        loop {
            match stream.next() {
                Some(Ok(value)) => values.push(value),
                // Text after a complete value is the end of a comment.
                Some(Err(_)) => return (values, false),
                None => return (values, true),
            }
        }
    };
    let (values, _) = parse(&text[start..]);
    if values.is_empty() { parse(&without_last_commas(&text[start..])).0 } else { values }
}

/// Returns JSON without commas before closing brackets and after other commas.
fn without_last_commas(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let (mut in_string, mut is_escaped) = (false, false);
    for c in text.chars() {
        if in_string {
            in_string = is_escaped || c != '"';
            is_escaped = !is_escaped && c == '\\';
        } else {
            if matches!(c, ']' | '}' | ',') {
                let length = kept.trim_end().len();
                if kept[..length].ends_with(',') {
                    kept.truncate(length - 1);
                }
            }
            in_string = c == '"';
        }
        kept.push(c);
    }
    kept
}

/// Returns the fields that can be found by their names in JSON that cannot be parsed.
fn of_broken(text: &str) -> Option<Map<String, Value>> {
    let kinds = ["Article\"", "BlogPosting\"", "Report\""];
    let is_article = kinds.iter().any(|kind| text.contains(kind));
    let mut node = Map::new();
    for key in ["headline", "datePublished", "dateCreated"] {
        if let Some(value) = field(text, key) {
            node.insert(key.to_owned(), json!(value));
        }
    }
    if let Some(at) = text.find("\"author\"") {
        let rest = cut(&text[at..], REACH);
        if let Some(name) = field(rest, "author").or_else(|| field(rest, "name")) {
            node.insert("author".to_owned(), json!(name));
        }
    }
    if is_article {
        node.insert("@type".to_owned(), json!("NewsArticle"));
    }
    (!node.is_empty()).then_some(node)
}

/// Returns the string that follows the name of a field.
fn field(text: &str, key: &str) -> Option<String> {
    let at = text.find(&format!("\"{key}\""))? + key.len() + 2;
    let value = cut(&text[at..], REACH).trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let end = value.match_indices('"').map(|(at, _)| at).find(|&at| !value[..at].ends_with('\\'))?;
    serde_json::from_str(&format!("\"{}\"", &value[..end])).ok()
}

fn cut(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
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
    is_kind(node, |kind| {
        kind.ends_with("Article")
            || kind.ends_with("BlogPosting")
            || matches!(kind, "Report" | "SocialMediaPosting" | "DiscussionForumPosting")
    })
}

fn is_kind(node: &Map<String, Value>, is_named: impl Fn(&str) -> bool) -> bool {
    let is_kind = |kind: &Value| kind.as_str().is_some_and(|kind| is_named(kind.rsplit('/').next().unwrap_or(kind)));
    match node.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_kind),
        Some(kind) => is_kind(kind),
        None => false,
    }
}

/// Returns the names of people or organizations, which are given as text, as objects, or by the id of a node.
fn names(value: &Value, named: &Named<'_>) -> Vec<String> {
    match value {
        Value::String(name) if name.contains("://") => Vec::new(),
        Value::String(name) => Some(plain(name)).filter(|name| !name.is_empty()).into_iter().collect(),
        Value::Array(list) => list.iter().flat_map(|value| names(value, named)).collect(),
        Value::Object(object) => match (object.get("name"), object.get("@id")) {
            // A name is text or a list of texts; any other value could contain itself.
            (Some(name @ (Value::String(_) | Value::Array(_))), _) => names(name, &Named::new()),
            (None, Some(Value::String(id))) => {
                let node = named.get(id.as_str());
                node.and_then(|node| node.get("name")?.as_str()).map(plain).into_iter().collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_data_is_read() {
        fn check(script: &str) {
            let dom = Dom::from(format!("<script type='application/ld+json'>{script}</script>"));
            let found = LinkedData::of(&dom).metadata(None);
            assert_eq!(found.published.as_deref(), Some("2025-04-03"), "{script}");
            assert_eq!(found.byline.as_deref(), Some("Uma Berg"), "{script}");
        }
        let data =
            r#"{"@type":"NewsArticle","headline":"Rain","author":{"name":"Uma Berg"},"datePublished":"2025-04-03"}"#;
        check(data);
        check(&format!("/* <![CDATA[ */ {data} /* ]]> */"));
        check(&format!("<!-- {data} -->"));
        check(&format!("[{data},]"));
        check(&format!("{data};"));
        check(&format!(r#"{{"@type":"WebSite","name":"Post"}} {data}"#));
        check(&data.replace("\"Rain\"", "\"The \"big\" rain\""));
        check(&data.replace("2025-04-03\"}", "2025-04-03\",}"));
        check(&data[..data.len() - 1]);
        check(&data.replace("NewsArticle", "https://schema.org/NewsArticle"));
    }

    #[test]
    fn dates_come_from_any_node_but_names_from_articles() {
        let dom = Dom::from(
            r#"<script type="application/ld+json">{"@graph":[{"@type":"WebPage","name":"Rain - Post",
            "datePublished":"2025-04-03"},{"@type":"WebSite","name":"Post"}]}</script>"#,
        );
        let data = LinkedData::of(&dom);
        let found = data.metadata(None);
        assert_eq!((found.published.as_deref(), found.title), (Some("2025-04-03"), None));
        assert_eq!(data.sites(), ["Post"]);
    }
}
