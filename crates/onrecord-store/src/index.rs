//! What is found by: rows for the entries of a record, made when it is kept and taken away with it.

mod tally;

use std::collections::BTreeMap;

use onrecord_record::{ActorId, Event, Record, Span, Statement};
use rusqlite::{Connection, Result, params};

use crate::articles::ArticleId;
use crate::{Error, day};

/// What an actor is in an entry: the values of `part.role`.
pub(crate) mod role {
    pub(crate) const SPEAKER: i64 = 1;
    pub(crate) const ADDRESSEE: i64 = 2;
    pub(crate) const ABOUT: i64 = 3;
    pub(crate) const ACTOR: i64 = 4;
    pub(crate) const RECIPIENT: i64 = 5;
}

/// Statements or events of one article that are found; longer lists would not fit their ids.
pub(crate) const MAX_ENTRIES: usize = 1 << 16;

/// Returns the id of entry `place` of an article: ids sort by day, then article, then place.
pub(crate) fn entry_id(day: i64, article: ArticleId, place: usize) -> i64 {
    day << 40 | article.0 << 16 | place as i64
}

/// Returns the article and the place in its record that an entry's id holds.
pub(crate) fn article_and_place(id: i64) -> (ArticleId, usize) {
    (ArticleId(id >> 16 & 0xff_ffff), (id & 0xffff) as usize)
}

/// Writes the rows of `record`, which is article `article`, published on `day`.
pub(crate) fn add(conn: &Connection, article: ArticleId, day: i64, record: &Record) -> Result<()> {
    let adding = Adding { conn, article, day, record, text: &record.document.text };
    let actors = adding.actors()?;
    adding.scenes()?;
    adding.statements(&actors)?;
    adding.events(&actors)?;
    let mut words = conn.prepare_cached("INSERT INTO article_words (rowid, title, text) VALUES (?, ?, ?)")?;
    words.execute(params![entry_id(day, article, 0), record.document.title, record.document.text])?;
    for (table, columns) in TEXTS {
        let view = view(table);
        let sql = format!("INSERT INTO {table} (rowid, {columns}) SELECT id, {columns} FROM {view} WHERE article = ?");
        conn.prepare_cached(&sql)?.execute([article.0])?;
    }
    tally::add(conn, article)
}

/// The full text over rows of the store, and its columns; the view that gives them has the name with `text` for the
/// end.
const TEXTS: [(&str, &str); 3] = [
    ("statement_words", "content, speaker, addressee, about, country, place"),
    ("event_words", "sentence, actor, recipient"),
    ("article_names", "speaker, about, recipient, actor, country, place"),
];

fn view(table: &str) -> String {
    let name = table.split('_').next().unwrap_or(table);
    format!("{name}_text")
}

/// Takes away the rows of article `article`, published on `day`.
pub(crate) fn remove(conn: &Connection, article: ArticleId, day: i64) -> Result<()> {
    let run = |sql: &str| conn.prepare_cached(sql)?.execute([article.0]);
    // The full text must be told what it held, so it goes before the rows that say so.
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
    for table in ["statement", "event", "scene", "\"cast\""] {
        run(&format!("DELETE FROM {table} WHERE article = ?"))?;
    }
    conn.prepare_cached("DELETE FROM article_words WHERE rowid = ?")?.execute([entry_id(day, article, 0)])?;
    tally.count(conn, -1)
}

struct Adding<'a> {
    conn: &'a Connection,
    article: ArticleId,
    day: i64,
    record: &'a Record,
    text: &'a str,
}

