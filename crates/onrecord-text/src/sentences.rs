//! Groups tokens into paragraphs and sentences.

use onrecord_record::Span;

use crate::tokens::{Token, is_space, tokens};
use crate::words::TextWords;

/// The segmentation of a text. Ranges of tokens are half-open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Division {
    /// Words, numbers and punctuation marks in text order.
    pub tokens: Vec<Token>,
    /// Sentences as ranges of tokens; every token is in exactly one.
    pub sentences: Vec<std::ops::Range<usize>>,
    /// Paragraphs as ranges of sentences; every sentence is in exactly one.
    pub paragraphs: Vec<std::ops::Range<usize>>,
}

impl Division {
    /// Returns the segmentation of an English text.
    pub fn of(text: &str) -> Division {
        Division::with_words(text, TextWords::english())
    }

    /// Returns the segmentation of a text in the language of `known`.
    pub fn with_words(text: &str, known: &TextWords) -> Division {
        let mut out = Division::default();
        for paragraph in paragraphs(text) {
            let first_sentence = out.sentences.len();
            let first_token = out.tokens.len();
            out.tokens.extend(tokens(text, paragraph, known));
            let mut start = first_token;
            for end in sentence_ends(text, &out.tokens[first_token..], known) {
                out.sentences.push(start..first_token + end);
                start = first_token + end;
            }
            if out.sentences.len() > first_sentence {
                out.paragraphs.push(first_sentence..out.sentences.len());
            }
        }
        out
    }

    /// Returns the span of the tokens in `range`, from the first to the last.
    pub fn span(&self, range: &std::ops::Range<usize>) -> Span {
        if range.is_empty() {
            return Span::default();
        }
        self.tokens[range.start].span.cover(self.tokens[range.end - 1].span)
    }

    /// Returns the tokens of paragraph number `paragraph`.
    pub fn paragraph_tokens(&self, paragraph: usize) -> std::ops::Range<usize> {
        let sentences = &self.paragraphs[paragraph];
        self.sentences[sentences.start].start..self.sentences[sentences.end - 1].end
    }
}

/// Returns the paragraphs of `text`: lines, or if lines are wrapped by hand, blocks between empty lines.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\u{2028}', '\u{2029}', '\u{c}']) {
        lines.push(Span::new(start, start + line.len()));
        start += line.len();
    }
    let wrapped = is_wrapped(text, &lines);
    let mut out: Vec<Span> = Vec::new();
    let mut open = false;
    for line in lines {
        if line.text(text).chars().all(is_space) {
            open = false;
        } else if open && wrapped {
            if let Some(last) = out.last_mut() {
                last.end = line.end;
            }
        } else {
            out.push(line);
            open = true;
        }
    }
    out
}

/// Returns whether lines are broken by width and not by meaning: most line breaks are then inside a sentence.
fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    let mut breaks = 0;
    let mut inside = 0;
    for pair in lines.windows(2) {
        let (a, b) = (pair[0].text(text).trim_end(), pair[1].text(text).trim_start());
        if a.is_empty() || b.is_empty() {
            continue;
        }
        if a.chars().count() > 120 {
            return false;
        }
        breaks += 1;
        let ends = a.ends_with(['.', '!', '?', ':', '"', '”', '’', '\'', ')']);
        inside += usize::from(!ends && a.chars().count() > 40);
    }
    breaks >= 3 && inside * 2 > breaks
}

/// Returns the end of each sentence of one paragraph, as a number of tokens; the end of the paragraph is included.
fn sentence_ends(text: &str, tokens: &[Token], known: &TextWords) -> Vec<usize> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let word = tokens[i].span.text(text);
        let mut end = i + 1;
        if is_terminal(word) {
            while end < tokens.len() && is_closing(text, tokens, end) {
                end += 1;
            }
            if end < tokens.len() && ends_sentence(text, tokens, i..end, known) {
                out.push(end);
            }
        }
        i = end;
    }
    if !tokens.is_empty() && out.last() != Some(&tokens.len()) {
        out.push(tokens.len());
    }
    out
}

fn is_terminal(word: &str) -> bool {
    word.ends_with('.') || matches!(word, "!" | "?" | "…" | "。") || word.starts_with("!!") || word.starts_with("??")
}

