//! Division -> windows of tokens that the encoder reads at once. Training packs in the same way.

use std::ops::Range;

use onrecord_text::Division;

/// Most pieces of a window, beside the two marks at its ends.
pub(crate) const MAX_PIECES: usize = 254;

/// Pieces up to which paragraphs share a window: attention costs the square of them, and what is further away tells little.
const SHARED_PIECES: usize = 192;

/// Returns windows of whole paragraphs, which share one up to [`SHARED_PIECES`]. Paragraphs of more than [`MAX_PIECES`]
/// are cut between sentences, and long sentences between tokens. `counts` has the number of pieces of each token.
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
