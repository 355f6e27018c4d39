//! The reader of articles.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use onrecord_read::{Language, Ontology, record_of_other_language};
use onrecord_record::{MinConfidence, with_min_confidence, with_min_speaker_confidence};
use onrecord_text::Document;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::articles::Article;
use crate::errors::read_error;
use crate::record::Record;

/// The minimum confidence of entries that are kept in a record.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Thresholds {
    confidence: Option<MinConfidence>,
    speaker_confidence: Option<MinConfidence>,
}

impl Thresholds {
    /// Returns the thresholds for the numbers that the caller gives.
    pub(crate) fn new(confidence: Option<f64>, speaker_confidence: Option<f64>) -> PyResult<Thresholds> {
        Ok(Thresholds {
            confidence: confidence.map(min_confidence).transpose()?,
            speaker_confidence: speaker_confidence.map(min_confidence).transpose()?,
        })
    }

    /// Returns the record without the entries below the thresholds.
    pub(crate) fn apply(self, mut record: onrecord_record::Record) -> onrecord_record::Record {
        if let Some(least) = self.confidence {
            record = with_min_confidence(record, least);
        }
        if let Some(least) = self.speaker_confidence {
            record = with_min_speaker_confidence(record, least);
        }
        record
    }
}

/// Converts `number` to a minimum confidence.
pub(crate) fn min_confidence(number: f64) -> PyResult<MinConfidence> {
    MinConfidence::new(number)
        .ok_or_else(|| PyValueError::new_err(format!("expected a confidence from 0 to 1, found {number}")))
}

/// How an article is read and which entries are kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    /// Whether articles in other languages than English are read as if they were in English.
    reads_any_language: bool,
    thresholds: Thresholds,
}

impl Reading {
    /// Returns the settings that the caller asks for: `language` is `en` or `any`.
    pub(crate) fn new(
        language: &str,
        min_confidence: Option<f64>,
        min_speaker_confidence: Option<f64>,
    ) -> PyResult<Reading> {
        let reads_any_language = match language {
            "en" => false,
            "any" => true,
            _ => return Err(PyValueError::new_err(format!("language: expected en or any, found {language:?}"))),
        };
        Ok(Reading { reads_any_language, thresholds: Thresholds::new(min_confidence, min_speaker_confidence)? })
    }

    /// Returns the record of an article.
    pub(crate) fn record(self, reader: &onrecord_read::Reader, document: &Document) -> onrecord_record::Record {
        let other = if self.reads_any_language { None } else { record_of_other_language(document) };
        self.thresholds.apply(other.unwrap_or_else(|| reader.read(document)))
    }
}

/// A reader with the bundled knowledge or that of a user.
#[pyclass(frozen, module = "onrecord._onrecord")]
pub(crate) struct Reader(pub(crate) Arc<onrecord_read::Reader>);

#[pymethods]
impl Reader {
    /// Returns a reader that codes events with the ontology in one file and knows the organizations and people in another.
    #[new]
    #[pyo3(signature = (ontology = None, knowledge = None))]
    fn new(py: Python<'_>, ontology: Option<PathBuf>, knowledge: Option<PathBuf>) -> PyResult<Reader> {
        py.detach(|| reader(ontology.as_deref(), knowledge.as_deref()))
            .map(|reader| Reader(Arc::new(reader)))
            .map_err(read_error)
    }

    /// Returns the version of everything that determines records: the program with its rules, and the model.
    #[getter]
    fn version(&self) -> String {
        self.0.version()
    }

    /// Returns the record of an article.
    #[pyo3(signature = (article, language, min_confidence = None, min_speaker_confidence = None))]
    fn read(
        &self,
        py: Python<'_>,
        article: &Article,
        language: &str,
        min_confidence: Option<f64>,
        min_speaker_confidence: Option<f64>,
    ) -> PyResult<Record> {
        let reading = Reading::new(language, min_confidence, min_speaker_confidence)?;
        Ok(Record::new(py.detach(|| reading.record(&self.0, &article.0))))
    }
}

fn reader(ontology: Option<&Path>, knowledge: Option<&Path>) -> Result<onrecord_read::Reader, String> {
    let mut reader = onrecord_read::Reader::new().map_err(|error| error.to_string())?;
    if let Some(file) = ontology {
        let text = read_file(file)?;
        reader = reader.with_ontology(Ontology::parse(&shown(file), &text).map_err(lines)?);
    }
    if let Some(file) = knowledge {
        let text = read_file(file)?;
        reader = reader.with_language(Language::with_user_file(&shown(file), &text).map_err(lines)?);
    }
    Ok(reader)
}

fn read_file(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", shown(file)))
}

fn shown(file: &Path) -> String {
    file.display().to_string()
}

/// Returns all mistakes, one per line.
fn lines<T: ToString>(mistakes: Vec<T>) -> String {
    mistakes.iter().map(T::to_string).collect::<Vec<_>>().join("\n")
}
