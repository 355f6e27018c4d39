//! Rows of the tables as what was found.

use onrecord_record::{ActorKind, EventId, EventStatus, StatementId, StatementKind};
use rusqlite::{Result, Row, params_from_iter};

use super::select::Select;
use super::{ActorFound, EventFound, Found, StatementFound};
use crate::articles::Article;
use crate::index::{self, role};
use crate::{Store, corrections, day};

impl Store {
    pub(super) fn statements_of(&self, select: &Select) -> Result<Vec<Found>> {
        let columns = "statement.id, kind, source, cue, content, confidence, state";
        self.rows(select, "statement", columns, |row, article, id| {
            let (_, place) = index::article_and_place(id);
            let mut found = StatementFound {
                article,
                id: StatementId(place),
                day: day::date(id >> 40),
                kind: of(StatementKind::ALL, row.get("kind")?),
                speakers: vec![],
                addressees: vec![],
                about: vec![],
                source: row.get("source")?,
                cue: row.get("cue")?,
                content: row.get("content")?,
                confidence: row.get("confidence")?,
                verdict: corrections::verdict(row.get("state")?),
            };
            self.parts(id, |role, name| match role {
                role::SPEAKER => found.speakers.push(name),
                role::ADDRESSEE => found.addressees.push(name),
                role::ABOUT => found.about.push(name),
                _ => {}
            })?;
            Ok(Found::Statement(Box::new(found)))
        })
    }

    pub(super) fn events_of(&self, select: &Select) -> Result<Vec<Found>> {
        let columns = "event.id, type, mode, status, time, place, country, statement, anchor, sentence, confidence,
             state";
        self.rows(select, "event", columns, |row, article, id| {
            let (_, place) = index::article_and_place(id);
            let statement: Option<u32> = row.get("statement")?;
            let mut found = EventFound {
                article,
                id: EventId(place),
                day: day::date(id >> 40),
                event_type: row.get("type")?,
                mode: row.get("mode")?,
                status: of(EventStatus::ALL, row.get("status")?),
                actors: vec![],
                recipients: vec![],
                time: row.get("time")?,
                place: row.get("place")?,
                country: row.get("country")?,
                statement: statement.map(|place| StatementId(place as usize)),
                anchor: row.get("anchor")?,
                sentence: row.get("sentence")?,
                confidence: row.get("confidence")?,
                verdict: corrections::verdict(row.get("state")?),
            };
            self.parts(id, |role, name| match role {
                role::ACTOR => found.actors.push(name),
                role::RECIPIENT => found.recipients.push(name),
                _ => {}
            })?;
            Ok(Found::Event(Box::new(found)))
        })
    }

    pub(super) fn articles_of(&self, select: &Select) -> Result<Vec<Found>> {
        let Select { from, params, order, .. } = select;
        let columns = Article::COLUMNS;
        let conditions = select.conditions();
        let sql = format!("SELECT {columns} FROM {from}{conditions} ORDER BY {order} LIMIT ? OFFSET ?");
        let article = |row: &Row<'_>| Article::of(row).map(|article| Found::Article(Box::new(article)));
        self.conn.prepare_cached(&sql)?.query_map(params_from_iter(params), article)?.collect()
    }

    pub(super) fn actors_of(&self, select: &Select) -> Result<Vec<Found>> {
        let Select { from, params, order, columns, is_counted, .. } = select;
        let conditions = select.conditions();
        let group = if *is_counted { "" } else { " GROUP BY actor.id" };
        let sql = format!(
            "SELECT actor.id AS id, actor.name AS name, actor.kind AS kind, actor.n_statements AS n_statements,
             actor.n_events AS n_events, {columns} FROM {from}{conditions}{group} ORDER BY {order} LIMIT ? OFFSET ?"
        );
        let mut found = Vec::new();
        let mut all = self.conn.prepare_cached(&sql)?;
        let mut rows = all.query(params_from_iter(params))?;
        while let Some(row) = rows.next()? {
            found.push(self.actor_of(row)?);
        }
        Ok(found)
    }

    pub(super) fn actor_of(&self, row: &Row<'_>) -> Result<Found> {
        Ok(Found::Actor(Box::new(ActorFound {
            name: row.get("name")?,
            kind: of(ActorKind::ALL, row.get("kind")?),
            countries: self.countries(row.get("id")?)?,
            n_articles: row.get::<_, i64>("n_articles")?.unsigned_abs(),
            n_statements: row.get::<_, i64>("n_statements")?.unsigned_abs(),
            n_events: row.get::<_, i64>("n_events")?.unsigned_abs(),
            first_day: day::date(row.get("first")?),
            last_day: day::date(row.get("last")?),
        })))
    }

    /// Returns the countries that articles give the actor, sorted.
    fn countries(&self, actor: i64) -> Result<Vec<String>> {
        let sql = "SELECT country FROM actor_country WHERE actor = ? ORDER BY country";
        self.conn.prepare_cached(sql)?.query_map([actor], |row| row.get(0))?.collect()
    }

    /// Returns what `take` makes of each row, its article and its id.
    fn rows(
        &self,
        select: &Select,
        table: &str,
        columns: &str,
        take: impl Fn(&Row<'_>, Article, i64) -> Result<Found>,
    ) -> Result<Vec<Found>> {
        let Select { from, params, order, .. } = select;
        let conditions = select.conditions();
        // The rows are chosen before their articles are fetched: pages far back would fetch them in vain.
        let sql = format!(
            "WITH chosen AS MATERIALIZED
               (SELECT {table}.id AS chosen_id FROM {from}{conditions} ORDER BY {order} LIMIT ? OFFSET ?)
             SELECT {}, {columns} FROM chosen CROSS JOIN {table} ON {table}.id = chosen.chosen_id
             CROSS JOIN article ON article.id = {table}.article",
            Article::COLUMNS
        );
        let mut all = self.conn.prepare_cached(&sql)?;
        let mut rows = all.query(params_from_iter(params))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            // The id of the entry comes after the columns of the article.
            let id = row.get(Article::COLUMNS.split(',').count())?;
            found.push(take(row, Article::of(row)?, id)?);
        }
        Ok(found)
    }

    fn parts(&self, entry: i64, mut take: impl FnMut(i64, String)) -> Result<()> {
        let sql =
            "SELECT role, name FROM part JOIN actor ON actor.id = part.actor WHERE entry = ? ORDER BY role, actor";
        let mut parts = self.conn.prepare_cached(sql)?;
        let mut rows = parts.query([entry])?;
        while let Some(row) = rows.next()? {
            take(row.get(0)?, row.get(1)?);
        }
        Ok(())
    }
}

/// Returns the value that the file holds as its place among all; the last one for a place that there is not.
pub(super) fn of<T: Copy>(values: &[T], place: i64) -> T {
    let last = values.len() - 1;
    values[usize::try_from(place).unwrap_or(last).min(last)]
}
