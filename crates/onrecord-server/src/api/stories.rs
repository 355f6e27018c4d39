//! `GET /api/stories`: stories, and one of them as a whole.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use onrecord_store::{Story, StoryId};
use serde::{Deserialize, Serialize};

use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::paging::Paging;
use crate::request::{Asked, Named, Nothing};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Which {
    limit: String,
    page: String,
}

#[derive(Serialize)]
struct Out<'a> {
    page: u32,
    more: bool,
    stories: &'a [Story],
}

pub(super) async fn list(State(app): State<Arc<App>>, Asked(which): Asked<Which>) -> Result<Response, Failure> {
    let paging = Paging::of(&which.page, &which.limit)?;
    let found = app.pool.read(move |store| store.stories(paging.limit, paging.skip())).await?;
    Ok(response::json(&Out { page: paging.page, more: found.has_more, stories: &found.stories }))
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    Named(number): Named<i64>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Response, Failure> {
    let story = app.pool.read(move |store| store.story(StoryId(number))).await?;
    Ok(response::json(&story))
}
