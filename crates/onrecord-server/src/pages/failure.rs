//! The page of a failure.

use axum::response::Response;
use maud::html;

use super::layout;
use super::response::page;
use super::text::capital;
use crate::failure::Failure;

/// Returns the page of a failure.
pub(crate) fn show(failure: &Failure) -> Response {
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
