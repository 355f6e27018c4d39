//! Entities: the persons, organizations, places and documents that the mentions of an article refer to.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// Entities as lists of mentions.
pub(crate) struct Entities {
    /// The entity of each mention.
    pub(crate) of: Vec<usize>,
    /// The mentions of each entity, in text order.
    pub(crate) members: Vec<Vec<usize>>,
    /// Words that describe the role of each entity, as token ranges.
    pub(crate) roles: Vec<Vec<Range<usize>>>,
    /// The entities that speak through a document, by the mention of the document ("the statement", of a ministry that
    /// the article names).
    pub(crate) authors: BTreeMap<usize, usize>,
    /// The probability that each mention belongs to its entity, 0 to 1; 1 if it was not decided by the learned
    /// coreference model.
    pub(crate) certainty: Vec<f32>,
    /// The candidates for descriptions and pronouns, if requested.
    pub(crate) choices: Vec<ReferenceChoice>,
    /// The entities to which each entity refers collectively, once they have been asked for.
    pub(super) collective: OnceCell<Vec<Vec<usize>>>,
}

impl Entities {
    /// Returns the entity of a mention or, for a document, the entity that speaks through it.
    pub(crate) fn speaking(&self, mention: usize) -> usize {
        self.authors.get(&mention).copied().unwrap_or(self.of[mention])
    }

    /// Moves a mention that is alone in its entity to another entity, leaving its former entity without mentions.
    pub(super) fn join(&mut self, mention: usize, entity: usize) {
        if self.members[self.of[mention]].len() != 1 || self.of[mention] == entity {
            return;
        }
        self.collective = OnceCell::new();
        self.members[self.of[mention]].clear();
        self.of[mention] = entity;
        let members = &mut self.members[entity];
        members.insert(members.partition_point(|&other| other < mention), mention);
    }
}

/// The candidates from which the antecedent of a description or pronoun was chosen.
pub(crate) struct ReferenceChoice {
    /// The mention.
    pub(crate) mention: usize,
    /// For each candidate entity, its mentions other than pronouns, the nearest first, and the features of the
    /// candidate.
    pub(crate) candidates: Vec<(Vec<usize>, Vec<String>)>,
}
