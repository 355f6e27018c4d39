//! Writes the records, tells the failures and counts both.

use std::io::{self, ErrorKind};
use std::ops::ControlFlow;

use crate::output::Output;
use crate::pipeline::{Failure, Taken};
use crate::progress::Progress;

/// Failures told of one input: a file that is not what its name says has one a line.
const MAX_TOLD: u64 = 10;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Every input was read.
    AllRead,
    /// Some were.
    SomeFailed,
    /// None was.
    NothingRead,
    /// The records could not be written.
    NotWritten,
    /// The user stopped it.
    Interrupted,
}

/// Takes answers in order.
#[derive(Debug)]
pub(crate) struct Writer {
    output: Output,
    progress: Progress,
    /// What errors call the inputs.
    names: Vec<String>,
    /// Whether a line is drawn between records.
    has_rules: bool,
    n_written: u64,
    n_failed: u64,
    /// The input of the last failure and how many failures it has.
    failing: (usize, u64),
    trouble: Option<io::Error>,
}

impl Writer {
    pub(crate) fn new(output: Output, progress: Progress, names: Vec<String>, has_rules: bool) -> Writer {
        let (n_written, n_failed, failing, trouble) = (0, 0, (0, 0), None);
        Writer { output, progress, names, has_rules, n_written, n_failed, failing, trouble }
    }

    /// Writes a record or tells why there is none; breaks where no more can be written.
    pub(crate) fn take(&mut self, taken: Taken<String>) -> ControlFlow<()> {
        let text = match taken.found {
            Ok(text) => text,
            Err(failure) => {
                self.fail(taken.input, &failure);
                return ControlFlow::Continue(());
            }
        };
        let rule =
            if self.has_rules && self.n_written > 0 { "\n----------------------------------------\n\n" } else { "" };
        self.progress.article(taken.bytes, taken.size);
        let output = &mut self.output;
        let wrote = self.progress.beside(|| output.write(rule).and_then(|()| output.write(&text)));
        match wrote {
            Ok(()) => {
                self.n_written += 1;
                ControlFlow::Continue(())
            }
            Err(error) => {
                self.trouble = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn fail(&mut self, input: usize, failure: &Failure) {
        self.n_failed += 1;
        if self.failing.0 != input {
            self.tell_rest();
            self.failing = (input, 0);
        }
        self.failing.1 += 1;
        if self.failing.1 > MAX_TOLD {
            return;
        }
        match failure {
            Failure::Input(reason) => self.progress.error(reason),
            Failure::Panic => {
                self.progress.error(&format!("{}: the reader failed on it; please report this", self.names[input]));
            }
        }
    }

    /// Tells how many failures of the last input were not told.
    fn tell_rest(&self) {
        let (input, n_failures) = self.failing;
        if n_failures > MAX_TOLD {
            let n_more = n_failures - MAX_TOLD;
            self.progress.error(&format!("{}: {n_more} more like these", self.names[input]));
        }
    }

    /// Puts the output in its place and says how it all went.
    pub(crate) fn finish(mut self, is_interrupted: bool) -> Outcome {
        self.tell_rest();
        self.progress.finish(self.n_failed);
        match &self.trouble {
            // `| head` has seen enough: nothing went wrong.
            Some(error) if error.kind() == ErrorKind::BrokenPipe => return Outcome::AllRead,
            Some(error) => {
                self.progress.error(&format!("the records could not be written: {error}"));
                return Outcome::NotWritten;
            }
            None => {}
        }
        if self.n_written == 0 && !is_interrupted {
            return Outcome::NothingRead;
        }
        match self.output.finish(!is_interrupted) {
            Ok(Some(beside)) => self.progress.error(&format!("stopped; what was read is in {}", beside.display())),
            Ok(None) => {}
            Err(error) => {
                self.progress.error(&format!("the records could not be written: {error}"));
                return Outcome::NotWritten;
            }
        }
        match (is_interrupted, self.n_failed) {
            (true, _) => Outcome::Interrupted,
            (false, 0) => Outcome::AllRead,
            (false, _) => Outcome::SomeFailed,
        }
    }
}
