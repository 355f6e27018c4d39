//! Reports and counts the articles that could not be read.

use onrecord_batch::pipeline::Failure;

use crate::progress::Progress;

/// The maximum number of failures reported for one input: a file whose name implies the wrong format may have one per
/// line.
const MAX_REPORTED: u64 = 10;

/// The failures of a run.
#[derive(Debug)]
pub(crate) struct Failures {
    /// The names of the inputs in error messages.
    names: Vec<String>,
    n_failed: u64,
    /// The input of the last failure and how many failures it has.
    last: (usize, u64),
}

impl Failures {
    pub(crate) fn new(names: Vec<String>) -> Failures {
        Failures { names, n_failed: 0, last: (0, 0) }
    }

    /// Returns the number of failures.
    pub(crate) fn count(&self) -> u64 {
        self.n_failed
    }

    /// Counts the failure of an input, or of a part of it, and reports it, unless the input has had many.
    pub(crate) fn add(&mut self, progress: &Progress, input: usize, part: Option<&str>, failure: &Failure) {
        self.n_failed += 1;
        if self.last.0 != input {
            self.report_omitted(progress);
            self.last = (input, 0);
        }
        self.last.1 += 1;
        if self.last.1 > MAX_REPORTED {
            return;
        }
        match failure {
            Failure::Input(reason) => progress.error(reason),
            Failure::Panic => {
                let name = &self.names[input];
                let part = part.map(|part| format!(", {part}")).unwrap_or_default();
                progress.error(&format!("{name}{part}: the reader crashed on this article; please report this"));
            }
        }
    }

    /// Reports how many failures of the last input were left out.
    pub(crate) fn report_omitted(&self, progress: &Progress) {
        let (input, n_failures) = self.last;
        if n_failures > MAX_REPORTED {
            let n_more = n_failures - MAX_REPORTED;
            progress.error(&format!("{}: {n_more} more errors like these", self.names[input]));
        }
    }
}
