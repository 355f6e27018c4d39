//! `GET /api/actor/network` and `/api/stories/{number}/network`: networks of actors.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use onrecord_store::{Network, StoryId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::openapi::ReadFailures;
use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::paging::{Limit, Paging};
use crate::request::{PathParams, QueryParams, actor_kind};
use crate::schemas::{self, ActorKindName};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct NetworkParams {
    /// Full name of the actor.
    name: String,
    /// Kind of the actor.
    #[param(value_type = ActorKindName, inline)]
    kind: String,
    /// Maximum number of actors in the network.
    #[serde(default)]
    #[param(value_type = Limit, inline)]
    limit: String,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(super) struct LimitParams {
    /// Maximum number of actors in the network.
    #[param(value_type = Limit, inline)]
    limit: String,
}

/// Actors, and the events and statements that connect them.
#[derive(Serialize, ToSchema)]
#[schema(as = Network)]
struct NetworkReply<'a> {
    /// Number of articles that the network is based on; these are the latest ones.
    articles: u64,
    /// Number of all articles of the story or the actor.
    articles_in_all: u64,
    /// Number of actors that are left out because they have fewer ties.
    left_out: u64,
    actors: Vec<NodeReply<'a>>,
    ties: Vec<TieReply>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = NetworkActor)]
struct NodeReply<'a> {
    name: &'a str,
    #[schema(schema_with = schemas::actor_kind)]
    kind: &'static str,
    /// Number of events and statements that involve other actors.
    entries: u64,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Tie)]
struct TieReply {
    /// Index of the actor in `actors`.
    from: usize,
    /// Index of the counterpart in `actors`.
    to: usize,
    /// Number of events.
    events: u64,
    /// Number of statements to the counterpart.
    addressed: u64,
    /// Number of statements about the counterpart.
    about: u64,
}

/// Returns the network of an actor and its most frequent counterparts.
#[utoipa::path(
    get,
    path = "/api/actor/network",
    operation_id = "getActorNetwork",
    params(NetworkParams),
    responses((status = 200, description = "The network", body = NetworkReply), ReadFailures)
)]
pub(super) async fn of_actor(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<NetworkParams>,
) -> Result<Response, Failure> {
    let kind = actor_kind(&params.kind)?;
    let limit = Paging::parse("", &params.limit)?.limit as usize;
    let network = app.pool.read(move |store| store.network_of(&params.name, kind, limit)).await?;
    Ok(reply(&network))
}

/// Returns the network of the actors of a story.
#[utoipa::path(
    get,
    path = "/api/stories/{number}/network",
    operation_id = "getStoryNetwork",
    params(("number" = i64, Path, description = "Number of the story"), LimitParams),
    responses((status = 200, description = "The network", body = NetworkReply), ReadFailures)
)]
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
    let actors = network.actors.iter().map(|actor| NodeReply {
        name: &actor.name,
        kind: actor.kind.as_str(),
        entries: actor.n_entries,
    });
    let ties = network.ties.iter().map(|tie| TieReply {
        from: tie.from,
        to: tie.to,
        events: tie.n_events,
        addressed: tie.n_addressed,
        about: tie.n_about,
    });
    response::json(&NetworkReply {
        articles: network.n_articles,
        articles_in_all: network.n_articles_in_all,
        left_out: network.n_left_out,
        actors: actors.collect(),
        ties: ties.collect(),
    })
}
