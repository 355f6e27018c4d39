//! Who acts on whom and who speaks about whom in a story, with its actors as one over all articles.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::ActorId;

use super::actors::Cast;
use super::view::Piece;
use super::{MAX_COMPARED, StoryId, rows};
use crate::network::{Network, Nodes, Ties, rejected_in};
use crate::{Error, List, Store, index, keep};

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
            pieces.push(Piece { day: keep::published_day(&record), record, verdicts: BTreeMap::new() });
        }
        let cast = Cast::of(&pieces);
        let mut nodes = Nodes::default();
        let of_cast: Vec<usize> = cast.actors.iter().map(|actor| nodes.node(&actor.name, actor.kind)).collect();
        let mut ties = Ties::default();
        for (article, (piece, id)) in pieces.iter().zip(&ids).enumerate() {
            let rejected = |list| rejected_in(&self.conn, list, *id).map_err(Error::database);
            let nobody = rejected(List::Actors)?;
            let those = |ids: &[ActorId]| -> BTreeSet<usize> {
                let ids: Vec<ActorId> = ids.iter().copied().filter(|id| !nobody.contains(&id.0)).collect();
                cast.those(article, &ids).into_iter().map(|at| of_cast[at]).collect()
            };
            let unsaid = rejected(List::Statements)?;
            let said = piece.record.statements.iter().enumerate().filter(|(place, _)| !unsaid.contains(place));
            for (_, one) in said {
                let named = index::named_in(&piece.record, one);
                ties.statement(&those(&one.speakers), &those(&one.addressees), &those(&named));
            }
            let undone = rejected(List::Events)?;
            let done = piece.record.events.iter().enumerate().filter(|(place, _)| !undone.contains(place));
            for (_, one) in done {
                ties.event(&those(&one.actors), &those(&one.recipients));
            }
        }
        let mut network = ties.network(limit, None, |node| nodes.named(node));
        network.n_articles = ids.len() as u64;
        network.n_articles_in_all = n_in_all as u64;
        Ok(network)
    }
}
