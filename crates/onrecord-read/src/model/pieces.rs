//! Tokens -> word pieces of the encoder's vocabulary.

use std::collections::HashMap;

use ahash::RandomState;
use hashbrown::HashTable;
use tokenizers::normalizers::BertNormalizer;
use tokenizers::pre_tokenizers::bert::BertPreTokenizer;
use tokenizers::{NormalizedString, Normalizer, OffsetReferential, OffsetType, PreTokenizedString, PreTokenizer};

use crate::error::{self, Error};

/// Pieces of a longer token (an address, a row of letters) are left out; training does the same.
const MAX_PIECES_PER_TOKEN: usize = 16;
/// Longest token that is cut into pieces, in bytes; the rest of a longer one cannot reach the first sixteen pieces.
const MAX_BYTES: usize = 400;

pub(crate) const CLS: u32 = 101;
pub(crate) const SEP: u32 = 102;
const UNKNOWN: u32 = 100;
/// Longest word that is cut into pieces, in characters, as in BERT; a longer one is unknown.
const MAX_CHARS: usize = 100;
/// What stands before the pieces of the vocabulary that go on a word.
const INNER: &str = "##";

/// The vocabulary: lower case, accents cut off, greedy longest pieces (WordPiece of BERT: Devlin et al. 2019). It stays
/// in its text: the `tokenizers` crate's own model copies each piece twice, a fifth of the time to start.
pub(crate) struct Pieces {
    normalizer: BertNormalizer,
    lines: Vec<&'static str>,
    /// Numbers of the pieces that begin a word, and of those that go on one, by their words.
    first: HashTable<u32>,
    inner: HashTable<u32>,
    /// Seeded with constants: nobody chooses the words of the vocabulary.
    hasher: RandomState,
    /// The number of the unknown word.
    unknown: u32,
}

/// Pieces of tokens that occurred before in the same text.
#[derive(Default)]
pub(crate) struct PieceCache<'t> {
    known: HashMap<&'t str, Vec<u32>>,
}

impl Pieces {
    /// Reads a vocabulary with one piece a line.
    pub(crate) fn new(vocabulary: &'static str) -> Result<Pieces, Error> {
        let hasher = RandomState::with_seeds(1, 2, 3, 4);
        let lines: Vec<&str> = vocabulary.lines().collect();
        let (mut first, mut inner) = (HashTable::with_capacity(lines.len()), HashTable::with_capacity(lines.len() / 4));
        let hash_of = |number: &u32| hasher.hash_one(word_of(lines[*number as usize]));
        for (number, piece) in (0..).zip(&lines) {
            let table = if is_inner(piece) { &mut inner } else { &mut first };
            table.insert_unique(hasher.hash_one(word_of(piece)), number, hash_of);
        }
        let normalizer = BertNormalizer::new(true, true, None, true);
        let mut pieces = Pieces { normalizer, lines, first, inner, hasher, unknown: 0 };
        let unknown = pieces.number(&pieces.first, "[UNK]");
        pieces.unknown = unknown.ok_or_else(|| error::weights("vocabulary", "expected a piece [UNK], found none"))?;
        Ok(pieces)
    }

    fn number(&self, table: &HashTable<u32>, word: &str) -> Option<u32> {
        table.find(self.hasher.hash_one(word), |&number| word_of(self.lines[number as usize]) == word).copied()
    }

    /// Appends the pieces of `token` to `out`; at least one.
    pub(crate) fn push<'t>(&self, token: &'t str, cache: &mut PieceCache<'t>, out: &mut Vec<u32>) {
        let pieces = cache.known.entry(token).or_insert_with(|| self.pieces(token));
        out.extend_from_slice(pieces);
    }

    fn pieces(&self, token: &str) -> Vec<u32> {
        let mut end = token.len().min(MAX_BYTES);
        while !token.is_char_boundary(end) {
            end -= 1;
        }
        let mut out = self.try_pieces(&token[..end]).unwrap_or_default();
        out.truncate(MAX_PIECES_PER_TOKEN);
        if out.is_empty() {
            out.push(UNKNOWN);
        }
        out
    }

    fn try_pieces(&self, token: &str) -> Option<Vec<u32>> {
        let mut normalized = NormalizedString::from(token);
        self.normalizer.normalize(&mut normalized).ok()?;
        let mut words = PreTokenizedString::from(normalized);
        BertPreTokenizer.pre_tokenize(&mut words).ok()?;
        let mut out = Vec::new();
        for (word, _, _) in words.get_splits(OffsetReferential::Normalized, OffsetType::Byte) {
            self.cut(word, &mut out);
        }
        Some(out)
    }

    /// Appends the pieces of one word: always the longest that fits; a word with a part that no piece fits is unknown.
    fn cut(&self, word: &str, out: &mut Vec<u32>) {
        let before = out.len();
        let mut rest = word;
        if word.chars().count() > MAX_CHARS {
            return out.push(self.unknown);
        }
        while !rest.is_empty() {
            let table = if rest.len() == word.len() { &self.first } else { &self.inner };
            let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
            match ends.filter_map(|end| Some((end, self.number(table, &rest[..end])?))).next() {
                Some((end, piece)) => {
                    out.push(piece);
                    rest = &rest[end..];
                }
                None => {
                    out.truncate(before);
                    return out.push(self.unknown);
                }
            }
        }
    }
}

fn is_inner(piece: &str) -> bool {
    piece.len() > INNER.len() && piece.starts_with(INNER)
}

/// The piece without the sign that it goes on a word.
fn word_of(piece: &'static str) -> &'static str {
    if is_inner(piece) { &piece[INNER.len()..] } else { piece }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_pieces() {
        let vocabulary = "[PAD]\n[UNK]\nsaid\nun\n##kind\n'\ns\n,\nmünster\nmunster";
        let pieces = Pieces::new(vocabulary).unwrap();
        for (token, expected) in [
            ("Said", vec![2]),
            ("unkind", vec![3, 4]),
            ("'s", vec![5, 6]),
            ("Münster", vec![9]),
            ("zzz", vec![1]),
            ("unkindest", vec![1]),
            ("\u{200d}", vec![UNKNOWN]),
        ] {
            let mut out = Vec::new();
            pieces.push(token, &mut PieceCache::default(), &mut out);
            assert_eq!(out, expected, "{token}");
        }
    }
}
