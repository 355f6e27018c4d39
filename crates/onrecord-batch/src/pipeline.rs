//! Reads many articles at once and writes the results in order, with bounded memory.
//!
//! One thread takes articles from the source, `n_threads` threads read them, and the calling thread writes the results.
//! Every article waits in a queue of bounded length, in the order of the source, together with the channel on which its
//! result will come; the writer waits at the head of that queue. So at most a fixed number of articles, and of bytes of
//! text, is in the pipeline, however long a single article takes.

use std::ops::ControlFlow;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use crate::worker::{ARTICLES_PER_THREAD, Job, MAX_BYTES, POLL, Panicked, lock, work};

/// An article or its result, with its origin.
#[derive(Debug)]
pub struct PipelineItem<D> {
    /// Number of the input, counted from 0.
    pub input: usize,
    /// The part of the input that holds the article, such as `line 3`; `None` if it is the whole input.
    pub part: Option<String>,
    /// The number of bytes read from all inputs when the article was taken.
    pub bytes: u64,
    /// The size of its text in bytes.
    pub size: usize,
    /// The article or its result, or the reason why there is none.
    pub result: Result<D, Failure>,
}

/// Why there is no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The article could not be taken from its input. The reason names the input.
    Input(String),
    /// Reading the article panicked.
    Panic,
}

/// Calls `read` for every article of `source` on one of `n_threads` threads, and `write` for every result in the order
/// of `source`, until `write` breaks or `stop` returns true. Articles in the pipeline at that moment are still written.
///
/// An article that makes `read` panic has an error as its result.
pub fn run<D: Send + 'static, R: Send + 'static>(
    source: impl Iterator<Item = PipelineItem<D>> + Send + 'static,
    n_threads: usize,
    stop: fn() -> bool,
    read: impl Fn(D) -> R + Sync,
    mut write: impl FnMut(PipelineItem<R>) -> ControlFlow<()>,
) {
    let gate = Arc::new(Gate::default());
    let (jobs, waiting) = mpsc::channel::<Job<D, R>>();
    let (queue, results) =
        mpsc::sync_channel::<PipelineItem<Receiver<Result<R, Panicked>>>>(n_threads * ARTICLES_PER_THREAD);
    let intake = Intake { gate: Arc::clone(&gate), jobs, queue, stop };
    // Not a scoped thread: it may still wait for standard input when everything else is done.
    std::thread::spawn(move || intake.run(source));
    let waiting = Mutex::new(waiting);
    std::thread::scope(|scope| {
        for _ in 0..n_threads {
            scope.spawn(|| work(&waiting, || gate.is_closed(), &read));
        }
        loop {
            let item = match results.recv_timeout(POLL) {
                Ok(item) => item,
                Err(RecvTimeoutError::Timeout) if !stop() => continue,
                Err(_) => break,
            };
            let PipelineItem { input, part, bytes, size, result } = item;
            let result = result.and_then(|receiver| match receiver.recv() {
                Ok(Ok(read)) => Ok(read),
                Ok(Err(Panicked)) | Err(_) => Err(Failure::Panic),
            });
            let wrote = write(PipelineItem { input, part, bytes, size, result });
            gate.leave(size);
            if wrote.is_break() {
                break;
            }
        }
        gate.close();
    });
}

/// The thread that takes articles from the source.
struct Intake<D, R> {
    gate: Arc<Gate>,
    jobs: mpsc::Sender<Job<D, R>>,
    queue: SyncSender<PipelineItem<Receiver<Result<R, Panicked>>>>,
    stop: fn() -> bool,
}

impl<D, R> Intake<D, R> {
    /// Feeds the pipeline until the source ends or the pipeline stops.
    fn run(self, source: impl Iterator<Item = PipelineItem<D>>) {
        for PipelineItem { input, part, bytes, size, result } in source {
            if (self.stop)() || !self.gate.enter(size) {
                return;
            }
            let result = result.map(|article| {
                let (result, receiver) = mpsc::sync_channel(1);
                // Fails only if the receiver of results is gone.
                let _ = self.jobs.send(Job { article, result });
                receiver
            });
            if self.queue.send(PipelineItem { input, part, bytes, size, result }).is_err() {
                return;
            }
        }
    }
}

