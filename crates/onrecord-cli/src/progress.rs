//! What is said on standard error while articles are read.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::render::clean;

/// A progress bar where several articles are read and somebody is looking, and messages beside it.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    /// Whether a bar is shown as soon as there are several articles.
    wants_bar: bool,
    quiet: bool,
    /// Whether articles are counted, not the bytes of inputs.
    is_counted: bool,
    n_inputs: usize,
    n_bytes: Option<u64>,
    n_articles: u64,
    n_text_bytes: u64,
    started: Instant,
}

/// How far the inputs are read ahead of the articles, in bytes: two buffers of 64 KiB.
const READ_AHEAD: u64 = 128 << 10;

impl Progress {
    /// Returns the progress of `n_inputs` inputs with `n_bytes` bytes in all, where known.
    pub(crate) fn new(n_inputs: usize, n_bytes: Option<u64>, quiet: bool) -> Progress {
        let wants_bar = !quiet && io::stderr().is_terminal();
        Progress {
            bar: None,
            wants_bar,
            quiet,
            is_counted: false,
            n_inputs,
            n_bytes,
            n_articles: 0,
            n_text_bytes: 0,
            started: Instant::now(),
        }
    }

    /// Returns the progress of things whose number is told with each: see [`Progress::step`].
    pub(crate) fn counted(quiet: bool) -> Progress {
        Progress { is_counted: true, ..Progress::new(0, None, quiet) }
    }

    /// Returns whether it is told by [`Progress::step`].
    pub(crate) fn is_counted(&self) -> bool {
        self.is_counted
    }

    /// Shows that `n_done` of `n_all` articles are done.
    pub(crate) fn step(&mut self, n_done: u64, n_all: u64) {
        self.n_articles = n_done;
        if self.bar.is_none() && self.wants_bar && n_all > 1 {
            self.bar = Some(bar(Some(n_all)));
        }
        if let Some(bar) = &self.bar {
            bar.set_position(n_done);
            bar.set_message(format!("{n_done} of {n_all} articles, {:.1}/s", self.rate()));
        }
    }

    /// Counts one article more, with a text of `size` bytes, after `n_read` bytes of all inputs.
    pub(crate) fn article(&mut self, n_read: u64, size: usize) {
        self.n_articles += 1;
        self.n_text_bytes += size as u64;
        if self.bar.is_none() && self.wants_bar && (self.n_inputs > 1 || self.n_articles > 1) {
            self.bar = Some(bar(self.n_bytes));
        }
        if let Some(bar) = &self.bar {
            bar.set_position(position(n_read, self.n_text_bytes));
            bar.set_message(format!("{} articles, {:.1}/s", self.n_articles, self.rate()));
        }
    }

    /// Says what went wrong.
    pub(crate) fn error(&self, message: &str) {
        // Nothing can be done where standard error is closed.
        self.beside(|| drop(writeln!(io::stderr(), "onrecord: {}", clean(message))));
    }

    /// Says what is good to know, unless nothing of the kind is wanted.
    pub(crate) fn note(&self, message: &str) {
        if !self.quiet {
            self.error(message);
        }
    }

    /// Runs `write` with the bar out of the way.
    pub(crate) fn beside<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Takes the bar away and says how much was read, and how fast where there was a bar.
    pub(crate) fn finish(&mut self, n_failed: u64) {
        let speed = self.take_away();
        let is_told = !speed.is_empty() || n_failed > 0 && self.n_inputs as u64 + self.n_articles > 1;
        if is_told {
            let s = if self.n_articles == 1 { "" } else { "s" };
            let failed = if n_failed > 0 { format!(", failed on {n_failed}") } else { String::new() };
            self.note(&format!("read {} article{s}{speed}{failed}", self.n_articles));
        }
    }

    /// Takes the bar away and says how fast it went, where there was a bar.
    pub(crate) fn take_away(&mut self) -> String {
        self.bar.take().map_or_else(String::new, |bar| {
            bar.finish_and_clear();
            format!(" in {:.1} s, {:.1}/s", self.started.elapsed().as_secs_f64(), self.rate())
        })
    }

    fn rate(&self) -> f64 {
        self.n_articles as f64 / self.started.elapsed().as_secs_f64().max(1e-3)
    }
}

/// Returns how many bytes of the inputs are done, near enough: of what was read the articles that are not written yet
/// are not known, but it is not more than what is read ahead, and texts are a part of what holds them.
fn position(n_read: u64, n_text_bytes: u64) -> u64 {
    n_text_bytes.min(n_read).max(n_read.saturating_sub(READ_AHEAD))
}

fn bar(n_bytes: Option<u64>) -> ProgressBar {
    let (bar, template) = match n_bytes {
        Some(n_bytes) => (ProgressBar::new(n_bytes), "{bar:30} {percent:>3}%  {msg}, {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {msg}, {elapsed}"),
    };
    bar.set_draw_target(ProgressDrawTarget::stderr());
    // A template that cannot be read would show in every run; the default one is good enough then.
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_position_is_between_the_texts_and_what_was_read() {
        for (n_read, n_text_bytes, expected) in
            [(65_536, 1000, 1000), (1 << 20, 1000, (1 << 20) - READ_AHEAD), (500, 1000, 500), (0, 0, 0)]
        {
            assert_eq!(position(n_read, n_text_bytes), expected);
        }
    }
}
