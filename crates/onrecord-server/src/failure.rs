//! Failures of requests, and the one table of their HTTP codes.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use onrecord_store::ErrorKind;

/// Why a request failed. As a response it has only a status code; `middleware` renders it as a page or as a problem
/// document, depending on the route.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    /// HTTP status code.
    pub(crate) status: StatusCode,
    /// What was expected and what was found, in plain words.
    pub(crate) detail: String,
}

impl Failure {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Failure {
        Failure { status, detail: detail.into() }
    }

    pub(crate) fn not_found(detail: impl Into<String>) -> Failure {
        Failure::new(StatusCode::NOT_FOUND, detail)
    }

    pub(crate) fn bad_request(detail: impl Into<String>) -> Failure {
        Failure::new(StatusCode::BAD_REQUEST, detail)
    }

    pub(crate) fn busy() -> Failure {
        Failure::new(StatusCode::SERVICE_UNAVAILABLE, "the store is busy; try again in a moment")
    }
}

/// Maps the errors of the store to HTTP codes.
impl From<onrecord_store::Error> for Failure {
    fn from(error: onrecord_store::Error) -> Failure {
        match error.kind() {
            ErrorKind::NotFound => Failure::not_found(error.to_string()),
            ErrorKind::Query => Failure::bad_request(error.to_string()),
            ErrorKind::Correction => Failure::new(StatusCode::UNPROCESSABLE_ENTITY, error.to_string()),
            ErrorKind::Stale => Failure::new(StatusCode::CONFLICT, error.to_string()),
            ErrorKind::Busy => Failure::busy(),
            ErrorKind::ReadOnly => Failure::new(StatusCode::FORBIDDEN, "the store is read-only"),
            ErrorKind::Interrupted => Failure::new(StatusCode::GATEWAY_TIMEOUT, error.to_string()),
            // Messages of the database may contain paths on this machine.
            _ => Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "the store failed"),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
