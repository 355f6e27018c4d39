//! Exit codes of the commands.

/// Everything that was asked for is done.
pub(crate) const SUCCESS: u8 = 0;
/// Some inputs or records could not be read; the others are done.
pub(crate) const SOME_FAILED: u8 = 1;
/// Wrong usage, nothing could be read at all, or the output or store failed.
pub(crate) const FAILURE: u8 = 2;
/// Stopped by Ctrl-C: 128 and the number of the signal, as shells count.
pub(crate) const INTERRUPTED: u8 = 130;
