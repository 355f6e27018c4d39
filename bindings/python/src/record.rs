//! Records, which Python reads as JSON.

use std::sync::Arc;

use onrecord_record::json;
use pyo3::prelude::*;

use crate::errors::read_error;

/// The record of one article.
#[pyclass(frozen, module = "onrecord._onrecord")]
pub(crate) struct Record(pub(crate) Arc<onrecord_record::Record>);

#[pymethods]
impl Record {
    /// Returns the record that `json` holds.
    #[staticmethod]
    fn from_json(py: Python<'_>, json: &str) -> PyResult<Record> {
        py.detach(|| json::parse(json)).map(Record::new).map_err(read_error)
    }

    /// Returns the record as one line of JSON, or indented.
    #[pyo3(signature = (pretty = false))]
    fn json(&self, py: Python<'_>, pretty: bool) -> String {
        py.detach(|| json::write(&self.0, pretty))
    }

    /// Returns the id of the article.
    #[getter]
    fn id(&self) -> &str {
        &self.0.document.id
    }

    /// Returns the date or time of publication.
    #[getter]
    fn published(&self) -> Option<&str> {
        self.0.document.published.as_deref()
    }
}

impl Record {
    pub(crate) fn new(record: onrecord_record::Record) -> Record {
        Record(Arc::new(record))
    }
}
