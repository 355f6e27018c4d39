//! `GET /api/stats`: the size of the store.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::openapi::ReadFailures;
use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::request::{NoParams, QueryParams};

#[derive(Serialize, ToSchema)]
#[schema(as = Stats)]
struct StatsReply {
    articles: u64,
    /// Number of articles without a date.
    undated: u64,
    /// Earliest publication day of an article.
    #[schema(required)]
    first_day: Option<String>,
    /// Latest publication day of an article.
    #[schema(required)]
    last_day: Option<String>,
    versions: u64,
    statements: u64,
    events: u64,
    actors: u64,
    /// Size of the file in bytes.
    bytes: u64,
}

/// Returns the numbers of articles and entries in the store.
#[utoipa::path(
    get,
    path = "/api/stats",
    operation_id = "getStats",
    responses((status = 200, description = "The numbers", body = StatsReply), ReadFailures)
)]
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
