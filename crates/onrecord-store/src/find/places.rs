//! The places of what is found, with coordinates, for maps.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{CachedStatement, Result, Row, params_from_iter};

use super::select::Select;
use super::words::wrong;
use super::{List, Order, Query};
use crate::articles::ArticleId;
use crate::corrections::Verdict;
use crate::{Error, Store, corrections, index};

/// Entries of which the places are counted, the latest ones: so many are counted in a fraction of a second.
pub const MAX_MAPPED: usize = 20_000;

/// Hundredths of a degree: places that are nearer to each other are one.
const PRECISION: f64 = 100.0;

/// The places of what a query finds.
#[derive(Debug, Clone, PartialEq)]
pub struct Places {
    /// The places, those of the most entries first.
    pub places: Vec<PlaceFound>,
    /// Entries that were found and looked at, the latest ones.
    pub n_entries: u64,
    /// How many of these have a place with coordinates.
    pub n_placed: u64,
    /// Whether more than [`MAX_MAPPED`] were found.
    pub has_more: bool,
}

/// A place on the earth.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceFound {
    /// The names that articles give it, the most frequent one first.
    pub names: Vec<String>,
    /// Country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Degrees to the north.
    pub latitude: f64,
    /// Degrees to the east.
    pub longitude: f64,
    /// Entries that have this place.
    pub n_entries: u64,
    /// The articles in which they are.
    pub n_articles: u64,
}

/// Where something is, as a row says it.
#[derive(Debug, Clone)]
struct Spot {
    name: String,
    country: Option<String>,
    latitude: f64,
    longitude: f64,
}

#[derive(Debug, Default)]
struct Counted {
    names: BTreeMap<String, u64>,
    spot: Option<Spot>,
    n_entries: u64,
    articles: BTreeSet<ArticleId>,
}

impl Store {
    /// Returns the places of what `query` finds in `list`: where events happen, what statements or articles name.
    /// Rejected entries have none.
    ///
    /// # Errors
    ///
    /// As [`Store::find`]; actors have no places.
    pub fn places(&self, list: List, query: &Query) -> Result<Places, Error> {
        let select = Select::new(list, query, Order::Newest)?;
        match list {
            List::Events => self.where_events_happen(&select),
            List::Statements => self.what_statements_name(&select),
            List::Articles => self.what_articles_name(&select),
            List::Actors => return Err(wrong("expected events, statements or articles on a map, found actors")),
        }
        .map_err(Error::database)
    }

    fn where_events_happen(&self, select: &Select) -> Result<Places> {
        let columns = "event.id, event.state, event.place, event.country, event.latitude, event.longitude";
        self.counted(select, columns, |row, add| {
            if !is_rejected(row.get(1)?)
                && let Some(spot) = spot(row, 2)?
            {
                add(index::article_and_place(row.get(0)?).0, &[spot]);
            }
            Ok(())
        })
    }

    fn what_statements_name(&self, select: &Select) -> Result<Places> {
        let mut scenes = self.conn.prepare_cached(SCENES)?;
        let mut known: BTreeMap<ArticleId, Vec<Spot>> = BTreeMap::new();
        self.counted(select, "statement.id, statement.state, statement.content", |row, add| {
            let article = index::article_and_place(row.get(0)?).0;
            if is_rejected(row.get(1)?) {
                return Ok(());
            }
            let spots = match known.entry(article) {
                Entry::Occupied(spots) => spots.into_mut(),
                Entry::Vacant(place) => place.insert(spots(&mut scenes, article)?),
            };
            let content: String = row.get(2)?;
            let named: Vec<Spot> = spots.iter().filter(|spot| names(&content, &spot.name)).cloned().collect();
            add(article, &named);
            Ok(())
        })
    }

    fn what_articles_name(&self, select: &Select) -> Result<Places> {
        let mut scenes = self.conn.prepare_cached(SCENES)?;
        self.counted(select, "article.id", |row, add| {
            let article = ArticleId(row.get(0)?);
            add(article, &spots(&mut scenes, article)?);
            Ok(())
        })
    }

