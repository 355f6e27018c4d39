//! Exit codes of the commands.

/// Success: everything requested was done.
pub(crate) const SUCCESS: u8 = 0;
/// Some inputs or records could not be read; the others were processed.
pub(crate) const SOME_FAILED: u8 = 1;
/// Wrong usage, no input could be read, or the output or store failed.
pub(crate) const FAILURE: u8 = 2;
/// Stopped by Ctrl-C: 128 plus the number of the signal, as in shells.
pub(crate) const INTERRUPTED: u8 = 130;
