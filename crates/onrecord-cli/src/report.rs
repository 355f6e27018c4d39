//! The final output of a command.

use std::io::{ErrorKind, Write};

use onrecord_stdout::standard_output;

use crate::exit_code::FAILURE;
use crate::progress::Progress;

/// Writes an error message and returns the exit code for failures.
pub(crate) fn fail(message: &str) -> u8 {
    Progress::new(0, None, false).error(message);
    FAILURE
}

/// Writes `text` to standard output and returns `exit_code`. A closed pipe is not a failure.
pub(crate) fn print(text: &str, exit_code: u8) -> u8 {
    let written = standard_output().and_then(|mut out| {
        out.write_all(text.as_bytes())?;
        // If the output were flushed only at exit, a failure could not be reported.
        out.flush()
    });
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => fail(&format!("cannot write the output: {error}")),
        _ => exit_code,
    }
}
