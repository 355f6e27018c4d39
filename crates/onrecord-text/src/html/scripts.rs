//! Articles in the data of scripts from which browsers build pages: the state of frameworks, and bodies in JSON-LD.

use dom_query::Document as Dom;
use serde_json::{Map, Value};

use super::clear;
use super::prose::is_prose;
use super::render::{Block, blocks, plain, same_words};
use crate::dates;
use crate::words::MarkupWords;

/// The maximum number of bytes of scripts that are read, and of values that are tried in one script.
const MAX_BYTES: usize = 8 << 20;
const MAX_VALUES: usize = 300;

/// The minimum number of bytes of a string that can be the body of an article.
const MIN_BODY: usize = 100;

/// Fields for the texts of blocks, the most trusted first.
const TEXT_KEYS: [&str; 14] = [
    "articleBody",
    "text",
    "content",
    "html",
    "value",
    "body",
    "children",
    "data",
    "paragraphs",
    "blocks",
    "items",
    "content_elements",
    "attributes",
    "elements",
];

/// Fields for the authors and the date of an article, without capitals and underscores.
const BYLINE_KEYS: [&str; 5] = ["author", "authors", "byline", "bylines", "authorname"];
const DATE_KEYS: [&str; 14] = [
    "publishedat",
    "datepublished",
    "firstpublished",
    "firstpublishedat",
    "publisheddate",
    "publishdate",
    "published",
    "publicationdate",
    "pubdate",
    "firstpublishdate",
    "displaydate",
    "createdat",
    "datecreated",
    "date",
];

/// Fields for the title of an article.
const TITLE_KEYS: [&str; 6] = ["headline", "title", "name", "heading", "headlines", "basic"];

/// An article in a script.
pub(super) struct Body {
    pub(super) blocks: Vec<Block>,
    /// Whether the data gives this article the title of the page.
    pub(super) is_titled: bool,
    /// The authors and the date in the object that has the title.
    pub(super) byline: Option<String>,
    pub(super) published: Option<String>,
}

impl Body {
    /// Returns the number of bytes of prose in the article.
    pub(super) fn prose(&self) -> usize {
        prose(&self.blocks)
    }
}

/// Returns the number of bytes of prose in blocks.
pub(super) fn prose(blocks: &[Block]) -> usize {
    blocks.iter().filter(|block| is_prose(&block.text, block.linked)).map(|block| block.text.len()).sum()
}

/// Returns the longest article in the scripts of a page; one with the title of the page takes precedence.
pub(super) fn body(dom: &Dom, title: Option<&str>) -> Option<Body> {
    let mut search = Search { title: title.unwrap_or_default(), best: None, byline: None, published: None };
    let mut n_bytes = 0;
    let mut chunks = String::new();
    for script in dom.select("script:not([src])").iter() {
        let text = script.text();
        n_bytes += text.len();
        if n_bytes > MAX_BYTES {
            break;
        }
        for value in values(&text) {
            match &value {
                // Next.js sends the page in pieces: `self.__next_f.push([1,"..."])`.
                Value::Array(list) if matches!(list.as_slice(), [Value::Number(_), Value::String(_)]) => {
                    chunks.push_str(list[1].as_str().unwrap_or_default());
                }
                _ => search.value(&value, false),
            }
        }
    }
    for line in chunks.lines() {
        let row = line.split_once(':').map_or("", |(_, row)| row);
        if let Some((_, text)) = row.split_once(',').filter(|_| row.starts_with('T')) {
            search.string(text, false);
        } else if let Ok(value) = serde_json::from_str(row.trim_start_matches('I')) {
            search.value(&value, false);
        }
    }
    let (_, is_titled, found) = search.best?;
    let blocks = match found {
        Found::Html(text) => of_html(&text),
        Found::Blocks(texts) => texts.iter().flat_map(|text| of_html(text)).collect(),
    };
    let (byline, published) = (search.byline, search.published);
    (prose(&blocks) > 0).then_some(Body { blocks, is_titled, byline, published })
}

/// Returns the blocks of a text that may be HTML.
fn of_html(text: &str) -> Vec<Block> {
    if text.contains("</") || text.contains("<br") || text.contains("<p>") {
        let dom = Dom::from(text);
        clear::clear(&dom);
        return dom.body().map(|body| blocks(&body)).unwrap_or_default();
    }
    text.lines().map(plain).filter(|line| !line.is_empty()).map(|line| Block::paragraph(&line)).collect()
}

/// Returns the JSON values in a script: the whole script, or the values that it assigns or passes to functions.
fn values(script: &str) -> Vec<Value> {
    let script = script.trim();
    if script.len() < MIN_BODY {
        return Vec::new();
    }
    if script.starts_with(['{', '[']) {
        let found = serde_json::Deserializer::from_str(script).into_iter::<Value>().next();
        if let Some(Ok(value)) = found {
            return vec![value];
        }
    }
    let mut values = Vec::new();
    let (mut at, mut n_tried) = (0, 0);
    while let Some(found) = script[at..].find(['=', '(']).filter(|_| n_tried < MAX_VALUES) {
        at += found + 1;
        let rest = script[at..].trim_start();
        let start = script.len() - rest.len();
        if rest.starts_with(['{', '[']) {
            n_tried += 1;
            let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
            if let Some(Ok(value)) = stream.next() {
                at = start + stream.byte_offset();
                values.push(value);
            }
        } else if rest.starts_with(['"', '\'']) && script[..at].ends_with("JSON.parse(") {
            values.extend(quoted(rest).and_then(|text| serde_json::from_str(&text).ok()));
        }
    }
    values
}

