//! The map: where events happen, and which places statements and articles name.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_store::{ErrorKind, List, MAX_MAPPED, PlaceFound, Places};

use super::text::{capital, count, grouped};
use super::{layout, links, response, search_form};
use crate::app::App;
use crate::failure::Failure;
use crate::pictures::{Dot, map};
use crate::request::Asked;
use crate::search_params::Wish;

/// Dots of a map at most, and rows of the table under it.
const N_PLACES: usize = 200;
/// Rows that are shown at once.
const N_SHOWN: usize = 25;

const LISTS: [(List, &str); 3] =
    [(List::Events, "Events"), (List::Statements, "Statements"), (List::Articles, "Articles")];

pub(super) async fn show(State(app): State<Arc<App>>, Asked(mut wish): Asked<Wish>) -> Result<Response, Failure> {
    let list = if wish.list.is_empty() { List::Events } else { wish.list()? };
    list.as_str().clone_into(&mut wish.list);
    // The search has an order, from which one may come; a map has none.
    wish.sort.clear();
    let query = wish.query()?;
    let found = app
        .pool
        .read(move |store| match store.places(list, &query) {
            Err(error) if error.kind() == ErrorKind::Query => Ok(Err(error.to_string())),
            found => found.map(Ok),
        })
        .await?;
    let content = html! {
        h1.small { "Map" }
        (search_form::tabs(&wish, list, &LISTS, links::map))
        (search_form::form(&wish, list, "/map"))
        @match &found {
            Err(message) => p.problem role="alert" { (capital(message)) "." },
            Ok(found) => { (result(found, list, &wish)) }
        }
    };
    let mut response = response::page(&layout::page("Map", Some("/map"), &content));
    if found.is_err() {
        *response.status_mut() = axum::http::StatusCode::BAD_REQUEST;
    }
    Ok(response)
}

fn result(found: &Places, list: List, wish: &Wish) -> Markup {
    let shown = &found.places[..found.places.len().min(N_PLACES)];
    let dots: Vec<Dot> = shown.iter().map(|place| dot(place, list, wish)).collect();
    let label = format!("Map of {}", count(shown.len() as u64, "place", "places"));
    html! {
        @if shown.is_empty() {
            p.nothing {
                @if found.n_entries == 0 { "Nothing found." }
                @else { "Of " (number(found.n_entries, list)) " none has a place whose coordinates are known." }
            }
        } @else {
            figure.pictured {
                a.skip href="#places" { "Over the map to the same as a list" }
                (map(&label, &dots))
                figcaption {
                    (grouped(found.n_placed)) " of " (number(found.n_entries, list))
                    @if found.n_placed == 1 { " has" } @else { " have" } " a place whose coordinates are known"
                    @if found.has_more { "; only the latest " (grouped(MAX_MAPPED as u64)) " were looked at" }
                    ". "
                    @if found.places.len() > shown.len() {
                        "Of " (grouped(found.places.len() as u64)) " places the first " (shown.len()) " are shown. "
                    }
                    (counted(list)) " Countries and regions are marked in the middle of their towns. "
                    "Land and borders: Natural Earth. "
                    a href={ "/api" (links::of_wish("/places", wish, 1)) } { "JSON" }
                }
            }
            (table(shown, &dots, list, wish))
        }
    }
}

fn table(shown: &[PlaceFound], dots: &[Dot], list: List, wish: &Wish) -> Markup {
    let (first, folded) = shown.split_at(shown.len().min(N_SHOWN));
    let rows = |places: &[PlaceFound], dots: &[Dot]| {
        html! {
            table.counts {
                thead { tr {
                    th scope="col" { "Place" }
                    th scope="col" { "Country" }
                    th.n scope="col" { (capital(list.as_str())) }
                    @if list != List::Articles { th.n scope="col" { "Articles" } }
                } }
                tbody {
                    @for (place, dot) in places.iter().zip(dots) {
                        tr {
                            th scope="row" {
                                a href=(dot.address) { (dot.name) }
                                @for (at, name) in place.names.iter().skip(1).enumerate() {
                                    span.quiet { @if at == 0 { " also " } @else { ", " } }
                                    a.quiet href=(address(name, list, wish)) { (name) }
                                }
                            }
                            td { (place.country.as_deref().unwrap_or("")) }
                            td.n { (grouped(place.n_entries)) }
                            @if list != List::Articles { td.n { (grouped(place.n_articles)) } }
                        }
                    }
                }
            }
        }
    };
    html! {
        section #places tabindex="-1" aria-label="The places as a list" {
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

fn dot(place: &PlaceFound, list: List, wish: &Wish) -> Dot {
    let name = place.names.first().cloned().unwrap_or_default();
    let told = match list {
        List::Articles => format!("{name}: {}", number(place.n_entries, list)),
        _ => format!("{name}: {} in {}", number(place.n_entries, list), count(place.n_articles, "article", "articles")),
    };
    Dot {
        address: address(&name, list, wish),
        name,
        told,
        n: place.n_entries,
        latitude: place.latitude,
        longitude: place.longitude,
    }
}

/// Returns the address of what is at a place. Statements are found by their words, which name it.
fn address(name: &str, list: List, wish: &Wish) -> String {
    let mut wish = wish.clone();
    match list {
        List::Statements => wish.q = format!("{} {}", wish.q, links::phrase(name)).trim_start().to_owned(),
        _ => name.clone_into(&mut wish.place),
    }
    links::search(&wish, 1)
}

/// Tells at which places entries are counted.
fn counted(list: List) -> &'static str {
    match list {
        List::Events => "An event is counted where it happens.",
        List::Statements => "A statement is counted at the places that its words name.",
        List::Articles | List::Actors => "An article is counted at all places that it names.",
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
