//! Translates queries to SQL.

use rusqlite::Connection;

use super::select::{Rejected, Select, SqlCondition};
use super::{actor_select, entry_select};
use crate::error::Error;
use crate::found::Order;
use crate::list::List;
use crate::query::{Condition, Query};

/// Returns the SELECT of the entries that match `query`.
pub(super) fn select(conn: &Connection, query: &Query, order: Order) -> Result<Select, Error> {
    select_with(conn, query, order, Rejected::asked_by(query.condition()))
}

fn select_with(conn: &Connection, query: &Query, order: Order, rejected: Rejected) -> Result<Select, Error> {
    let list = query.list();
    let nested = |condition: &Condition| by_id(conn, list, condition, rejected);
    match list {
        List::Actors => actor_select::select(query, order, rejected, &nested),
        _ => entry_select::select(conn, query, order, rejected, &nested),
    }
}

/// Returns the SELECT of the articles that have an actor that matches `query`.
pub(super) fn select_articles_of_actors(conn: &Connection, query: &Query) -> Result<Select, Error> {
    let rejected = Rejected::asked_by(query.condition());
    let nested = |condition: &Condition| by_id(conn, List::Actors, condition, rejected);
    actor_select::select_articles(query, rejected, &nested)
}

/// Returns the condition that a row matches `condition`; `rejected` applies to the whole query.
fn by_id(conn: &Connection, list: List, condition: &Condition, rejected: Rejected) -> Result<SqlCondition, Error> {
    let id = match list {
        List::Statements => "statement.id",
        List::Events => "event.id",
        List::Actors => "actor.id",
        List::Articles => "article.id",
    };
    match condition {
        Condition::Not(one) => {
            let (sql, params) = by_id(conn, list, one, rejected)?;
            Ok((format!("NOT {sql}"), params))
        }
        Condition::Any(all) => {
            let all = all.iter().map(|one| by_id(conn, list, one, rejected)).collect::<Result<Vec<_>, _>>()?;
            let (sql, params): (Vec<String>, Vec<_>) = all.into_iter().unzip();
            let sql = if sql.is_empty() { "FALSE".to_owned() } else { format!("({})", sql.join(" OR ")) };
            Ok((sql, params.concat()))
        }
        one => {
            let select = select_with(conn, &Query::new(list, one.clone())?, Order::Newest, rejected)?;
            Ok((format!("{id} IN ({})", select.subquery(id)), select.params))
        }
    }
}
