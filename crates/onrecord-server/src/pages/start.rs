//! The start page: search, and the newest articles.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::html;
use onrecord_store::{List, Order, Query};

use super::{found, layout};
use crate::app::App;
use crate::failure::Failure;

/// Articles that are shown.
const N_NEWEST: u32 = 20;

pub(super) async fn show(State(app): State<Arc<App>>) -> Result<Response, Failure> {
    let read = app.pool.read(|store| {
        let newest = store.find(List::Articles, &Query::default(), Order::Newest, N_NEWEST, 0)?;
        Ok((newest, store.stats()?))
    });
    let (newest, stats) = read.await?;
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
                    li { a href=(address) { strong { (super::grouped(n)) } " " (label) } }
                }
            }
            @if let (Some(first), Some(last)) = (&stats.first_day, &stats.last_day) {
                p.quiet { "Published " (first) " to " (last) }
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
    Ok(super::page(&layout::page("Newest articles", Some("/"), &content)))
}
