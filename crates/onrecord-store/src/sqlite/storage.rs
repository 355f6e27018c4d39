use onrecord_record::{ActorKind, DocumentInfo, Record};

use super::connection::database;
use super::store::SqliteStore;
use super::{articles, check, corrections, find, keep, network, reindex, stats, stories};
use crate::article::{Article, ArticleId, Version};
use crate::corrections::{Correction, NewCorrection};
use crate::error::Error;
use crate::facets::Facets;
use crate::found::{ActorEntries, ActorFound, Companion, Order, Page};
use crate::keep::{Kept, Known, Provenance};
use crate::network::Network;
use crate::places::Places;
use crate::query::Query;
use crate::stats::Stats;
use crate::storage::Storage;
use crate::stories::{Story, StoryId, StoryPage, Thread, ThreadId, ThreadPage, Undone};

impl Storage for SqliteStore {
    fn known(&self, info: &DocumentInfo) -> Result<Known, Error> {
        keep::known(&self.conn, info).map_err(database)
    }

    fn keep(&mut self, records: &[Record], from: Provenance<'_>) -> Result<Vec<Kept>, Error> {
        keep::keep(&mut self.conn, records, from)
    }

    fn article(&self, id: ArticleId) -> Result<Article, Error> {
        articles::article(&self.conn, id)
    }

    fn article_by_id(&self, doc_id: &str) -> Result<ArticleId, Error> {
        articles::article_by_id(&self.conn, doc_id)
    }

    fn id_at(&self, doc_id: Option<&str>, url: &str) -> Result<Option<String>, Error> {
        articles::id_at(&self.conn, doc_id, url).map_err(database)
    }

    fn versions(&self, id: ArticleId) -> Result<Vec<Version>, Error> {
        articles::versions(&self.conn, id).map_err(database)
    }

    fn record(&self, id: ArticleId) -> Result<Record, Error> {
        self.ensure_wanted()?;
        articles::record(&self.conn, id)
    }

    fn record_of_version(&self, id: ArticleId, number: u32) -> Result<Record, Error> {
        self.ensure_wanted()?;
        articles::record_of_version(&self.conn, id, number)
    }

    fn made_by_others(&self, reader: &str) -> Result<Vec<ArticleId>, Error> {
        keep::made_by_others(&self.conn, reader).map_err(database)
    }

    fn renew(&mut self, records: &[(ArticleId, Record)], from: Provenance<'_>) -> Result<u64, Error> {
        keep::renew(&mut self.conn, records, from)
    }

    fn find(&self, query: &Query, order: Order, limit: u32, skip: u64) -> Result<Page, Error> {
        find::find(&self.conn, query, order, limit, skip)
    }

    fn find_all(&self, query: &Query) -> Result<Vec<(ArticleId, Vec<usize>)>, Error> {
        find::find_all(&self.conn, query)
    }

    fn places(&self, query: &Query) -> Result<Places, Error> {
        find::places(&self.conn, query)
    }

    fn facets(&self, query: &Query) -> Result<Facets, Error> {
        find::facets(&self.conn, query)
    }

    fn event_types(&self) -> Result<Vec<String>, Error> {
        find::event_types(&self.conn).map_err(database)
    }

    fn actor(&self, name: &str, kind: ActorKind) -> Result<ActorFound, Error> {
        find::actor(&self.conn, name, kind)
    }

    fn kinds_of(&self, name: &str) -> Result<Vec<ActorKind>, Error> {
        find::kinds_of(&self.conn, name).map_err(database)
    }

    fn entries_of(&self, wanted: &ActorEntries<'_>, order: Order, limit: u32, skip: u64) -> Result<Page, Error> {
        find::entries_of(&self.conn, wanted, order, limit, skip).map_err(database)
    }

    fn companions(&self, actor: (&str, ActorKind), limit: u32) -> Result<Vec<Companion>, Error> {
        find::companions(&self.conn, actor, limit).map_err(database)
    }

    fn months_of(&self, actor: (&str, ActorKind)) -> Result<Vec<(String, u64)>, Error> {
        find::months_of(&self.conn, actor).map_err(database)
    }

    fn network_of(&self, name: &str, kind: ActorKind, limit: usize) -> Result<Network, Error> {
        network::network_of(&self.conn, name, kind, limit)
    }

    fn correct(&mut self, new: &NewCorrection) -> Result<i64, Error> {
        corrections::correct(&mut self.conn, new)
    }

    fn corrections_of(&self, article: ArticleId) -> Result<Vec<Correction>, Error> {
        corrections::corrections_of(&self.conn, article)
    }

    fn corrections(&self, limit: u32, skip: u64) -> Result<(Vec<Correction>, bool), Error> {
        corrections::corrections(&self.conn, limit, skip)
    }

    fn damaged_corrections(&self, article: Option<ArticleId>) -> Result<Vec<i64>, Error> {
        Ok(corrections::damaged(&self.conn, article)?.into_iter().map(|(id, _)| id).collect())
    }

    fn stories(&self, limit: u32, skip: u64) -> Result<StoryPage, Error> {
        stories::stories(&self.conn, limit, skip).map_err(database)
    }

    fn story_head(&self, id: StoryId) -> Result<Story, Error> {
        stories::story_head(&self.conn, id)
    }

    fn story_of(&self, article: ArticleId) -> Result<Option<StoryId>, Error> {
        stories::story_of(&self.conn, article).map_err(database)
    }

    fn story_articles(&self, id: StoryId) -> Result<Vec<Article>, Error> {
        stories::story_articles(&self.conn, id)
    }

    fn threads(&self, limit: u32, skip: u64) -> Result<ThreadPage, Error> {
        stories::threads(&self.conn, limit, skip).map_err(database)
    }

    fn thread_head(&self, id: ThreadId) -> Result<Thread, Error> {
        stories::thread_head(&self.conn, id)
    }

    fn stories_of(&self, thread: ThreadId, limit: u32, skip: u64) -> Result<StoryPage, Error> {
        stories::stories_of(&self.conn, thread, limit, skip)
    }

    fn thread_articles(&self, id: ThreadId) -> Result<Vec<Article>, Error> {
        stories::thread_articles(&self.conn, id)
    }

    fn join_stories(&mut self, story: StoryId, others: &[StoryId], time: &str) -> Result<StoryId, Error> {
        stories::join_stories(&mut self.conn, story, others, time)
    }

    fn split_story(&mut self, story: StoryId, articles: &[ArticleId], time: &str) -> Result<StoryId, Error> {
        stories::split_story(&mut self.conn, story, articles, time)
    }

    fn undo_stories(&mut self) -> Result<Option<Undone>, Error> {
        stories::undo_stories(&mut self.conn)
    }

    fn stats(&self) -> Result<Stats, Error> {
        stats::stats(&self.conn).map_err(database)
    }

    fn problems(&self, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Vec<String>, Error> {
        check::problems(&self.conn, progress)
    }

    fn reindex(&mut self, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<bool, Error> {
        reindex::reindex(&mut self.conn, progress)
    }
}
