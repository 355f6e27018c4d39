//! Datelines: the place before the first sentence ("OSLO, Norway (AP) —") takes no part in what the sentence tells.

use std::ops::Range;

use crate::actors::{Form, Layers, Mentioned};
use crate::model::NameTag;

/// Words that a dateline has at most: town, country, date, agency.
const MOST_WORDS: usize = 14;

/// Capitals that the town must have: shorter ones may be an abbreviation.
const LEAST_LETTERS: usize = 4;

/// Returns the tokens of all datelines, with the dash or colon that ends each.
pub(super) fn datelines(layers: &Layers<'_>, mentions: &[Mentioned]) -> Vec<Range<usize>> {
    let towns = mentions.iter().filter(|mention| mention.form == Form::Name(NameTag::Location));
    towns.filter_map(|town| dateline(layers, town.tokens.start)).collect()
}

/// The dateline that begins with the town at `start`.
fn dateline(layers: &Layers<'_>, start: usize) -> Option<Range<usize>> {
    let town = layers.word(start);
    let is_capitals = town.chars().count() >= LEAST_LETTERS && !town.chars().any(char::is_lowercase);
    let sentence = layers.sentence(start);
    if !is_capitals || sentence.start != start {
        return None;
    }
    let rest = start + 1..sentence.end.min(start + MOST_WORDS);
    let mut inside = rest.take_while(|&t| continues(layers.word(t)));
    inside.find(|&t| ends(layers.word(t))).map(|end| start..end + 1)
}

/// Names, numbers and marks; a word in small letters ends the search.
fn continues(word: &str) -> bool {
    !word.starts_with(char::is_lowercase)
}

fn ends(word: &str) -> bool {
    matches!(word, "-" | "--" | "–" | "—" | "―" | ":")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_ends_with_a_dash_or_colon() {
        for (word, expected) in [("—", true), (":", true), ("--", true), (",", false), ("(", false), ("Reuters", false)]
        {
            assert_eq!(ends(word), expected, "{word}");
        }
        assert!(continues("March") && continues("15") && continues("(") && !continues("said"));
    }
}
