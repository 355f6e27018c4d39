//! Converts items of IPTC ninjs into documents: [1.x](https://iptc.org/std/ninjs/), and 2.x and 3.x, which have
//! lists of headlines and bodies.

use serde_json::{Map, Value};

use super::article::Found;
use super::feed;
use super::refusals::{MAX_ARTICLE_BYTES, empty, refused, too_long};
use crate::{Document, Error, Metadata, html};

/// An item has at least one of these fields besides its `uri`.
const FIELDS: [&str; 9] = [
    "body_html",
    "body_xhtml",
    "body_text",
    "bodies",
    "headline",
    "headlines",
    "associations",
    "versioncreated",
    "description_text",
];

/// The maximum nesting depth of packages.
const MAX_DEPTH: usize = 4;

/// Returns whether `object` is a ninjs item.
pub(super) fn is_item(object: &Map<String, Value>) -> bool {
    let named = || object.get("standard").and_then(|standard| standard.get("name")).and_then(Value::as_str);
    object.get("uri").is_some_and(Value::is_string) && FIELDS.iter().any(|field| object.contains_key(*field))
        || named() == Some("ninjs")
}

/// Returns the document of an item, or the documents of the texts in a package.
pub(super) fn documents(item: Map<String, Value>, metadata: &Metadata) -> Found {
    let mut found = Vec::new();
    collect(&item, metadata, 0, &mut found);
    found
}

fn collect(item: &Map<String, Value>, metadata: &Metadata, depth: usize, found: &mut Found) {
    let kind = string(item, "type").unwrap_or("text");
    let members = members(item);
    let is_package = kind == "composite" || body(item).is_none() && !members.is_empty() && kind == "text";
    if is_package {
        if depth >= MAX_DEPTH {
            found.push(Err(refused(format!("expected packages nested at most {MAX_DEPTH} levels deep, found more"))));
        } else if members.is_empty() {
            found.push(Err(refused("expected a package with items, found none".to_owned())));
        }
        let members = if depth < MAX_DEPTH { members } else { Vec::new() };
        members.into_iter().for_each(|member| collect(member, metadata, depth + 1, found));
    } else if kind == "text" {
        found.push(document(item, metadata));
    } else if depth == 0 {
        found.push(Err(refused(format!("expected an item of type \"text\", found {kind:?}"))));
    }
}

/// Returns the items inside a package: an object in versions up to 1.x, a list from 2.0 on.
fn members(item: &Map<String, Value>) -> Vec<&Map<String, Value>> {
    match item.get("associations") {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_object).collect(),
        Some(Value::Object(named)) => named.values().filter_map(Value::as_object).collect(),
        _ => Vec::new(),
    }
}

fn document(item: &Map<String, Value>, metadata: &Metadata) -> Result<Document, Error> {
    if let Some(status @ ("canceled" | "withheld")) = string(item, "pubstatus") {
        return Err(refused(format!("expected a usable item, found one that is {status}")));
    }
    let id = string(item, "uri").map(str::to_owned);
    let mut notices = Vec::new();
    let text = match body(item) {
        Some(text) => text?,
        None => {
            notices.push(feed::summary_notice());
            described(item, &["description_html", "description_text"], "descriptions").ok_or_else(empty)??
        }
    };
    if text.len() > MAX_ARTICLE_BYTES {
        return Err(too_long());
    }
    let plain = |text: &str| Some(html::plain(text)).filter(|text| !text.is_empty());
    let listed = |name: &str| valued(field(item, name)?).first().and_then(|value| plain(string(value, "value")?));
    let bylines = || {
        let named = |line: &&Map<String, Value>| string(line, "byline").or(string(line, "value")).map(str::to_owned);
        let lines = field(item, "bylines").map(valued).unwrap_or_default();
        plain(&lines.iter().filter_map(named).collect::<Vec<_>>().join(", "))
    };
    let source = || valued(field(item, "infosources")?).first().and_then(|source| plain(string(source, "name")?));
    let found = Metadata {
        title: string(item, "headline").and_then(plain).or_else(|| listed("headlines")),
        publisher: source()
            .or_else(|| plain(string(item, "source")?))
            .or_else(|| plain(string(item, "copyrightholder")?)),
        url: id.clone().filter(|id| id.starts_with("http://") || id.starts_with("https://")),
        byline: string(item, "byline").or_else(|| string(item, "by")).and_then(plain).or_else(bylines),
        published: ["versioncreated", "firstcreated", "contentcreated"]
            .into_iter()
            .find_map(|name| string(item, name))
            .map(str::to_owned),
        language: string(item, "language").map(str::to_owned),
        id,
    };
    Ok(Document::with_notices(text, found.or(&metadata.shared()), notices))
}

fn body(item: &Map<String, Value>) -> Option<Result<String, Error>> {
    described(item, &["body_html", "body_xhtml", "body_text"], "bodies")
}

/// Returns the first text that is not empty: from a field of its own, or otherwise from a list, where HTML takes
/// precedence.
fn described(item: &Map<String, Value>, fields: &[&str], list: &str) -> Option<Result<String, Error>> {
    let own = fields.iter().filter_map(|name| Some((string(item, name)?, name.ends_with("html"))));
    let mut listed: Vec<(&str, bool)> =
        field(item, list).map(valued).unwrap_or_default().into_iter().filter_map(form).collect();
    listed.sort_by_key(|(_, is_html)| !is_html);
    let (text, is_html) = own.chain(listed).find(|(text, _)| !text.trim().is_empty())?;
    let text = if is_html { html::fragment(text) } else { Ok(text.to_owned()) };
    Some(text.and_then(|text| if text.trim().is_empty() { Err(empty()) } else { Ok(text) }))
}

fn form(value: &Map<String, Value>) -> Option<(&str, bool)> {
    let kind = string(value, "contenttype").unwrap_or("text/plain");
    Some((string(value, "value")?, kind.contains("html")))
}

fn valued(list: &Value) -> Vec<&Map<String, Value>> {
    list.as_array().into_iter().flatten().filter_map(Value::as_object).collect()
}

fn string<'a>(item: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    field(item, name).and_then(Value::as_str)
}

/// Returns the field of this name in lower case; version 3.0 writes "versionCreated".
fn field<'a>(item: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    item.get(name).or_else(|| Some(item.iter().find(|(own, _)| own.eq_ignore_ascii_case(name))?.1))
}

#[cfg(test)]
mod tests;
