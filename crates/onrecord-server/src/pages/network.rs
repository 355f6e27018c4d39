//! The network of a story or an actor: who acts on whom, and who speaks to or about whom.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use onrecord_record::ActorKind;
use onrecord_store::{Network, NetworkActor, StoryId, Tie};
use serde::Deserialize;

use super::text::{count, grouped};
use super::{found, layout, links, response};
use crate::app::App;
use crate::failure::Failure;
use crate::pictures::{Line, N_NODES, Node, network};
use crate::request::{Asked, Named};

/// Rows of the table at most.
const N_TIES: usize = 150;
/// Rows that are shown at once.
const N_SHOWN: usize = 25;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Which {
    name: String,
    kind: String,
}

pub(super) async fn of_story(State(app): State<Arc<App>>, Named(number): Named<i64>) -> Result<Response, Failure> {
    let id = StoryId(number);
    let read = app.pool.read(move |store| Ok((store.story_head(id)?, store.story_network(id, N_NODES)?)));
    let (head, found) = read.await?;
    let (story, title) = (head.id, head.title);
    let content = html! {
        header {
            h1.small { "Who has to do with whom" }
            p { "In the story " a href=(links::story(story)) { (found::shorten(&title)) } }
            p.meta {
                "Those who are named, as one over all of its articles · "
                a href={ "/api/stories/" (story) "/network" } { "JSON" }
            }
        }
        (content(&found, Some(story), |actor| links::actor(&actor.name, actor.kind)))
    };
    Ok(response::page(&layout::page(&format!("Network: {title}"), None, &content)))
}

pub(super) async fn of_actor(State(app): State<Arc<App>>, Asked(which): Asked<Which>) -> Result<Response, Failure> {
    let kind = ActorKind::parse(&which.kind)
        .ok_or_else(|| Failure::bad_request(format!("expected the kind of an actor, found {:?}", which.kind)))?;
    let name = which.name.clone();
    let found = app.pool.read(move |store| store.network_of(&name, kind, N_NODES)).await?;
    let parts = [("name", which.name.as_str()), ("kind", kind.as_str())];
    let content = html! {
        header {
            h1.small { "Who has to do with " a href=(links::actor(&which.name, kind)) { (which.name) } }
            p.meta {
                "Those with whom it has the most to do, and what they have with each other · "
                a href={ "/api/actor/network?" (links::query(parts)) } { "JSON" }
            }
        }
        (content(&found, None, |actor| links::network(&actor.name, actor.kind)))
    };
    Ok(response::page(&layout::page(&format!("Network: {}", which.name), None, &content)))
}

/// Returns the picture and the table; `leads` says where an actor of the picture leads.
fn content(found: &Network, story: Option<StoryId>, leads: impl Fn(&NetworkActor) -> String) -> Markup {
    let nodes: Vec<Node> = found.actors.iter().map(|actor| node(actor, leads(actor))).collect();
    let lines: Vec<Line> = found.ties.iter().flat_map(|tie| lines(found, tie)).collect();
    let label = format!("Network of {}", count(nodes.len() as u64, "actor", "actors"));
    let n_of_all = found.n_articles_in_all;
    html! {
        @if found.ties.is_empty() {
            p.nothing { "No event or statement joins two actors here." }
        } @else {
            figure.pictured {
                a.skip href="#ties" { "Over the picture to the same as a list" }
                (network(&label, &nodes, &lines))
                figcaption {
                    span.key.done { "acts on" } " " span.key.spoken { "speaks to or about" } " "
                    @if n_of_all > found.n_articles {
                        "From the latest " (grouped(found.n_articles)) " of " (count(n_of_all, "article", "articles")) ". "
                    } @else {
                        "From " (count(n_of_all, "article", "articles")) ". "
                    }
                    @if found.n_left_out > 0 {
                        (count(found.n_left_out, "other actor is", "other actors are"))
                        " left out, with less to do with them. "
                    }
                    "The picture shows the strongest ties; a narrow screen, fewer of them."
                }
            }
            (table(found, story))
        }
        script src="/assets/pictures.js" defer {}
    }
}

fn node(actor: &NetworkActor, address: String) -> Node {
    let n = count(actor.n_entries, "event or statement", "events and statements");
    let told = format!("{}, {}: {n} with others", actor.name, actor.kind.as_str());
    Node { name: actor.name.clone(), kind: actor.kind, address, told }
}

/// Returns the arrows of a tie: one for events, one for statements.
fn lines(found: &Network, tie: &Tie) -> Vec<Line> {
    let name = |at: usize| found.actors.get(at).map_or("", |actor| actor.name.as_str());
    let between = format!("{} → {}", name(tie.from), name(tie.to));
    let line = |is_done, n, told| Line { from: tie.from, to: tie.to, is_done, n, told };
    let mut lines = Vec::new();
    if tie.n_events > 0 {
        lines.push(line(true, tie.n_events, format!("{between}: {}", count(tie.n_events, "event", "events"))));
    }
    let n_said = tie.n_told + tie.n_about;
    if n_said > 0 {
        let told = format!("{between}: speaks to them {} times, about them {}", tie.n_told, tie.n_about);
        lines.push(line(false, n_said, told));
    }
    lines
}

fn table(found: &Network, story: Option<StoryId>) -> Markup {
    let ties = &found.ties[..found.ties.len().min(N_TIES)];
    let (first, folded) = ties.split_at(ties.len().min(N_SHOWN));
    let rows = |ties: &[Tie]| {
        html! {
            table.counts.ties {
                thead { tr {
                    th scope="col" { "Who" }
                    th scope="col" { "Whom" }
                    th.n scope="col" { "Events" }
                    th.n scope="col" { "Speaks to" }
                    th.n scope="col" { "Speaks about" }
                } }
                tbody { @for tie in ties { (row(found, tie, story)) } }
            }
        }
    };
    html! {
        section #ties tabindex="-1" aria-label="The ties as a list" {
            (rows(first))
            @if !folded.is_empty() {
                details {
                    summary { (count(folded.len() as u64, "more tie", "more ties")) }
                    (rows(folded))
                }
            }
            @if found.ties.len() > ties.len() {
                p.quiet { "Of " (grouped(found.ties.len() as u64)) " ties the first " (N_TIES) " are shown; "
                    "the JSON has all of them." }
            }
            @if story.is_some() {
                p.quiet {
                    "Several names of one actor count together here; "
                    "the searches behind the numbers go by the words of the name that is shown."
                }
            }
        }
    }
}

fn row(found: &Network, tie: &Tie, story: Option<StoryId>) -> Markup {
    let (Some(from), Some(to)) = (found.actors.get(tie.from), found.actors.get(tie.to)) else { return html! {} };
    let story = story.map(|story| story.to_string()).unwrap_or_default();
    let (one, other) = (links::phrase(&from.name), links::phrase(&to.name));
    let search = |list: &str, who: &str, whom: &str| {
        let parts = [("in", list), (who, one.as_str()), (whom, other.as_str()), ("story", story.as_str())];
        format!("/search?{}", links::query(parts))
    };
    let counts = [
        (tie.n_events, search("events", "actor", "recipient")),
        (tie.n_told, search("statements", "speaker", "recipient")),
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
