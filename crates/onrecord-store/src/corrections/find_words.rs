//! Where words stand that a person wrote down with single spaces.

use onrecord_record::Span;

/// A text whose white space is all single spaces, and where each of its bytes comes from.
pub(super) struct Text<'a> {
    text: &'a str,
    line: String,
    /// For each byte of `line`, its place in `text`.
    places: Vec<usize>,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Text<'a> {
        let (mut line, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
        for word in text.split_whitespace() {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            if !line.is_empty() {
                line.push(' ');
                places.push(at);
            }
            line.push_str(word);
            places.extend(at..at + word.len());
        }
        Text { text, line, places }
    }

    /// Returns where the pieces of `value`, which stand between ` | `, are: each nearest to its place in `before`, in
    /// the order of the text.
    pub(super) fn pieces(&self, value: &str, before: &[Span]) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        for (idx, piece) in value.split(" | ").map(str::trim).filter(|piece| !piece.is_empty()).enumerate() {
            let near = before.get(idx).or(before.last()).map_or(0, |span| span.start);
            let after = found.last().map_or(0, |last| last.end);
            let all: Vec<Span> = self.line.match_indices(piece).map(|(at, words)| self.span(at, words.len())).collect();
            let later = all.iter().filter(|span| span.start >= after);
            found.extend(later.min_by_key(|span| span.start.abs_diff(near)).or(all.first()));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn span(&self, at: usize, len: usize) -> Span {
        let end = self.places.get(at + len - 1).map_or(self.text.len(), |last| last + 1);
        Span::new(self.places.get(at).copied().unwrap_or(end), end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_near_where_they_were() {
        let text = " Café: he\n said  it rains, it  rains.";
        let check = |value: &str, before: &[Span], expected: &[&str], first: usize| {
            let found = Text::new(text).pieces(value, before);
            let words: Vec<&str> = found.iter().map(|span| span.text(text)).collect();
            assert_eq!(words, expected, "{value}");
            assert_eq!(found.first().map_or(0, |span| span.start), first, "{value}");
        };
        check("he said", &[], &["he\n said"], 8);
        check("it rains", &[Span::new(30, 33)], &["it  rains"], 28);
        check("it rains", &[Span::new(17, 19)], &["it rains"], 18);
        check("Café | it rains", &[Span::new(1, 4)], &["Café", "it rains"], 1);
        check("it rains | it rains", &[Span::new(0, 1)], &["it rains", "it  rains"], 18);
        check("", &[], &[], 0);
        check("snow", &[], &[], 0);
    }
}
