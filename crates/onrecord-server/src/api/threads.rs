//! `GET /api/threads` and `/api/threads/{number}`: threads of stories.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use onrecord_store::{Story, Thread, ThreadId};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::{Array, Ref};

use super::openapi::ReadFailures;
use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::paging::PageParams;
use crate::request::{PathParams, QueryParams};

#[derive(Serialize, ToSchema)]
struct ThreadPage<'a> {
    page: u32,
    more: bool,
    #[schema(schema_with = threads_schema)]
    threads: &'a [Thread],
}

/// A thread with a page of its stories, those with the latest articles first.
#[derive(Serialize, ToSchema)]
struct ThreadView<'a> {
    #[schema(schema_with = thread_schema)]
    thread: &'a Thread,
    page: u32,
    more: bool,
    #[schema(schema_with = stories_schema)]
    stories: &'a [Story],
}

fn thread_schema() -> Ref {
    Ref::from_schema_name("Thread")
}

fn threads_schema() -> Array {
    Array::new(thread_schema())
}

fn stories_schema() -> Array {
    Array::new(Ref::from_schema_name("Story"))
}

/// Returns the threads, sorted by their latest article, newest first.
#[utoipa::path(
    get,
    path = "/api/threads",
    operation_id = "getThreads",
    params(PageParams),
    responses((status = 200, description = "A page of threads", body = ThreadPage), ReadFailures)
)]
pub(super) async fn list(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<PageParams>,
) -> Result<Response, Failure> {
    let paging = params.paging()?;
    let found = app.pool.read(move |store| store.threads(paging.limit, paging.skip())).await?;
    Ok(response::json(&ThreadPage { page: paging.page, more: found.has_more, threads: &found.threads }))
}

/// Returns a thread with a page of its stories.
#[utoipa::path(
    get,
    path = "/api/threads/{number}",
    operation_id = "getThread",
    params(("number" = i64, Path, description = "Number of the thread"), PageParams),
    responses((status = 200, description = "The thread", body = ThreadView), ReadFailures)
)]
pub(super) async fn show(
    State(app): State<Arc<App>>,
    PathParams(number): PathParams<i64>,
    QueryParams(params): QueryParams<PageParams>,
) -> Result<Response, Failure> {
    let (paging, id) = (params.paging()?, ThreadId(number));
    let read =
        app.pool.read(move |store| Ok((store.thread_head(id)?, store.stories_of(id, paging.limit, paging.skip())?)));
    let (thread, found) = read.await?;
    let reply = ThreadView { thread: &thread, page: paging.page, more: found.has_more, stories: &found.stories };
    Ok(response::json(&reply))
}
