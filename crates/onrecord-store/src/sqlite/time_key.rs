//! Row numbers in chronological order, so that SQLite's full-text index, which identifies rows only by number, returns
//! them in that order.
//!
//! A key combines a day, an article and a position. It is never decoded, because each of the three is also stored in a
//! column.

use crate::article::ArticleId;

/// The maximum number of articles in a store, so that their numbers fit into the keys.
pub(super) const MAX_ARTICLES: i64 = 1 << 24;

/// The maximum number of indexed statements or events per article, so that their positions fit into the keys.
pub(super) const MAX_ENTRIES: usize = 1 << 16;

/// Returns the key of an entry: keys sort by day, then by article, then by position.
pub(super) fn of_entry(day: i64, article: ArticleId, position: usize) -> i64 {
    day << 40 | article.0 << 16 | position as i64
}

/// Returns the key of an article in the full-text index.
pub(super) fn of_article(day: i64, article: ArticleId) -> i64 {
    of_entry(day, article, 0)
}

/// Returns the smallest key of day `since` and the smallest key after day `until`.
pub(super) fn of_days((since, until): (i64, i64)) -> [i64; 2] {
    [since << 40, (until + 1) << 40]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::LAST_DAY;

    #[test]
    fn keys_sort_by_day_article_and_position() {
        let keys = [
            of_entry(0, ArticleId(7), 1),
            of_entry(738_945, ArticleId(1), MAX_ENTRIES - 1),
            of_article(738_945, ArticleId(2)),
            of_entry(738_945, ArticleId(2), 1),
            of_entry(738_946, ArticleId(1), 3),
            of_article(LAST_DAY, ArticleId(MAX_ARTICLES - 1)),
        ];
        assert!(keys.is_sorted_by(|a, b| a < b));
        let [first, end] = of_days((738_945, 738_945));
        assert_eq!(keys.map(|key| (first..end).contains(&key)), [false, true, true, true, false, false]);
    }
}
