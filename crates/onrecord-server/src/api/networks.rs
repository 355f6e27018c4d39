//! `GET /api/actor/network` and `/api/stories/{number}/network`: networks of actors.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use onrecord_store::{Network, NetworkActor, StoryId};
use serde::{Deserialize, Serialize};

use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::paging::Paging;
use crate::request::{PathParams, QueryParams, actor_kind};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NetworkParams {
    name: String,
    kind: String,
    #[serde(default)]
    limit: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LimitParams {
    limit: String,
}

/// Returns the network of an actor.
pub(super) async fn of_actor(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<NetworkParams>,
) -> Result<Response, Failure> {
    let kind = actor_kind(&params.kind)?;
    let limit = Paging::parse("", &params.limit)?.limit as usize;
    let network = app.pool.read(move |store| store.network_of(&params.name, kind, limit)).await?;
    Ok(reply(&network))
}

/// Returns the network of a story.
pub(super) async fn of_story(
    State(app): State<Arc<App>>,
    PathParams(number): PathParams<i64>,
    QueryParams(params): QueryParams<LimitParams>,
) -> Result<Response, Failure> {
    let limit = Paging::parse("", &params.limit)?.limit as usize;
    let network = app.pool.read(move |store| store.story_network(StoryId(number), limit)).await?;
    Ok(reply(&network))
}

fn reply(network: &Network) -> Response {
    #[derive(Serialize)]
    struct NetworkReply<'a> {
        articles: u64,
        articles_in_all: u64,
        left_out: u64,
        actors: Vec<Actor<'a>>,
        ties: Vec<Tie>,
    }
    #[derive(Serialize)]
    struct Actor<'a> {
        name: &'a str,
        kind: &'static str,
        entries: u64,
    }
    #[derive(Serialize)]
    struct Tie {
        from: usize,
        to: usize,
        events: u64,
        told: u64,
        about: u64,
    }
    fn actor(actor: &NetworkActor) -> Actor<'_> {
        Actor { name: &actor.name, kind: actor.kind.as_str(), entries: actor.n_entries }
    }
    let tie = |tie: &onrecord_store::Tie| Tie {
        from: tie.from,
        to: tie.to,
        events: tie.n_events,
        told: tie.n_told,
        about: tie.n_about,
    };
    response::json(&NetworkReply {
        articles: network.n_articles,
        articles_in_all: network.n_articles_in_all,
        left_out: network.n_left_out,
        actors: network.actors.iter().map(actor).collect(),
        ties: network.ties.iter().map(tie).collect(),
    })
}
