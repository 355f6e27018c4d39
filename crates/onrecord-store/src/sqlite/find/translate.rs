//! The translation of queries into SQL.

use rusqlite::Connection;

use super::select::{Select, SqlCondition};
use super::{actor_select, entry_select};
use crate::error::Error;
use crate::found::Order;
use crate::list::List;
use crate::query::{Condition, Query};

/// Returns the SELECT of what `query` asks for.
pub(super) fn select(conn: &Connection, query: &Query, order: Order) -> Result<Select, Error> {
    let list = query.list();
    let nested = |condition: &Condition| by_id(conn, list, condition);
    match list {
        List::Actors => actor_select::select(query, order, &nested),
        _ => entry_select::select(conn, query, order, &nested),
    }
}

/// Returns the SELECT of the articles that have an actor that `query` asks for.
pub(super) fn select_articles_of_actors(conn: &Connection, query: &Query) -> Result<Select, Error> {
    actor_select::select_articles(query, &|condition: &Condition| by_id(conn, List::Actors, condition))
}

/// Returns the condition that a row is one of those for which `condition` holds.
fn by_id(conn: &Connection, list: List, condition: &Condition) -> Result<SqlCondition, Error> {
    let id = match list {
        List::Statements => "statement.id",
        List::Events => "event.id",
        List::Actors => "actor.id",
        List::Articles => "article.id",
    };
    match condition {
        Condition::Not(one) => {
            let (sql, params) = by_id(conn, list, one)?;
            Ok((format!("NOT {sql}"), params))
        }
        Condition::Any(all) => {
            let all = all.iter().map(|one| by_id(conn, list, one)).collect::<Result<Vec<_>, _>>()?;
            let (sql, params): (Vec<String>, Vec<_>) = all.into_iter().unzip();
            let sql = if sql.is_empty() { "FALSE".to_owned() } else { format!("({})", sql.join(" OR ")) };
            Ok((sql, params.concat()))
        }
        one => {
            let select = select(conn, &Query::new(list, one.clone())?, Order::Newest)?;
            Ok((format!("{id} IN ({})", select.subquery(id)), select.params))
        }
    }
}
