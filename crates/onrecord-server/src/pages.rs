//! The pages: HTML rendered on the server, usable without scripts.

mod actor;
mod article;
mod assets;
mod chart;
mod confidence;
mod corrections;
mod entries;
mod entry;
mod entry_context;
mod entry_form;
mod entry_list;
mod event_types;
mod facets;
mod failure;
mod highlight;
mod layout;
mod links;
mod map;
mod marks;
mod network;
mod response;
mod results;
mod search;
mod search_download;
mod search_form;
mod snapshot;
mod start;
mod stories;
mod story;
mod story_entries;
mod text;
mod thread;
mod threads;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::app::App;

pub(crate) use failure::show as failure;

/// Returns the routes of all pages and of the files that they load.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(start::show))
        .route("/search", get(search::show))
        .route("/search/download/{format}", get(search_download::show))
        .route("/articles/{number}", get(article::show))
        .route("/articles/{number}/entries/{entry}", get(entry::show).post(entry::submit))
        .route("/articles/{number}/download/{form}", get(article::download))
        .route("/actor", get(actor::show))
        .route("/actor/network", get(network::of_actor))
        .route("/map", get(map::show))
        .route("/stories", get(stories::show))
        .route("/stories/{number}", get(story::show))
        .route("/stories/{number}/network", get(network::of_story))
        .route("/threads", get(threads::show))
        .route("/threads/{number}", get(thread::show))
        .route("/corrections", get(corrections::show))
        .route("/assets/style.css", get(assets::style))
        .route("/assets/land.svg", get(assets::land))
        .route("/assets/marks.js", get(assets::script))
        .route("/assets/pictures.js", get(assets::pictures))
        .route("/favicon.svg", get(assets::icon))
}
