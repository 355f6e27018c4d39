//! What is said on standard error while articles are read.

use std::cmp::Reverse;
use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

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
    work: Work,
    /// Tells of a long article where there is no bar.
    waiting: Option<ProgressBar>,
}

/// After how long an article in work is told.
const LONG: Duration = Duration::from_secs(3);

/// The articles that are being read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Work(Arc<Mutex<Vec<(usize, Instant)>>>);

/// An article in work, until it is dropped.
#[derive(Debug)]
pub(crate) struct InWork<'a>(&'a Work, (usize, Instant));

impl Work {
    /// Begins an article with a text of `size` bytes.
    pub(crate) fn begin(&self, size: usize) -> InWork<'_> {
        let one = (size, Instant::now());
        self.all().push(one);
        InWork(self, one)
    }

    /// Says how large the article is that has been in work for longest, and how long, where that is long.
    fn told(&self, long: Duration) -> String {
        // By when they began: a time passed since then would be read later for each one more.
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

impl Drop for InWork<'_> {
    fn drop(&mut self) {
        let mut all = self.0.all();
        if let Some(at) = all.iter().position(|one| *one == self.1) {
            all.swap_remove(at);
        }
    }
}

/// How far the inputs are read ahead of the articles, in bytes: two buffers of 64 KiB.
const READ_AHEAD: u64 = 128 << 10;

impl Progress {
    /// Returns the progress of `n_inputs` inputs with `n_bytes` bytes in all, where known.
    pub(crate) fn new(n_inputs: usize, n_bytes: Option<u64>, quiet: bool) -> Progress {
        let wants_bar = !quiet && io::stderr().is_terminal();
        let work = Work::default();
        Progress {
            waiting: None,
            work,
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

    /// Returns where articles in work are told from now on: a long one is shown with its size and its time.
    pub(crate) fn work(&mut self) -> Work {
        if self.wants_bar {
            self.waiting = Some(bar(None, "{work}", self.work.clone()));
        }
        self.work.clone()
    }

    /// Returns whether it is told by [`Progress::step`].
    pub(crate) fn is_counted(&self) -> bool {
        self.is_counted
    }

    /// Shows that `n_done` of `n_all` articles are done.
    pub(crate) fn step(&mut self, n_done: u64, n_all: u64) {
        self.n_articles = n_done;
        if self.bar.is_none() && self.wants_bar && n_all > 1 {
            self.bar = Some(bar(Some(n_all), COUNTED, self.work.clone()));
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
            if let Some(waiting) = self.waiting.take() {
                waiting.finish_and_clear();
            }
            let template = if self.n_bytes.is_some() { COUNTED } else { UNCOUNTED };
            self.bar = Some(bar(self.n_bytes, template, self.work.clone()));
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
        match self.bar.as_ref().or(self.waiting.as_ref()) {
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
        if let Some(waiting) = self.waiting.take() {
            waiting.finish_and_clear();
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

/// Returns how many bytes of the inputs are done, near enough: of what was read the articles that are not written yet
/// are not known, but it is not more than what is read ahead, and texts are a part of what holds them.
fn position(n_read: u64, n_text_bytes: u64) -> u64 {
    n_text_bytes.min(n_read).max(n_read.saturating_sub(READ_AHEAD))
}

const COUNTED: &str = "{bar:30} {percent:>3}%  {msg}, {eta} left {work}";
const UNCOUNTED: &str = "{spinner} {msg}, {elapsed} {work}";

fn bar(n_bytes: Option<u64>, template: &str, work: Work) -> ProgressBar {
    let bar = n_bytes.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    bar.set_draw_target(ProgressDrawTarget::stderr());
    // A template that cannot be read would show in every run; the default one is good enough then.
    if let Ok(style) = ProgressStyle::with_template(template) {
        let told = move |_: &ProgressState, out: &mut dyn std::fmt::Write| {
            let _ = out.write_str(&work.told(LONG));
        };
        bar.set_style(style.progress_chars("=> ").with_key("work", told));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_article_in_work_is_told() {
        let work = Work::default();
        assert_eq!(work.told(Duration::ZERO), "");
        let first = work.begin(3_200_000);
        let second = work.begin(500);
        assert_eq!(work.told(Duration::ZERO), "reading an article of 3.2 MB for 0 s");
        assert_eq!(work.told(LONG), "");
        drop(first);
        assert_eq!(work.told(Duration::ZERO), "reading an article of 1 kB for 0 s");
        drop(second);
        assert_eq!(work.told(Duration::ZERO), "");
    }

    #[test]
    fn the_first_begun_is_the_longest_whatever_its_size() {
        let work = Work::default();
        for round in 0..10_000 {
            let first = work.begin(2_000_000);
            let second = work.begin(500);
            assert_eq!(work.told(Duration::ZERO), "reading an article of 2.0 MB for 0 s", "round {round}");
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
