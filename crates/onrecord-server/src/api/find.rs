//! `GET /api/statements`, `/api/events`, `/api/actors` and `/api/articles`: searches.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use onrecord_store::List;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

use super::openapi::ReadFailures;
use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::origins;
use crate::request::QueryParams;
use crate::result_json::{self, ActorPage, ArticlePage, EventPage, StatementPage};
use crate::search_params::SearchParams;

/// The parameters of a search whose path names the list.
pub(super) struct ListParams;

impl IntoParams for ListParams {
    fn into_params(provider: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut params = SearchParams::into_params(provider);
        params.retain(|param| param.name != "in");
        params
    }
}

/// Finds statements: who said what.
#[utoipa::path(
    get,
    path = "/api/statements",
    operation_id = "findStatements",
    params(ListParams),
    responses((status = 200, description = "A page of statements", body = StatementPage), ReadFailures)
)]
pub(super) async fn statements(app: State<Arc<App>>, params: QueryParams<SearchParams>) -> Result<Response, Failure> {
    search(app, params, List::Statements).await
}
/// Finds events: who did what to whom.
#[utoipa::path(
    get,
    path = "/api/events",
    operation_id = "findEvents",
    params(ListParams),
    responses((status = 200, description = "A page of events", body = EventPage), ReadFailures)
)]
pub(super) async fn events(app: State<Arc<App>>, params: QueryParams<SearchParams>) -> Result<Response, Failure> {
    search(app, params, List::Events).await
}
/// Finds actors across all articles.
#[utoipa::path(
    get,
    path = "/api/actors",
    operation_id = "findActors",
    params(ListParams),
    responses((status = 200, description = "A page of actors", body = ActorPage), ReadFailures)
)]
pub(super) async fn actors(app: State<Arc<App>>, params: QueryParams<SearchParams>) -> Result<Response, Failure> {
    search(app, params, List::Actors).await
}
/// Finds articles.
#[utoipa::path(
    get,
    path = "/api/articles",
    operation_id = "findArticles",
    params(ListParams),
    responses((status = 200, description = "A page of articles", body = ArticlePage), ReadFailures)
)]
pub(super) async fn articles(app: State<Arc<App>>, params: QueryParams<SearchParams>) -> Result<Response, Failure> {
    search(app, params, List::Articles).await
}

async fn search(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<SearchParams>,
    list: List,
) -> Result<Response, Failure> {
    if !params.list.is_empty() {
        return Err(Failure::bad_request("expected no \"in\": the path names the list"));
    }
    let (paging, order) = (params.paging()?, params.order(list)?);
    let query = params.criteria()?.query(list)?;
    let page = app.pool.read(move |store| store.find(&query, order, paging.limit, paging.skip())).await?;
    Ok(response::json_text(result_json::page(&origins::of_page(page), list, paging.page)))
}
