//! What a store can do, whatever it is kept in.

use onrecord_record::{ActorKind, DocumentInfo, Record};

use crate::article::{Article, ArticleId, Version};
use crate::corrections::{CorrectedRecord, Correction, NewCorrection, corrected, damage_notice, latest_of};
use crate::error::Error;
use crate::facets::Facets;
use crate::found::{ActorEntries, ActorFound, Companion, Order, Page};
use crate::keep::{Kept, Known, Provenance};
use crate::list::List;
use crate::network::Network;
use crate::places::Places;
use crate::query::Query;
use crate::stats::Stats;
use crate::stories::{
    MAX_COMPARED, Story, StoryDocument, StoryId, StoryPage, StoryView, Thread, ThreadId, ThreadPage, Undone,
    accounts_differ, story_network, story_view,
};

/// A store of articles and their records.
///
/// An article has a number, which never changes, and one or more versions, each with the record that a reader made of it. The
/// latest version and its record are current: they are what queries find. Everything else (the index, the totals of actors,
/// the stories) follows from the current records, from corrections, and from edits of stories.
///
/// A call that writes does all or nothing, and what it wrote is on disk when it returns. Several programs may read a store
/// while one writes to it; a reader sees all of a call's writing or nothing. An operation fails with
/// [`ErrorKind::Busy`](crate::ErrorKind::Busy) if another program does not stop writing, and with
/// [`ErrorKind::Database`](crate::ErrorKind::Database) if the store itself fails; the errors below are additional ones. A store
/// reads no clock: times come from the caller.
///
/// Calls that return part of a list take the `limit`, the most entries to return, and the number of entries to `skip` before
/// them. Lists have a fixed order, so that pages do not overlap.
pub trait Storage: std::fmt::Debug + Send {
    /// Returns what the store has of an article, which need not have been read.
    ///
    /// An article is known by its id, or else by its address, if it comes from the same host or publisher, or else by its
    /// exact text. It is the same if one of its versions has the same text, title and date; one known by its text alone is
    /// always the same.
    fn known(&self, info: &DocumentInfo) -> Result<Known, Error>;

