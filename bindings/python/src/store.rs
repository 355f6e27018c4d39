//! A store of articles and their records.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use onrecord_export::Table;
use onrecord_store::{
    ArticleId, Counted, DistinctEvent, Error, ErrorKind, GroupBy, Kept, Known, List, Provenance, SqliteStore, Storage,
    StoryId,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::articles::Article;
use crate::distinct::{self, Wanted};
use crate::errors::store_error;
use crate::export::{Match, Selection, export};
use crate::query::{Criteria, criteria, list, order};
use crate::record::Record;
use crate::tables::rows_of_entries;
use crate::{arrow, store_json};

/// A connection and the process that opened it. A process forked from that one must not use it.
struct Connection {
    process: u32,
    store: SqliteStore,
}

/// A store. The file is opened when it is first needed: for reading, or for writing when articles are added.
#[pyclass(frozen, module = "onrecord._onrecord")]
pub(crate) struct Store {
    path: PathBuf,
    reading: Mutex<Option<Connection>>,
    writing: Mutex<Option<Connection>>,
}

#[pymethods]
impl Store {
    #[new]
    fn new(path: PathBuf) -> Store {
        Store { path, reading: Mutex::default(), writing: Mutex::default() }
    }

    /// Returns the file.
    #[getter]
    fn path(&self) -> &Path {
        &self.path
    }

    /// Returns whether the store has this article.
    fn has(&self, py: Python<'_>, article: &Article) -> PyResult<bool> {
        self.write(py, |store| Ok(matches!(store.known(article.0.info())?, Known::Same(_))))
    }

    /// Adds records and returns for each whether it is `new`, `changed` or the `same`.
    fn keep(&self, py: Python<'_>, records: Vec<Py<Record>>, reader: &str) -> PyResult<Vec<&'static str>> {
        let records: Vec<onrecord_record::Record> = records.iter().map(|record| (*record.get().0).clone()).collect();
        let time = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let word = |kept: Kept| match kept {
            Kept::New(_) => "new",
            Kept::Changed(..) => "changed",
            Kept::Same(_) => "same",
        };
        self.write(py, |store| {
            let kept = store.keep(&records, Provenance { reader, time: &time })?;
            Ok(kept.into_iter().map(word).collect())
        })
    }

    /// Returns a page of entries as JSON, and whether there are more.
    fn find(
        &self,
        py: Python<'_>,
        of: &str,
        wanted: Criteria,
        sort: &str,
        page: (u32, u64),
    ) -> PyResult<(String, bool)> {
        let (of, sort, criteria, (limit, skip)) = (list(of)?, order(sort)?, criteria(wanted)?, page);
        self.read(py, |store| {
            let page = store.find(&criteria.query(of)?, sort, limit, skip)?;
            Ok((store_json::page(&page), page.has_more))
        })
    }

    /// Returns the articles with entries that match, and the positions of these entries in their records.
    fn find_all(&self, py: Python<'_>, of: &str, wanted: Criteria) -> PyResult<Vec<(i64, Vec<usize>)>> {
        let (of, criteria) = (list(of)?, criteria(wanted)?);
        self.read(py, |store| {
            let found = store.find_all(&criteria.query(of)?)?;
            Ok(found.into_iter().map(|(article, positions)| (article.0, positions)).collect())
        })
    }

    /// Returns the rows of entries in the table of statements or events.
    fn rows(&self, py: Python<'_>, of: &str, found: Vec<(i64, Vec<usize>)>) -> PyResult<arrow::Batch> {
        let table = match list(of)? {
            List::Statements => Table::Statements,
            List::Events => Table::Events,
            List::Actors | List::Articles => {
                return Err(PyValueError::new_err("expected statements or events, found another list"));
            }
        };
        let rows = self.read(py, |store| {
            let mut rows = Vec::new();
            for (article, positions) in &found {
                rows.extend(rows_of_entries(table, &store.record(ArticleId(*article))?, positions));
            }
            Ok(rows)
        })?;
        py.detach(|| {
            let mut columns = arrow::Columns::new(table.columns());
            rows.into_iter().for_each(|row| columns.add(row));
            columns.finish()
        })
    }

    /// Returns a page of distinct events as JSON, and whether there are more.
    fn distinct(&self, py: Python<'_>, wanted: Criteria, sort: &str, page: (u32, u64)) -> PyResult<(String, bool)> {
        let (wanted, sort) = (Wanted::new(wanted)?, order(sort)?);
        let (events, has_more) = self.read(py, |store| wanted.page(store, sort, page))?;
        Ok((distinct::json(&events)?, has_more))
    }

    /// Returns the rows of all distinct events that match.
    fn distinct_rows(&self, py: Python<'_>, wanted: Criteria) -> PyResult<arrow::Batch> {
        let wanted = Wanted::new(wanted)?;
        let rows = self.read(py, |store| wanted.rows(store))?;
        distinct::batch(DistinctEvent::COLUMNS, rows)
    }

    /// Returns a table of counts of the distinct events that match, or of their mentions.
    fn table(&self, py: Python<'_>, wanted: Criteria, by: &str, count: &str) -> PyResult<arrow::Batch> {
        let wrong = |error: Error| PyValueError::new_err(error.to_string());
        let (by, counted) = (GroupBy::parse_list(by).map_err(wrong)?, Counted::parse(count).map_err(wrong)?);
        let wanted = Wanted::new(wanted)?;
        let table = self.read(py, |store| wanted.table(store, by, counted))?;
        distinct::batch(&table.columns(), table.rows())
    }

    /// Returns the current record of the article with this number, or with people's corrections.
    fn record(&self, py: Python<'_>, number: i64, corrected: bool) -> PyResult<Record> {
        let article = ArticleId(number);
        let record = self.read(py, |store| match corrected {
            true => store.corrected(article, List::Articles, &[]),
            false => store.record(article),
        })?;
        Ok(Record::new(record))
    }

    /// Returns the number of the article with this id.
    fn number_of(&self, py: Python<'_>, id: &str) -> PyResult<i64> {
        Ok(self.read(py, |store| store.article_by_id(id))?.0)
    }

    /// Returns the number of articles.
    fn n_articles(&self, py: Python<'_>) -> PyResult<u64> {
        Ok(self.read(py, |store| store.stats())?.n_articles)
    }

    /// Returns a page of stories as JSON, and whether there are more.
    fn stories(&self, py: Python<'_>, limit: u32, skip: u64) -> PyResult<(String, bool)> {
        let page = self.read(py, |store| store.stories(limit, skip))?;
        Ok((store_json::stories(&page).map_err(store_error)?, page.has_more))
    }

    /// Returns a whole story as JSON.
    fn story(&self, py: Python<'_>, id: i64) -> PyResult<String> {
        let story = self.read(py, |store| store.story(StoryId(id)))?;
        store_json::story(&story).map_err(store_error)
    }

    /// Returns a page of corrections as JSON, and whether there are more.
    fn corrections(&self, py: Python<'_>, limit: u32, skip: u64) -> PyResult<(String, bool)> {
        let (corrections, has_more) = self.read(py, |store| store.corrections(limit, skip))?;
        Ok((store_json::corrections(&corrections), has_more))
    }

    /// Writes the records of matching articles to a file or folder and returns their number.
    fn export(&self, py: Python<'_>, path: PathBuf, selection: Selection) -> PyResult<u64> {
        let prepared = selection.prepare(&path)?;
        let found = self.read(py, |store| prepared.find(store))?;
        // Records are read one by one, since all of them may be more than memory holds.
        let next = |one: &Match| self.read(py, |store| prepared.record(store, one));
        export(py, &path, &prepared, found, next)
    }
}

impl Store {
    /// Calls `work` with a connection for reading.
    fn read<T: Send>(&self, py: Python<'_>, work: impl FnOnce(&SqliteStore) -> Result<T, Error> + Send) -> PyResult<T> {
        py.detach(|| {
            let mut place = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
            let opened = connection(&mut place, || open_read_only(&self.path))?;
            work(opened)
        })
        .map_err(|error| self.error(&error))
    }

    /// Calls `work` with a connection for writing; the file is created if it does not exist.
    fn write<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&mut SqliteStore) -> Result<T, Error> + Send,
    ) -> PyResult<T> {
        py.detach(|| {
            let mut place = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
            let opened = connection(&mut place, || SqliteStore::create(&self.path))?;
            work(opened)
        })
        .map_err(|error| self.error(&error))
    }

    fn error(&self, error: &Error) -> PyErr {
        match error.kind() {
            ErrorKind::Query => PyValueError::new_err(error.to_string()),
            _ => store_error(format!("{}: {error}", self.path.display())),
        }
    }
}

/// Returns the connection in `place`, and opens it first if this process has not done so.
fn connection(
    place: &mut Option<Connection>,
    open: impl FnOnce() -> Result<SqliteStore, Error>,
) -> Result<&mut SqliteStore, Error> {
    let process = std::process::id();
    if let Some(other) = place.take_if(|connection| connection.process != process) {
        // Closing the connection would release locks held by the process that opened it.
        std::mem::forget(other);
    }
    if place.is_none() {
        *place = Some(Connection { process, store: open()? });
    }
    Ok(&mut place.as_mut().expect("a connection was just put there").store)
}

/// Opens a store for reading. A store in an older format is upgraded first.
fn open_read_only(path: &Path) -> Result<SqliteStore, Error> {
    match SqliteStore::open_read_only(path) {
        Err(error) if error.kind() == ErrorKind::Older => {
            drop(SqliteStore::open(path)?);
            SqliteStore::open_read_only(path)
        }
        opened => opened,
    }
}
