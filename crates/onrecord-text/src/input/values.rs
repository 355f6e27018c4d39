//! Converts JSON values into documents: objects with a text, ninjs items, JSON Feeds, and lists of these.

use onrecord_record::Notice;
use serde_json::{Map, Value};

use super::article::{Found, within};
use super::refusals::{MAX_ARTICLE_BYTES, empty, kind_of, refused, too_long};
use super::repair::{self, lenient, reason};
use super::{feed, ninjs};
use crate::{Document, Error, Metadata};

/// The fields for lists of articles in the responses of news services. JSON Feed has its own reader.
const LISTS: [&str; 2] = ["items", "_items"];

/// The beginning of messages about JSON that is not an article.
const EXPECTED: &str = "expected an article (a JSON object with a field \"text\") or a list of articles";

/// Returns the documents of all values in `bytes`, in sequence or in lists. For a truncated list, returns its complete
/// objects and an error.
pub(super) fn documents(bytes: &[u8], metadata: &Metadata) -> Found {
    let bytes = &*lenient(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
    let mut found = Vec::new();
    let mut n_items = 0;
    let mut take = |value: Value, found: &mut Found| {
        n_items += 1;
        let documents = match value {
            Value::Object(object) => of_object(object, metadata),
            other => vec![Err(refused(format!("expected a JSON object, found {}", kind_of(&other))))],
        };
        found.extend(documents.into_iter().map(|found| within(found, format_args!("item {n_items}"))));
    };
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<Value>();
    // The start of the current value.
    let mut start = 0;
    while let Some(value) = values.next() {
        match value {
            // Gives one error instead of one for each number of a long list.
            Ok(Value::Array(list)) if !list.is_empty() && !list.iter().any(Value::is_object) => {
                found.push(Err(refused(format!("{EXPECTED}, found a list without any object"))));
            }
            Ok(Value::Array(list)) => list.into_iter().for_each(|value| take(value, &mut found)),
            Ok(value @ Value::Object(_)) => take(value, &mut found),
            Ok(other) => found.push(Err(refused(format!("{EXPECTED}, found {}", kind_of(&other))))),
            // The start of the next value is unknown after an error.
            Err(error) => {
                match repair::before_break(&bytes[start..], repair::offset(bytes, &error).saturating_sub(start)) {
                    Some(Value::Array(list)) => list.into_iter().for_each(|value| take(value, &mut found)),
                    Some(value) => take(value, &mut found),
                    None => {}
                }
                found.push(Err(refused(format!("expected JSON, found that {}", reason(&error)))));
            }
        }
        start = values.byte_offset();
    }
    if found.is_empty() {
        found.push(Err(empty()));
    }
    found
}

/// Returns the documents of one object.
pub(super) fn of_object(mut object: Map<String, Value>, metadata: &Metadata) -> Found {
    if object.contains_key("text") {
        return vec![of_row(object, metadata)];
    }
    if feed::is_json_feed(&object) {
        return feed::documents(Value::Object(object).to_string().as_bytes(), metadata);
    }
    if ninjs::is_item(&object) {
        return ninjs::documents(object, metadata);
    }
    let list = LISTS.into_iter().find(|name| object.get(*name).is_some_and(Value::is_array));
    if let Some(Value::Array(list)) = list.and_then(|name| object.remove(name)) {
        let mut n_items = 0;
        let mut one = |value: Value| {
            n_items += 1;
            let item = match value {
                Value::Object(mut wrapper) => match wrapper.remove("item") {
                    Some(Value::Object(item)) => item,
                    _ => wrapper,
                },
                other => return vec![Err(refused(format!("expected a JSON object, found {}", kind_of(&other))))],
            };
            let found =
                if ninjs::is_item(&item) { ninjs::documents(item, metadata) } else { vec![of_row(item, metadata)] };
            found.into_iter().map(|found| within(found, format_args!("item {n_items}"))).collect()
        };
        return list.into_iter().flat_map(&mut one).collect();
    }
    vec![of_row(object, metadata)]
}

/// Returns the document of an object with a text.
fn of_row(mut row: Map<String, Value>, metadata: &Metadata) -> Result<Document, Error> {
    let text = match row.remove("text") {
        Some(Value::String(text)) if text.trim().is_empty() => return Err(empty()),
        Some(Value::String(text)) if text.len() > MAX_ARTICLE_BYTES => return Err(too_long()),
        Some(Value::String(text)) => text,
        None => return Err(refused("expected a field \"text\" with a string, found none".to_owned())),
        Some(other) => {
            return Err(refused(format!("expected a field \"text\" with a string, found {}", kind_of(&other))));
        }
    };
    let mut notices = Vec::new();
    let mut take = |names: &[&str]| {
        let name = names.iter().find(|name| row.get(**name).is_some_and(|value| !value.is_null()))?;
        match row.remove(*name)? {
            Value::String(value) if value.trim().is_empty() => None,
            Value::String(value) => Some(value),
            Value::Number(value) => Some(value.to_string()),
            other => {
                let message = format!("expected a string in the field {name:?}, found {}", kind_of(&other));
                notices.push(Notice::new("metadata", message));
                None
            }
        }
    };
    let found = Metadata {
        id: take(&["id"]),
        title: take(&["title"]),
        publisher: take(&["publisher"]),
        url: take(&["url"]),
        byline: take(&["byline"]),
        published: take(&["published", "date", "dct"]),
        language: take(&["language"]),
    };
    Ok(Document::with_notices(text, found.or(&metadata.shared()), notices))
}
