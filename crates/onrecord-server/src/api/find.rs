//! `GET /api/statements`, `/api/events`, `/api/actors` and `/api/articles`: searches.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use onrecord_store::List;

use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::request::QueryParams;
use crate::result_json;
use crate::search_params::SearchParams;

pub(super) async fn statements(app: State<Arc<App>>, params: QueryParams<SearchParams>) -> Result<Response, Failure> {
    search(app, params, List::Statements).await
}

pub(super) async fn events(app: State<Arc<App>>, params: QueryParams<SearchParams>) -> Result<Response, Failure> {
    search(app, params, List::Events).await
}

pub(super) async fn actors(app: State<Arc<App>>, params: QueryParams<SearchParams>) -> Result<Response, Failure> {
    search(app, params, List::Actors).await
}

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
    let (paging, order, query) = (params.paging()?, params.order(list)?, params.query()?);
    let page = app.pool.read(move |store| store.find(list, &query, order, paging.limit, paging.skip())).await?;
    Ok(response::json_text(result_json::page(&page, list, paging.page)))
}
