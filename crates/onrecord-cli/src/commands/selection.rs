//! What of a store is wanted: the options that `find` and `export` share.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use onrecord_store::{Error, ErrorKind, Query, Store, StoryId};

use super::numbers::{NO_END, number};
use crate::render::clean;

/// What is found or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum List {
    /// Who said what.
    Statements,
    /// Who did what to whom.
    Events,
    /// Names, over all articles.
    Actors,
    /// Articles.
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

/// What of a store is wanted; everything that is given must hold.
#[derive(Debug, clap::Args)]
pub(super) struct Selection {
    /// Words and "phrases": all of them; rain* for beginnings, -rain for what must not be there, rain OR snow for either
    #[arg(value_name = "WORDS")]
    words: Vec<String>,

    /// The store
    #[arg(long, value_name = "FILE")]
    pub(super) store: PathBuf,

    /// Who says it: words of a name, or of the source where no actor is known
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,

    /// Who is spoken of
    #[arg(long, value_name = "NAME")]
    about: Option<String>,

    /// Who does it; of statements and articles, who has any part in it
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,

    /// To whom it is done or said
    #[arg(long, value_name = "NAME")]
    recipient: Option<String>,

    /// Type of event such as CONSULT, or kind of statement (direct, mixed, indirect) or actor (person, ...)
    #[arg(long = "type", value_name = "TYPE")]
    of_type: Option<String>,

    /// Status of events: actual, planned, possible or negated
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,

    /// Country in three letters such as ITA: of the speaker, the event's place, the actor, or a place in the article
    #[arg(long, value_name = "CODE")]
    country: Option<String>,

    /// Place where it happens; of all but events, one that the article names
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,

    /// From this day, month or year on, such as 2025-02-13, 2025-02 or 2025
    #[arg(long, value_name = "DATE")]
    since: Option<String>,

    /// Up to this day, month or year, which is included
    #[arg(long, value_name = "DATE")]
    until: Option<String>,

    /// Number of a story
    #[arg(long, value_name = "ID", value_parser = number::<i64>(1, NO_END))]
    story: Option<i64>,

    /// What people say of it: confirmed, changed, rejected, or none where nobody spoke of it
    #[arg(long, value_name = "VERDICT")]
    verdict: Option<String>,
}

impl Selection {
    pub(super) fn query(&self) -> Query {
        Query {
            words: (!self.words.is_empty()).then(|| self.words.join(" ")),
            speaker: self.speaker.clone(),
            about: self.about.clone(),
            actor: self.actor.clone(),
            recipient: self.recipient.clone(),
            of_type: self.of_type.clone(),
            status: self.status.clone(),
            country: self.country.clone(),
            place: self.place.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
            story: self.story.map(StoryId),
            verdict: self.verdict.clone(),
        }
    }
}

/// Opens a store for reading; one of an older format is made one of the present format first.
pub(super) fn open(path: &Path) -> Result<Store, Error> {
    match Store::open_read_only(path) {
        Err(error) if error.kind() == ErrorKind::Older => {
            drop(Store::open(path)?);
            Store::open_read_only(path)
        }
        opened => opened,
    }
}

/// Says which types of events the store has, where another one is asked for.
pub(super) fn other_types(store: &Store, list: List, query: &Query) -> Result<Option<String>, Error> {
    let Some(asked) = query.of_type.as_ref().filter(|_| list == List::Events) else { return Ok(None) };
    let types = store.event_types()?;
    if types.is_empty() || types.iter().any(|known| known.eq_ignore_ascii_case(asked)) {
        return Ok(None);
    }
    let types: Vec<String> = types.iter().map(|known| clean(known)).collect();
    Ok(Some(format!("; there are no events of the type {} in the store, but {}", clean(asked), types.join(", "))))
}

/// Returns what to say of an error: with the store, unless the query is wrong.
pub(super) fn told(error: &Error, store: &Path) -> String {
    match error.kind() {
        ErrorKind::Query => error.to_string(),
        ErrorKind::Database if error.to_string().starts_with("the file is damaged") => {
            format!("{0}: {error}; onrecord check --store {0} says more", store.display())
        }
        _ => format!("{}: {error}", store.display()),
    }
}
