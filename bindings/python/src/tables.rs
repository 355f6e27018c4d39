//! The tables of records, with the columns and types of the Parquet export.

use std::sync::Arc;

use onrecord_export::Table;
use onrecord_record::json;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::arrow::{Batch, Columns};
use crate::record::Record;

/// The table with whole records, one row per article.
const RECORDS: &str = "records";

/// The columns of the table [`RECORDS`].
const RECORD_COLUMNS: [&str; 3] = ["document", "published", "record"];

/// A table that can be produced from records.
#[derive(Debug, Clone, Copy)]
enum Wanted {
    Table(Table),
    Records,
}

/// Returns the names of all tables.
#[pyfunction]
pub(crate) fn table_names() -> Vec<&'static str> {
    Table::ALL.iter().map(|table| table.name()).chain([RECORDS]).collect()
}

/// Returns one batch for each of the tables `names`, with the rows of all `records` in their order.
#[pyfunction]
pub(crate) fn tables(py: Python<'_>, records: Vec<Py<Record>>, names: Vec<String>) -> PyResult<Vec<Batch>> {
    let wanted = names.iter().map(|name| wanted(name)).collect::<PyResult<Vec<_>>>()?;
    let records: Vec<Arc<onrecord_record::Record>> = records.iter().map(|record| Arc::clone(&record.get().0)).collect();
    py.detach(|| wanted.iter().map(|&table| batch(table, &records)).collect())
}

fn wanted(name: &str) -> PyResult<Wanted> {
    let table = Table::ALL.iter().copied().find(|table| table.name() == name).map(Wanted::Table);
    table.or((name == RECORDS).then_some(Wanted::Records)).ok_or_else(|| {
        PyValueError::new_err(format!("expected a table of {}, found {name:?}", table_names().join(", ")))
    })
}

fn batch(wanted: Wanted, records: &[Arc<onrecord_record::Record>]) -> PyResult<Batch> {
    match wanted {
        Wanted::Table(table) => {
            let mut columns = Columns::new(table.columns());
            records.iter().flat_map(|record| table.rows(record)).for_each(|row| columns.add(row));
            columns.finish()
        }
        Wanted::Records => {
            let mut columns = Columns::new(RECORD_COLUMNS.into_iter());
            for record in records {
                let info = &record.document;
                let published = info.published.clone().unwrap_or_default();
                columns.add(vec![info.id.clone(), published, json::write(record, false)]);
            }
            columns.finish()
        }
    }
}

/// Returns the rows of the entries of `record` at `positions` in a table of statements or events.
pub(crate) fn rows_of_entries(table: Table, record: &onrecord_record::Record, positions: &[usize]) -> Vec<Vec<String>> {
    let rows = table.rows(record).into_iter().enumerate();
    rows.filter(|(position, _)| positions.contains(position)).map(|(_, row)| row).collect()
}
