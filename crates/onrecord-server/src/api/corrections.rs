//! `/api/corrections` and `/api/articles/{number}/corrections`: corrections that people make.

use std::sync::Arc;

use axum::extract::{FromRequest, Json, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use onrecord_store::{ArticleId, Change, EntryId, NewCorrection, Verdict};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::openapi::{ReadFailures, WriteFailures};
use super::response;
use crate::access::{check_same_origin, check_token};
use crate::app::App;
use crate::clock::now;
use crate::failure::Failure;
use crate::paging::PageParams;
use crate::request::{NoParams, PathParams, QueryParams, body_error};
use crate::{origins, result_json, schemas};

#[derive(Serialize, ToSchema)]
struct CorrectionPage {
    page: u32,
    more: bool,
    #[schema(value_type = Vec<result_json::Correction<'static>>)]
    found: Vec<serde_json::Value>,
}

/// Returns the corrections of all articles, the latest first.
#[utoipa::path(
    get,
    path = "/api/corrections",
    operation_id = "findCorrections",
    params(PageParams),
    responses((status = 200, description = "A page of corrections", body = CorrectionPage), ReadFailures)
)]
pub(super) async fn latest(
    State(app): State<Arc<App>>,
    QueryParams(params): QueryParams<PageParams>,
) -> Result<Response, Failure> {
    let paging = params.paging()?;
    let (found, more) = app.pool.read(move |store| store.corrections(paging.limit, paging.skip())).await?;
    let found = origins::of_corrections(found).iter().map(result_json::correction).collect();
    Ok(response::json(&CorrectionPage { page: paging.page, more, found }))
}

/// Returns all corrections of an article, the oldest first.
#[utoipa::path(
    get,
    path = "/api/articles/{number}/corrections",
    operation_id = "getCorrections",
    params(("number" = i64, Path, description = "Number of the article")),
    responses((status = 200, description = "All corrections of the article", body = CorrectionPage), ReadFailures)
)]
pub(super) async fn of_article(
    State(app): State<Arc<App>>,
    PathParams(number): PathParams<i64>,
    QueryParams(NoParams {}): QueryParams<NoParams>,
) -> Result<Response, Failure> {
    let found = app.pool.read(move |store| store.corrections_of(ArticleId(number))).await?;
    let found = origins::of_corrections(found).iter().map(result_json::correction).collect();
    Ok(response::json(&CorrectionPage { page: 1, more: false, found }))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCorrection)]
struct CorrectionBody {
    /// Id of a statement, event or actor in the record.
    #[schema(pattern = "^[sea][1-9][0-9]*$")]
    entry: String,
    #[schema(schema_with = schemas::verdict)]
    verdict: String,
    #[serde(default)]
    #[schema(schema_with = schemas::change)]
    change: Change,
    /// Name of the person who corrects the entry.
    #[serde(default)]
    #[schema(max_length = 200)]
    author: String,
    #[serde(default)]
    #[schema(max_length = 4000)]
    note: String,
    /// Mark of the entry that the correction refers to. The correction is refused if the entry has changed since.
    mark: Option<String>,
}

/// Confirms, changes or rejects an entry.
#[utoipa::path(
    post,
    path = "/api/articles/{number}/corrections",
    operation_id = "addCorrection",
    params(("number" = i64, Path, description = "Number of the article")),
    request_body = CorrectionBody,
    responses((status = 201, description = "The correction", body = result_json::Correction), WriteFailures),
    security((), ("token" = []))
)]
pub(super) async fn add(
    State(app): State<Arc<App>>,
    PathParams(number): PathParams<i64>,
    QueryParams(NoParams {}): QueryParams<NoParams>,
    request: Request,
) -> Result<Response, Failure> {
    check_same_origin(request.headers())?;
    check_token(&app, request.headers(), None)?;
    let body: Result<Json<CorrectionBody>, _> = Json::from_request(request, &()).await;
    let Json(body) = body.map_err(|error| Failure::new(error.status(), body_error(&error.body_text())))?;
    let invalid = |what: &str, found: &str| {
        Failure::new(StatusCode::UNPROCESSABLE_ENTITY, format!("expected {what}, found {found:?}"))
    };
    let entry = EntryId::parse(&body.entry);
    let entry = entry.ok_or_else(|| invalid("an entry such as s1, e1 or a1", &body.entry))?;
    let verdict = Verdict::parse(&body.verdict);
    let verdict = verdict.ok_or_else(|| invalid("a verdict: confirmed, changed or rejected", &body.verdict))?;
    let correction = NewCorrection {
        article: ArticleId(number),
        entry,
        mark: body.mark,
        verdict,
        change: body.change,
        author: body.author,
        note: body.note,
        time: now(),
    };
    let found = app
        .pool
        .write(move |store| {
            let id = store.correct(&correction)?;
            Ok(store.corrections_of(correction.article)?.into_iter().find(|kept| kept.id == id))
        })
        .await?;
    let found = origins::of_corrections(found.into_iter().collect());
    let mut response = response::json(&found.first().map(result_json::correction));
    *response.status_mut() = StatusCode::CREATED;
    let location = HeaderValue::from_str(&format!("/api/articles/{number}/corrections"));
    response.headers_mut().extend(location.ok().map(|location| (header::LOCATION, location)));
    Ok(response)
}
