//! How long a request may use the store, and whether its client is still connected.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Maximum time that the store may spend on one request. Searches of a million articles take less than a tenth of it
/// (`eval/RESULTS.md`).
const STORE_TIME: Duration = Duration::from_secs(5);

tokio::task_local! {
    /// Whether the client of the task's request has disconnected.
    static IS_GONE: Arc<AtomicBool>;
}

/// The client of a request; dropping this value means that it no longer waits for the response.
#[derive(Debug, Default)]
pub(crate) struct WaitingClient {
    is_gone: Arc<AtomicBool>,
}

impl WaitingClient {
    /// Ties `work` to this client: budgets created in it end when the client disconnects, whichever thread `work` runs
    /// on.
    pub(crate) fn works<W: Future>(&self, work: W) -> impl Future<Output = W::Output> + use<W> {
        IS_GONE.scope(Arc::clone(&self.is_gone), work)
    }
}

impl Drop for WaitingClient {
    fn drop(&mut self) {
        self.is_gone.store(true, Ordering::Relaxed);
    }
}

/// The time that the store may spend on a request. It also ends when the budget is dropped or the client disconnects.
#[derive(Debug)]
pub(crate) struct Budget {
    deadline: Instant,
    is_dropped: Arc<AtomicBool>,
    is_gone: Arc<AtomicBool>,
}

impl Budget {
    /// Returns the budget of a request that begins now.
    pub(crate) fn new() -> Budget {
        let is_gone = IS_GONE.try_with(Arc::clone).unwrap_or_default();
        Budget { deadline: Instant::now() + STORE_TIME, is_dropped: Arc::default(), is_gone }
    }

    /// Returns a function that returns whether the budget has ended.
    pub(crate) fn is_over(&self) -> impl Fn() -> bool + Send + use<> {
        let (deadline, is_unwanted) = (self.deadline, self.is_unwanted());
        move || is_unwanted() || Instant::now() >= deadline
    }

    /// Returns a function that returns whether the response is no longer needed.
    pub(crate) fn is_unwanted(&self) -> impl Fn() -> bool + Send + use<> {
        let flags = [Arc::clone(&self.is_dropped), Arc::clone(&self.is_gone)];
        move || flags.iter().any(|flag| flag.load(Ordering::Relaxed))
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
        let (is_over, is_unwanted) = (budget.is_over(), budget.is_unwanted());
        assert!(!is_over() && !is_unwanted());
        drop(budget);
        assert!(is_over() && is_unwanted());
        let late = Budget { deadline: Instant::now(), is_dropped: Arc::default(), is_gone: Arc::default() };
        assert!(late.is_over()() && !late.is_unwanted()());
    }

    #[tokio::test]
    async fn a_budget_ends_with_its_client() {
        let client = WaitingClient::default();
        let budget = client.works(async { Budget::new() }).await;
        let (is_over, is_unwanted) = (budget.is_over(), budget.is_unwanted());
        assert!(!is_over() && !is_unwanted());
        drop(client);
        assert!(is_over() && is_unwanted());
    }
}
