//! Results of queries.

use onrecord_record::{ActorKind, EventId, EventStatus, MinConfidence, StatementId, StatementKind};

use crate::article::Article;
use crate::corrections::Verdict;
use crate::list::List;

/// The order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The latest first.
    Newest,
    /// The earliest first.
    Oldest,
    /// The best match first (BM25); for actors, those in the most articles first.
    Relevance,
}

/// A page of results.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The results, in order.
    pub found: Vec<Found>,
    /// Whether there are more results after it.
    pub has_more: bool,
}

/// A result.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// A statement.
    Statement(Box<StatementFound>),
    /// An event.
    Event(Box<EventFound>),
    /// An actor.
    Actor(Box<ActorFound>),
    /// An article.
    Article(Box<Article>),
}

/// A statement, with its article.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementFound {
    /// The article.
    pub article: Article,
    /// Its id in the record of the article.
    pub id: StatementId,
    /// The day on which it was made, or else the day of publication.
    pub day: Option<String>,
    /// Whether it is direct, indirect or mixed speech.
    pub kind: StatementKind,
    /// Names of the speakers.
    pub speakers: Vec<String>,
    /// Names of the addressees.
    pub addressees: Vec<String>,
    /// Names of the actors that it mentions.
    pub about: Vec<String>,
    /// The source.
    pub source: String,
    /// The cue, such as "said".
    pub cue: String,
    /// The content, with " … " in place of text left out between its parts.
    pub content: String,
    /// Probability that it is correct.
    pub confidence: f64,
    /// Probability that the speakers are correct; `None` for a statement without speakers.
    pub speaker_confidence: Option<f64>,
    /// The verdict of the latest correction.
    pub verdict: Option<Verdict>,
}

impl StatementFound {
    /// Returns whether its speakers should be shown as probable, as defined in [`onrecord_record::Statement`].
    pub fn has_probable_speakers(&self) -> bool {
        let is_unsure = |confidence: f64| confidence < f64::from(onrecord_record::SURE_SPEAKER);
        let is_settled = matches!(self.verdict, Some(Verdict::Confirmed | Verdict::Changed));
        !self.speakers.is_empty() && !is_settled && self.speaker_confidence.is_some_and(is_unsure)
    }
}

/// An event, with its article.
#[derive(Debug, Clone, PartialEq)]
pub struct EventFound {
    /// The article.
    pub article: Article,
    /// Its id in the record of the article.
    pub id: EventId,
    /// The day on which it happens, or else the day of publication.
    pub day: Option<String>,
    /// Type.
    pub event_type: String,
    /// Mode.
    pub mode: Option<String>,
    /// Whether it happened, is planned, is possible or is denied.
    pub status: EventStatus,
    /// Names of the actors.
    pub actors: Vec<String>,
    /// Names of the recipients.
    pub recipients: Vec<String>,
    /// The time, as a TIMEX3 value.
    pub time: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// Country of the place, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// The statement that reports it.
    pub statement: Option<StatementId>,
    /// The anchor.
    pub anchor: String,
    /// The sentence that contains the anchor.
    pub sentence: String,
    /// Probability that it is correct.
    pub confidence: f64,
    /// The verdict of the latest correction.
    pub verdict: Option<Verdict>,
}

/// An actor, identified by name and kind, over all articles that match a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorFound {
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: ActorKind,
    /// The countries assigned to it in articles, sorted (ISO 3166-1 alpha-3).
    pub countries: Vec<String>,
    /// The number of matching articles that name it.
    pub n_articles: u64,
    /// The number of statements that it makes in the whole store.
    pub n_statements: u64,
    /// The number of events in the whole store in which it takes part.
    pub n_events: u64,
    /// The day of the earliest dated article.
    pub first_day: Option<String>,
    /// The day of the latest dated article.
    pub last_day: Option<String>,
}

/// The role of an actor in the requested entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorRole {
    /// Speaker of the statement.
    Speaker,
    /// Addressee of the statement.
    Addressee,
    /// Is mentioned in the statement.
    Mentioned,
    /// Actor or recipient of the event.
    Participant,
}

impl ActorRole {
    /// Returns the list that contains such entries.
    pub fn list(self) -> List {
        if self == ActorRole::Participant { List::Events } else { List::Statements }
    }
}

/// A request for the entries of an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActorEntries<'a> {
    /// Exact name of the actor.
    pub name: &'a str,
    /// Kind of the actor.
    pub kind: ActorKind,
    /// Role of the actor in the entries.
    pub role: ActorRole,
    /// The minimum confidence of the entries; it does not apply to entries that a user confirmed or changed.
    pub min_confidence: Option<MinConfidence>,
}

/// An actor that shares entries with another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Companion {
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: ActorKind,
    /// How many statements and events they share.
    pub n_entries: u64,
}
