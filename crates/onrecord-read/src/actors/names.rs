//! Scores of tags -> proper names with their kind.

use std::collections::BTreeMap;
use std::ops::Range;

use onrecord_record::Time;
use onrecord_text::Division;

use super::complete::complete;
use super::prior;
use crate::article::ArticleView;
use crate::knowledge::Knowledge;
use crate::model::{Heads, NAME_TAGS, NameTag};
use crate::statements::Turn;
use crate::tags::{normalise, spans, viterbi};
use crate::token_index::TokenIndex;

/// Added to the log probability of a token's beginning a name: below 0, fewer and surer names. Chosen on UNER-EWT and worldwide
/// dev (eval/RESULTS.md).
const NAME_BIAS: f32 = -1.0;

/// A proper name in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) tokens: Range<usize>,
    pub(crate) tag: NameTag,
}

/// Returns the names of one window in order, as the tags give them.
pub(crate) fn tagged_names(
    heads: &Heads,
    states: &[f32],
    window: &Range<usize>,
    text: &str,
    division: &Division,
    index: &TokenIndex,
    knowledge: &Knowledge,
) -> Vec<Name> {
    let mut out = Vec::new();
    let mut scores = heads.names(states, window.len());
    normalise(&mut scores, NAME_TAGS);
    prior::add(&mut scores, window, text, division, index, knowledge);
    for row in scores.chunks_exact_mut(NAME_TAGS) {
        row[1..].iter_mut().step_by(2).for_each(|score| *score += NAME_BIAS);
    }
    let breaks = |i: usize| i > 0 && index.sentence[window.start + i] != index.sentence[window.start + i - 1];
    let tags = viterbi(&scores, NAME_TAGS, breaks);
    for (kind, range) in spans(&tags, breaks) {
        let mut tokens = trim(window.start + range.start..window.start + range.end, text, division);
        if NameTag::ALL[kind] == NameTag::Person {
            tokens = without_title(tokens, text, division, knowledge);
        }
        let tag = NameTag::ALL[kind];
        let described = tag == NameTag::Location && is_kind_of_place(&tokens, text, division, knowledge);
        if !tokens.is_empty() && !described && !is_side_of(&tokens, text, division) {
            out.push(Name { tokens, tag });
        }
    }
    out
}

/// Returns the names of a text in order: those of its windows, and the other places where they occur.
pub(crate) fn names(
    tagged: Vec<Name>,
    text: &str,
    division: &Division,
    index: &TokenIndex,
    knowledge: &Knowledge,
) -> Vec<Name> {
    complete(repeated(tagged, text, division, knowledge), text, division, index, knowledge)
}

/// The names with those that the labels of a transcript give and the tags left out.
pub(crate) fn with_labels(mut names: Vec<Name>, turns: &[Turn], article: &ArticleView<'_>) -> Vec<Name> {
    for turn in turns {
        let meets = |n: &Name| n.tokens.start < turn.label.end && turn.label.start < n.tokens.end;
        if !turn.named {
            names.retain(|n| !meets(n));
            continue;
        }
        let tokens = without_title(turn.label.clone(), article.text, article.division, article.knowledge);
        if !tokens.is_empty() {
            names.retain(|n| !meets(n));
            names.push(Name { tokens, tag: NameTag::Person });
        }
    }
    names.sort_by_key(|n| n.tokens.start);
    names
}

/// The names without those that are times ("Saturday" as the name of something).
pub(crate) fn without_times(mut names: Vec<Name>, times: &[Time], division: &Division) -> Vec<Name> {
    let is_time = |name: &Name| {
        let span = division.span(&name.tokens);
        name.tag == NameTag::Misc && times.iter().any(|time| time.span.contains(span))
    };
    names.retain(|name| !is_time(name));
    names
}

/// The times without those with which the name of a body or person begins, or which stand within it ("Tomorrow Group"): what
/// stands at its end may be no part of it.
pub(crate) fn without_names(mut times: Vec<Time>, names: &[Name], division: &Division) -> Vec<Time> {
    let is_named = |time: &Time| {
        names.iter().filter(|name| matches!(name.tag, NameTag::Person | NameTag::Organization)).any(|name| {
            let span = division.span(&name.tokens);
            span.contains(time.span) && time.span.end < span.end
        })
    };
    times.retain(|time| !is_named(time));
    times
}

