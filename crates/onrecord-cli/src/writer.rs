//! Writes the records, tells the failures and counts both.

use std::io::{self, ErrorKind};
use std::ops::ControlFlow;

use crate::failures::Failures;
use crate::form::Written;
use crate::output::{Output, unwritten};
use crate::pipeline::Taken;
use crate::progress::Progress;

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
    failures: Failures,
    /// What stands before the first record.
    header: String,
    /// What stands between two records.
    rule: &'static str,
    n_written: u64,
    trouble: Option<io::Error>,
}

impl Writer {
    pub(crate) fn new(
        output: Output,
        progress: Progress,
        names: Vec<String>,
        header: String,
        rule: &'static str,
    ) -> Writer {
        let failures = Failures::new(names);
        Writer { output, progress, failures, header, rule, n_written: 0, trouble: None }
    }

    /// Shows that `n_done` of `n_all` records are done.
    pub(crate) fn step(&mut self, n_done: u64, n_all: u64) {
        self.progress.step(n_done, n_all);
    }

    /// Writes a record or tells why there is none; breaks where no more can be written.
    pub(crate) fn take(&mut self, taken: Taken<Written>) -> ControlFlow<()> {
        let written = match taken.found {
            Ok(written) => written,
            Err(failure) => {
                self.failures.tell(&self.progress, taken.input, &failure);
                return ControlFlow::Continue(());
            }
        };
        let before = if self.n_written == 0 { &self.header } else { self.rule };
        if !self.progress.is_counted() {
            self.progress.article(taken.bytes, taken.size);
        }
        let output = &mut self.output;
        let wrote = self.progress.beside(|| output.write(before).and_then(|()| output.write_record(written)));
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

    /// Puts the output in its place and says how it all went.
    pub(crate) fn finish(mut self, is_interrupted: bool) -> Outcome {
        self.failures.tell_rest(&self.progress);
        self.progress.finish(self.failures.count());
        match &self.trouble {
            // `| head` has seen enough: nothing went wrong.
            Some(error) if error.kind() == ErrorKind::BrokenPipe => return Outcome::AllRead,
            Some(error) => {
                self.progress.error(&format!("the records could not be written: {}", unwritten(error)));
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
                self.progress.error(&format!("the records could not be written: {}", unwritten(&error)));
                return Outcome::NotWritten;
            }
        }
        match (is_interrupted, self.failures.count()) {
            (true, _) => Outcome::Interrupted,
            (false, 0) => Outcome::AllRead,
            (false, _) => Outcome::SomeFailed,
        }
    }
}
