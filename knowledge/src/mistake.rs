//! Mistakes in knowledge files.

use std::fmt;

/// A mistake in a knowledge file: its location and what was expected there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The path of the file.
    pub file: String,
    /// The line, counted from 1; `None` if the mistake concerns the whole file.
    pub line: Option<usize>,
    /// What was expected and what was found.
    pub message: String,
}

impl Mistake {
    /// Returns a mistake on the given line of a file.
    pub fn new(file: &str, line: usize, message: impl fmt::Display) -> Mistake {
        Mistake { file: file.to_owned(), line: Some(line), message: message.to_string() }
    }

    /// Returns a mistake that concerns a whole file.
    pub fn of_file(file: &str, message: impl fmt::Display) -> Mistake {
        Mistake { file: file.to_owned(), line: None, message: message.to_string() }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}: line {line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for Mistake {}
