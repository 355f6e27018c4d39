//! The progress bar and the messages on standard error.

use std::cmp::Reverse;
use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::render::clean;

/// A progress bar, shown on a terminal if several articles are read, and the messages beside it.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    /// Whether a bar is shown as soon as there are several articles.
    wants_bar: bool,
    quiet: bool,
    /// Whether the bar is advanced by [`Progress::step`] instead of by the bytes of the inputs.
    is_stepped: bool,
    n_inputs: usize,
    n_bytes: Option<u64>,
    n_articles: u64,
    n_text_bytes: u64,
    started: Instant,
    active: ActiveArticles,
    /// Shows an article that takes long to read while there is no bar.
    spinner: Option<ProgressBar>,
}

/// The reading time after which an article is shown.
const LONG: Duration = Duration::from_secs(3);

/// The articles that are being read; clones share the list.
#[derive(Debug, Clone, Default)]
pub(crate) struct ActiveArticles(Arc<Mutex<Vec<(usize, Instant)>>>);

/// A guard for an article that is being read, which is removed from the list on drop.
#[derive(Debug)]
pub(crate) struct ActiveArticle<'a>(&'a ActiveArticles, (usize, Instant));

impl ActiveArticles {
    /// Adds an article with a text of `size` bytes.
    pub(crate) fn begin(&self, size: usize) -> ActiveArticle<'_> {
        let one = (size, Instant::now());
        self.all().push(one);
        ActiveArticle(self, one)
    }

    /// Describes the article with the longest reading time so far, if that is at least `long`.
    fn longest(&self, long: Duration) -> String {
        // Compares start times, since each elapsed time would be measured at a different moment.
        let longest = self.all().iter().copied().min_by_key(|(size, since)| (*since, Reverse(*size)));
        let longest = longest.map(|(size, since)| (since.elapsed(), size));
        longest.filter(|(time, _)| *time >= long).map_or_else(String::new, |(time, size)| {
            let size = match size {
                size if size < 1_000_000 => format!("{} kB", size.div_ceil(1000)),
                size => format!("{:.1} MB", size as f64 / 1e6),
            };
            format!("reading an article of {size} for {} s", time.as_secs())
        })
    }

    fn all(&self) -> MutexGuard<'_, Vec<(usize, Instant)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for ActiveArticle<'_> {
    fn drop(&mut self) {
        let mut all = self.0.all();
        if let Some(at) = all.iter().position(|one| *one == self.1) {
            all.swap_remove(at);
        }
    }
}

/// The number of bytes by which reading the inputs is ahead of the articles: two buffers of 64 KiB.
const READ_AHEAD: u64 = 128 << 10;

impl Progress {
    /// Returns the progress of `n_inputs` inputs with `n_bytes` bytes in total, if known.
    pub(crate) fn new(n_inputs: usize, n_bytes: Option<u64>, quiet: bool) -> Progress {
        let wants_bar = !quiet && io::stderr().is_terminal();
        let active = ActiveArticles::default();
        Progress {
            spinner: None,
            active,
            bar: None,
            wants_bar,
            quiet,
            is_stepped: false,
            n_inputs,
            n_bytes,
            n_articles: 0,
            n_text_bytes: 0,
            started: Instant::now(),
        }
    }

    /// Returns progress that is reported by [`Progress::step`].
    pub(crate) fn stepped(quiet: bool) -> Progress {
        Progress { is_stepped: true, ..Progress::new(0, None, quiet) }
    }

    /// Returns the list of articles being read; from now on, an article that takes long is shown with its size
    /// and time.
    pub(crate) fn active_articles(&mut self) -> ActiveArticles {
        if self.wants_bar {
            self.spinner = Some(bar(None, "{active}", self.active.clone()));
        }
        self.active.clone()
    }

    /// Returns whether progress is reported by [`Progress::step`].
    pub(crate) fn is_stepped(&self) -> bool {
        self.is_stepped
    }

    /// Shows that `n_done` of `n_all` articles are done.
    pub(crate) fn step(&mut self, n_done: u64, n_all: u64) {
        self.n_articles = n_done;
        if self.bar.is_none() && self.wants_bar && n_all > 1 {
            self.bar = Some(bar(Some(n_all), WITH_BAR, self.active.clone()));
        }
        if let Some(bar) = &self.bar {
            bar.set_position(n_done);
            bar.set_message(format!("{n_done} of {n_all} articles, {:.1}/s", self.rate()));
        }
    }

