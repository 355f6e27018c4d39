//! The HTTP API: JSON in pages, failures after RFC 9457, described by `openapi.json`.

mod actors;
mod articles;
mod corrections;
mod find;
mod openapi;
mod pictures;
mod stats;
mod stories;

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Serialize;

use crate::app::App;
use crate::failure::Failure;

/// The type of a problem (RFC 9457).
const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/openapi.json", get(openapi::show))
        .route("/api/stats", get(stats::show))
        .route("/api/statements", get(find::statements))
        .route("/api/events", get(find::events))
        .route("/api/actors", get(find::actors))
        .route("/api/actor", get(actors::show))
        .route("/api/actor/network", get(pictures::of_actor))
        .route("/api/places", get(pictures::places))
        .route("/api/articles", get(find::articles))
        .route("/api/articles/{number}", get(articles::show))
        .route("/api/articles/{number}/record", get(articles::record))
        .route("/api/articles/{number}/corrections", get(corrections::of_article).post(corrections::keep))
        .route("/api/stories", get(stories::list))
        .route("/api/stories/{number}", get(stories::show))
        .route("/api/stories/{number}/network", get(pictures::of_story))
        .route("/api/corrections", get(corrections::all))
}

/// Returns `value` as JSON.
fn json(value: &impl Serialize) -> Response {
    match serde_json::to_string(value) {
        Ok(text) => json_text(text),
        Err(_) => {
            Failure::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "the answer cannot be written").into_response()
        }
    }
}

fn json_text(text: String) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], text).into_response()
}

/// Returns a failure as a problem (RFC 9457).
pub(crate) fn problem(failure: &Failure) -> Response {
    #[derive(Serialize)]
    struct Problem<'a> {
        r#type: &'static str,
        title: &'a str,
        status: u16,
        detail: &'a str,
    }
    let title = failure.status.canonical_reason().unwrap_or("Failure");
    let problem = Problem { r#type: "about:blank", title, status: failure.status.as_u16(), detail: &failure.detail };
    let body = serde_json::to_string(&problem).unwrap_or_default();
    (failure.status, [(header::CONTENT_TYPE, PROBLEM)], body).into_response()
}
