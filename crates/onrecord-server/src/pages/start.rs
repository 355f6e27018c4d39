//! The start page: search, the newest stories and the newest articles.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::html;
use onrecord_store::{List, Order, Query};

use super::stories::story_list;
use super::text::grouped;
use super::{layout, response, results};
use crate::app::App;
use crate::failure::Failure;

/// Number of stories on the page.
const N_STORIES: u32 = 6;
/// Number of articles on the page.
const N_ARTICLES: u32 = 12;

pub(super) async fn show(State(app): State<Arc<App>>) -> Result<Response, Failure> {
    let read = app.pool.read(|store| {
        let articles = store.find(&Query::everything(List::Articles), Order::Newest, N_ARTICLES, 0)?;
        Ok((articles, store.stories(N_STORIES, 0)?, store.stats()?))
    });
    let (articles, stories, stats) = read.await?;
    let counts = [
        (stats.n_articles, "articles", "/search?in=articles"),
        (stats.n_statements, "statements", "/search?in=statements"),
        (stats.n_events, "events", "/search?in=events"),
        (stats.n_actors, "actors", "/search?in=actors"),
    ];
    let content = html! {
        section.hero {
            h1 { "Who said what?" }
            p { "Statements and events from news articles: who said what, and who did what to whom. Each entry links to its words in the text." }
            form.big action="/search" role="search" {
                input type="search" name="q" aria-label="Words or a “phrase” from a statement"
                    placeholder="Words or a “phrase” from a statement";
                button { "Search" }
            }
            ul.figures {
                @for (n, label, address) in counts {
                    li { a href=(address) { strong { (grouped(n)) } " " (label) } }
                }
            }
            @if let (Some(first), Some(last)) = (&stats.first_day, &stats.last_day) {
                p.quiet { "Published " (first) " to " (last) }
            }
        }
        @if !stories.stories.is_empty() {
            section aria-labelledby="stories" {
                h2 #stories { "Newest stories" }
                (story_list(&stories.stories))
                @if stories.has_more { p { a href="/stories" { "All stories →" } } }
            }
        }
        section aria-labelledby="newest" {
            h2 #newest { "Newest articles" }
            @if articles.found.is_empty() {
                p { "No articles yet. " code { "onrecord add FILES --store …" } " reads articles and stores them." }
            }
            (results::list(&articles, None, |_, _, _| None))
            @if articles.has_more { p { a href="/search?in=articles&page=2" { "Older articles →" } } }
        }
    };
    Ok(response::page(&layout::page("Newest articles", Some("/"), &content)))
}
