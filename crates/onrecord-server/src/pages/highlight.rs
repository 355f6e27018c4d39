//! Highlighting of search words in a text.

use maud::{Markup, html};
use onrecord_store::TextQuery;

/// Returns `text` with the words of `query` marked, unchanged if there is no query.
pub(super) fn words(text: &str, query: Option<&TextQuery>) -> Markup {
    let found = query.map_or_else(Vec::new, |query| query.occurrences(text));
    let mut at = 0;
    let mut pieces = Vec::with_capacity(found.len());
    for range in found {
        pieces.push((&text[at..range.start], &text[range.clone()]));
        at = range.end;
    }
    html! {
        @for (before, marked) in pieces { (before) mark { (marked) } }
        (&text[at..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_and_nothing_is_markup() {
        let query = TextQuery::parse("rain").unwrap();
        let marked = words("<b>Rain</b>, rain", Some(&query)).into_string();
        assert_eq!(marked, "&lt;b&gt;<mark>Rain</mark>&lt;/b&gt;, <mark>rain</mark>");
        assert_eq!(words("a & b", None).into_string(), "a &amp; b");
    }
}
