//! Into which story an article goes, when it is kept.

use onrecord_record::Record;
use rusqlite::{Connection, OptionalExtension, Result, params};

use super::terms::{self, BACKGROUND};
use super::vector::Vector;
use super::{StoryId, rows};
use crate::articles::ArticleId;
use crate::keep::published_day;

// The numbers were chosen on one half of the topics of ECB+ and of Timeline17 (eval/stories.py, docs/stories.md).

/// Least likeness, a cosine lowered by the time between, at which an article joins a story.
const JOINS: f32 = 0.11;
/// Least likeness at which two stories that an article would join become one.
const ARE_ONE: f32 = 0.35;
/// Days after which likeness counts half.
const HALF_AFTER_DAYS: f32 = 200.0;
/// Terms of an article that are kept.
const N_TERMS: usize = 80;
/// Of these, those by which stories are looked for.
const N_ASKED: usize = 30;
/// Terms by which a story can be found.
pub(super) const N_POSTED: usize = 40;
/// Terms of a story that are kept.
pub(super) const N_STORY_TERMS: usize = 250;
/// Stories, the newest ones, that are looked at for a term.
const MAX_POSTINGS: i64 = 400;
/// Stories whose likeness is worked out.
const N_CANDIDATES: usize = 12;

/// How often terms are: in the store and in the background.
pub(super) struct Weights<'a> {
    conn: &'a Connection,
    n_articles: f32,
}

impl<'a> Weights<'a> {
    pub(super) fn new(conn: &'a Connection) -> Result<Weights<'a>> {
        let mut all = conn.prepare_cached("SELECT n_articles FROM term WHERE name = ''")?;
        let n_articles: Option<i64> = all.query_row([], |row| row.get(0)).optional()?;
        Ok(Weights { conn, n_articles: n_articles.unwrap_or(0) as f32 + BACKGROUND.n_articles })
    }

    /// Returns what a term says that is in `n_articles` of the store and `n_before` of the background.
    fn rarity(&self, n_articles: i64, n_before: f32) -> f32 {
        ((self.n_articles + 1.0) / (n_articles as f32 + n_before + 0.5)).ln().max(0.0)
    }

    fn of(&self, term: u32) -> Result<f32> {
        let mut one = self.conn.prepare_cached("SELECT name, n_articles FROM term WHERE id = ?")?;
        let rarity = |row: &rusqlite::Row<'_>| {
            Ok(self.rarity(row.get(1)?, BACKGROUND.count(row.get_ref(0)?.as_str().unwrap_or_default())))
        };
        Ok(one.query_row([term], rarity).optional()?.unwrap_or(0.0))
    }

    /// Returns `vector` with each weight times the rarity of its term.
    pub(super) fn apply(&self, vector: &Vector) -> Result<Vector> {
        let pairs = vector.pairs().iter().map(|&(term, weight)| Ok((term, weight * self.of(term)?)));
        Ok(Vector::new(pairs.collect::<Result<_>>()?))
    }
}

/// Returns the `n` heaviest pairs, the heaviest first.
fn heaviest(vector: &Vector, n: usize) -> Vec<(u32, f32)> {
    let mut pairs = vector.pairs().to_vec();
    pairs.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    pairs.truncate(n);
    pairs
}

pub(super) fn length(vector: &Vector) -> f32 {
    vector.pairs().iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt()
}

/// An article as it is placed.
struct Placed {
    /// Weights of its terms, of length 1 once each is multiplied by its rarity.
    vector: Vector,
    /// The same, multiplied.
    rare: Vector,
    day: i64,
}

/// Counts the terms of `record`, where `is_new`, and returns it as it is placed.
fn count(conn: &Connection, record: &Record, is_new: bool) -> Result<Placed> {
    let n_more = i64::from(is_new);
    let mut add = conn.prepare_cached(
        "INSERT INTO term (name, n_articles) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET n_articles = n_articles + ?2 RETURNING id, n_articles",
    )?;
    let mut add = |name: &str| add.query_row(params![name, n_more], |row| Ok((row.get(0)?, row.get(1)?)));
    let _: (u32, i64) = add("")?;
    let weights = Weights::new(conn)?;
    let mut pairs = Vec::new();
    for (name, weight) in terms::of(record) {
        let (term, n_articles): (u32, i64) = add(&name)?;
        pairs.push((term, weight, weights.rarity(n_articles, BACKGROUND.count(&name))));
    }
    pairs.sort_by(|a, b| (b.1 * b.2).total_cmp(&(a.1 * a.2)).then(a.0.cmp(&b.0)));
    pairs.truncate(N_TERMS);
    let whole = length(&Vector::new(pairs.iter().map(|pair| (pair.0, pair.1 * pair.2)).collect()));
    let by = if whole > 0.0 { 1.0 / whole } else { 0.0 };
    Ok(Placed {
        vector: Vector::new(pairs.iter().map(|pair| (pair.0, pair.1 * by)).collect()),
        rare: Vector::new(pairs.iter().map(|pair| (pair.0, pair.1 * pair.2 * by)).collect()),
        day: published_day(record),
    })
}

