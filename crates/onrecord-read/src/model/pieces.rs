//! Splits tokens into word pieces of the encoder's vocabulary.

use std::collections::HashMap;

use ahash::RandomState;
use hashbrown::HashTable;
use tokenizers::normalizers::BertNormalizer;
use tokenizers::pre_tokenizers::bert::BertPreTokenizer;
use tokenizers::{NormalizedString, Normalizer, OffsetReferential, OffsetType, PreTokenizedString, PreTokenizer};

use crate::error::{self, Error};

/// Maximum number of pieces per token; further pieces of a long token (an address, a row of letters) are dropped, as in
/// training.
const MAX_PIECES_PER_TOKEN: usize = 16;
/// Maximum length of the part of a token that is split, in bytes; bytes after it cannot affect the first sixteen
/// pieces.
const MAX_BYTES: usize = 400;

pub(crate) const CLS: u32 = 101;
pub(crate) const SEP: u32 = 102;
const UNKNOWN: u32 = 100;
/// Maximum length of a word that is split, in characters, as in BERT; a longer word is unknown.
const MAX_CHARS: usize = 100;
/// The prefix of pieces that continue a word.
const INNER: &str = "##";

/// The vocabulary: lower case, accents removed, greedy longest match (WordPiece of BERT: Devlin et al. 2019). Pieces
/// are looked up in the vocabulary text itself: the `tokenizers` crate's own model copies each piece twice, which takes
/// a fifth of the start-up time.
pub(crate) struct Pieces {
    normalizer: BertNormalizer,
    lines: Vec<&'static str>,
    /// The indices of pieces that begin a word, and of those that continue one, by their text.
    first: HashTable<u32>,
    inner: HashTable<u32>,
    /// The seeds are constant because the vocabulary is not under an attacker's control.
    hasher: RandomState,
    /// The index of the piece for unknown words.
    unknown: u32,
}

/// Caches the pieces of tokens in the same text.
#[derive(Default)]
pub(crate) struct PieceCache<'t> {
    known: HashMap<&'t str, Vec<u32>>,
}

impl Pieces {
    /// Reads a vocabulary with one piece per line.
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

    /// Appends the pieces of `token` to `out`; there is at least one.
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

    /// Appends the pieces of one word, each the longest that matches. If no piece matches some part, the word is
    /// unknown.
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

/// Returns the piece without the prefix for continuation.
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
