//! Puts records that were made anew in the place of the old ones, several at a time.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use onrecord_read::Reader;
use onrecord_record::{DocumentInfo, Record, check};
use onrecord_store::{ArticleId, Provenance, Store};
use onrecord_text::{Document, Metadata};

use crate::failures::Failures;
use crate::keeper::{Outcome, now};
use crate::pipeline::{Failure, Taken};
use crate::progress::Progress;

/// Records that are written at once: each time, the disk is waited for.
const BATCH: usize = 32;

/// How long a record waits for others at most, while others come.
const PATIENCE: Duration = Duration::from_secs(1);

/// Notices about how the text came in, which reading it again cannot know: those of `onrecord-text`.
const OF_INPUT: [&str; 4] = ["date", "encoding", "metadata", "replaced-characters"];

/// Returns the record that `reader` makes of the article of `old`; the rule that it breaks, where it does.
pub(crate) fn again(reader: &Reader, old: Record) -> Result<Record, String> {
    let DocumentInfo { id, title, publisher, url, byline, published, language, text } = old.document;
    let id = Some(id);
    let metadata = Metadata { id, title, publisher, url, byline, published, language: Some(language) };
    let mut record = reader.read(&Document::new(text, metadata));
    let of_input = old.notices.into_iter().filter(|notice| OF_INPUT.contains(&notice.code.as_str()));
    let mut notices: Vec<_> = of_input.filter(|notice| !record.notices.contains(notice)).collect();
    notices.append(&mut record.notices);
    record.notices = notices;
    match check::problems(&record).first() {
        None => Ok(record),
        Some(problem) => Err(format!("the record of {:?}: {problem}", record.document.id)),
    }
}

/// Takes records in order.
#[derive(Debug)]
pub(crate) struct Renewer<'a> {
    store: Store,
    reader: &'a str,
    progress: Progress,
    failures: Failures,
    n_all: u64,
    n_taken: u64,
    n_renewed: u64,
    waiting: Vec<(ArticleId, Record)>,
    since: Instant,
    trouble: Option<String>,
}

impl<'a> Renewer<'a> {
    pub(crate) fn new(store: Store, reader: &'a str, progress: Progress, name: String, n_all: u64) -> Self {
        Renewer {
            store,
            reader,
            progress,
            failures: Failures::new(vec![name]),
            n_all,
            n_taken: 0,
            n_renewed: 0,
            waiting: Vec::new(),
            since: Instant::now(),
            trouble: None,
        }
    }

    /// Keeps a record, now or soon; breaks where the store fails.
    pub(crate) fn take(&mut self, taken: Taken<(ArticleId, Result<Record, String>)>) -> ControlFlow<()> {
        self.n_taken += 1;
        self.progress.step(self.n_taken, self.n_all);
        match taken.found {
            Ok((article, Ok(record))) => {
                if self.waiting.is_empty() {
                    self.since = Instant::now();
                }
                self.waiting.push((article, record));
            }
            Ok((_, Err(reason))) => self.failures.tell(&self.progress, taken.input, &Failure::Input(reason)),
            Err(failure) => self.failures.tell(&self.progress, taken.input, &failure),
        }
        if self.waiting.len() >= BATCH || !self.waiting.is_empty() && self.since.elapsed() >= PATIENCE {
            self.write();
        }
        if self.trouble.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn write(&mut self) {
        let records = std::mem::take(&mut self.waiting);
        match self.store.renew(&records, Provenance { reader: self.reader, time: &now() }) {
            Ok(n_renewed) => self.n_renewed += n_renewed,
            Err(error) => self.trouble = Some(error.to_string()),
        }
    }

    /// Keeps what waits and says how it all went.
    pub(crate) fn finish(mut self) -> Outcome {
        if !self.waiting.is_empty() && self.trouble.is_none() {
            self.write();
        }
        self.failures.tell_rest(&self.progress);
        let speed = self.progress.take_away();
        let n_failed = self.failures.count();
        let failed = if n_failed > 0 { format!(", failed on {n_failed}") } else { String::new() };
        self.progress.note(&format!("renewed {} of {}{speed}{failed}", self.n_renewed, self.n_all));
        if let Some(trouble) = &self.trouble {
            self.progress.error(trouble);
            return Outcome::NothingKept;
        }
        if n_failed == 0 { Outcome::AllKept } else { Outcome::SomeFailed }
    }
}
