//! `GET /api/stats`: the size of the store.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::request::{NoParams, QueryParams};

#[derive(Serialize)]
struct StatsReply {
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

/// Returns how much the store holds.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    QueryParams(NoParams {}): QueryParams<NoParams>,
) -> Result<Response, Failure> {
    let stats = app.pool.read(|store| store.stats()).await?;
    Ok(response::json(&StatsReply {
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
