//! Putting an article into its story when it is stored.

use onrecord_record::Record;
use rusqlite::{Connection, Result, params};

use super::rows;
use super::term_weights::{TermWeights, count_articles};
use crate::article::ArticleId;
use crate::error::Error;
use crate::keep::published_day;
use crate::sqlite::articles;
use crate::sqlite::connection::database;
use crate::stories::{PlacedArticle, StoryId, StoryProfile, Vector, are_one, candidates, centrality, terms_of};

/// Stories, the newest ones, that are looked up by one term.
const MAX_POSTINGS: i64 = 400;

/// Puts `article` into the story that it is most similar to, or into one of its own, and returns that story. An article that
/// has a story leaves it first, unless a person put it there or `stays` is true.
pub(in crate::sqlite) fn place(conn: &Connection, article: ArticleId, record: &Record, stays: bool) -> Result<StoryId> {
    let before = rows::story_of(conn, article)?;
    if let Some((story, _)) = before {
        rows::take_out(conn, article)?;
        rebuild(conn, story)?;
    }
    let placed = counted(conn, record, before.is_none())?;
    if let Some((story, by_hand)) = before.filter(|(_, by_hand)| stays || *by_hand) {
        put(conn, story, article, &placed, by_hand)?;
        return Ok(story);
    }
    let similar = similar_stories(conn, &placed)?;
    let story = match (similar.first(), before) {
        (Some(story), _) => *story,
        // A story of one article keeps its number.
        (None, Some((story, _))) if rows::n_articles(conn, story)? == 0 => story,
        (None, _) => rows::new_story(conn)?,
    };
    put(conn, story, article, &placed, false)?;
    join_similar(conn, story, similar.get(1..).unwrap_or_default())
}

/// Counts the terms of `record`, if `is_new`, and returns the article with them.
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

/// Returns the stories that the article may join, the most similar first.
fn similar_stories(conn: &Connection, article: &PlacedArticle) -> Result<Vec<StoryId>> {
    let mut posted = conn.prepare_cached("SELECT story FROM story_term WHERE term = ? ORDER BY story DESC LIMIT ?")?;
    let mut found: Vec<(StoryId, f32)> = Vec::new();
    for (term, weight) in article.looked_up() {
        for story in posted.query_map(params![term, MAX_POSTINGS], |row| row.get(0))? {
            found.push((StoryId(story?), weight));
        }
    }
    let weights = TermWeights::new(conn)?;
    let mut similar = Vec::new();
    for story in candidates(found) {
        let profile = rows::profile(conn, story)?;
        if let Some(similarity) = article.similarity(&profile, |term| weights.of(term))? {
            similar.push((story, similarity));
        }
    }
    similar.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    Ok(similar.into_iter().map(|(story, _)| story).collect())
}

/// Joins those of `others` with `story` that are about the same matter, and returns the story in which they all are.
fn join_similar(conn: &Connection, story: StoryId, others: &[StoryId]) -> Result<StoryId> {
    let mut story = story;
    for &other in others {
        if rows::is_by_hand(conn, story)? || rows::is_by_hand(conn, other)? {
            continue;
        }
        let weights = TermWeights::new(conn)?;
        let (one, two) = (rows::profile(conn, story)?, rows::profile(conn, other)?);
        let (a, b) = (weights.apply(&one.vector)?, weights.apply(&two.vector)?);
        if are_one((&one, &a), (&two, &b)) {
            // The larger one stays, of equal ones the older.
            let other_stays = (two.n_articles, -other.0) > (one.n_articles, -story.0);
            let (stays, goes) = if other_stays { (other, story) } else { (story, other) };
            rows::move_all(conn, goes, stays)?;
            rebuild(conn, stays)?;
            rebuild(conn, goes)?;
            rows::set_joined(conn, goes, Some(stays))?;
            story = stays;
        }
    }
    Ok(story)
}

fn put(conn: &Connection, story: StoryId, article: ArticleId, placed: &PlacedArticle, by_hand: bool) -> Result<()> {
    rows::put(conn, story, article, &placed.vector, by_hand)?;
    let mut profile = rows::profile(conn, story)?;
    profile.add(placed);
    let rare = trim(conn, story, &mut profile)?;
    // Of two equally typical articles, the older one stands for the story.
    let central_stays = match profile.central {
        Some(central) => centrality(&rows::vector_of(conn, central)?, &rare) >= centrality(&placed.vector, &rare),
        None => false,
    };
    if !central_stays {
        profile.central = Some(article);
    }
    rows::set_profile(conn, story, &profile)
}

/// Trims the profile of a story, posts its heaviest terms, and returns its vector by rarity.
fn trim(conn: &Connection, story: StoryId, profile: &mut StoryProfile) -> Result<Vector> {
    let rare = TermWeights::new(conn)?.apply(&profile.vector)?;
    let (rare, posted) = profile.trim(&rare);
    rows::post(conn, story, &posted)?;
    Ok(rare)
}

/// Computes what is stored of a story as a whole from its articles.
pub(super) fn rebuild(conn: &Connection, story: StoryId) -> Result<()> {
    let articles = rows::vectors_of(conn, story)?;
    let mut profile = StoryProfile::of_articles(&articles, rows::days(conn, story)?);
    let rare = trim(conn, story, &mut profile)?;
    let mut best = f32::MIN;
    for (article, vector) in articles {
        let centrality = centrality(&vector, &rare);
        if centrality > best {
            (best, profile.central) = (centrality, Some(article));
        }
    }
    rows::set_profile(conn, story, &profile)
}

/// Places all articles without a story, in a store whose format did not have stories.
pub(in crate::sqlite) fn place_others(conn: &Connection) -> std::result::Result<(), Error> {
    for article in articles::all(conn).map_err(database)? {
        if rows::story_of(conn, article).map_err(database)?.is_some() {
            continue;
        }
        // A damaged record is reported by `onrecord check`; it must not lock its owner out.
        if let Ok(record) = articles::record(conn, article) {
            place(conn, article, &record, false).map_err(database)?;
        }
    }
    Ok(())
}
