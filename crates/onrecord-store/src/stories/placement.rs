//! Which story an article belongs to: the arithmetic of vectors, without the store.
//!
//! The thresholds were chosen on one half of the topics of ECB+ and of Timeline17 (eval/stories.py, docs/stories.md).

use std::collections::{BTreeMap, BTreeSet};

use super::story::StoryId;
use super::terms::BACKGROUND;
use super::vector::Vector;
use crate::article::ArticleId;

/// The least similarity at which an article joins a story: a cosine, lowered by the time between them.
const JOINS: f32 = 0.11;
/// The least similarity at which two stories that an article would join become one.
const ARE_ONE: f32 = 0.35;
/// Days after which similarity counts half.
const HALF_AFTER_DAYS: f32 = 200.0;
/// Terms of an article that are stored.
const N_TERMS: usize = 80;
/// Terms of an article by which stories are looked up.
const N_LOOKED_UP: usize = 30;
/// Terms by which a story can be found.
pub(super) const N_POSTED: usize = 40;
/// Terms of a story that are stored.
pub(super) const N_STORY_TERMS: usize = 250;
/// Stories that are compared with an article.
const N_CANDIDATES: usize = 12;

/// Says how rare terms are, in the store and a background of other news together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rarity {
    n_articles: f32,
}

impl Rarity {
    /// Returns the rarity of terms in a store that has counted `n_articles`.
    pub(crate) fn new(n_articles: i64) -> Rarity {
        Rarity { n_articles: n_articles as f32 + BACKGROUND.n_articles }
    }

    /// Returns the inverse document frequency of `term`, which is in `n_articles` of the store.
    pub(crate) fn of(&self, term: &str, n_articles: i64) -> f32 {
        ((self.n_articles + 1.0) / (n_articles as f32 + BACKGROUND.count(term) + 0.5)).ln().max(0.0)
    }
}

/// An article while it is placed.
pub(crate) struct PlacedArticle {
    /// The weights of its terms; multiplied by the rarity of each, they have length 1.
    pub(crate) vector: Vector,
    /// The same, multiplied.
    rare: Vector,
    /// The day of publication; 0 if unknown.
    day: i64,
}

impl PlacedArticle {
    /// Returns the article with these terms, each a number, a weight and a rarity.
    pub(crate) fn new(mut terms: Vec<(u32, f32, f32)>, day: i64) -> PlacedArticle {
        terms.sort_by(|a, b| (b.1 * b.2).total_cmp(&(a.1 * a.2)).then(a.0.cmp(&b.0)));
        terms.truncate(N_TERMS);
        let whole = Vector::new(terms.iter().map(|term| (term.0, term.1 * term.2)).collect()).length();
        let by = if whole > 0.0 { 1.0 / whole } else { 0.0 };
        PlacedArticle {
            vector: Vector::new(terms.iter().map(|term| (term.0, term.1 * by)).collect()),
            rare: Vector::new(terms.iter().map(|term| (term.0, term.1 * term.2 * by)).collect()),
            day,
        }
    }

    /// Returns the terms by which stories are looked up, with their weights.
    pub(crate) fn looked_up(&self) -> Vec<(u32, f32)> {
        self.rare.heaviest(N_LOOKED_UP)
    }

    /// Returns the similarity to `story` if the article may join it. `rarity` gives that of a term.
    ///
    /// # Errors
    ///
    /// Those of `rarity`.
    pub(crate) fn similarity<E>(
        &self,
        story: &StoryProfile,
        mut rarity: impl FnMut(u32) -> Result<f32, E>,
    ) -> Result<Option<f32>, E> {
        let mut dot = 0.0;
        for (term, of_story, rare) in story.vector.common(&self.rare) {
            dot += of_story * rarity(term)? * rare;
        }
        let similarity = dot / story.length.max(f32::MIN_POSITIVE) * closeness(self.day, story.days);
        Ok((similarity >= JOINS).then_some(similarity))
    }
}

/// Returns the stories that are worth comparing with an article, given each story that a term finds with the weight of that
/// term.
pub(crate) fn candidates(found: impl IntoIterator<Item = (StoryId, f32)>) -> Vec<StoryId> {
    let mut sums: BTreeMap<StoryId, f32> = BTreeMap::new();
    for (story, weight) in found {
        *sums.entry(story).or_default() += weight * weight;
    }
    let mut candidates: Vec<(StoryId, f32)> = sums.into_iter().collect();
    candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    candidates.truncate(N_CANDIDATES);
    candidates.into_iter().map(|(story, _)| story).collect()
}

/// What the store has of a story as a whole.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct StoryProfile {
    pub(crate) n_articles: i64,
    /// The days of its first and its last article; 0 if unknown.
    pub(crate) days: (i64, i64),
    /// Its most typical article.
    pub(crate) central: Option<ArticleId>,
    /// The length of its vector, multiplied by the rarity of each term.
    pub(crate) length: f32,
    /// The sum of the vectors of its articles.
    pub(crate) vector: Vector,
}

