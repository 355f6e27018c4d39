//! Finding: statements, events, actors and articles by words, names, days and places.

mod actors;
mod asked;
mod between;
mod names;
mod of_actor;
mod places;
mod rows;
mod select;
mod spellings;
mod words;

use std::collections::BTreeMap;

use onrecord_record::{ActorKind, EventId, EventStatus, StatementId, StatementKind};
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use crate::articles::{Article, ArticleId};
use crate::corrections::Verdict;
use crate::stories::StoryId;
use crate::{Error, Store, index};
pub use of_actor::{Companion, Part};
pub use places::{MAX_MAPPED, PlaceFound, Places};
use select::Select;

/// What is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Who said what.
    Statements,
    /// Who did what to whom.
    Events,
    /// Names, over all articles.
    Actors,
    /// Articles.
    Articles,
}

impl List {
    /// Returns the name.
    pub fn as_str(self) -> &'static str {
        match self {
            List::Statements => "statements",
            List::Events => "events",
            List::Actors => "actors",
            List::Articles => "articles",
        }
    }
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The latest.
    Newest,
    /// The earliest.
    Oldest,
    /// What fits the words best (BM25); of actors, those of the most articles.
    Relevance,
}

/// What is looked for; everything that is given must hold. `docs/find.md` says what each means for each list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words and "phrases".
    pub words: Option<String>,
    /// Words of the name of who says it.
    pub speaker: Option<String>,
    /// Words of the name of an actor that is spoken of.
    pub about: Option<String>,
    /// Words of the name of who does it or has a part in it.
    pub actor: Option<String>,
    /// Words of the name of whom it is done or said to.
    pub recipient: Option<String>,
    /// Type of the event, or kind of the statement or actor.
    pub of_type: Option<String>,
    /// Status of the event.
    pub status: Option<String>,
    /// Country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Name of a place.
    pub place: Option<String>,
    /// First day, month or year.
    pub since: Option<String>,
    /// Last day, month or year.
    pub until: Option<String>,
    /// Number of a story.
    pub story: Option<StoryId>,
    /// What the latest correction says: `confirmed`, `changed`, `rejected`; or `none`, where there is none.
    pub verdict: Option<String>,
}

/// A part of what was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// What was found, in order.
    pub found: Vec<Found>,
    /// Whether there is more after it.
    pub has_more: bool,
}

/// One of what was found.
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

/// A statement and where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementFound {
    /// The article.
    pub article: Article,
    /// Its id in the record of the article.
    pub id: StatementId,
    /// The day on which it was said, or published where that is not known.
    pub day: Option<String>,
    /// How the words are given.
    pub kind: StatementKind,
    /// Names of those who say it.
    pub speakers: Vec<String>,
    /// Names of those to whom it is said.
    pub addressees: Vec<String>,
    /// Names of those whom it names.
    pub about: Vec<String>,
    /// The words that name the source.
    pub source: String,
    /// The words that mark the attribution.
    pub cue: String,
    /// What is said, with " … " where the article says something else in between.
    pub content: String,
    /// Probability that it is right.
    pub confidence: f64,
    /// What the latest correction says of it.
    pub verdict: Option<Verdict>,
}

/// An event and where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct EventFound {
    /// The article.
    pub article: Article,
    /// Its id in the record of the article.
    pub id: EventId,
    /// The day on which it happens, or of publication where that is not known.
    pub day: Option<String>,
    /// Type.
    pub event_type: String,
    /// Mode.
    pub mode: Option<String>,
    /// Whether it is real.
    pub status: EventStatus,
    /// Names of those who do it.
    pub actors: Vec<String>,
    /// Names of those to whom it is done.
    pub recipients: Vec<String>,
    /// When, as TIMEX3 writes it.
    pub time: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// The country of the place.
    pub country: Option<String>,
    /// The statement of the article that reports it.
    pub statement: Option<StatementId>,
    /// The words that state it.
    pub anchor: String,
    /// The sentence that does.
    pub sentence: String,
    /// Probability that it is right.
    pub confidence: f64,
    /// What the latest correction says of it.
    pub verdict: Option<Verdict>,
}

/// A name, over all articles that a query asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorFound {
    /// The name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// The countries that articles give it, sorted.
    pub countries: Vec<String>,
    /// In how many of the articles it is.
    pub n_articles: u64,
    /// How many statements it makes in the store.
    pub n_statements: u64,
    /// In how many events of the store it takes part.
    pub n_events: u64,
    /// The day of the earliest of the articles.
    pub first_day: Option<String>,
    /// The day of the latest.
    pub last_day: Option<String>,
}

impl Store {
    /// Returns `limit` of what `query` finds in `list`, after the first `skip`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`](crate::ErrorKind::Query) where the query makes no sense.
    pub fn find(&self, list: List, query: &Query, order: Order, limit: u32, skip: u64) -> Result<Page, Error> {
        let mut select = self.select(list, query, order)?;
        // One more tells whether there is more.
        select.params.push(Value::Integer(i64::from(limit) + 1));
        select.params.push(Value::Integer(i64::try_from(skip).unwrap_or(i64::MAX)));
        let mut found = match list {
            List::Statements => self.statements_of(&select).map_err(Error::database)?,
            List::Events => self.events_of(&select).map_err(Error::database)?,
            List::Articles => self.articles_of(&select).map_err(Error::database)?,
            List::Actors => match self.actors_between(query, order, u64::from(limit) + 1, skip)? {
                Some(found) => found,
                None => self.actors_of(&select).map_err(Error::database)?,
            },
        };
        let has_more = found.len() > limit as usize;
        found.truncate(limit as usize);
        Ok(Page { found, has_more })
    }

    /// Returns the rows of `list` that `query` asks for, whatever way its place is written.
    fn select(&self, list: List, query: &Query, order: Order) -> Result<Select, Error> {
        match &query.place {
            Some(place) if list == List::Events => {
                let places = self.spellings(place).map_err(Error::database)?;
                Select::with_places(list, query, order, &places)
            }
            _ => Select::new(list, query, order),
        }
    }

    /// Returns the articles in which `query` finds something of `list`, and the places of it in their records, in the
    /// order of the articles' numbers; of actors and articles, no places.
    ///
    /// # Errors
    ///
    /// As [`Store::find`].
    pub fn find_all(&self, list: List, query: &Query) -> Result<Vec<(ArticleId, Vec<usize>)>, Error> {
        let select = match list {
            List::Actors => actors::select_articles(query)?,
            _ => self.select(list, query, Order::Newest)?,
        };
        let id = match list {
            List::Statements => "statement.id",
            List::Events => "event.id",
            List::Actors | List::Articles => "article.id << 16",
        };
        let sql = format!("SELECT DISTINCT {id} FROM {}{}", select.from, select.conditions());
        let mut articles: BTreeMap<ArticleId, Vec<usize>> = BTreeMap::new();
        let mut take = || -> rusqlite::Result<()> {
            let mut statement = self.conn.prepare(&sql)?;
            for id in statement.query_map(params_from_iter(&select.params), |row| row.get(0))? {
                let (article, place) = index::article_and_place(id?);
                let places = articles.entry(article).or_default();
                if matches!(list, List::Statements | List::Events) {
                    places.push(place);
                }
            }
            Ok(())
        };
        take().map_err(Error::database)?;
        articles.values_mut().for_each(|places| places.sort_unstable());
        Ok(articles.into_iter().collect())
    }
}

/// Returns the kind of an actor that the file holds as its place among all.
pub(crate) fn kind_of(place: i64) -> ActorKind {
    rows::of(ActorKind::ALL, place)
}
