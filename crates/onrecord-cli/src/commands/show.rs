//! What commands that show something share: the page, the look, and how they end.

use std::io::{self, ErrorKind, IsTerminal, Write};

use super::NOTHING_DONE;
use super::numbers::{NO_END, number};
use crate::progress::Progress;
use crate::render::Style;
use crate::terminal::{self, Color};

/// Which part of a long list is shown.
#[derive(Debug, clap::Args)]
pub(super) struct Paging {
    /// How many to show
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = number::<u32>(1, 1000))]
    pub(super) limit: u32,

    /// Which page of so many
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = number::<u32>(1, 4_294_967_295))]
    pub(super) page: u32,
}

impl Paging {
    /// Returns how many stand on the pages before.
    pub(super) fn skip(&self) -> u64 {
        u64::from(self.limit) * u64::from(self.page - 1)
    }

    /// Returns what to say where the page is empty.
    pub(super) fn nothing(&self) -> &'static str {
        if self.page > 1 { "found nothing on this page" } else { "found nothing" }
    }
}

/// How the text form looks.
#[derive(Debug, clap::Args)]
pub(super) struct Look {
    /// Columns of the text form, from 40 on [default: those of the terminal up to 100, else 80]
    #[arg(long, value_name = "COLUMNS", value_parser = number::<usize>(1, NO_END))]
    width: Option<usize>,

    /// When to colour the text form
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
}

impl Look {
    /// Returns the style for standard output, or for a file.
    pub(super) fn style(&self, to_stdout: bool) -> Style {
        terminal::style(self.color, self.width, to_stdout)
    }
}

/// Returns `asked`, or what is usual where the output goes: `people` on a terminal, else `programs`.
pub(super) fn format_here<F>(asked: Option<F>, people: F, programs: F) -> F {
    asked.unwrap_or_else(|| if io::stdout().is_terminal() { people } else { programs })
}

/// Tells why nothing was done and returns the exit code.
pub(super) fn refuse(message: &str) -> u8 {
    Progress::new(0, None, false).error(message);
    NOTHING_DONE
}

/// Writes `text` to standard output and returns `code`; a reader that has seen enough is no failure.
pub(super) fn write(text: &str, code: u8) -> u8 {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => refuse(&format!("it cannot be written: {error}")),
        _ => code,
    }
}
