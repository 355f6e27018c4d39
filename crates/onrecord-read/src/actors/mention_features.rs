//! What the coreference head is told of each mention, for training.

use onrecord_record::Span;
use onrecord_text::Division;

use super::entities::Entities;
use super::mention::Mentioned;

/// A mention as the coreference head knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentionFeatures {
    /// All its words.
    pub words: Span,
    /// The word that carries it.
    pub head: Span,
    /// 0 for a name, 1 for a description, 2 for a pronoun.
    pub form: usize,
    /// The lower-case words that are compared: those of a name, the head of a description.
    pub key: Vec<String>,
    /// The class of the pronoun, 0 for none, as `training/onrecord_training/labels.py` numbers them.
    pub pronoun: usize,
    /// The number of the entity that a name is of; none for what has to be resolved.
    pub named: Option<usize>,
}

/// Returns the mentions of an article in text order.
pub(crate) fn mention_features(
    mentions: &[Mentioned],
    entities: &Entities,
    division: &Division,
) -> Vec<MentionFeatures> {
    let told = |(mention, &entity): (&Mentioned, &usize)| MentionFeatures {
        words: division.span(&mention.tokens),
        head: division.span(&(mention.head..mention.head + 1)),
        form: mention.form_id(),
        key: mention.key.clone(),
        pronoun: mention.pronoun_id(),
        named: (mention.is_name() || mention.identity.is_some()).then_some(entity),
    };
    mentions.iter().zip(&entities.of).map(told).collect()
}
