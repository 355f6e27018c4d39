//! The list of all threads.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::html;

use super::stories::{PageParams, days};
use super::text::count;
use super::{layout, links, response, results};
use crate::app::App;
use crate::failure::Failure;
use crate::paging::Paging;
use crate::request::QueryParams;

pub(super) async fn show(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<PageParams>,
) -> Result<Response, Failure> {
    let paging = Paging::parse(&params.page, "")?;
    let found = app.pool.read(move |store| store.threads(paging.limit, paging.skip())).await?;
    let content = html! {
        h1 { "Threads" }
        p.quiet { "A thread joins stories about the same topic over months. " a href="/stories" { "All stories" } }
        @if found.threads.is_empty() { p.nothing { "No threads yet." } }
        ol.found {
            @for thread in &found.threads {
                li.article {
                    (results::day(thread.last_day.as_deref()))
                    div {
                        h3 { a href=(links::thread(thread.id)) { (results::headline(&thread.title)) } }
                        p.lead { (thread.lead) }
                        p.meta {
                            (count(thread.n_stories, "story", "stories"))
                            " · " (count(thread.n_articles, "article", "articles"))
                            (days(thread.first_day.as_deref(), thread.last_day.as_deref()))
                        }
                    }
                }
            }
        }
        (layout::pager(paging.page, found.has_more, |page| format!("/threads?page={page}")))
    };
    Ok(response::page(&layout::page("Threads", Some("/stories"), &content)))
}
