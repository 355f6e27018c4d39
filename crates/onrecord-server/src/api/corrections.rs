//! `/api/corrections` and `/api/articles/{number}/corrections`: what people say of entries.

use std::sync::Arc;

use axum::extract::{FromRequest, Json, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use onrecord_store::{ArticleId, Change, EntryId, NewCorrection, Verdict};
use serde::{Deserialize, Serialize};

use super::response;
use crate::access::{may_write, same_origin};
use crate::app::App;
use crate::clock::now;
use crate::failure::Failure;
use crate::found_json;
use crate::paging::Paging;
use crate::request::{Asked, Named, Nothing, body_reason};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Which {
    page: String,
    limit: String,
}

#[derive(Serialize)]
struct Out {
    page: u32,
    more: bool,
    found: Vec<serde_json::Value>,
}

/// The latest corrections of all articles.
pub(super) async fn all(State(app): State<Arc<App>>, Asked(which): Asked<Which>) -> Result<Response, Failure> {
    let paging = Paging::of(&which.page, &which.limit)?;
    let (found, more) = app.pool.read(move |store| store.corrections(paging.limit, paging.skip())).await?;
    let found = found.iter().map(found_json::correction).collect();
    Ok(response::json(&Out { page: paging.page, more, found }))
}

/// All corrections of an article, the first one first.
pub(super) async fn of_article(
    State(app): State<Arc<App>>,
    Named(number): Named<i64>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Response, Failure> {
    let found = app.pool.read(move |store| store.corrections_of(ArticleId(number))).await?;
    let found = found.iter().map(found_json::correction).collect();
    Ok(response::json(&Out { page: 1, more: false, found }))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    entry: String,
    verdict: String,
    #[serde(default)]
    change: Change,
    #[serde(default)]
    author: String,
    #[serde(default)]
    note: String,
    mark: Option<String>,
}

/// Keeps a correction.
pub(super) async fn keep(
    State(app): State<Arc<App>>,
    Named(number): Named<i64>,
    Asked(Nothing {}): Asked<Nothing>,
    request: Request,
) -> Result<Response, Failure> {
    same_origin(request.headers())?;
    may_write(&app, request.headers(), None)?;
    let new: Result<Json<New>, _> = Json::from_request(request, &()).await;
    let Json(new) = new.map_err(|error| Failure::new(error.status(), body_reason(&error.body_text())))?;
    let wrong = |what: &str, found: &str| {
        Failure::new(StatusCode::UNPROCESSABLE_ENTITY, format!("expected {what}, found {found:?}"))
    };
    let entry = EntryId::parse(&new.entry);
    let entry = entry.ok_or_else(|| wrong("an entry such as s1, e1 or a1", &new.entry))?;
    let verdict = Verdict::parse(&new.verdict);
    let verdict = verdict.ok_or_else(|| wrong("a verdict: confirmed, changed or rejected", &new.verdict))?;
    let correction = NewCorrection {
        article: ArticleId(number),
        entry,
        mark: new.mark,
        verdict,
        change: new.change,
        author: new.author,
        note: new.note,
        time: now(),
    };
    let found = app
        .pool
        .write(move |store| {
            let id = store.correct(&correction)?;
            Ok(store.corrections_of(correction.article)?.into_iter().find(|kept| kept.id == id))
        })
        .await?;
    let mut response = response::json(&found.as_ref().map(found_json::correction));
    *response.status_mut() = StatusCode::CREATED;
    let location = HeaderValue::from_str(&format!("/api/articles/{number}/corrections"));
    response.headers_mut().extend(location.ok().map(|location| (header::LOCATION, location)));
    Ok(response)
}
