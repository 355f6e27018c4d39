//! The record of an article as a file, in any format.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use onrecord_export::{Download, downloads};
use onrecord_record::Record;

/// Returns the download with this name.
pub(crate) fn named(name: &str) -> Option<Download> {
    downloads().into_iter().find(|download| download.name() == name)
}

/// Returns the record as a file of this format.
pub(crate) fn file(download: Download, record: &Record) -> Response {
    let mut response = download.content(record).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(download.media_type()));
    // The file name needs no escapes.
    let disposition = format!("attachment; filename=\"{}\"", download.file_name(record));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
