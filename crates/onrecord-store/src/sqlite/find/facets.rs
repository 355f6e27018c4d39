//! Counts the results of a query by type, country, actor and month.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{ActorKind, StatementKind};
use rusqlite::{Connection, Result, Row, params_from_iter};

use super::select::Select;
use super::translate::select;
use crate::date::date_of_day;
use crate::entries::EntryRole;
use crate::error::Error;
use crate::facets::{Facets, MAX_COUNTED, Tally, facet};
use crate::found::Order;
use crate::list::List;
use crate::query::Query;
use crate::sqlite::connection::{database, value_at};

pub(in crate::sqlite) fn facets(conn: &Connection, query: &Query) -> std::result::Result<Facets, Error> {
    let select = select(conn, query, Order::Newest)?;
    match query.list() {
        List::Statements => of_statements(conn, &select),
        List::Events => of_events(conn, &select),
        List::Actors => of_actors(conn, &select),
        List::Articles => of_articles(conn, &select),
    }
    .map_err(database)
}

/// The counts collected while the rows are read.
#[derive(Default)]
struct Counting {
    n_found: u64,
    types: Tally<String>,
    countries: Tally<String>,
    actors: NameTally,
    months: Tally<String>,
}

impl Counting {
    fn add_day(&mut self, day: i64) {
        if let Some(month) = date_of_day(day).and_then(|date| date.get(..7).map(str::to_owned)) {
            self.months.add(month);
        }
    }

    fn finished(self) -> Facets {
        Facets {
            n_found: self.n_found.min(MAX_COUNTED),
            has_more: self.n_found > MAX_COUNTED,
            actors: facet(self.actors.most_frequent()),
            types: facet(self.types.most_frequent()),
            countries: facet(self.countries.most_frequent()),
            months: facet(self.months.in_order()),
        }
    }
}

/// Counts entries by the names of their actors. A name is counted once, regardless of its case and of the kinds of
/// actors that have it.
#[derive(Default)]
struct NameTally {
    /// The name of each row of `actor` that has been looked up.
    names: BTreeMap<i64, String>,
    entries: Tally<String>,
    /// The frequency of each spelling, by the name in lower case.
    spellings: BTreeMap<String, Tally<String>>,
}

impl NameTally {
    /// Counts an entry of the actors in these rows.
    fn add(&mut self, conn: &Connection, actors: &[i64]) -> Result<()> {
        let mut of_entry = BTreeSet::new();
        for actor in actors {
            let name = match self.names.get(actor) {
                Some(name) => name.clone(),
                None => {
                    let mut one = conn.prepare_cached("SELECT name FROM actor WHERE id = ?")?;
                    let name: String = one.query_row([actor], |row| row.get(0))?;
                    self.names.insert(*actor, name.clone());
                    name
                }
            };
            let folded = name.to_lowercase();
            self.spellings.entry(folded.clone()).or_default().add(name);
            of_entry.insert(folded);
        }
        of_entry.into_iter().for_each(|name| self.entries.add(name));
        Ok(())
    }

    /// Returns the names with the most entries, each in its most frequent spelling.
    fn most_frequent(mut self) -> Vec<(String, u64)> {
        let spelled = |(folded, n): (String, u64)| {
            let spellings = self.spellings.remove(&folded).unwrap_or_default();
            let name = spellings.most_frequent().into_iter().next().map_or(folded, |(name, _)| name);
            (name, n)
        };
        self.entries.most_frequent().into_iter().map(spelled).collect()
    }
}

