//! The pages: HTML made here, which works without scripts.

mod actor;
mod article;
mod corrections;
mod entries;
mod entry;
mod found;
mod layout;
mod links;
mod map;
mod marks;
mod network;
mod search;
mod start;
mod stories;
mod story;

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};

use crate::app::App;
use crate::failure::Failure;

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(start::show))
        .route("/search", get(search::show))
        .route("/articles/{number}", get(article::show))
        .route("/articles/{number}/entries/{entry}", get(entry::show).post(entry::keep))
        .route("/articles/{number}/download/{form}", get(article::download))
        .route("/actor", get(actor::show))
        .route("/actor/network", get(network::of_actor))
        .route("/map", get(map::show))
        .route("/stories", get(stories::show))
        .route("/stories/{number}", get(story::show))
        .route("/stories/{number}/network", get(network::of_story))
        .route("/corrections", get(corrections::show))
        .route("/assets/style.css", get(style))
        .route("/assets/land.svg", get(land))
        .route("/assets/marks.js", get(script))
        .route("/assets/pictures.js", get(pictures))
        .route("/favicon.svg", get(icon))
}

/// Returns the page of a failure.
pub(crate) fn failure(failure: &Failure) -> Response {
    let title = failure.status.canonical_reason().unwrap_or("Failure");
    let content = html! {
        h1 { (title) }
        p { (capital(&failure.detail)) "." }
        p { a href="/" { "To the start page" } }
    };
    let mut response = page(&layout::page(title, None, &content));
    *response.status_mut() = failure.status;
    response
}

/// Returns the time, as RFC 3339.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn page(markup: &Markup) -> Response {
    Html(harmless(&markup.0)).into_response()
}

/// Returns `html` with U+FFFD for every character that controls something or turns the direction of the text (Unicode,
/// UTR 36, 2.9), as the terminal form has it; only articles have any.
fn harmless(html: &str) -> String {
    let is_harmful = |c: char| match c {
        '\n' | '\r' | '\t' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    };
    html.chars().map(|c| if is_harmful(c) { '\u{fffd}' } else { c }).collect()
}

/// Returns `text` with a capital at its beginning.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Returns `n` and the word for it.
fn count(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// Returns the number with its digits in groups.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

async fn style() -> Response {
    asset(include_str!("assets/style.css"), "text/css; charset=utf-8")
}

async fn script() -> Response {
    asset(include_str!("assets/marks.js"), "text/javascript; charset=utf-8")
}

async fn pictures() -> Response {
    asset(include_str!("assets/pictures.js"), "text/javascript; charset=utf-8")
}

async fn land() -> Response {
    asset(include_str!("assets/land.svg"), "image/svg+xml")
}

async fn icon() -> Response {
    asset(include_str!("assets/icon.svg"), "image/svg+xml")
}

fn asset(content: &'static str, content_type: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("max-age=3600")),
    ];
    (headers, content).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_cannot_turn_the_page() {
        assert_eq!(harmless("<p>\u{202e}a\u{1b}\u{2066}b\u{85}</p>\n"), "<p>\u{fffd}a\u{fffd}\u{fffd}b\u{fffd}</p>\n");
    }

    #[test]
    fn numbers_have_groups() {
        assert_eq!([0, 12, 123, 1234, 1_234_567].map(grouped), ["0", "12", "123", "1,234", "1,234,567"]);
    }
}
