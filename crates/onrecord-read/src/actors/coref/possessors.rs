//! Possessors of descriptions: "Ortega's government" and "his government" are the same if "his" is Ortega's, and another
//! than "Moreno's government".

use super::resolver::{CorefResolver, MAX_BACK};
use crate::actors::mention::{Form, Kind};
use crate::syntax::Relation;

impl CorefResolver<'_> {
    /// Finds the possessor of mention `i`. To be called for each mention in text order, before it is assigned an entity.
    pub(super) fn find_possessor(&mut self, i: usize) {
        let head = self.mentions[i].head;
        let entity = |token: usize| self.of_token.get(&token).and_then(|&j| self.names[j].or(self.of.get(j).copied()));
        let possessor = (self.article.children(head).iter())
            .filter(|&&token| self.article.syntax.relation[token] == Relation::NmodPoss)
            .find_map(|&token| entity(token));
        self.possessors.push(possessor);
    }

    /// Returns the entity of the last description with the noun and the possessor of description `i`, if it is a person
    /// or an organization ("her lawyer", "Peru's government").
    pub(super) fn of_same_possessor(&self, i: usize) -> Option<usize> {
        let possessor = self.possessors[i]?;
        let is_same = |&j: &usize| {
            self.possessors[j] == Some(possessor)
                && self.mentions[j].key == self.mentions[i].key
                && matches!(self.mentions[j].form, Form::Nominal(Kind::Person | Kind::Organization))
                && self.mentions[j].plural == self.mentions[i].plural
        };
        let earlier = (i.saturating_sub(MAX_BACK)..i).rev().find(is_same)?;
        Some(self.of[earlier]).filter(|&entity| !self.is_coargument(i, entity))
    }

    /// Returns whether two mentions have different possessors.
    pub(super) fn differ_in_possessor(&self, i: usize, j: usize) -> bool {
        matches!((self.possessors[i], self.possessors[j]), (Some(a), Some(b)) if a != b)
    }
}
