//! `onrecord threads`: lists the threads of a store.

use std::path::PathBuf;

use super::display_args::{ListFormat, PageArgs, StyleArgs};
use super::stores;
use crate::exit_code::SUCCESS;
use crate::render;
use crate::report::{fail, print};

const EXAMPLES: &str = "\
Examples:
  onrecord threads --store news.db
  onrecord stories --thread 3 --store news.db
  onrecord find tax --thread 3 --store news.db

Exit codes:
  0    the threads were listed
  2    wrong usage, or the store failed";

/// List the threads of a store, latest first
///
/// A thread is a series of stories about the same topic over months. `onrecord stories --thread` lists its stories.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The store
    #[arg(long, value_name = "FILE", env = "ONRECORD_STORE")]
    store: PathBuf,

    #[command(flatten)]
    page: PageArgs,

    /// Format of the list [default: text on a terminal, else jsonl]
    #[arg(long, short, value_enum)]
    format: Option<ListFormat>,

    #[command(flatten)]
    style: StyleArgs,
}

/// Lists the threads and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let found = stores::open(&args.store).and_then(|store| store.threads(args.page.limit, args.page.offset()));
    match found {
        Err(error) => fail(&stores::message(&error, &args.store)),
        Ok(page) => {
            let text = || render::stories::threads(&page, args.page.page, &args.style.style(true));
            let format = ListFormat::or_default(args.format);
            print(&format.written(&args.page, &page, &page.threads, text), SUCCESS)
        }
    }
}
