//! Titles of works in quotation marks ("A Night in Bergen"): each is one name, even if its words include places or
//! times.

use std::ops::Range;

use crate::actors::name::Name;
use crate::model::NameTag;
use crate::text::TokenizedText;

/// Maximum number of tokens in a title.
const LONGEST: usize = 10;
/// Maximum number of letters of a lower-case word in a title ("and", "from").
const MOST_SMALL: usize = 4;

/// Joins the names within a quotation into one title of a work, if the first of them is tagged as a work and the
/// quotation is capitalized like a title. Quotations are in text order.
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
        // Names do not overlap each other, so only the last name before and the last name within can cross the title.
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

/// Returns whether the name is the title of a work, filling a whole quotation.
pub(super) fn is_quoted_title(name: &Name, text: &TokenizedText<'_>) -> bool {
    if name.tag != NameTag::Misc {
        return false;
    }
    // Quotations are in text order and do not overlap.
    let quotations = &text.quotes.quotations;
    let before = quotations.partition_point(|quotation| quotation.tokens.start < name.tokens.start);
    before.checked_sub(1).is_some_and(|idx| within_marks(&quotations[idx].tokens, text) == name.tokens)
}

/// Returns the tokens between the marks of a quotation, without a comma or full stop before the closing mark.
fn within_marks(quotation: &Range<usize>, text: &TokenizedText<'_>) -> Range<usize> {
    let mut tokens = quotation.start + 1..quotation.end.saturating_sub(1).max(quotation.start + 1);
    while !tokens.is_empty() && matches!(text.word(tokens.end - 1), "," | ".") {
        tokens.end -= 1;
    }
    tokens
}

/// Returns whether the words are capitalized like a title; short words may be in lower case.
fn is_title(tokens: &Range<usize>, text: &TokenizedText<'_>) -> bool {
    let is_capital = |token: usize| text.word(token).starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let is_small = |token: usize| text.word(token).chars().count() <= MOST_SMALL;
    (2..=LONGEST).contains(&tokens.len())
        && is_capital(tokens.start)
        && is_capital(tokens.end - 1)
        && tokens.clone().all(|token| is_capital(token) || is_small(token))
}
