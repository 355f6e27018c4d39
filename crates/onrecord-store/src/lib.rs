//! Stores the records of articles and searches them.
//!
//! [`Storage`] is the interface that commands and pages use. [`SqliteStore`] implements it with one SQLite file.
//! Stories, networks, maps and the effects of corrections are computed independently of the storage.

#![forbid(unsafe_code)]

mod article;
mod corrections;
mod country_names;
mod date;
mod distinct_search;
mod entries;
mod entry_id;
mod error;
mod event_row;
mod event_table;
mod facets;
mod found;
mod keep;
mod list;
mod network;
mod pick;
mod place_names;
mod places;
mod query;
mod source;
mod sqlite;
mod stats;
mod storage;
mod stories;
mod text;

pub use article::{Article, ArticleId, Version};
pub use corrections::{
    ActorSnapshot, Change, Correction, EntrySnapshot, EventSnapshot, Field, LocatedText, MatchResult, NewCorrection,
    StatementSnapshot, Verdict,
};
pub use country_names::{countries, country_name};
pub use distinct_search::{DistinctPage, count_distinct_events, find_distinct_events, for_each_distinct_event};
pub use entry_id::EntryId;
pub use error::{Error, ErrorKind};
pub use event_table::{Counted, EventTable, GroupBy};
pub use facets::{FacetValue, Facets, MAX_COUNTED};
pub use found::{ActorEntries, ActorFound, ActorRole, Companion, EventFound, Found, Order, Page, StatementFound};
pub use keep::{Kept, Known, Provenance};
pub use list::List;
pub use network::{Network, NetworkActor, Tie};
pub use pick::pick;
pub use places::{MAX_MAPPED, PlaceFound, Places};
pub use query::{Condition, CountryRole, Criteria, DayRange, NameRole, Query, Term, TextQuery};
pub use source::OTHER_SOURCE;
pub use sqlite::SqliteStore;
pub use stats::Stats;
pub use storage::Storage;
pub use stories::{
    Account, CodePointRange, Difference, DifferenceKind, DistinctEvent, EventMention, EventPlace, EventReport, Issue,
    MAX_COMPARED, MergedEvent, MergedQuote, Participant, Passage, Position, QuoteVersion, Side, Stance, Story,
    StoryActor, StoryArticle, StoryId, StoryMatches, StoryPage, StoryView, Thread, ThreadId, ThreadPage, Undone,
};
