//! Answers of the API as responses.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::failure::Failure;

/// The type of a problem (RFC 9457).
const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Returns `value` as JSON.
pub(super) fn json(value: &impl Serialize) -> Response {
    match serde_json::to_string(value) {
        Ok(text) => json_text(text),
        Err(_) => Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "the answer cannot be written").into_response(),
    }
}

pub(super) fn json_text(text: String) -> Response {
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
