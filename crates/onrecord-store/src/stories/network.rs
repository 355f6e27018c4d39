//! Who acts on whom and who speaks about whom in a story, with its actors as one over all articles.

use std::collections::BTreeSet;

use onrecord_record::{ActorId, Record, Statement};

use super::actors::Cast;
use super::view::Piece;
use super::{MAX_COMPARED, StoryId, rows};
use crate::network::{Network, Ties, rejected_in};
use crate::{Error, Store, keep};

impl Store {
    /// Returns the network of a story: at most `limit` actors, made of its latest articles. Rejected entries are left
    /// out.
    ///
    /// # Errors
    ///
    /// As [`Store::story`].
    pub fn story_network(&self, id: StoryId, limit: usize) -> Result<Network, Error> {
        let story = self.story_head(id)?;
        let mut ids = rows::articles_of(&self.conn, story.id).map_err(Error::database)?;
        let n_in_all = ids.len();
        ids.drain(..n_in_all.saturating_sub(MAX_COMPARED));
        let mut pieces = Vec::with_capacity(ids.len());
        for id in &ids {
            let record = self.record(*id)?;
            pieces.push(Piece { day: keep::published_day(&record), record });
        }
        let cast = Cast::of(&pieces);
        let mut ties = Ties::default();
        for (article, (piece, id)) in pieces.iter().zip(&ids).enumerate() {
            let rejected = |table| rejected_in(&self.conn, table, *id).map_err(Error::database);
            let those = |ids: &[ActorId]| cast.those(article, ids);
            let unsaid: BTreeSet<usize> = rejected("statement")?;
            let said = piece.record.statements.iter().enumerate().filter(|(place, _)| !unsaid.contains(place));
            for (_, one) in said {
                ties.statement(&those(&one.speakers), &those(&one.addressees), &those(&named_in(&piece.record, one)));
            }
            let undone: BTreeSet<usize> = rejected("event")?;
            let done = piece.record.events.iter().enumerate().filter(|(place, _)| !undone.contains(place));
            for (_, one) in done {
                ties.event(&those(&one.actors), &those(&one.recipients));
            }
        }
        let named = |at: usize| (cast.actors[at].name.clone(), cast.actors[at].kind);
        let mut network = ties.network(limit, None, named);
        network.n_articles = ids.len() as u64;
        network.n_articles_in_all = n_in_all as u64;
        Ok(network)
    }
}

/// Returns those whom what is said names, describes or refers to by a pronoun.
fn named_in(record: &Record, statement: &Statement) -> Vec<ActorId> {
    let is_inside = |span| statement.content.iter().any(|piece| piece.contains(span));
    let actors = record.actors.iter().enumerate();
    let named = actors.filter(|(_, actor)| actor.mentions.iter().any(|mention| is_inside(mention.span)));
    named.map(|(idx, _)| ActorId(idx)).collect()
}
