//! Connections to the store: a few for reading, one for writing, all used apart from the threads of the network.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use onrecord_store::{Error, Store};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::failure::Failure;

/// How long a request waits for a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// The connections.
#[derive(Debug)]
pub(crate) struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Store>>,
    readers: Arc<Semaphore>,
    writer: Mutex<Store>,
    writers: Arc<Semaphore>,
}

impl Pool {
    /// Opens the store; one of an older format becomes one of the present format.
    pub(crate) fn open(path: &Path) -> Result<Arc<Pool>, Error> {
        let writer = Store::open(path)?;
        let n_readers = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8);
        Ok(Arc::new(Pool {
            path: path.to_owned(),
            idle: Mutex::new(vec![Store::open_read_only(path)?]),
            readers: Arc::new(Semaphore::new(n_readers)),
            writer: Mutex::new(writer),
            writers: Arc::new(Semaphore::new(1)),
        }))
    }

    /// Returns what `work` makes of a connection for reading.
    pub(crate) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Store) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Failure> {
        let turn = turn(&self.readers).await?;
        let pool = Arc::clone(self);
        blocking(move || {
            // The turn ends with the work, also where nobody waits for it any more.
            let _turn = turn;
            let idle = pool.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let store = idle.map_or_else(|| Store::open_read_only(&pool.path), Ok)?;
            let made = work(&store);
            pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(store);
            made
        })
        .await
    }

    /// Returns what `work` makes of the connection for writing.
    pub(crate) async fn write<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut Store) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Failure> {
        let turn = turn(&self.writers).await?;
        let pool = Arc::clone(self);
        blocking(move || {
            let _turn = turn;
            work(&mut pool.writer.lock().unwrap_or_else(PoisonError::into_inner))
        })
        .await
    }
}

async fn turn(turns: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Failure> {
    match tokio::time::timeout(PATIENCE, Arc::clone(turns).acquire_owned()).await {
        Ok(Ok(turn)) => Ok(turn),
        Ok(Err(_)) | Err(_) => Err(Failure::busy()),
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Failure> {
    match tokio::task::spawn_blocking(work).await {
        Ok(made) => Ok(made?),
        Err(_) => Err(Failure::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "the request could not be answered")),
    }
}
