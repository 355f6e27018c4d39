//! Decodes proper names and their types from tag scores.

use std::ops::Range;

use super::name_bias;
use crate::actors::name::Name;
use crate::knowledge::Knowledge;
use crate::model::{Heads, NAME_TAGS, NameTag};
use crate::statements::Turn;
use crate::tags::{normalise, spans, viterbi};
use crate::text::TokenizedText;

/// Added to the log probability that a token begins a name; a value below 0 gives fewer names with higher precision.
/// Chosen on UNER-EWT and Worldwide dev (eval/RESULTS.md).
const NAME_BIAS: f32 = -1.6;

/// Returns the names of one window in order, as tagged.
pub(crate) fn tagged_names(
    heads: &Heads,
    states: &[f32],
    window: &Range<usize>,
    text: &TokenizedText<'_>,
    knowledge: &Knowledge,
) -> Vec<Name> {
    let mut out = Vec::new();
    let mut scores = heads.names(states, window.len());
    normalise(&mut scores, NAME_TAGS);
    name_bias::add(&mut scores, window, text, knowledge);
    for row in scores.chunks_exact_mut(NAME_TAGS) {
        row[1..].iter_mut().step_by(2).for_each(|score| *score += NAME_BIAS);
    }
    let sentence = |i: usize| text.index.sentence[window.start + i];
    let breaks = |i: usize| i > 0 && sentence(i) != sentence(i - 1);
    let tags = viterbi(&scores, NAME_TAGS, breaks);
    for (kind, range) in spans(&tags, breaks) {
        let mut tokens = trim(window.start + range.start..window.start + range.end, text, knowledge);
        if NameTag::ALL[kind] == NameTag::Person {
            tokens = without_title(tokens, text, knowledge);
        }
        let tag = NameTag::ALL[kind];
        let described = tag == NameTag::Location && is_kind_of_place(&tokens, text, knowledge);
        if !tokens.is_empty() && !described && !is_part_of_place(&tokens, text) {
            out.push(Name { tokens, tag });
        }
    }
    out
}

/// Adds the names in the labels of a transcript that the tagger missed.
pub(super) fn with_labels(
    mut names: Vec<Name>,
    turns: &[Turn],
    text: &TokenizedText<'_>,
    knowledge: &Knowledge,
) -> Vec<Name> {
    for turn in turns {
        let meets = |n: &Name| n.tokens.start < turn.label.end && turn.label.start < n.tokens.end;
        if !turn.named {
            names.retain(|n| !meets(n));
            continue;
        }
        // The speaker's role can follow the name: "MARY REED, HOST", "SEN. MARY REED (D-NY)".
        let end = turn.label.clone().find(|&t| matches!(text.word(t), "," | "(")).unwrap_or(turn.label.end);
        let tokens = without_title(turn.label.start..end, text, knowledge);
        if !tokens.is_empty() {
            names.retain(|n| !meets(n));
            names.push(Name { tokens, tag: NameTag::Person });
        }
    }
    names.sort_by_key(|n| n.tokens.start);
    names
}

/// Returns whether the tokens are a single word in lower case before a capitalized one, which names a part of a place
/// ("southern Chile").
fn is_part_of_place(tokens: &Range<usize>, text: &TokenizedText<'_>) -> bool {
    let word = |t: usize| text.word(t);
    tokens.len() == 1
        && !word(tokens.start).contains(|c: char| c.is_uppercase() || c.is_numeric())
        && (tokens.end < text.n_tokens() && word(tokens.end).starts_with(char::is_uppercase))
}

/// Returns whether the tokens describe one of many places in a country ("Mexican beach resort").
fn is_kind_of_place(tokens: &Range<usize>, text: &TokenizedText<'_>, knowledge: &Knowledge) -> bool {
    let word = |t: usize| text.word(t);
    tokens.len() > 1
        && word(tokens.end - 1).starts_with(char::is_lowercase)
        && knowledge.country_by_adjective(word(tokens.start)).is_some()
}

/// Removes punctuation and possessive marks from both ends.
fn trim(mut tokens: Range<usize>, text: &TokenizedText<'_>, knowledge: &Knowledge) -> Range<usize> {
    let word = |t: usize| text.word(t);
    let is_edge = |w: &str| knowledge.words().possessive_marks.has(w) || !w.contains(char::is_alphanumeric);
    while !tokens.is_empty() && is_edge(word(tokens.end - 1)) {
        tokens.end -= 1;
    }
    while !tokens.is_empty() && is_edge(word(tokens.start)) {
        tokens.start += 1;
    }
    tokens
}

/// Removes titles and forms of address from the start of a person's name ("Sen. Claire McCaskill"). The result is empty
/// if only a title is left, or if the words are a party and state in brackets ("(D-Mo.)").
fn without_title(mut tokens: Range<usize>, text: &TokenizedText<'_>, knowledge: &Knowledge) -> Range<usize> {
    let word = |t: usize| text.word(t);
    let hyphen = tokens.len() > 1 && word(tokens.start + 1) == "-" && word(tokens.start).chars().count() == 1;
    if hyphen && tokens.start > 0 && matches!(word(tokens.start - 1), "(" | ",") {
        return tokens.start..tokens.start;
    }
    while !tokens.is_empty() {
        let words: Vec<&str> = tokens.clone().map(word).collect();
        match knowledge.title(&words) {
            Some(title) if knowledge.words().kept_titles.has(words[0]) && words.len() > 1 && title.n_tokens == 1 => {
                break;
            }
            Some(title) => tokens.start += title.n_tokens.max(1),
            None => break,
        }
    }
    tokens
}
