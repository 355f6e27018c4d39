//! Repairs the fields of a JSON Feed, so that one field of a wrong type does not make the whole feed unreadable.

use serde_json::{Map, Value};

/// Fields of a feed and of its items that contain text, and those that contain objects or lists of objects.
const TEXTS: [&str; 14] = [
    "id",
    "url",
    "external_url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "image",
    "banner_image",
    "date_published",
    "date_modified",
    "language",
    "home_page_url",
    "feed_url",
];
const OBJECTS: [&str; 5] = ["author", "authors", "hubs", "attachments", "tags"];

/// Returns the feed with numbers as text where the standard requires text, and without fields of other wrong types.
pub(super) fn mended(mut feed: Map<String, Value>) -> Value {
    mend(&mut feed);
    // The standard requires a title and ids, without which the parser rejects the whole feed.
    feed.entry("title").or_insert_with(|| Value::String(String::new()));
    if let Some(Value::Array(items)) = feed.get_mut("items") {
        items.retain(Value::is_object);
        for item in items.iter_mut().filter_map(Value::as_object_mut) {
            mend(item);
            item.entry("id").or_insert_with(|| Value::String(String::new()));
        }
    }
    Value::Object(feed)
}

fn mend(object: &mut Map<String, Value>) {
    object.retain(|name, value| {
        let is_text = TEXTS.contains(&name.as_str());
        match value {
            Value::Number(number) if is_text => *value = Value::String(number.to_string()),
            Value::String(_) | Value::Number(_) => return is_text || !OBJECTS.contains(&name.as_str()),
            Value::Null => return false,
            Value::Array(list) if name == "tags" => list.retain(Value::is_string),
            Value::Array(list) if name == "authors" => {
                list.retain(Value::is_object);
                list.iter_mut().filter_map(Value::as_object_mut).for_each(mend_person);
            }
            Value::Object(person) if name == "author" => mend_person(person),
            Value::Array(_) if name == "items" => {}
            // Attachments are not part of the text.
            _ => return !is_text && name != "attachments" && name != "hubs" && name != "author",
        }
        true
    });
}

fn mend_person(person: &mut Map<String, Value>) {
    person.retain(|_, value| value.is_string());
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_of_other_types_are_mended() {
        let Value::Object(feed) = json!({"version": "https://jsonfeed.org/version/1", "title": 5, "items": [
            {"id": 17, "title": "Rain", "image": {"a": 1}, "author": "Uma", "tags": ["a", 1], "attachments": 3},
            {"content_text": "x", "authors": [{"name": "Uma", "url": null}, "Jon"], "summary": null}, 4]})
        else {
            panic!("expected an object")
        };
        let expected = json!({"version": "https://jsonfeed.org/version/1", "title": "5", "items": [
            {"id": "17", "title": "Rain", "tags": ["a"]},
            {"id": "", "content_text": "x", "authors": [{"name": "Uma"}]}]});
        assert_eq!(mended(feed), expected);
    }
}
