//! The interface of a store, independent of its storage format.

use std::collections::BTreeMap;

use onrecord_record::{ActorKind, DocumentInfo, Record};

use crate::article::{Article, ArticleId, Version};
use crate::corrections::{CorrectedRecord, Correction, NewCorrection, corrected, damage_notice, latest_of};
use crate::error::{Error, ErrorKind};
use crate::facets::Facets;
use crate::found::{ActorEntries, ActorFound, Companion, Order, Page};
use crate::keep::{Kept, Known, Provenance};
use crate::list::List;
use crate::network::Network;
use crate::places::Places;
use crate::query::Query;
use crate::stats::Stats;
use crate::stories::{
    DistinctEvent, MAX_COMPARED, Story, StoryDocument, StoryId, StoryMatches, StoryPage, StoryView, Thread, ThreadId,
    ThreadPage, Undone, accounts_differ, distinct_events, story_network, story_view,
};

/// A store of articles and their records.
///
/// An article has a number, which never changes, and one or more versions, each with the record that a reader produced
/// from it. The latest version and its record are current: queries search only these. Everything else (the index, the
/// totals of actors, the stories) is derived from the current records, from corrections, and from edits of stories.
///
/// A call that writes is atomic, and its changes are on disk when it returns. Several programs may read a store while
/// one writes to it; a reader sees either all changes of a call or none. An operation fails with
/// [`ErrorKind::Busy`] if another program keeps writing, and with
/// [`ErrorKind::Database`] if the store itself fails; the errors listed for each method are
/// additional. A store reads no clock: the caller supplies times.
/// Calls that return part of a list take `limit`, the maximum number of entries to return, and `skip`, the number of
/// entries before them. Lists have a fixed order, so that pages do not overlap.
pub trait Storage: std::fmt::Debug + Send {
    /// Returns what the store already has for an article, which need not have been read yet.
    ///
    /// An article from the same host or publisher is recognized by its id, or else by its URL; any article is
    /// recognized by its exact text. It is unchanged if one of its versions has the same text, title and date; an
    /// article recognized only by its text is always unchanged.
    fn known(&self, info: &DocumentInfo) -> Result<Known, Error>;

