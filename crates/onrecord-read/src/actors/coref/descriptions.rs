//! Descriptions -> entities: by apposition, by a role that somebody bears, else by the scores.

use super::bearers::{Bearer, bearer};
use super::resolver::{CorefResolver, MAX_BACK};
use crate::actors::mention::{Form, Kind};
use crate::actors::roles::apposed;

/// Mentions of an entity, its first, that a description is held against.
const MOST_MEMBERS: usize = 8;

impl CorefResolver<'_> {
    /// Returns the entity of description `i`, if it takes up one.
    pub(super) fn description(&mut self, i: usize, kind: Kind, bearers: &[Bearer]) -> Option<usize> {
        if let Some(entity) = apposed(self.article, self.mentions, i).and_then(|j| self.names[j]) {
            return Some(entity);
        }
        if kind == Kind::Place {
            return None;
        }
        if kind == Kind::Document {
            let author = self.learned_referent(i, kind);
            self.authors.extend(author.map(|author| (i, author)));
            return None;
        }
        if !self.is_definite(i) {
            return self.learned_referent(i, kind);
        }
        let twin = if kind == Kind::Organization { self.same_words(i) } else { None };
        let borne = bearer(self.article, self.mentions, bearers, i);
        borne
            .filter(|&entity| !self.is_another(i, twin, entity))
            .or_else(|| self.learned_referent(i, kind))
            .or_else(|| self.best_antecedent(i, |work, j| work.agrees(i, j) && !work.is_another(i, twin, work.of[j])))
            .or_else(|| twin.map(|j| self.of[j]))
    }

    /// Is the entity another than that of description `i`, or of the one before it with the very same words?
    fn is_another(&self, i: usize, twin: Option<usize>, entity: usize) -> bool {
        self.is_coargument(i, entity)
            || twin.is_some_and(|j| self.is_coargument(j, entity))
            || self.is_qualified_otherwise(i, entity)
    }

    /// Has the entity a mention with the noun of description `i`, but of another country or field?
    pub(super) fn is_qualified_otherwise(&self, i: usize, entity: usize) -> bool {
        let noun = |j: usize| self.mentions[j].key.last();
        let is_another = |&j: &usize| {
            let is_pronoun = matches!(self.mentions[j].form, Form::Pronoun(_));
            !is_pronoun && noun(i) == noun(j) && self.qualifiers(i).exclude(self.qualifiers(j))
        };
        self.members.get(entity).is_some_and(|members| members.iter().take(MOST_MEMBERS).any(is_another))
    }

    /// The last description with the very same words ("the army", after "the army").
    fn same_words(&self, i: usize) -> Option<usize> {
        let words = |i: usize| self.article.words(&self.mentions[i].tokens).to_lowercase();
        let wanted = words(i);
        let is_same =
            |&j: &usize| matches!(self.mentions[j].form, Form::Nominal(Kind::Organization)) && words(j) == wanted;
        (i.saturating_sub(MAX_BACK)..i).rev().find(is_same)
    }

    /// Does the description begin like one of something known ("the", "his", "this")?
    pub(super) fn is_definite(&self, i: usize) -> bool {
        let first = self.article.lower(self.mentions[i].tokens.start);
        self.article.grammar().definite_start.has(first)
    }
}
