//! A pool of connections to the store: several for reading and one for writing, used on blocking threads.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use onrecord_store::{Error, SqliteStore, Storage};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::failure::Failure;

/// Longest wait of a request for a connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// The connections to one store.
#[derive(Debug)]
pub(crate) struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<SqliteStore>>,
    readers: Arc<Semaphore>,
    writer: Mutex<SqliteStore>,
    writers: Arc<Semaphore>,
}

impl Pool {
    /// Opens the store, and migrates it to the present format.
    pub(crate) fn open(path: &Path) -> Result<Arc<Pool>, Error> {
        let writer = SqliteStore::open(path)?;
        let n_readers = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8);
        Ok(Arc::new(Pool {
            path: path.to_owned(),
            idle: Mutex::new(vec![SqliteStore::open_read_only(path)?]),
            readers: Arc::new(Semaphore::new(n_readers)),
            writer: Mutex::new(writer),
            writers: Arc::new(Semaphore::new(1)),
        }))
    }

    /// Runs `work` with a read-only connection.
    pub(crate) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&dyn Storage) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Failure> {
        let permit = acquire(&self.readers).await?;
        let pool = Arc::clone(self);
        blocking(move || {
            // The permit lives until the work ends, even if the request was dropped meanwhile.
            let _permit = permit;
            let idle = pool.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let store = idle.map_or_else(|| SqliteStore::open_read_only(&pool.path), Ok)?;
            let result = work(&store);
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
        let permit = acquire(&self.writers).await?;
        let pool = Arc::clone(self);
        blocking(move || {
            let _permit = permit;
            let mut writer = pool.writer.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut *writer)
        })
        .await
    }
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
