//! Searches lists.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::translate::{select, select_articles_of_actors};
use super::{actors_in_days, rows};
use crate::article::ArticleId;
use crate::error::Error;
use crate::found::{Order, Page};
use crate::list::List;
use crate::query::Query;
use crate::sqlite::connection::{database, offset};

pub(in crate::sqlite) fn find(
    conn: &Connection,
    query: &Query,
    order: Order,
    limit: u32,
    skip: u64,
) -> Result<Page, Error> {
    let mut select = select(conn, query, order)?;
    // One extra row shows whether there are more.
    let n = i64::from(limit) + 1;
    select.params.extend([n, offset(skip)].map(Value::Integer));
    let mut found = match query.list() {
        List::Statements => rows::statements(conn, &select).map_err(database)?,
        List::Events => rows::events(conn, &select).map_err(database)?,
        List::Articles => rows::articles(conn, &select).map_err(database)?,
        List::Actors => match actors_in_days::find(conn, query, order, u64::from(limit) + 1, skip)? {
            Some(found) => found,
            None => rows::actors(conn, &select).map_err(database)?,
        },
    };
    let has_more = found.len() > limit as usize;
    found.truncate(limit as usize);
    Ok(Page { found, has_more })
}

pub(in crate::sqlite) fn find_all(conn: &Connection, query: &Query) -> Result<Vec<(ArticleId, Vec<usize>)>, Error> {
    let select = match query.list() {
        List::Actors => select_articles_of_actors(conn, query)?,
        _ => select(conn, query, Order::Newest)?,
    };
    let columns = match query.list() {
        List::Statements => "statement.article, statement.position",
        List::Events => "event.article, event.position",
        List::Articles => "article.id, NULL",
        // An article has many actors.
        List::Actors => "DISTINCT article.id, NULL",
    };
    let sql = select.subquery(columns);
    let mut articles: BTreeMap<ArticleId, Vec<usize>> = BTreeMap::new();
    let mut collect = || -> rusqlite::Result<()> {
        let mut statement = conn.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(&select.params))?;
        while let Some(row) = rows.next()? {
            let positions = articles.entry(ArticleId(row.get(0)?)).or_default();
            let position: Option<i64> = row.get(1)?;
            positions.extend(position.and_then(|position| usize::try_from(position).ok()));
        }
        Ok(())
    };
    collect().map_err(database)?;
    articles.values_mut().for_each(|positions| positions.sort_unstable());
    Ok(articles.into_iter().collect())
}
