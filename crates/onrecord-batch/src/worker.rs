//! Threads that read articles.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How often waiting threads check whether to stop.
pub(crate) const POLL: Duration = Duration::from_millis(50);

/// Articles in memory per thread: enough that a long article does not leave the other threads idle.
pub(crate) const ARTICLES_PER_THREAD: usize = 8;

/// Bytes of text in memory, unless a single article has more: records are several times as large as their texts.
pub(crate) const MAX_BYTES: usize = 8 << 20;

/// Reading the article panicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Panicked;

/// An article to read, and the channel for its result.
pub(crate) struct Job<D, R> {
    pub(crate) article: D,
    pub(crate) result: SyncSender<Result<R, Panicked>>,
}

/// Reads articles until `is_closed` is true or there are no more.
pub(crate) fn work<D, R>(waiting: &Mutex<Receiver<Job<D, R>>>, is_closed: impl Fn() -> bool, read: impl Fn(D) -> R) {
    while !is_closed() {
        let job = lock(waiting).recv_timeout(POLL);
        let Job { article, result } = match job {
            Ok(job) => job,
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        let read = catch_unwind(AssertUnwindSafe(|| read(article)));
        // Fails only if the receiver of the result is gone.
        let _ = result.send(read.map_err(|_| Panicked));
    }
}

/// Locks a mutex even if it is poisoned: a thread that panicked leaves no inconsistent state here.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
