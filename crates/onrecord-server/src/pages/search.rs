//! The search page: the form, and the results with their counts.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_store::{Criteria, Error, ErrorKind, Facets, List, Order, Page, Storage, TextQuery};

use super::text::capitalized;
use super::{confidence, entry_list, facets, layout, links, response, results, search_download, search_form};
use crate::app::App;
use crate::failure::Failure;
use crate::paging::Paging;
use crate::request::QueryParams;
use crate::search_params::SearchParams;

const LISTS: [(List, &str); 4] = [
    (List::Statements, "Statements"),
    (List::Events, "Events"),
    (List::Actors, "Actors"),
    (List::Articles, "Articles"),
];

/// The results of a search.
struct Results {
    page: Page,
    facets: Facets,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<SearchParams>,
) -> Result<Response, Failure> {
    let list = params.list_or(List::Statements)?;
    let (paging, criteria) = (params.paging()?, confidence::criteria(&params, list)?);
    let least = criteria.min_confidence;
    let order = entry_list::order(&params, list)?;
    let marked = criteria.words.as_deref().and_then(|words| TextQuery::parse(words).ok());
    let read = app.pool.read(move |store| {
        let types = if list == List::Events { store.event_types()? } else { vec![] };
        Ok((find(store, &criteria, list, order, paging)?, types))
    });
    let (found, types) = read.await?;
    let title = if params.q.is_empty() { "Search".to_owned() } else { format!("{} – search", params.q) };
    let content = html! {
        h1.small { "Search" }
        (search_form::tabs(&params, list, &LISTS, links::search))
        (search_form::form(&params, list, "/search", &types))
        (facets::chosen(&params))
        @match &found {
            Err(message) => p.problem role="alert" { (capitalized(message)) "." },
            Ok(found) => {
                (confidence::note(list, least, |value| links::with_min_confidence(&params, value, links::search)))
                (results(found, &params, list, paging, marked.as_ref()))
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

/// Returns the results, or the reason why the query is invalid.
fn find(
    store: &dyn Storage,
    criteria: &Criteria,
    list: List,
    order: Order,
    paging: Paging,
) -> Result<Result<Results, String>, Error> {
    let find = || -> Result<Results, Error> {
        let query = criteria.query(list)?;
        let page = store.find(&query, order, paging.limit, paging.skip())?;
        Ok(Results { page, facets: store.facets(&query)? })
    };
    match find() {
        Err(error) if error.kind() == ErrorKind::Query => Ok(Err(error.to_string())),
        found => found.map(Ok),
    }
}

fn results(found: &Results, params: &SearchParams, list: List, paging: Paging, marked: Option<&TextQuery>) -> Markup {
    let (params, number) = (with_list(params, list), paging.page);
    let reviewed =
        |nth: usize, article, entry| entry_list::address(&params, paging.skip() + nth as u64 + 1, article, entry);
    html! {
        @if found.page.found.is_empty() {
            p.nothing { @if number > 1 { "No more results." } @else { "Nothing found. Try fewer words or filters, or another kind of results above." } }
        } @else {
            div.summary {
                (facets::number(&found.facets, list))
                p.meta {
                    @if list != List::Actors { a href=(links::map(&params, 1)) { "Show on map" } " · " }
                    "Download "
                    @for (idx, (format, label)) in search_download::FORMATS.iter().enumerate() {
                        @if idx > 0 { ", " }
                        a href=(links::search_download(&params, format)) { (label) }
                    }
                }
            }
            (facets::over_time(&found.facets, list))
            div.columns.searched {
                section aria-label="Results" {
                    (results::list(&found.page, marked, reviewed))
                    (layout::pager(number, found.page.has_more, |page| links::search(&params, page)))
                }
                (facets::panel(&found.facets, &params, list))
            }
        }
    }
}

/// Returns the parameters with an explicit list, since a map has another default.
fn with_list(params: &SearchParams, list: List) -> SearchParams {
    SearchParams { list: list.as_str().to_owned(), page: String::new(), ..params.clone() }
}
