//! Decides which thread and story an article belongs to: vector arithmetic, independent of the store.
//!
//! The thresholds were chosen on one half of the topics of ECB+ and of Timeline17 (eval/stories.py, docs/stories.md).

use std::collections::{BTreeMap, BTreeSet};

use super::story::ThreadId;
use super::terms::BACKGROUND;
use super::vector::Vector;
use crate::article::ArticleId;

/// The similarity required of the articles of a group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules {
    /// The minimum similarity at which an article joins a group: a cosine, reduced with the time between them.
    joins: f32,
    /// The minimum similarity at which two groups that an article would join are merged.
    are_one: f32,
    /// Days without an article after which similarity is halved.
    half_after_days: f32,
    /// The maximum number of days from the first article of a group to its last.
    max_days: Option<i64>,
}

/// Articles about the same topic, over months.
pub(crate) const OF_THREADS: Rules = Rules { joins: 0.11, are_one: 0.35, half_after_days: 200.0, max_days: None };

/// Articles about one event and its aftermath.
pub(crate) const OF_STORIES: Rules = Rules { joins: 0.19, are_one: 0.6, half_after_days: 4.0, max_days: Some(10) };

/// The minimum mean similarity to the articles of a story at which a dated article joins it, reduced with the time
/// between them.
const JOINS_DATED: f32 = 0.042;

/// The number of pseudo-articles added to a thread when estimating how common a term is in it, because a thread of a
/// few articles does not yet show which terms all of its stories share.
const N_ASSUMED: f32 = 5.0;

/// Number of stored terms of an article.
const N_TERMS: usize = 80;
/// Number of terms of an article by which threads are looked up.
const N_LOOKED_UP: usize = 30;
/// Number of terms under which a thread is indexed.
pub(super) const N_POSTED: usize = 40;
/// Number of stored terms of a story or thread.
pub(super) const N_GROUP_TERMS: usize = 250;
/// Number of threads that are compared with an article.
const N_CANDIDATES: usize = 12;

/// Computes the rarity of terms from the store combined with a background corpus of other news.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rarity {
    n_articles: f32,
}

impl Rarity {
    /// Returns the term rarities for a store that has counted `n_articles`.
    pub(crate) fn new(n_articles: i64) -> Rarity {
        Rarity { n_articles: n_articles as f32 + BACKGROUND.n_articles }
    }

    /// Returns the inverse document frequency of `term`, which occurs in `n_articles` of the store.
    pub(crate) fn of(&self, term: &str, n_articles: i64) -> f32 {
        ((self.n_articles + 1.0) / (n_articles as f32 + BACKGROUND.count(term) + 0.5)).ln().max(0.0)
    }
}

/// An article during placement.
pub(crate) struct PlacedArticle {
    /// The weights of its terms; multiplied by the rarities, they have length 1.
    pub(crate) vector: Vector,
    /// The weights multiplied by the rarities.
    rare: Vector,
    /// The weights multiplied by the rarities twice: the second time for the group that is compared.
    twice_rare: Vector,
    /// The day of publication; 0 if unknown.
    day: i64,
}

impl PlacedArticle {
    /// Returns the article with these terms, each given as a number, a weight and a rarity.
    pub(crate) fn new(mut terms: Vec<(u32, f32, f32)>, day: i64) -> PlacedArticle {
        terms.sort_by(|a, b| (b.1 * b.2).total_cmp(&(a.1 * a.2)).then(a.0.cmp(&b.0)));
        terms.truncate(N_TERMS);
        let whole = Vector::new(terms.iter().map(|term| (term.0, term.1 * term.2)).collect()).length();
        let by = if whole > 0.0 { 1.0 / whole } else { 0.0 };
        PlacedArticle {
            vector: Vector::new(terms.iter().map(|term| (term.0, term.1 * by)).collect()),
            rare: Vector::new(terms.iter().map(|term| (term.0, term.1 * term.2 * by)).collect()),
            twice_rare: Vector::new(terms.iter().map(|term| (term.0, term.1 * term.2 * term.2 * by)).collect()),
            day,
        }
    }

