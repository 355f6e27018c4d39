//! Finds repetitions of names that the tagger missed.

use std::collections::BTreeMap;

use crate::actors::name::Name;
use crate::knowledge::Knowledge;
use crate::model::NameTag;
use crate::text::TokenizedText;

/// Adds untagged repetitions of names: of full names, and of the last names of persons.
pub(super) fn with_repetitions(mut names: Vec<Name>, text: &TokenizedText<'_>, knowledge: &Knowledge) -> Vec<Name> {
    let mut taken = vec![false; text.n_tokens()];
    names.iter().for_each(|name| taken[name.tokens.clone()].fill(true));
    let known = known_names(&names, text, knowledge);
    let longest = known.keys().map(Vec::len).max().unwrap_or(0);
    let mut i = 0;
    while i < text.n_tokens() {
        let lengths = (1..=longest.min(text.n_tokens() - i)).rev();
        let found = lengths.filter(|length| !taken[i..i + length].contains(&true)).find_map(|length| {
            let words: Vec<&str> = (i..i + length).map(|t| text.word(t)).collect();
            let tag = *known.get(&words)?;
            (length > 1 || stands_alone(i, &taken, text, knowledge)).then_some((length, tag))
        });
        match found {
            Some((length, tag)) => {
                names.push(Name { tokens: i..i + length, tag });
                i += length;
            }
            None => i += 1,
        }
    }
    names
}

/// Returns the full names and the last names of persons, each with the type of its first occurrence.
fn known_names<'a>(names: &[Name], text: &TokenizedText<'a>, knowledge: &Knowledge) -> BTreeMap<Vec<&'a str>, NameTag> {
    let is_capital = |w: &str| w.chars().count() > 2 && w.starts_with(char::is_uppercase);
    let mut known: BTreeMap<Vec<&str>, NameTag> = BTreeMap::new();
    for name in names {
        let words: Vec<&str> = name.tokens.clone().map(|t| text.word(t)).collect();
        let last = name.tokens.end - 1;
        if name.tag == NameTag::Person
            && words.len() > 1
            && is_capital(text.word(last))
            && knowledge.noun_class(text.lower(last)).is_none()
        {
            known.entry(vec![text.word(last)]).or_insert(NameTag::Person);
        }
        if name.tag != NameTag::Norp && words.iter().all(|w| is_capital(w)) {
            known.entry(words).or_insert(name.tag);
        }
    }
    known
}

/// Returns whether a single word can be a repetition: it must not be next to another capitalized word ("White House"
/// after "Ann House").
fn stands_alone(i: usize, taken: &[bool], text: &TokenizedText<'_>, knowledge: &Knowledge) -> bool {
    let tokens = &text.division.tokens;
    let is_apart = |k: usize| {
        let word = text.word(k);
        taken[k] || !word.starts_with(char::is_uppercase) || knowledge.title(&[word]).is_some()
    };
    let before = i.checked_sub(1).filter(|&k| tokens[k].span.end + 1 >= tokens[i].span.start);
    before.is_none_or(is_apart) && (i + 1 == tokens.len() || is_apart(i + 1))
}
