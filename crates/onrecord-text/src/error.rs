/// The kind of problem with an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input has nothing but white space.
    Empty,
    /// The input is not text.
    Binary,
    /// The input is text in a format that is not supported.
    Unsupported,
    /// The article is longer than [`MAX_ARTICLE_BYTES`](crate::MAX_ARTICLE_BYTES).
    TooLong,
    /// The page contains no article.
    NoArticle,
    /// A row of JSON Lines is not an article, or an item is not valid ninjs.
    Row,
    /// The input is not a feed, or it is a broken one.
    Feed,
    /// A record of an archive is broken, or its kind is not supported.
    Archive,
    /// The bytes could not be read.
    Read,
}

/// The reason why an input, or one row of it, could not be turned into a document.
///
/// The message names the input and the line, entry or record if they are known:
/// `"news.jsonl, line 3: expected a field "text""`.
pub type Error = onrecord_error::Error<ErrorKind>;
