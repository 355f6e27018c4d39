//! The search page: a list, what is looked for in it, and what is found.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_store::{ErrorKind, List, Order, Page};

use super::text::capital;
use super::{found, layout, links, response, search_form};
use crate::app::App;
use crate::failure::Failure;
use crate::request::Asked;
use crate::search_params::Wish;

const LISTS: [(List, &str); 4] = [
    (List::Statements, "Statements"),
    (List::Events, "Events"),
    (List::Actors, "Actors"),
    (List::Articles, "Articles"),
];

pub(super) async fn show(State(app): State<Arc<App>>, Asked(wish): Asked<Wish>) -> Result<Response, Failure> {
    let list = wish.list()?;
    let (paging, query) = (wish.paging()?, wish.query()?);
    // By how well words fit makes sense of words only.
    let order = match wish.order(list)? {
        Order::Relevance if query.words.is_none() && list != List::Actors => Order::Newest,
        order => order,
    };
    let found = app
        .pool
        .read(move |store| match store.find(list, &query, order, paging.limit, paging.skip()) {
            Err(error) if error.kind() == ErrorKind::Query => Ok(Err(error.to_string())),
            found => found.map(Ok),
        })
        .await?;
    let title = if wish.q.is_empty() { "Search".to_owned() } else { format!("{} – search", wish.q) };
    let content = html! {
        h1.small { "Search" }
        (search_form::tabs(&wish, list, &LISTS, links::search))
        (search_form::form(&wish, list, "/search"))
        @match &found {
            Err(message) => p.problem role="alert" { (capital(message)) "." },
            Ok(page) => { (results(page, &wish, paging.page)) }
        }
    };
    let here = if list == List::Actors { "/search?in=actors" } else { "/search" };
    let mut response = response::page(&layout::page(&title, Some(here), &content));
    if found.is_err() {
        *response.status_mut() = axum::http::StatusCode::BAD_REQUEST;
    }
    Ok(response)
}

fn results(page: &Page, wish: &Wish, number: u32) -> Markup {
    html! {
        section aria-label="Results" {
            @if page.found.is_empty() {
                p.nothing { @if number > 1 { "Nothing on this page." } @else { "Nothing found." } }
            }
            @if !page.found.is_empty() && wish.list != List::Actors.as_str() {
                p.order { a href=(links::map(&shown_on_map(wish), 1)) { "On a map" } }
            }
            (found::list(page))
            (layout::pager(number, page.has_more, |page| links::search(wish, page)))
        }
    }
}

/// Returns the wish with its list by name, since a map has another one where none is named.
fn shown_on_map(wish: &Wish) -> Wish {
    let list = if wish.list.is_empty() { List::Statements.as_str() } else { wish.list.as_str() };
    Wish { list: list.to_owned(), ..wish.clone() }
}
