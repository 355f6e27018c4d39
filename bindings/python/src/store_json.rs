//! Converts the results of a store to JSON for Python.

use onrecord_store::{Article, Correction, Found, Page, StoryPage, StoryView, Verdict};
use serde_json::{Value, json};

/// Returns the entries of a page: statements and events as the number of their article and the position in its record,
/// actors and articles with their values.
pub(crate) fn page(page: &Page) -> String {
    let entry = |found: &Found| match found {
        Found::Statement(found) => position(&found.article, found.id.0, found.verdict),
        Found::Event(found) => position(&found.article, found.id.0, found.verdict),
        Found::Actor(found) => json!({
            "name": found.name,
            "kind": found.kind.as_str(),
            "countries": found.countries,
            "articles": found.n_articles,
            "statements": found.n_statements,
            "events": found.n_events,
            "first_day": found.first_day,
            "last_day": found.last_day,
        }),
        Found::Article(article) => json!({ "number": article.id.0 }),
    };
    Value::Array(page.found.iter().map(entry).collect()).to_string()
}

fn position(article: &Article, position: usize, verdict: Option<Verdict>) -> Value {
    json!({ "number": article.id.0, "position": position, "verdict": verdict.map(Verdict::as_str) })
}

/// Returns the stories of a page.
pub(crate) fn stories(page: &StoryPage) -> serde_json::Result<String> {
    serde_json::to_string(&page.stories)
}

/// Returns a whole story.
pub(crate) fn story(story: &StoryView) -> serde_json::Result<String> {
    serde_json::to_string(story)
}

/// Returns corrections with the fields that `docs/store.md` describes.
pub(crate) fn corrections(corrections: &[Correction]) -> String {
    let value = |one: &Correction| {
        json!({
            "id": one.id,
            "article": {
                "number": one.article.id.0,
                "id": one.article.doc_id,
                "version": one.article.version,
                "title": one.article.title,
                "publisher": one.article.publisher,
                "published": one.article.published,
                "url": one.article.url,
            },
            "version": one.version,
            "was": one.snapshot,
            "verdict": one.verdict.as_str(),
            "change": one.change,
            "author": one.author,
            "note": one.note,
            "time": one.time,
            "now": one.matched.as_str(),
            "entry": one.matched.entry().map(|entry| entry.to_string()),
        })
    };
    Value::Array(corrections.iter().map(value).collect()).to_string()
}
