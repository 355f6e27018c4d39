//! Writes records of a store in the formats of other programs.

use std::path::Path;

use onrecord_batch::{Output, write_error};
use onrecord_export::{Exporter, Table, exporter, exporters};
use onrecord_store::{ArticleId, Error, List, SqliteStore, Storage, pick};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::errors::{OnrecordError, store_error};
use crate::query::{Criteria, criteria, list};
use crate::reader::Thresholds;

/// What to export.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Selection {
    of: String,
    criteria: Criteria,
    format: Option<String>,
    table: Option<String>,
    corrected: bool,
    min_confidence: Option<f64>,
    min_speaker_confidence: Option<f64>,
}

/// A selection whose values have been validated.
pub(crate) struct Prepared {
    of: List,
    criteria: onrecord_store::Criteria,
    exporter: &'static dyn Exporter,
    table: Table,
    corrected: bool,
    thresholds: Thresholds,
}

/// An article, and the positions of the matching entries in its record.
pub(crate) type Match = (ArticleId, Vec<usize>);

impl Selection {
    /// Validates the selection. Its format is the one that it names, or else the one that the extension of
    /// `path` implies.
    pub(crate) fn prepare(self, path: &Path) -> PyResult<Prepared> {
        let exporter = match &self.format {
            Some(name) => exporter(name).ok_or_else(|| unknown("a format", name)),
            None => of_extension(path).ok_or_else(|| {
                PyValueError::new_err(format!("{}: expected format=, since the name implies none", path.display()))
            }),
        }?;
        let table = match &self.table {
            Some(_) if exporter.format().tables.is_empty() => {
                Err(PyValueError::new_err(format!("the format {} has no tables", exporter.format().name)))
            }
            Some(name) => {
                Table::ALL.iter().copied().find(|table| table.name() == name).ok_or_else(|| unknown("a table", name))
            }
            None => Ok(Table::ALL[0]),
        }?;
        let of = list(&self.of)?;
        let mut criteria = criteria(self.criteria)?;
        if matches!(of, List::Statements | List::Events) {
            criteria.min_confidence = self.min_confidence.map(crate::reader::min_confidence).transpose()?;
        }
        let thresholds = Thresholds::new(self.min_confidence, self.min_speaker_confidence)?;
        Ok(Prepared { of, criteria, exporter, table, corrected: self.corrected, thresholds })
    }
}

fn unknown(expected: &str, found: &str) -> PyErr {
    PyValueError::new_err(format!("expected {expected} of onrecord export, found {found:?}"))
}

fn of_extension(path: &Path) -> Option<&'static dyn Exporter> {
    let extension = path.extension()?.to_str()?;
    let is_implied = |exporter: &&dyn Exporter| {
        let format = exporter.format();
        format.is_implied_by_extension && format.files[0].extension == extension
    };
    exporters().iter().copied().find(is_implied)
}

impl Prepared {
    /// Returns the matching articles.
    pub(crate) fn find(&self, store: &SqliteStore) -> Result<Vec<Match>, Error> {
        store.find_all(&self.criteria.query(self.of)?)
    }

    /// Returns the record of a match, reduced to its matching entries.
    pub(crate) fn record(
        &self,
        store: &SqliteStore,
        (article, positions): &Match,
    ) -> Result<onrecord_record::Record, Error> {
        let record = match self.corrected {
            true => store.corrected(*article, self.of, positions)?,
            false => pick(store.record(*article)?, self.of, positions),
        };
        Ok(self.thresholds.apply(record))
    }
}

/// Writes the records that `record` returns for the matches to `path`, and returns their number.
pub(crate) fn export(
    py: Python<'_>,
    path: &Path,
    prepared: &Prepared,
    found: Vec<Match>,
    record: impl Fn(&Match) -> PyResult<onrecord_record::Record>,
) -> PyResult<u64> {
    let failed = |error| OnrecordError::new_err(format!("{}: {}", path.display(), write_error(&error)));
    let mut output = Output::at(prepared.exporter, prepared.table, path).map_err(failed)?;
    for one in &found {
        let record = record(one)?;
        py.detach(|| output.write(prepared.exporter.encode(&record, prepared.table))).map_err(failed)?;
        py.check_signals()?;
    }
    output.finish(true).map_err(failed)?;
    u64::try_from(found.len()).map_err(store_error)
}
