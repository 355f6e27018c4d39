//! Lines of styled text, wrapped to the width of the page.

use anstyle::{AnsiColor, Effects};
use textwrap::core::{Word, break_words};
use textwrap::wrap_algorithms::wrap_first_fit;
use textwrap::{WordSeparator, core::display_width};

use super::style::{MIN_WIDTH, Style};

/// The role of a piece of text, which determines its color.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    Plain,
    Title,
    Name,
    Sign,
    Said,
    Warn,
    Dim,
}

impl Paint {
    fn style(self) -> anstyle::Style {
        let style = anstyle::Style::new();
        match self {
            Paint::Plain => style,
            Paint::Title | Paint::Name => style.effects(Effects::BOLD),
            Paint::Sign => style.fg_color(Some(AnsiColor::Cyan.into())),
            Paint::Said => style.fg_color(Some(AnsiColor::Green.into())),
            Paint::Warn => style.fg_color(Some(AnsiColor::Yellow.into())),
            Paint::Dim => style.effects(Effects::DIMMED),
        }
    }
}

/// Text whose pieces each have a role.
///
/// Invariant: the runs cover the text in order; each is given by its end offset.
#[derive(Debug, Clone, Default)]
pub(super) struct StyledText {
    text: String,
    runs: Vec<(usize, Paint)>,
}

impl StyledText {
    /// Adds `words` unchanged; words of an article must already be cleaned.
    pub(super) fn add(&mut self, paint: Paint, words: &str) {
        self.text.push_str(words);
        self.runs.push((self.text.len(), paint));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// The text form under construction.
#[derive(Debug)]
pub(super) struct Page<'a> {
    style: &'a Style,
    out: String,
}

impl<'a> Page<'a> {
    pub(super) fn new(style: &'a Style) -> Self {
        Page { style, out: String::new() }
    }

    pub(super) fn width(&self) -> usize {
        self.style.width.max(MIN_WIDTH)
    }

    /// Starts a section.
    pub(super) fn heading(&mut self, title: &str) {
        self.out.push('\n');
        self.run(title, Paint::Title);
        self.out.push('\n');
    }

    /// Writes `lead` and then `body`, whose continuation lines begin in column `hang`.
    pub(super) fn put(&mut self, lead: &str, hang: usize, body: &StyledText) {
        let first = display_width(lead);
        let room = |taken: usize| self.width().saturating_sub(taken).max(1);
        let widths = [room(first) as f64, room(hang) as f64];
        let words: Vec<Word<'_>> =
            break_words(WordSeparator::UnicodeBreakProperties.find_words(&body.text), room(first.max(hang)));
        self.run(lead, Paint::Sign);
        let mut start = 0;
        for (idx, line) in wrap_first_fit(&words, &widths).into_iter().enumerate() {
            if idx > 0 {
                self.out.push('\n');
                self.out.extend(std::iter::repeat_n(' ', hang));
            }
            // The words of successive lines are contiguous in the text.
            let len: usize = line.iter().map(|word| word.word.len() + word.whitespace.len()).sum();
            let shown = len - line.last().map_or(0, |word| word.whitespace.len());
            self.part(body, start, start + shown);
            start += len;
        }
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    fn part(&mut self, rich: &StyledText, start: usize, end: usize) {
        let mut at = start;
        for &(run_end, paint) in &rich.runs {
            if run_end > at && at < end {
                let stop = run_end.min(end);
                self.run(&rich.text[at..stop], paint);
                at = stop;
            }
        }
    }

    fn run(&mut self, words: &str, paint: Paint) {
        let style = paint.style();
        if self.style.color && style != anstyle::Style::new() && !words.trim().is_empty() {
            self.out.push_str(&format!("{style}{words}{style:#}"));
        } else {
            self.out.push_str(words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, lead: &str, hang: usize, expected: &str) {
        let style = Style { width: 40, color: false, unicode: true };
        let mut page = Page::new(&style);
        let mut rich = StyledText::default();
        rich.add(Paint::Plain, words);
        page.put(lead, hang, &rich);
        assert_eq!(page.finish(), expected);
    }

    #[test]
    fn lines_hang_and_stay_inside() {
        check("", "  1  ", 5, "  1\n");
        check("short", "  1  ", 5, "  1  short\n");
        check(
            "The quick brown fox jumps over the lazy dog.",
            "  1  ",
            5,
            "  1  The quick brown fox jumps over the\n     lazy dog.\n",
        );
        let long = "x".repeat(50);
        check(&long, "", 10, &format!("{}\n          {}\n", "x".repeat(30), "x".repeat(20)));
    }

    #[test]
    fn wide_characters_count_twice() {
        let wide = "習".repeat(25);
        check(&wide, "", 0, &format!("{}\n{}\n", "習".repeat(20), "習".repeat(5)));
    }

    #[test]
    fn paint_goes_over_line_ends() {
        let style = Style { width: 40, color: true, unicode: true };
        let mut page = Page::new(&style);
        let mut rich = StyledText::default();
        rich.add(Paint::Plain, "a ");
        rich.add(Paint::Dim, &"word ".repeat(9));
        page.put("", 2, &rich);
        let words = |n: usize| vec!["word"; n].join(" ");
        assert_eq!(page.finish(), format!("a \u{1b}[2m{}\u{1b}[0m\n  \u{1b}[2m{}\u{1b}[0m\n", words(7), words(2)));
    }
}