impl StoryProfile {
    /// Returns the profile of a story with these articles, published on days from the first to the last of `days`; it is to be
    /// [trimmed](StoryProfile::trim).
    pub(crate) fn of_articles(articles: &[(ArticleId, Vector)], days: (i64, i64)) -> StoryProfile {
        let pairs = articles.iter().flat_map(|(_, vector)| vector.pairs().iter().copied());
        StoryProfile {
            n_articles: articles.len() as i64,
            days,
            vector: Vector::new(pairs.collect()),
            ..StoryProfile::default()
        }
    }

    /// Adds an article; the profile is then to be [trimmed](StoryProfile::trim).
    pub(crate) fn add(&mut self, article: &PlacedArticle) {
        self.vector.add(&article.vector);
        self.n_articles += 1;
        if article.day > 0 {
            let first = if self.days.0 == 0 { article.day } else { self.days.0.min(article.day) };
            self.days = (first, self.days.1.max(article.day));
        }
    }

    /// Drops the lightest terms of a long vector and sets the length. `rare` is the vector multiplied by rarities. Returns
    /// the same of what is left, and the terms by which the story is to be found.
    pub(crate) fn trim(&mut self, rare: &Vector) -> (Vector, Vec<u32>) {
        let heaviest = rare.heaviest(N_STORY_TERMS);
        let stays: BTreeSet<u32> = heaviest.iter().map(|pair| pair.0).collect();
        let pairs = self.vector.pairs().iter().filter(|pair| stays.contains(&pair.0)).copied();
        self.vector = Vector::new(pairs.collect());
        let posted = heaviest.iter().take(N_POSTED).map(|pair| pair.0).collect();
        let rare = Vector::new(heaviest);
        self.length = rare.length();
        (rare, posted)
    }
}

/// Returns how typical the article with `vector` is for the story with the rarity-weighted vector `rare`.
pub(crate) fn centrality(vector: &Vector, rare: &Vector) -> f32 {
    vector.common(rare).map(|(_, _, weight)| weight * weight).sum()
}

/// Returns whether two stories, each with its rarity-weighted vector, are about the same matter.
pub(crate) fn are_one(one: (&StoryProfile, &Vector), other: (&StoryProfile, &Vector)) -> bool {
    let dot: f32 = one.1.common(other.1).map(|(_, x, y)| x * y).sum();
    let (first, last) = one.0.days;
    let closeness = closeness(first, other.0.days).max(closeness(last, other.0.days));
    dot / (one.1.length() * other.1.length()).max(f32::MIN_POSITIVE) * closeness >= ARE_ONE
}

/// Returns what share of similarity counts for an article of `day` and a story of `days`; all of it if a day is unknown.
fn closeness(day: i64, days: (i64, i64)) -> f32 {
    if day == 0 || days.0 == 0 {
        return 1.0;
    }
    let apart = (days.0 - day).max(day - days.1).max(0) as f32;
    1.0 / (1.0 + apart / HALF_AFTER_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_lowers_similarity() {
        assert_eq!(closeness(0, (5, 9)), 1.0);
        assert_eq!(closeness(7, (5, 9)), 1.0);
        assert_eq!(closeness(209, (5, 9)), 0.5);
        assert_eq!(closeness(10, (210, 210)), 0.5);
    }

    #[test]
    fn an_article_joins_a_story_that_is_like_it() {
        let article = |terms: &[u32]| PlacedArticle::new(terms.iter().map(|term| (*term, 1.0, 2.0)).collect(), 100);
        let similarity = |terms: &[u32], days| {
            let one = article(&[1, 2, 3]);
            let mut story = StoryProfile::of_articles(&[(ArticleId(1), article(terms).vector)], days);
            let rare = Vector::new(story.vector.pairs().iter().map(|(term, weight)| (*term, weight * 2.0)).collect());
            story.trim(&rare);
            one.similarity(&story, |_| Ok::<f32, ()>(2.0)).unwrap()
        };
        assert!((similarity(&[1, 2, 3], (100, 100)).unwrap() - 1.0).abs() < 1e-6);
        assert!((similarity(&[1, 2, 4], (300, 300)).unwrap() - 1.0 / 3.0).abs() < 1e-6);
        assert_eq!(similarity(&[7, 8, 9], (100, 100)), None);
    }

    #[test]
    fn the_heaviest_candidates_are_compared() {
        let found = (1..=20).map(|n| (StoryId(n), n as f32));
        assert_eq!(candidates(found.chain([(StoryId(1), 30.0)])).first(), Some(&StoryId(1)));
        assert_eq!(candidates((1..=20).map(|n| (StoryId(n), 1.0))), (9..=20).rev().map(StoryId).collect::<Vec<_>>());
    }
}
