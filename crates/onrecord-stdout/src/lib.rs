//! Standard output, and whether the program was started with one.
//!
//! Rust opens `/dev/null` in the place of a closed standard output before `main` begins, so that all writing seems to
//! succeed (`onrecord read article.txt >&-`). This crate therefore checks the descriptor before `main`. A descriptor
//! that is not open for writing counts as closed, since Rust also ignores errors of writing to it.

// `forbid` would reject the function that runs before `main`, which a macro of `ctor` declares. There is no other
// unsafe code.
#![deny(unsafe_code)]

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether standard output was closed, or open for reading only, when the program began.
static IS_CLOSED: AtomicBool = AtomicBool::new(false);

#[cfg(unix)]
ctor::declarative::ctor! {
    #[ctor(unsafe)]
    fn look_at_standard_output() {
        use rustix::fs::{OFlags, fcntl_getfl};
        // Before `main`, little of the standard library may be used; these calls use only the type of a descriptor.
        let flags = fcntl_getfl(rustix::stdio::stdout());
        let is_open = flags.is_ok_and(|flags| flags.intersects(OFlags::WRONLY | OFlags::RDWR));
        IS_CLOSED.store(!is_open, Ordering::Relaxed);
    }
}

/// Returns standard output.
///
/// ```
/// use std::io::Write;
///
/// writeln!(onrecord_stdout::standard_output()?, "It rained.")?;
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// If the program was started without a standard output. This is checked on Unix only.
pub fn standard_output() -> io::Result<io::Stdout> {
    if IS_CLOSED.load(Ordering::Relaxed) {
        return Err(io::Error::other("standard output is closed"));
    }
    Ok(io::stdout())
}