/// Limits the bytes of text in the pipeline.
#[derive(Debug, Default)]
struct Gate {
    inside: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Inside {
    n_bytes: usize,
    is_closed: bool,
}

impl Gate {
    /// Waits until `size` more bytes fit; returns false if the gate is closed.
    fn enter(&self, size: usize) -> bool {
        let is_full = |inside: &mut Inside| {
            !inside.is_closed && inside.n_bytes > 0 && inside.n_bytes.saturating_add(size) > MAX_BYTES
        };
        let waited = self.changed.wait_while(lock(&self.inside), is_full);
        let mut inside = waited.unwrap_or_else(PoisonError::into_inner);
        inside.n_bytes = inside.n_bytes.saturating_add(size);
        !inside.is_closed
    }

    fn leave(&self, size: usize) {
        let mut inside = lock(&self.inside);
        inside.n_bytes = inside.n_bytes.saturating_sub(size);
        self.changed.notify_all();
    }

    fn close(&self) {
        lock(&self.inside).is_closed = true;
        self.changed.notify_all();
    }

    fn is_closed(&self) -> bool {
        lock(&self.inside).is_closed
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    fn numbers(n: usize, size: usize) -> impl Iterator<Item = PipelineItem<usize>> + Send + 'static {
        (0..n).map(move |idx| PipelineItem {
            input: idx,
            part: None,
            bytes: 0,
            size,
            result: if idx % 10 == 7 { Err(Failure::Input(format!("bad {idx}"))) } else { Ok(idx) },
        })
    }

    fn slow(number: usize) -> usize {
        std::thread::sleep(Duration::from_micros((number as u64 * 7919) % 500));
        number * 2
    }

    #[test]
    fn results_come_in_order_whatever_the_threads() {
        for n_threads in [1, 2, 7] {
            let mut found = Vec::new();
            let write = |item: PipelineItem<usize>| {
                found.push((item.input, item.result));
                ControlFlow::Continue(())
            };
            run(numbers(100, 1), n_threads, || false, slow, write);
            let expected: Vec<_> =
                numbers(100, 1).map(|item| (item.input, item.result.map(|number| number * 2))).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn few_articles_and_bytes_are_in_the_pipeline() {
        // Two articles of 5 MB do not fit, and only a fixed number of short ones does.
        for (size, most) in [(5 << 20, 1), (1, 2 * ARTICLES_PER_THREAD + 2)] {
            static TAKEN: AtomicUsize = AtomicUsize::new(0);
            TAKEN.store(0, Ordering::SeqCst);
            let mut n_written = 0;
            let source = numbers(60, size).inspect(|_| {
                TAKEN.fetch_add(1, Ordering::SeqCst);
            });
            run(
                source,
                2,
                || false,
                slow,
                |_| {
                    // One more has been taken from the source and waits at the gate.
                    let n_inside = TAKEN.load(Ordering::SeqCst) - n_written;
                    assert!(n_inside <= most + 1, "{n_inside} inside");
                    n_written += 1;
                    ControlFlow::Continue(())
                },
            );
            assert_eq!(n_written, 60);
        }
    }

    #[test]
    fn a_writer_that_breaks_ends_it() {
        let mut n_written = 0;
        run(
            numbers(usize::MAX, 1),
            2,
            || false,
            slow,
            |_| {
                n_written += 1;
                if n_written == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(n_written, 5);
    }

    #[test]
    fn articles_in_the_pipeline_are_written_at_a_stop() {
        static N_READ: AtomicUsize = AtomicUsize::new(0);
        let mut found = Vec::new();
        // After 20 articles, the source blocks for ever, as a terminal may.
        let source = numbers(20, 1).chain(std::iter::from_fn(|| {
            loop {
                std::thread::park()
            }
        }));
        let read = |number| {
            N_READ.fetch_add(1, Ordering::SeqCst);
            number
        };
        run(
            source,
            2,
            || N_READ.load(Ordering::SeqCst) >= 18,
            read,
            |item| {
                found.push(item.input);
                ControlFlow::Continue(())
            },
        );
        assert_eq!(found, (0..found.len()).collect::<Vec<_>>());
        assert!(found.len() >= 18, "{found:?}");
    }

    #[test]
    fn a_panic_is_a_result() {
        let mut found = Vec::new();
        let read = |number| if number == 1 { panic!("as the test wants") } else { number };
        run(
            numbers(3, 1),
            1,
            || false,
            read,
            |item| {
                found.push(item.result);
                ControlFlow::Continue(())
            },
        );
        assert_eq!(found, [Ok(0), Err(Failure::Panic), Ok(2)]);
    }
}
