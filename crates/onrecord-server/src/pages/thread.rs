//! A thread: its stories on a timeline and as a list.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_store::{Story, Thread, ThreadId};

use super::stories::{PageParams, days, story_list};
use super::text::count;
use super::{layout, links, response, results};
use crate::app::App;
use crate::failure::Failure;
use crate::paging::Paging;
use crate::pictures::{Span, draw_line_of_time};
use crate::request::{PathParams, QueryParams};

/// Maximum number of stories on the timeline, the latest ones.
const MAX_ON_LINE: u32 = 200;

pub(super) async fn show(
    State(app): State<Arc<App>>,
    PathParams(number): PathParams<i64>,
    QueryParams(params): QueryParams<PageParams>,
) -> Result<Response, Failure> {
    let (paging, id) = (Paging::parse(&params.page, "")?, ThreadId(number));
    let read = app.pool.read(move |store| {
        let line = store.stories_of(id, MAX_ON_LINE, 0)?;
        Ok((store.thread_head(id)?, line, store.stories_of(id, paging.limit, paging.skip())?))
    });
    let (thread, line, page) = read.await?;
    let content = html! {
        div.story {
            header {
                h1 { (results::headline(&thread.title)) }
                (meta(&thread))
            }
            (line_of_time(&line.stories, line.has_more))
            h2 { "Stories, latest first" }
            (story_list(&page.stories))
            (layout::pager(paging.page, page.has_more, |page| format!("{}?page={page}", links::thread(thread.id))))
        }
    };
    Ok(response::page(&layout::page(&thread.title, None, &content)))
}

/// Returns the extent of the thread and the links to its other pages.
fn meta(thread: &Thread) -> Markup {
    html! {
        p.meta {
            (count(thread.n_stories, "story", "stories"))
            " · " (count(thread.n_articles, "article", "articles"))
            (days(thread.first_day.as_deref(), thread.last_day.as_deref()))
            " · " a href={ "/search?in=statements&thread=" (thread.id) } { "search this thread" }
            " · " a href={ "/map?in=events&thread=" (thread.id) } { "map" }
            " · " a href={ "/api/threads/" (thread.id) } { "JSON" }
        }
    }
}

/// Returns a timeline of the dated stories, if there are several.
fn line_of_time(stories: &[Story], has_more: bool) -> Markup {
    let span = |story: &Story| {
        Some(Span {
            first: story.first_day.clone()?,
            last: story.last_day.clone()?,
            size: story.n_articles,
            label: format!("{}: {}", results::headline(&story.title), count(story.n_articles, "article", "articles")),
            href: links::story(story.id),
        })
    };
    let spans: Vec<Span> = stories.iter().filter_map(span).collect();
    html! {
        @if spans.len() > 1 {
            figure.pictured {
                (draw_line_of_time(&spans))
                figcaption {
                    "Each bar shows a story from its first article to its last; higher bars have more articles."
                    @if has_more { " Only the latest " (MAX_ON_LINE) " stories are shown." }
                }
            }
        }
    }
}
