//! The kind of a statement (direct, mixed or indirect), depending on how much of its content is in quotation marks.

use onrecord_record::StatementKind;
use onrecord_text::{QuoteState, Quotes, Shape};

use super::attribution::Attribution;

/// Returns the kind of a statement: direct if all of its content is quoted, or if it is a turn of a transcript.
/// Punctuation is not counted, and neither are single quotation marks around a word or two within other words.
pub(super) fn kind(attribution: &Attribution, quotes: &Quotes) -> StatementKind {
    if attribution.is_turn {
        return StatementKind::Direct;
    }
    let (mut inside, mut outside) = (0, 0);
    for i in attribution.content.iter().cloned().flatten() {
        if matches!(quotes.shapes[i], Shape::Mark | Shape::OpenQuote | Shape::CloseQuote) {
            continue;
        }
        if quotes.states[i] == QuoteState::Outside {
            outside += 1;
        } else {
            inside += 1;
        }
    }
    match (inside, outside) {
        (0, _) => StatementKind::Indirect,
        (_, 0) => StatementKind::Direct,
        _ => StatementKind::Mixed,
    }
}
