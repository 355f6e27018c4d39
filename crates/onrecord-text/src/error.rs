use std::fmt;

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
    /// The row is not one that JSON Lines of articles can hold.
    Row,
    /// The bytes could not be had.
    Read,
}

/// Why an input, or one row of it, gives no document.
///
/// The message names the input and the line where they are known: `"news.jsonl, line 3: expected a field "text""`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    input: Option<String>,
    line: Option<u64>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error { kind, message: message.into(), input: None, line: None }
    }

    /// Returns the error with the name of the input, and the line in it from 1 on.
    pub(crate) fn at(mut self, input: &str, line: Option<u64>) -> Self {
        self.input = Some(input.to_owned());
        self.line = line;
        self
    }

    /// Returns what went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the name of the input, where known.
    pub fn input(&self) -> Option<&str> {
        self.input.as_deref()
    }

    /// Returns the line of the input, from 1 on, for formats that hold an article a line.
    pub fn line(&self) -> Option<u64> {
        self.line
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.input, self.line) {
            (Some(input), Some(line)) => write!(f, "{input}, line {line}: {}", self.message),
            (Some(input), None) => write!(f, "{input}: {}", self.message),
            _ => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Error {}