/// Returns whether the token at `at` closes something that the sentence opened; it must touch the token before.
fn is_closing(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = tokens[at].span.text(text);
    let touches = tokens[at - 1].span.end == tokens[at].span.start;
    let ends_run = tokens.get(at + 1).is_none_or(|next| next.span.start > tokens[at].span.end);
    matches!(word, "”" | "’" | "»" | ")" | "]" | "!" | "?" | "''") && touches
        || matches!(word, "\"" | "'") && touches && (ends_run || is_closing(text, tokens, at + 1))
}

/// Returns whether a sentence ends with the tokens of `end`: a full stop and the closing marks after it.
fn ends_sentence(text: &str, tokens: &[Token], end: std::ops::Range<usize>, known: &TextWords) -> bool {
    let (stop, next) = (end.start, end.end);
    let word = tokens[stop].span.text(text);
    let gap = tokens[next].span.start > tokens[next - 1].span.end;
    let closed_quote = next > stop + 1;
    let opens_quote = word == "." && tokens[next].span.text(text).starts_with(['“', '"']);
    if !(gap || closed_quote || opens_quote) {
        return false;
    }
    // The first word of the next sentence, after opening marks.
    let mut first = next;
    while first < tokens.len()
        && matches!(
            tokens[first].span.text(text),
            "“" | "‘" | "\"" | "'" | "(" | "[" | "«" | "-" | "–" | "—" | "--" | "•" | "*" | "``"
        )
    {
        first += 1;
    }
    let Some(following) = tokens.get(first) else { return false };
    let following = following.span.text(text);
    let starts_like_sentence =
        following.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '@' || c == '#' || c == '$');
    if !starts_like_sentence {
        return false;
    }
    if word != "." && word.ends_with('.') && word.chars().any(char::is_alphanumeric) {
        if closed_quote {
            return true;
        }
        let lower = word.trim_end_matches('.').to_lowercase();
        let single_letter = lower.chars().count() == 1;
        if single_letter || known.inner.contains(&lower) {
            return false;
        }
        // In "U.S. Treasury" and "Acme Inc. Chairman", only words that often open sentences and hardly ever continue a
        // name end it.
        return known.openers.contains(&following.to_lowercase()) || first > next;
    }
    // After an ellipsis inside a quotation, a capital letter occurs only at the beginning of a sentence.
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let division = Division::of(text);
        let found: Vec<&str> = division.sentences.iter().map(|s| division.span(s).text(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn sentences_end_at_stops_and_lines() {
        check("It rained. Nobody came.", &["It rained.", "Nobody came."]);
        check("“It rained.” Nobody came.", &["“It rained.”", "Nobody came."]);
        check("\"It rained.\" \"Nobody came.\"", &["\"It rained.\"", "\"Nobody came.\""]);
        check("“Why?” she asked. He left.", &["“Why?” she asked.", "He left."]);
        check("“Stop!” Ana Diaz said.", &["“Stop!”", "Ana Diaz said."]);
        check(
            "He met Sen. Marsh of the U.S. Senate. It ended at 3 p.m. The end.",
            &["He met Sen. Marsh of the U.S. Senate.", "It ended at 3 p.m.", "The end."],
        );
        check("Headline without a stop\nThe text.", &["Headline without a stop", "The text."]);
        check("He left the U.S. in May. J. K. Moss stayed.", &["He left the U.S. in May.", "J. K. Moss stayed."]);
        check(
            "Shares of Acme Inc. rose 4.5 percent. No. 2 fell.",
            &["Shares of Acme Inc. rose 4.5 percent.", "No. 2 fell."],
        );
    }

    #[test]
    fn lines_wrapped_by_hand_are_joined() {
        let text = "The mayor of the small town on the coast said that\nthe bridge would be closed for most of the summer and\nthat nobody had asked the people who live there what they\nthought of it.\n\nA second paragraph.";
        assert_eq!(Division::of(text).paragraphs.len(), 2);
        assert_eq!(Division::of("One line.\nTwo lines.\nThree lines.\nFour.").paragraphs.len(), 4);
    }

    #[test]
    fn nothing_gives_nothing() {
        for text in ["", " ", "\n\n\t\u{200b}"] {
            assert_eq!(Division::of(text), Division::default());
        }
    }
}
