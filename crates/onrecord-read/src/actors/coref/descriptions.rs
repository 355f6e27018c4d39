//! Resolves descriptions to entities: by apposition, by roles, or by scores.

use super::bearers::{Bearer, bearer};
use super::resolver::{CorefResolver, MAX_BACK};
use crate::actors::mention::{Form, Kind};
use crate::actors::roles::apposed;

/// Maximum number of mentions of an entity, from its first, that a description is compared with.
const MOST_MEMBERS: usize = 8;

impl CorefResolver<'_> {
    /// Returns the entity of description `i`, if it has an antecedent.
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
        if kind != Kind::People
            && let Some(entity) = self.of_same_possessor(i)
        {
            return Some(entity);
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

    /// Returns whether coreference with the entity is excluded for description `i`, or for the previous description
    /// with exactly the same words.
    fn is_another(&self, i: usize, twin: Option<usize>, entity: usize) -> bool {
        self.is_coargument(i, entity)
            || twin.is_some_and(|j| self.is_coargument(j, entity))
            || self.is_qualified_otherwise(i, entity)
    }

    /// Returns whether the entity has a mention with the noun of description `i` but with another country, field or
    /// possessor.
    pub(super) fn is_qualified_otherwise(&self, i: usize, entity: usize) -> bool {
        let noun = |j: usize| self.mentions[j].key.last();
        let is_another = |&j: &usize| {
            let is_pronoun = matches!(self.mentions[j].form, Form::Pronoun(_));
            !is_pronoun
                && noun(i) == noun(j)
                && (self.differ_in_possessor(i, j) || self.qualifiers(i).exclude(self.qualifiers(j)))
        };
        self.members.get(entity).is_some_and(|members| members.iter().take(MOST_MEMBERS).any(is_another))
    }

    /// Returns the last description with exactly the same words ("the army", after "the army").
    fn same_words(&self, i: usize) -> Option<usize> {
        let words = |i: usize| self.article.words(&self.mentions[i].tokens).to_lowercase();
        let wanted = words(i);
        let is_same =
            |&j: &usize| matches!(self.mentions[j].form, Form::Nominal(Kind::Organization)) && words(j) == wanted;
        (i.saturating_sub(MAX_BACK)..i).rev().find(is_same)
    }

    /// Returns whether the description begins with a definite determiner ("the", "his", "this").
    pub(super) fn is_definite(&self, i: usize) -> bool {
        let first = self.article.lower(self.mentions[i].tokens.start);
        self.article.grammar().definite_start.has(first)
    }
}
