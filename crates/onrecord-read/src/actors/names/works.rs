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
/// titles are. Quotations are in the order of the text.
pub(super) fn with_whole_titles(mut names: Vec<Name>, text: &TokenizedText<'_>) -> Vec<Name> {
    names.sort_by_key(|name| name.tokens.start);
    let mut done: Vec<Name> = Vec::with_capacity(names.len());
    let mut rest = names.into_iter().peekable();
    for quotation in text.quotes.quotations.iter().filter(|quotation| quotation.closed) {
        let title = within_marks(&quotation.tokens, text);
        if title.is_empty() || !is_title(&title, text) {
            continue;
        }
        while let Some(name) = rest.next_if(|name| name.tokens.start < title.start) {
            done.push(name);
        }
        let mut within = Vec::new();
        while let Some(name) = rest.next_if(|name| name.tokens.start < title.end) {
            within.push(name);
        }
        let begins = within.iter().any(|name| name.tag == NameTag::Misc && name.tokens.start == title.start);
        // Names do not lie in each other, so only the last before and the last within can cross the title.
        let crosses = done.last().is_some_and(|name| name.tokens.end > title.start)
            || within.iter().any(|name| name.tokens.end > title.end);
        if begins && !crosses {
            done.push(Name { tokens: title, tag: NameTag::Misc });
        } else {
            done.append(&mut within);
        }
    }
    done.extend(rest);
    done
}

/// Returns whether the name is the title of a work: all that a quotation holds.
pub(super) fn is_quoted_title(name: &Name, text: &TokenizedText<'_>) -> bool {
    if name.tag != NameTag::Misc {
        return false;
    }
    // Quotations are in the order of the text and do not lie in each other.
    let quotations = &text.quotes.quotations;
    let before = quotations.partition_point(|quotation| quotation.tokens.start < name.tokens.start);
    before.checked_sub(1).is_some_and(|idx| within_marks(&quotations[idx].tokens, text) == name.tokens)
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
