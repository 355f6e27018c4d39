//! `GET /api/actor`: one actor over all articles, and whom it is with.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use onrecord_record::ActorKind;
use serde::{Deserialize, Serialize};

use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::found_json;
use crate::request::Asked;

/// Companions that are told.
const N_COMPANIONS: u32 = 50;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Who {
    name: String,
    kind: String,
}

#[derive(Serialize)]
struct Out {
    #[serde(flatten)]
    actor: serde_json::Value,
    with: Vec<With>,
    months: Vec<Month>,
}

#[derive(Serialize)]
struct With {
    name: String,
    kind: &'static str,
    entries: u64,
}

#[derive(Serialize)]
struct Month {
    month: String,
    entries: u64,
}

pub(super) async fn show(State(app): State<Arc<App>>, Asked(who): Asked<Who>) -> Result<Response, Failure> {
    let kind = ActorKind::parse(&who.kind)
        .ok_or_else(|| Failure::bad_request(format!("expected the kind of an actor, found {:?}", who.kind)))?;
    let found = app
        .pool
        .read(move |store| {
            let key = (who.name.as_str(), kind);
            Ok((store.actor(&who.name, kind)?, store.companions(key, N_COMPANIONS)?, store.months_of(key)?))
        })
        .await?;
    let (actor, companions, months) = found;
    let with = companions.into_iter().map(|other| With {
        name: other.name,
        kind: other.kind.as_str(),
        entries: other.n_entries,
    });
    Ok(response::json(&Out {
        actor: found_json::actor_value(&actor),
        with: with.collect(),
        months: months.into_iter().map(|(month, entries)| Month { month, entries }).collect(),
    }))
}
