//! `onrecord story`: one story as a whole.

use std::path::PathBuf;

use clap::ValueEnum;
use onrecord_store::StoryId;

use super::numbers::{NO_END, number};
use super::show::{Look, format_here, refuse, write};
use super::{ALL_READ, selection};
use crate::render;

/// Show a story: what happened, who says what, where accounts differ, who is for and against what, and its articles
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Number of the story, as `onrecord stories` lists it
    #[arg(value_name = "ID", value_parser = number::<i64>(1, NO_END))]
    id: i64,

    /// The store
    #[arg(long, value_name = "FILE")]
    store: PathBuf,

    /// How to write it [default: text on a terminal, else json]
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    /// Events and sayings of the text form, those of the most articles
    #[arg(long, value_name = "N", default_value_t = 25, value_parser = number::<usize>(0, NO_END))]
    limit: usize,

    #[command(flatten)]
    look: Look,
}

/// How a story is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One indented JSON object.
    Json,
}

/// Shows the story and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let story = match selection::open(&args.store).and_then(|store| store.story(StoryId(args.id))) {
        Ok(story) => story,
        Err(error) => return refuse(&selection::told(&error, &args.store)),
    };
    let written = match format_here(args.format, Format::Text, Format::Json) {
        Format::Text => render::story::text(&story, args.limit, &args.look.style(true)),
        Format::Json => {
            serde_json::to_string_pretty(&story).expect("a story is made of strings, numbers and lists") + "\n"
        }
    };
    write(&written, ALL_READ)
}
