//! The places of entries with their coordinates, for maps.

use std::collections::{BTreeMap, BTreeSet};

use crate::article::ArticleId;

/// The maximum number of entries whose places are counted, latest first. Counting that many takes a fraction of a
/// second.
pub const MAX_MAPPED: usize = 20_000;

/// Coordinates in hundredths of a degree: places with the same rounded coordinates are merged.
const PRECISION: f64 = 100.0;

/// The places of the results of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Places {
    /// The places, those with the most entries first.
    pub places: Vec<PlaceFound>,
    /// The number of entries examined, latest first.
    pub n_entries: u64,
    /// How many of these have a place with coordinates.
    pub n_placed: u64,
    /// Whether more than [`MAX_MAPPED`] entries were found.
    pub has_more: bool,
}

/// A place on a map.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceFound {
    /// The names used in articles, the most frequent first.
    pub names: Vec<String>,
    /// Country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// The number of entries with this place.
    pub n_entries: u64,
    /// The number of articles that contain these entries.
    pub n_articles: u64,
}

/// A place as named in one entry.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    pub(crate) name: String,
    pub(crate) country: Option<String>,
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
}

/// Counts the places of entries.
#[derive(Debug, Default)]
pub(crate) struct PlaceCounter {
    by_position: BTreeMap<(i64, i64), PlaceCount>,
    n_entries: u64,
    n_placed: u64,
    has_more: bool,
}

#[derive(Debug, Default)]
struct PlaceCount {
    names: BTreeMap<String, u64>,
    spot: Option<Spot>,
    n_entries: u64,
    articles: BTreeSet<ArticleId>,
}

impl PlaceCounter {
    /// Counts one more entry, whose places are then added with [`PlaceCounter::add`]. Returns false if [`MAX_MAPPED`]
    /// entries have already been counted.
    pub(crate) fn next_entry(&mut self) -> bool {
        self.has_more = self.n_entries == MAX_MAPPED as u64;
        self.n_entries += u64::from(!self.has_more);
        !self.has_more
    }

    /// Adds the places of an entry of `article`.
    pub(crate) fn add(&mut self, article: ArticleId, spots: &[Spot]) {
        self.n_placed += u64::from(!spots.is_empty());
        let mut here = BTreeSet::new();
        for spot in spots {
            let rounded = |degrees: f64| (degrees * PRECISION).round() as i64;
            let key = (rounded(spot.latitude), rounded(spot.longitude));
            let place = self.by_position.entry(key).or_default();
            *place.names.entry(spot.name.clone()).or_default() += 1;
            place.spot.get_or_insert_with(|| spot.clone());
            if here.insert(key) {
                place.n_entries += 1;
                place.articles.insert(article);
            }
        }
    }

    /// Returns the counted places.
    pub(crate) fn places(self) -> Places {
        let mut places: Vec<PlaceFound> = self.by_position.into_values().filter_map(PlaceCount::place).collect();
        places.sort_by(|a, b| (b.n_entries, b.n_articles, &a.names).cmp(&(a.n_entries, a.n_articles, &b.names)));
        Places { places, n_entries: self.n_entries, n_placed: self.n_placed, has_more: self.has_more }
    }
}

impl PlaceCount {
    fn place(self) -> Option<PlaceFound> {
        let spot = self.spot?;
        let mut names: Vec<(String, u64)> = self.names.into_iter().collect();
        names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        // Event places keep the spelling of the article, while queries ignore case.
        let mut seen = BTreeSet::new();
        names.retain(|(name, _)| seen.insert(name.to_lowercase()));
        Some(PlaceFound {
            names: names.into_iter().map(|(name, _)| name).collect(),
            country: spot.country,
            latitude: spot.latitude,
            longitude: spot.longitude,
            n_entries: self.n_entries,
            n_articles: self.articles.len() as u64,
        })
    }
}
