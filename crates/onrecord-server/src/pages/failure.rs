//! The page of a failure.

use axum::response::Response;
use maud::html;

use super::layout;
use super::response::page;
use super::text::capitalized;
use crate::failure::Failure;

/// Returns the page that describes a failure.
pub(crate) fn show(failure: &Failure) -> Response {
    let title = failure.status.canonical_reason().unwrap_or("Failure");
    let content = html! {
        h1 { (title) }
        p { (capitalized(&failure.detail)) "." }
        p { a href="/" { "Back to the start page" } }
    };
    let mut response = page(&layout::page(title, None, &content));
    *response.status_mut() = failure.status;
    response
}
