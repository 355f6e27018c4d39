//! `GET /api/statements`, `events`, `actors` and `articles`: what is found.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use onrecord_store::List;

use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::found_json;
use crate::request::Asked;
use crate::search_params::Wish;

pub(super) async fn statements(app: State<Arc<App>>, wish: Asked<Wish>) -> Result<Response, Failure> {
    found(app, wish, List::Statements).await
}

pub(super) async fn events(app: State<Arc<App>>, wish: Asked<Wish>) -> Result<Response, Failure> {
    found(app, wish, List::Events).await
}

pub(super) async fn actors(app: State<Arc<App>>, wish: Asked<Wish>) -> Result<Response, Failure> {
    found(app, wish, List::Actors).await
}

pub(super) async fn articles(app: State<Arc<App>>, wish: Asked<Wish>) -> Result<Response, Failure> {
    found(app, wish, List::Articles).await
}

async fn found(State(app): State<Arc<App>>, Asked(wish): Asked<Wish>, list: List) -> Result<Response, Failure> {
    if !wish.list.is_empty() {
        return Err(Failure::bad_request("the address says what is looked for; expected no \"in\""));
    }
    let (paging, order, query) = (wish.paging()?, wish.order(list)?, wish.query()?);
    let page = app.pool.read(move |store| store.find(list, &query, order, paging.limit, paging.skip())).await?;
    Ok(response::json_text(found_json::page(&page, list, paging.page)))
}