    /// Returns a stored article; `rare` is its `vector` multiplied by the rarities of the terms.
    pub(crate) fn of_vector(vector: Vector, rare: Vector, day: i64) -> PlacedArticle {
        let twice =
            vector.common(&rare).map(|(term, weight, rare)| (term, rare * rare / weight.max(f32::MIN_POSITIVE)));
        let twice_rare = Vector::new(twice.collect());
        PlacedArticle { vector, rare, twice_rare, day }
    }

    /// Returns the terms by which threads are looked up, with their weights.
    pub(crate) fn looked_up(&self) -> Vec<(u32, f32)> {
        self.rare.heaviest(N_LOOKED_UP)
    }

    /// Returns the day of publication; 0 if unknown.
    pub(crate) fn day(&self) -> i64 {
        self.day
    }

    /// Returns the similarity to a story of `thread`, divided by the required minimum, if the article may join it. Only
    /// the features that distinguish the article from the rest of the thread are compared. If a day is unknown, the
    /// article is compared with the story as a whole, because only similarity can decide; otherwise the mean similarity
    /// to its articles is used, so that a large story is not the most similar to everything. `rarity` returns the
    /// rarity of a term.
    ///
    /// # Errors
    ///
    /// The errors of `rarity`.
    pub(crate) fn similarity_in<E>(
        &self,
        story: &Profile,
        thread: &Profile,
        mut rarity: impl FnMut(u32) -> Result<f32, E>,
    ) -> Result<Option<f32>, E> {
        let closeness = closeness((self.day, self.day), story.days, OF_STORIES);
        if closeness <= 0.0 {
            return Ok(None);
        }
        let own = thread.distinctive(&self.vector, 1.0);
        let of_story = thread.distinctive(&story.vector, story.n_articles as f32);
        let (mut dot, mut own_square, mut story_square) = (0.0, 0.0, 0.0);
        for (term, weight, share) in self.vector.common(&own) {
            own_square += (weight * share * rarity(term)?).powi(2);
        }
        for (term, weight, share) in story.vector.common(&of_story) {
            story_square += (weight * share * rarity(term)?).powi(2);
        }
        // The weight of a common term depends on the article alone, because the term may be rarer in the story than in
        // the thread.
        let twice = self.vector.common(&own).map(|(term, weight, share)| (term, weight * share * share));
        for (term, one, other) in Vector::new(twice.collect()).common(&story.vector) {
            dot += one * other * rarity(term)?.powi(2);
        }
        let similarity = if self.day == 0 || story.days.0 == 0 {
            dot / f32::sqrt(own_square * story_square).max(f32::MIN_POSITIVE) / OF_STORIES.joins
        } else {
            dot / (own_square * story.n_articles as f32).max(f32::MIN_POSITIVE) * closeness / JOINS_DATED
        };
        Ok((similarity >= 1.0).then_some(similarity))
    }

    /// Returns the similarity to a thread if the article may join it.
    pub(crate) fn similarity(&self, thread: &Profile) -> Option<f32> {
        let dot: f32 = thread.vector.common(&self.twice_rare).map(|(_, of_thread, weight)| of_thread * weight).sum();
        let closeness = closeness((self.day, self.day), thread.days, OF_THREADS);
        let similarity = dot / thread.length.max(f32::MIN_POSITIVE) * closeness;
        (similarity >= OF_THREADS.joins).then_some(similarity)
    }
}

/// Returns the threads worth comparing with an article. The input lists each thread found by a term, with the weight of
/// that term.
pub(crate) fn candidates(found: impl IntoIterator<Item = (ThreadId, f32)>) -> Vec<ThreadId> {
    let mut sums: BTreeMap<ThreadId, f32> = BTreeMap::new();
    for (thread, weight) in found {
        *sums.entry(thread).or_default() += weight * weight;
    }
    let mut candidates: Vec<(ThreadId, f32)> = sums.into_iter().collect();
    candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    candidates.truncate(N_CANDIDATES);
    candidates.into_iter().map(|(thread, _)| thread).collect()
}

