//! The start page: search, the newest stories and the newest articles.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::html;
use onrecord_store::{List, Order, Query};

use super::text::grouped;
use super::{found, layout, response, stories};
use crate::app::App;
use crate::failure::Failure;

/// Stories that are shown.
const N_STORIES: u32 = 6;
/// Articles that are shown.
const N_NEWEST: u32 = 12;

pub(super) async fn show(State(app): State<Arc<App>>) -> Result<Response, Failure> {
    let read = app.pool.read(|store| {
        let newest = store.find(List::Articles, &Query::default(), Order::Newest, N_NEWEST, 0)?;
        Ok((newest, store.stories(N_STORIES, 0)?, store.stats()?))
    });
    let (newest, told, stats) = read.await?;
    let figures = [
        (stats.n_articles, "articles", "/search?in=articles"),
        (stats.n_statements, "statements", "/search?in=statements"),
        (stats.n_events, "events", "/search?in=events"),
        (stats.n_actors, "actors", "/search?in=actors"),
    ];
    let content = html! {
        section.hero {
            h1 { "Who said what?" }
            form.big action="/search" role="search" {
                input type="search" name="q" aria-label="Words or a “phrase” of what was said"
                    placeholder="Words or a “phrase” of what was said";
                button { "Search" }
            }
            ul.figures {
                @for (n, label, address) in figures {
                    li { a href=(address) { strong { (grouped(n)) } " " (label) } }
                }
            }
            @if let (Some(first), Some(last)) = (&stats.first_day, &stats.last_day) {
                p.quiet { "Published " (first) " to " (last) }
            }
        }
        @if !told.stories.is_empty() {
            section aria-labelledby="stories" {
                h2 #stories { "Newest stories" }
                (stories::list(&told.stories))
                @if told.has_more { p { a href="/stories" { "All stories →" } } }
            }
        }
        section aria-labelledby="newest" {
            h2 #newest { "Newest articles" }
            @if newest.found.is_empty() {
                p { "There is nothing here yet. " code { "onrecord add FILES --store …" } " reads articles and keeps them." }
            }
            (found::list(&newest))
            @if newest.has_more { p { a href="/search?in=articles&page=2" { "Older articles →" } } }
        }
    };
    Ok(response::page(&layout::page("Newest articles", Some("/"), &content)))
}
