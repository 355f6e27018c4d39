/// What went wrong with an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is nothing in it but white space.
    Empty,
    /// It is not text.
    Binary,
    /// It is text in a format that is not read.
    Unsupported,
    /// The article is longer than [`MAX_ARTICLE_BYTES`](crate::MAX_ARTICLE_BYTES).
    TooLong,
    /// The page has no article in it.
    NoArticle,
    /// The row is not one that JSON Lines of articles can hold, or the item not one of ninjs.
    Row,
    /// It is no feed, or a broken one.
    Feed,
    /// A record of an archive is broken, or of a kind that is not read.
    Archive,
    /// The bytes could not be had.
    Read,
}

/// Why an input, or one row of it, gives no document.
///
/// The message names the input and the line, entry or record where they are known:
/// `"news.jsonl, line 3: expected a field "text""`.
pub type Error = onrecord_error::Error<ErrorKind>;
