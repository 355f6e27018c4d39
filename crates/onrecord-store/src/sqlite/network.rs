//! Reads the entries of an actor's articles to build its network.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::ActorKind;
use rusqlite::{Connection, OptionalExtension, Result, params};

use super::connection::{count, database, value_at};
use super::verdict_state::REJECTED;
use crate::entries::EntryRole;
use crate::error::{Error, ErrorKind};
use crate::network::{Network, NetworkBuilder, Participants};

/// The maximum number of articles from which an actor's network is built, latest first; reading them takes a fraction
/// of a second.
const MAX_ARTICLES: i64 = 500;

pub(super) fn network_of(
    conn: &Connection,
    name: &str,
    kind: ActorKind,
    limit: usize,
) -> std::result::Result<Network, Error> {
    let mut one = conn.prepare_cached("SELECT id FROM actor WHERE name = ? AND kind = ?").map_err(database)?;
    let found = one.query_row(params![name, kind as i64], |row| row.get(0)).optional().map_err(database)?;
    let Some(center) = found else {
        let message = format!("there is no {} {name:?} in the store", kind.as_str());
        return Err(Error::new(ErrorKind::NotFound, message));
    };
    network_around(conn, center, limit).map_err(database)
}

fn network_around(conn: &Connection, center: i64, limit: usize) -> Result<Network> {
    let sql = "SELECT DISTINCT article.id, article.day FROM article_actor
               JOIN article ON article.id = article_actor.article
               WHERE article_actor.actor = ? AND state <> ? ORDER BY article.day DESC, article.id DESC LIMIT ?";
    let mut latest = conn.prepare_cached(sql)?;
    let articles: Vec<i64> =
        latest.query_map(params![center, REJECTED, MAX_ARTICLES], |row| row.get(0))?.collect::<Result<_>>()?;
    let mut reader = Reader { conn, builder: NetworkBuilder::default(), numbers: BTreeMap::new() };
    // The center is added first, so that it is shown with its own name.
    let center_number = reader.number(center)?;
    for article in &articles {
        reader.add_article(*article)?;
    }
    let mut network = reader.builder.network(limit, Some(center_number));
    network.n_articles = articles.len() as u64;
    let sql = "SELECT count(DISTINCT article) FROM article_actor WHERE actor = ? AND state <> ?";
    network.n_articles_in_all =
        conn.prepare_cached(sql)?.query_row([center, REJECTED], |row| Ok(count(row.get(0)?)))?;
    Ok(network)
}

struct Reader<'a> {
    conn: &'a Connection,
    builder: NetworkBuilder,
    /// The number of each row of `actor` in the network.
    numbers: BTreeMap<i64, usize>,
}

impl Reader<'_> {
    fn number(&mut self, actor: i64) -> Result<usize> {
        if let Some(number) = self.numbers.get(&actor) {
            return Ok(*number);
        }
        let mut one = self.conn.prepare_cached("SELECT name, kind FROM actor WHERE id = ?")?;
        let named = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, value_at(ActorKind::ALL, row.get(1)?)));
        let (name, kind) = one.query_row([actor], named)?;
        let number = self.builder.actor(&name, kind);
        self.numbers.insert(actor, number);
        Ok(number)
    }

    /// Adds the ties of one article.
    fn add_article(&mut self, article: i64) -> Result<()> {
        // Two actors of an article may have the same name, and only one of them may have been rejected.
        let sql = "SELECT actor FROM article_actor WHERE article = ? GROUP BY actor HAVING min(state = ?)";
        let mut rejected = self.conn.prepare_cached(sql)?;
        let rejected: BTreeSet<i64> =
            rejected.query_map([article, REJECTED], |row| row.get(0))?.collect::<Result<_>>()?;
        // A statement and an event may have the same id; the roles distinguish them.
        self.add_entries(
            "statement",
            &[EntryRole::Speaker, EntryRole::Addressee, EntryRole::Mentioned],
            article,
            &rejected,
        )?;
        self.add_entries("event", &[EntryRole::Actor, EntryRole::Recipient], article, &rejected)
    }

    fn add_entries(&mut self, table: &str, roles: &[EntryRole], article: i64, rejected: &BTreeSet<i64>) -> Result<()> {
        let numbers: Vec<String> = roles.iter().map(|role| (*role as i64).to_string()).collect();
        // The order is the same in any store, regardless of the row numbers of its actors.
        let sql = format!(
            "SELECT part.entry, part.role, part.actor FROM {table} JOIN part ON part.entry = {table}.id
             JOIN actor ON actor.id = part.actor
             WHERE {table}.article = ? AND {table}.state <> ? AND part.role IN ({})
             ORDER BY part.entry, part.role, actor.name, actor.kind",
            numbers.join(", ")
        );
        let mut parts = self.conn.prepare_cached(&sql)?;
        let mut rows = parts.query([article, REJECTED])?;
        let mut entries: BTreeMap<i64, Participants> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (entry, role, actor): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let Some(role) = roles.iter().find(|one| **one as i64 == role).filter(|_| !rejected.contains(&actor))
            else {
                continue;
            };
            let number = self.number(actor)?;
            entries.entry(entry).or_default().add(*role, [number]);
        }
        entries.values().for_each(|entry| self.builder.add(entry));
        Ok(())
    }
}