/// Calls `take` with the latest rows, at most [`MAX_COUNTED`], and returns the counts.
fn counted(
    conn: &Connection,
    sql: &str,
    select: &Select,
    mut take: impl FnMut(&Row<'_>, &mut Counting) -> Result<()>,
) -> Result<Facets> {
    let mut counting = Counting::default();
    let mut all = conn.prepare_cached(&format!("{sql} LIMIT {}", MAX_COUNTED + 1))?;
    let mut rows = all.query(params_from_iter(&select.params))?;
    while let Some(row) = rows.next()? {
        counting.n_found += 1;
        if counting.n_found <= MAX_COUNTED {
            take(row, &mut counting)?;
        }
    }
    Ok(counting.finished())
}

/// Returns the rows of the actors that have a role in an entry.
fn actors_in(conn: &Connection, entry: i64, role: EntryRole) -> Result<Vec<i64>> {
    let mut actors = conn.prepare_cached("SELECT actor FROM part WHERE entry = ? AND role = ?")?;
    actors.query_map([entry, role as i64], |row| row.get(0))?.collect()
}

fn of_statements(conn: &Connection, select: &Select) -> Result<Facets> {
    let columns = "statement.id, statement.article, statement.day, statement.kind";
    let sql = format!("{} ORDER BY {}", select.subquery(columns), select.order);
    let mut countries = ArticleCountries::default();
    counted(conn, &sql, select, |row, counting| {
        let (id, article): (i64, i64) = (row.get(0)?, row.get(1)?);
        counting.add_day(row.get(2)?);
        counting.types.add(value_at(StatementKind::ALL, row.get(3)?).as_str().to_owned());
        let speakers = actors_in(conn, id, EntryRole::Speaker)?;
        counting.actors.add(conn, &speakers)?;
        let mut of_speakers: Vec<String> = Vec::new();
        for actor in speakers {
            of_speakers.extend(countries.of(conn, article, actor)?.iter().cloned());
        }
        of_speakers.sort_unstable();
        of_speakers.dedup();
        of_speakers.into_iter().for_each(|country| counting.countries.add(country));
        Ok(())
    })
}

/// A cache of the countries of the actors of the most recent article, because entries of one article are adjacent.
#[derive(Default)]
struct ArticleCountries {
    article: i64,
    countries: BTreeMap<i64, Vec<String>>,
}

impl ArticleCountries {
    fn of(&mut self, conn: &Connection, article: i64, actor: i64) -> Result<&[String]> {
        if self.article != article {
            self.article = article;
            self.countries.clear();
            let sql = "SELECT actor, country FROM article_actor
                       WHERE article = ? AND country IS NOT NULL AND state <> 3";
            let mut all = conn.prepare_cached(sql)?;
            let mut rows = all.query([article])?;
            while let Some(row) = rows.next()? {
                self.countries.entry(row.get(0)?).or_default().push(row.get(1)?);
            }
        }
        Ok(self.countries.get(&actor).map_or(&[], Vec::as_slice))
    }
}

fn of_events(conn: &Connection, select: &Select) -> Result<Facets> {
    let columns = "event.id, event.day, event.type, event.country";
    let sql = format!("{} ORDER BY {}", select.subquery(columns), select.order);
    counted(conn, &sql, select, |row, counting| {
        counting.add_day(row.get(1)?);
        counting.types.add(row.get(2)?);
        if let Some(country) = row.get(3)? {
            counting.countries.add(country);
        }
        counting.actors.add(conn, &actors_in(conn, row.get(0)?, EntryRole::Actor)?)
    })
}

fn of_articles(conn: &Connection, select: &Select) -> Result<Facets> {
    let sql = format!("{} ORDER BY {}", select.subquery("article.id, article.day"), select.order);
    let mut countries =
        conn.prepare_cached("SELECT DISTINCT country FROM article_place WHERE article = ? AND country IS NOT NULL")?;
    counted(conn, &sql, select, |row, counting| {
        counting.add_day(row.get(1)?);
        let mut rows = countries.query([row.get::<_, i64>(0)?])?;
        while let Some(row) = rows.next()? {
            counting.countries.add(row.get(0)?);
        }
        Ok(())
    })
}

fn of_actors(conn: &Connection, select: &Select) -> Result<Facets> {
    // The countries given in all articles, or only those given in the matching articles.
    let country = if select.is_counted {
        "(SELECT json_group_array(country) FROM actor_country WHERE actor_country.actor = actor.id)"
    } else {
        "json_group_array(DISTINCT article_actor.country)"
    };
    let group = if select.is_counted { "" } else { " GROUP BY actor.id" };
    let sql = format!("{}{group}", select.subquery(&format!("actor.id, actor.kind, {country}")));
    counted(conn, &sql, select, |row, counting| {
        counting.types.add(value_at(ActorKind::ALL, row.get(1)?).as_str().to_owned());
        // An actor without a country has a NULL value.
        let countries: Vec<Option<String>> = serde_json::from_str(row.get_ref(2)?.as_str()?).unwrap_or_default();
        countries.into_iter().flatten().for_each(|country| counting.countries.add(country));
        Ok(())
    })
}
