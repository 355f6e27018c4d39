//! The tokens of a text as lower-case words, and phrases to be found among them.

use std::collections::HashMap;

use onrecord_record::Span;
use onrecord_text::{Division, Shape, TextWords, tokens};

/// The tokens of one text, with their lower-case forms.
pub(super) struct Words<'a> {
    pub(super) text: &'a str,
    pub(super) division: &'a Division,
    lower: Vec<String>,
    /// For each token, whether a straight quotation mark before it in its paragraph is still open.
    quoted: Vec<bool>,
}

impl<'a> Words<'a> {
    /// Returns the words of `text`.
    pub(super) fn new(text: &'a str, division: &'a Division) -> Self {
        let lower = division.tokens.iter().map(|token| token.span.text(text).to_lowercase()).collect();
        let mut quoted = Vec::with_capacity(division.tokens.len());
        for paragraph in 0..division.paragraphs.len() {
            let mut is_open = false;
            for token in division.paragraph_tokens(paragraph) {
                quoted.push(is_open);
                is_open ^= division.tokens[token].span.text(text) == "\"";
            }
        }
        Words { text, division, lower, quoted }
    }

    /// Returns the lower-case word at `at`; empty outside the text.
    pub(super) fn lower(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", String::as_str)
    }

    /// Returns the word at `at` as written; empty outside the text.
    pub(super) fn raw(&self, at: usize) -> &'a str {
        self.division.tokens.get(at).map_or("", |token| token.span.text(self.text))
    }

    /// Returns the shape of the word at `at`; `Shape::Mark` outside the text.
    pub(super) fn shape(&self, at: usize) -> Shape {
        self.division.tokens.get(at).map_or(Shape::Mark, |token| token.shape)
    }

    /// Returns whether the tokens `at` and `at + 1` touch.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        match (self.division.tokens.get(at), self.division.tokens.get(at + 1)) {
            (Some(a), Some(b)) => a.span.end == b.span.start,
            _ => false,
        }
    }

    /// Returns whether a straight quotation mark before `at`, in its paragraph, is still open.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).copied().unwrap_or_default()
    }

    /// Returns the text between the tokens `at` and `at + 1`.
    pub(super) fn gap(&self, at: usize) -> Option<&'a str> {
        let (one, next) = (self.division.tokens.get(at)?, self.division.tokens.get(at + 1)?);
        self.text.get(one.span.end..next.span.start)
    }

    /// Returns the bytes from the start of token `first` to the end of token `end - 1`.
    pub(super) fn span(&self, first: usize, end: usize) -> Span {
        self.division.span(&(first..end))
    }

    /// Returns whether the word at `at` begins with a capital letter.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        matches!(self.shape(at), Shape::Title | Shape::Upper | Shape::Letter | Shape::Mixed)
    }

    /// Returns whether the word at `at` has letters and no capitals.
    pub(super) fn is_lower_word(&self, at: usize) -> bool {
        self.shape(at) == Shape::Lower
    }
}

#[derive(Debug)]
struct Phrase<T> {
    words: Vec<String>,
    /// Whether each word touches the next one; such words must also touch in the text ("A$", not "a $").
    glued: Vec<bool>,
    /// Whether the comparison is case-sensitive, because the phrase has capitals.
    exact: bool,
    value: T,
}

/// Phrases, each with a value, looked up by their first or last word; the longest match wins.
#[derive(Debug)]
pub(super) struct Phrases<T> {
    all: Vec<Phrase<T>>,
    by_first: HashMap<String, Vec<usize>>,
    by_last: HashMap<String, Vec<usize>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { all: Vec::new(), by_first: HashMap::new(), by_last: HashMap::new() }
    }
}

impl<T> Phrases<T> {
    /// Returns the table of `entries`, which are tokenized like texts of the language.
    pub(super) fn new(entries: impl IntoIterator<Item = (String, T)>, known: &TextWords) -> Self {
        let mut all: Vec<Phrase<T>> = Vec::new();
        for (text, value) in entries {
            let found = tokens(&text, Span::new(0, text.len()), known);
            let words: Vec<String> = found.iter().map(|t| t.span.text(&text).to_owned()).collect();
            let glued = found.windows(2).map(|pair| pair[0].span.end == pair[1].span.start).collect();
            let exact = text.chars().any(char::is_uppercase);
            if !words.is_empty() {
                all.push(Phrase { words, glued, exact, value });
            }
        }
        // The sort is stable: of two equally long phrases, the first one in the file wins.
        all.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_last: HashMap<String, Vec<usize>> = HashMap::new();
        for (idx, phrase) in all.iter().enumerate() {
            if let (Some(first), Some(last)) = (phrase.words.first(), phrase.words.last()) {
                by_first.entry(first.to_lowercase()).or_default().push(idx);
                by_last.entry(last.to_lowercase()).or_default().push(idx);
            }
        }
        Phrases { all, by_first, by_last }
    }

    /// Returns the longest phrase that begins at token `at` and ends before `end`, with its number of tokens.
    pub(super) fn starting(&self, words: &Words<'_>, at: usize, end: usize) -> Option<(usize, &T)> {
        self.all_starting(words, at, end).next()
    }

    /// Returns the phrases that begin at token `at` and end before `end`, the longest first.
    pub(super) fn all_starting(&self, words: &Words<'_>, at: usize, end: usize) -> impl Iterator<Item = (usize, &T)> {
        let ids = self.by_first.get(words.lower(at)).map_or(&[][..], Vec::as_slice);
        let hit = ids.iter().map(|&i| &self.all[i]);
        let fits = hit.filter(move |p| at + p.words.len() <= end && p.fits(words, at));
        fits.map(|p| (p.words.len(), &p.value))
    }

    /// Returns the longest phrase that ends right before token `at` and begins at or after `start`.
    pub(super) fn ending(&self, words: &Words<'_>, at: usize, start: usize) -> Option<(usize, &T)> {
        let ids = self.by_last.get(words.lower(at.checked_sub(1)?))?;
        let hit = ids.iter().map(|&i| &self.all[i]);
        let mut fits = hit.filter(|p| start + p.words.len() <= at && p.fits(words, at - p.words.len()));
        fits.next().map(|p| (p.words.len(), &p.value))
    }
}

impl<T> Phrase<T> {
    fn fits(&self, words: &Words<'_>, at: usize) -> bool {
        let same = self
            .words
            .iter()
            .enumerate()
            .all(|(i, word)| if self.exact { words.raw(at + i) == word } else { words.lower(at + i) == word });
        same && self.glued.iter().enumerate().all(|(i, &glued)| !glued || words.is_glued(at + i))
    }
}