impl Adding<'_> {
    /// Returns the row of each actor of the record.
    fn actors(&self) -> Result<Vec<i64>> {
        let mut known = self.conn.prepare_cached("SELECT id FROM actor WHERE name = ? AND kind = ?")?;
        let mut new = self.conn.prepare_cached("INSERT INTO actor (name, kind) VALUES (?, ?)")?;
        let mut words = self.conn.prepare_cached("INSERT INTO actor_words (rowid, name) VALUES (?, ?)")?;
        let mut cast = self.conn.prepare_cached(
            "INSERT INTO \"cast\" (article, place, actor, country, n_mentions, day) VALUES (?, ?, ?, ?, ?, ?)",
        )?;
        let mut rows = Vec::with_capacity(self.record.actors.len());
        for (place, actor) in self.record.actors.iter().enumerate() {
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
            cast.execute(params![self.article.0, place as i64, row, actor.country, n_mentions, self.day])?;
            rows.push(row);
        }
        Ok(rows)
    }

    fn scenes(&self) -> Result<()> {
        // Names that differ in case only are one here, as in the table.
        let mut found: BTreeMap<String, (usize, i64)> = BTreeMap::new();
        for (idx, place) in self.record.places.iter().enumerate() {
            found.entry(one_line(&place.name).to_ascii_lowercase()).or_insert((idx, 0)).1 += 1;
        }
        let mut scene = self.conn.prepare_cached("INSERT INTO scene VALUES (?, ?, ?, ?, ?, ?, ?)")?;
        for (idx, n_mentions) in found.into_values() {
            let place = &self.record.places[idx];
            let geonames = place.geonames.and_then(|id| i64::try_from(id).ok());
            scene.execute(params![
                one_line(&place.name),
                self.article.0,
                place.country,
                geonames,
                place.latitude,
                place.longitude,
                n_mentions
            ])?;
        }
        Ok(())
    }

    fn statements(&self, actors: &[i64]) -> Result<()> {
        let mut insert = self.conn.prepare_cached(
            "INSERT INTO statement (id, article, kind, source, cue, content, start, confidence)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        for (place, statement) in self.record.statements.iter().enumerate().take(MAX_ENTRIES) {
            let id = self.statement_id(place, statement);
            insert.execute(params![
                id,
                self.article.0,
                statement.kind as i64,
                pieces(self.text, &statement.source),
                pieces(self.text, &statement.cue),
                pieces(self.text, &statement.content),
                start(&statement.content).unwrap_or(0) as i64,
                rounded(statement.confidence),
            ])?;
            self.parts(id, role::SPEAKER, &statement.speakers, actors)?;
            self.parts(id, role::ADDRESSEE, &statement.addressees, actors)?;
            self.parts(id, role::ABOUT, &named_in(self.record, statement), actors)?;
        }
        self.places_of_statements()
    }

    fn statement_id(&self, place: usize, statement: &Statement) -> i64 {
        let said = statement.time.map_or(0, |time| day::number(&self.record.times[time.0].value));
        entry_id(if said > 0 { said } else { self.day }, self.article, place)
    }

    fn places_of_statements(&self) -> Result<()> {
        // A place that is named twice is one.
        let sql = "INSERT OR IGNORE INTO statement_place (statement, name) VALUES (?, ?)";
        let mut insert = self.conn.prepare_cached(sql)?;
        for (place, statement) in self.record.statements.iter().enumerate().take(MAX_ENTRIES) {
            let id = self.statement_id(place, statement);
            for named in self.record.places.iter().filter(|place| is_said(statement, place.span)) {
                insert.execute(params![id, one_line(&named.name)])?;
            }
        }
        Ok(())
    }

    fn events(&self, actors: &[i64]) -> Result<()> {
        let mut insert = self.conn.prepare_cached(
            "INSERT INTO event (id, article, type, mode, status, time, place, country, latitude, longitude, statement,
             anchor, sentence, start, confidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        for (place, event) in self.record.events.iter().enumerate().take(MAX_ENTRIES) {
            let time = event.time.map(|time| self.record.times[time.0].value.as_str());
            let happened = time.map_or(0, day::number);
            let id = entry_id(if happened > 0 { happened } else { self.day }, self.article, place);
            let at = event.place.map(|place| &self.record.places[place.0]);
            insert.execute(params![
                id,
                self.article.0,
                event.event_type,
                event.mode,
                event.status as i64,
                time,
                at.map(|at| one_line(&at.name)),
                at.and_then(|at| at.country.as_deref()),
                at.and_then(|at| at.latitude),
                at.and_then(|at| at.longitude),
                event.statement.map(|statement| statement.0 as i64),
                one_line(event.anchor.text(self.text)),
                one_line(self.sentence(event).text(self.text)),
                event.anchor.start as i64,
                rounded(event.confidence),
            ])?;
            self.parts(id, role::ACTOR, &event.actors, actors)?;
            self.parts(id, role::RECIPIENT, &event.recipients, actors)?;
        }
        Ok(())
    }

    fn parts(&self, entry: i64, role: i64, ids: &[ActorId], actors: &[i64]) -> Result<()> {
        // Two actors of one article may be one by name.
        let mut part = self.conn.prepare_cached("INSERT OR IGNORE INTO part (actor, role, entry) VALUES (?, ?, ?)")?;
        for id in ids {
            part.execute([actors[id.0], role, entry])?;
        }
        Ok(())
    }

    fn sentence(&self, event: &Event) -> Span {
        let sentences = &self.record.sentences;
        let next = sentences.partition_point(|sentence| sentence.start <= event.anchor.start);
        next.checked_sub(1)
            .map(|idx| sentences[idx])
            .filter(|found| found.overlaps(event.anchor))
            .unwrap_or(event.anchor)
    }
}

