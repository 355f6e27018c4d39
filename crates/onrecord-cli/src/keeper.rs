//! Keeps records in a store, several at a time, and tells what became of them when they are on the disk.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use onrecord_read::Reader;
use onrecord_record::Record;
use onrecord_store::{Kept, Provenance, Store};

use crate::failures::Failures;
use crate::pipeline::{Failure, Taken};
use crate::progress::Progress;
use crate::render::clean;

/// Records that are written at once: each time, the disk is waited for.
const BATCH: usize = 32;

/// How long a record waits for others at most, while others come.
const PATIENCE: Duration = Duration::from_secs(1);

/// What reading an article gave.
#[derive(Debug)]
pub(crate) enum Answer {
    /// A record to keep.
    Record(Box<Record>),
    /// The article with this id is in the store already: nothing was read.
    Same(String),
    /// The record breaks the rules of records, this one first.
    Unsound(String),
}

/// How many articles came to what.
#[derive(Debug, Default)]
struct Counts {
    n_new: u64,
    n_changed: u64,
    n_same: u64,
}

/// Returns the version of all that makes records: the program with its rules, and the model.
pub(crate) fn reader_version(reader: &Reader) -> String {
    format!("{}, model {}", env!("CARGO_PKG_VERSION"), reader.model_version())
}

/// Returns the time, as RFC 3339.
pub(crate) fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Takes answers in order.
#[derive(Debug)]
pub(crate) struct Keeper<'a> {
    store: Store,
    /// The version of the reader.
    reader: &'a str,
    progress: Progress,
    failures: Failures,
    /// Whether each article is told on standard output.
    tells_each: bool,
    waiting: Vec<Record>,
    since: Instant,
    counts: Counts,
    trouble: Option<String>,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything is kept.
    AllKept,
    /// Some inputs could not be read.
    SomeFailed,
    /// None could, or the store failed.
    NothingKept,
}

impl<'a> Keeper<'a> {
    pub(crate) fn new(store: Store, reader: &'a str, progress: Progress, names: Vec<String>, tells_each: bool) -> Self {
        Keeper {
            store,
            reader,
            progress,
            failures: Failures::new(names),
            tells_each,
            waiting: Vec::new(),
            since: Instant::now(),
            counts: Counts::default(),
            trouble: None,
        }
    }

    /// Keeps a record, now or soon; breaks where the store fails.
    pub(crate) fn take(&mut self, taken: Taken<Answer>) -> ControlFlow<()> {
        self.progress.article(taken.bytes, taken.size);
        match taken.found {
            Ok(Answer::Record(record)) => {
                if self.waiting.is_empty() {
                    self.since = Instant::now();
                }
                self.waiting.push(*record);
            }
            Ok(Answer::Same(id)) => {
                self.counts.n_same += 1;
                self.tell("same", &id);
            }
            Ok(Answer::Unsound(reason)) => self.failures.tell(&self.progress, taken.input, &Failure::Input(reason)),
            Err(failure) => self.failures.tell(&self.progress, taken.input, &failure),
        }
        if self.waiting.len() >= BATCH || !self.waiting.is_empty() && self.since.elapsed() >= PATIENCE {
            self.write();
        }
        if self.trouble.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn write(&mut self) {
        let time = now();
        let records = std::mem::take(&mut self.waiting);
        match self.store.keep(&records, Provenance { reader: self.reader, time: &time }) {
            Err(error) => self.trouble = Some(error.to_string()),
            Ok(kept) => {
                for (record, kept) in records.iter().zip(kept) {
                    let (count, word) = match kept {
                        Kept::New(_) => (&mut self.counts.n_new, "new"),
                        Kept::Changed(..) => (&mut self.counts.n_changed, "changed"),
                        Kept::Same(_) => (&mut self.counts.n_same, "same"),
                    };
                    *count += 1;
                    self.tell(word, &record.document.id);
                }
            }
        }
    }

    /// Tells what became of the article with this id.
    fn tell(&self, word: &str, id: &str) {
        if self.tells_each {
            // Keeping goes on where nobody listens any more.
            self.progress.beside(|| drop(writeln!(io::stdout(), "{word}\t{}", clean(id))));
        }
    }

    /// Keeps what waits and says how it all went.
    pub(crate) fn finish(mut self) -> Outcome {
        if !self.waiting.is_empty() && self.trouble.is_none() {
            self.write();
        }
        self.failures.tell_rest(&self.progress);
        let speed = self.progress.take_away();
        let Counts { n_new, n_changed, n_same } = self.counts;
        let n_failed = self.failures.count();
        let mut parts = vec![format!("kept {n_new} new")];
        parts.extend((n_changed > 0).then(|| format!("{n_changed} changed")));
        parts.extend((n_same > 0).then(|| format!("{n_same} there already")));
        parts.extend((n_failed > 0).then(|| format!("failed on {n_failed}")));
        self.progress.note(&format!("{}{speed}", parts.join(", ")));
        if let Some(trouble) = &self.trouble {
            self.progress.error(trouble);
            return Outcome::NothingKept;
        }
        match (n_new + n_changed + n_same, n_failed) {
            (_, 0) => Outcome::AllKept,
            (0, _) => Outcome::NothingKept,
            _ => Outcome::SomeFailed,
        }
    }
}
