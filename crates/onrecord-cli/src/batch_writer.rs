//! Writes records to a store in batches, so that there is one disk sync per batch.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use onrecord_batch::pipeline::{Failure, PipelineItem};
use onrecord_record::Record;
use onrecord_store::{ArticleId, Error, Kept, Provenance, Storage};

use crate::exit_code::{FAILURE, INTERRUPTED, SOME_FAILED, SUCCESS};
use crate::failures::Failures;
use crate::progress::Progress;
use crate::render::clean;

/// The number of records in a full batch.
const BATCH: usize = 32;

/// The maximum time that a record waits in a batch while other records arrive.
const MAX_WAIT: Duration = Duration::from_secs(1);

/// Returns the current time in RFC 3339 format.
pub(crate) fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The way in which a batch changes the store.
pub(crate) trait Operation {
    /// A record with the details that the operation needs.
    type Item;

    /// Writes a batch.
    fn write(&mut self, batch: &[Self::Item], context: &mut Context<'_>) -> Result<(), Error>;

    /// Returns the number of articles that are done.
    fn n_done(&self) -> u64;

    /// Returns the summary of the run: the counts, how fast it was, and how many articles failed.
    fn summary(&self, speed: &str, n_failed: u64) -> String;
}

/// The store and the settings that operations share.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    store: Box<dyn Storage>,
    reader_version: &'a str,
    progress: Progress,
}

/// Collects records in their order and writes them in batches.
#[derive(Debug)]
pub(crate) struct BatchWriter<'a, O: Operation> {
    operation: O,
    context: Context<'a>,
    failures: Failures,
    batch: Vec<O::Item>,
    /// The time when the first record of the batch was added.
    since: Instant,
    error: Option<Error>,
}

impl<'a, O: Operation> BatchWriter<'a, O> {
    /// Returns a writer into `store`; `names` are the names of the inputs in error messages.
    pub(crate) fn new(
        operation: O,
        store: Box<dyn Storage>,
        reader_version: &'a str,
        progress: Progress,
        names: Vec<String>,
    ) -> Self {
        BatchWriter {
            operation,
            context: Context { store, reader_version, progress },
            failures: Failures::new(names),
            batch: Vec::new(),
            since: Instant::now(),
            error: None,
        }
    }

    /// Adds a record to the batch, and writes the batch if it is full or old; breaks if the store fails.
    fn add(&mut self, item: O::Item) -> ControlFlow<()> {
        if self.batch.is_empty() {
            self.since = Instant::now();
        }
        self.batch.push(item);
        self.write_if_due()
    }

    /// Reports an article without a record.
    fn fail(&mut self, input: usize, part: Option<&str>, failure: &Failure) -> ControlFlow<()> {
        self.failures.add(&self.context.progress, input, part, failure);
        self.write_if_due()
    }

    fn write_if_due(&mut self) -> ControlFlow<()> {
        if self.batch.len() >= BATCH || !self.batch.is_empty() && self.since.elapsed() >= MAX_WAIT {
            self.write_batch();
        }
        if self.error.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn write_batch(&mut self) {
        let batch = std::mem::take(&mut self.batch);
        self.error = self.operation.write(&batch, &mut self.context).err();
    }

    /// Writes the last batch, reports how the run went, and returns the exit code.
    pub(crate) fn finish(mut self, is_interrupted: bool) -> u8 {
        if !self.batch.is_empty() && self.error.is_none() {
            self.write_batch();
        }
        let progress = &mut self.context.progress;
        self.failures.report_omitted(progress);
        let speed = progress.clear();
        let n_failed = self.failures.count();
        progress.note(&self.operation.summary(&speed, n_failed));
        if let Some(error) = &self.error {
            progress.error(&error.to_string());
        }
        match (is_interrupted, self.error.is_some(), n_failed, self.operation.n_done()) {
            (true, ..) => INTERRUPTED,
            (false, false, 0, _) => SUCCESS,
            (false, true, ..) | (false, _, _, 0) => FAILURE,
            _ => SOME_FAILED,
        }
    }
}

/// The outcome of reading an article.
#[derive(Debug)]
pub(crate) enum Reading {
    /// A record to add.
    Record(Box<Record>),
    /// The article with this id is already in the store and was not read.
    Unchanged(String),
    /// The record violates this rule for records.
    Invalid(String),
}

/// Adds the records of articles to the store.
#[derive(Debug)]
pub(crate) struct Add {
    /// Whether each article is reported on standard output.
    is_verbose: bool,
    n_new: u64,
    n_changed: u64,
    n_unchanged: u64,
    /// The numbers in the store of the articles that this run added or changed.
    added: BTreeSet<ArticleId>,
    /// How many articles were changed twice by this run, and the id of the first of them.
    n_repeated: u64,
    first_repeated: Option<String>,
}

impl Add {
    pub(crate) fn new(is_verbose: bool) -> Add {
        let (added, n_repeated, first_repeated) = (BTreeSet::new(), 0, None);
        Add { is_verbose, n_new: 0, n_changed: 0, n_unchanged: 0, added, n_repeated, first_repeated }
    }

