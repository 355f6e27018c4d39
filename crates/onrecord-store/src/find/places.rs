//! The places of what is found, with coordinates, for maps.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{CachedStatement, Result, Row, params_from_iter};

use super::select::Select;
use super::words::wrong;
use super::{List, Order, Query};
use crate::articles::ArticleId;
use crate::corrections::REJECTED;
use crate::{Error, Store, index};

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
        let select = self.select(list, query, Order::Newest)?;
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
            if row.get::<_, i64>(1)? != REJECTED
                && let Some(spot) = spot(row, 2)?
            {
                add(index::article_and_place(row.get(0)?).0, &[spot]);
            }
            Ok(())
        })
    }

    fn what_statements_name(&self, select: &Select) -> Result<Places> {
        let mut named = self.conn.prepare_cached(NAMED)?;
        self.counted(select, "statement.id, statement.state", |row, add| {
            let (id, state): (i64, i64) = (row.get(0)?, row.get(1)?);
            if state != REJECTED {
                let article = index::article_and_place(id).0;
                add(article, &spots(&mut named, &[id, article.0])?);
            }
            Ok(())
        })
    }

    fn what_articles_name(&self, select: &Select) -> Result<Places> {
        let mut scenes = self.conn.prepare_cached(SCENES)?;
        self.counted(select, "article.id", |row, add| {
            let article = ArticleId(row.get(0)?);
            add(article, &spots(&mut scenes, &[article.0])?);
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

/// The places that a statement names; takes its id and its article's.
const NAMED: &str = "SELECT scene.name, country, latitude, longitude FROM statement_place
    JOIN scene ON scene.name = statement_place.name AND scene.article = ?2
    WHERE statement = ?1 AND latitude IS NOT NULL ORDER BY scene.name";

fn spots(places: &mut CachedStatement<'_>, of: &[i64]) -> Result<Vec<Spot>> {
    let mut spots = Vec::new();
    let mut rows = places.query(params_from_iter(of))?;
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