    /// Adds `records` in this order and returns what happened to each. A new article joins a story. One with the id of an
    /// article from elsewhere gets an id of its own, and a notice.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Record`](crate::ErrorKind::Record) if a record breaks the rules of its format.
    fn keep(&mut self, records: &[Record], from: Provenance<'_>) -> Result<Vec<Kept>, Error>;

    /// Returns an article.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if there is none with this number.
    fn article(&self, id: ArticleId) -> Result<Article, Error>;

    /// Returns the number of the article that has the id `doc_id` in any of its versions.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if there is none.
    fn article_by_id(&self, doc_id: &str) -> Result<ArticleId, Error>;

    /// Returns the id of an article from the host of `url` that has, in any of its versions, the id `doc_id`, or else the
    /// address `url`.
    fn id_at(&self, doc_id: Option<&str>, url: &str) -> Result<Option<String>, Error>;

    /// Returns the versions of an article, the first one first.
    fn versions(&self, id: ArticleId) -> Result<Vec<Version>, Error>;

    /// Returns the current record of an article.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if there is no such article,
    /// [`ErrorKind::Record`](crate::ErrorKind::Record) if the record is damaged.
    fn record(&self, id: ArticleId) -> Result<Record, Error>;

    /// Returns the record of version `number` of an article.
    ///
    /// # Errors
    ///
    /// As [`Storage::record`].
    fn record_of_version(&self, id: ArticleId, number: u32) -> Result<Record, Error>;

    /// Returns the articles whose current record was not made by the reader version `reader`, in the order of their numbers.
    fn made_by_others(&self, reader: &str) -> Result<Vec<ArticleId>, Error>;

    /// Replaces the current records of articles and returns how many were replaced: articles that have another text, title
    /// or date by now are left alone. Articles stay in their stories.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Record`](crate::ErrorKind::Record) if a record breaks the rules of its format.
    fn renew(&mut self, records: &[(ArticleId, Record)], from: Provenance<'_>) -> Result<u64, Error>;

    /// Returns a page of the entries that `query` finds. [`Order::Relevance`] of anything but actors needs a condition on words
    /// that holds for all that is found, and may leave out all but the latest thousands.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`](crate::ErrorKind::Query) if the order does not go with the query, or if the store has events but
    /// none of a type that is asked for; the message names the types that it has.
    fn find(&self, query: &Query, order: Order, limit: u32, skip: u64) -> Result<Page, Error>;

    /// Returns the articles with entries that `query` finds, in the order of their numbers, each with the positions of these
    /// entries in its record in ascending order. Articles and actors have no positions; of actors, the articles that name
    /// them are returned.
    fn find_all(&self, query: &Query) -> Result<Vec<(ArticleId, Vec<usize>)>, Error>;

    /// Returns the places of what `query` finds: where events happen, and what statements or articles name. Rejected entries
    /// have none. At most [`MAX_MAPPED`](crate::MAX_MAPPED) entries are looked at, the latest ones.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`](crate::ErrorKind::Query) for actors, which have no places.
    fn places(&self, query: &Query) -> Result<Places, Error>;

    /// Returns how many entries `query` finds, and how they divide by type, country, actor and month. At most
    /// [`MAX_COUNTED`](crate::MAX_COUNTED) entries are counted, the latest ones.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`](crate::ErrorKind::Query) as [`Storage::find`].
    fn facets(&self, query: &Query) -> Result<Facets, Error>;

    /// Returns the types that events of the store have, sorted.
    fn event_types(&self) -> Result<Vec<String>, Error>;

    /// Returns the actor with exactly this name and kind.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if there is none.
    fn actor(&self, name: &str, kind: ActorKind) -> Result<ActorFound, Error>;

    /// Returns the kinds of the actors with exactly this name.
    fn kinds_of(&self, name: &str) -> Result<Vec<ActorKind>, Error>;

    /// Returns a page of the entries in which an actor has a role, in the order of time.
    fn entries_of(&self, wanted: &ActorEntries<'_>, order: Order, limit: u32, skip: u64) -> Result<Page, Error>;

    /// Returns at most `limit` actors that share the most of the latest 10,000 entries of the actor with this name and kind.
    fn companions(&self, actor: (&str, ActorKind), limit: u32) -> Result<Vec<Companion>, Error>;

    /// Returns, for each month that has any, the number of entries in which the actor with this name and kind speaks or acts.
    fn months_of(&self, actor: (&str, ActorKind)) -> Result<Vec<(String, u64)>, Error>;

    /// Returns the network around the actor with exactly this name and kind: at most `limit` actors, from the latest articles
    /// that name it. Rejected entries do not count.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if there is no such actor.
    fn network_of(&self, name: &str, kind: ActorKind, limit: usize) -> Result<Network, Error>;

    /// Stores a correction and returns its number. Earlier corrections of the same entry stay; the latest one counts. It holds the
    /// new values of the one before too, unless it rejects the entry: an entry that is confirmed after it was changed is
    /// changed in the same way, and one that is changed back to what the reader found is confirmed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if there is no such article or entry,
    /// [`ErrorKind::Stale`](crate::ErrorKind::Stale) if the entry is not the one that was seen,
    /// [`ErrorKind::Correction`](crate::ErrorKind::Correction) if a value makes no sense.
    fn correct(&mut self, new: &NewCorrection) -> Result<i64, Error>;

    /// Returns the corrections of an article, the first one first, matched with its current record. Damaged ones are left out.
    ///
    /// # Errors
    ///
    /// As [`Storage::record`].
    fn corrections_of(&self, article: ArticleId) -> Result<Vec<Correction>, Error>;

    /// Returns a page of all corrections, the latest first, and whether there are more. Damaged ones are left out, so that a
    /// page may be shorter.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Record`](crate::ErrorKind::Record) if a record is damaged.
    fn corrections(&self, limit: u32, skip: u64) -> Result<(Vec<Correction>, bool), Error>;

    /// Returns the numbers of the damaged corrections of an article, or of all articles. They count nowhere.
    fn damaged_corrections(&self, article: Option<ArticleId>) -> Result<Vec<i64>, Error>;

    /// Returns a page of the stories, those with the latest articles first.
    fn stories(&self, limit: u32, skip: u64) -> Result<StoryPage, Error>;

    /// Returns the summary of the story with this number, or of the one into which it was joined.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if there is none.
    fn story_head(&self, id: StoryId) -> Result<Story, Error>;

    /// Returns the story of an article.
    fn story_of(&self, article: ArticleId) -> Result<Option<StoryId>, Error>;

    /// Returns the articles of a story, the earliest first and undated ones last.
    ///
    /// # Errors
    ///
    /// As [`Storage::story_head`].
    fn story_articles(&self, id: StoryId) -> Result<Vec<Article>, Error>;

    /// Returns a page of the threads, those with the latest articles first.
    fn threads(&self, limit: u32, skip: u64) -> Result<ThreadPage, Error>;

    /// Returns the summary of the thread with this number, or of the one into which it was joined.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if there is none.
    fn thread_head(&self, id: ThreadId) -> Result<Thread, Error>;

    /// Returns a page of the stories of a thread, those with the latest articles first.
    ///
    /// # Errors
    ///
    /// As [`Storage::thread_head`].
    fn stories_of(&self, thread: ThreadId, limit: u32, skip: u64) -> Result<StoryPage, Error>;

    /// Returns the articles of a thread, the earliest first and undated ones last.
    ///
    /// # Errors
    ///
    /// As [`Storage::thread_head`].
    fn thread_articles(&self, id: ThreadId) -> Result<Vec<Article>, Error>;

    /// Moves all articles of each of `others` into `story`, where they stay, and returns the number of that story. Each join is
    /// undone by itself.
    ///
    /// # Errors
    ///
    /// As [`Storage::story_head`], and [`ErrorKind::Query`](crate::ErrorKind::Query) if two of them are the same story.
    fn join_stories(&mut self, story: StoryId, others: &[StoryId], time: &str) -> Result<StoryId, Error>;

    /// Moves `articles` of `story` into a new story, where they stay, and returns its number.
    ///
    /// # Errors
    ///
    /// As [`Storage::story_head`], and [`ErrorKind::Query`](crate::ErrorKind::Query) if an article is not in the story or none
    /// would be left in it.
    fn split_story(&mut self, story: StoryId, articles: &[ArticleId], time: &str) -> Result<StoryId, Error>;

    /// Undoes the last join or split that was not undone: its articles go back, except those that have moved on since. Returns
    /// `None` if there is nothing to undo.
    fn undo_stories(&mut self) -> Result<Option<Undone>, Error>;

    /// Returns counts over the whole store.
    fn stats(&self) -> Result<Stats, Error>;

    /// Returns everything that is wrong with the store, in words; nothing if it is sound.
    ///
    /// Every record of every version is read, and everything that follows from current records is compared with them.
    /// `progress` is called after each version, with the number of versions checked and of all versions; the check stops if
    /// it returns false.
    fn problems(&self, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Vec<String>, Error>;

    /// Rebuilds everything that follows from the current records, and repairs stories; articles stay in their stories.
    ///
    /// `progress` is called after each article, with the number of articles done and of all articles. If it returns false,
    /// nothing is changed and false is returned.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Record`](crate::ErrorKind::Record) if a record is damaged.
    fn reindex(&mut self, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<bool, Error>;

    /// Returns the current record of an article with people's corrections: changed entries have their new values, rejected
    /// ones are left out, and a notice tells of damaged corrections. Of `list`, only the entries at the sorted `positions` stay, as with [`pick`](crate::pick).
    ///
    /// # Errors
    ///
    /// As [`Storage::record`].
    fn corrected(&self, article: ArticleId, list: List, positions: &[usize]) -> Result<Record, Error> {
        let record = self.record(article)?;
        let latest = latest_of(self.corrections_of(article)?);
        let mut record = corrected(record, &latest, list, positions);
        record.notices.extend(damage_notice(&self.damaged_corrections(article.into())?));
        Ok(record)
    }

    /// Returns the current record of an article with the values that people gave its entries. Ids stay: rejected entries are
    /// still there, as the reader made them.
    ///
    /// # Errors
    ///
    /// As [`Storage::record`].
    fn with_corrections(&self, article: ArticleId) -> Result<Record, Error> {
        let latest = latest_of(self.corrections_of(article)?);
        Ok(CorrectedRecord::new(self.record(article)?, &latest).record)
    }

    /// Returns the story with this number, or the one into which it was joined, as a whole.
    ///
    /// # Errors
    ///
    /// As [`Storage::story_head`] and [`Storage::record`].
    fn story(&self, id: StoryId) -> Result<StoryView, Error> {
        let story = self.story_head(id)?;
        let articles = compared_articles(self, story.id)?;
        let docs = documents(self, &articles)?;
        Ok(story_view(story, articles, &docs))
    }

    /// Returns those stories of a page in which accounts differ. All their articles are read, which takes some milliseconds for
    /// each.
    ///
    /// # Errors
    ///
    /// As [`Storage::story`].
    fn differing_stories(&self, page: StoryPage) -> Result<StoryPage, Error> {
        let mut stories = Vec::new();
        for story in page.stories {
            if accounts_differ(&documents(self, &compared_articles(self, story.id)?)?) {
                stories.push(story);
            }
        }
        Ok(StoryPage { stories, ..page })
    }

    /// Returns the network of a story: at most `limit` actors, from its latest articles. Rejected entries do not count.
    ///
    /// # Errors
    ///
    /// As [`Storage::story`].
    fn story_network(&self, id: StoryId, limit: usize) -> Result<Network, Error> {
        let mut articles = self.story_articles(id)?;
        let n_articles_in_all = articles.len() as u64;
        articles.drain(..articles.len().saturating_sub(MAX_COMPARED));
        let docs = documents(self, &articles)?;
        Ok(Network { n_articles_in_all, ..story_network(&docs, limit) })
    }
}

/// Returns the articles of a story that are compared with each other.
fn compared_articles<S: Storage + ?Sized>(store: &S, story: StoryId) -> Result<Vec<Article>, Error> {
    let mut articles = store.story_articles(story)?;
    articles.drain(..articles.len().saturating_sub(MAX_COMPARED));
    Ok(articles)
}

/// Returns the records of articles with the verdicts of the latest corrections.
fn documents<S: Storage + ?Sized>(store: &S, articles: &[Article]) -> Result<Vec<StoryDocument>, Error> {
    let document = |article: &Article| {
        let latest = latest_of(store.corrections_of(article.id)?);
        Ok(StoryDocument::new(CorrectedRecord::new(store.record(article.id)?, &latest)))
    };
    articles.iter().map(document).collect()
}
