//! Reads articles on several threads, in order.

use std::sync::{Arc, Mutex, PoisonError};

use onrecord_batch::pipeline::Failure;
use onrecord_text::Document;
use pyo3::prelude::*;

use crate::articles::Article;
use crate::errors::read_error;
use crate::reader::{Reader, Reading};
use crate::record::Record;

/// An article, or the reason why it could not be obtained.
type Job = Result<Arc<Document>, String>;

type Queue = onrecord_batch::ReadAhead<Job, Result<onrecord_record::Record, String>>;

/// Articles that are read ahead of the caller, who adds articles and takes their records in the same order.
#[pyclass(frozen, module = "onrecord._onrecord")]
pub(crate) struct ReadAhead(Mutex<Queue>);

#[pymethods]
impl ReadAhead {
    #[new]
    #[pyo3(signature = (reader, threads, language, min_confidence = None, min_speaker_confidence = None))]
    fn new(
        reader: &Reader,
        threads: usize,
        language: &str,
        min_confidence: Option<f64>,
        min_speaker_confidence: Option<f64>,
    ) -> PyResult<ReadAhead> {
        let reading = Reading::new(language, min_confidence, min_speaker_confidence)?;
        let reader = Arc::clone(&reader.0);
        let read = move |job: Job| job.map(|document| reading.record(&reader, &document));
        Ok(ReadAhead(Mutex::new(Queue::new(threads, read))))
    }

    /// Returns whether another article should be added before a record is taken.
    fn has_room(&self) -> bool {
        self.queue(|queue| queue.has_room())
    }

    /// Adds an article.
    fn add(&self, article: &Article) {
        let size = article.0.text().len();
        self.queue(|queue| queue.add(Ok(Arc::clone(&article.0)), size));
    }

    /// Adds the place of an article that could not be obtained; taking its record raises an error with this message.
    fn add_failure(&self, message: String) {
        self.queue(|queue| queue.add(Err(message), 0));
    }

    /// Waits for the next record and returns it, `None` where no article was added.
    fn take(&self, py: Python<'_>) -> PyResult<Option<Record>> {
        loop {
            let (result, is_empty) = py.detach(|| {
                self.queue(|queue| {
                    let result = queue.next_result(|| true);
                    let is_empty = result.is_none() && queue.is_empty();
                    (result, is_empty)
                })
            });
            match result {
                Some(Ok(Ok(record))) => return Ok(Some(Record::new(record))),
                Some(Ok(Err(message))) => return Err(read_error(message)),
                Some(Err(Failure::Input(message))) => return Err(read_error(message)),
                Some(Err(Failure::Panic)) => {
                    return Err(read_error("the reader crashed on this article; please report this"));
                }
                None if is_empty => return Ok(None),
                // Ctrl-C is noticed while waiting.
                None => py.check_signals()?,
            }
        }
    }
}

impl ReadAhead {
    fn queue<T>(&self, work: impl FnOnce(&mut Queue) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
