//! Finds the actors with the most articles in a range of days, without counting the articles of all actors.

use rusqlite::types::Value;
use rusqlite::{Connection, Result, params, params_from_iter};

use super::rows;
use super::select::{Select, conjuncts, days};
use super::translate::select;
use crate::error::Error;
use crate::found::{Found, Order};
use crate::list::List;
use crate::query::{Condition, Query};
use crate::sqlite::connection::database;

/// The number of articles in the range above which counting by actor is cheaper than counting by article (measured on
/// 11,000 articles with twelve actors each).
const MIN_ARTICLES: i64 = 300;

/// Returns at most `limit` actors with the most articles, after the first `skip`; `None` if another method is better.
pub(super) fn find(
    conn: &Connection,
    query: &Query,
    order: Order,
    limit: u64,
    skip: u64,
) -> std::result::Result<Option<Vec<Found>>, Error> {
    let all = conjuncts(query.condition());
    let is_simple = |one: &&Condition| {
        matches!(one, Condition::Words(_) | Condition::ActorKind(_) | Condition::Days(_) | Condition::All(_))
    };
    let Some(days) = days(&all).filter(|_| order == Order::Relevance && all.iter().all(is_simple)) else {
        return Ok(None);
    };
    let of_all_days = all.iter().filter(|one| !matches!(one, Condition::Days(_)));
    let of_all_days = Condition::All(of_all_days.map(|one| (*one).clone()).collect());
    let candidates = select(conn, &Query::new(List::Actors, of_all_days)?, Order::Relevance)?;
    let found = || -> Result<Option<Vec<Found>>> {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM article WHERE day BETWEEN ? AND ? LIMIT ?)";
        let n_articles: i64 = conn.prepare_cached(sql)?.query_row([days.0, days.1, MIN_ARTICLES], |row| row.get(0))?;
        if n_articles < MIN_ARTICLES {
            return Ok(None);
        }
        let first = first_actors(conn, &candidates, days, limit.saturating_add(skip))?;
        let first = first.into_iter().skip(usize::try_from(skip).unwrap_or(usize::MAX));
        first.map(|(n_articles, actor)| in_days(conn, actor, n_articles, days)).collect::<Result<_>>().map(Some)
    };
    found().map_err(database)
}

/// Returns the number of articles and the row of each of the first `n` actors, in order.
fn first_actors(conn: &Connection, candidates: &Select, (since, until): (i64, i64), n: u64) -> Result<Vec<(i64, i64)>> {
    let (from, conditions, order) = (&candidates.from, candidates.conditions(), &candidates.order);
    let sql = format!("SELECT actor.id, actor.n_articles FROM {from}{conditions} ORDER BY {order}");
    let n = usize::try_from(n).unwrap_or(usize::MAX);
    // An article has a single day, so equal rows are adjacent.
    let mut count = conn.prepare_cached(
        "SELECT count(*) FROM
         (SELECT DISTINCT day, article FROM article_actor WHERE actor = ? AND day BETWEEN ? AND ? AND state <> 3)",
    )?;
    let mut first: Vec<(i64, i64)> = Vec::new();
    let mut all = conn.prepare_cached(&sql)?;
    let params: &[Value] = &candidates.params;
    let mut rows = all.query(params_from_iter(params))?;
    while let Some(row) = rows.next()? {
        let (actor, n_ever): (i64, i64) = (row.get(0)?, row.get(1)?);
        // The remaining actors have no more articles than this, even over all days.
        if first.len() == n && first.last().is_none_or(|last| last.0 > n_ever) {
            break;
        }
        let n_then: i64 = count.query_row([actor, since, until], |row| row.get(0))?;
        if n_then > 0 {
            let at = first.partition_point(|(n, other)| (-n, *other) < (-n_then, actor));
            first.insert(at, (n_then, actor));
            first.truncate(n);
        }
    }
    Ok(first)
}

fn in_days(conn: &Connection, actor: i64, n_articles: i64, (since, until): (i64, i64)) -> Result<Found> {
    let sql = "SELECT id, name, kind, n_statements, n_events, ?2 AS n_articles,
               (SELECT min(day) FROM article_actor WHERE actor = ?1 AND day BETWEEN ?3 AND ?4 AND state <> 3) AS first,
               (SELECT max(day) FROM article_actor WHERE actor = ?1 AND day BETWEEN ?3 AND ?4 AND state <> 3) AS last
               FROM actor WHERE id = ?1";
    let mut one = conn.prepare_cached(sql)?;
    one.query_row(params![actor, n_articles, since, until], |row| rows::actor_of(conn, row)).map(Found::Actor)
}
