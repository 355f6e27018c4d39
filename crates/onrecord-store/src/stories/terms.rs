//! The terms of an article with their weights: its words, actors, places and types of events.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use onrecord_knowledge::{Text, each_row};
use onrecord_record::{ActorKind, MentionForm, Record};

/// Number of words of an article that are counted; news articles state their topic at the beginning.
const MAX_WORDS: usize = 2_000;

/// Number of words at the beginning that count double; words of the title count three times.
const N_LEAD: usize = 100;

/// Weights relative to that of a word, chosen by measurement (docs/stories.md).
const OF_ACTOR: f32 = 2.0;
const OF_PLACE: f32 = 0.5;
const OF_EVENT: f32 = 0.3;

/// Returns the terms of `record` with their weights, by name. Names of actors, places and types of events begin with `a:`,
/// `p:` and `e:`.
pub(crate) fn terms_of(record: &Record) -> BTreeMap<String, f32> {
    let mut counts: BTreeMap<String, f32> = BTreeMap::new();
    for word in words(record.document.title.as_deref().unwrap_or("")) {
        *counts.entry(word).or_default() += 3.0;
    }
    for (idx, word) in words(&record.document.text).take(MAX_WORDS).enumerate() {
        *counts.entry(word).or_default() += if idx < N_LEAD { 2.0 } else { 1.0 };
    }
    let mut terms: BTreeMap<String, f32> = counts.into_iter().map(|(word, count)| (word, damped(count))).collect();
    let mut others: BTreeMap<String, (f32, f32)> = BTreeMap::new();
    for actor in &record.actors {
        let is_named = actor.mentions.iter().any(|mention| mention.form == MentionForm::Name);
        if is_named && actor.kind != ActorKind::Place {
            let count = others.entry(format!("a:{}", actor.name.to_lowercase())).or_insert((0.0, OF_ACTOR));
            count.0 += actor.mentions.len() as f32;
        }
    }
    for place in &record.places {
        others.entry(format!("p:{}", place.name.to_lowercase())).or_insert((0.0, OF_PLACE)).0 += 1.0;
    }
    for event in &record.events {
        others.entry(format!("e:{}", event.event_type)).or_insert((0.0, OF_EVENT)).0 += 1.0;
    }
    terms.extend(others.into_iter().map(|(term, (count, weight))| (term, weight * damped(count))));
    terms
}

/// Returns the weight of a term that occurs `count` times; it grows more slowly than `count`.
fn damped(count: f32) -> f32 {
    1.0 + count.max(1.0).ln()
}

/// Returns the words of `text` with at least three letters, in lower case and singular.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter_map(|word| {
        let is_word = word.chars().nth(2).is_some() && !word.starts_with(char::is_numeric);
        is_word.then(|| stem(&word.to_lowercase()).into_owned())
    })
}

/// Returns `word` in the singular, by the rules of Harman (1991), "How effective is suffixing?".
pub(super) fn stem(word: &str) -> std::borrow::Cow<'_, str> {
    let n_chars = word.chars().count();
    let before = |n: usize| word.chars().rev().nth(n).unwrap_or(' ');
    if n_chars > 4 && word.ends_with("ies") && !"ea".contains(before(3)) {
        return format!("{}y", &word[..word.len() - 3]).into();
    }
    if n_chars > 4 && word.ends_with("es") && !"aeo".contains(before(2)) {
        return word[..word.len() - 1].into();
    }
    if n_chars > 3 && word.ends_with('s') && !"us".contains(before(1)) {
        return word[..word.len() - 1].into();
    }
    word.into()
}

/// Document frequencies of common words in news, for stores that have few articles of their own.
pub(super) struct Background {
    pub(super) n_articles: f32,
    counts: BTreeMap<Text, f32>,
}

/// The document frequency assumed for a word that is not in the background list.
const RARE: f32 = 3.0;

impl Background {
    /// Returns the document frequency of `term` in the background corpus.
    pub(super) fn count(&self, term: &str) -> f32 {
        self.counts.get(term).copied().unwrap_or(RARE)
    }
}

/// Returns whether a word is informative; words that occur in a quarter of all news are not.
pub(super) fn is_informative(word: &str) -> bool {
    BACKGROUND.count(word) < 0.25 * BACKGROUND.n_articles
}

/// The background frequencies from `knowledge/en/stories/frequencies.txt`.
pub(super) static BACKGROUND: LazyLock<Background> = LazyLock::new(|| {
    let mut background = Background { n_articles: 0.0, counts: BTreeMap::new() };
    onrecord_knowledge::read_bundled("en/stories/frequencies.txt", |table, mistakes| {
        each_row(&table.take("articles", mistakes), mistakes, |_, row| {
            background.n_articles = row.number(row.text)?;
            Ok(())
        });
        each_row(&table.take("words", mistakes), mistakes, |_, row| {
            let [word, count] = row.fields()?;
            background.counts.insert(row.keep(word), row.number(count)?);
            Ok(())
        });
    });
    background
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_singular_and_lower_case() {
        let found: Vec<String> = words("Cities’ buses, 12 b3 ÉTÉS — glass status of The_Ties").collect();
        assert_eq!(found, ["city", "buse", "été", "glass", "status", "the", "tie"]);
    }

    #[test]
    fn the_background_knows_common_words() {
        assert!(BACKGROUND.n_articles > 1000.0);
        assert!(BACKGROUND.count("the") > 0.9 * BACKGROUND.n_articles);
        assert_eq!(BACKGROUND.count("zyzzyva"), RARE);
        // Every word in the file must be in the form to which words are reduced.
        for word in BACKGROUND.counts.keys() {
            assert!(stem(word).len() <= word.len() && word.chars().count() >= 2, "{word}");
        }
    }
}
