//! The search index of a record: its rows are written when the record is stored and removed with it.

mod tally;

use std::collections::BTreeMap;

use onrecord_record::{ActorId, EventId, Record, StatementId};
use rusqlite::{Connection, Result, params};

use super::connection::database;
use super::verdict_state::{REJECTED, state_of};
use super::{articles, time_key};
use crate::article::ArticleId;
use crate::corrections::CorrectedRecord;
use crate::entries::{self, EntryRole};
use crate::entry_id::EntryId;
use crate::error::Error;
use crate::keep::published_day;
use crate::place_names::place_key;
use crate::text::one_line;

/// Added to the role of an actor in a rejected entry: such rows are not counted, and are found only by queries for
/// rejected entries.
pub(super) const REJECTED_ROLE: i64 = 10;

/// Writes the rows of the current record of `article`, with users' corrections applied.
pub(super) fn add(conn: &Connection, article: ArticleId, corrected: &CorrectedRecord) -> Result<()> {
    let record = &corrected.record;
    let adding = Adding { conn, article, day: published_day(record), record, corrected };
    let actors = adding.actors()?;
    adding.places()?;
    adding.statements(&actors)?;
    adding.events(&actors)?;
    adding.count_entries()?;
    let mut words = conn.prepare_cached("INSERT INTO article_words (rowid, title, text) VALUES (?, ?, ?)")?;
    let key = time_key::of_article(adding.day, article);
    words.execute(params![key, record.document.title, record.document.text])?;
    for (table, columns) in TEXTS {
        let view = view(table);
        let sql = format!("INSERT INTO {table} (rowid, {columns}) SELECT id, {columns} FROM {view} WHERE article = ?");
        conn.prepare_cached(&sql)?.execute([article.0])?;
    }
    tally::add(conn, article)
}

/// The full-text tables that index other rows of the store, with their columns; each is filled from a view whose name
/// ends in `text`.
const TEXTS: [(&str, &str); 3] = [
    ("statement_words", "content, speaker, addressee, about, country, place"),
    ("event_words", "sentence, actor, recipient"),
    ("article_names", "speaker, about, recipient, actor, country, place"),
];

fn view(table: &str) -> String {
    let name = table.split('_').next().unwrap_or(table);
    format!("{name}_text")
}

/// Removes the rows of `article`.
pub(super) fn remove(conn: &Connection, article: ArticleId) -> Result<()> {
    let run = |sql: &str| conn.prepare_cached(sql)?.execute([article.0]);
    // FTS5 needs the old values to remove a row, so the full-text rows are removed before the rows that contain these
    // values.
    for (table, columns) in TEXTS {
        let view = view(table);
        run(&format!(
            "INSERT INTO {table} ({table}, rowid, {columns})
             SELECT 'delete', id, {columns} FROM {view} WHERE article = ?"
        ))?;
    }
    let tally = tally::Tally::of(conn, article)?;
    run("DELETE FROM part WHERE entry IN (SELECT id FROM statement WHERE article = ?)")?;
    run("DELETE FROM part WHERE entry IN (SELECT id FROM event WHERE article = ?)")?;
    run("DELETE FROM statement_place WHERE statement IN (SELECT id FROM statement WHERE article = ?)")?;
    for table in ["statement", "event", "article_place", "article_actor"] {
        run(&format!("DELETE FROM {table} WHERE article = ?"))?;
    }
    run("DELETE FROM article_words WHERE rowid = (SELECT time_key FROM article WHERE id = ?)")?;
    tally.count(conn, -1)
}

struct Adding<'a> {
    conn: &'a Connection,
    article: ArticleId,
    /// The day of publication.
    day: i64,
    record: &'a Record,
    corrected: &'a CorrectedRecord,
}

