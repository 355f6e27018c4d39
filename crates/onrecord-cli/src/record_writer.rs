//! Writes encoded records, reports failures, and counts both.

use std::io::{self, ErrorKind};
use std::ops::ControlFlow;

use onrecord_batch::pipeline::PipelineItem;
use onrecord_batch::{Output, write_error};
use onrecord_export::Encoded;

use crate::exit_code::{FAILURE, INTERRUPTED, SOME_FAILED, SUCCESS};
use crate::failures::Failures;
use crate::progress::Progress;

/// Writes encoded records in order.
pub(crate) struct RecordWriter {
    output: Output,
    progress: Progress,
    failures: Failures,
    n_written: u64,
    error: Option<io::Error>,
}

impl RecordWriter {
    /// Returns a writer into `output`; `names` are the names of the inputs in error messages.
    pub(crate) fn new(output: Output, progress: Progress, names: Vec<String>) -> RecordWriter {
        RecordWriter { output, progress, failures: Failures::new(names), n_written: 0, error: None }
    }

    /// Shows that `n_done` of `n_all` records are done.
    pub(crate) fn step(&mut self, n_done: u64, n_all: u64) {
        self.progress.step(n_done, n_all);
    }

    /// Writes a record or reports why there is none; breaks if no more can be written.
    pub(crate) fn write(&mut self, item: PipelineItem<Encoded>) -> ControlFlow<()> {
        let record = match item.result {
            Ok(record) => record,
            Err(failure) => {
                self.failures.add(&self.progress, item.input, item.part.as_deref(), &failure);
                return ControlFlow::Continue(());
            }
        };
        if !self.progress.is_stepped() {
            self.progress.article(item.bytes, item.size);
        }
        let output = &mut self.output;
        match self.progress.suspended(|| output.write(record)) {
            Ok(()) => {
                self.n_written += 1;
                ControlFlow::Continue(())
            }
            Err(error) => {
                self.error = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    /// Moves the output to its path, reports the result of the run, and returns the exit code.
    pub(crate) fn finish(mut self, is_interrupted: bool) -> u8 {
        self.failures.report_omitted(&self.progress);
        self.progress.finish(self.failures.count());
        match &self.error {
            // A reader such as `| head` has closed the pipe, which is not an error.
            Some(error) if error.kind() == ErrorKind::BrokenPipe => return SUCCESS,
            Some(error) => {
                self.progress.error(&not_written(error));
                return FAILURE;
            }
            None => {}
        }
        if self.n_written == 0 && !is_interrupted {
            return FAILURE;
        }
        match self.output.finish(!is_interrupted) {
            Ok(Some(path)) => self.progress.error(&format!("stopped; the records so far are in {}", path.display())),
            Ok(None) => {}
            Err(error) => {
                self.progress.error(&not_written(&error));
                return FAILURE;
            }
        }
        match (is_interrupted, self.failures.count()) {
            (true, _) => INTERRUPTED,
            (false, 0) => SUCCESS,
            (false, _) => SOME_FAILED,
        }
    }
}

fn not_written(error: &io::Error) -> String {
    format!("cannot write the records: {}", write_error(error))
}
