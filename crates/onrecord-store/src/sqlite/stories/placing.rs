//! Places an article in its story and its thread when it is stored.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::Record;
use rusqlite::{Connection, Result, params};

use super::profiles::{add, rebuild, rebuild_both};
use super::rows::{self, Group};
use super::term_weights::{TermWeights, count_articles};
use crate::article::ArticleId;
use crate::keep::published_day;
use crate::stories::{
    OF_STORIES, OF_THREADS, PlacedArticle, Rules, StoryId, ThreadId, are_one, candidates, story_days, terms_of,
};

/// The number of threads, newest first, that are looked up by one term.
const MAX_POSTINGS: i64 = 400;
/// The number of stories of a thread, latest first, that are compared with an article.
const MAX_NEAR: i64 = 24;

/// Places `article` in the most similar thread and in the most similar story of that thread, or in new ones, and
/// returns the story. An article that already has a story is first removed from it, unless a user placed it there or
/// `stays` is true.
pub(in crate::sqlite) fn place(conn: &Connection, article: ArticleId, record: &Record, stays: bool) -> Result<StoryId> {
    let before = rows::story_of(conn, article)?;
    if let Some((story, _)) = before {
        rows::take_out(conn, article)?;
        rebuild_both(conn, story)?;
    }
    let placed = counted(conn, record, before.is_none())?;
    if let Some((story, by_hand)) = before.filter(|(_, by_hand)| stays || *by_hand) {
        put(conn, story, article, &placed, by_hand)?;
        return Ok(story);
    }
    // A story or thread with a single article keeps its number.
    let before = before.map(|(story, _)| story);
    let similar = similar_threads(conn, &placed)?;
    let thread = match (similar.first(), before) {
        (Some(thread), _) => *thread,
        (None, Some(story)) => {
            let thread = rows::thread_of(conn, story)?;
            if rows::n_articles(conn, thread.into())? == 0 { thread } else { rows::new_thread(conn)? }
        }
        (None, None) => rows::new_thread(conn)?,
    };
    let (story, others) = story_in(conn, thread, &placed, before)?;
    put(conn, story, article, &placed, false)?;
    let story = join_stories(conn, story, &others)?;
    join_threads(conn, thread, similar.get(1..).unwrap_or_default())?;
    Ok(story)
}

/// Gives reread articles the vectors of their new records; each article stays in its story. The stored data of each
/// affected story or thread is recomputed once for all of them.
pub(in crate::sqlite) fn place_again(conn: &Connection, records: &[(ArticleId, &Record)]) -> Result<()> {
    let (mut stories, mut threads) = (BTreeSet::new(), BTreeSet::new());
    for (article, record) in records {
        let Some((story, by_hand)) = rows::story_of(conn, *article)? else {
            place(conn, *article, record, true)?;
            continue;
        };
        let placed = counted(conn, record, false)?;
        rows::put(conn, story, *article, &placed.vector, by_hand)?;
        stories.insert(story);
    }
    for story in stories {
        rebuild(conn, story.into())?;
        threads.insert(rows::thread_of(conn, story)?);
    }
    threads.into_iter().try_for_each(|thread| rebuild(conn, thread.into()))
}

/// Places an article that is already in `thread`, with `vector` and from `day`, in a story of this thread.
pub(super) fn place_in_thread(
    conn: &Connection,
    article: ArticleId,
    thread: ThreadId,
    placed: &PlacedArticle,
    by_hand: bool,
) -> Result<()> {
    let (story, others) = story_in(conn, thread, placed, None)?;
    rows::put(conn, story, article, &placed.vector, by_hand)?;
    add(conn, story.into(), article, placed)?;
    join_stories(conn, story, &others).map(drop)
}

/// Counts the terms of `record` if `is_new` is true, and returns the article with its terms.
fn counted(conn: &Connection, record: &Record, is_new: bool) -> Result<PlacedArticle> {
    let n_more = i64::from(is_new);
    count_articles(conn, n_more)?;
    let weights = TermWeights::new(conn)?;
    let terms = terms_of(record).into_iter().map(|(name, weight)| {
        let (term, rarity) = weights.count(&name, n_more)?;
        Ok((term, weight, rarity))
    });
    Ok(PlacedArticle::new(terms.collect::<Result<_>>()?, published_day(record)))
}

/// Returns the threads that the article may join, most similar first.
fn similar_threads(conn: &Connection, article: &PlacedArticle) -> Result<Vec<ThreadId>> {
    let mut posted =
        conn.prepare_cached("SELECT thread FROM thread_term WHERE term = ? ORDER BY thread DESC LIMIT ?")?;
    let mut found: Vec<(ThreadId, f32)> = Vec::new();
    for (term, weight) in article.looked_up() {
        for thread in posted.query_map(params![term, MAX_POSTINGS], |row| row.get(0))? {
            found.push((ThreadId(thread?), weight));
        }
    }
    let mut similar = Vec::new();
    for thread in candidates(found) {
        if let Some(similarity) = article.similarity(&rows::profile(conn, thread.into())?) {
            similar.push((thread, similarity));
        }
    }
    Ok(most_similar_first(similar))
}