    /// Counts one more article, with a text of `size` bytes, after `n_read` bytes of all inputs.
    pub(crate) fn article(&mut self, n_read: u64, size: usize) {
        self.n_articles += 1;
        self.n_text_bytes += size as u64;
        if self.bar.is_none() && self.wants_bar && (self.n_inputs > 1 || self.n_articles > 1) {
            if let Some(spinner) = self.spinner.take() {
                spinner.finish_and_clear();
            }
            let template = if self.n_bytes.is_some() { WITH_BAR } else { WITHOUT_BAR };
            self.bar = Some(bar(self.n_bytes, template, self.active.clone()));
        }
        if let Some(bar) = &self.bar {
            bar.set_position(position(n_read, self.n_text_bytes));
            bar.set_message(format!("{} articles, {:.1}/s", self.n_articles, self.rate()));
        }
    }

    /// Writes an error message.
    pub(crate) fn error(&self, message: &str) {
        // If standard error is closed, the error of writing to it cannot be reported.
        self.suspended(|| drop(writeln!(io::stderr(), "onrecord: {}", clean(message))));
    }

    /// Writes a message that is not an error, unless `--quiet` is given.
    pub(crate) fn note(&self, message: &str) {
        if !self.quiet {
            self.error(message);
        }
    }

    /// Runs `write` while the bar is hidden.
    pub(crate) fn suspended<T>(&self, write: impl FnOnce() -> T) -> T {
        match self.bar.as_ref().or(self.spinner.as_ref()) {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Removes the bar and reports how much was read and, if there was a bar, how fast.
    pub(crate) fn finish(&mut self, n_failed: u64) {
        let speed = self.clear();
        let is_reported = !speed.is_empty() || n_failed > 0 && self.n_inputs as u64 + self.n_articles > 1;
        if is_reported {
            let s = if self.n_articles == 1 { "" } else { "s" };
            let failed = if n_failed > 0 { format!(", {n_failed} failed") } else { String::new() };
            self.note(&format!("read {} article{s}{speed}{failed}", self.n_articles));
        }
    }

    /// Removes the bar and returns the speed as text, which is empty if there was no bar.
    pub(crate) fn clear(&mut self) -> String {
        if let Some(spinner) = self.spinner.take() {
            spinner.finish_and_clear();
        }
        self.bar.take().map_or_else(String::new, |bar| {
            bar.finish_and_clear();
            format!(" in {:.1} s, {:.1}/s", self.started.elapsed().as_secs_f64(), self.rate())
        })
    }

    fn rate(&self) -> f64 {
        self.n_articles as f64 / self.started.elapsed().as_secs_f64().max(1e-3)
    }
}

/// Returns an estimate of the number of input bytes that are done. Input that is read but not yet written
/// is at most `READ_AHEAD`, and a text is never larger than the input that holds it.
fn position(n_read: u64, n_text_bytes: u64) -> u64 {
    n_text_bytes.min(n_read).max(n_read.saturating_sub(READ_AHEAD))
}

const WITH_BAR: &str = "{bar:30} {percent:>3}%  {msg}, {eta} left {active}";
const WITHOUT_BAR: &str = "{spinner} {msg}, {elapsed} {active}";

fn bar(n_bytes: Option<u64>, template: &str, active: ActiveArticles) -> ProgressBar {
    let bar = n_bytes.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    bar.set_draw_target(ProgressDrawTarget::stderr());
    // An invalid template would be noticed in every run; the default style is used in that case.
    if let Ok(style) = ProgressStyle::with_template(template) {
        let longest = move |_: &ProgressState, out: &mut dyn std::fmt::Write| {
            let _ = out.write_str(&active.longest(LONG));
        };
        bar.set_style(style.progress_chars("=> ").with_key("active", longest));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_read_for_longest_is_described() {
        let active = ActiveArticles::default();
        assert_eq!(active.longest(Duration::ZERO), "");
        let first = active.begin(3_200_000);
        let second = active.begin(500);
        assert_eq!(active.longest(Duration::ZERO), "reading an article of 3.2 MB for 0 s");
        assert_eq!(active.longest(LONG), "");
        drop(first);
        assert_eq!(active.longest(Duration::ZERO), "reading an article of 1 kB for 0 s");
        drop(second);
        assert_eq!(active.longest(Duration::ZERO), "");
    }

    #[test]
    fn the_first_article_begun_is_the_longest_whatever_its_size() {
        let active = ActiveArticles::default();
        for round in 0..10_000 {
            let first = active.begin(2_000_000);
            let second = active.begin(500);
            assert_eq!(active.longest(Duration::ZERO), "reading an article of 2.0 MB for 0 s", "round {round}");
            drop((first, second));
        }
    }

    #[test]
    fn the_position_is_between_the_texts_and_what_was_read() {
        for (n_read, n_text_bytes, expected) in
            [(65_536, 1000, 1000), (1 << 20, 1000, (1 << 20) - READ_AHEAD), (500, 1000, 500), (0, 0, 0)]
        {
            assert_eq!(position(n_read, n_text_bytes), expected);
        }
    }
}
