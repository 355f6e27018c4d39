//! Display options: paging, width, color and format.

use std::io::{self, IsTerminal};

use clap::ValueEnum;
use serde::Serialize;

use super::numbers::{UNBOUNDED, number};
use crate::progress::Progress;
use crate::render::{MIN_WIDTH, Style};
use crate::terminal::{self, Color};

/// Which part of a long list is shown.
#[derive(Debug, clap::Args)]
pub(super) struct PageArgs {
    /// Number of entries per page
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = number::<u32>(1, 1000))]
    pub(super) limit: u32,

    /// Number of the page to show
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = number::<u32>(1, 4_294_967_295))]
    pub(super) page: u32,
}

impl PageArgs {
    /// Returns the number of entries on the previous pages.
    pub(super) fn offset(&self) -> u64 {
        u64::from(self.limit) * u64::from(self.page - 1)
    }

    /// Returns the message for an empty page.
    pub(super) fn nothing_found(&self) -> &'static str {
        if self.page > 1 { "nothing on this page" } else { "nothing found" }
    }
}

/// How the text form looks.
#[derive(Debug, clap::Args)]
pub(super) struct StyleArgs {
    /// Width of the text format, at least 40 columns [default: that of the terminal, at most 100, else 80]
    #[arg(long, value_name = "COLUMNS", value_parser = number::<usize>(MIN_WIDTH as u64, UNBOUNDED))]
    width: Option<usize>,

    /// When to color the text format
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
}

impl StyleArgs {
    /// Returns the style for standard output, or for a file.
    pub(super) fn style(&self, is_stdout: bool) -> Style {
        terminal::style(self.color, self.width, is_stdout)
    }
}

/// A format of commands whose result is a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// For people to read
    Text,
    /// One indented JSON object
    Json,
    /// JSON Lines, one entry per line
    Jsonl,
}

impl ListFormat {
    /// Returns the requested format; the default is text on a terminal and JSON Lines otherwise.
    pub(super) fn or_default(format: Option<ListFormat>) -> ListFormat {
        format.unwrap_or_else(|| default_format(ListFormat::Text, ListFormat::Jsonl))
    }

    /// Returns a page of a list in this format; `entries` are the entries on the page.
    ///
    /// If the page is empty, a notice is written to standard error, except in the format JSON, which shows it.
    pub(super) fn written<E: Serialize>(
        self,
        args: &PageArgs,
        page: &impl Serialize,
        entries: &[E],
        text: impl FnOnce() -> String,
    ) -> String {
        if entries.is_empty() && self != ListFormat::Json {
            Progress::new(0, None, false).note(args.nothing_found());
        }
        let json = "entries of lists are strings, numbers and lists";
        match self {
            ListFormat::Text => text(),
            ListFormat::Json => serde_json::to_string_pretty(page).expect(json) + "\n",
            ListFormat::Jsonl => entries.iter().map(|entry| serde_json::to_string(entry).expect(json) + "\n").collect(),
        }
    }
}

/// A format of commands whose result is not a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SingleFormat {
    /// For people to read
    Text,
    /// One indented JSON object
    Json,
}

/// Returns `people` where standard output is a terminal, else `programs`.
pub(super) fn default_format<F>(people: F, programs: F) -> F {
    if io::stdout().is_terminal() { people } else { programs }
}
