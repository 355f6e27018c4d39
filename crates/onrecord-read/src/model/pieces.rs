//! Tokens -> word pieces of the encoder's vocabulary.

use std::collections::HashMap;

use ahash::AHashMap;
use tokenizers::normalizers::BertNormalizer;
use tokenizers::pre_tokenizers::bert::BertPreTokenizer;
use tokenizers::{NormalizedString, Normalizer, OffsetReferential, OffsetType, PreTokenizedString, PreTokenizer};

use crate::error::Error;

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

/// The vocabulary: lower case, accents cut off, greedy longest pieces (WordPiece of BERT: Devlin et al. 2019). The
/// tables point into its text: the `tokenizers` crate's own model copies each piece twice, a fifth of the time to start.
pub(crate) struct Pieces {
    normalizer: BertNormalizer,
    /// Numbers of the pieces that begin a word, and of those that go on one.
    first: AHashMap<&'static str, u32>,
    inner: AHashMap<&'static str, u32>,
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
        let n_lines = vocabulary.len() / 8;
        let (mut first, mut inner) = (AHashMap::with_capacity(n_lines), AHashMap::with_capacity(n_lines / 4));
        for (number, piece) in vocabulary.lines().enumerate() {
            match piece.strip_prefix(INNER) {
                Some(rest) if !rest.is_empty() => inner.insert(rest, number as u32),
                _ => first.insert(piece, number as u32),
            };
        }
        let unknown = first.get("[UNK]").copied();
        let unknown = unknown.ok_or_else(|| Error::weights("vocabulary", "expected a piece [UNK], found none"))?;
        Ok(Pieces { normalizer: BertNormalizer::new(true, true, None, true), first, inner, unknown })
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
            match ends.filter_map(|end| Some((end, *table.get(&rest[..end])?))).next() {
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
