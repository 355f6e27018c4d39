//! `GET /api/stories` and `/api/stories/{number}`: stories.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use onrecord_store::{Story, StoryId};
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{Array, Ref};
use utoipa::{IntoParams, ToSchema};

use super::openapi::ReadFailures;
use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::paging::{Limit, PageNumber, Paging};
use crate::request::{NoParams, PathParams, QueryParams, flag};

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

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(super) struct StoriesParams {
    /// Return only those stories of the page in which accounts differ. A page can be empty even if more pages follow.
    #[param(value_type = bool)]
    differing: String,
    /// Maximum number of entries per page.
    #[param(value_type = Limit, inline)]
    limit: String,
    /// Number of the page.
    #[param(value_type = PageNumber, inline)]
    page: String,
}

/// Returns the stories, sorted by their latest article, newest first.
#[utoipa::path(
    get,
    path = "/api/stories",
    operation_id = "getStories",
    params(StoriesParams),
    responses((status = 200, description = "A page of stories", body = StoryPage), ReadFailures)
)]
pub(super) async fn list(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<StoriesParams>,
) -> Result<Response, Failure> {
    let paging = Paging::parse(&params.page, &params.limit)?;
    let differing = flag("differing", &params.differing)?;
    let found = app.pool.read(move |store| {
        let stories = store.stories(paging.limit, paging.skip())?;
        if differing { store.differing_stories(stories) } else { Ok(stories) }
    });
    let found = found.await?;
    Ok(response::json(&StoryPage { page: paging.page, more: found.has_more, stories: &found.stories }))
}

/// Returns a story: its timeline, statements, differences, positions, actors and articles.
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
