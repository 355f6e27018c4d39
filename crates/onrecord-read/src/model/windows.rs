//! Splits a text into windows of tokens that the encoder processes at once, in the same way as in training.

use std::ops::Range;

use onrecord_text::Division;

/// Maximum number of pieces in a window, excluding the two special tokens at its ends.
pub(crate) const MAX_PIECES: usize = 254;

/// Maximum number of pieces in a window shared by paragraphs: the cost of attention is quadratic, and distant context
/// helps little.
const SHARED_PIECES: usize = 192;

/// Returns windows of whole paragraphs, several of which share one of up to [`SHARED_PIECES`] pieces. Paragraphs of
/// more than [`MAX_PIECES`] pieces are split between sentences, and long sentences between tokens. `counts` contains
/// the number of pieces of each token.
pub(crate) fn windows(division: &Division, counts: &[usize]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut size = 0;
    for unit in units(division, counts) {
        let n: usize = counts[unit.clone()].iter().sum();
        match out.last_mut() {
            Some(last) if size + n <= SHARED_PIECES => {
                last.end = unit.end;
                size += n;
            }
            _ => {
                out.push(unit);
                size = n;
            }
        }
    }
    out
}

fn units(division: &Division, counts: &[usize]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for (paragraph, sentences) in division.paragraphs.iter().enumerate() {
        let tokens = division.paragraph_tokens(paragraph);
        if counts[tokens.clone()].iter().sum::<usize>() <= MAX_PIECES {
            out.push(tokens);
            continue;
        }
        for sentence in &division.sentences[sentences.clone()] {
            let (mut start, mut size) = (sentence.start, 0);
            for i in sentence.clone() {
                if size + counts[i] > MAX_PIECES {
                    out.push(start..i);
                    (start, size) = (i, 0);
                }
                size += counts[i];
            }
            out.push(start..sentence.end);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_hold_every_token_once() {
        let paragraph = "One two three four five six seven eight nine ten. ".repeat(60);
        let text = format!("Short one.\n\n{paragraph}\n\nShort two.\n\n{}", "word ".repeat(700));
        let division = Division::of(&text);
        let counts = vec![1; division.tokens.len()];
        let found = windows(&division, &counts);
        assert_eq!(found.first().map(|w| w.start), Some(0));
        assert_eq!(found.last().map(|w| w.end), Some(division.tokens.len()));
        assert!(found.windows(2).all(|w| w[0].end == w[1].start));
        assert!(found.iter().all(|w| (1..=MAX_PIECES).contains(&w.len())));
    }
}
