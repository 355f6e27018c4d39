//! `GET /api/facets`: how many entries a search finds, and how they divide.

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
use crate::request::QueryParams;
use crate::result_json::{self, FacetsOut};
use crate::schemas::ListName;
use crate::search_params::SearchParams;

/// The list whose entries are counted.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields describe parameters that SearchParams reads")]
struct CountedList {
    /// List to count: statements (default), events, actors or articles.
    #[param(rename = "in", value_type = Option<ListName>, inline, required = false)]
    list: String,
}

/// The parameters of a search whose results are counted: without order and pages.
struct FacetParams;

impl IntoParams for FacetParams {
    fn into_params(provider: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let is_used = |param: &Parameter| !["in", "sort", "limit", "page"].contains(&param.name.as_str());
        let mut params = CountedList::into_params(&provider);
        params.extend(SearchParams::into_params(provider).into_iter().filter(is_used));
        params
    }
}

/// Counts the entries of a search by type, country, actor and month.
#[utoipa::path(
    get,
    path = "/api/facets",
    operation_id = "countEntries",
    params(FacetParams),
    responses((status = 200, description = "Counts of the latest 10,000 entries", body = FacetsOut<'static>), ReadFailures)
)]
pub(super) async fn show(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<SearchParams>,
) -> Result<Response, Failure> {
    let unused = [("sort", &params.sort), ("limit", &params.limit), ("page", &params.page)];
    if let Some((name, _)) = unused.iter().find(|(_, value)| !value.is_empty()) {
        return Err(Failure::bad_request(format!("expected no {name:?}: counts have neither order nor pages")));
    }
    let list = params.list_or(List::Statements)?;
    let query = params.criteria()?.query(list)?;
    let facets = app.pool.read(move |store| store.facets(&query)).await?;
    Ok(response::json_text(result_json::facets(&facets, list, true)))
}
