//! How the entries that a query finds divide by type, country, speaker and month.

use std::collections::BTreeMap;

/// Entries that are counted for facets, the latest ones: a page may wait for them.
pub const MAX_COUNTED: u64 = 10_000;

/// Most values of a facet; months are not limited.
const MAX_VALUES: usize = 12;

/// A value, and how many of the entries found have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// The value, as a query takes it: a type or kind, a country code, a name, or a month such as `2025-02`.
    pub value: String,
    /// The number of entries.
    pub n: u64,
}

/// The number of entries that a query finds, and how they divide. The most frequent values come first, months in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// How many entries were counted, at most [`MAX_COUNTED`].
    pub n_found: u64,
    /// Whether there are more, which are not counted here.
    pub has_more: bool,
    /// Types of events, kinds of statements or of actors; none for articles.
    pub types: Vec<FacetValue>,
    /// Countries: of speakers, of places of events, of actors, or of places that articles name.
    pub countries: Vec<FacetValue>,
    /// Names of the speakers of statements, or of the actors of events. A name in another case is the same one, and a longer name is
    /// another one, although a search for the shorter one finds both.
    pub actors: Vec<FacetValue>,
    /// Months; none for actors.
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

    /// Returns the values with the most entries, at most as many as a facet has.
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

/// Returns the counts as values of a facet.
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
