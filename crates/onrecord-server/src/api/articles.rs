//! `GET /api/articles/{number}` and `/api/articles/{number}/record`: an article, and its record.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use onrecord_record::{Thresholds, json};
use onrecord_store::{Article, ArticleId, Version};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::openapi::ReadFailures;
use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::request::{NoParams, PathParams, QueryParams, min_confidence};
use crate::schemas::LeastConfidence;
use crate::{origins, result_json};

#[derive(Serialize, ToSchema)]
#[schema(as = ArticleWithVersions)]
struct ArticleReply<'a> {
    #[serde(flatten)]
    #[schema(value_type = result_json::Article<'static>)]
    article: serde_json::Value,
    versions: Vec<VersionReply<'a>>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Version)]
struct VersionReply<'a> {
    version: u32,
    /// Versions of the program and the model that read this version.
    reader: &'a str,
    /// Time when this version was added.
    added: &'a str,
}

/// Returns an article with the list of its versions.
#[utoipa::path(
    get,
    path = "/api/articles/{number}",
    operation_id = "getArticle",
    params(("number" = i64, Path, description = "Number of the article")),
    responses((status = 200, description = "The article", body = ArticleReply), ReadFailures)
)]
pub(super) async fn show(
    State(app): State<Arc<App>>,
    PathParams(number): PathParams<i64>,
    QueryParams(NoParams {}): QueryParams<NoParams>,
) -> Result<Response, Failure> {
    let id = ArticleId(number);
    let found = app.pool.read(move |store| Ok((store.article(id)?, store.versions(id)?))).await?;
    let (article, versions): (Article, Vec<Version>) = found;
    let article = origins::of_article(article);
    let versions = versions.iter();
    Ok(response::json(&ArticleReply {
        article: result_json::article(&article),
        versions: versions
            .map(|version| VersionReply { version: version.number, reader: &version.reader, added: &version.added })
            .collect(),
    }))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct RecordParams {
    /// Number of an older version; by default, the current version.
    #[param(minimum = 1)]
    version: Option<u32>,
    /// Minimum confidence of statements and events. The others are left out, and the rest are renumbered.
    #[serde(default)]
    #[param(value_type = LeastConfidence, inline, required = false)]
    min_confidence: String,
    /// Minimum confidence of the speakers of statements. Speakers below it are left out.
    #[serde(default)]
    #[param(value_type = LeastConfidence, inline, required = false)]
    min_speaker_confidence: String,
}

/// Returns the record of an article, or of an older version of it, in the format onrecord/1.
#[utoipa::path(
    get,
    path = "/api/articles/{number}/record",
    operation_id = "getRecord",
    params(("number" = i64, Path, description = "Number of the article"), RecordParams),
    responses((status = 200, description = "The record", body = ref("#/components/schemas/Record")), ReadFailures)
)]
pub(super) async fn record(
    State(app): State<Arc<App>>,
    PathParams(number): PathParams<i64>,
    QueryParams(params): QueryParams<RecordParams>,
) -> Result<Response, Failure> {
    let id = ArticleId(number);
    let thresholds = Thresholds {
        entries: min_confidence("min_confidence", &params.min_confidence)?,
        speakers: min_confidence("min_speaker_confidence", &params.min_speaker_confidence)?,
    };
    let record = app
        .pool
        .read(move |store| match params.version {
            Some(version) => store.record_of_version(id, version),
            None => store.record(id),
        })
        .await?;
    let record = origins::of_record(thresholds.apply(record));
    Ok(response::json_text(json::write(&record, false)))
}