/// Writes the places of all statements into a store of an older format.
pub(crate) fn add_named_places(conn: &Connection) -> std::result::Result<(), Error> {
    let articles: Result<Vec<(ArticleId, i64)>> = conn
        .prepare("SELECT id, day FROM article ORDER BY id")
        .and_then(|mut all| all.query_map([], |row| Ok((ArticleId(row.get(0)?), row.get(1)?)))?.collect());
    for (article, day) in articles.map_err(Error::database)? {
        // A damaged record is found by `onrecord check`; it must not lock its owner out.
        if let Ok(record) = crate::articles::record(conn, article) {
            let adding = Adding { conn, article, day, record: &record, text: &record.document.text };
            adding.places_of_statements().map_err(Error::database)?;
        }
    }
    Ok(())
}

/// Returns the actors that the content of `statement` names, describes or refers to by a pronoun.
pub(crate) fn named_in(record: &Record, statement: &Statement) -> Vec<ActorId> {
    let actors = record.actors.iter().enumerate();
    let named = actors.filter(|(_, actor)| actor.mentions.iter().any(|mention| is_said(statement, mention.span)));
    named.map(|(idx, _)| ActorId(idx)).collect()
}

/// Whether `span` is a part of what is said.
fn is_said(statement: &Statement, span: Span) -> bool {
    statement.content.iter().any(|piece| piece.contains(span))
}

/// Returns the probability with four decimals, as the record that is kept has it.
fn rounded(probability: f32) -> f64 {
    (f64::from(probability) * 1e4).round() / 1e4
}

/// Returns the words of `spans`, each with white space as single spaces, with " … " where text is left out.
pub(crate) fn pieces(text: &str, spans: &[Span]) -> String {
    let words: Vec<String> = spans.iter().map(|span| one_line(span.text(text))).collect();
    words.join(" … ")
}

/// Returns the first byte of `spans`.
pub(crate) fn start(spans: &[Span]) -> Option<usize> {
    spans.first().map(|span| span.start)
}

/// Returns `text` with all white space as single spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_day() {
        let ids = [
            entry_id(0, ArticleId(7), 1),
            entry_id(738_945, ArticleId(1), 65_535),
            entry_id(738_945, ArticleId(2), 0),
            entry_id(738_946, ArticleId(1), 3),
            entry_id(day::LAST, ArticleId((1 << 24) - 1), 0),
        ];
        assert!(ids.is_sorted());
        assert_eq!(article_and_place(ids[1]), (ArticleId(1), 65_535));
        assert_eq!(article_and_place(ids[4]), (ArticleId((1 << 24) - 1), 0));
    }
}
