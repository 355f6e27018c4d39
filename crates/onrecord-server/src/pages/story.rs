//! A story: the newest article, then events, differences between accounts, statements, positions, and all articles.
//! Long lists have pages of their own.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_store::{MergedEvent, MergedQuote, StoryActor, StoryArticle, StoryId, StoryView};
use serde::Deserialize;

use super::story_entries::{article, difference, event, issue, statement};
use super::text::count;
use super::{event_types, layout, links, response, results};
use crate::app::App;
use crate::failure::Failure;
use crate::paging::Paging;
use crate::request::{PathParams, QueryParams};

/// Maximum number of actors in the head of the page.
const N_ACTORS: usize = 16;
/// Number of entries of a list that are not folded.
const N_UNFOLDED: usize = 8;
/// Maximum number of entries of a list on the page of the story; longer lists have pages of their own.
const MAX_ENTRIES: usize = 40;

/// Parameters of the page of a story.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct StoryParams {
    /// The only list to show, if given.
    part: String,
    page: String,
}

/// A list of the page: its parameter, its heading and its length.
struct Part {
    name: &'static str,
    label: &'static str,
    n: usize,
}

impl Part {
    /// Returns whether the page has the list. The list of differences is shown even if it is empty.
    fn is_shown(&self) -> bool {
        self.n > 0 || self.name == "differences"
    }
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    PathParams(number): PathParams<i64>,
    QueryParams(params): QueryParams<StoryParams>,
) -> Result<Response, Failure> {
    let paging = Paging::parse(&params.page, "")?;
    let mut story = app.pool.read(move |store| store.story(StoryId(number))).await?;
    newest_first(&mut story);
    let parts = parts(&story);
    let content = match parts.iter().find(|part| part.name == params.part) {
        Some(part) => alone(&story, part, paging),
        None if params.part.is_empty() => content(&story, &parts),
        None => return Err(Failure::bad_request(format!("expected a part of the page, found {:?}", params.part))),
    };
    Ok(response::page(&layout::page(&story.story.title, None, &content)))
}

/// Sorts events by the date of their latest report and statements by day, newest first.
fn newest_first(view: &mut StoryView) {
    let published = |article: usize| view.articles.get(article).and_then(|article| article.published.clone());
    let reported = |event: &MergedEvent| event.articles.iter().filter_map(|article| published(*article)).max();
    let mut timeline: Vec<_> = view.timeline.iter().map(|event| (reported(event), event.clone())).collect();
    timeline.sort_by(|a, b| (&b.0, &b.1.day).cmp(&(&a.0, &a.1.day)));
    view.timeline = timeline.into_iter().map(|(_, event)| event).collect();
    view.quotes.sort_by(|a: &MergedQuote, b| b.day.cmp(&a.day));
}

fn parts(view: &StoryView) -> [Part; 5] {
    [
        Part { name: "timeline", label: "What happened", n: view.timeline.len() },
        Part { name: "differences", label: "Where accounts differ", n: view.differences.len() },
        Part { name: "statements", label: "Who said what", n: view.quotes.len() },
        Part { name: "positions", label: "For and against", n: view.positions.len() },
        Part { name: "articles", label: "Articles", n: view.articles.len() },
    ]
}

/// Returns the entries of a list from the `skip`th on, at most `limit`.
fn entries(view: &StoryView, part: &Part, skip: usize, limit: usize) -> Vec<Markup> {
    match part.name {
        "timeline" => view.timeline.iter().skip(skip).take(limit).map(|one| event(view, one)).collect(),
        "differences" => view.differences.iter().skip(skip).take(limit).map(|one| difference(view, one)).collect(),
        "statements" => view.quotes.iter().skip(skip).take(limit).map(|one| statement(view, one)).collect(),
        "positions" => view.positions.iter().skip(skip).take(limit).map(|one| issue(view, one)).collect(),
        _ => view.articles.iter().rev().skip(skip).take(limit).map(article).collect(),
    }
}

