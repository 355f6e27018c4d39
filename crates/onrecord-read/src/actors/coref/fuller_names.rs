//! Finds the names that a shorter form may stand for, without comparing it with all names.

use ahash::AHashMap;

use super::short_names::{initials, is_initial};
use crate::knowledge::Knowledge;

/// Names by their words and by their initials.
///
/// If [`is_short_for`](super::short_names::is_short_for) is true, one of these holds: the fuller name has all words of the
/// form; the form begins with an initial, and the fuller name has its last word; the form consists of the initials of
/// the fuller name.
#[derive(Default)]
pub(super) struct FullerNames<'n> {
    by_word: AHashMap<&'n str, Vec<usize>>,
    by_initials: AHashMap<String, Vec<usize>>,
}

impl<'n> FullerNames<'n> {
    /// Adds the name with the number `name`, given as lower-case words.
    pub(super) fn add(&mut self, knowledge: &Knowledge, words: &'n [String], name: usize) {
        for (_, word) in words.iter().enumerate().filter(|(i, word)| !words[..*i].contains(word)) {
            self.by_word.entry(word).or_default().push(name);
        }
        if words.len() > 1 {
            self.by_initials.entry(initials(knowledge, words)).or_default().push(name);
        }
    }

    /// Returns the numbers of the names for which the form may stand, among others.
    pub(super) fn candidates(&self, form: &[String]) -> impl Iterator<Item = usize> {
        let named = |word: &String| self.by_word.get(word.as_str()).map_or(&[][..], Vec::as_slice);
        let by_words = match form {
            [first, .., last] if is_initial(first) => named(last),
            _ => form.iter().map(named).min_by_key(|names| names.len()).unwrap_or_default(),
        };
        let by_initials = match form {
            [word] => self.by_initials.get(&word.replace('.', "")).map_or(&[][..], Vec::as_slice),
            _ => &[],
        };
        by_words.iter().chain(by_initials).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;
    use crate::actors::coref::short_names::is_short_for;
    use crate::model::NameTag;

    #[test]
    fn every_fuller_name_is_a_candidate() {
        let language = Language::bundled();
        let words = |name: &str| name.to_lowercase().split(' ').map(str::to_owned).collect::<Vec<_>>();
        let names: Vec<Vec<String>> = [
            "Dana Reed",
            "D. Reed",
            "Reed",
            "Dana",
            "Ana Maria Reed",
            "Sam Reed Jr.",
            "World Health Organization",
            "WHO",
            "W.H.O.",
            "Health Organization",
            "World Bank",
            "Bank",
            "National Bank of Peru",
            "NBP",
            "Bora Bora",
            "Peru",
        ]
        .map(words)
        .into();
        let mut index = FullerNames::default();
        names.iter().enumerate().for_each(|(i, name)| index.add(language.knowledge(), name, i));
        let mut n_short = 0;
        for form in &names {
            let candidates: Vec<usize> = index.candidates(form).collect();
            for (i, full) in names.iter().enumerate() {
                for tag in [NameTag::Person, NameTag::Organization, NameTag::Location] {
                    let is_short = is_short_for(language.knowledge(), (form, tag), (full, tag));
                    n_short += usize::from(is_short && form != full);
                    assert!(!is_short || candidates.contains(&i), "{form:?} {full:?}");
                }
            }
        }
        assert!(n_short > 10, "{n_short}");
    }
}
