//! `GET /api/stats`: how much there is.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::request::{Asked, Nothing};

#[derive(Serialize)]
struct Stats {
    articles: u64,
    undated: u64,
    first_day: Option<String>,
    last_day: Option<String>,
    versions: u64,
    statements: u64,
    events: u64,
    actors: u64,
    bytes: u64,
}

pub(super) async fn show(State(app): State<Arc<App>>, Asked(Nothing {}): Asked<Nothing>) -> Result<Response, Failure> {
    let stats = app.pool.read(|store| store.stats()).await?;
    Ok(response::json(&Stats {
        articles: stats.n_articles,
        undated: stats.n_undated,
        first_day: stats.first_day,
        last_day: stats.last_day,
        versions: stats.n_versions,
        statements: stats.n_statements,
        events: stats.n_events,
        actors: stats.n_actors,
        bytes: stats.n_bytes,
    }))
}
