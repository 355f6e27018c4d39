//! The state of coreference resolution: the entities found so far.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::opening_pronouns::opening_pronouns;
use super::qualifiers::Qualifiers;
use crate::actors::entities::{Entities, ReferenceChoice};
use crate::actors::mention::{Form, Mentioned};
use crate::article::ArticleView;
use crate::knowledge::Gender;
use crate::model::{Antecedents, Heads, NameTag};
use crate::statements::Spoken;

/// Maximum number of preceding mentions considered as antecedents, as in training.
pub(super) const MAX_BACK: usize = 120;

/// Assigns each mention an entity, in text order.
pub(super) struct CorefResolver<'a> {
    pub(super) article: &'a ArticleView<'a>,
    pub(super) mentions: &'a [Mentioned],
    pub(super) spoken: &'a Spoken,
    pub(super) scores: Antecedents<'a>,
    /// The entity of each mention so far.
    pub(super) of: Vec<usize>,
    /// The mentions of each entity so far.
    pub(super) members: Vec<Vec<usize>>,
    /// The gender of each entity, from its first mention with a known gender.
    pub(super) genders: Vec<Option<Gender>>,
    /// The tag of the first name of each entity.
    pub(super) tags: Vec<Option<NameTag>>,
    /// The words that describe the roles of each entity.
    pub(super) roles: Vec<Vec<Range<usize>>>,
    /// The entity of each name.
    pub(super) names: Vec<Option<usize>>,
    /// The tokens at the beginning of unquoted contents that follow their source, each with its attribution.
    pub(super) opening: BTreeMap<usize, usize>,
    /// The mention of each token: of those within a name or a pronoun, and of the head of a description.
    pub(super) of_token: BTreeMap<usize, usize>,
    /// The entity that possesses what each mention denotes, for the mentions so far ("her" in "her lawyer").
    pub(super) possessors: Vec<Option<usize>>,
    /// The qualifiers of each mention, computed on demand.
    qualifiers: Vec<OnceCell<Qualifiers>>,
    /// The entities that speak through documents, by the mention of the document.
    pub(super) authors: BTreeMap<usize, usize>,
    /// The probability of the entity of each mention.
    pub(super) certainty: Vec<f32>,
    /// Whether to keep the candidates of descriptions and pronouns.
    pub(super) keeps_choices: bool,
    pub(super) choices: Vec<ReferenceChoice>,
}

impl<'a> CorefResolver<'a> {
    pub(super) fn new(
        heads: &'a Heads,
        article: &'a ArticleView<'a>,
        mentions: &'a [Mentioned],
        spoken: &'a Spoken,
    ) -> CorefResolver<'a> {
        CorefResolver {
            article,
            mentions,
            spoken,
            scores: Antecedents::new(heads),
            of: Vec::with_capacity(mentions.len()),
            members: Vec::new(),
            genders: Vec::new(),
            tags: Vec::new(),
            roles: Vec::new(),
            names: Vec::new(),
            opening: opening_pronouns(article, spoken),
            of_token: mentions_by_token(mentions),
            possessors: Vec::with_capacity(mentions.len()),
            qualifiers: vec![OnceCell::new(); mentions.len()],
            authors: BTreeMap::new(),
            certainty: vec![1.0; mentions.len()],
            keeps_choices: false,
            choices: Vec::new(),
        }
    }

    /// Creates an entity without mentions.
    pub(super) fn new_entity(&mut self) -> usize {
        self.members.push(Vec::new());
        self.genders.push(None);
        self.tags.push(None);
        self.roles.push(Vec::new());
        self.members.len() - 1
    }

    /// Makes sure that the entity exists.
    pub(super) fn ensure_entity(&mut self, entity: usize) -> usize {
        while self.members.len() <= entity {
            self.new_entity();
        }
        entity
    }

    /// Assigns an entity to the next mention.
    pub(super) fn assign(&mut self, entity: Option<usize>) {
        let entity = match entity {
            Some(entity) => self.ensure_entity(entity),
            None => self.new_entity(),
        };
        let i = self.of.len();
        self.of.push(entity);
        self.members[entity].push(i);
        self.genders[entity] = self.genders[entity].or(self.mentions[i].gender);
        self.tags[entity] = self.tags[entity].or(match self.mentions[i].form {
            Form::Name(tag) => Some(tag),
            _ => None,
        });
    }

    /// Returns the qualifiers of mention `i`.
    pub(super) fn qualifiers(&self, i: usize) -> &Qualifiers {
        self.qualifiers[i].get_or_init(|| Qualifiers::of(self.article, &self.mentions[i]))
    }

    /// Returns the entities, with the roles of each in text order.
    pub(super) fn finish(mut self) -> Entities {
        for roles in &mut self.roles {
            roles.sort_by_key(|r| (r.start, r.end));
            roles.dedup();
        }
        Entities {
            of: self.of,
            members: self.members,
            roles: self.roles,
            authors: self.authors,
            certainty: self.certainty,
            choices: self.choices,
            collective: std::cell::OnceCell::new(),
        }
    }
}

/// Returns the mention of each token that is the head of a description or belongs to a name or a pronoun.
fn mentions_by_token(mentions: &[Mentioned]) -> BTreeMap<usize, usize> {
    let tokens = |mention: &Mentioned| match mention.form {
        Form::Nominal(_) => mention.head..mention.head + 1,
        _ => mention.tokens.clone(),
    };
    mentions.iter().enumerate().flat_map(|(i, mention)| tokens(mention).map(move |token| (token, i))).collect()
}
