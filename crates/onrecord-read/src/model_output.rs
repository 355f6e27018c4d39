//! What the heads make of a text, window by window: the vectors of a window go when the next one comes, so that memory
//! does not grow with an article as its vectors would.

use onrecord_text::{Division, Quotes};

use crate::actors::{Name, pronoun_class, tagged_names};
use crate::error::Error;
use crate::knowledge::Knowledge;
use crate::model::{Kept, Model};
use crate::statements::{Attribution, tagged};
use crate::syntax::{Parser, Syntax, Upos};
use crate::token_index::TokenIndex;

/// A text as the model sees it.
pub(crate) struct ModelOutput {
    pub(crate) syntax: Syntax,
    /// Attributions as the tags give them.
    pub(crate) attributions: Vec<Attribution>,
    /// Names as the tags give them.
    pub(crate) names: Vec<Name>,
    /// The likeliest type of mention of each token.
    pub(crate) mention_types: Vec<u8>,
    /// Vectors of tokens that may head a mention.
    pub(crate) kept: Kept,
}

/// Returns what the model sees in a text.
pub(crate) fn run_model(
    model: &Model,
    knowledge: &Knowledge,
    text: &str,
    division: &Division,
    quotes: &Quotes,
    index: &TokenIndex,
) -> Result<ModelOutput, Error> {
    let (heads, width, n) = (&model.heads, model.width(), division.tokens.len());
    let mut parser = Parser::new(heads, width, division);
    let (mut attributions, mut names, mut kept) = (Vec::new(), Vec::new(), Kept::new(width));
    let mut mention_types = Vec::with_capacity(n);
    let mut in_name = vec![false; n];
    model.encode(text, division, quotes, |window, states| {
        attributions.extend(tagged(heads, states, index, window));
        for name in tagged_names(heads, states, window, text, division, index, knowledge) {
            in_name[name.tokens.clone()].fill(true);
            names.push(name);
        }
        mention_types.extend(heads.mention_types(states, window.len()));
        parser.push(states, |token, upos, vector| {
            let word = division.tokens[token].span.text(text);
            if in_name[token] || may_head(upos) || pronoun_class(word) != 0 || word.contains(char::is_uppercase) {
                kept.push(token, vector);
            }
        });
    })?;
    let mut syntax = parser.finish();
    syntax.settle_passives(|token| division.tokens[token].span.text(text));
    Ok(ModelOutput { syntax, attributions, names, mention_types, kept })
}

/// Whether a word of this kind may head a mention though it is no name and has no capital.
fn may_head(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::X)
}
