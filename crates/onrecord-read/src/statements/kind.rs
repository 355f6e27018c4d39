//! Direct, mixed or indirect: how much of a content stands in quotation marks.

use std::ops::Range;

use onrecord_record::StatementKind;
use onrecord_text::{QuoteState, Quotes, Shape};

/// Returns the kind of a content. Marks at its edges and between words do not count, nor do single quotation marks
/// around a word or two inside other words.
pub(crate) fn kind(content: &[Range<usize>], quotes: &Quotes) -> StatementKind {
    let (mut inside, mut outside) = (0, 0);
    for i in content.iter().cloned().flatten() {
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
