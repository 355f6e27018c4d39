//! `GET /api/stories` and `/api/stories/{number}`: stories.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use onrecord_store::{Story, StoryId};
use serde::Serialize;

use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::paging::PageParams;
use crate::request::{NoParams, PathParams, QueryParams};

#[derive(Serialize)]
struct StoryPage<'a> {
    page: u32,
    more: bool,
    stories: &'a [Story],
}

/// Returns the stories, those with the latest articles first.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<PageParams>,
) -> Result<Response, Failure> {
    let paging = params.paging()?;
    let found = app.pool.read(move |store| store.stories(paging.limit, paging.skip())).await?;
    Ok(response::json(&StoryPage { page: paging.page, more: found.has_more, stories: &found.stories }))
}

/// Returns a story with everything that its articles report.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    PathParams(number): PathParams<i64>,
    QueryParams(NoParams {}): QueryParams<NoParams>,
) -> Result<Response, Failure> {
    let story = app.pool.read(move |store| store.story(StoryId(number))).await?;
    Ok(response::json(&story))
}
