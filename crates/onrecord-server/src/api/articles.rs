//! `GET /api/articles/{number}` and `/api/articles/{number}/record`: an article, and its record.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use onrecord_record::json;
use onrecord_store::{Article, ArticleId, Version};
use serde::{Deserialize, Serialize};

use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::request::{NoParams, PathParams, QueryParams};
use crate::result_json;

#[derive(Serialize)]
struct ArticleReply<'a> {
    #[serde(flatten)]
    article: serde_json::Value,
    versions: Vec<VersionReply<'a>>,
}

#[derive(Serialize)]
struct VersionReply<'a> {
    version: u32,
    reader: &'a str,
    added: &'a str,
}

/// Returns an article with the list of its versions.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    PathParams(number): PathParams<i64>,
    QueryParams(NoParams {}): QueryParams<NoParams>,
) -> Result<Response, Failure> {
    let id = ArticleId(number);
    let found = app.pool.read(move |store| Ok((store.article(id)?, store.versions(id)?))).await?;
    let (article, versions): (Article, Vec<Version>) = found;
    let versions = versions.iter();
    Ok(response::json(&ArticleReply {
        article: result_json::article(&article),
        versions: versions
            .map(|version| VersionReply { version: version.number, reader: &version.reader, added: &version.added })
            .collect(),
    }))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordParams {
    version: Option<u32>,
}

/// Returns the record of an article, or of an older version of it.
pub(super) async fn record(
    State(app): State<Arc<App>>,
    PathParams(number): PathParams<i64>,
    QueryParams(params): QueryParams<RecordParams>,
) -> Result<Response, Failure> {
    let id = ArticleId(number);
    let record = app
        .pool
        .read(move |store| match params.version {
            Some(version) => store.record_of_version(id, version),
            None => store.record(id),
        })
        .await?;
    Ok(response::json_text(json::write(&record, false)))
}
