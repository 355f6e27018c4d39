//! `GET /api/actor`: an actor across all articles, and its most frequent counterparts.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::request::{QueryParams, actor_kind};
use crate::result_json;

/// Most counterparts in a reply.
const MAX_COUNTERPARTS: u32 = 50;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorParams {
    name: String,
    kind: String,
}

#[derive(Serialize)]
struct ActorReply {
    #[serde(flatten)]
    actor: serde_json::Value,
    with: Vec<Counterpart>,
    months: Vec<Month>,
}

#[derive(Serialize)]
struct Counterpart {
    name: String,
    kind: &'static str,
    entries: u64,
}

#[derive(Serialize)]
struct Month {
    month: String,
    entries: u64,
}

/// Returns an actor with its counterparts and its entries per month.
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
