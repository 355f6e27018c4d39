//! Checks that the stored data of a story or thread agrees with its articles, and the articles' data with their
//! records.
//!
//! Which story an article joined depends on the contents of the store at that time, so the placement is not recomputed.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::Record;

use super::placement::{N_GROUP_TERMS, N_POSTED, Profile};
use super::terms::terms_of;
use super::vector::Vector;
use crate::article::ArticleId;

/// The maximum relative difference between two weights that were summed in a different order.
const TOLERANCE: f32 = 1e-3;

/// Returns whether `weights`, each with the name of its term, are proportional to those of the terms of `record`; a
/// name is `None` for a term that the store does not know.
pub(crate) fn fits_record(weights: &[(Option<String>, f32)], record: &Record) -> bool {
    let terms = terms_of(record);
    let share = |(name, weight): &(Option<String>, f32)| Some(weight / terms.get(name.as_ref()?)?);
    let Some(shares) = weights.iter().map(share).collect::<Option<Vec<f32>>>() else { return false };
    let first = shares.first().copied().unwrap_or(0.0);
    shares.is_empty() == terms.is_empty() && shares.iter().all(|share| is_near(*share, first))
}

fn is_near(a: f32, b: f32) -> bool {
    (a - b).abs() <= TOLERANCE * a.abs().max(b.abs())
}

/// The stored data of a story or thread, with the data from which it should be derived.
pub(crate) struct GroupState {
    pub(crate) profile: Profile,
    /// The terms under which it is indexed; `None` for a story, which is found through its thread.
    pub(crate) posted: Option<Vec<u32>>,
    /// Whether it was merged into another group.
    pub(crate) is_joined: bool,
    /// Whether its number resolves to a group that was not merged into another one.
    pub(crate) leads_somewhere: bool,
    pub(crate) articles: Vec<(ArticleId, Vector)>,
    /// The first and the last day of its articles; 0 if unknown.
    pub(crate) days: (i64, i64),
}

impl GroupState {
    /// Returns the first problem found in the group.
    pub(crate) fn problem(&self) -> Option<&'static str> {
        let profile = &self.profile;
        let terms: BTreeSet<u32> = profile.vector.pairs().iter().map(|pair| pair.0).collect();
        let has_article = |article: ArticleId| self.articles.iter().any(|(id, _)| *id == article);
        if profile.n_articles != self.articles.len() as i64 {
            Some("its number of articles is wrong")
        } else if self.is_joined && !self.articles.is_empty() {
            Some("it has articles although it was joined into another one")
        } else if !self.leads_somewhere {
            Some("it was joined into itself")
        } else if profile.days != self.days {
            Some("its days differ from those of its articles")
        } else if profile.central.is_some_and(|central| !has_article(central))
            || profile.central.is_none() != self.articles.is_empty()
        {
            Some("its most typical article is not in it")
        } else if self.posted.as_ref().is_some_and(|posted| {
            posted.len() != terms.len().min(N_POSTED) || !posted.iter().all(|term| terms.contains(term))
        }) {
            Some("it is found by terms that are not its own")
        } else if terms.len() > N_GROUP_TERMS || !self.is_sum() {
            Some("its vector is not the sum of its articles' vectors")
        } else {
            None
        }
    }

    /// Returns whether the vector is the sum of the articles' vectors. If low-weight terms were dropped, the remaining
    /// weights may be less than the sum.
    fn is_sum(&self) -> bool {
        let mut sums: BTreeMap<u32, f32> = BTreeMap::new();
        for &(term, weight) in self.articles.iter().flat_map(|(_, vector)| vector.pairs()) {
            *sums.entry(term).or_default() += weight;
        }
        let is_whole = sums.len() <= N_GROUP_TERMS;
        let fits = |&(term, weight): &(u32, f32)| {
            sums.get(&term).is_some_and(|sum| is_near(weight, *sum) || !is_whole && 0.0 < weight && weight < *sum)
        };
        let n_expected = if is_whole { sums.len() } else { N_GROUP_TERMS };
        let pairs = self.profile.vector.pairs();
        pairs.len() == n_expected && pairs.iter().all(fits)
    }
}
