//! Reads the places of results.

use rusqlite::{CachedStatement, Connection, Result, Row, params_from_iter};

use super::select::Select;
use super::translate::select;
use crate::article::ArticleId;
use crate::error::{Error, ErrorKind};
use crate::found::Order;
use crate::list::List;
use crate::places::{MAX_MAPPED, PlaceCounter, Places, Spot};
use crate::query::Query;
use crate::sqlite::connection::database;
use crate::sqlite::verdict_state::REJECTED;

pub(in crate::sqlite) fn places(conn: &Connection, query: &Query) -> std::result::Result<Places, Error> {
    let select = select(conn, query, Order::Newest)?;
    match query.list() {
        List::Events => of_events(conn, &select),
        List::Statements => of_statements(conn, &select),
        List::Articles => of_articles(conn, &select),
        List::Actors => {
            let message = "expected events, statements or articles on a map, found actors";
            return Err(Error::new(ErrorKind::Query, message));
        }
    }
    .map_err(database)
}

fn of_events(conn: &Connection, select: &Select) -> Result<Places> {
    let columns = "event.article, event.state, event.place, event.country, event.latitude, event.longitude";
    counted(conn, select, columns, |row, counter| {
        if row.get::<_, i64>(1)? != REJECTED
            && let Some(spot) = spot(row, 2)?
        {
            counter.add(ArticleId(row.get(0)?), &[spot]);
        }
        Ok(())
    })
}

fn of_statements(conn: &Connection, select: &Select) -> Result<Places> {
    let mut named = conn.prepare_cached(
        "SELECT article_place.name, country, latitude, longitude FROM statement_place
         JOIN article_place ON article_place.name = statement_place.name AND article_place.article = ?2
         WHERE statement = ?1 AND latitude IS NOT NULL ORDER BY article_place.name",
    )?;
    counted(conn, select, "statement.id, statement.article, statement.state", |row, counter| {
        let (id, article, state): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if state != REJECTED {
            counter.add(ArticleId(article), &spots(&mut named, &[id, article])?);
        }
        Ok(())
    })
}

fn of_articles(conn: &Connection, select: &Select) -> Result<Places> {
    let mut named = conn.prepare_cached(
        "SELECT name, country, latitude, longitude FROM article_place
         WHERE article = ? AND latitude IS NOT NULL ORDER BY name",
    )?;
    counted(conn, select, "article.id", |row, counter| {
        let article = ArticleId(row.get(0)?);
        counter.add(article, &spots(&mut named, &[article.0])?);
        Ok(())
    })
}

/// Counts the places that `of_row` adds for each row.
fn counted(
    conn: &Connection,
    select: &Select,
    columns: &str,
    mut of_row: impl FnMut(&Row<'_>, &mut PlaceCounter) -> Result<()>,
) -> Result<Places> {
    let sql = format!("{} ORDER BY {} LIMIT {}", select.subquery(columns), select.order, MAX_MAPPED + 1);
    let mut found = conn.prepare(&sql)?;
    let mut rows = found.query(params_from_iter(&select.params))?;
    let mut counter = PlaceCounter::default();
    while let Some(row) = rows.next()? {
        if !counter.next_entry() {
            break;
        }
        of_row(row, &mut counter)?;
    }
    Ok(counter.places())
}

fn spots(places: &mut CachedStatement<'_>, of: &[i64]) -> Result<Vec<Spot>> {
    let mut spots = Vec::new();
    let mut rows = places.query(params_from_iter(of))?;
    while let Some(row) = rows.next()? {
        spots.extend(spot(row, 0)?);
    }
    Ok(spots)
}

/// Returns the place in the four columns starting at `first`, if it has coordinates.
fn spot(row: &Row<'_>, first: usize) -> Result<Option<Spot>> {
    let (name, country): (Option<String>, _) = (row.get(first)?, row.get(first + 1)?);
    let (latitude, longitude): (Option<f64>, Option<f64>) = (row.get(first + 2)?, row.get(first + 3)?);
    let (Some(name), Some(latitude), Some(longitude)) = (name, latitude, longitude) else { return Ok(None) };
    Ok(Some(Spot { name, country, latitude, longitude }))
}
