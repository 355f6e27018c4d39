//! The network of a story or an actor: who acts on whom, and who speaks to or about whom.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_record::ActorKind;
use onrecord_store::{Network, NetworkActor, StoryId, Tie};
use serde::Deserialize;

use super::text::{count, grouped};
use super::{layout, links, response, results};
use crate::app::App;
use crate::failure::Failure;
use crate::pictures::{Arrow, N_NODES, Node, draw_network};
use crate::request::{PathParams, QueryParams, actor_kind};

/// Maximum number of rows of the table.
const MAX_TIES: usize = 150;
/// Number of rows of the table that are not folded.
const N_UNFOLDED: usize = 25;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NetworkParams {
    name: String,
    kind: String,
}

pub(super) async fn of_story(
    State(app): State<Arc<App>>,
    PathParams(number): PathParams<i64>,
) -> Result<Response, Failure> {
    let id = StoryId(number);
    let read = app.pool.read(move |store| Ok((store.story_head(id)?, store.story_network(id, N_NODES)?)));
    let (story, network) = read.await?;
    let (id, title) = (story.id, story.title);
    let content = html! {
        header {
            h1.small { "Network of a story" }
            p { a href=(links::story(id)) { (results::shorten(&title)) } }
            p.meta {
                "Named actors, merged across the articles of the story · "
                a href={ "/api/stories/" (id) "/network" } { "JSON" }
            }
        }
        (content(&network, Some(id), |actor| links::actor(&actor.name, actor.kind)))
    };
    Ok(response::page(&layout::page(&format!("Network: {title}"), None, &content)))
}

pub(super) async fn of_actor(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<NetworkParams>,
) -> Result<Response, Failure> {
    let kind = actor_kind(&params.kind)?;
    let name = params.name.clone();
    let network = app.pool.read(move |store| store.network_of(&name, kind, N_NODES)).await?;
    let parts = [("name", params.name.as_str()), ("kind", kind.as_str())];
    let content = html! {
        header {
            h1.small { "Network of " a href=(links::actor(&params.name, kind)) { (params.name) } }
            p.meta {
                "Most frequent counterparts, and the ties between them · "
                a href={ "/api/actor/network?" (links::query(parts)) } { "JSON" }
            }
        }
        (content(&network, None, |actor| links::network(&actor.name, actor.kind)))
    };
    Ok(response::page(&layout::page(&format!("Network: {}", params.name), None, &content)))
}

/// Returns the picture and the table. `href` returns the link of an actor in the picture.
fn content(network: &Network, story: Option<StoryId>, href: impl Fn(&NetworkActor) -> String) -> Markup {
    let nodes: Vec<Node> = network.actors.iter().map(|actor| node(actor, href(actor))).collect();
    let arrows: Vec<Arrow> = network.ties.iter().flat_map(|tie| arrows(network, tie)).collect();
    let label = format!("Network of {}", count(nodes.len() as u64, "actor", "actors"));
    let n_of_all = network.n_articles_in_all;
    html! {
        @if network.ties.is_empty() {
            p.nothing { "No event or statement connects two actors here." }
        } @else {
            figure.pictured {
                a.skip href="#ties" { "Skip the picture and go to the table" }
                (draw_network(&label, &nodes, &arrows))
                figcaption {
                    span.key.done { "acts on" } " " span.key.spoken { "speaks to or about" } " "
                    @for (class, label) in kinds(network) { span class={ "key box " (class) } { (label) } " " }
                    @if n_of_all > network.n_articles {
                        "Based on the latest " (grouped(network.n_articles)) " of " (count(n_of_all, "article", "articles")) ". "
                    } @else {
                        "Based on " (count(n_of_all, "article", "articles")) ". "
                    }
                    @if network.n_left_out > 0 {
                        (count(network.n_left_out, "actor with fewer ties is", "actors with fewer ties are")) " left out. "
                    }
                    "The picture shows the strongest ties; on narrow screens, it shows fewer."
                }
            }
            (table(network, story))
        }
        script src="/assets/pictures.js" defer {}
    }
}

