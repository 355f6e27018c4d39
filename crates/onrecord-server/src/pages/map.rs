//! The map: places of events, or places that statements and articles mention.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_record::MinConfidence;
use onrecord_store::{ErrorKind, List, MAX_MAPPED, PlaceFound, Places};

use super::text::{capitalized, count, grouped};
use super::{confidence, layout, links, response, results, search_form};
use crate::app::App;
use crate::failure::Failure;
use crate::pictures::{Dot, draw_map};
use crate::request::QueryParams;
use crate::search_params::SearchParams;

/// Maximum number of dots on a map and of rows in the table below it.
const MAX_PLACES: usize = 200;
/// Number of rows of the table that are not folded.
const N_UNFOLDED: usize = 25;

const LISTS: [(List, &str); 3] =
    [(List::Events, "Events"), (List::Statements, "Statements"), (List::Articles, "Articles")];

pub(super) async fn show(
    State(app): State<Arc<App>>,
    QueryParams(mut params): QueryParams<SearchParams>,
) -> Result<Response, Failure> {
    let list = params.list_or(List::Events)?;
    list.as_str().clone_into(&mut params.list);
    // A link from the search page may contain `sort`, which does not apply to a map.
    params.sort.clear();
    let criteria = confidence::criteria(&params, list)?;
    let least = criteria.min_confidence;
    let (found, types) = app
        .pool
        .read(move |store| {
            let types = if list == List::Events { store.event_types()? } else { vec![] };
            match criteria.query(list).and_then(|query| store.places(&query)) {
                Err(error) if error.kind() == ErrorKind::Query => Ok((Err(error.to_string()), types)),
                found => Ok((Ok(found?), types)),
            }
        })
        .await?;
    let content = html! {
        h1.small { "Map" }
        (search_form::tabs(&params, list, &LISTS, links::map))
        (search_form::form(&params, list, "/map", &types))
        @match &found {
            Err(message) => p.problem role="alert" { (capitalized(message)) "." },
            Ok(found) => {
                (confidence::note(list, least, |value| links::with_min_confidence(&params, value, links::map)))
                (map_and_table(found, list, &params, least))
            }
        }
    };
    let mut response = response::page(&layout::page("Map", Some("/map"), &content));
    if found.is_err() {
        *response.status_mut() = axum::http::StatusCode::BAD_REQUEST;
    }
    Ok(response)
}

fn map_and_table(found: &Places, list: List, params: &SearchParams, least: Option<MinConfidence>) -> Markup {
    // The API has no default minimum confidence.
    let least = least.map_or_else(String::new, |least| least.to_string());
    let json = links::with_min_confidence(params, &least, |params, _| links::with_params("/places", params, 1));
    let shown = &found.places[..found.places.len().min(MAX_PLACES)];
    let dots: Vec<Dot> = shown.iter().map(|place| dot(place, list, params)).collect();
    let label = format!("Map of {}", count(shown.len() as u64, "place", "places"));
    html! {
        @if shown.is_empty() {
            p.nothing {
                @if found.n_entries == 0 { "Nothing found." }
                @else { "None of " (number(found.n_entries, list)) " has a place with known coordinates." }
            }
        } @else {
            figure.pictured {
                a.skip href="#places" { "Skip the map and go to the table" }
                (draw_map(&label, &dots))
                figcaption {
                    (grouped(found.n_placed)) " of " (number(found.n_entries, list))
                    @if found.n_placed == 1 { " has" } @else { " have" } " a place with known coordinates"
                    @if found.has_more { "; only the latest " (grouped(MAX_MAPPED as u64)) " are counted" }
                    ". "
                    @if found.places.len() > shown.len() {
                        "The first " (shown.len()) " of " (grouped(found.places.len() as u64)) " places are shown. "
                    }
                    (counting_rule(list)) " Countries and regions are marked at the midpoint of their towns. "
                    "Land and borders: Natural Earth. "
                    a href={ "/api" (json) } { "JSON" }
                }
            }
            (table(shown, &dots, list, params))
        }
    }
}

fn table(shown: &[PlaceFound], dots: &[Dot], list: List, params: &SearchParams) -> Markup {
    let (first, folded) = shown.split_at(shown.len().min(N_UNFOLDED));
    let rows = |places: &[PlaceFound], dots: &[Dot]| {
        html! {
            table.counts {
                thead { tr {
                    th scope="col" { "Place" }
                    th scope="col" { "Country" }
                    th.n scope="col" { (capitalized(list.as_str())) }
                    @if list != List::Articles { th.n scope="col" { "Articles" } }
                } }
                tbody {
                    @for (place, dot) in places.iter().zip(dots) {
                        tr {
                            th scope="row" {
                                a href=(dot.href) { (dot.name) }
                                @for (at, name) in place.names.iter().skip(1).enumerate() {
                                    span.quiet { @if at == 0 { " also " } @else { ", " } }
                                    a.quiet href=(search_address(name, list, params)) { (name) }
                                }
                            }
                            td { (place.country.as_deref().map_or("", results::name_of_country)) }
                            td.n { (grouped(place.n_entries)) }
                            @if list != List::Articles { td.n { (grouped(place.n_articles)) } }
                        }
                    }
                }
            }
        }
    };
    html! {
        section #places tabindex="-1" aria-label="Table of places" {
            (rows(first, &dots[..first.len()]))
            @if !folded.is_empty() {
                details {
                    summary { (count(folded.len() as u64, "more place", "more places")) }
                    (rows(folded, &dots[first.len()..]))
                }
            }
        }
    }
}

fn dot(place: &PlaceFound, list: List, params: &SearchParams) -> Dot {
    let name = place.names.first().cloned().unwrap_or_default();
    let label = match list {
        List::Articles => format!("{name}: {}", number(place.n_entries, list)),
        _ => format!("{name}: {} in {}", number(place.n_entries, list), count(place.n_articles, "article", "articles")),
    };
    Dot {
        href: search_address(&name, list, params),
        name,
        label,
        n: place.n_entries,
        latitude: place.latitude,
        longitude: place.longitude,
    }
}

/// Returns the address of a search for the entries at a place. Statements are searched for the name of the place.
fn search_address(name: &str, list: List, params: &SearchParams) -> String {
    let mut params = params.clone();
    match list {
        List::Statements => params.q = format!("{} {}", params.q, links::phrase(name)).trim_start().to_owned(),
        _ => name.clone_into(&mut params.place),
    }
    links::search(&params, 1)
}

/// Returns a sentence that says which places an entry is counted at.
fn counting_rule(list: List) -> &'static str {
    match list {
        List::Events => "Events are counted where they happen.",
        List::Statements => "Statements are counted at the places they mention.",
        List::Articles | List::Actors => "Articles are counted at every place they mention.",
    }
}

fn number(n: u64, list: List) -> String {
    match list {
        List::Events => count(n, "event", "events"),
        List::Statements => count(n, "statement", "statements"),
        List::Actors => count(n, "actor", "actors"),
        List::Articles => count(n, "article", "articles"),
    }
}
