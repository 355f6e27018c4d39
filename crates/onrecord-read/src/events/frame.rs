//! The frame of an event: its participants, and the words that it depends on.

use super::clause_view::ClauseView;

/// The arguments found around a trigger.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// The actors, as entities.
    pub(super) actors: Vec<usize>,
    /// The recipients, as entities.
    pub(super) recipients: Vec<usize>,
    /// The tokens on which time, place and numbers depend.
    pub(super) clause: Vec<usize>,
    /// The tokens next to which a number is the event's count.
    pub(super) counted: Vec<usize>,
}

impl Frame {
    /// Returns the empty frame of a trigger.
    pub(super) fn of(token: usize) -> Frame {
        Frame { clause: vec![token], ..Frame::default() }
    }

    /// Adds the entities that a word denotes as actors.
    pub(super) fn add_actors(&mut self, view: &ClauseView<'_>, token: usize) {
        self.add_any_actors(view, token);
    }

    /// Adds the entities that a word denotes as actors; returns whether there are any.
    pub(super) fn add_any_actors(&mut self, view: &ClauseView<'_>, token: usize) -> bool {
        add(view, &mut self.actors, token)
    }

    /// Adds the entities that a word denotes as actors, who may be counted by a number.
    pub(super) fn add_counted_actors(&mut self, view: &ClauseView<'_>, token: usize) {
        self.counted.push(token);
        add(view, &mut self.actors, token);
    }

    /// Adds the entities that a word denotes as recipients, who may be counted by a number.
    pub(super) fn add_recipients(&mut self, view: &ClauseView<'_>, token: usize) {
        self.counted.push(token);
        add(view, &mut self.recipients, token);
    }

    /// Adds the entities that a word denotes as recipients, who are not counted by a number.
    pub(super) fn add_uncounted_recipients(&mut self, view: &ClauseView<'_>, token: usize) {
        add(view, &mut self.recipients, token);
    }

    /// Returns the number of participants.
    pub(super) fn n_sides(&self) -> usize {
        self.actors.len() + self.recipients.len()
    }
}

fn add(view: &ClauseView<'_>, into: &mut Vec<usize>, token: usize) -> bool {
    let entities = view.participants(token);
    let found = !entities.is_empty();
    let new: Vec<usize> = entities.into_iter().filter(|entity| !into.contains(entity)).collect();
    into.extend(new);
    found
}
