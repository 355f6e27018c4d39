//! Short forms in brackets that an article introduces for later use ("the Coastal Fisheries Authority (AGEP)").

use std::ops::Range;

use crate::text::TokenizedText;

/// Returns whether the name is a single token, alone in brackets right after the token before `end`.
pub(super) fn is_bracketed_behind(end: usize, name: &Range<usize>, text: &TokenizedText<'_>) -> bool {
    let is = |token: usize, bracket: &str| token < text.n_tokens() && text.word(token) == bracket;
    name.len() == 1 && name.start == end + 1 && is(end, "(") && is(name.end, ")")
}
