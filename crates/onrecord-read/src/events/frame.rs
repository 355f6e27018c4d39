//! The frame of an event: who takes part, and which words it depends on.

use super::clause_view::ClauseView;

/// What the words around a trigger say.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// Entities.
    pub(super) actors: Vec<usize>,
    /// Entities.
    pub(super) recipients: Vec<usize>,
    /// The tokens on which time, place and numbers depend.
    pub(super) clause: Vec<usize>,
    /// The tokens beside which a number counts.
    pub(super) counted: Vec<usize>,
}

impl Frame {
    /// Returns the frame of a trigger that nothing has been added to.
    pub(super) fn of(token: usize) -> Frame {
        Frame { clause: vec![token], ..Frame::default() }
    }

    /// Adds the entities that a word stands for as actors.
    pub(super) fn add_actors(&mut self, view: &ClauseView<'_>, token: usize) {
        self.add_any_actors(view, token);
    }

    /// Adds the entities that a word stands for as actors; returns whether there are any.
    pub(super) fn add_any_actors(&mut self, view: &ClauseView<'_>, token: usize) -> bool {
        add(view, &mut self.actors, token)
    }

    /// Adds the entities that a word stands for as actors, beside whom a number may count.
    pub(super) fn add_counted_actors(&mut self, view: &ClauseView<'_>, token: usize) {
        self.counted.push(token);
        add(view, &mut self.actors, token);
    }

    /// Adds the entities that a word stands for as recipients, beside whom a number may count.
    pub(super) fn add_recipients(&mut self, view: &ClauseView<'_>, token: usize) {
        self.counted.push(token);
        add(view, &mut self.recipients, token);
    }

    /// Adds the entities that a word stands for as recipients, beside whom no number counts.
    pub(super) fn add_uncounted_recipients(&mut self, view: &ClauseView<'_>, token: usize) {
        add(view, &mut self.recipients, token);
    }

    /// Returns the number of those who take part.
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