/// Puts `article` into the story that it is most like, or into one of its own, and returns that. An article that has a
/// story leaves it first, unless it was put there by hand or `stays`.
pub(crate) fn place(conn: &Connection, article: ArticleId, record: &Record, stays: bool) -> Result<StoryId> {
    let before = rows::story_of(conn, article)?;
    if let Some((story, _)) = before {
        rows::take_out(conn, article)?;
        rebuild(conn, story)?;
    }
    let placed = count(conn, record, before.is_none())?;
    if let Some((story, by_hand)) = before.filter(|(_, by_hand)| stays || *by_hand) {
        put(conn, story, article, &placed, by_hand)?;
        return Ok(story);
    }
    let alike = alike(conn, &placed)?;
    let story = match (alike.first(), before) {
        (Some((story, _)), _) => *story,
        // The number of a story of one article stays with it.
        (None, Some((story, _))) if rows::n_articles(conn, story)? == 0 => story,
        (None, _) => rows::new_story(conn)?,
    };
    put(conn, story, article, &placed, false)?;
    let others: Vec<StoryId> = alike.iter().skip(1).map(|(story, _)| *story).collect();
    join_those_alike(conn, story, &others)
}

/// Returns the stories that the article may join, the most alike first.
fn alike(conn: &Connection, placed: &Placed) -> Result<Vec<(StoryId, f32)>> {
    let mut posted = conn.prepare_cached("SELECT story FROM story_term WHERE term = ? ORDER BY story DESC LIMIT ?")?;
    let mut seen: std::collections::BTreeMap<i64, f32> = std::collections::BTreeMap::new();
    for (term, weight) in heaviest(&placed.rare, N_ASKED) {
        for story in posted.query_map(params![term, MAX_POSTINGS], |row| row.get(0))? {
            *seen.entry(story?).or_default() += weight * weight;
        }
    }
    let mut candidates: Vec<(i64, f32)> = seen.into_iter().collect();
    candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    candidates.truncate(N_CANDIDATES);
    let mut found = Vec::new();
    for (story, _) in candidates {
        let story = StoryId(story);
        let kept = rows::kept(conn, story)?;
        let weights = Weights::new(conn)?;
        let mut likeness = 0.0;
        for (term, of_story, rare) in kept.vector.common(&placed.rare) {
            likeness += of_story * weights.of(term)? * rare;
        }
        let likeness = likeness / kept.length.max(f32::MIN_POSITIVE) * closeness(placed.day, kept.days);
        if likeness >= JOINS {
            found.push((story, likeness));
        }
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    Ok(found)
}

/// Returns what likeness is worth for an article of `day` and a story of `days`; all of it where one is not known.
fn closeness(day: i64, days: (i64, i64)) -> f32 {
    if day == 0 || days.0 == 0 {
        return 1.0;
    }
    let apart = (days.0 - day).max(day - days.1).max(0) as f32;
    1.0 / (1.0 + apart / HALF_AFTER_DAYS)
}

/// Joins those of `others` with `story` that are about the same, and returns the story in which they all are.
fn join_those_alike(conn: &Connection, story: StoryId, others: &[StoryId]) -> Result<StoryId> {
    let mut story = story;
    for &other in others {
        if rows::is_by_hand(conn, story)? || rows::is_by_hand(conn, other)? {
            continue;
        }
        let weights = Weights::new(conn)?;
        let (one, two) = (rows::kept(conn, story)?, rows::kept(conn, other)?);
        let (a, b) = (weights.apply(&one.vector)?, weights.apply(&two.vector)?);
        let dot: f32 = a.common(&b).map(|(_, x, y)| x * y).sum();
        let apart = closeness(one.days.0, two.days).max(closeness(one.days.1, two.days));
        if dot / (length(&a) * length(&b)).max(f32::MIN_POSITIVE) * apart >= ARE_ONE {
            // The larger one stays, of equal ones the older.
            let stays =
                if (two.n_articles, one_before(other)) > (one.n_articles, one_before(story)) { other } else { story };
            let goes = if stays == story { other } else { story };
            rows::move_all(conn, goes, stays)?;
            rebuild(conn, stays)?;
            rebuild(conn, goes)?;
            rows::set_joined(conn, goes, Some(stays))?;
            story = stays;
        }
    }
    Ok(story)
}

fn one_before(story: StoryId) -> i64 {
    -story.0
}

fn put(conn: &Connection, story: StoryId, article: ArticleId, placed: &Placed, by_hand: bool) -> Result<()> {
    rows::put(conn, story, article, &placed.vector, by_hand)?;
    let mut kept = rows::kept(conn, story)?;
    kept.vector.add(&placed.vector);
    kept.n_articles += 1;
    if placed.day > 0 {
        kept.days =
            (if kept.days.0 == 0 { placed.day } else { kept.days.0.min(placed.day) }, kept.days.1.max(placed.day));
    }
    let rare = settle(conn, story, &mut kept)?;
    let likeness = |vector: &Vector| vector.common(&rare).map(|(_, _, weight)| weight * weight).sum::<f32>();
    // The one that has more of what the story is about stands for it; the older one where both have.
    let stays = match kept.central {
        Some(central) => likeness(&rows::vector_of(conn, central)?) >= likeness(&placed.vector),
        None => false,
    };
    if !stays {
        kept.central = Some(article);
    }
    rows::keep(conn, story, &kept)
}

/// Cuts the vector of a story to what is kept of it, posts its heaviest terms, and returns it by rarity.
fn settle(conn: &Connection, story: StoryId, kept: &mut rows::Kept) -> Result<Vector> {
    let weights = Weights::new(conn)?;
    let rare = weights.apply(&kept.vector)?;
    let order = heaviest(&rare, N_STORY_TERMS);
    let stays: std::collections::BTreeSet<u32> = order.iter().map(|pair| pair.0).collect();
    let pairs = kept.vector.pairs().iter().filter(|pair| stays.contains(&pair.0)).copied();
    kept.vector = Vector::new(pairs.collect());
    let posted: Vec<u32> = order.iter().take(N_POSTED).map(|pair| pair.0).collect();
    rows::post(conn, story, &posted)?;
    let rare = Vector::new(order);
    kept.length = length(&rare);
    Ok(rare)
}

/// Makes what is kept of a story anew from its articles.
pub(super) fn rebuild(conn: &Connection, story: StoryId) -> Result<()> {
    let articles = rows::articles_of(conn, story)?;
    let mut all = Vec::new();
    let mut kept = rows::Kept { days: rows::days(conn, story)?, ..rows::Kept::default() };
    let mut vectors = Vec::with_capacity(articles.len());
    for article in articles {
        let vector = rows::vector_of(conn, article)?;
        all.extend_from_slice(vector.pairs());
        vectors.push((article, vector));
    }
    kept.n_articles = vectors.len() as i64;
    kept.vector = Vector::new(all);
    let rare = settle(conn, story, &mut kept)?;
    let mut best = f32::MIN;
    for (article, vector) in vectors {
        let likeness = vector.common(&rare).map(|(_, _, weight)| weight * weight).sum::<f32>();
        if likeness > best {
            (best, kept.central) = (likeness, Some(article));
        }
    }
    rows::keep(conn, story, &kept)
}

/// Places all articles that have no story: those of a store of an older format.
pub(crate) fn place_others(conn: &Connection) -> std::result::Result<(), crate::Error> {
    let sql = "SELECT id FROM article WHERE id NOT IN (SELECT article FROM story_article) ORDER BY id";
    let articles: Result<Vec<ArticleId>> =
        conn.prepare(sql).and_then(|mut all| all.query_map([], |row| row.get(0).map(ArticleId))?.collect());
    for article in articles.map_err(crate::Error::database)? {
        // A damaged record is found by `onrecord check`; it must not lock its owner out.
        if let Ok(record) = crate::articles::record(conn, article) {
            place(conn, article, &record, false).map_err(crate::Error::database)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_lowers_likeness() {
        assert_eq!(closeness(0, (5, 9)), 1.0);
        assert_eq!(closeness(7, (5, 9)), 1.0);
        assert_eq!(closeness(209, (5, 9)), 0.5);
        assert_eq!(closeness(10, (210, 210)), 0.5);
    }
}