/// Returns the first and last day on which a story that receives an article of `day` may have articles, or `None` if
/// any day is allowed.
pub(crate) fn story_days(day: i64) -> Option<(i64, i64)> {
    OF_STORIES.max_days.filter(|_| day > 0).map(|most| (day - most, day + most))
}

/// The stored summary of a story or a thread.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Profile {
    pub(crate) n_articles: i64,
    /// The days of its first and its last article; 0 if unknown.
    pub(crate) days: (i64, i64),
    /// Its most typical article.
    pub(crate) central: Option<ArticleId>,
    /// The length of its vector after multiplication by the rarities of the terms.
    pub(crate) length: f32,
    /// The sum of the vectors of its articles.
    pub(crate) vector: Vector,
}

impl Profile {
    /// Returns the profile of a group with these articles, published between the first and last of `days`; the caller
    /// must [trim](Profile::trim) it.
    pub(crate) fn of_articles(articles: &[(ArticleId, Vector)], days: (i64, i64)) -> Profile {
        let pairs = articles.iter().flat_map(|(_, vector)| vector.pairs().iter().copied());
        Profile { n_articles: articles.len() as i64, days, vector: Vector::new(pairs.collect()), ..Profile::default() }
    }

    /// Adds an article; the caller must then [trim](Profile::trim) the profile.
    pub(crate) fn add(&mut self, article: &PlacedArticle) {
        self.vector.add(&article.vector);
        self.n_articles += 1;
        if article.day > 0 {
            let first = if self.days.0 == 0 { article.day } else { self.days.0.min(article.day) };
            self.days = (first, self.days.1.max(article.day));
        }
    }

    /// Returns a factor for each term of `vector`, the sum of `n_articles` of this thread; it is lower for terms common
    /// to the articles of the thread. It is the square of the share by which the weight of the term exceeds its weight
    /// in the thread.
    fn distinctive(&self, vector: &Vector, n_articles: f32) -> Vector {
        let n_all = self.n_articles as f32 + N_ASSUMED;
        let weight_in_thread: BTreeMap<u32, f32> =
            vector.common(&self.vector).map(|(term, _, of_thread)| (term, of_thread / n_all)).collect();
        let shares = vector.pairs().iter().map(|&(term, weight)| {
            let mean = (weight / n_articles.max(1.0)).max(f32::MIN_POSITIVE);
            let common = weight_in_thread.get(&term).map_or(0.0, |of_thread| (of_thread / mean).min(1.0));
            (term, (1.0 - common).powi(2))
        });
        Vector::new(shares.collect())
    }

    /// Drops the terms with the lowest weights from a long vector and sets the length. `rare` is the vector multiplied
    /// by the rarities. Returns the trimmed `rare` vector, and the terms under which the group is indexed.
    pub(crate) fn trim(&mut self, rare: &Vector) -> (Vector, Vec<u32>) {
        let heaviest = rare.heaviest(N_GROUP_TERMS);
        let stays: BTreeSet<u32> = heaviest.iter().map(|pair| pair.0).collect();
        let pairs = self.vector.pairs().iter().filter(|pair| stays.contains(&pair.0)).copied();
        self.vector = Vector::new(pairs.collect());
        let posted = heaviest.iter().take(N_POSTED).map(|pair| pair.0).collect();
        let rare = Vector::new(heaviest);
        self.length = rare.length();
        (rare, posted)
    }
}

/// Returns how typical the article with `vector` is of the group with the rarity-weighted vector `rare`.
pub(crate) fn centrality(vector: &Vector, rare: &Vector) -> f32 {
    vector.common(rare).map(|(_, _, weight)| weight * weight).sum()
}

/// Returns whether two groups, each with its rarity-weighted vector, should be merged.
pub(crate) fn are_one(one: (&Profile, &Vector), other: (&Profile, &Vector), rules: Rules) -> bool {
    let dot: f32 = one.1.common(other.1).map(|(_, x, y)| x * y).sum();
    let closeness = closeness(one.0.days, other.0.days, rules);
    dot / (one.1.length() * other.1.length()).max(f32::MIN_POSITIVE) * closeness >= rules.are_one
}

