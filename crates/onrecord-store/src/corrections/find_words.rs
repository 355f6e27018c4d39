//! Finds words that a user typed with single spaces in the text of an article.

use onrecord_record::Span;

/// A text in which every run of white space is replaced by one space, with the original position of each byte.
pub(super) struct SearchText<'a> {
    text: &'a str,
    line: String,
    /// For each byte of `line`, its position in `text`.
    places: Vec<usize>,
}

impl<'a> SearchText<'a> {
    pub(super) fn new(text: &'a str) -> SearchText<'a> {
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
        SearchText { text, line, places }
    }

    /// Returns the spans of the pieces of `value`, which are separated by ` | `. Only whole words match, and the spans
    /// do not overlap. Each span is as near as possible to the corresponding span in `before`; if possible, the spans
    /// are in text order.
    ///
    /// # Errors
    ///
    /// Returns the first piece that does not occur in the text.
    pub(super) fn pieces<'v>(&self, value: &'v str, before: &[Span]) -> Result<Vec<Span>, &'v str> {
        let mut found: Vec<Span> = Vec::new();
        for (idx, piece) in value.split(" | ").map(str::trim).filter(|piece| !piece.is_empty()).enumerate() {
            let near = before.get(idx).or(before.last()).map_or(0, |span| span.start);
            let after = found.last().map_or(0, |last| last.end);
            let free = self.all(piece).filter(|span| found.iter().all(|other| !other.overlaps(*span)));
            let nearest = free.min_by_key(|span| (span.start < after, span.start.abs_diff(near)));
            found.push(nearest.ok_or(piece)?);
        }
        found.sort_unstable();
        Ok(found)
    }

    /// Returns all spans where `words` occur as whole words: "he" does not match within "she".
    fn all(&self, words: &str) -> impl Iterator<Item = Span> {
        let first = words.chars().next().map_or(1, char::len_utf8);
        let mut from = 0;
        let next = move || {
            let at = from + self.line.get(from..)?.find(words)?;
            from = at + first;
            Some(at)
        };
        let is_whole = |at: &usize| !is_within_word(&self.line, *at) && !is_within_word(&self.line, at + words.len());
        std::iter::from_fn(next).filter(is_whole).map(|at| self.span(at, words.len()))
    }

    fn span(&self, at: usize, len: usize) -> Span {
        let end = self.places.get(at + len - 1).map_or(self.text.len(), |last| last + 1);
        Span::new(self.places.get(at).copied().unwrap_or(end), end)
    }
}

/// Returns whether the bytes before and after position `at` both belong to letters or digits.
fn is_within_word(line: &str, at: usize) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    is_word(line[..at].chars().next_back()) && is_word(line[at..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_near_their_previous_position() {
        let text = " Café: he\n said  it rains, it  rains.";
        let check = |value: &str, before: &[Span], expected: &[&str], first: usize| {
            let found = SearchText::new(text).pieces(value, before).unwrap();
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
        for (value, missing) in [("snow", "snow"), ("it | snow", "snow"), ("ai", "ai"), ("it | it | it", "it")] {
            assert_eq!(SearchText::new(text).pieces(value, &[]), Err(missing), "{value}");
        }
    }

    #[test]
    fn pieces_are_whole_words_that_do_not_overlap() {
        let text = "Then she said that he, a he-man, was 5m from C3.";
        let check = |value: &str, before: &[Span], expected: &[usize]| {
            let found = SearchText::new(text).pieces(value, before);
            let starts = found.map(|found| found.iter().map(|span| span.start).collect::<Vec<_>>());
            assert_eq!(starts.ok(), (!expected.is_empty()).then(|| expected.to_vec()), "{value}");
        };
        check("he", &[], &[19]);
        check("he", &[Span::new(5, 8)], &[19]);
        check("he | he", &[], &[19, 25]);
        check("he | he | he", &[], &[]);
        check("m from", &[], &[]);
        check("C", &[], &[]);
        // The second piece occurs only before or inside the first one.
        check("a he-man | that", &[], &[14, 23]);
        check("that he | that", &[], &[]);
        check(", a", &[], &[21]);
    }
}
