//! `GET /api/stories` and `/api/stories/{number}`: stories.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use onrecord_store::{Story, StoryId};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::{Array, Ref};

use super::openapi::ReadFailures;
use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::paging::PageParams;
use crate::request::{NoParams, PathParams, QueryParams};

#[derive(Serialize, ToSchema)]
struct StoryPage<'a> {
    page: u32,
    more: bool,
    #[schema(schema_with = stories_schema)]
    stories: &'a [Story],
}

fn stories_schema() -> Array {
    Array::new(Ref::from_schema_name("Story"))
}

/// Returns the stories, those with the latest articles first.
#[utoipa::path(
    get,
    path = "/api/stories",
    operation_id = "getStories",
    params(PageParams),
    responses((status = 200, description = "A page of stories", body = StoryPage), ReadFailures)
)]
pub(super) async fn list(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<PageParams>,
) -> Result<Response, Failure> {
    let paging = params.paging()?;
    let found = app.pool.read(move |store| store.stories(paging.limit, paging.skip())).await?;
    Ok(response::json(&StoryPage { page: paging.page, more: found.has_more, stories: &found.stories }))
}

/// Returns a story with everything that its articles report.
#[utoipa::path(
    get,
    path = "/api/stories/{number}",
    operation_id = "getStory",
    params(("number" = i64, Path, description = "Number of the story")),
    responses((status = 200, description = "The story", body = ref("#/components/schemas/StoryView")), ReadFailures)
)]
pub(super) async fn show(
    State(app): State<Arc<App>>,
    PathParams(number): PathParams<i64>,
    QueryParams(NoParams {}): QueryParams<NoParams>,
) -> Result<Response, Failure> {
    let story = app.pool.read(move |store| store.story(StoryId(number))).await?;
    Ok(response::json(&story))
}