/// Returns the factor applied to the similarity between articles of two ranges of days: 1 if a day is unknown, and 0 if
/// they are too far apart for one group.
fn closeness(one: (i64, i64), other: (i64, i64), rules: Rules) -> f32 {
    if one.0 == 0 || other.0 == 0 {
        return 1.0;
    }
    let whole = one.1.max(other.1) - one.0.min(other.0);
    if rules.max_days.is_some_and(|most| whole > most) {
        return 0.0;
    }
    let apart = (one.0 - other.1).max(other.0 - one.1).max(0) as f32;
    1.0 / (1.0 + apart / rules.half_after_days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_lowers_similarity() {
        let near = |day, days| closeness((day, day), days, OF_THREADS);
        assert_eq!(near(0, (5, 9)), 1.0);
        assert_eq!(near(7, (5, 9)), 1.0);
        assert_eq!(near(209, (5, 9)), 0.5);
        assert_eq!(near(10, (210, 210)), 0.5);
        assert_eq!(closeness((100, 101), (102, 103), OF_STORIES), 1.0 / (1.0 + 1.0 / OF_STORIES.half_after_days));
        assert_eq!(closeness((100, 101), (104, 140), OF_STORIES), 0.0);
    }

    fn article(terms: &[u32]) -> PlacedArticle {
        PlacedArticle::new(terms.iter().map(|term| (*term, 1.0, 2.0)).collect(), 100)
    }

    fn profile(articles: &[&[u32]], days: (i64, i64)) -> Profile {
        let vectors: Vec<_> = articles.iter().map(|terms| (ArticleId(1), article(terms).vector)).collect();
        let mut profile = Profile::of_articles(&vectors, days);
        let rare = profile.vector.pairs().iter().map(|(term, weight)| (*term, weight * 2.0)).collect();
        profile.trim(&Vector::new(rare));
        profile
    }

    #[test]
    fn an_article_joins_a_thread_that_is_like_it() {
        let similarity = |terms: &[u32], days| article(&[1, 2, 3]).similarity(&profile(&[terms], days));
        assert!((similarity(&[1, 2, 3], (100, 100)).unwrap() - 1.0).abs() < 1e-6);
        assert!((similarity(&[1, 2, 4], (300, 300)).unwrap() - 1.0 / 3.0).abs() < 1e-6);
        assert_eq!(similarity(&[7, 8, 9], (100, 100)), None);
    }

    #[test]
    fn an_article_joins_a_story_by_what_the_rest_of_the_thread_does_not_have() {
        // Terms 1 and 2 occur in all articles of the thread.
        let others: [&[u32]; 4] = [&[1, 2, 5], &[1, 2, 6], &[1, 2, 7], &[1, 2, 8]];
        let thread = profile(&[&others[..], &[&[1, 2, 3, 4]]].concat().repeat(4), (90, 100));
        let similarity = |terms: &[u32], days| {
            article(&[1, 2, 3, 4]).similarity_in(&profile(&[terms], days), &thread, |_| Ok::<f32, ()>(2.0)).unwrap()
        };
        assert!(similarity(&[1, 2, 3, 9], (99, 100)).is_some());
        assert_eq!(similarity(&[1, 2, 5], (99, 100)), None);
        assert_eq!(similarity(&[1, 2, 3, 9], (60, 70)), None);
    }

    #[test]
    fn the_heaviest_candidates_are_compared() {
        let found = (1..=20).map(|n| (ThreadId(n), n as f32));
        assert_eq!(candidates(found.chain([(ThreadId(1), 30.0)])).first(), Some(&ThreadId(1)));
        assert_eq!(candidates((1..=20).map(|n| (ThreadId(n), 1.0))), (9..=20).rev().map(ThreadId).collect::<Vec<_>>());
    }
}
