//! Attributes a quotation next to a name and a cue of the language pack, if the model found no attribution for it.

use std::ops::Range;

use super::attribution::{Attribution, Evidence};
use crate::article::ArticleView;
use crate::range_index::RangeIndex;

/// Maximum number of words in a name next to a cue.
const MOST_NAME_WORDS: usize = 4;

/// Adds attributions for the remaining quotations next to listed cues; returns all in the order of their cues.
pub(super) fn with_cues(mut found: Vec<Attribution>, article: &ArticleView<'_>) -> Vec<Attribution> {
    if article.grammar().cues.is_empty() {
        return found;
    }
    let contents = RangeIndex::of(found.iter().flat_map(|a| a.content.iter().cloned()));
    for quotation in article.quotes.quotations.iter().filter(|quotation| quotation.closed) {
        let is_taken = contents.meets(&quotation.tokens);
        let Some((cue, source)) = beside(article, &quotation.tokens).filter(|_| !is_taken) else { continue };
        found.push(Attribution {
            source: vec![source],
            cue: cue..cue + 1,
            content: vec![quotation.tokens.clone()],
            evidence: Evidence::default(),
            is_turn: false,
        });
    }
    found.sort_by_key(|attribution| (attribution.cue.start, attribution.cue.end));
    found
}

/// Returns the cue and the name next to a quotation, in the same paragraph: after it or, failing that, before it.
fn beside(article: &ArticleView<'_>, quotation: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let paragraph = article.division.paragraph_tokens(*article.index.paragraph.get(quotation.start)?);
    let is_mark = |token: usize| !article.word(token).contains(char::is_alphanumeric);
    let behind = (quotation.end..paragraph.end).find(|&token| !is_mark(token));
    let before = (paragraph.start..quotation.start).rev().find(|&token| !is_mark(token));
    behind.and_then(|start| cue_and_name(article, start, paragraph.end)).or_else(|| {
        let end = before? + 1;
        let start = end.saturating_sub(MOST_NAME_WORDS + 1).max(paragraph.start);
        (start..end)
            .find_map(|start| cue_and_name(article, start, end).filter(|(cue, name)| name.end.max(cue + 1) == end))
    })
}

/// Returns the cue and the name that start at a token, in either order.
fn cue_and_name(article: &ArticleView<'_>, start: usize, end: usize) -> Option<(usize, Range<usize>)> {
    let is_cue = |token: usize| token < end && article.grammar().cues.has(article.lower(token));
    let name = |start: usize| {
        let is_name = |&token: &usize| !is_cue(token) && article.word(token).starts_with(char::is_uppercase);
        let n_words = (start..end).take(MOST_NAME_WORDS).take_while(is_name).count();
        (n_words > 0).then_some(start..start + n_words)
    };
    if is_cue(start) {
        return name(start + 1).map(|name| (start, name));
    }
    name(start).filter(|name| is_cue(name.end)).map(|name| (name.end, name))
}
