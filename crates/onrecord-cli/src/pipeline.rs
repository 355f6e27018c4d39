//! Many articles at once, answers in order, with little in memory.
//!
//! One thread takes articles in, `n_threads` threads read them, and the calling thread writes the answers. Every
//! article that is taken in stands in a queue of bounded length, in order, with the place where its answer will come;
//! the writer waits at the head of that queue. So at most a fixed number of articles and of bytes is in hand,
//! however long a single article takes.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How often waiting threads look whether to stop.
const POLL: Duration = Duration::from_millis(50);

/// Articles in hand for each thread: enough that a long article does not leave the others idle.
const IN_HAND_PER_THREAD: usize = 8;

/// Bytes of text in hand, where more than one article is: records are several times as large as their texts.
const BYTES_IN_HAND: usize = 8 << 20;

/// An article, or why there is none, and where it was.
#[derive(Debug)]
pub(crate) struct Taken<D> {
    /// Number of the input, from 0 on.
    pub(crate) input: usize,
    /// Bytes of all inputs that had been taken in.
    pub(crate) bytes: u64,
    /// Bytes of its text.
    pub(crate) size: usize,
    /// The article, or its answer.
    pub(crate) found: Result<D, Failure>,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// There is no article: the input and the reason.
    Input(String),
    /// Reading it panicked.
    Panic,
}

/// Calls `read` for every article of `source` on one of `n_threads` threads, and `write` for every answer in the order
/// of `source`, until `write` breaks or `stop` says so; what is in hand when `stop` does is still written.
///
/// An article that makes `read` panic gets an error as its answer.
pub(crate) fn run<D: Send + 'static, R: Send + 'static>(
    source: impl Iterator<Item = Taken<D>> + Send + 'static,
    n_threads: usize,
    stop: fn() -> bool,
    read: impl Fn(D) -> R + Sync,
    mut write: impl FnMut(Taken<R>) -> ControlFlow<()>,
) {
    let gate = Arc::new(Gate::default());
    let (jobs, waiting) = mpsc::channel::<Job<D, R>>();
    let (queue, answers) = mpsc::sync_channel::<Taken<Receiver<Result<R, Failure>>>>(n_threads * IN_HAND_PER_THREAD);
    let taking = Taking { gate: Arc::clone(&gate), jobs, queue, stop };
    // Not a scoped thread: it may be waiting for a standard input that never ends, when all else is done.
    std::thread::spawn(move || taking.all(source));
    let waiting = Mutex::new(waiting);
    std::thread::scope(|scope| {
        for _ in 0..n_threads {
            scope.spawn(|| work(&waiting, &gate, &read));
        }
        loop {
            let taken = match answers.recv_timeout(POLL) {
                Ok(taken) => taken,
                Err(RecvTimeoutError::Timeout) if !stop() => continue,
                Err(_) => break,
            };
            let Taken { input, bytes, size, found } = taken;
            let found = found.and_then(|answer| answer.recv().unwrap_or_else(|_| Err(Failure::Panic)));
            let wrote = write(Taken { input, bytes, size, found });
            gate.leave(size);
            if wrote.is_break() {
                break;
            }
        }
        gate.close();
    });
}

/// An article to read and where its answer goes.
struct Job<D, R> {
    article: D,
    answer: SyncSender<Result<R, Failure>>,
}

struct Taking<D, R> {
    gate: Arc<Gate>,
    jobs: mpsc::Sender<Job<D, R>>,
    queue: SyncSender<Taken<Receiver<Result<R, Failure>>>>,
    stop: fn() -> bool,
}

impl<D, R> Taking<D, R> {
    fn all(self, source: impl Iterator<Item = Taken<D>>) {
        for Taken { input, bytes, size, found } in source {
            if (self.stop)() || !self.gate.enter(size) {
                return;
            }
            let found = found.map(|article| {
                let (answer, coming) = mpsc::sync_channel(1);
                // Fails only where nobody waits for answers any more.
                let _ = self.jobs.send(Job { article, answer });
                coming
            });
            if self.queue.send(Taken { input, bytes, size, found }).is_err() {
                return;
            }
        }
    }
}

fn work<D, R>(waiting: &Mutex<Receiver<Job<D, R>>>, gate: &Gate, read: impl Fn(D) -> R) {
    while !gate.is_closed() {
        let job = lock(waiting).recv_timeout(POLL);
        let Job { article, answer } = match job {
            Ok(job) => job,
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        let read = catch_unwind(AssertUnwindSafe(|| read(article)));
        let _ = answer.send(read.map_err(|_| Failure::Panic));
    }
}

/// Counts the bytes in hand.
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
    /// Waits until `size` bytes more may be in hand; false where the gate is closed.
    fn enter(&self, size: usize) -> bool {
        let is_full = |inside: &mut Inside| {
            !inside.is_closed && inside.n_bytes > 0 && inside.n_bytes.saturating_add(size) > BYTES_IN_HAND
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

/// Locks; a thread that panicked leaves nothing half done here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn numbers(n: usize, size: usize) -> impl Iterator<Item = Taken<usize>> + Send + 'static {
        (0..n).map(move |idx| Taken {
            input: idx,
            bytes: 0,
            size,
            found: if idx % 10 == 7 { Err(Failure::Input(format!("bad {idx}"))) } else { Ok(idx) },
        })
    }

    fn slow(number: usize) -> usize {
        std::thread::sleep(Duration::from_micros((number as u64 * 7919) % 500));
        number * 2
    }

    #[test]
    fn answers_come_in_order_whatever_the_threads() {
        for n_threads in [1, 2, 7] {
            let mut found = Vec::new();
            let write = |taken: Taken<usize>| {
                found.push((taken.input, taken.found));
                ControlFlow::Continue(())
            };
            run(numbers(100, 1), n_threads, || false, slow, write);
            let expected: Vec<_> =
                numbers(100, 1).map(|taken| (taken.input, taken.found.map(|number| number * 2))).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn few_articles_and_bytes_are_in_hand() {
        // Two articles of 5 MB do not fit; and of short ones a fixed number does.
        for (size, most) in [(5 << 20, 1), (1, 2 * IN_HAND_PER_THREAD + 2)] {
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
                    // One more has been taken from the source and waits to come in.
                    let n_in_hand = TAKEN.load(Ordering::SeqCst) - n_written;
                    assert!(n_in_hand <= most + 1, "{n_in_hand} in hand");
                    n_written += 1;
                    ControlFlow::Continue(())
                },
            );
            assert_eq!(n_written, 60);
        }
    }

    #[test]
    fn a_writer_that_has_enough_ends_it() {
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
    fn what_is_in_hand_is_written_at_a_stop() {
        static N_READ: AtomicUsize = AtomicUsize::new(0);
        let mut found = Vec::new();
        // The source waits for ever after 20, as a terminal does.
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
            |taken| {
                found.push(taken.input);
                ControlFlow::Continue(())
            },
        );
        assert_eq!(found, (0..found.len()).collect::<Vec<_>>());
        assert!(found.len() >= 18, "{found:?}");
    }

    #[test]
    fn a_panic_is_an_answer() {
        let mut found = Vec::new();
        let read = |number| if number == 1 { panic!("as the test wants") } else { number };
        run(
            numbers(3, 1),
            1,
            || false,
            read,
            |taken| {
                found.push(taken.found);
                ControlFlow::Continue(())
            },
        );
        assert_eq!(found, [Ok(0), Err(Failure::Panic), Ok(2)]);
    }
}
