//! Half-open ranges of bytes, and their translation to code points.

use std::fmt;

/// A half-open range of bytes `start..end` into the text of one document.
///
/// Invariant: `start <= end`. The code that makes a span ensures that both ends lie on character boundaries of the
/// text; [`Span::text`] never panics.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Returns the span between the two offsets, which may be in either order.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start: start.min(end), end: start.max(end) }
    }

    /// Returns the length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Returns whether the span is empty.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns whether `other` lies inside this span (equal spans contain each other).
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns whether the spans share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the smallest span that contains both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the part of `text` in the span; empty if the span is not in the text.
    pub fn text(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Returns the span without white space at its ends (as defined by `char::is_whitespace`).
    pub fn trim(self, text: &str) -> Span {
        let words = self.text(text);
        let start = self.start + (words.len() - words.trim_start().len());
        Span { start, end: start + words.trim().len() }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Translates byte offsets of one text into code points and back.
///
/// ASCII text needs no table; for other texts, the table has one count for every 64 bytes.
#[derive(Debug, Clone)]
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points that start before byte `64 * i`; empty for ASCII.
    counts: Vec<usize>,
}

const STEP: usize = 64;

impl<'a> CodePoints<'a> {
    /// Returns the table for `text`.
    pub fn new(text: &'a str) -> Self {
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut seen = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                counts.push(seen);
                seen += chunk.iter().filter(|&&b| is_start(b)).count();
            }
            counts.push(seen);
        }
        CodePoints { text, counts }
    }

    /// Returns the number of code points that start before byte `byte` (clamped to the text).
    pub fn from_byte(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        if self.counts.is_empty() {
            return byte;
        }
        let block = byte / STEP;
        let rest = &self.text.as_bytes()[block * STEP..byte];
        self.counts[block] + rest.iter().filter(|&&b| is_start(b)).count()
    }

    /// Returns the byte at which code point number `point` starts, or the length of the text if it has fewer.
    pub fn to_byte(&self, point: usize) -> usize {
        if self.counts.is_empty() {
            return point.min(self.text.len());
        }
        let block = self.counts.partition_point(|&c| c <= point).saturating_sub(1);
        let mut seen = self.counts[block];
        for (i, &b) in self.text.as_bytes().iter().enumerate().skip(block * STEP) {
            if is_start(b) {
                if seen == point {
                    return i;
                }
                seen += 1;
            }
        }
        self.text.len()
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_counting_characters() {
        for text in ["", "plain", "“Ünïcode” — 日本語 👍 mixed", &"é".repeat(200), &"a“b".repeat(77)] {
            let points = CodePoints::new(text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(points.from_byte(byte), count, "{text} {byte}");
                assert_eq!(points.to_byte(count), byte, "{text} {count}");
            }
            assert_eq!(points.from_byte(text.len()), text.chars().count());
            assert_eq!(points.to_byte(text.chars().count()), text.len());
        }
    }

    #[test]
    fn trim_cuts_white_space_only() {
        let text = " \u{a0}“So,” he said.\n";
        let span = Span::new(0, text.len()).trim(text);
        assert_eq!(span.text(text), "“So,” he said.");
    }

    #[test]
    fn spans_outside_the_text_have_no_words() {
        assert_eq!(Span::new(1, 2).text("é"), "");
        assert_eq!(Span::new(5, 9).text("abc"), "");
    }
}
