//! Tests that the cost of understanding a query grows with its length and no faster.

#[path = "../../onrecord-read/tests/growth/counting.rs"]
mod counting;

use counting::too_fast;
use onrecord_store::TextQuery;

#[test]
fn queries_grow_with_their_length() {
    let families = [
        ("words", "rain ", ""),
        ("alternatives", "rain OR ", "snow"),
        ("excluded words", "-rain ", "snow"),
        ("phrases", "\"heavy rain\" ", ""),
        ("beginnings of words", "ra* ", ""),
        ("opened phrases", "\"rain \" ", ""),
        ("hyphens", "-", "rain"),
        ("brackets", "rain) ", ""),
        ("one word", "rain", ""),
    ];
    let mut found = Vec::new();
    for (family, piece, behind) in families {
        let query = |n_bytes: usize| piece.repeat(n_bytes / piece.len()) + behind;
        // What is refused is understood too.
        found.extend(too_fast(family, &[50_000], query, |query| drop(TextQuery::parse(query))));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
