//! The HTTP API: lists in pages, failures as problem documents (RFC 9457), described by `openapi.json`.

mod actors;
mod articles;
mod corrections;
mod find;
mod networks;
mod openapi;
mod places;
mod response;
mod stats;
mod stories;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::app::App;

pub(crate) use response::problem;

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/openapi.json", get(openapi::show))
        .route("/api/stats", get(stats::show))
        .route("/api/statements", get(find::statements))
        .route("/api/events", get(find::events))
        .route("/api/actors", get(find::actors))
        .route("/api/actor", get(actors::show))
        .route("/api/actor/network", get(networks::of_actor))
        .route("/api/places", get(places::show))
        .route("/api/articles", get(find::articles))
        .route("/api/articles/{number}", get(articles::show))
        .route("/api/articles/{number}/record", get(articles::record))
        .route("/api/articles/{number}/corrections", get(corrections::of_article).post(corrections::add))
        .route("/api/stories", get(stories::list))
        .route("/api/stories/{number}", get(stories::show))
        .route("/api/stories/{number}/network", get(networks::of_story))
        .route("/api/corrections", get(corrections::latest))
}
