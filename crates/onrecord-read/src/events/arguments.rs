//! The entities that a word in a clause refers to: the participants denoted by a noun, an adjective or a name.

use super::clause_view::ClauseView;
use super::ontology::{List, Property, Trigger};
use crate::actors::{Form, collective_members};
use crate::model::NameTag;
use crate::syntax::{Relation, Upos};

/// The maximum number of steps from a quantity noun to what it quantifies ("dozens of groups of protesters").
const MAX_STEPS: usize = 6;

impl ClauseView<'_> {
    /// Returns the entities denoted by a word and the words coordinated with it.
    pub(super) fn participants(&self, token: usize) -> Vec<usize> {
        let found = self.all_participants(token);
        self.log.participants(token, &found);
        found
    }

    fn all_participants(&self, token: usize) -> Vec<usize> {
        let mut out = Vec::new();
        if let Some(m) = self.mention_at[token] {
            let several = collective_members(self.article, self.mentions, self.entities, self.entities.of[m]);
            if !several.is_empty() {
                return several.to_vec();
            }
        }
        let mut all = vec![token];
        let joined = |&t: &usize| match self.relation(t) {
            Relation::Conj => !self.is_verb(t),
            Relation::Nmod | Relation::Obl => self.ontology.is(&self.preposition(t).unwrap_or_default(), List::Joining),
            _ => false,
        };
        for t in self.children(token).into_iter().filter(joined) {
            all.push(t);
            all.extend(
                self.children(t).into_iter().filter(|&c| self.relation(c) == Relation::Conj && !self.is_verb(c)),
            );
        }
        // "Libyan and U.S. officials": one noun for the officials of both countries.
        let adjectives = self.coordinated(token);
        if adjectives.len() > 1 {
            return adjectives;
        }
        for t in all {
            if let Some(entity) = self.participant(t, 0)
                && !out.contains(&entity)
            {
                out.push(entity);
            }
        }
        out
    }

    /// Returns the countries of coordinated adjectives of nationality before a noun.
    fn coordinated(&self, token: usize) -> Vec<usize> {
        let before = |t: &usize| matches!(self.relation(*t), Relation::Amod | Relation::Compound);
        let mut out = Vec::new();
        for t in self.children(token).into_iter().filter(before) {
            let conjuncts = self.children(t).into_iter().filter(|&c| self.relation(c) == Relation::Conj);
            for country in [t].into_iter().chain(conjuncts).filter_map(|t| self.nationality(t)) {
                if !out.contains(&country) {
                    out.push(country);
                }
            }
        }
        out
    }

    /// Returns the entity that a word denotes; a thing is replaced by its owner.
    fn participant(&self, token: usize, depth: usize) -> Option<usize> {
        let children = self.children(token);
        if self.ontology.is(&self.lower(token), List::Quantity)
            && let Some(&t) = self.phrases(token, &self.words.of_head).first()
            && depth < MAX_STEPS
        {
            return self.participant(t, depth + 1);
        }
        let named = |t: &&usize| {
            let is_name = self.mention_at[token].is_some_and(|m| matches!(self.mentions[m].form, Form::Name(_)));
            !is_name
                && matches!(self.relation(**t), Relation::Flat | Relation::Appos | Relation::NmodDesc)
                && self.mention_at[**t].is_some_and(|m| matches!(self.mentions[m].form, Form::Name(_)))
        };
        if let Some(&t) = children.iter().find(named) {
            return self.mention_at[t].map(|m| self.entities.of[m]);
        }
        // "Secretary of State Marco Rubio", where the name depends on the last word of the title.
        let titled =
            children.iter().filter(|&&t| self.words.of_head.has_some(self.preposition(t).as_deref())).find_map(|&t| {
                let flat = |&c: &usize| c == t + 1 && self.relation(c) == Relation::Flat;
                let person = |&m: &usize| self.mentions[m].form == Form::Name(NameTag::Person);
                self.children(t).into_iter().filter(flat).find_map(|c| self.mention_at[c].filter(person))
            });
        if let Some(m) = titled.filter(|_| !self.has_victim(token)) {
            return Some(self.entities.of[m]);
        }
        if let Some(m) = self.mention_at[token]
            && self.acts(m)
        {
            return Some(self.entities.of[m]);
        }
        if depth > 1 || self.article.syntax.upos[token] == Upos::Pron {
            return None;
        }
        children.iter().find_map(|&t| match self.relation(t) {
            Relation::NmodPoss => self.participant(t, depth + 1),
            // "The execution of" is followed by the victim, who is not the agent.
            Relation::Nmod
                if self.words.of_head.has_some(self.preposition(t).as_deref()) && !self.has_victim(token) =>
            {
                self.participant(t, depth + 1)
            }
            // "The mood of the American public": the country is not a participant.
            Relation::Amod if depth == 0 => self.nationality(t).or_else(|| self.named(t)),
            // "Support for the Iraq war" is not support for Iraq.
            Relation::Compound if self.is_violence(token) => None,
            Relation::Compound => self.nationality(t).or_else(|| self.named(t)),
            _ => None,
        })
    }

    /// Returns whether the noun is a trigger of a violent event.
    fn is_violence(&self, token: usize) -> bool {
        self.ontology.triggers(&self.lower(token)).iter().any(|t| !t.is_verb && t.has(Property::Violent))
    }

    /// Returns whether "of" after the noun introduces the victim ("the murder of").
    fn has_victim(&self, token: usize) -> bool {
        let victim = |t: &Trigger| t.has(Property::Violent) && t.slots.has_preposition(&self.words.of_head);
        self.ontology.triggers(&self.lower(token)).into_iter().any(|t| !t.is_verb && victim(t))
    }

    /// Returns the person, organization or place of whose name the word is part.
    fn named(&self, token: usize) -> Option<usize> {
        let m = self.mention_at[token]?;
        matches!(self.mentions[m].form, Form::Name(NameTag::Person | NameTag::Organization | NameTag::Location))
            .then(|| self.entities.of[m])
    }

    /// Returns the country denoted by an adjective of nationality ("Russian airstrikes"), if the article also names
    /// that country.
    pub(super) fn nationality(&self, token: usize) -> Option<usize> {
        let knowledge = self.article.knowledge;
        let word = self.article.word(token);
        let iso = &knowledge.country_by_adjective(word)?.iso;
        let found = *self.countries.get(iso.as_ref())?;
        let entity = self.entities.of[found];
        self.log.participants(token, &[entity]);
        Some(entity)
    }
}
