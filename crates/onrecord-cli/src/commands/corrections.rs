//! `onrecord corrections`: what people say of entries, for other programs.

use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

use onrecord_server::found_json;

use super::show::refuse;
use super::{ALL_READ, selection};

/// Corrections that are read at once.
const BATCH: u32 = 500;

/// Write the corrections of a store, the latest first, as JSON Lines
///
/// docs/store.md describes the fields. Each has the entry as it was, what is said of it, and whether the present record
/// still has it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The store
    #[arg(long, value_name = "FILE")]
    store: PathBuf,
}

/// Writes the corrections and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let store = match selection::open(&args.store) {
        Ok(store) => store,
        Err(error) => return refuse(&selection::told(&error, &args.store)),
    };
    let mut out = io::stdout().lock();
    let mut n_written = 0;
    loop {
        let (corrections, has_more) = match store.corrections(BATCH, n_written) {
            Ok(found) => found,
            Err(error) => return refuse(&selection::told(&error, &args.store)),
        };
        n_written += corrections.len() as u64;
        let lines: String = corrections.iter().map(|one| found_json::correction(one).to_string() + "\n").collect();
        match out.write_all(lines.as_bytes()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return ALL_READ,
            Err(error) => return refuse(&format!("they cannot be written: {error}")),
            Ok(()) if has_more => {}
            Ok(()) => return ALL_READ,
        }
    }
}