fn content(view: &StoryView, parts: &[Part]) -> Markup {
    html! {
        div.story {
            header {
                h1 { (results::headline(&view.story.title)) }
                (meta(view))
                @if let Some(newest) = view.articles.iter().rev().find(|article| article.published.is_some()) { (latest(newest)) }
                @if !view.actors.is_empty() {
                    ul.figures aria-label="Actors" {
                        @for actor in view.actors.iter().take(N_ACTORS) {
                            li {
                                a href=(links::actor(&actor.name, actor.kind)) { (actor.name) }
                                @if has_namesake(view, actor) { " " span.quiet { "(" (actor.kind.as_str()) ")" } }
                            }
                        }
                    }
                }
                nav.tabs aria-label="Parts of the story" {
                    @for part in parts {
                        @if part.is_shown() { a href={ "#" (part.name) } { (part.label) " (" (part.n) ")" } }
                    }
                }
            }
            @for part in parts { (section(view, part)) }
        }
    }
}

/// Returns whether another actor of the story has the same name, but another kind.
fn has_namesake(view: &StoryView, actor: &StoryActor) -> bool {
    view.actors.iter().any(|other| other.name == actor.name && other.kind != actor.kind)
}

/// Returns the extent of the story and the links to its other pages.
fn meta(view: &StoryView) -> Markup {
    let story = &view.story;
    html! {
        p.meta {
            (count(story.n_articles, "article", "articles"))
            @if let (Some(first), Some(last)) = (&story.first_day, &story.last_day) {
                " · " span.whole { (first) } @if first != last { " to " span.whole { (last) } }
            }
            " · " a href=(links::thread(story.thread)) { "thread" }
            " · " a href={ "/search?in=statements&story=" (story.id) } { "search this story" }
            " · " a href={ "/map?in=events&story=" (story.id) } { "map" }
            " · " a href={ (links::story(story.id)) "/network" } { "network" }
            " · " a href={ "/api/stories/" (story.id) } { "JSON" }
        }
    }
}

/// Returns the newest article, shown at the top of the page.
fn latest(article: &StoryArticle) -> Markup {
    html! {
        p.latest {
            strong { "Latest" }
            @if let Some(published) = &article.published { " " (published.get(..10).unwrap_or(published)) }
            ": " a href=(links::article(article.number)) { (results::headline(article.heading())) }
            @if article.has_title() { " " span.quiet { (article.lead) } }
        }
    }
}

/// Returns a list under its heading, folded after its first entries.
fn section(view: &StoryView, part: &Part) -> Markup {
    let mut shown = entries(view, part, 0, MAX_ENTRIES);
    let folded = shown.split_off(shown.len().min(N_UNFOLDED));
    html! {
        @if part.is_shown() {
            section aria-labelledby=(part.name) {
                h2 id=(part.name) { (part.label) }
                @if part.n == 0 {
                    p.quiet {
                        "None found in " (count(view.articles.len() as u64, "article", "articles"))
                        ". Differences are found by comparing words, so many are missed."
                    }
                }
                @if part.name == "timeline" { (event_types::legend(view.timeline.iter().map(|one| one.event_type.as_str()))) }
                ol.found { @for entry in shown { (entry) } }
                @if !folded.is_empty() {
                    details {
                        summary { (count(folded.len() as u64, "more entry", "more entries")) }
                        ol.found { @for entry in folded { (entry) } }
                    }
                }
                @if part.n > MAX_ENTRIES { p { a href=(address(view, part, 1)) { "All " (part.n) " →" } } }
            }
        }
    }
}

/// Returns a page with a single list of the story.
fn alone(view: &StoryView, part: &Part, paging: Paging) -> Markup {
    let skip = usize::try_from(paging.skip()).unwrap_or(usize::MAX);
    let limit = paging.limit as usize;
    html! {
        div.story {
            header {
                h1 { (part.label) }
                p.meta { a href=(links::story(view.story.id)) { (results::headline(&view.story.title)) } }
            }
            ol.found { @for entry in entries(view, part, skip, limit) { (entry) } }
            (layout::pager(paging.page, skip.saturating_add(limit) < part.n, |page| address(view, part, page)))
        }
    }
}

fn address(view: &StoryView, part: &Part, page: u32) -> String {
    format!("{}?part={}&page={page}", links::story(view.story.id), part.name)
}
