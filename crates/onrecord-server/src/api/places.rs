//! `GET /api/places`: the places that a map shows.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use onrecord_store::List;
use serde::Serialize;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::{IntoParams, ToSchema};

use super::openapi::ReadFailures;
use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::request::QueryParams;
use crate::schemas;
use crate::search_params::SearchParams;

/// The places of the latest 20,000 entries that a search finds, sorted by their number of entries.
#[derive(Serialize, ToSchema)]
struct PlacePage<'a> {
    #[schema(schema_with = schemas::place_list)]
    list: &'static str,
    /// Number of entries that are counted.
    entries: u64,
    /// Number of counted entries that have a place with coordinates.
    placed: u64,
    /// Whether there are more than 20,000 entries.
    more: bool,
    places: Vec<Place<'a>>,
}

#[derive(Serialize, ToSchema)]
struct Place<'a> {
    /// Names by which the articles call the place.
    names: &'a [String],
    #[schema(required)]
    country: Option<&'a str>,
    latitude: f64,
    longitude: f64,
    entries: u64,
    articles: u64,
}

/// The parameters of a search for places, which has no order.
struct PlaceParams;

impl IntoParams for PlaceParams {
    fn into_params(provider: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut params = SearchParams::into_params(provider);
        params.retain(|param| param.name != "sort");
        params
    }
}

/// Finds the places where events happen, or which statements and articles mention.
#[utoipa::path(
    get,
    path = "/api/places",
    operation_id = "findPlaces",
    params(PlaceParams),
    responses((status = 200, description = "A page of places", body = PlacePage), ReadFailures)
)]
pub(super) async fn show(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<SearchParams>,
) -> Result<Response, Failure> {
    let list = params.list_or(List::Events)?;
    if !params.sort.is_empty() {
        return Err(Failure::bad_request("expected no \"sort\": places are always sorted by their number of entries"));
    }
    let (paging, query) = (params.paging()?, params.criteria()?.query(list)?);
    let found = app.pool.read(move |store| store.places(&query)).await?;
    let skip = usize::try_from(paging.skip()).unwrap_or(usize::MAX);
    let places = found.places.iter().skip(skip).take(paging.limit as usize).map(|place| Place {
        names: &place.names,
        country: place.country.as_deref(),
        latitude: place.latitude,
        longitude: place.longitude,
        entries: place.n_entries,
        articles: place.n_articles,
    });
    Ok(response::json(&PlacePage {
        list: list.as_str(),
        entries: found.n_entries,
        placed: found.n_placed,
        more: found.has_more,
        places: places.collect(),
    }))
}
