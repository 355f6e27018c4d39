//! `GET /api/events/distinct` and `/api/events/table`: events of the world, each with all its reports, and counts of
//! them.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Query, State};
use axum::http::Uri;
use axum::http::request::Parts;
use axum::response::Response;
use onrecord_store::{Counted, EventTable, GroupBy, List, count_distinct_events, find_distinct_events};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

use super::find::ListParams;
use super::openapi::ReadFailures;
use super::response;
use crate::app::App;
use crate::distinct_json::{self, DistinctPageOut, TableOut};
use crate::failure::Failure;
use crate::request::QueryParams;
use crate::search_params::SearchParams;

/// Maximum number of articles whose records are read for one request.
const MAX_ARTICLES: u64 = 2_000;

/// Finds events of the world: each once, with all articles of its story that report it.
#[utoipa::path(
    get,
    path = "/api/events/distinct",
    operation_id = "findDistinctEvents",
    params(ListParams),
    responses((status = 200, description = "A page of distinct events", body = DistinctPageOut<'static>), ReadFailures)
)]
pub(super) async fn show(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<SearchParams>,
) -> Result<Response, Failure> {
    ensure_no_list(&params)?;
    let (paging, order) = (params.paging()?, params.order(List::Events)?);
    let query = params.criteria()?.query(List::Events)?;
    let part = (paging.limit, paging.skip());
    let found =
        app.pool.read(move |store| find_distinct_events(store, &query, order, part, Some(MAX_ARTICLES))).await?;
    Ok(response::json_text(distinct_json::page(&found, paging.page)))
}

/// Counts events of the world by time, type, place and participants.
#[utoipa::path(
    get,
    path = "/api/events/table",
    operation_id = "countEvents",
    params(TableParams),
    responses((status = 200, description = "A table of counts", body = TableOut<'static>), ReadFailures)
)]
pub(super) async fn table(State(app): State<Arc<App>>, request: TableRequest) -> Result<Response, Failure> {
    let TableRequest { rows, search } = request;
    ensure_no_list(&search)?;
    let unused = [("sort", &search.sort), ("limit", &search.limit), ("page", &search.page)];
    if let Some((name, _)) = unused.iter().find(|(_, value)| !value.is_empty()) {
        return Err(Failure::bad_request(format!("expected no {name:?}: a table has no order and no pages")));
    }
    let by = GroupBy::parse_list(if rows.by.is_empty() { "month" } else { &rows.by })?;
    let counted = if rows.count.is_empty() { Counted::Events } else { Counted::parse(&rows.count)? };
    let query = search.criteria()?.query(List::Events)?;
    let table = EventTable::new(by, counted);
    let table = app.pool.read(move |store| count_distinct_events(store, &query, table, Some(MAX_ARTICLES))).await?;
    Ok(response::json_text(distinct_json::table(&table)))
}

fn ensure_no_list(params: &SearchParams) -> Result<(), Failure> {
    match params.list.is_empty() {
        true => Ok(()),
        false => Err(Failure::bad_request("expected no \"in\": the path names the list")),
    }
}

/// What the rows of a table are.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct RowParams {
    /// What the rows are grouped by, with commas between several: day, week, month (the default), year, type, status,
    /// country, place, actor, recipient, dyad, actor-country, recipient-country, country-dyad or story.
    #[param(value_type = String)]
    by: String,
    /// What is counted: events (the default), each once, or mentions.
    #[param(value_type = String)]
    count: String,
}

/// The parameters of a table: its rows, and a search without order and pages.
struct TableParams;

impl IntoParams for TableParams {
    fn into_params(provider: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let is_used = |param: &Parameter| !["sort", "limit", "page"].contains(&param.name.as_str());
        let mut params = RowParams::into_params(&provider);
        params.extend(ListParams::into_params(provider).into_iter().filter(is_used));
        params
    }
}

/// A request for a table.
#[derive(Debug)]
pub(super) struct TableRequest {
    rows: RowParams,
    search: SearchParams,
}

impl<S: Sync> FromRequestParts<S> for TableRequest {
    type Rejection = Failure;

    /// Reads `by` and `count`, and all other parameters as those of a search.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let query = parts.uri.query().unwrap_or_default();
        let is_own = |pair: &&str| matches!(pair.split('=').next(), Some("by" | "count"));
        let (own, others): (Vec<&str>, Vec<&str>) = query.split('&').filter(|pair| !pair.is_empty()).partition(is_own);
        let uri = |pairs: Vec<&str>| -> Result<Uri, Failure> {
            let parsed = format!("/?{}", pairs.join("&")).parse();
            parsed.map_err(|_| Failure::bad_request("the query cannot be read"))
        };
        let rows = Query::<RowParams>::try_from_uri(&uri(own)?);
        let rows = rows.map_err(|error| Failure::bad_request(error.body_text()))?;
        parts.uri = uri(others)?;
        let QueryParams(search) = QueryParams::<SearchParams>::from_request_parts(parts, &()).await?;
        Ok(TableRequest { rows: rows.0, search })
    }
}
