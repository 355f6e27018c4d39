//! `GET /api/places`, `/api/actor/network` and `/api/stories/{number}/network`: what the maps and networks show.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use onrecord_record::ActorKind;
use onrecord_store::{List, Network, NetworkActor, StoryId};
use serde::{Deserialize, Serialize};

use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::paging::Paging;
use crate::request::{Asked, Named};
use crate::search_params::Wish;

#[derive(Serialize)]
struct Places<'a> {
    list: &'static str,
    entries: u64,
    placed: u64,
    more: bool,
    places: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    names: &'a [String],
    country: Option<&'a str>,
    latitude: f64,
    longitude: f64,
    entries: u64,
    articles: u64,
}

pub(super) async fn places(State(app): State<Arc<App>>, Asked(wish): Asked<Wish>) -> Result<Response, Failure> {
    let list = if wish.list.is_empty() { List::Events } else { wish.list()? };
    if !wish.sort.is_empty() {
        return Err(Failure::bad_request(
            "places come in the order of how many entries they have; expected no \"sort\"",
        ));
    }
    let (paging, query) = (wish.paging()?, wish.query()?);
    let found = app.pool.read(move |store| store.places(list, &query)).await?;
    let skip = usize::try_from(paging.skip()).unwrap_or(usize::MAX);
    let places = found.places.iter().skip(skip).take(paging.limit as usize).map(|place| Place {
        names: &place.names,
        country: place.country.as_deref(),
        latitude: place.latitude,
        longitude: place.longitude,
        entries: place.n_entries,
        articles: place.n_articles,
    });
    Ok(response::json(&Places {
        list: list.as_str(),
        entries: found.n_entries,
        placed: found.n_placed,
        more: found.has_more,
        places: places.collect(),
    }))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Who {
    name: String,
    kind: String,
    #[serde(default)]
    limit: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HowMany {
    limit: String,
}

pub(super) async fn of_actor(State(app): State<Arc<App>>, Asked(who): Asked<Who>) -> Result<Response, Failure> {
    let kind = ActorKind::parse(&who.kind)
        .ok_or_else(|| Failure::bad_request(format!("expected the kind of an actor, found {:?}", who.kind)))?;
    let limit = Paging::of("", &who.limit)?.limit as usize;
    let found = app.pool.read(move |store| store.network_of(&who.name, kind, limit)).await?;
    Ok(network(&found))
}

pub(super) async fn of_story(
    State(app): State<Arc<App>>,
    Named(number): Named<i64>,
    Asked(how_many): Asked<HowMany>,
) -> Result<Response, Failure> {
    let limit = Paging::of("", &how_many.limit)?.limit as usize;
    let found = app.pool.read(move |store| store.story_network(StoryId(number), limit)).await?;
    Ok(network(&found))
}

fn network(found: &Network) -> Response {
    #[derive(Serialize)]
    struct Out<'a> {
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
    response::json(&Out {
        articles: found.n_articles,
        articles_in_all: found.n_articles_in_all,
        left_out: found.n_left_out,
        actors: found.actors.iter().map(actor).collect(),
        ties: found.ties.iter().map(tie).collect(),
    })
}