/// Returns the style classes and the names of the kinds of actors in the picture.
fn kinds(network: &Network) -> Vec<(&'static str, &'static str)> {
    const KINDS: [(&str, &str, &[ActorKind]); 4] = [
        ("person", "person", &[ActorKind::Person]),
        ("organization", "organization", &[ActorKind::Organization]),
        ("country", "country or place", &[ActorKind::Country, ActorKind::Place]),
        ("other", "group or other", &[ActorKind::Group, ActorKind::Other]),
    ];
    let has = |kinds: &[ActorKind]| network.actors.iter().any(|actor| kinds.contains(&actor.kind));
    KINDS.into_iter().filter(|(.., kinds)| has(kinds)).map(|(class, label, _)| (class, label)).collect()
}

fn node(actor: &NetworkActor, href: String) -> Node {
    let n = count(actor.n_entries, "event or statement", "events and statements");
    let label = format!("{} ({}): {n} with other actors", actor.name, actor.kind.as_str());
    Node { name: actor.name.clone(), kind: actor.kind, href, label }
}

/// Returns the arrows of a tie: one for its events and one for its statements.
fn arrows(network: &Network, tie: &Tie) -> Vec<Arrow> {
    let name = |at: usize| network.actors.get(at).map_or("", |actor| actor.name.as_str());
    let between = format!("{} → {}", name(tie.from), name(tie.to));
    let arrow = |is_action, n, label| Arrow { from: tie.from, to: tie.to, is_action, n, label };
    let mut arrows = Vec::new();
    if tie.n_events > 0 {
        arrows.push(arrow(true, tie.n_events, format!("{between}: {}", count(tie.n_events, "event", "events"))));
    }
    let n_statements = tie.n_addressed + tie.n_about;
    if n_statements > 0 {
        let to = count(tie.n_addressed, "statement", "statements");
        arrows.push(arrow(false, n_statements, format!("{between}: {to} to them, {} about them", tie.n_about)));
    }
    arrows
}

fn table(network: &Network, story: Option<StoryId>) -> Markup {
    let ties = &network.ties[..network.ties.len().min(MAX_TIES)];
    let (first, folded) = ties.split_at(ties.len().min(N_UNFOLDED));
    let rows = |ties: &[Tie]| {
        html! {
            table.counts.ties {
                thead { tr {
                    th scope="col" { "Actor" }
                    th scope="col" { "Counterpart" }
                    th.n scope="col" { "Events" }
                    th.n scope="col" { "Speaks to" }
                    th.n scope="col" { "Speaks about" }
                } }
                tbody { @for tie in ties { (row(network, tie, story)) } }
            }
        }
    };
    html! {
        section #ties tabindex="-1" aria-label="Table of ties" {
            (rows(first))
            @if !folded.is_empty() {
                details {
                    summary { (count(folded.len() as u64, "more tie", "more ties")) }
                    (rows(folded))
                }
            }
            @if network.ties.len() > ties.len() {
                p.quiet {
                    "The first " (MAX_TIES) " of " (grouped(network.ties.len() as u64)) " ties are shown; "
                    "the JSON contains all of them."
                }
            }
            @if story.is_some() {
                p.quiet {
                    "The numbers combine all names of an actor; the linked searches match only the name shown."
                }
            }
        }
    }
}

fn row(network: &Network, tie: &Tie, story: Option<StoryId>) -> Markup {
    let (Some(from), Some(to)) = (network.actors.get(tie.from), network.actors.get(tie.to)) else { return html! {} };
    let story = story.map(|story| story.to_string()).unwrap_or_default();
    let (from_name, to_name) = (links::phrase(&from.name), links::phrase(&to.name));
    let search = |list: &str, from_field: &str, to_field: &str| {
        let parts =
            [("in", list), (from_field, from_name.as_str()), (to_field, to_name.as_str()), ("story", story.as_str())];
        format!("/search?{}", links::query(parts))
    };
    let counts = [
        (tie.n_events, search("events", "actor", "recipient")),
        (tie.n_addressed, search("statements", "speaker", "recipient")),
        (tie.n_about, search("statements", "speaker", "about")),
    ];
    html! {
        tr {
            th scope="row" { a href=(links::actor(&from.name, from.kind)) { (from.name) } }
            td { a href=(links::actor(&to.name, to.kind)) { (to.name) } }
            @for (n, address) in counts {
                td.n { @if n > 0 { a href=(address) { (grouped(n)) } } }
            }
        }
    }
}