/// Returns the stories of `thread` that the article may join, most similar first.
fn similar_stories(conn: &Connection, thread: ThreadId, article: &PlacedArticle) -> Result<Vec<StoryId>> {
    let of_thread = rows::profile(conn, thread.into())?;
    let weights = TermWeights::new(conn)?;
    // The stories of a thread share many terms.
    let mut known: BTreeMap<u32, f32> = BTreeMap::new();
    let mut similar = Vec::new();
    for story in rows::stories_near(conn, thread, story_days(article.day()), MAX_NEAR)? {
        let rarity = |term| {
            if let Some(rarity) = known.get(&term) {
                return Ok(*rarity);
            }
            weights.of(term).inspect(|rarity| {
                known.insert(term, *rarity);
            })
        };
        if let Some(similarity) = article.similarity_in(&rows::profile(conn, story.into())?, &of_thread, rarity)? {
            similar.push((story, similarity));
        }
    }
    Ok(most_similar_first(similar))
}

fn most_similar_first<G: Copy + Ord>(mut similar: Vec<(G, f32)>) -> Vec<G> {
    similar.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    similar.into_iter().map(|(group, _)| group).collect()
}

/// Returns the most similar story of `thread` that the article may join, and the other stories that it may join. If
/// there are none, returns the story `before` if it is empty, or else a new one.
fn story_in(
    conn: &Connection,
    thread: ThreadId,
    article: &PlacedArticle,
    before: Option<StoryId>,
) -> Result<(StoryId, Vec<StoryId>)> {
    let mut similar = similar_stories(conn, thread, article)?;
    if !similar.is_empty() {
        return Ok((similar.remove(0), similar));
    }
    let empty = match before {
        Some(story) if rows::n_articles(conn, story.into())? == 0 => Some(story),
        _ => None,
    };
    let story = match empty {
        Some(story) => story,
        None => rows::new_story(conn, thread)?,
    };
    rows::set_thread(conn, story, thread)?;
    Ok((story, vec![]))
}

/// Merges those of `others` that are about the same event with `story`, and returns the resulting story.
fn join_stories(conn: &Connection, story: StoryId, others: &[StoryId]) -> Result<StoryId> {
    let mut story = story;
    for &other in others {
        if let Some(other_stays) = is_joined_into_other(conn, story.into(), other.into(), OF_STORIES)? {
            let (stays, goes) = if other_stays { (other, story) } else { (story, other) };
            rows::move_all(conn, goes, stays)?;
            rebuild(conn, stays.into())?;
            rebuild(conn, goes.into())?;
            rows::set_joined(conn, goes.into(), Some(stays.into()))?;
            story = stays;
        }
    }
    Ok(story)
}

/// Merges those of `others` that are about the same topic with `thread`.
fn join_threads(conn: &Connection, thread: ThreadId, others: &[ThreadId]) -> Result<()> {
    let mut thread = thread;
    for &other in others {
        if let Some(other_stays) = is_joined_into_other(conn, thread.into(), other.into(), OF_THREADS)? {
            let (stays, goes) = if other_stays { (other, thread) } else { (thread, other) };
            rows::move_stories(conn, goes, stays)?;
            rebuild(conn, stays.into())?;
            rebuild(conn, goes.into())?;
            rows::set_joined(conn, goes.into(), Some(stays.into()))?;
            thread = stays;
        }
    }
    Ok(())
}

/// Returns true if `one` is to be merged into `other`, false for the reverse; `None` if they are distinct or if a user
/// joined or split one of them.
fn is_joined_into_other(conn: &Connection, one: Group, other: Group, rules: Rules) -> Result<Option<bool>> {
    if rows::is_by_hand(conn, one)? || rows::is_by_hand(conn, other)? {
        return Ok(None);
    }
    let weights = TermWeights::new(conn)?;
    let (first, second) = (rows::profile(conn, one)?, rows::profile(conn, other)?);
    let (a, b) = (weights.apply(&first.vector)?, weights.apply(&second.vector)?);
    // The larger one is kept; if both are equal, the older one.
    let other_stays = (second.n_articles, -other.number()) > (first.n_articles, -one.number());
    Ok(are_one((&first, &a), (&second, &b), rules).then_some(other_stays))
}

fn put(conn: &Connection, story: StoryId, article: ArticleId, placed: &PlacedArticle, by_hand: bool) -> Result<()> {
    rows::put(conn, story, article, &placed.vector, by_hand)?;
    add(conn, story.into(), article, placed)?;
    add(conn, rows::thread_of(conn, story)?.into(), article, placed)
}
