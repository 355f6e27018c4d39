//! Creates stories for the articles of a file whose older format has none.

use onrecord_record::Record;
use rusqlite::Connection;

use super::placing::{place, place_in_thread};
use super::rows;
use super::term_weights::TermWeights;
use crate::article::ArticleId;
use crate::error::Error;
use crate::sqlite::articles;
use crate::sqlite::connection::database;
use crate::stories::PlacedArticle;

/// Places all articles that have no story. Stories of an older file became threads, and their articles stay in these
/// threads; other articles are placed like new ones.
pub(in crate::sqlite) fn place_others(conn: &Connection) -> Result<(), Error> {
    for article in in_order_of_time(conn).map_err(database)? {
        if !divide(conn, article).map_err(database)?
            // A damaged record is reported by `onrecord check`; it must not prevent the store from being opened.
            && let Ok(record) = articles::record(conn, article)
        {
            place_if_new(conn, article, &record).map_err(database)?;
        }
    }
    conn.execute_batch("DROP TABLE article_thread").map_err(database)
}

/// Returns all articles, earliest first and undated ones last.
fn in_order_of_time(conn: &Connection) -> rusqlite::Result<Vec<ArticleId>> {
    let sql = "SELECT id FROM article ORDER BY day = 0, day, id";
    conn.prepare(sql)?.query_map([], |row| row.get(0).map(ArticleId))?.collect()
}

/// Places an article whose thread is known in a story, and returns whether the thread is known.
fn divide(conn: &Connection, article: ArticleId) -> rusqlite::Result<bool> {
    let Some((thread, by_hand, vector, day)) = rows::article_thread(conn, article)? else { return Ok(false) };
    let rare = TermWeights::new(conn)?.apply(&vector)?;
    let placed = PlacedArticle::of_vector(vector, rare, day);
    place_in_thread(conn, article, thread, &placed, by_hand)?;
    Ok(true)
}

fn place_if_new(conn: &Connection, article: ArticleId, record: &Record) -> rusqlite::Result<()> {
    if rows::story_of(conn, article)?.is_none() {
        place(conn, article, record, false)?;
    }
    Ok(())
}