    /// Counts the places that `of_row` adds for each row.
    fn counted(
        &self,
        select: &Select,
        columns: &str,
        mut of_row: impl FnMut(&Row<'_>, &mut dyn FnMut(ArticleId, &[Spot])) -> Result<()>,
    ) -> Result<Places> {
        let sql = format!(
            "SELECT {columns} FROM {}{} ORDER BY {} LIMIT {}",
            select.from,
            select.conditions(),
            select.order,
            MAX_MAPPED + 1
        );
        let mut found = self.conn.prepare(&sql)?;
        let mut rows = found.query(params_from_iter(&select.params))?;
        let mut counted: BTreeMap<(i64, i64), Counted> = BTreeMap::new();
        let (mut n_entries, mut n_placed, mut has_more) = (0, 0, false);
        while let Some(row) = rows.next()? {
            if n_entries == MAX_MAPPED as u64 {
                has_more = true;
                break;
            }
            n_entries += 1;
            of_row(row, &mut |article, spots| {
                n_placed += u64::from(!spots.is_empty());
                let mut here = BTreeSet::new();
                for spot in spots {
                    let key = |degrees: f64| (degrees * PRECISION).round() as i64;
                    let key = (key(spot.latitude), key(spot.longitude));
                    let place = counted.entry(key).or_default();
                    *place.names.entry(spot.name.clone()).or_default() += 1;
                    place.spot.get_or_insert_with(|| spot.clone());
                    if here.insert(key) {
                        place.n_entries += 1;
                        place.articles.insert(article);
                    }
                }
            })?;
        }
        let mut places: Vec<PlaceFound> = counted.into_values().filter_map(Counted::place).collect();
        places.sort_by(|a, b| (b.n_entries, b.n_articles, &a.names).cmp(&(a.n_entries, a.n_articles, &b.names)));
        Ok(Places { places, n_entries, n_placed, has_more })
    }
}

impl Counted {
    fn place(self) -> Option<PlaceFound> {
        let spot = self.spot?;
        let mut names: Vec<(String, u64)> = self.names.into_iter().collect();
        names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        // The tables hold the names of events' places as they are written, and find them whatever their case.
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

/// The places of an article; takes one parameter.
const SCENES: &str =
    "SELECT name, country, latitude, longitude FROM scene WHERE article = ? AND latitude IS NOT NULL ORDER BY name";

fn spots(scenes: &mut CachedStatement<'_>, article: ArticleId) -> Result<Vec<Spot>> {
    let mut spots = Vec::new();
    let mut rows = scenes.query([article.0])?;
    while let Some(row) = rows.next()? {
        spots.extend(spot(row, 0)?);
    }
    Ok(spots)
}

/// Returns what four columns from `first` on say, where they have coordinates.
fn spot(row: &Row<'_>, first: usize) -> Result<Option<Spot>> {
    let (name, country): (Option<String>, _) = (row.get(first)?, row.get(first + 1)?);
    let (latitude, longitude): (Option<f64>, Option<f64>) = (row.get(first + 2)?, row.get(first + 3)?);
    let (Some(name), Some(latitude), Some(longitude)) = (name, latitude, longitude) else { return Ok(None) };
    Ok(Some(Spot { name, country, latitude, longitude }))
}

fn is_rejected(state: i64) -> bool {
    corrections::verdict(state) == Some(Verdict::Rejected)
}

/// Whether `text` has `name` as whole words.
fn names(text: &str, name: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !name.is_empty()
        && text
            .match_indices(name)
            .any(|(at, _)| !is_word(text[..at].chars().next_back()) && !is_word(text[at + name.len()..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_whole_words() {
        for (text, name, expected) in [
            ("rain in Niger, and more", "Niger", true),
            ("rain in Nigeria", "Niger", false),
            ("Nigeria and Niger", "Niger", true),
            ("Köln", "öln", false),
            ("", "Rome", false),
            ("Rome", "", false),
        ] {
            assert_eq!(names(text, name), expected, "{text} {name}");
        }
    }
}
