//! Tells what could not be read, and counts it.

use crate::pipeline::Failure;
use crate::progress::Progress;

/// Failures told of one input: a file that is not what its name says has one a line.
const MAX_TOLD: u64 = 10;

/// The failures of a run.
#[derive(Debug)]
pub(crate) struct Failures {
    /// What errors call the inputs.
    names: Vec<String>,
    n_failed: u64,
    /// The input of the last failure and how many failures it has.
    failing: (usize, u64),
}

impl Failures {
    pub(crate) fn new(names: Vec<String>) -> Failures {
        Failures { names, n_failed: 0, failing: (0, 0) }
    }

    /// Returns how many there were.
    pub(crate) fn count(&self) -> u64 {
        self.n_failed
    }

    /// Counts the failure and tells it, unless the input has had many.
    pub(crate) fn tell(&mut self, progress: &Progress, input: usize, failure: &Failure) {
        self.n_failed += 1;
        if self.failing.0 != input {
            self.tell_rest(progress);
            self.failing = (input, 0);
        }
        self.failing.1 += 1;
        if self.failing.1 > MAX_TOLD {
            return;
        }
        match failure {
            Failure::Input(reason) => progress.error(reason),
            Failure::Panic => {
                progress.error(&format!("{}: the reader failed on it; please report this", self.names[input]));
            }
        }
    }

    /// Tells how many failures of the last input were not told.
    pub(crate) fn tell_rest(&self, progress: &Progress) {
        let (input, n_failures) = self.failing;
        if n_failures > MAX_TOLD {
            let n_more = n_failures - MAX_TOLD;
            progress.error(&format!("{}: {n_more} more like these", self.names[input]));
        }
    }
}