impl Adding<'_> {
    /// Returns the `state` value of an entry.
    fn state(&self, entry: EntryId) -> i64 {
        self.corrected.verdicts.get(&entry).map_or(0, |verdict| state_of(*verdict))
    }

    /// Returns the row of each actor of the record.
    fn actors(&self) -> Result<Vec<i64>> {
        let mut known = self.conn.prepare_cached("SELECT id FROM actor WHERE name = ? AND kind = ?")?;
        let mut new = self.conn.prepare_cached("INSERT INTO actor (name, kind) VALUES (?, ?)")?;
        let mut words = self.conn.prepare_cached("INSERT INTO actor_words (rowid, name) VALUES (?, ?)")?;
        let mut of_article = self.conn.prepare_cached(
            "INSERT INTO article_actor (article, position, actor, country, n_mentions, day, state)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )?;
        let mut rows = Vec::with_capacity(self.record.actors.len());
        for (position, actor) in self.record.actors.iter().enumerate() {
            let name = one_line(&actor.name);
            let found = known.query_map(params![name, actor.kind as i64], |row| row.get(0))?.next().transpose()?;
            let row = match found {
                Some(row) => row,
                None => {
                    new.execute(params![name, actor.kind as i64])?;
                    let row = self.conn.last_insert_rowid();
                    words.execute(params![row, name])?;
                    row
                }
            };
            let n_mentions = actor.mentions.len() as i64;
            of_article.execute(params![
                self.article.0,
                position as i64,
                row,
                actor.country,
                n_mentions,
                self.day,
                self.state(EntryId::Actor(ActorId(position))),
            ])?;
            rows.push(row);
        }
        Ok(rows)
    }

    /// Writes the number of statements and events that were not rejected into the row of the article.
    fn count_entries(&self) -> Result<()> {
        let statements = (0..self.record.statements.len()).map(|idx| EntryId::Statement(StatementId(idx)));
        let events = (0..self.record.events.len()).map(|idx| EntryId::Event(EventId(idx)));
        let n_statements = statements.filter(|entry| !self.corrected.is_rejected(*entry)).count() as i64;
        let n_events = events.filter(|entry| !self.corrected.is_rejected(*entry)).count() as i64;
        let sql = "UPDATE article SET n_statements = ?, n_events = ? WHERE id = ?";
        self.conn.prepare_cached(sql)?.execute([n_statements, n_events, self.article.0]).map(drop)
    }

    fn places(&self) -> Result<()> {
        // Names that differ only in case are the same here, as in the table.
        let mut found: BTreeMap<String, (usize, i64)> = BTreeMap::new();
        for (idx, place) in self.record.places.iter().enumerate() {
            found.entry(one_line(&place.name).to_ascii_lowercase()).or_insert((idx, 0)).1 += 1;
        }
        let mut insert = self.conn.prepare_cached("INSERT INTO article_place VALUES (?, ?, ?, ?, ?, ?, ?)")?;
        for (idx, n_mentions) in found.into_values() {
            let place = &self.record.places[idx];
            let geonames = place.geonames.and_then(|id| i64::try_from(id).ok());
            insert.execute(params![
                one_line(&place.name),
                self.article.0,
                place.country,
                geonames,
                place.latitude,
                place.longitude,
                n_mentions
            ])?;
        }
        spell_places(self.conn, self.record)
    }

    fn statements(&self, actors: &[i64]) -> Result<()> {
        let mut insert = self.conn.prepare_cached(
            "INSERT INTO statement (id, article, kind, source, cue, content, start, confidence, speaker_confidence, day,
             position, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        for entry in entries::statements(self.record).take(time_key::MAX_ENTRIES) {
            let id = time_key::of_entry(entry.day, self.article, entry.position);
            let state = self.state(EntryId::Statement(StatementId(entry.position)));
            insert.execute(params![
                id,
                self.article.0,
                entry.kind as i64,
                entry.source,
                entry.cue,
                entry.content,
                entry.start as i64,
                entry.confidence,
                entry.speaker_confidence,
                entry.day,
                entry.position as i64,
                state,
            ])?;
            self.parts((id, entry.day, state == REJECTED), &entry.actors, actors)?;
            name_places(self.conn, id, &entry.places)?;
        }
        Ok(())
    }

    fn events(&self, actors: &[i64]) -> Result<()> {
        let mut insert = self.conn.prepare_cached(
            "INSERT INTO event (id, article, type, mode, status, time, place, country, latitude, longitude, statement,
             anchor, sentence, start, confidence, day, position, state)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        for entry in entries::events(self.record).take(time_key::MAX_ENTRIES) {
            let id = time_key::of_entry(entry.day, self.article, entry.position);
            let state = self.state(EntryId::Event(EventId(entry.position)));
            insert.execute(params![
                id,
                self.article.0,
                entry.event_type,
                entry.mode,
                entry.status as i64,
                entry.time,
                entry.place.map(|place| one_line(&place.name)),
                entry.place.and_then(|place| place.country.as_deref()),
                entry.place.and_then(|place| place.latitude),
                entry.place.and_then(|place| place.longitude),
                entry.statement.map(|position| position as i64),
                entry.anchor,
                entry.sentence,
                entry.start as i64,
                entry.confidence,
                entry.day,
                entry.position as i64,
                state,
            ])?;
            self.parts((id, entry.day, state == REJECTED), &entry.actors, actors)?;
        }
        Ok(())
    }

    /// Writes the actors of an entry, given its id, its day and whether it was rejected. Rejected actors are left out.
    fn parts(
        &self,
        (entry, day, is_rejected): (i64, i64, bool),
        ids: &[(EntryRole, ActorId)],
        actors: &[i64],
    ) -> Result<()> {
        // Two actors of one article may have the same name.
        let mut part =
            self.conn.prepare_cached("INSERT OR IGNORE INTO part (actor, role, entry, day) VALUES (?, ?, ?, ?)")?;
        for (role, id) in ids.iter().filter(|(_, id)| !self.corrected.is_rejected(EntryId::Actor(*id))) {
            let role = *role as i64 + if is_rejected { REJECTED_ROLE } else { 0 };
            part.execute([actors[id.0], role, entry, day])?;
        }
        Ok(())
    }
}

/// Writes the places mentioned in the content of a statement; a place mentioned twice is written once.
fn name_places(conn: &Connection, statement: i64, names: &[String]) -> Result<()> {
    let mut insert = conn.prepare_cached("INSERT OR IGNORE INTO statement_place (statement, name) VALUES (?, ?)")?;
    for name in names {
        insert.execute(params![statement, name])?;
    }
    Ok(())
}

/// Writes the spellings of place names in the record.
fn spell_places(conn: &Connection, record: &Record) -> Result<()> {
    let mut insert = conn.prepare_cached("INSERT OR IGNORE INTO place_name (key, name) VALUES (?, ?)")?;
    for place in &record.places {
        let name = one_line(&place.name);
        for spelling in [name.as_str(), place.span.text(&record.document.text)] {
            insert.execute(params![place_key(spelling), name])?;
        }
    }
    Ok(())
}

/// Writes the data added in format 8, which only the records contain, for all articles of a store in an older format.
pub(super) fn add_read_values(conn: &Connection) -> std::result::Result<(), Error> {
    let add = |article: ArticleId, record: &Record| -> Result<()> {
        let sql = "UPDATE statement SET speaker_confidence = ? WHERE article = ? AND position = ?";
        let mut update = conn.prepare_cached(sql)?;
        for entry in entries::statements(record).take(time_key::MAX_ENTRIES) {
            update.execute(params![entry.speaker_confidence, article.0, entry.position as i64])?;
        }
        spell_places(conn, record)
    };
    for article in articles::all(conn).map_err(database)? {
        // A damaged record is reported by `onrecord check`.
        if let Ok(record) = articles::record(conn, article) {
            add(article, &record).map_err(database)?;
        }
    }
    Ok(())
}

/// Writes the places of all statements of a store whose older format did not have them.
pub(super) fn add_named_places(conn: &Connection) -> std::result::Result<(), Error> {
    for article in articles::all(conn).map_err(database)? {
        // A damaged record is reported by `onrecord check`; it must not prevent the store from being opened.
        if let Ok(record) = articles::record(conn, article) {
            for entry in entries::statements(&record).take(time_key::MAX_ENTRIES) {
                let id = time_key::of_entry(entry.day, article, entry.position);
                name_places(conn, id, &entry.places).map_err(database)?;
            }
        }
    }
    Ok(())
}
