//! The search options that `find` and `export` share.

use std::path::PathBuf;

use clap::ValueEnum;
use onrecord_record::MinConfidence;
use onrecord_store::{Criteria, StoryId, ThreadId};

use super::numbers::{UNBOUNDED, min_confidence, number};

/// A list of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum List {
    /// Who said what
    Statements,
    /// Who did what to whom
    Events,
    /// The people, organizations and countries in all articles
    Actors,
    /// Articles
    Articles,
}

impl From<List> for onrecord_store::List {
    fn from(list: List) -> Self {
        match list {
            List::Statements => onrecord_store::List::Statements,
            List::Events => onrecord_store::List::Events,
            List::Actors => onrecord_store::List::Actors,
            List::Articles => onrecord_store::List::Articles,
        }
    }
}

/// What is wanted from a store; an entry must meet all conditions.
#[derive(Debug, clap::Args)]
pub(super) struct QueryArgs {
    /// Words and "phrases" that must all occur; rain* matches beginnings, -rain excludes, rain OR snow matches either
    #[arg(value_name = "WORDS")]
    words: Vec<String>,

    /// The store
    #[arg(long, value_name = "FILE", env = "ONRECORD_STORE")]
    pub(super) store: PathBuf,

    /// Speaker of the statement: words of the name, or of the source if the speaker is not named
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,

    /// Words of the cue of statements, such as denied or accus*
    #[arg(long, value_name = "WORDS")]
    cue: Option<String>,

    /// Actor mentioned in the content of the statement
    #[arg(long, value_name = "NAME")]
    about: Option<String>,

    /// Actor of the event; for other lists, any participant
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,

    /// Recipient of the event, or addressee of the statement
    #[arg(long, value_name = "NAME")]
    recipient: Option<String>,

    /// Types of event, such as CONSULT; kinds of statement (direct, mixed, indirect) or of actor (person, ...);
    /// separated by commas
    #[arg(long = "type", value_name = "TYPE")]
    of_type: Option<String>,

    /// Status of events: actual, planned, possible or negated
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,

    /// Country, by name or three-letter code (Italy, ITA): of the speaker, the actor, the place of the event, or a
    /// place in the article
    #[arg(long, value_name = "COUNTRY")]
    country: Option<String>,

    /// Country of an actor of the event
    #[arg(long, value_name = "COUNTRY")]
    actor_country: Option<String>,

    /// Country of a recipient of the event
    #[arg(long, value_name = "COUNTRY")]
    recipient_country: Option<String>,

    /// Country of the place, of an actor or of a recipient of the event
    #[arg(long, value_name = "COUNTRY")]
    any_country: Option<String>,

    /// Place of the event, in any spelling found in articles; for other lists, a place that the article mentions
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,

    /// Earliest day, month or year, such as 2025-02-13, 2025-02 or 2025
    #[arg(long, value_name = "DATE")]
    since: Option<String>,

    /// Latest day, month or year (inclusive)
    #[arg(long, value_name = "DATE")]
    until: Option<String>,

    /// Number of a story
    #[arg(long, value_name = "ID", value_parser = number::<i64>(1, UNBOUNDED))]
    story: Option<i64>,

    /// Number of a thread
    #[arg(long, value_name = "ID", value_parser = number::<i64>(1, UNBOUNDED))]
    thread: Option<i64>,

    /// Verdict of the latest correction: confirmed, changed or rejected; none for entries without a correction
    #[arg(long, value_name = "VERDICT")]
    verdict: Option<String>,

    /// Leave out statements and events with a confidence below P, from 0 to 1, except those that people confirmed or
    /// changed
    #[arg(long, value_name = "P", value_parser = min_confidence)]
    pub(super) min_confidence: Option<MinConfidence>,
}

impl QueryArgs {
    pub(super) fn criteria(&self) -> Criteria {
        Criteria {
            words: (!self.words.is_empty()).then(|| self.words.join(" ")),
            speaker: self.speaker.clone(),
            cue: self.cue.clone(),
            about: self.about.clone(),
            actor: self.actor.clone(),
            recipient: self.recipient.clone(),
            of_type: self.of_type.clone(),
            status: self.status.clone(),
            country: self.country.clone(),
            actor_country: self.actor_country.clone(),
            recipient_country: self.recipient_country.clone(),
            any_country: self.any_country.clone(),
            place: self.place.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
            story: self.story.map(StoryId),
            thread: self.thread.map(ThreadId),
            verdict: self.verdict.clone(),
            min_confidence: self.min_confidence,
            min_speaker_confidence: None,
        }
    }
}