/// Returns the text of a JavaScript string.
fn quoted(text: &str) -> Option<String> {
    let quote = text.chars().next()?;
    let mut is_escaped = false;
    let end = text[1..].char_indices().find(|&(_, c)| {
        let ends = c == quote && !is_escaped;
        is_escaped = !is_escaped && c == '\\';
        ends
    })?;
    let inner = text[1..=end.0].replace("\\'", "'");
    let inner = if quote == '\'' { inner.replace("\\\"", "\"").replace('"', "\\\"") } else { inner };
    serde_json::from_str(&format!("\"{inner}\"")).ok()
}

enum Found {
    Html(String),
    Blocks(Vec<String>),
}

struct Search<'t> {
    title: &'t str,
    /// The weight of the best article, whether it has the title of the page, and the article.
    best: Option<(usize, bool, Found)>,
    byline: Option<String>,
    published: Option<String>,
}

impl Search<'_> {
    /// Searches a value; `is_titled` says whether an enclosing object has the title of the page.
    fn value(&mut self, value: &Value, is_titled: bool) {
        match value {
            Value::Object(object) => {
                let has_title = |value: &Value| match value {
                    Value::String(text) => same_words(&plain(text), self.title),
                    Value::Object(inner) => inner.values().any(|text| text.as_str() == Some(self.title)),
                    _ => false,
                };
                let is_own =
                    !self.title.is_empty() && TITLE_KEYS.iter().any(|key| object.get(*key).is_some_and(has_title));
                if is_own {
                    self.metadata(object);
                }
                let is_titled = is_titled || is_own;
                for value in object.values() {
                    match value {
                        Value::String(text) => self.string(text, is_titled),
                        other => self.value(other, is_titled),
                    }
                }
            }
            Value::Array(list) => {
                let mut texts = Vec::new();
                list.iter().for_each(|value| collect(value, &mut texts, 0));
                let weight: usize = texts.iter().filter(|text| is_prose(text, 0)).map(String::len).sum();
                self.offer(weight, is_titled, || Found::Blocks(texts));
                list.iter().for_each(|value| self.value(value, is_titled));
            }
            _ => {}
        }
    }

    /// Keeps the authors and the date of the object with the title of the page.
    fn metadata(&mut self, object: &Map<String, Value>) {
        let value = |keys: &[&str]| {
            let plain = |name: &str| name.replace('_', "").to_ascii_lowercase();
            keys.iter().find_map(|key| object.iter().find(|(name, _)| plain(name) == *key).map(|(_, value)| value))
        };
        if self.byline.is_none() {
            let mut names = Vec::new();
            value(&BYLINE_KEYS).iter().for_each(|value| people(value, &mut names, 0));
            self.byline = Some(names.join(", ")).filter(|names| !names.is_empty());
        }
        if self.published.is_none() {
            let date = value(&DATE_KEYS).and_then(Value::as_str);
            self.published = date.filter(|date| dates::normalise_date(date).is_some()).map(str::to_owned);
        }
    }

    fn string(&mut self, text: &str, is_titled: bool) {
        if text.len() < MIN_BODY || !is_prose(text, 0) || text.trim_start().starts_with(['{', '[']) {
            return;
        }
        self.offer(n_bytes_of_text(text), is_titled, || Found::Html(text.to_owned()));
    }

    fn offer(&mut self, weight: usize, is_titled: bool, found: impl FnOnce() -> Found) {
        // An article with the title of the page takes precedence over one without, unless it is only a summary.
        let weight = if is_titled { weight * 4 } else { weight };
        if weight >= MIN_BODY && self.best.as_ref().is_none_or(|(best, ..)| weight > *best) {
            self.best = Some((weight, is_titled, found()));
        }
    }
}

/// Collects the names of people: texts, or objects with a name.
fn people(value: &Value, names: &mut Vec<String>, depth: usize) {
    const MAX_DEPTH: usize = 4;
    match value {
        _ if depth > MAX_DEPTH => {}
        Value::String(name) if !name.contains("://") => names.push(plain(name)),
        Value::Array(list) => list.iter().for_each(|value| people(value, names, depth + 1)),
        Value::Object(object) => {
            let keys = ["name", "fullName", "displayName", "text", "byline", "original"];
            keys.iter().find_map(|key| object.get(*key)).iter().for_each(|value| people(value, names, depth + 1));
        }
        _ => {}
    }
}

/// Returns the length of a text without its tags.
fn n_bytes_of_text(text: &str) -> usize {
    let mut n_bytes = 0;
    let mut is_tag = false;
    for byte in text.bytes() {
        match byte {
            b'<' => is_tag = true,
            b'>' => is_tag = false,
            _ => n_bytes += usize::from(!is_tag),
        }
    }
    n_bytes
}

