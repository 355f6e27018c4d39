//! Counts the results of a query by type, country, speaker and month.

use std::collections::BTreeMap;

/// The maximum number of entries counted for facets, latest first. The limit keeps pages fast.
pub const MAX_COUNTED: u64 = 10_000;

/// The maximum number of values in a facet; months are not limited.
const MAX_VALUES: usize = 12;

/// A facet value with the number of results that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// The value in the form that a query accepts: a type or kind, a country code, a name, or a month such as
    /// `2025-02`.
    pub value: String,
    /// The number of entries.
    pub n: u64,
}

/// The number of results of a query, with counts by facet. The most frequent values come first; months are in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// How many entries were counted, at most [`MAX_COUNTED`].
    pub n_found: u64,
    /// Whether there are more entries, which are not counted here.
    pub has_more: bool,
    /// Types of events, or kinds of statements or actors; empty for articles.
    pub types: Vec<FacetValue>,
    /// Countries of speakers, of places of events, of actors, or of places mentioned in articles.
    pub countries: Vec<FacetValue>,
    /// Names of the speakers of statements, or of the actors of events. Names that differ only in case are counted
    /// together. A longer name is counted separately, although a search for the shorter name finds both.
    pub actors: Vec<FacetValue>,
    /// Months; empty for actors.
    pub months: Vec<FacetValue>,
}

/// Counts values.
#[derive(Debug, Default)]
pub(crate) struct Tally<K>(BTreeMap<K, u64>);

impl<K: Ord> Tally<K> {
    /// Counts one more entry with `value`.
    pub(crate) fn add(&mut self, value: K) {
        *self.0.entry(value).or_default() += 1;
    }

    /// Returns the most frequent values, up to the limit of a facet.
    pub(crate) fn most_frequent(self) -> Vec<(K, u64)> {
        let mut all: Vec<(K, u64)> = self.0.into_iter().collect();
        // The sort is stable: equal counts stay in the order of the values.
        all.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        all.truncate(MAX_VALUES);
        all
    }

    /// Returns all values in their order.
    pub(crate) fn in_order(self) -> Vec<(K, u64)> {
        self.0.into_iter().collect()
    }
}

/// Converts the counts to facet values.
pub(crate) fn facet<K: ToString>(counts: Vec<(K, u64)>) -> Vec<FacetValue> {
    counts.into_iter().map(|(value, n)| FacetValue { value: value.to_string(), n }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_values_come_first() {
        let mut tally = Tally::default();
        for word in ["b", "a", "c", "c", "a", "d"] {
            tally.add(word);
        }
        assert_eq!(tally.most_frequent(), [("a", 2), ("c", 2), ("b", 1), ("d", 1)]);
    }
}
