//! Whether a name is a shorter form of another ("Reed" of "Dana Reed", "WHO" of "World Health Organization").

use crate::knowledge::{Class, Knowledge};
use crate::model::NameTag;

/// Minimum length in bytes of a part of an organization's name that stands for the whole.
const SHORTEST_PART: usize = 4;

/// Returns whether the first name can stand for the second; both are given as lower-case words with a tag.
pub(super) fn is_short_for(
    knowledge: &Knowledge,
    (short, tag): (&[String], NameTag),
    (full, full_tag): (&[String], NameTag),
) -> bool {
    let place_and_body = matches!(
        (tag, full_tag),
        (NameTag::Location, NameTag::Organization) | (NameTag::Organization, NameTag::Location)
    );
    if tag != full_tag && !(place_and_body && short == full) || short.len() > full.len() {
        return false;
    }
    match tag {
        NameTag::Person => is_short_for_person(knowledge, short, full),
        NameTag::Organization => is_short_for_body(knowledge, short, full),
        _ => short == full,
    }
}

fn is_short_for_person(knowledge: &Knowledge, short: &[String], full: &[String]) -> bool {
    let last = short.last() == full.last();
    let suffix = full.last().is_some_and(|word| knowledge.words().suffixes.has(word));
    let inner = short.iter().all(|w| full.contains(w));
    let initials =
        short.len() == full.len() && last && short[0].chars().next() == full[0].chars().next() && is_initial(&short[0]);
    inner && (last || suffix || short.first() == full.first()) || initials
}

/// Returns whether the word is an initial ("J.").
pub(super) fn is_initial(word: &str) -> bool {
    word.trim_end_matches('.').chars().count() == 1
}

/// Returns the initials of the words, without those of "of", "and" and the like.
pub(super) fn initials(knowledge: &Knowledge, words: &[String]) -> String {
    let counts = |w: &&String| !knowledge.words().no_initial.has(w);
    words.iter().filter(counts).filter_map(|w| w.chars().next()).collect()
}

fn is_short_for_body(knowledge: &Knowledge, short: &[String], full: &[String]) -> bool {
    // "Democrats" are not the same as the Virginia Democrats.
    if short.len() == 1 && knowledge.noun_class(&short[0]).is_some_and(|c| c.class == Class::Group) {
        return false;
    }
    let joined = short.concat().replace('.', "");
    let is_acronym = short.len() == 1 && full.len() > 1 && joined.len() > 1 && joined == initials(knowledge, full);
    let is_part = full.windows(short.len()).any(|w| w == short)
        && (short.first() == full.first() || short.last() == full.last())
        && short.concat().len() >= SHORTEST_PART;
    is_acronym || is_part
}