/// Collects the texts of blocks of a list, such as `{"type": "paragraph", "text": ...}`.
fn collect(value: &Value, texts: &mut Vec<String>, depth: usize) {
    const MAX_DEPTH: usize = 12;
    match value {
        _ if depth > MAX_DEPTH => {}
        Value::String(text) if text.contains(' ') => texts.push(text.clone()),
        // An element of React: `["$", "p", null, {"children": ...}]`.
        Value::Array(list) if matches!(list.first(), Some(Value::String(mark)) if mark == "$") => {
            let name = list.get(1).and_then(Value::as_str).unwrap_or_default();
            let Some(children) = list.get(3).and_then(|properties| properties.get("children")) else { return };
            if ["p", "h2", "h3", "li", "blockquote"].contains(&name) {
                let mut text = String::new();
                join(children, &mut text, 0);
                texts.push(text);
            } else {
                collect(children, texts, depth + 1);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, texts, depth + 1)),
        Value::Object(object) => {
            let kinds = &MarkupWords::english().blocks;
            let kind = ["type", "_type", "__typename"].iter().find_map(|key| object.get(*key)?.as_str());
            let kind = kind.map(|kind| kind.rsplit('/').next().unwrap_or(kind).to_lowercase());
            if kind.is_some_and(|kind| !kinds.iter().any(|known| kind.contains(known.as_str()))) {
                return;
            }
            let found = TEXT_KEYS.iter().filter_map(|key| object.get(*key)).find(|value| !is_blank(value));
            if let Some(value) = found {
                collect(value, texts, depth + 1);
            }
        }
        _ => {}
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(object) => object.is_empty(),
        _ => true,
    }
}

/// Joins the strings in the children of an element of React.
fn join(value: &Value, text: &mut String, depth: usize) {
    match value {
        Value::String(part) => text.push_str(part),
        Value::Array(list) if matches!(list.first(), Some(Value::String(mark)) if mark == "$") => {
            if let Some(children) = list.get(3).and_then(|properties| properties.get("children")).filter(|_| depth < 40)
            {
                join(children, text, depth + 1);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| join(value, text, depth + 1)),
        _ => {}
    }
}

/// Returns the share of the words of `part` that also occur in `whole`.
pub(super) fn covered(part: &[Block], whole: &[Block]) -> f32 {
    let words = |blocks: &[Block]| -> Vec<String> {
        let text: Vec<String> = blocks.iter().map(|block| block.text.to_lowercase()).collect();
        text.join(" ").split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(str::to_owned).collect()
    };
    let whole: std::collections::HashSet<String> = words(whole).into_iter().collect();
    let part = words(part);
    let n_covered = part.iter().filter(|word| whole.contains(*word)).count();
    n_covered as f32 / part.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::super::render::Kind;
    use super::*;

    const ONE: &str = "The ice on the lake at Osk broke on Monday, two weeks earlier than in any year since 1901.";
    const TWO: &str = "Nobody was hurt, said Uma Berg, who keeps the harbour and its four boats.";

    #[test]
    fn articles_are_found_in_scripts() {
        fn check(script: &str) {
            let dom = Dom::from(format!("<script>{script}</script>"));
            let found = body(&dom, Some("Ice breaks")).unwrap_or_else(|| panic!("{script}"));
            let texts: Vec<&str> = found.blocks.iter().map(|block| block.text.as_str()).collect();
            assert_eq!(texts, [ONE, TWO], "{script}");
            assert!(found.blocks.iter().all(|block| block.kind == Kind::Paragraph));
        }
        let html = format!("<p>{ONE}</p><p>{TWO}</p>");
        check(&format!(r#"{{"props": {{"a": {{"title": "Ice breaks", "body": "{html}"}}}}}}"#));
        check(&format!(r#"window.__STATE__ = {{"post": {{"content": {{"rendered": "{html}"}}}}}};"#));
        check(&format!(r#"a=1;b=JSON.parse('{{"content": "{html}"}}');"#));
        check(&format!(
            r#"x({{"blocks": [{{"type": "text", "content": "{ONE}"}}, {{"type": "image", "caption": "A boat lies on the ice of the lake, and no one is there."}}, {{"type": "text", "content": "{TWO}"}}]}})"#
        ));
        check(&format!(
            r#"{{"a": {{"title": "Ice breaks", "text": "{ONE}\n\n{TWO}"}}, "b": {{"title": "Other", "text": "{ONE} {ONE}"}}}}"#
        ));
        check(&format!(
            r#"self.__next_f.push([1,"5:[\"$\",\"div\",null,{{\"children\":[[\"$\",\"p\",null,{{\"children\":\"{ONE}\"}}],[\"$\",\"p\",null,{{\"children\":[\"Nobody was hurt, said \",[\"$\",\"b\",null,{{\"children\":\"Uma Berg\"}}],\", who keeps the harbour and its four boats.\"]}}]]}}]\n"])"#
        ));
        assert!(body(&Dom::from("<script>var a = {b: 1}; if (a) { a = 2 }</script>"), None).is_none());
    }
}
