//! Replies of the API as responses.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::{ToResponse, ToSchema};

use crate::failure::Failure;

/// Media type of problem documents (RFC 9457).
const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Returns `value` as a JSON response.
pub(super) fn json(value: &impl Serialize) -> Response {
    match serde_json::to_string(value) {
        Ok(text) => json_text(text),
        Err(_) => Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "the reply cannot be written").into_response(),
    }
}

/// Returns `text`, which is JSON, as a response.
pub(super) fn json_text(text: String) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], text).into_response()
}

/// The reason why a request failed (RFC 9457).
#[derive(Serialize, ToSchema, ToResponse)]
#[response(description = "The reason why the request failed (RFC 9457).", content_type = "application/problem+json")]
pub(super) struct Problem<'a> {
    r#type: &'static str,
    title: &'a str,
    status: u16,
    detail: &'a str,
}

/// Returns a failure as a problem document (RFC 9457).
pub(crate) fn problem(failure: &Failure) -> Response {
    let title = failure.status.canonical_reason().unwrap_or("Failure");
    let problem = Problem { r#type: "about:blank", title, status: failure.status.as_u16(), detail: &failure.detail };
    let body = serde_json::to_string(&problem).unwrap_or_default();
    (failure.status, [(header::CONTENT_TYPE, PROBLEM)], body).into_response()
}
