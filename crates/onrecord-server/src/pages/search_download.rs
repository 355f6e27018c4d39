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

/// The formats: name in addresses, and label.
pub(super) const FORMATS: [(&str, &str); 3] = [("csv", "CSV"), ("parquet", "Parquet"), ("json", "JSON")];

/// Maximum number of articles of a download, such that their records can be read within the time limit of a response.
const MAX_ARTICLES: usize = 5_000;

/// Maximum size of a download in bytes; it is built in memory.
const MAX_BYTES: usize = 64 << 20;

/// Returns the records of the search results, as `onrecord export` writes them.
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
    let buffer = Buffer::new(MAX_BYTES);
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::FileTooLarge => Error::new(ErrorKind::Query, error.to_string()),
        _ => Error::new(ErrorKind::Database, format!("the file cannot be created: {error}")),
    };
    let mut writer = exporter.writer(table, Target::Stream(Box::new(buffer.clone()))).map_err(failed)?;
    for (article, positions) in matches {
        let record = origins::of_record(store.corrected(article, list, &positions)?);
        writer.write(exporter.encode(&record, table)).map_err(failed)?;
    }
    writer.finish().map_err(failed)?;
    Ok(buffer.take())
}

/// Returns the table for a list in formats with tables; articles use the table of statements.
fn table_of(list: List) -> Table {
    let name = if list == List::Articles { List::Statements.as_str() } else { list.as_str() };
    Table::ALL.iter().copied().find(|table| table.name() == name).unwrap_or(Table::ALL[0])
}

/// An in-memory file of limited size, shared by its clones.
#[derive(Debug, Clone)]
struct Buffer {
    bytes: Arc<Mutex<Vec<u8>>>,
    max: usize,
}

impl Buffer {
    fn new(max: usize) -> Buffer {
        Buffer { bytes: Arc::default(), max }
    }

    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.bytes.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Buffer {
    /// Fails with [`io::ErrorKind::FileTooLarge`] if the file would be too large.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        if written.len() + bytes.len() > self.max {
            let mib = self.max >> 20;
            let message =
                format!("expected a file of at most {mib} MiB, found more; narrow the search or use onrecord export");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
        written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_size() {
        let buffer = Buffer::new(2 << 20);
        let mut file = buffer.clone();
        file.write_all(&vec![b'a'; 1 << 20]).unwrap();
        file.write_all(&vec![b'a'; 1 << 20]).unwrap();
        let error = file.write_all(b"a").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        assert!(error.to_string().starts_with("expected a file of at most 2 MiB, found more"));
        assert_eq!(buffer.take().len(), 2 << 20);
    }
}
