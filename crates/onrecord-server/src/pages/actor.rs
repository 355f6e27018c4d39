//! An actor: its statements and events, their number over time, and its most frequent counterparts.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use onrecord_record::MinConfidence;
use onrecord_store::{ActorEntries, ActorFound, ActorRole, Companion, Found, Order, Page};
use serde::Deserialize;

use super::text::count;
use super::{chart, confidence, layout, links, response, results};
use crate::app::App;
use crate::failure::Failure;
use crate::paging::Paging;
use crate::request::{QueryParams, actor_kind, min_confidence};

/// Number of counterparts on the page.
const N_COUNTERPARTS: u32 = 24;

/// The tabs: parameter, label, and list of the store.
const PARTS: [(&str, &str, ActorRole); 4] = [
    ("says", "Statements", ActorRole::Speaker),
    ("events", "Events", ActorRole::Participant),
    ("about", "Mentioned in", ActorRole::Mentioned),
    ("addressed", "Addressed in", ActorRole::Addressee),
];

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ActorParams {
    name: String,
    kind: String,
    part: String,
    min_confidence: String,
    sort: String,
    page: String,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<ActorParams>,
) -> Result<Response, Failure> {
    if params.kind.is_empty() {
        return actors_named(&app, params.name).await;
    }
    let kind = actor_kind(&params.kind)?;
    let (order, requested) = (params.order()?, params.part()?);
    let (paging, least) = (Paging::parse(&params.page, "")?, min_confidence("min_confidence", &params.min_confidence)?);
    let read = app.pool.read(move |store| {
        let key = (params.name.as_str(), kind);
        let actor = store.actor(&params.name, kind)?;
        let role = requested.unwrap_or_else(|| default_part(&actor));
        let least = least.or(confidence::default_for(role.list()));
        let wanted = ActorEntries { name: &params.name, kind, role, min_confidence: least };
        let page = store.entries_of(&wanted, order, paging.limit, paging.skip())?;
        let counterparts = store.companions(key, N_COUNTERPARTS)?;
        let months = store.months_of(key)?;
        let ActorParams { min_confidence, sort, .. } = params;
        let page_number = paging.page;
        Ok(ActorView { actor, part: role, least, min_confidence, sort, page, page_number, counterparts, months })
    });
    let view = read.await?;
    Ok(response::page(&layout::page(&view.actor.name, None, &view.content())))
}

impl ActorParams {
    fn order(&self) -> Result<Order, Failure> {
        match self.sort.as_str() {
            "" | "newest" => Ok(Order::Newest),
            "oldest" => Ok(Order::Oldest),
            other => Err(Failure::bad_request(format!("expected sort=newest or oldest, found {other:?}"))),
        }
    }

    fn part(&self) -> Result<Option<ActorRole>, Failure> {
        if self.part.is_empty() {
            return Ok(None);
        }
        match PARTS.into_iter().find(|(name, ..)| *name == self.part) {
            Some((.., part)) => Ok(Some(part)),
            None => {
                let message = format!("expected part=says, events, about or addressed, found {:?}", self.part);
                Err(Failure::bad_request(message))
            }
        }
    }
}

/// Returns the tab that opens first: statements, or else events, or else mentions.
fn default_part(actor: &ActorFound) -> ActorRole {
    match (actor.n_statements, actor.n_events) {
        (1.., _) => ActorRole::Speaker,
        (_, 1..) => ActorRole::Participant,
        _ => ActorRole::Mentioned,
    }
}

/// Redirects to the actor with this name, or lists them if there are several of different kinds.
async fn actors_named(app: &App, name: String) -> Result<Response, Failure> {
    let key = name.clone();
    let kinds = app.pool.read(move |store| store.kinds_of(&key)).await?;
    match kinds.as_slice() {
        [] => Err(Failure::not_found(format!("there is no actor {name:?} in the store"))),
        [kind] => Ok(Redirect::to(&links::actor(&name, *kind)).into_response()),
        kinds => {
            let content = html! {
                h1 { (name) }
                p { "This name belongs to actors of several kinds:" }
                ul { @for kind in kinds { li { a href=(links::actor(&name, *kind)) { (kind.as_str()) } } } }
            };
            Ok(response::page(&layout::page(&name, None, &content)))
        }
    }
}

