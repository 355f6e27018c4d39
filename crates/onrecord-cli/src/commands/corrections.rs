//! `onrecord corrections`: writes the corrections of entries, for other programs.

use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use onrecord_server::result_json;
use onrecord_stdout::standard_output;

use super::stores;
use crate::exit_code::SUCCESS;
use crate::progress::Progress;
use crate::report::fail;

/// The number of corrections read at a time.
const BATCH: u32 = 500;

/// Write the corrections of a store as JSON Lines, latest first
///
/// Each line has the entry as it was when it was corrected, the correction, and whether the current record still has
/// the entry. docs/store.md describes the fields.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The store
    #[arg(long, value_name = "FILE", env = "ONRECORD_STORE")]
    store: PathBuf,
}

/// Writes the corrections and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let store = match stores::open(&args.store) {
        Ok(store) => store,
        Err(error) => return fail(&stores::message(&error, &args.store)),
    };
    let mut out = match standard_output() {
        Ok(out) => out,
        Err(error) => return fail(&format!("cannot write the output: {error}")),
    };
    let mut skip = 0;
    loop {
        let (corrections, has_more) = match store.corrections(BATCH, skip) {
            Ok(batch) => batch,
            Err(error) => return fail(&stores::message(&error, &args.store)),
        };
        // Damaged corrections count as rows of the page too.
        skip += u64::from(BATCH);
        let lines: String = corrections.iter().map(|one| result_json::correction(one).to_string() + "\n").collect();
        match out.write_all(lines.as_bytes()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return SUCCESS,
            Err(error) => return fail(&format!("cannot write the output: {error}")),
            Ok(()) if has_more => {}
            Ok(()) => break,
        }
    }
    match store.damaged_corrections(None) {
        Ok(numbers) => {
            note_damaged(&numbers);
            SUCCESS
        }
        Err(error) => fail(&stores::message(&error, &args.store)),
    }
}

/// Reports how many corrections could not be written.
fn note_damaged(numbers: &[i64]) {
    let was = match numbers.len() {
        0 => return,
        1 => "1 correction is damaged and was".to_owned(),
        n => format!("{n} corrections are damaged and were"),
    };
    Progress::new(0, None, false).note(&format!("{was} left out; onrecord check lists the numbers"));
}
