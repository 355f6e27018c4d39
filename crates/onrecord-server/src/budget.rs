//! How long a request may use the store.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Longest time that the store may work for one request. Searches of a million articles take less than a tenth of it
/// (`eval/RESULTS.md`).
const STORE_TIME: Duration = Duration::from_secs(5);

/// The time that the store has for a request. When it is dropped, as it is when a client goes away, the time is over.
#[derive(Debug)]
pub(crate) struct Budget {
    deadline: Instant,
    is_dropped: Arc<AtomicBool>,
}

impl Budget {
    /// Returns the budget of a request that begins now.
    pub(crate) fn new() -> Budget {
        Budget { deadline: Instant::now() + STORE_TIME, is_dropped: Arc::default() }
    }

    /// Returns a function that tells whether the time is over.
    pub(crate) fn is_over(&self) -> impl FnMut() -> bool + Send + use<> {
        let (deadline, is_dropped) = (self.deadline, Arc::clone(&self.is_dropped));
        move || is_dropped.load(Ordering::Relaxed) || Instant::now() >= deadline
    }
}

impl Drop for Budget {
    fn drop(&mut self) {
        self.is_dropped.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_ends_with_its_request() {
        let budget = Budget::new();
        let mut is_over = budget.is_over();
        assert!(!is_over());
        drop(budget);
        assert!(is_over());
        let late = Budget { deadline: Instant::now(), is_dropped: Arc::default() };
        assert!(late.is_over()());
    }
}