/// The contents of the page of an actor.
struct ActorView {
    actor: ActorFound,
    part: ActorRole,
    /// The minimum confidence of the entries.
    least: Option<MinConfidence>,
    /// The minimum confidence as written in the address.
    min_confidence: String,
    sort: String,
    page: Page,
    page_number: u32,
    counterparts: Vec<Companion>,
    months: Vec<(String, u64)>,
}

impl ActorView {
    fn content(&self) -> Markup {
        let bars = chart::bars(&self.months);
        html! {
            (self.header())
            div.columns.actor {
                div {
                    @if bars.len() > 1 { (chart::draw(&bars, "Statements and events")) }
                    (self.entries())
                }
                aside aria-label="Most frequent counterparts" { (counterpart_list(&self.counterparts)) }
            }
        }
    }

    fn header(&self) -> Markup {
        let actor = &self.actor;
        let phrase = links::phrase(&actor.name);
        html! {
            header {
                h1 { (actor.name) }
                p.meta {
                    (actor.kind.as_str())
                    @if !actor.countries.is_empty() { " · " (results::country_names(&actor.countries)) }
                    " · " (count(actor.n_articles, "article", "articles"))
                    " · " (count(actor.n_statements, "statement", "statements"))
                    " · " (count(actor.n_events, "event", "events"))
                    @if let (Some(first), Some(last)) = (&actor.first_day, &actor.last_day) {
                        " · " span.whole { (first) } @if first != last { " to " span.whole { (last) } }
                    }
                    " · " a href={ "/map?" (links::query([("in", "events"), ("actor", &phrase)])) } { "map" }
                    " · " a href=(links::network(&actor.name, actor.kind)) { "network" }
                }
            }
        }
    }

    /// Returns the tabs, and the entries of the current one.
    fn entries(&self) -> Markup {
        let part = PARTS.iter().find(|(.., part)| *part == self.part).map_or("", |(name, ..)| name);
        let least = self.min_confidence.as_str();
        html! {
            nav.tabs aria-label="Entries" {
                @for (name, label, other) in PARTS {
                    a href=(self.address(name, least, &self.sort, 1)) aria-current=[(other == self.part).then_some("page")] {
                        (label)
                    }
                }
            }
            (confidence::note(self.part.list(), self.least, |value| self.address(part, value, &self.sort, 1)))
            @if self.page.found.is_empty() {
                p.nothing { "No entries." }
            } @else {
                p.order {
                    @if self.sort == "oldest" { a href=(self.address(part, least, "", 1)) { "Newest first" } }
                    @else { a href=(self.address(part, least, "oldest", 1)) { "Oldest first" } }
                }
            }
            ol.found {
                @for found in &self.page.found {
                    @match found {
                        Found::Statement(found) => { (results::statement(found, self.part != ActorRole::Speaker, None, None)) }
                        Found::Event(found) => { (results::event(found, None, None)) }
                        _ => {}
                    }
                }
            }
            (layout::pager(self.page_number, self.page.has_more, |page| self.address(part, least, &self.sort, page)))
        }
    }

    fn address(&self, part: &str, min_confidence: &str, sort: &str, page: u32) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let (name, kind) = (self.actor.name.as_str(), self.actor.kind.as_str());
        let filters = [("part", part), ("min_confidence", min_confidence), ("sort", sort), ("page", &page)];
        format!("/actor?{}", links::query([("name", name), ("kind", kind)].into_iter().chain(filters)))
    }
}

fn counterpart_list(counterparts: &[Companion]) -> Markup {
    let most = counterparts.first().map_or(1, |other| other.n_entries.max(1));
    html! {
        @if !counterparts.is_empty() {
            h2 { "Most frequent counterparts" }
            p.quiet { "Number of statements and events that involve both" }
            ol.companions {
                @for other in counterparts {
                    li {
                        a href=(links::actor(&other.name, other.kind)) { (other.name) }
                        meter min="0" max=(most) value=(other.n_entries) aria-hidden="true" {}
                        span.n { (other.n_entries) }
                    }
                }
            }
        }
    }
}
