//! `onrecord story`: shows one story.

use std::path::PathBuf;

use onrecord_store::StoryId;

use super::display_args::{SingleFormat, StyleArgs, default_format};
use super::numbers::{UNBOUNDED, number};
use super::stores;
use crate::exit_code::SUCCESS;
use crate::render;
use crate::report::{fail, print};

/// Show a story: its events, its statements, where the accounts differ, who is for and against what, and its articles
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Number of the story, as listed by `onrecord stories`
    #[arg(value_name = "ID", value_parser = number::<i64>(1, UNBOUNDED))]
    id: i64,

    /// The store
    #[arg(long, value_name = "FILE", env = "ONRECORD_STORE")]
    store: PathBuf,

    /// Format of the story [default: text on a terminal, else json]
    #[arg(long, short, value_enum)]
    format: Option<SingleFormat>,

    /// Maximum number of events, and of statements, in the text format; those in the most articles are shown
    #[arg(long, value_name = "N", default_value_t = 25, value_parser = number::<usize>(0, UNBOUNDED))]
    limit: usize,

    #[command(flatten)]
    style: StyleArgs,
}

/// Shows the story and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let story = match stores::open(&args.store).and_then(|store| store.story(StoryId(args.id))) {
        Ok(story) => story,
        Err(error) => return fail(&stores::message(&error, &args.store)),
    };
    let written = match args.format.unwrap_or_else(|| default_format(SingleFormat::Text, SingleFormat::Json)) {
        SingleFormat::Text => render::story::text(&story, args.limit, &args.style.style(true)),
        SingleFormat::Json => {
            serde_json::to_string_pretty(&story).expect("stories are strings, numbers and lists") + "\n"
        }
    };
    print(&written, SUCCESS)
}
