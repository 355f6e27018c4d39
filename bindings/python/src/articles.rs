//! The articles in files, bytes and streams.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use onrecord_text::{Columns, Document, Documents, Format, InputOptions, Metadata, read_input};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

use crate::errors::read_error;

/// The number of bytes read from a file or stream at a time.
const BUFFER_BYTES: usize = 1 << 16;

/// An article that can be read.
#[pyclass(frozen, module = "onrecord._onrecord")]
pub(crate) struct Article(pub(crate) Arc<Document>);

#[pymethods]
impl Article {
    /// Returns the text.
    #[getter]
    fn text(&self) -> &str {
        self.0.text()
    }

    /// Returns the id.
    #[getter]
    fn id(&self) -> &str {
        &self.0.info().id
    }
}

/// The articles of one input, read as they are asked for.
#[pyclass(frozen, module = "onrecord._onrecord")]
pub(crate) struct Articles {
    documents: Mutex<Documents<Box<dyn BufRead + Send>>>,
    /// Whether the caller passed the articles in memory, so that they have no origin.
    are_in_memory: bool,
}

#[pymethods]
impl Articles {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    /// Returns the next article. After an error, the next call goes on with the article after it.
    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Article>> {
        let next = py.detach(|| self.documents.lock().unwrap_or_else(PoisonError::into_inner).next());
        let article = |document: Document| {
            Article(Arc::new(if self.are_in_memory { document.without_origin() } else { document }))
        };
        next.transpose().map(|found| found.map(article)).map_err(read_error)
    }
}

/// Metadata that the caller gives for an article: `id`, `title`, `publisher`, `url`, `byline`, `published` and
/// `language`.
pub(crate) type KnownFields = BTreeMap<String, String>;

/// How inputs are read.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Options {
    known: KnownFields,
    format: Option<String>,
    columns: Option<BTreeMap<String, String>>,
    /// The number of the first line, if the stream is a part of a file.
    first_line: u64,
}

/// Returns the articles in a file.
#[pyfunction]
pub(crate) fn articles_of_file(path: PathBuf, options: Options) -> PyResult<Articles> {
    let name = path.display().to_string();
    let file = open(&path).map_err(|error| read_error(format!("{name}: {error}")))?;
    articles(&name, Box::new(BufReader::with_capacity(BUFFER_BYTES, file)), options)
}

fn open(path: &Path) -> io::Result<File> {
    if path.is_dir() {
        return Err(io::Error::other("expected a file, found a folder"));
    }
    File::open(path)
}

/// Returns the articles in `bytes`, which messages call `name`.
#[pyfunction]
pub(crate) fn articles_of_bytes(bytes: Vec<u8>, name: &str, options: Options) -> PyResult<Articles> {
    Ok(Articles { are_in_memory: true, ..articles(name, Box::new(Cursor::new(bytes)), options)? })
}

/// Returns the articles in an object with a method `read` that returns bytes.
#[pyfunction]
pub(crate) fn articles_of_stream(stream: Py<PyAny>, name: &str, options: Options) -> PyResult<Articles> {
    articles(name, Box::new(BufReader::with_capacity(BUFFER_BYTES, PythonStream(stream))), options)
}

/// Returns the files below a folder that hold articles, in the order in which they are read.
#[pyfunction]
pub(crate) fn files_in(py: Python<'_>, folder: PathBuf) -> PyResult<Vec<PathBuf>> {
    let found = py.detach(|| onrecord_batch::files_in(&folder, &|_| false));
    let file = |(folder, error): (PathBuf, io::Error)| read_error(format!("{}: {error}", folder.display()));
    found.files.into_iter().map(|found| found.map_err(file)).collect()
}

fn articles(name: &str, input: Box<dyn BufRead + Send>, options: Options) -> PyResult<Articles> {
    let options = InputOptions {
        format: options.format.as_deref().map(input_format).transpose()?,
        metadata: metadata(options.known)?,
        columns: options.columns.map(columns).transpose()?.unwrap_or_default(),
        lines_before: options.first_line.saturating_sub(1),
    };
    let opened = onrecord_batch::decompressed(Box::new(input));
    let (input, _) = opened.map_err(|error| read_error(format!("{name}: {error}")))?;
    let input: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(BUFFER_BYTES, input));
    Ok(Articles { documents: Mutex::new(read_input(name, input, &options)), are_in_memory: false })
}

/// Returns the table columns for the fields given as keys.
fn columns(names: BTreeMap<String, String>) -> PyResult<Columns> {
    let parts: Vec<String> = names.iter().map(|(field, column)| format!("{field}={column}")).collect();
    Columns::parse(&parts.join(",")).map_err(|error| PyValueError::new_err(format!("columns: {error}")))
}

fn metadata(known: KnownFields) -> PyResult<Metadata> {
    let mut metadata = Metadata::default();
    for (field, value) in known {
        let place = match field.as_str() {
            "id" => &mut metadata.id,
            "title" => &mut metadata.title,
            "publisher" => &mut metadata.publisher,
            "url" => &mut metadata.url,
            "byline" => &mut metadata.byline,
            "published" => &mut metadata.published,
            "language" => &mut metadata.language,
            _ => return Err(PyTypeError::new_err(format!("unexpected argument {field:?}"))),
        };
        *place = Some(value);
    }
    Ok(metadata)
}

fn input_format(name: &str) -> PyResult<Format> {
    Ok(match name {
        "text" => Format::Plain,
        "html" => Format::Html,
        "jsonl" => Format::JsonLines,
        "json" => Format::Json,
        "csv" => Format::Csv,
        "tsv" => Format::Tsv,
        "feed" => Format::Feed,
        "warc" => Format::Warc,
        "newsml" => Format::NewsMl,
        "docx" => Format::Docx,
        "epub" => Format::Epub,
        _ => {
            let names = "text, html, jsonl, json, csv, tsv, feed, warc, newsml, docx or epub";
            let message = format!("expected a format of {names}, found {name:?}");
            return Err(PyValueError::new_err(message));
        }
    })
}

/// A Python object with a `read` method, used as a reader.
struct PythonStream(Py<PyAny>);

impl Read for PythonStream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = Python::attach(|py| -> PyResult<usize> {
            let bytes = self.0.bind(py).call_method1("read", (buffer.len(),))?;
            let bytes: &[u8] = bytes.extract()?;
            let wanted = buffer.len();
            let taken = buffer
                .get_mut(..bytes.len())
                .ok_or_else(|| PyValueError::new_err(format!("read({wanted}) returned {} bytes", bytes.len())))?;
            taken.copy_from_slice(bytes);
            Ok(bytes.len())
        });
        read.map_err(|error| io::Error::other(error.to_string()))
    }
}
