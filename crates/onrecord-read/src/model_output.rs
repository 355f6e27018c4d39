//! The output of the model for a text, collected window by window so that memory does not grow with text length.

use crate::actors::{Name, tagged_names};
use crate::error::Error;
use crate::knowledge::Knowledge;
use crate::model::{HeadVectors, Model, TriggerScores};
use crate::parser::Parser;
use crate::statements::{Attribution, tagged};
use crate::syntax::{Syntax, Upos};
use crate::text::TokenizedText;

/// The output of the model for one text.
pub(crate) struct ModelOutput {
    pub(crate) syntax: Syntax,
    /// Attributions as tagged.
    pub(crate) attributions: Vec<Attribution>,
    /// Names as tagged.
    pub(crate) names: Vec<Name>,
    /// The most probable mention type of each token.
    pub(crate) mention_types: Vec<u8>,
    /// Vectors of tokens that may head a mention.
    pub(crate) head_vectors: HeadVectors,
    /// Candidate event triggers, in text order.
    pub(crate) triggers: Vec<TriggerScores>,
}

/// Runs the model heads window by window.
///
/// # Errors
///
/// [`crate::ErrorKind::Weights`] if the encoder cannot be run.
pub(crate) fn run_model(model: &Model, knowledge: &Knowledge, text: &TokenizedText<'_>) -> Result<ModelOutput, Error> {
    let (heads, width, grammar) = (&model.heads, model.width(), knowledge.words());
    let mut parser = Parser::new(heads, width, &text.division);
    let (mut attributions, mut names, mut head_vectors) = (Vec::new(), Vec::new(), HeadVectors::new(width));
    let mut mention_types = Vec::with_capacity(text.n_tokens());
    let mut triggers = Vec::new();
    let mut in_name = vec![false; text.n_tokens()];
    model.encode(text, |window, states| {
        attributions.extend(tagged(heads, states, &text.index, window));
        triggers.extend(model.event_heads.triggers(states, &text.index, window));
        for name in tagged_names(heads, states, window, text, knowledge) {
            in_name[name.tokens.clone()].fill(true);
            names.push(name);
        }
        mention_types.extend(heads.mention_types(states, window.len()));
        parser.push(states, |token, upos, vector| {
            let has_capital = || text.word(token).contains(char::is_uppercase);
            if in_name[token] || may_head(upos) || grammar.pronouns.class(text.lower(token)).is_some() || has_capital()
            {
                head_vectors.push(token, vector);
            }
        });
    })?;
    let syntax = parser.finish(|token| text.word(token), grammar);
    Ok(ModelOutput { syntax, attributions, names, mention_types, head_vectors, triggers })
}

/// Returns whether a word with this part of speech may head a mention even if it is neither a name nor capitalized.
fn may_head(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::X)
}
