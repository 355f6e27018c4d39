//! The list of all stories.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_store::Story;
use serde::Deserialize;

use super::text::count;
use super::{layout, links, response, results};
use crate::app::App;
use crate::failure::Failure;
use crate::paging::Paging;
use crate::request::{QueryParams, flag};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PageParams {
    pub(super) page: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct StoriesParams {
    differing: String,
    page: String,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<StoriesParams>,
) -> Result<Response, Failure> {
    let (paging, differing) = (Paging::parse(&params.page, "")?, flag("differing", &params.differing)?);
    let stories = app.pool.read(move |store| {
        let stories = store.stories(paging.limit, paging.skip())?;
        if differing { store.differing_stories(stories) } else { Ok(stories) }
    });
    let stories = stories.await?;
    let address = if differing { "/stories?differing=true&page=" } else { "/stories?page=" };
    let content = html! {
        h1 { "Stories" }
        p.quiet { "A story covers one event and its aftermath. " a href="/threads" { "Threads" } " join stories about the same topic." }
        p.quiet {
            @if differing {
                "Only stories in which accounts differ are shown; each page covers " (paging.limit) " stories. "
                a href="/stories" { "Show all" }
            } @else {
                a href="/stories?differing=true" { "Show only stories in which accounts differ" }
            }
        }
        @if stories.stories.is_empty() { p.nothing { @if differing { "No such stories on this page." } @else { "No stories yet." } } }
        (story_list(&stories.stories))
        (layout::pager(paging.page, stories.has_more, |page| format!("{address}{page}")))
    };
    Ok(response::page(&layout::page("Stories", Some("/stories"), &content)))
}

/// Returns stories as a list.
pub(super) fn story_list(stories: &[Story]) -> Markup {
    html! {
        ol.found {
            @for story in stories {
                li.article {
                    (results::day(story.last_day.as_deref()))
                    div {
                        h3 { a href=(links::story(story.id)) { (results::headline(&story.title)) } }
                        p.lead { (story.lead) }
                        p.meta {
                            (count(story.n_articles, "article", "articles"))
                            (days(story.first_day.as_deref(), story.last_day.as_deref()))
                        }
                    }
                }
            }
        }
    }
}

/// Returns the first and the last day of a story or thread, or nothing if both are the same.
pub(super) fn days(first: Option<&str>, last: Option<&str>) -> Markup {
    html! {
        @if let (Some(first), Some(last)) = (first, last) {
            @if first != last { " · " span.whole { (first) } " to " span.whole { (last) } }
        }
    }
}
