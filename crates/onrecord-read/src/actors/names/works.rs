//! Titles of works in quotation marks ("A Night in Bergen"): one name, whatever places and times their words name.

use std::ops::Range;

use crate::actors::name::Name;
use crate::model::NameTag;
use crate::text::TokenizedText;

/// Most tokens of a title.
const LONGEST: usize = 10;
/// Most letters of the words of a title that are written small ("and", "from").
const MOST_SMALL: usize = 4;

/// Joins the names within a quotation that one of them begins as the title of a work, where the quotation is written as
/// titles are.
pub(super) fn with_whole_titles(mut names: Vec<Name>, text: &TokenizedText<'_>) -> Vec<Name> {
    for quotation in text.quotes.quotations.iter().filter(|quotation| quotation.closed) {
        let title = within_marks(&quotation.tokens, text);
        let begins = |name: &Name| name.tag == NameTag::Misc && name.tokens.start == title.start;
        if title.is_empty() || !is_title(&title, text) || !names.iter().any(begins) {
            continue;
        }
        let lies_in = |name: &Name| title.start <= name.tokens.start && name.tokens.end <= title.end;
        let crosses = |name: &Name| !lies_in(name) && name.tokens.start < title.end && title.start < name.tokens.end;
        if !names.iter().any(crosses) {
            names.retain(|name| !lies_in(name));
            names.push(Name { tokens: title, tag: NameTag::Misc });
        }
    }
    names.sort_by_key(|name| name.tokens.start);
    names
}

/// Returns whether the name is the title of a work: all that a quotation holds.
pub(super) fn is_quoted_title(name: &Name, text: &TokenizedText<'_>) -> bool {
    let fills = |tokens: &Range<usize>| within_marks(tokens, text) == name.tokens;
    name.tag == NameTag::Misc && text.quotes.quotations.iter().any(|quotation| fills(&quotation.tokens))
}

/// The tokens between the marks of a quotation, without a comma or stop before the last mark.
fn within_marks(quotation: &Range<usize>, text: &TokenizedText<'_>) -> Range<usize> {
    let mut tokens = quotation.start + 1..quotation.end.saturating_sub(1).max(quotation.start + 1);
    while !tokens.is_empty() && matches!(text.word(tokens.end - 1), "," | ".") {
        tokens.end -= 1;
    }
    tokens
}

/// Are the words written as titles are, with capitals but for small ones?
fn is_title(tokens: &Range<usize>, text: &TokenizedText<'_>) -> bool {
    let is_capital = |token: usize| text.word(token).starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let is_small = |token: usize| text.word(token).chars().count() <= MOST_SMALL;
    (2..=LONGEST).contains(&tokens.len())
        && is_capital(tokens.start)
        && is_capital(tokens.end - 1)
        && tokens.clone().all(|token| is_capital(token) || is_small(token))
}
