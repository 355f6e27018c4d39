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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    input: Option<String>,
    /// What the part of the input is called, and which it is, from 1 on.
    part: Option<(&'static str, u64)>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error { kind, message: message.into(), input: None, part: None }
    }

    /// Returns the error with the name of the input.
    pub(crate) fn of_input(mut self, input: &str) -> Self {
        self.input = Some(input.to_owned());
        self
    }

    /// Returns the error with the part of the input, from 1 on. Where it has one, it is told inside the message.
    pub(crate) fn in_part(mut self, name: &'static str, number: u64) -> Self {
        if let Some((inner, inner_number)) = self.part.replace((name, number)) {
            self.message = format!("{inner} {inner_number}: {}", self.message);
        }
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
        self.part.filter(|(name, _)| *name == "line").map(|(_, number)| number)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.input, self.part) {
            (Some(input), Some((part, number))) => write!(f, "{input}, {part} {number}: {}", self.message),
            (Some(input), None) => write!(f, "{input}: {}", self.message),
            _ => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Error {}
