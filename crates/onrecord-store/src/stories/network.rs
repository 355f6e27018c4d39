//! The network of a story, in which an actor that occurs in several articles is merged.

use onrecord_record::{ActorId, EventId, StatementId};

use super::actors::ActorIndex;
use super::document::StoryDocument;
use crate::entries::{EntryRole, mentioned_in};
use crate::entry_id::EntryId;
use crate::network::{Network, NetworkBuilder, Participants};

/// Returns the network of at most `limit` actors of `docs`; rejected entries are ignored.
pub(crate) fn story_network(docs: &[StoryDocument], limit: usize) -> Network {
    let index = ActorIndex::of(docs);
    let mut builder = NetworkBuilder::default();
    let numbers: Vec<usize> = index.actors.iter().map(|actor| builder.actor(&actor.name, actor.kind)).collect();
    for (article, doc) in docs.iter().enumerate() {
        let numbers_of = |ids: &[ActorId]| -> Vec<usize> {
            index.actors_of(article, ids).into_iter().map(|actor| numbers[actor]).collect()
        };
        for (position, statement) in doc.record.statements.iter().enumerate() {
            if doc.is_rejected(EntryId::Statement(StatementId(position))) {
                continue;
            }
            let mut participants = Participants::default();
            participants.add(EntryRole::Speaker, numbers_of(&statement.speakers));
            participants.add(EntryRole::Addressee, numbers_of(&statement.addressees));
            participants.add(EntryRole::Mentioned, numbers_of(&mentioned_in(&doc.record, statement)));
            builder.add(&participants);
        }
        for (position, event) in doc.record.events.iter().enumerate() {
            if doc.is_rejected(EntryId::Event(EventId(position))) {
                continue;
            }
            let mut participants = Participants::default();
            participants.add(EntryRole::Actor, numbers_of(&event.actors));
            participants.add(EntryRole::Recipient, numbers_of(&event.recipients));
            builder.add(&participants);
        }
    }
    let mut network = builder.network(limit, None);
    network.n_articles = docs.len() as u64;
    network
}
