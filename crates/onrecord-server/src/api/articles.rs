//! `GET /api/articles/{number}`: an article, and its record.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use onrecord_record::json;
use onrecord_store::{Article, ArticleId, Version};
use serde::{Deserialize, Serialize};

use super::response;
use crate::app::App;
use crate::failure::Failure;
use crate::found_json;
use crate::request::{Asked, Named, Nothing};

#[derive(Serialize)]
struct Out<'a> {
    #[serde(flatten)]
    article: serde_json::Value,
    versions: Vec<VersionOut<'a>>,
}

#[derive(Serialize)]
struct VersionOut<'a> {
    version: u32,
    reader: &'a str,
    added: &'a str,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    Named(number): Named<i64>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Response, Failure> {
    let id = ArticleId(number);
    let found = app.pool.read(move |store| Ok((store.article(id)?, store.versions(id)?))).await?;
    let (article, versions): (Article, Vec<Version>) = found;
    let versions = versions.iter();
    Ok(response::json(&Out {
        article: found_json::article(&article),
        versions: versions
            .map(|version| VersionOut { version: version.number, reader: &version.reader, added: &version.added })
            .collect(),
    }))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    version: Option<u32>,
}

pub(super) async fn record(
    State(app): State<Arc<App>>,
    Named(number): Named<i64>,
    Asked(which): Asked<Which>,
) -> Result<Response, Failure> {
    let id = ArticleId(number);
    let record = app
        .pool
        .read(move |store| match which.version {
            Some(version) => store.record_of_version(id, version),
            None => store.record(id),
        })
        .await?;
    Ok(response::json_text(json::write(&record, false)))
}
