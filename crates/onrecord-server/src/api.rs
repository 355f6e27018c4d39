//! The HTTP API: lists in pages, failures as problem documents (RFC 9457), described by `openapi.json`.

mod actors;
mod articles;
mod corrections;
mod distinct;
mod facets;
mod find;
mod networks;
mod openapi;
mod places;
mod response;
mod stats;
mod stories;
mod threads;

use std::sync::Arc;

use axum::{Extension, Router};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

pub(crate) use response::problem;

/// Returns the routes of the API, with one more for their description.
pub(crate) fn routes() -> Router<Arc<App>> {
    let (router, description) = OpenApiRouter::with_openapi(openapi::Frame::openapi())
        .routes(routes!(openapi::show))
        .routes(routes!(stats::show))
        .routes(routes!(find::statements))
        .routes(routes!(find::events))
        .routes(routes!(find::actors))
        .routes(routes!(find::articles))
        .routes(routes!(distinct::show))
        .routes(routes!(distinct::table))
        .routes(routes!(facets::show))
        .routes(routes!(actors::show))
        .routes(routes!(networks::of_actor))
        .routes(routes!(places::show))
        .routes(routes!(articles::show))
        .routes(routes!(articles::record))
        .routes(routes!(corrections::of_article, corrections::add))
        .routes(routes!(corrections::latest))
        .routes(routes!(stories::list))
        .routes(routes!(stories::show))
        .routes(routes!(networks::of_story))
        .routes(routes!(threads::list))
        .routes(routes!(threads::show))
        .split_for_parts();
    router.layer(Extension(openapi::Description::new(&description)))
}
