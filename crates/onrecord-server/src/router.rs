//! The table of all routes.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::error::Error;
use crate::failure::Failure;
use crate::settings::Settings;
use crate::{api, middleware, pages};

/// Returns the service that answers requests, without a network.
///
/// # Errors
///
/// If the store cannot be opened.
pub fn router(settings: &Settings) -> Result<Router, Error> {
    let app = App::new(settings)?;
    let routes = pages::routes().merge(api::routes());
    let guard = from_fn_with_state(Arc::clone(&app), middleware::guard);
    Ok(routes
        .route("/robots.txt", get(robots))
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(DefaultBodyLimit::max(middleware::MAX_BODY))
        .layer(guard)
        .with_state(app))
}

async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /\n"
}

async fn not_found() -> Failure {
    Failure::not_found("there is nothing at this address")
}

async fn method_not_allowed() -> Response {
    Failure::new(StatusCode::METHOD_NOT_ALLOWED, "this address does not take requests of this method").into_response()
}
