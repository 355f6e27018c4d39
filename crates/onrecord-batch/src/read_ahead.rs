//! Reads articles on several threads for a caller that asks for one result after another.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};

use crate::pipeline::Failure;
use crate::worker::{ARTICLES_PER_THREAD, Job, MAX_BYTES, POLL, Panicked, work};

/// Reads articles ahead of the caller, who adds articles while there is room and takes the results in the same order.
///
/// Only the caller accesses the source of the articles, so the source need not be thread-safe. When the value is
/// dropped, its threads end after the articles that they are reading.
///
/// ```
/// use onrecord_batch::ReadAhead;
///
/// let mut articles = ["It rained.", "It snowed."].into_iter();
/// let mut ahead = ReadAhead::new(2, |text: &'static str| text.len());
/// let mut lengths = Vec::new();
/// loop {
///     while ahead.has_room() {
///         let Some(text) = articles.next() else { break };
///         ahead.add(text, text.len());
///     }
///     let Some(result) = ahead.next_result(|| false) else { break };
///     lengths.push(result.unwrap());
/// }
/// assert_eq!(lengths, [10, 10]);
/// ```
#[derive(Debug)]
pub struct ReadAhead<D, R> {
    jobs: Sender<Job<D, R>>,
    /// The size of each article that was added, and the channel that its result is sent on.
    results: VecDeque<(usize, Receiver<Result<R, Panicked>>)>,
    n_bytes: usize,
    capacity: usize,
    is_closed: Arc<AtomicBool>,
}

impl<D: Send + 'static, R: Send + 'static> ReadAhead<D, R> {
    /// Returns an empty queue whose `n_threads` threads call `read`.
    pub fn new(n_threads: usize, read: impl Fn(D) -> R + Send + Sync + 'static) -> ReadAhead<D, R> {
        let n_threads = n_threads.max(1);
        let (jobs, waiting) = mpsc::channel();
        let (waiting, read) = (Arc::new(Mutex::new(waiting)), Arc::new(read));
        let is_closed = Arc::new(AtomicBool::new(false));
        for _ in 0..n_threads {
            let (waiting, read, is_closed) = (Arc::clone(&waiting), Arc::clone(&read), Arc::clone(&is_closed));
            std::thread::spawn(move || work(&waiting, || is_closed.load(Ordering::Relaxed), &*read));
        }
        let capacity = n_threads * ARTICLES_PER_THREAD;
        ReadAhead { jobs, results: VecDeque::new(), n_bytes: 0, capacity, is_closed }
    }

    /// Returns whether the queue is empty.
    pub fn is_empty(&self) -> bool {
        self.results.is_empty()
    }

    /// Returns whether another article should be added before a result is taken.
    pub fn has_room(&self) -> bool {
        self.results.is_empty() || self.results.len() < self.capacity && self.n_bytes < MAX_BYTES
    }

    /// Adds an article whose text has `size` bytes.
    pub fn add(&mut self, article: D, size: usize) {
        let (result, receiver) = mpsc::sync_channel(1);
        // Fails only if all threads have ended; the result is then a failure.
        let _ = self.jobs.send(Job { article, result });
        self.n_bytes = self.n_bytes.saturating_add(size);
        self.results.push_back((size, receiver));
    }

    /// Waits for the result of the article that was added first, and takes it. Returns `None` if the queue is empty,
    /// or as soon as `is_stopped` returns true, which is checked every 50 milliseconds; the result can then be taken
    /// later.
    ///
    /// An article that makes the reader panic has [`Failure::Panic`] as its result.
    pub fn next_result(&mut self, is_stopped: impl Fn() -> bool) -> Option<Result<R, Failure>> {
        loop {
            let (size, receiver) = self.results.front()?;
            let result = match receiver.recv_timeout(POLL) {
                Ok(result) => result.map_err(|Panicked| Failure::Panic),
                Err(RecvTimeoutError::Disconnected) => Err(Failure::Panic),
                Err(RecvTimeoutError::Timeout) if is_stopped() => return None,
                Err(RecvTimeoutError::Timeout) => continue,
            };
            self.n_bytes = self.n_bytes.saturating_sub(*size);
            self.results.pop_front();
            return Some(result);
        }
    }
}

impl<D, R> Drop for ReadAhead<D, R> {
    fn drop(&mut self) {
        self.is_closed.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the numbers below `n`, all of one size, and returns the results and the maximum number read ahead.
    fn read_all(n: usize, n_threads: usize, size: usize) -> (Vec<Result<usize, Failure>>, usize) {
        let read = |number: usize| {
            std::thread::sleep(std::time::Duration::from_micros((number as u64 * 7919) % 500));
            if number % 10 == 7 { panic!("as the test wants") } else { number * 2 }
        };
        let mut ahead = ReadAhead::new(n_threads, read);
        let (mut results, mut next, mut most) = (Vec::new(), 0, 0);
        loop {
            while next < n && ahead.has_room() {
                ahead.add(next, size);
                next += 1;
            }
            most = most.max(next - results.len());
            match ahead.next_result(|| false) {
                Some(result) => results.push(result),
                None => return (results, most),
            }
        }
    }

    #[test]
    fn results_come_in_order_and_few_articles_are_ahead() {
        let expected = |n: usize| if n % 10 == 7 { Err(Failure::Panic) } else { Ok(n * 2) };
        for (n_threads, size, most) in [(1, 1, 8), (2, 1, 16), (7, 1, 56), (2, 5 << 20, 2)] {
            let (results, n_ahead) = read_all(60, n_threads, size);
            assert_eq!(results, (0..60).map(expected).collect::<Vec<_>>());
            assert_eq!(n_ahead, most, "{n_threads} threads, {size} bytes");
        }
    }

    #[test]
    fn waiting_can_be_stopped_and_goes_on() {
        let (start, started) = mpsc::channel::<()>();
        let started = Mutex::new(started);
        let mut ahead = ReadAhead::new(1, move |number: usize| {
            started.lock().unwrap().recv().unwrap();
            number
        });
        ahead.add(1, 1);
        assert_eq!(ahead.next_result(|| true), None);
        start.send(()).unwrap();
        assert_eq!(ahead.next_result(|| false), Some(Ok(1)));
        assert_eq!(ahead.next_result(|| false), None);
    }
}
