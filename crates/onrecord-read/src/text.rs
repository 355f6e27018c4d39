//! The tokenized text of an article, shared by the model and all stages.

use std::ops::Range;

use onrecord_record::Span;
use onrecord_text::{Division, Quotes, TextWords};

use crate::token_index::TokenIndex;

/// A text with its tokens, sentences, paragraphs and quotations, each computed once.
pub(crate) struct TokenizedText<'a> {
    /// The text itself.
    pub(crate) raw: &'a str,
    pub(crate) division: Division,
    pub(crate) quotes: Quotes,
    /// The sentence and the paragraph of each token.
    pub(crate) index: TokenIndex,
    lower: LowerCase,
}

impl<'a> TokenizedText<'a> {
    /// Tokenizes an English text.
    #[cfg(test)]
    pub(crate) fn of(raw: &'a str) -> TokenizedText<'a> {
        TokenizedText::with_words(raw, TextWords::english())
    }

    /// Tokenizes a text with the words of its language.
    pub(crate) fn with_words(raw: &'a str, known: &TextWords) -> TokenizedText<'a> {
        let division = Division::with_words(raw, known);
        let quotes = Quotes::of(raw, &division);
        let index = TokenIndex::of(&division);
        let lower = LowerCase::of(raw, &division);
        TokenizedText { raw, division, quotes, index, lower }
    }

    /// Returns the number of tokens.
    pub(crate) fn n_tokens(&self) -> usize {
        self.division.tokens.len()
    }

    /// Returns the text of a token.
    pub(crate) fn word(&self, token: usize) -> &'a str {
        self.division.tokens[token].span.text(self.raw)
    }

    /// Returns the text of a token in lower case.
    pub(crate) fn lower(&self, token: usize) -> &str {
        self.lower.of_token(token)
    }

    /// Returns the text from the first to the last of the tokens.
    pub(crate) fn words(&self, tokens: &Range<usize>) -> &'a str {
        self.division.span(tokens).text(self.raw)
    }

    /// Returns the text from the first to the last of the tokens, with all white space replaced by single spaces.
    pub(crate) fn plain_words(&self, tokens: &Range<usize>) -> String {
        self.words(tokens).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns the span of each sentence.
    pub(crate) fn sentence_spans(&self) -> Vec<Span> {
        self.division.sentences.iter().map(|sentence| self.division.span(sentence)).collect()
    }

    /// Returns the token range of the sentence that contains a token.
    pub(crate) fn sentence(&self, token: usize) -> &Range<usize> {
        &self.division.sentences[self.index.sentence[token]]
    }
}

/// All tokens in lower case, concatenated in one buffer.
struct LowerCase {
    buffer: String,
    /// The end of each token in the buffer, in bytes.
    ends: Vec<usize>,
}

impl LowerCase {
    fn of(raw: &str, division: &Division) -> LowerCase {
        let mut buffer = String::with_capacity(raw.len());
        let mut ends = Vec::with_capacity(division.tokens.len());
        for token in &division.tokens {
            let word = token.span.text(raw);
            if word.is_ascii() {
                buffer.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
            } else {
                buffer += &word.to_lowercase();
            }
            ends.push(buffer.len());
        }
        LowerCase { buffer, ends }
    }

    fn of_token(&self, token: usize) -> &str {
        let start = token.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.buffer[start..self.ends[token]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_has_its_lower_case() {
        let text = TokenizedText::of("The İstanbul MÜNCHEN ΟΔΟΣ talks.");
        for token in 0..text.n_tokens() {
            assert_eq!(text.lower(token), text.word(token).to_lowercase());
        }
    }

    #[test]
    fn words_may_run_over_lines() {
        let text = TokenizedText::of("the United\nKingdom left");
        assert_eq!(text.words(&(1..3)), "United\nKingdom");
        assert_eq!(text.plain_words(&(1..3)), "United Kingdom");
    }
}
