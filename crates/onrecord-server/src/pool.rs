//! A pool of connections to the store: several for reading and one for writing, used on blocking threads.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use onrecord_store::{Error, ErrorKind, SqliteStore, Storage};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::budget::Budget;
use crate::failure::Failure;

/// Maximum time that a request waits for a connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// The connections to one store.
#[derive(Debug)]
pub(crate) struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<SqliteStore>>,
    readers: Arc<Semaphore>,
    /// The connection for writing; `None` if the store is read-only.
    writer: Option<Mutex<SqliteStore>>,
    writers: Arc<Semaphore>,
}

impl Pool {
    /// Opens the store and migrates it to the current format. A read-only store can still be read.
    pub(crate) fn open(path: &Path) -> Result<Arc<Pool>, Error> {
        let writer = match SqliteStore::open(path) {
            Err(error) if matches!(error.kind(), ErrorKind::Open | ErrorKind::ReadOnly) => None,
            opened => Some(opened?),
        };
        let n_readers = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8);
        Ok(Arc::new(Pool {
            path: path.to_owned(),
            idle: Mutex::new(vec![SqliteStore::open_read_only(path)?]),
            readers: Arc::new(Semaphore::new(n_readers)),
            writer: writer.map(Mutex::new),
            writers: Arc::new(Semaphore::new(1)),
        }))
    }

    /// Returns whether the store can be written to.
    pub(crate) fn is_writable(&self) -> bool {
        self.writer.is_some()
    }

    /// Runs `work` with a read-only connection, limited by the lifetime of the request and by its time budget.
    pub(crate) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&dyn Storage) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Failure> {
        let permit = acquire(&self.readers).await?;
        let pool = Arc::clone(self);
        let budget = Budget::new();
        let (is_over, is_unwanted) = (budget.is_over(), budget.is_unwanted());
        blocking(move || {
            // The permit lives until the work ends, even if the request was dropped meanwhile.
            let _permit = permit;
            let idle = pool.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let idle = idle.filter(|store| !store.is_outdated());
            let mut store = idle.map_or_else(|| SqliteStore::open_read_only(&pool.path), Ok)?;
            store.interrupt_when(Some(is_over))?;
            store.stop_reading_when(Some(Box::new(is_unwanted)));
            let result = work(&store);
            store.interrupt_when(None::<fn() -> bool>)?;
            store.stop_reading_when(None);
            pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(store);
            result
        })
        .await
    }

    /// Runs `work` with the writable connection.
    pub(crate) async fn write<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut dyn Storage) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Failure> {
        if self.writer.is_none() {
            return Err(read_only());
        }
        let permit = acquire(&self.writers).await?;
        let pool = Arc::clone(self);
        let written = blocking(move || {
            let _permit = permit;
            let Some(writer) = &pool.writer else { return Ok(None) };
            let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut *writer).map(Some)
        });
        written.await?.ok_or_else(read_only)
    }
}

/// Returns the failure for writing to a read-only store.
pub(crate) fn read_only() -> Failure {
    Failure::new(StatusCode::FORBIDDEN, "corrections are off: the store is read-only")
}

async fn acquire(semaphore: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Failure> {
    match tokio::time::timeout(ACQUIRE_TIMEOUT, Arc::clone(semaphore).acquire_owned()).await {
        Ok(Ok(permit)) => Ok(permit),
        Ok(Err(_)) | Err(_) => Err(Failure::busy()),
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Failure> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => Ok(result?),
        Err(_) => Err(Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "the request could not be answered")),
    }
}
