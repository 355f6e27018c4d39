//! What queries find.

use onrecord_record::{ActorKind, EventId, EventStatus, MinConfidence, StatementId, StatementKind};

use crate::article::Article;
use crate::corrections::Verdict;
use crate::list::List;

/// The order of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The latest first.
    Newest,
    /// The earliest first.
    Oldest,
    /// The best match of the words first (BM25); of actors, those of the most articles.
    Relevance,
}

/// A page of what was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// What was found, in order.
    pub found: Vec<Found>,
    /// Whether there is more after it.
    pub has_more: bool,
}

/// One entry that was found.
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
    /// The day on which it was made, or of publication if that is unknown.
    pub day: Option<String>,
    /// Whether the words are direct, indirect or mixed speech.
    pub kind: StatementKind,
    /// Names of the speakers.
    pub speakers: Vec<String>,
    /// Names of the addressees.
    pub addressees: Vec<String>,
    /// Names of the actors that it mentions.
    pub about: Vec<String>,
    /// The words that name the source.
    pub source: String,
    /// The words that attribute it, such as "said".
    pub cue: String,
    /// The content, with " … " for what is left out between its parts.
    pub content: String,
    /// Probability that it is right.
    pub confidence: f64,
    /// Probability that the speakers are right; none of a statement without speakers.
    pub speaker_confidence: Option<f64>,
    /// The verdict of the latest correction.
    pub verdict: Option<Verdict>,
}

impl StatementFound {
    /// Returns whether its speakers should be shown as probable ones, as [`onrecord_record::Statement`] says it.
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
    /// The day on which it happens, or of publication if that is unknown.
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
    /// When, as TIMEX3 writes it.
    pub time: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Country of the place, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// The statement that reports it.
    pub statement: Option<StatementId>,
    /// The words that state it.
    pub anchor: String,
    /// The sentence around them.
    pub sentence: String,
    /// Probability that it is right.
    pub confidence: f64,
    /// The verdict of the latest correction.
    pub verdict: Option<Verdict>,
}

/// An actor, which is a name with its kind, over all articles that a query asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorFound {
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: ActorKind,
    /// The countries that articles give it, sorted (ISO 3166-1 alpha-3).
    pub countries: Vec<String>,
    /// How many of these articles name it.
    pub n_articles: u64,
    /// How many statements it makes in the whole store.
    pub n_statements: u64,
    /// How many events of the whole store it takes part in.
    pub n_events: u64,
    /// The day of the earliest dated article.
    pub first_day: Option<String>,
    /// The day of the latest dated article.
    pub last_day: Option<String>,
}

/// The role of an actor in the entries that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorRole {
    /// Makes the statement.
    Speaker,
    /// Is told the statement.
    Addressee,
    /// Is mentioned in the statement.
    Mentioned,
    /// Is an actor or recipient of the event.
    Participant,
}

impl ActorRole {
    /// Returns the list that such entries are in.
    pub fn list(self) -> List {
        if self == ActorRole::Participant { List::Events } else { List::Statements }
    }
}

/// The entries of an actor that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActorEntries<'a> {
    /// Exact name of the actor.
    pub name: &'a str,
    /// Kind of the actor.
    pub kind: ActorKind,
    /// Role of the actor in the entries.
    pub role: ActorRole,
    /// The least confidence of the entries, unless a person confirmed or changed them.
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
