//! The style of the text form for this terminal and environment.

use std::io;

use anstream::{AutoStream, ColorChoice};

use crate::render::{MIN_WIDTH, Style};

/// The width used if the width of the terminal is unknown.
const DEFAULT_WIDTH: usize = 80;

/// The maximum width unless `--width` is given, since longer lines are hard to read.
const MAX_WIDTH: usize = 100;

/// When to use colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set; anywhere if CLICOLOR_FORCE is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Returns the style of the text form; `to_stdout` is false if the output is a file.
pub(crate) fn style(color: Color, width: Option<usize>, to_stdout: bool) -> Style {
    let color = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => to_stdout && AutoStream::choice(&io::stdout()) != ColorChoice::Never,
    };
    let terminal = || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    let width = width
        .or_else(|| if to_stdout { terminal().map(|width| width.min(MAX_WIDTH)) } else { None })
        .unwrap_or(DEFAULT_WIDTH)
        .max(MIN_WIDTH);
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(|name| std::env::var(name).ok());
    Style { width, color, unicode: cfg!(windows) || is_utf8(&locale) }
}

/// Returns whether the first variable that is set names UTF-8; also true if none is set, as in most containers.
fn is_utf8(locale: &[Option<String>]) -> bool {
    let first = locale.iter().flatten().find(|value| !value.is_empty());
    first.is_none_or(|value| {
        let value = value.to_ascii_lowercase();
        value.contains("utf-8") || value.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_follow_the_locale() {
        fn check(locale: [Option<&str>; 3], expected: bool) {
            assert_eq!(is_utf8(&locale.map(|value| value.map(str::to_owned))), expected, "{locale:?}");
        }
        check([None, None, None], true);
        check([None, None, Some("en_GB.UTF-8")], true);
        check([None, Some("C.utf8"), Some("C")], true);
        check([Some(""), None, Some("C")], false);
        check([Some("POSIX"), None, Some("en_GB.UTF-8")], false);
        check([None, None, Some("de_DE.ISO-8859-1")], false);
    }

    #[test]
    fn width_is_never_below_the_minimum() {
        assert_eq!(style(Color::Never, Some(3), false).width, MIN_WIDTH);
        assert_eq!(style(Color::Never, Some(300), false).width, 300);
        assert_eq!(style(Color::Never, None, false).width, DEFAULT_WIDTH);
    }
}
