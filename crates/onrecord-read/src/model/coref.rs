//! The coreference head: scores of pairs of mentions.

use super::heads::Heads;

/// What is known of a pair of mentions besides their vectors.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PairFeatures {
    /// Form of the anaphor and the antecedent: 0 name, 1 nominal, 2 pronoun.
    pub(crate) forms: (usize, usize),
    /// 3 same words, 2 all words of one in the other, 1 same last word, 0 nothing.
    pub(crate) words: usize,
    /// Classes of the pronouns, 0 where none.
    pub(crate) pronouns: (usize, usize),
    /// Sentences between.
    pub(crate) sentences: usize,
    /// Mentions between, plus one.
    pub(crate) mentions: usize,
}

/// Scores pairs of mentions. Only the mentions pushed last can be asked for: what is looked back on is near.
pub(crate) struct Antecedents<'a> {
    heads: &'a Heads,
    /// The mention of the first row.
    first: usize,
    none: Vec<f32>,
    anaphors: Vec<f32>,
    antecedents: Vec<f32>,
}

impl<'a> Antecedents<'a> {
    pub(crate) fn new(heads: &'a Heads) -> Antecedents<'a> {
        Antecedents { heads, first: 0, none: Vec::new(), anaphors: Vec::new(), antecedents: Vec::new() }
    }

    /// Adds the next `rows` mentions by their vectors, and forgets those before the last `back`.
    pub(crate) fn push(&mut self, states: &[f32], rows: usize, back: usize) {
        let (heads, size) = (self.heads, self.heads.coref.right);
        let old = self.none.len().saturating_sub(back);
        self.first += old;
        self.none.drain(..old);
        self.anaphors.drain(..old * (size + 1));
        self.antecedents.drain(..old * size);
        let anaphors = heads.coref_anaphor.apply(states, rows);
        self.none.extend(heads.coref_new.apply(&anaphors, rows));
        self.anaphors.extend(heads.coref.left(&anaphors, rows));
        self.antecedents.extend(heads.coref_antecedent.apply(states, rows));
    }

    /// Returns the score of mention `j` as the antecedent of mention `i`.
    pub(crate) fn score(&self, i: usize, j: usize, pair: PairFeatures) -> f32 {
        let heads = self.heads;
        let size = heads.coref.right;
        let (anaphor, antecedent) = pair.forms;
        let (i, j) = (i - self.first, j - self.first);
        heads
            .coref
            .score(&self.anaphors[i * (size + 1)..(i + 1) * (size + 1)], &self.antecedents[j * size..(j + 1) * size])
            + heads.coref_match[(anaphor * 3 + antecedent) * 4 + pair.words]
            + heads.coref_pronoun[pair.pronouns.0 * 10 + pair.pronouns.1]
            + heads.coref_sentences[anaphor * 8 + count_bucket(pair.sentences)]
            + heads.coref_mentions[anaphor * 8 + count_bucket(pair.mentions)]
    }

    /// Returns the score of mention `i` having no antecedent.
    pub(crate) fn none(&self, i: usize) -> f32 {
        self.none[i - self.first]
    }
}

/// A count -> 0..8: 0, 1, 2, 3-4, 5-8, 9-16, 17-32, more.
fn count_bucket(n: usize) -> usize {
    match n {
        0..=2 => n,
        3..=4 => 3,
        5..=8 => 4,
        9..=16 => 5,
        17..=32 => 6,
        _ => 7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_those_of_training() {
        for (n, bucket) in [(0, 0), (2, 2), (3, 3), (4, 3), (5, 4), (8, 4), (9, 5), (17, 6), (32, 6), (33, 7)] {
            assert_eq!(count_bucket(n), bucket, "{n}");
        }
    }
}
