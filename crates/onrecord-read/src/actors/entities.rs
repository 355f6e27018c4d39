//! Entities: who the mentions of an article refer to.

use std::collections::BTreeMap;
use std::ops::Range;

/// Entities as lists of mentions.
pub(crate) struct Entities {
    /// The entity of each mention.
    pub(crate) of: Vec<usize>,
    /// The mentions of each entity, in text order.
    pub(crate) members: Vec<Vec<usize>>,
    /// Words that give the role of each entity, in tokens.
    pub(crate) roles: Vec<Vec<Range<usize>>>,
    /// Those who speak through a document, by its mention ("the statement", of a ministry that the article names).
    pub(crate) authors: BTreeMap<usize, usize>,
    /// How probable it is that each mention is of its entity, 0 to 1; 1 where something else than the learned reference decided.
    pub(crate) certainty: Vec<f32>,
    /// What descriptions and pronouns were resolved from, where that was asked for.
    pub(crate) choices: Vec<ReferenceChoice>,
}

impl Entities {
    /// Returns the entity of a mention; whoever speaks through it, where it is a document.
    pub(crate) fn speaking(&self, mention: usize) -> usize {
        self.authors.get(&mention).copied().unwrap_or(self.of[mention])
    }

    /// Makes a mention that stands alone one of another entity. Its own has no mention afterwards.
    pub(super) fn join(&mut self, mention: usize, entity: usize) {
        if self.members[self.of[mention]].len() != 1 || self.of[mention] == entity {
            return;
        }
        self.members[self.of[mention]].clear();
        self.of[mention] = entity;
        let members = &mut self.members[entity];
        members.insert(members.partition_point(|&other| other < mention), mention);
    }
}

/// What the learned reference of a description or a pronoun was chosen from.
pub(crate) struct ReferenceChoice {
    /// The mention.
    pub(crate) mention: usize,
    /// The mentions, other than pronouns, of each entity that it may take up, the nearest first, and what speaks for or against it.
    pub(crate) candidates: Vec<(Vec<usize>, Vec<String>)>,
}
