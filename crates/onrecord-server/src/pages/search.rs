//! The search page: the form, and the results.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_store::{ErrorKind, List, Order, Page};

use super::text::capitalized;
use super::{confidence, layout, links, response, results, search_form};
use crate::app::App;
use crate::failure::Failure;
use crate::request::QueryParams;
use crate::search_params::SearchParams;

const LISTS: [(List, &str); 4] = [
    (List::Statements, "Statements"),
    (List::Events, "Events"),
    (List::Actors, "Actors"),
    (List::Articles, "Articles"),
];

pub(super) async fn show(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<SearchParams>,
) -> Result<Response, Failure> {
    let list = params.list_or(List::Statements)?;
    let (paging, criteria) = (params.paging()?, confidence::criteria(&params, list)?);
    let least = criteria.min_confidence;
    // Relevance is defined for words only.
    let order = match params.order(list)? {
        Order::Relevance if criteria.words.is_none() && list != List::Actors => Order::Newest,
        order => order,
    };
    let found = app
        .pool
        .read(move |store| {
            let found = criteria.query(list).and_then(|query| store.find(&query, order, paging.limit, paging.skip()));
            match found {
                Err(error) if error.kind() == ErrorKind::Query => Ok(Err(error.to_string())),
                found => found.map(Ok),
            }
        })
        .await?;
    let title = if params.q.is_empty() { "Search".to_owned() } else { format!("{} – search", params.q) };
    let content = html! {
        h1.small { "Search" }
        (search_form::tabs(&params, list, &LISTS, links::search))
        (search_form::form(&params, list, "/search"))
        @match &found {
            Err(message) => p.problem role="alert" { (capitalized(message)) "." },
            Ok(page) => {
                (confidence::note(list, least, |value| links::with_min_confidence(&params, value, links::search)))
                (results(page, &params, paging.page))
            }
        }
    };
    let here = if list == List::Actors { "/search?in=actors" } else { "/search" };
    let mut response = response::page(&layout::page(&title, Some(here), &content));
    if found.is_err() {
        *response.status_mut() = axum::http::StatusCode::BAD_REQUEST;
    }
    Ok(response)
}

fn results(page: &Page, params: &SearchParams, number: u32) -> Markup {
    html! {
        section aria-label="Results" {
            @if page.found.is_empty() {
                p.nothing { @if number > 1 { "No more results." } @else { "Nothing found." } }
            }
            @if !page.found.is_empty() && params.list != List::Actors.as_str() {
                p.order { a href=(links::map(&with_list(params), 1)) { "Show on map" } }
            }
            (results::list(page))
            (layout::pager(number, page.has_more, |page| links::search(params, page)))
        }
    }
}

/// Returns the parameters with the list spelled out, since the default of a map is another one.
fn with_list(params: &SearchParams) -> SearchParams {
    let list = if params.list.is_empty() { List::Statements.as_str() } else { params.list.as_str() };
    SearchParams { list: list.to_owned(), ..params.clone() }
}