    /// Reports the outcome for the article with this id.
    fn report(&self, progress: &Progress, word: &str, id: &str) {
        if self.is_verbose {
            // The run continues even if its output is no longer read.
            progress.suspended(|| drop(writeln!(io::stdout(), "{word}\t{}", clean(id))));
        }
    }
}

impl Operation for Add {
    type Item = Record;

    fn write(&mut self, batch: &[Record], context: &mut Context<'_>) -> Result<(), Error> {
        let time = now();
        let kept = context.store.keep(batch, Provenance { reader: context.reader_version, time: &time })?;
        for (record, kept) in batch.iter().zip(kept) {
            let (count, word) = match kept {
                Kept::New(_) => (&mut self.n_new, "new"),
                Kept::Changed(..) => (&mut self.n_changed, "changed"),
                Kept::Same(_) => (&mut self.n_unchanged, "same"),
            };
            *count += 1;
            let (Kept::New(article) | Kept::Changed(article, _) | Kept::Same(article)) = kept;
            let id = context.store.article(article)?.doc_id;
            if id != record.document.id && !matches!(kept, Kept::Same(_)) {
                let (given, own) = (clean(&record.document.id), clean(&id));
                let reason = format!("the id {given} belongs to an article from another source or to a fetched one");
                context.progress.note(&format!("{reason}; this one is in the store as {own}"));
            }
            if let Kept::New(article) | Kept::Changed(article, _) = kept
                && !self.added.insert(article)
            {
                // Two texts with the same id in one run are more likely two articles than two versions of one.
                self.n_repeated += 1;
                self.first_repeated.get_or_insert_with(|| clean(&id));
            }
            self.report(&context.progress, word, &id);
        }
        Ok(())
    }

    fn n_done(&self) -> u64 {
        self.n_new + self.n_changed + self.n_unchanged
    }

    fn summary(&self, speed: &str, n_failed: u64) -> String {
        let mut parts = vec![format!("{} new", self.n_new)];
        parts.extend((self.n_changed > 0).then(|| format!("{} changed", self.n_changed)));
        parts.extend((self.n_unchanged > 0).then(|| format!("{} unchanged", self.n_unchanged)));
        parts.extend((n_failed > 0).then(|| format!("{n_failed} failed")));
        let repeated = self.first_repeated.as_ref().map_or_else(String::new, |id| {
            let n = self.n_repeated;
            format!("; {n} of them had an id used before in this run, such as {id}, and replaced that article")
        });
        format!("articles: {}{speed}{repeated}", parts.join(", "))
    }
}

impl BatchWriter<'_, Add> {
    /// Handles the outcome of reading an article; breaks if the store fails.
    pub(crate) fn take(&mut self, item: PipelineItem<Reading>) -> ControlFlow<()> {
        self.context.progress.article(item.bytes, item.size);
        match item.result {
            Ok(Reading::Record(record)) => self.add(*record),
            Ok(Reading::Unchanged(id)) => {
                self.operation.n_unchanged += 1;
                self.operation.report(&self.context.progress, "same", &id);
                self.write_if_due()
            }
            Ok(Reading::Invalid(reason)) => self.fail(item.input, item.part.as_deref(), &Failure::Input(reason)),
            Err(failure) => self.fail(item.input, item.part.as_deref(), &failure),
        }
    }
}

/// Replaces records of the store with new records of the same articles.
#[derive(Debug)]
pub(crate) struct Replace {
    /// The number of articles to read again.
    n_all: u64,
    n_taken: u64,
    n_replaced: u64,
}

impl Replace {
    pub(crate) fn new(n_all: u64) -> Replace {
        Replace { n_all, n_taken: 0, n_replaced: 0 }
    }
}

impl Operation for Replace {
    type Item = (ArticleId, Record);

    fn write(&mut self, batch: &[Self::Item], context: &mut Context<'_>) -> Result<(), Error> {
        let provenance = Provenance { reader: context.reader_version, time: &now() };
        self.n_replaced += context.store.renew(batch, provenance)?;
        Ok(())
    }

    /// Returns the number of all articles, since the store keeps the old record of an article that cannot
    /// be read again.
    fn n_done(&self) -> u64 {
        self.n_all
    }

    fn summary(&self, speed: &str, n_failed: u64) -> String {
        let failed = if n_failed > 0 { format!(", {n_failed} failed") } else { String::new() };
        format!("replaced {} of {} records{speed}{failed}", self.n_replaced, self.n_all)
    }
}

impl BatchWriter<'_, Replace> {
    /// Handles the new record of an article, or the rule that it violates; breaks if the store fails.
    pub(crate) fn take(&mut self, item: PipelineItem<(ArticleId, Result<Record, String>)>) -> ControlFlow<()> {
        self.operation.n_taken += 1;
        self.context.progress.step(self.operation.n_taken, self.operation.n_all);
        match item.result {
            Ok((article, Ok(record))) => self.add((article, record)),
            Ok((_, Err(reason))) => self.fail(item.input, item.part.as_deref(), &Failure::Input(reason)),
            Err(failure) => self.fail(item.input, item.part.as_deref(), &failure),
        }
    }
}
