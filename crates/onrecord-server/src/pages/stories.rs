//! All stories, those of the latest articles first.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_store::Story;
use serde::Deserialize;

use super::text::count;
use super::{found, layout, links, response};
use crate::app::App;
use crate::failure::Failure;
use crate::paging::Paging;
use crate::request::Asked;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Which {
    page: String,
}

pub(super) async fn show(State(app): State<Arc<App>>, Asked(which): Asked<Which>) -> Result<Response, Failure> {
    let paging = Paging::of(&which.page, "")?;
    let read = app.pool.read(move |store| store.stories(paging.limit, paging.skip())).await?;
    let content = html! {
        h1 { "Stories" }
        p.quiet { "Articles about the same matter, grouped as they come in." }
        @if read.stories.is_empty() { p.nothing { "There is nothing here." } }
        (list(&read.stories))
        (layout::pager(paging.page, read.has_more, |page| format!("/stories?page={page}")))
    };
    Ok(response::page(&layout::page("Stories", Some("/stories"), &content)))
}

/// Returns the stories as a list.
pub(super) fn list(stories: &[Story]) -> Markup {
    html! {
        ol.found {
            @for story in stories {
                li.article {
                    (found::day(story.last_day.as_deref()))
                    div {
                        h3 { a href=(links::story(story.id)) { (found::shorten(&story.title)) } }
                        p.lead { (story.lead) }
                        p.meta {
                            (count(story.n_articles, "article", "articles"))
                            @if let (Some(first), Some(last)) = (&story.first_day, &story.last_day) {
                                @if first != last { " · " (first) " to " (last) }
                            }
                        }
                    }
                }
            }
        }
    }
}
