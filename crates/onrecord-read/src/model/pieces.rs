//! Tokens -> word pieces of the encoder's vocabulary.

use std::collections::HashMap;

use tokenizers::models::wordpiece::WordPiece;
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

/// The vocabulary: lower case, accents cut off, greedy longest pieces (BERT's WordPiece).
pub(crate) struct Pieces {
    normalizer: BertNormalizer,
    model: WordPiece,
}

/// Pieces of tokens that occurred before in the same text.
#[derive(Default)]
pub(crate) struct PieceCache<'t> {
    known: HashMap<&'t str, Vec<u32>>,
}

impl Pieces {
    /// Reads a vocabulary with one piece a line.
    pub(crate) fn new(vocabulary: &str) -> Result<Pieces, Error> {
        let vocab: ahash::AHashMap<String, u32> =
            vocabulary.lines().enumerate().map(|(i, piece)| (piece.to_owned(), i as u32)).collect();
        let model = WordPiece::builder()
            .vocab(vocab)
            .unk_token("[UNK]".to_owned())
            .continuing_subword_prefix("##".to_owned())
            .max_input_chars_per_word(100)
            .build()
            .map_err(|e| Error::weights("vocabulary", e.to_string()))?;
        Ok(Pieces { normalizer: BertNormalizer::new(true, true, None, true), model })
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
        use tokenizers::Model as _;
        let mut normalized = NormalizedString::from(token);
        self.normalizer.normalize(&mut normalized).ok()?;
        let mut words = PreTokenizedString::from(normalized);
        BertPreTokenizer.pre_tokenize(&mut words).ok()?;
        let mut out = Vec::new();
        for (word, _, _) in words.get_splits(OffsetReferential::Normalized, OffsetType::Byte) {
            out.extend(self.model.tokenize(word).ok()?.iter().map(|t| t.id));
        }
        Some(out)
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
            ("\u{200d}", vec![UNKNOWN]),
        ] {
            let mut out = Vec::new();
            pieces.push(token, &mut PieceCache::default(), &mut out);
            assert_eq!(out, expected, "{token}");
        }
    }
}
