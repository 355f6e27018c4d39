//! The input that the coreference head gets for each mention, for training.

use onrecord_record::Span;
use onrecord_text::Division;

use super::entities::Entities;
use super::mention::Mentioned;

/// A mention as the coreference head sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentionFeatures {
    /// All its words.
    pub words: Span,
    /// The head of the mention.
    pub head: Span,
    /// 0 for a name, 1 for a description, 2 for a pronoun.
    pub form: usize,
    /// Lower-case words for comparison: all words of a name, or the head of a description.
    pub key: Vec<String>,
    /// The class of the pronoun as numbered in `training/onrecord_training/labels.py`; 0 if it is not a pronoun.
    pub pronoun: usize,
    /// The index of the entity of a name; `None` for mentions that have to be resolved.
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
