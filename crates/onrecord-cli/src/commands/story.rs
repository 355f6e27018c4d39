//! `onrecord story`: one story as a whole.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use onrecord_store::StoryId;

use super::{ALL_READ, NOTHING_DONE, selection};
use crate::progress::Progress;
use crate::render;
use crate::terminal::{self, Color};

/// Show a story: what happened, who says what, where accounts differ, who is for and against what, and its articles
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Number of the story, as `onrecord stories` lists it
    #[arg(value_name = "ID")]
    id: i64,

    /// The store
    #[arg(long, value_name = "FILE")]
    store: PathBuf,

    /// How to write it [default: text on a terminal, else json]
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    /// Events and sayings of the text form, those of the most articles
    #[arg(long, value_name = "N", default_value_t = 25)]
    limit: usize,

    /// Columns of the text form, from 40 on [default: those of the terminal up to 100, else 80]
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,

    /// When to colour the text form
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
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
    let refuse = |message: &str| {
        Progress::new(0, None, false).error(message);
        NOTHING_DONE
    };
    let story = match selection::open(&args.store).and_then(|store| store.story(StoryId(args.id))) {
        Ok(story) => story,
        Err(error) => return refuse(&selection::told(&error, &args.store)),
    };
    let here = if io::stdout().is_terminal() { Format::Text } else { Format::Json };
    let written = match args.format.unwrap_or(here) {
        Format::Text => render::story::text(&story, args.limit, &terminal::style(args.color, args.width, true)),
        Format::Json => {
            serde_json::to_string_pretty(&story).expect("a story is made of strings, numbers and lists") + "\n"
        }
    };
    match io::stdout().lock().write_all(written.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => refuse(&format!("it cannot be written: {error}")),
        _ => ALL_READ,
    }
}