/// Adds the places where a name occurs again and the tags left it out: a full name, or the last name of a person.
fn repeated(mut names: Vec<Name>, text: &str, division: &Division, knowledge: &Knowledge) -> Vec<Name> {
    let word = |i: usize| division.tokens[i].span.text(text);
    let n = division.tokens.len();
    let mut taken = vec![false; n];
    let mut known: BTreeMap<Vec<&str>, (NameTag, usize)> = BTreeMap::new();
    for name in &names {
        taken[name.tokens.clone()].fill(true);
        let words: Vec<&str> = name.tokens.clone().map(word).collect();
        let capital = |w: &str| w.chars().count() > 2 && w.starts_with(char::is_uppercase);
        if name.tag == NameTag::Person && words.len() > 1 {
            let last = words[words.len() - 1];
            if capital(last) && knowledge.noun_class(&last.to_lowercase()).is_none() {
                known.entry(vec![last]).or_insert((NameTag::Person, 0)).1 += 1;
            }
        }
        if words.iter().all(|w| capital(w)) && name.tag != NameTag::Norp {
            known.entry(words).or_insert((name.tag, 0)).1 += 1;
        }
    }
    let longest = known.keys().map(Vec::len).max().unwrap_or(0);
    let mut i = 0;
    while i < n {
        let mut found = None;
        for length in (1..=longest.min(n - i)).rev() {
            if taken[i..i + length].iter().any(|&t| t) {
                continue;
            }
            let words: Vec<&str> = (i..i + length).map(word).collect();
            // A single word is a name again only beside no other capital ("White House" after "Ann House").
            let alone = |at: Option<usize>| {
                at.is_none_or(|k| {
                    taken[k] || !word(k).starts_with(char::is_uppercase) || knowledge.title(&[word(k)]).is_some()
                })
            };
            let fits = length > 1
                || alone(
                    i.checked_sub(1).filter(|&k| division.tokens[k].span.end + 1 >= division.tokens[i].span.start),
                ) && alone(Some(i + 1).filter(|&k| k < n));
            if fits && let Some(&(tag, _)) = known.get(&words) {
                found = Some((length, tag));
                break;
            }
        }
        if let Some((length, tag)) = found {
            names.push(Name { tokens: i..i + length, tag });
            i += length;
        } else {
            i += 1;
        }
    }
    names
}

/// Whether it is one word without a capital before a word that has one: it says which side of that is meant ("southern
/// Chile").
fn is_side_of(tokens: &Range<usize>, text: &str, division: &Division) -> bool {
    let word = |i: usize| division.tokens[i].span.text(text);
    tokens.len() == 1
        && !word(tokens.start).contains(|c: char| c.is_uppercase() || c.is_numeric())
        && (tokens.end < division.tokens.len() && word(tokens.end).starts_with(char::is_uppercase))
}

/// Whether it describes one of many places of a country ("Mexican beach resort").
fn is_kind_of_place(tokens: &Range<usize>, text: &str, division: &Division, knowledge: &Knowledge) -> bool {
    let word = |i: usize| division.tokens[i].span.text(text);
    tokens.len() > 1
        && word(tokens.end - 1).starts_with(char::is_lowercase)
        && knowledge.country_by_adjective(word(tokens.start)).is_some()
}

/// Cuts marks and possessives off the ends.
fn trim(mut tokens: Range<usize>, text: &str, division: &Division) -> Range<usize> {
    let word = |i: usize| division.tokens[i].span.text(text);
    let is_edge = |w: &str| matches!(w, "'s" | "’s" | "'" | "’") || !w.contains(char::is_alphanumeric);
    while !tokens.is_empty() && is_edge(word(tokens.end - 1)) {
        tokens.end -= 1;
    }
    while !tokens.is_empty() && is_edge(word(tokens.start)) {
        tokens.start += 1;
    }
    tokens
}

/// Cuts titles and forms of address off the start of a person's name ("Sen. Claire McCaskill"), and takes away what is a
/// title alone or a party and state in brackets ("(D-Mo.)").
fn without_title(mut tokens: Range<usize>, text: &str, division: &Division, knowledge: &Knowledge) -> Range<usize> {
    let word = |i: usize| division.tokens[i].span.text(text);
    let hyphen = tokens.len() > 1 && word(tokens.start + 1) == "-" && word(tokens.start).chars().count() == 1;
    if hyphen && tokens.start > 0 && matches!(word(tokens.start - 1), "(" | ",") {
        return tokens.start..tokens.start;
    }
    while !tokens.is_empty() {
        let words: Vec<&str> = tokens.clone().map(word).collect();
        match knowledge.title(&words) {
            Some(title) if words[0] == "Pope" && words.len() > 1 && title.n_tokens == 1 => break,
            Some(title) => tokens.start += title.n_tokens.max(1),
            None => break,
        }
    }
    tokens
}
