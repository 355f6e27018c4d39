//! The coreference head, which scores pairs of mentions.

use super::heads::Heads;

/// The features of a pair of mentions besides their vectors.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PairFeatures {
    /// Forms of the anaphor and the antecedent: 0 name, 1 nominal, 2 pronoun.
    pub(crate) forms: (usize, usize),
    /// Lexical match: 3 same words, 2 all words of one in the other, 1 same last word, 0 none.
    pub(crate) words: usize,
    /// Pronoun classes; 0 for other mentions.
    pub(crate) pronouns: (usize, usize),
    /// Distance in sentences.
    pub(crate) sentences: usize,
    /// Distance in mentions; 1 for adjacent mentions.
    pub(crate) mentions: usize,
}

/// Scores pairs of mentions. Only recently added mentions are available, as antecedents are searched within a limited
/// distance.
pub(crate) struct Antecedents<'a> {
    heads: &'a Heads,
    /// The index of the mention in the first row.
    first: usize,
    none: Vec<f32>,
    anaphors: Vec<f32>,
    antecedents: Vec<f32>,
}

impl<'a> Antecedents<'a> {
    pub(crate) fn new(heads: &'a Heads) -> Antecedents<'a> {
        Antecedents { heads, first: 0, none: Vec::new(), anaphors: Vec::new(), antecedents: Vec::new() }
    }

    /// Adds the vectors of the next `rows` mentions, and drops those before the last `back`.
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

    /// Returns the score for mention `i` having no antecedent.
    pub(crate) fn none(&self, i: usize) -> f32 {
        self.none[i - self.first]
    }
}

/// Returns the bucket of a count, 0 to 7, for 0, 1, 2, 3-4, 5-8, 9-16, 17-32 and more.
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
