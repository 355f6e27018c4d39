//! `GET /api/places`: the places that a map shows.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use onrecord_store::List;
use serde::Serialize;

use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::request::QueryParams;
use crate::search_params::SearchParams;

#[derive(Serialize)]
struct Places<'a> {
    list: &'static str,
    entries: u64,
    placed: u64,
    more: bool,
    places: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    names: &'a [String],
    country: Option<&'a str>,
    latitude: f64,
    longitude: f64,
    entries: u64,
    articles: u64,
}

/// Returns the places of the entries that a search finds, those of the most entries first.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<SearchParams>,
) -> Result<Response, Failure> {
    let list = params.list_or(List::Events)?;
    if !params.sort.is_empty() {
        return Err(Failure::bad_request("expected no \"sort\": places are always sorted by their number of entries"));
    }
    let (paging, query) = (params.paging()?, params.query()?);
    let found = app.pool.read(move |store| store.places(list, &query)).await?;
    let skip = usize::try_from(paging.skip()).unwrap_or(usize::MAX);
    let places = found.places.iter().skip(skip).take(paging.limit as usize).map(|place| Place {
        names: &place.names,
        country: place.country.as_deref(),
        latitude: place.latitude,
        longitude: place.longitude,
        entries: place.n_entries,
        articles: place.n_articles,
    });
    Ok(response::json(&Places {
        list: list.as_str(),
        entries: found.n_entries,
        placed: found.n_placed,
        more: found.has_more,
        places: places.collect(),
    }))
}
