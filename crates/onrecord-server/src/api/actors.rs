//! `GET /api/actor`: an actor across all articles, and its most frequent counterparts.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::openapi::ReadFailures;
use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::request::{QueryParams, actor_kind};
use crate::result_json;
use crate::schemas::{self, ActorKindName};

/// The maximum number of counterparts in a reply.
const MAX_COUNTERPARTS: u32 = 50;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ActorParams {
    /// Full name of the actor.
    name: String,
    /// Kind of the actor.
    #[param(value_type = ActorKindName, inline)]
    kind: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ActorWithOthers)]
struct ActorReply {
    #[serde(flatten)]
    #[schema(value_type = result_json::Actor<'static>)]
    actor: serde_json::Value,
    /// Most frequent counterparts.
    with: Vec<Counterpart>,
    /// Number of entries per month.
    months: Vec<Month>,
}

#[derive(Serialize, ToSchema)]
struct Counterpart {
    name: String,
    #[schema(schema_with = schemas::actor_kind)]
    kind: &'static str,
    entries: u64,
}

#[derive(Serialize, ToSchema)]
struct Month {
    /// The month, as YYYY-MM.
    month: String,
    entries: u64,
}

/// Returns an actor with its most frequent counterparts and the number of its entries per month.
#[utoipa::path(
    get,
    path = "/api/actor",
    operation_id = "getActor",
    params(ActorParams),
    responses((status = 200, description = "The actor", body = ActorReply), ReadFailures)
)]
pub(super) async fn show(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<ActorParams>,
) -> Result<Response, Failure> {
    let kind = actor_kind(&params.kind)?;
    let found = app
        .pool
        .read(move |store| {
            let key = (params.name.as_str(), kind);
            Ok((store.actor(&params.name, kind)?, store.companions(key, MAX_COUNTERPARTS)?, store.months_of(key)?))
        })
        .await?;
    let (actor, counterparts, months) = found;
    let with = counterparts.into_iter().map(|other| Counterpart {
        name: other.name,
        kind: other.kind.as_str(),
        entries: other.n_entries,
    });
    Ok(response::json(&ActorReply {
        actor: result_json::actor_value(&actor),
        with: with.collect(),
        months: months.into_iter().map(|(month, entries)| Month { month, entries }).collect(),
    }))
}
