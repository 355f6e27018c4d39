//! Finds the words of a query in a text, so that they can be highlighted.

use std::ops::Range;

use super::text_query::{Term, TextQuery};
use crate::place_names::fold;

/// Letters that the full-text index treats as separate letters, because Unicode does not decompose them into a letter
/// and an accent. Place names are compared with these letters replaced.
const OWN_LETTERS: &str = "ÆÐØÞßæðøþĐđĦħıĲĳĿŀŁłŉŋŒœŧƏƒǄǅǆǇǈǉǊǋǌǠǡǱǲǳəẚ";

/// A word of a text: its byte range and its form as compared by the full-text index.
struct Word {
    range: Range<usize>,
    folded: String,
}

impl TextQuery {
    /// Returns the byte ranges of `text` that match words and phrases of the query, in order and without overlaps. Case
    /// and accents are ignored.
    ///
    /// ```
    /// use onrecord_store::TextQuery;
    ///
    /// let query = TextQuery::parse("\"tax cut\" OR dut*")?;
    /// let text = "Tax cuts? A tax cut, and duties.";
    /// let found: Vec<&str> = query.occurrences(text).into_iter().map(|range| &text[range]).collect();
    /// assert_eq!(found, ["tax cut", "duties"]);
    /// # Ok::<(), onrecord_store::Error>(())
    /// ```
    pub fn occurrences(&self, text: &str) -> Vec<Range<usize>> {
        let words = words(text);
        let terms = self.all_of().iter().flatten();
        let mut found: Vec<Range<usize>> = terms.flat_map(|term| occurrences_of(term, &words)).collect();
        found.sort_unstable_by_key(|range| (range.start, range.end));
        let mut apart: Vec<Range<usize>> = Vec::with_capacity(found.len());
        for range in found {
            match apart.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => apart.push(range),
            }
        }
        apart
    }
}

fn occurrences_of(term: &Term, text: &[Word]) -> Vec<Range<usize>> {
    let (wanted, is_prefix) = match term {
        Term::Phrase(phrase) => (words(phrase), false),
        Term::Prefix(beginning) => (words(beginning), true),
    };
    if wanted.is_empty() {
        return vec![];
    }
    let last = wanted.len() - 1;
    let fits = |(idx, (word, wanted)): (usize, (&Word, &Word))| match is_prefix && idx == last {
        true => word.folded.starts_with(&wanted.folded),
        false => word.folded == wanted.folded,
    };
    let at = text.windows(wanted.len()).filter(|words| words.iter().zip(&wanted).enumerate().all(fits));
    at.filter_map(|words| Some(words.first()?.range.start..words.last()?.range.end)).collect()
}

/// Returns the words of `text`, which are runs of letters and digits, as the full-text index tokenizes it.
fn words(text: &str) -> Vec<Word> {
    let is_within = |c: char| c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}');
    let mut words: Vec<Word> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is_within(*c)) {
        let end = at + c.len_utf8();
        match words.last_mut().filter(|last| last.range.end == at) {
            Some(last) => {
                last.range.end = end;
                fold_letter(c, &mut last.folded);
            }
            None => {
                let mut folded = String::new();
                fold_letter(c, &mut folded);
                words.push(Word { range: at..end, folded });
            }
        }
    }
    words
}

/// Appends `c` to `out` in the form that the full-text index compares.
fn fold_letter(c: char, out: &mut String) {
    if OWN_LETTERS.contains(c) {
        out.extend(c.to_lowercase());
    } else {
        fold(c, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_the_full_text_finds_them() {
        let check = |query: &str, text: &str, expected: &[&str]| {
            let found = TextQuery::parse(query).unwrap().occurrences(text);
            assert_eq!(found.into_iter().map(|range| &text[range]).collect::<Vec<_>>(), expected, "{query}");
        };
        check("rain", "Rain. It rains, RAIN!", &["Rain", "RAIN"]);
        check("cafe", "In the Café", &["Café"]);
        check("café", "cafe cafe\u{301}", &["cafe", "cafe\u{301}"]);
        check("strasse lodz", "Straße in Łódź", &[]);
        check("straße łodz", "Straße in Łódź", &["Straße", "Łódź"]);
        check("\"heavy rain\"", "heavy, heavy rain", &["heavy rain"]);
        check("well-known", "a well known name", &["well known"]);
        check("tax* cut", "cut taxes", &["cut", "taxes"]);
        check("rain OR snow -hail", "hail, snow, rain", &["snow", "rain"]);
        check("\"a b\" \"b c\"", "a b c", &["a b c"]);
        check("rain", "", &[]);
    }
}
