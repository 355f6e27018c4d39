//! Raises the tag scores of words that the knowledge base lists as names, before the best tags are chosen.

use std::ops::Range;

use crate::knowledge::Knowledge;
use crate::model::{NAME_TAGS, NameTag};
use crate::places::is_large_town;
use crate::text::TokenizedText;

/// Maximum number of words in a known name.
const LONGEST: usize = 4;

/// Added for countries, capitals, known persons and organizations, in log probability; offsets the bias against names.
/// These values were set by hand and checked on the dev parts of UNER-EWT and Worldwide.
const KNOWN: f32 = 1.6;
/// The same for organization names of several words, which are rarely ambiguous. Users' own organizations are therefore
/// tagged whatever the model predicts.
const WHOLE: f32 = 12.0;
/// The same for large towns, and for given names before another capitalized word.
const LIKELY: f32 = 0.8;
/// The same for a place after "in".
const LOCATIVE: f32 = 0.5;

/// Raises the log probabilities of the tags of known names in the token range `window`.
pub(super) fn add(scores: &mut [f32], window: &Range<usize>, text: &TokenizedText<'_>, knowledge: &Knowledge) {
    let mut i = window.start;
    while i < window.end {
        let sentence = text.sentence(i);
        let first = i == sentence.start;
        match known(i, sentence.end.min(window.end), first, text, knowledge) {
            Some((length, tag, bonus)) => {
                let kind = NameTag::ALL.iter().position(|t| *t == tag).unwrap_or_default();
                let located = tag == NameTag::Location && !first && knowledge.words().locative.has(text.word(i - 1));
                let bonus = bonus + if located { LOCATIVE } else { 0.0 };
                for (k, row) in scores.chunks_exact_mut(NAME_TAGS).skip(i - window.start).take(length).enumerate() {
                    row[2 * kind + if k == 0 { 1 } else { 2 }] += bonus;
                }
                i += length;
            }
            None => i += 1,
        }
    }
}

/// Returns the longest known name that begins at the token: its number of tokens, its tag, and the bonus. `first` says
/// that the token is the first of its sentence, so that its capital letter is not evidence for a name.
fn known(
    at: usize,
    end: usize,
    first: bool,
    text: &TokenizedText<'_>,
    knowledge: &Knowledge,
) -> Option<(usize, NameTag, f32)> {
    let word = |t: usize| text.word(t);
    if !word(at).starts_with(char::is_uppercase) {
        return None;
    }
    // Not "the Taliban", and not "Red Cross" after "Ecuadorian".
    let is_article = |t: usize| knowledge.words().definite.has(&word(t).to_lowercase());
    let goes_on = !first && at > 0 && word(at - 1).starts_with(char::is_uppercase) && !is_article(at - 1);
    let is_whole = |length: usize| length > 1 && !goes_on && !is_article(at);
    for length in (1..=LONGEST.min(end - at)).rev() {
        let last = word(at + length - 1);
        if !last.starts_with(char::is_alphanumeric) {
            continue;
        }
        let name = text.words(&(at..at + length));
        if knowledge.country_by_name(name).is_some() {
            return Some((length, NameTag::Location, KNOWN));
        }
        if knowledge.body(name).is_some_and(|body| !body.common) {
            // The name begins after the article.
            if length > 2 && is_article(at) {
                return None;
            }
            return Some((length, NameTag::Organization, if is_whole(length) { WHOLE } else { KNOWN }));
        }
        if length > 1 && knowledge.person(name).is_some() && knowledge.title(&[word(at)]).is_none() {
            return Some((length, NameTag::Person, KNOWN));
        }
        let is_capital = knowledge.capital(name).is_some();
        if is_capital {
            return Some((length, NameTag::Location, KNOWN));
        }
        if last.starts_with(char::is_uppercase) && !first && is_large_town(name) {
            return Some((length, NameTag::Location, LIKELY));
        }
    }
    let followed = at + 1 < end && word(at + 1).starts_with(char::is_uppercase);
    (followed && knowledge.given_name_gender(word(at)).is_some()).then_some((1, NameTag::Person, LIKELY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_are_found() {
        let check = |text: &str, expected: Option<(usize, NameTag)>| {
            let tokenized = TokenizedText::of(text);
            let found = known(0, tokenized.n_tokens(), false, &tokenized, Knowledge::bundled());
            assert_eq!(found.map(|(n, tag, _)| (n, tag)), expected, "{text}");
        };
        check("Munich on Friday", Some((1, NameTag::Location)));
        check("Saudi Arabia said", Some((2, NameTag::Location)));
        check("Marco Rubio said", Some((2, NameTag::Person)));
        check("Angela Tolliver said", Some((1, NameTag::Person)));
        check("munich on Friday", None);
        check("Plumbing is hard", None);
    }
}