    /// Adds `records` in this order and returns the result for each. A new article is placed in a story. If its id
    /// belongs to an article from another source, it gets an id of its own and a notice.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Record`] if a record violates the rules of its format.
    fn keep(&mut self, records: &[Record], from: Provenance<'_>) -> Result<Vec<Kept>, Error>;

    /// Returns an article.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] if there is none with this number.
    fn article(&self, id: ArticleId) -> Result<Article, Error>;

    /// Returns the number of the article that has the id `doc_id` in any of its versions.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] if there is none.
    fn article_by_id(&self, doc_id: &str) -> Result<ArticleId, Error>;

    /// Returns the id of an article from the host of `url` that has the id `doc_id`, or else the URL `url`, in any of
    /// its versions.
    fn id_at(&self, doc_id: Option<&str>, url: &str) -> Result<Option<String>, Error>;

    /// Returns the versions of an article, the first version first.
    fn versions(&self, id: ArticleId) -> Result<Vec<Version>, Error>;

    /// Returns the current record of an article.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] if there is no such article, [`ErrorKind::Record`] if the record is damaged.
    fn record(&self, id: ArticleId) -> Result<Record, Error>;

    /// Returns the record of version `number` of an article.
    ///
    /// # Errors
    ///
    /// As [`Storage::record`].
    fn record_of_version(&self, id: ArticleId, number: u32) -> Result<Record, Error>;

    /// Returns the articles whose current record was not produced by reader version `reader`, by number.
    fn made_by_others(&self, reader: &str) -> Result<Vec<ArticleId>, Error>;

    /// Replaces the current records of articles and returns how many were replaced. Articles whose text, title or date
    /// has changed in the meantime are skipped. Articles stay in their stories.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Record`] if a record violates the rules of its format.
    fn renew(&mut self, records: &[(ArticleId, Record)], from: Provenance<'_>) -> Result<u64, Error>;

    /// Returns a page of the entries that match `query`. Except for actors, [`Order::Relevance`] requires a condition
    /// on words that applies to all results, and may omit all but the latest few thousand results.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`] if the order is not available for the query, or if the store has
    /// events but none of a requested type; the message lists the existing types.
    fn find(&self, query: &Query, order: Order, limit: u32, skip: u64) -> Result<Page, Error>;

    /// Returns the articles with entries that match `query`, by number, each with the positions of these entries in its
    /// record in ascending order. Articles and actors have no positions; for actors, articles that name them are returned.
    fn find_all(&self, query: &Query) -> Result<Vec<(ArticleId, Vec<usize>)>, Error>;

    /// Returns the places of the results of `query`: the places of events, and the places mentioned in statements or
    /// articles. Places of rejected entries are left out. At most [`MAX_MAPPED`](crate::MAX_MAPPED) entries are
    /// examined, latest first.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`] for actors, which have no places.
    fn places(&self, query: &Query) -> Result<Places, Error>;

    /// Returns the number of entries that match `query`, with counts by type, country, actor and month. At most
    /// [`MAX_COUNTED`](crate::MAX_COUNTED) entries are counted, latest first.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`] as [`Storage::find`].
    fn facets(&self, query: &Query) -> Result<Facets, Error>;

    /// Returns the event types that occur in the store, sorted.
    fn event_types(&self) -> Result<Vec<String>, Error>;

    /// Returns the actor with this exact name and kind.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] if there is none.
    fn actor(&self, name: &str, kind: ActorKind) -> Result<ActorFound, Error>;

    /// Returns the kinds of the actors with this exact name.
    fn kinds_of(&self, name: &str) -> Result<Vec<ActorKind>, Error>;

    /// Returns a page of the entries in which an actor has a role, in chronological order.
    fn entries_of(&self, wanted: &ActorEntries<'_>, order: Order, limit: u32, skip: u64) -> Result<Page, Error>;

    /// Returns the actors, at most `limit`, that share the most entries with the actor of this name and kind, among its
    /// latest 10,000 entries.
    fn companions(&self, actor: (&str, ActorKind), limit: u32) -> Result<Vec<Companion>, Error>;

    /// Returns the number of entries per month in which this actor speaks or acts, without months that have none.
    fn months_of(&self, actor: (&str, ActorKind)) -> Result<Vec<(String, u64)>, Error>;

    /// Returns the network around the actor with this exact name and kind, from the latest articles that name it: at most
    /// `limit` actors. Rejected entries are not counted.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] if there is no such actor.
    fn network_of(&self, name: &str, kind: ActorKind, limit: usize) -> Result<Network, Error>;

    /// Stores a correction and returns its number. Earlier corrections of the same entry are kept, but only the latest
    /// one counts. Unless it rejects the entry, the new correction inherits the new values of the previous one:
    /// confirming a changed entry keeps it changed, and changing an entry back to the reader's output confirms it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] if there is no such article or entry,
    /// [`ErrorKind::Stale`] if the entry has changed since the user saw it,
    /// [`ErrorKind::Correction`] if a value is invalid.
    fn correct(&mut self, new: &NewCorrection) -> Result<i64, Error>;

    /// Returns the corrections of an article, oldest first, matched with its current record. Damaged corrections are
    /// left out.
    ///
    /// # Errors
    ///
    /// As [`Storage::record`].
    fn corrections_of(&self, article: ArticleId) -> Result<Vec<Correction>, Error>;

    /// Returns a page of all corrections, latest first, and whether there are more. Damaged corrections are left out,
    /// so a page may be shorter than `limit`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Record`] if a record is damaged.
    fn corrections(&self, limit: u32, skip: u64) -> Result<(Vec<Correction>, bool), Error>;

    /// Returns the numbers of the damaged corrections of an article, or of all articles. Damaged corrections are
    /// ignored everywhere.
    fn damaged_corrections(&self, article: Option<ArticleId>) -> Result<Vec<i64>, Error>;

    /// Returns a page of the stories, ordered by their latest article, most recent first.
    fn stories(&self, limit: u32, skip: u64) -> Result<StoryPage, Error>;

    /// Returns the summary of the story with this number, or of the story into which it was merged.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] if there is none.
    fn story_head(&self, id: StoryId) -> Result<Story, Error>;

    /// Returns the story of an article.
    fn story_of(&self, article: ArticleId) -> Result<Option<StoryId>, Error>;

    /// Returns the articles of a story, the earliest first and undated ones last.
    ///
    /// # Errors
    ///
    /// As [`Storage::story_head`].
    fn story_articles(&self, id: StoryId) -> Result<Vec<Article>, Error>;

    /// Returns a page of the threads, ordered by their latest article, most recent first.
    fn threads(&self, limit: u32, skip: u64) -> Result<ThreadPage, Error>;

    /// Returns the summary of the thread with this number, or of the thread into which it was merged.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] if there is none.
    fn thread_head(&self, id: ThreadId) -> Result<Thread, Error>;

    /// Returns a page of the stories of a thread, in the order of [`Storage::stories`]. Fails as [`Storage::thread_head`].
    fn stories_of(&self, thread: ThreadId, limit: u32, skip: u64) -> Result<StoryPage, Error>;

    /// Returns the articles of a thread, the earliest first and undated ones last.
    ///
    /// # Errors
    ///
    /// As [`Storage::thread_head`].
    fn thread_articles(&self, id: ThreadId) -> Result<Vec<Article>, Error>;

    /// Moves all articles of each of `others` permanently into `story` and returns the number of that story. Each join
    /// can be undone separately.
    ///
    /// # Errors
    ///
    /// As [`Storage::story_head`], and [`ErrorKind::Query`] if a story occurs twice.
    fn join_stories(&mut self, story: StoryId, others: &[StoryId], time: &str) -> Result<StoryId, Error>;

    /// Moves `articles` of `story` permanently into a new story and returns its number.
    ///
    /// # Errors
    ///
    /// As [`Storage::story_head`], and [`ErrorKind::Query`] if an article is not in the story
    /// or if no article would remain in it.
    fn split_story(&mut self, story: StoryId, articles: &[ArticleId], time: &str) -> Result<StoryId, Error>;

    /// Undoes the most recent join or split that has not been undone: its articles move back, except those that have
    /// been moved again since. Returns `None` if there is nothing to undo.
    fn undo_stories(&mut self) -> Result<Option<Undone>, Error>;

    /// Returns counts over the store.
    fn stats(&self) -> Result<Stats, Error>;

    /// Returns a description of every problem found in the store; empty if there are none.
    ///
    /// Reads every record of every version and compares all data derived from current records with them. `progress` is
    /// called after each version with the number of versions checked and the total number; the check stops if it
    /// returns false.
    fn problems(&self, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Vec<String>, Error>;

    /// Rebuilds all data derived from the current records, and repairs stories; articles stay in their stories.
    ///
    /// `progress` is called after each article with the number of articles done and the total number. If it returns
    /// false, nothing is changed and false is returned.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Record`] if a record is damaged.
    fn reindex(&mut self, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<bool, Error>;

    /// Returns the current record of an article with users' corrections applied: changed entries have their new values,
    /// rejected entries are left out, and a notice reports damaged corrections. In `list`, only the entries at the
    /// sorted `positions` are kept, as with [`pick`](crate::pick).
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

    /// Returns the current record of an article with users' new values applied. Ids do not change: rejected entries are
    /// still in the record, as the reader produced them.
    ///
    /// # Errors
    ///
    /// As [`Storage::record`].
    fn with_corrections(&self, article: ArticleId) -> Result<Record, Error> {
        let latest = latest_of(self.corrections_of(article)?);
        Ok(CorrectedRecord::new(self.record(article)?, &latest).record)
    }

    /// Returns the full story with this number, or the story into which it was merged.
    ///
    /// # Errors
    ///
    /// As [`Storage::story_head`] and [`Storage::record`].
    fn story(&self, id: StoryId) -> Result<StoryView, Error> {
        let story = self.story_head(id)?;
        let articles = compared_articles(self, story.id)?;
        let docs = documents(self, &articles, true)?;
        Ok(story_view(story, articles, &docs))
    }

    /// Returns the stories of a page whose accounts differ. Reads all their articles, which takes a few milliseconds
    /// per article.
    ///
    /// # Errors
    ///
    /// As [`Storage::story`].
    fn differing_stories(&self, page: StoryPage) -> Result<StoryPage, Error> {
        let mut stories = Vec::new();
        for story in page.stories {
            if accounts_differ(&documents(self, &compared_articles(self, story.id)?, true)?) {
                stories.push(story);
            }
        }
        Ok(StoryPage { stories, ..page })
    }

    /// Returns the stories with events that match `query`, by number, after articles without a story, each by itself.
    ///
    /// # Errors
    ///
    /// As [`Storage::find`], and [`ErrorKind::Query`] if the query is not one for events.
    fn stories_with_events(&self, query: &Query) -> Result<Vec<StoryMatches>, Error> {
        if query.list() != List::Events {
            return Err(Error::new(ErrorKind::Query, "expected a search for events, found one for another list"));
        }
        let mut by_story: BTreeMap<(Option<StoryId>, Option<ArticleId>), BTreeMap<_, _>> = BTreeMap::new();
        for (article, positions) in self.find_all(query)? {
            let story = self.story_of(article)?;
            let key = (story, story.is_none().then_some(article));
            by_story.entry(key).or_default().insert(article, positions);
        }
        Ok(by_story.into_iter().map(|((story, _), matches)| StoryMatches { story, matches }).collect())
    }

    /// Returns the distinct events of a story of which a report matches, with all their reports, in the order of their
    /// days. At most [`MAX_COMPARED`] articles are compared with each other. Corrections are ignored if `is_corrected`
    /// is false.
    ///
    /// # Errors
    ///
    /// As [`Storage::story_head`] and [`Storage::record`].
    fn distinct_events(&self, story: &StoryMatches, is_corrected: bool) -> Result<Vec<DistinctEvent>, Error> {
        let articles = match story.story {
            Some(id) => self.story_articles(id)?,
            None => story.matches.keys().map(|article| self.article(*article)).collect::<Result<_, _>>()?,
        };
        let mut events = Vec::new();
        for articles in articles.chunks(MAX_COMPARED) {
            if articles.iter().any(|article| story.matches.contains_key(&article.id)) {
                let docs = documents(self, articles, is_corrected)?;
                events.extend(distinct_events(story, articles, &docs));
            }
        }
        Ok(events)
    }

    /// Returns the network of a story: at most `limit` actors, from its latest articles, without rejected entries.
    ///
    /// # Errors
    ///
    /// As [`Storage::story`].
    fn story_network(&self, id: StoryId, limit: usize) -> Result<Network, Error> {
        let mut articles = self.story_articles(id)?;
        let n_articles_in_all = articles.len() as u64;
        articles.drain(..articles.len().saturating_sub(MAX_COMPARED));
        let docs = documents(self, &articles, true)?;
        Ok(Network { n_articles_in_all, ..story_network(&docs, limit) })
    }
}

/// Returns the articles of a story that are compared.
fn compared_articles<S: Storage + ?Sized>(store: &S, story: StoryId) -> Result<Vec<Article>, Error> {
    let mut articles = store.story_articles(story)?;
    articles.drain(..articles.len().saturating_sub(MAX_COMPARED));
    Ok(articles)
}

/// Returns the records of articles with the verdict of the latest correction of each entry, or without corrections.
fn documents(
    store: &(impl Storage + ?Sized),
    articles: &[Article],
    is_corrected: bool,
) -> Result<Vec<StoryDocument>, Error> {
    let document = |article: &Article| {
        let latest = latest_of(if is_corrected { store.corrections_of(article.id)? } else { Vec::new() });
        Ok(StoryDocument::new(CorrectedRecord::new(store.record(article.id)?, &latest)))
    };
    articles.iter().map(document).collect()
}
