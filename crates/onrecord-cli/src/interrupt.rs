//! Ctrl-C: the first one asks the command to stop, the second one ends the program.

use std::sync::atomic::{AtomicBool, Ordering};

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// Installs the handler for Ctrl-C; the program exits with `exit_code` at the second one.
pub(crate) fn listen(exit_code: u8) {
    // If no handler can be installed, Ctrl-C ends the program as usual.
    let _ = ctrlc::set_handler(move || {
        if REQUESTED.swap(true, Ordering::SeqCst) {
            std::process::exit(exit_code.into());
        }
    });
}

/// Returns whether the user has pressed Ctrl-C.
pub(crate) fn requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}
