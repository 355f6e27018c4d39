//! The results of a search as a file.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use onrecord_export::{Exporter, Table, Target, exporter};
use onrecord_store::{Criteria, Error, ErrorKind, List, Storage};

use super::confidence;
use crate::app::App;
use crate::failure::Failure;
use crate::origins;
use crate::request::{PathParams, QueryParams};
use crate::search_params::SearchParams;

/// The formats: the name in addresses, and the label.
pub(super) const FORMATS: [(&str, &str); 3] = [("csv", "CSV"), ("parquet", "Parquet"), ("json", "JSON")];

/// Most articles of a download: their records are read within the time that a response may take.
const MAX_ARTICLES: usize = 5_000;

/// Returns the records of what a search finds, as `onrecord export` writes them.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    PathParams(format): PathParams<String>,
    QueryParams(params): QueryParams<SearchParams>,
) -> Result<Response, Failure> {
    let known = FORMATS.iter().find(|(name, _)| *name == format);
    let exporter = known.and_then(|(name, _)| exporter(name));
    let exporter = exporter.ok_or_else(|| Failure::not_found("there is no such format"))?;
    if let Some(reason) = exporter.format().unavailable {
        return Err(Failure::not_found(reason));
    }
    let list = params.list_or(List::Statements)?;
    let criteria = confidence::criteria(&params, list)?;
    let content = app.pool.read(move |store| written(store, &criteria, list, exporter)).await?;
    let file = exporter.format().files[0];
    let name = format!("attachment; filename=\"{}.{}\"", list.as_str(), file.extension);
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.media_type));
    headers.extend(HeaderValue::from_str(&name).ok().map(|name| (header::CONTENT_DISPOSITION, name)));
    Ok(response)
}

/// Returns the file.
fn written(
    store: &dyn Storage,
    criteria: &Criteria,
    list: List,
    exporter: &'static dyn Exporter,
) -> Result<Vec<u8>, Error> {
    let matches = store.find_all(&criteria.query(list)?)?;
    if matches.len() > MAX_ARTICLES {
        let message = format!(
            "expected results from at most {MAX_ARTICLES} articles, found {}; narrow the search or use onrecord export",
            matches.len()
        );
        return Err(Error::new(ErrorKind::Query, message));
    }
    let table = table_of(list);
    let buffer = Buffer::default();
    let failed = |error: io::Error| Error::new(ErrorKind::Database, format!("the file cannot be made: {error}"));
    let mut writer = exporter.writer(table, Target::Stream(Box::new(buffer.clone()))).map_err(failed)?;
    for (article, positions) in matches {
        let record = origins::of_record(store.corrected(article, list, &positions)?);
        writer.write(exporter.encode(&record, table)).map_err(failed)?;
    }
    writer.finish().map_err(failed)?;
    Ok(buffer.take())
}

/// Returns the table that a list is written as, in a format with tables; of articles, their statements.
fn table_of(list: List) -> Table {
    let name = if list == List::Articles { List::Statements.as_str() } else { list.as_str() };
    Table::ALL.iter().copied().find(|table| table.name() == name).unwrap_or(Table::ALL[0])
}

/// A file in memory, which clones share.
#[derive(Debug, Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Buffer {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
