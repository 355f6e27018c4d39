//! The lines of an ontology: heads in square brackets, fields between bars.

use crate::{Error, error};

/// A line that is neither empty nor a comment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'f, 'a> {
    file: &'f str,
    /// Counted from 1 on.
    pub(crate) number: usize,
    /// Line of the head; 0 above the first one.
    pub(crate) head_number: usize,
    /// The words in the brackets above the line; empty above the first head.
    pub(crate) head: &'a str,
    /// The line without white space around it.
    pub(crate) text: &'a str,
}

impl<'a> Line<'_, 'a> {
    /// Returns the error that says what is wrong with the line.
    pub(crate) fn error(&self, message: impl std::fmt::Display) -> Error {
        error::knowledge(self.file, format!("line {}: {message}", self.number))
    }

    /// Returns the error that says what is wrong with the head above the line.
    pub(crate) fn head_error(&self, message: impl std::fmt::Display) -> Error {
        error::knowledge(self.file, format!("line {}: {message}", self.head_number))
    }

    /// Returns the `N` fields of the line; those left out at its end are empty.
    pub(crate) fn fields<const N: usize>(&self) -> Result<[&'a str; N], Error> {
        let mut fields = [""; N];
        for (field_idx, field) in self.text.split('|').enumerate() {
            let Some(slot) = fields.get_mut(field_idx) else {
                return Err(self.error(format_args!("expected at most {N} fields, found more")));
            };
            *slot = field.trim();
        }
        if fields[0].is_empty() {
            return Err(self.error("expected a name in the first field, found none"));
        }
        Ok(fields)
    }
}

/// Returns the lines of the file that say something, with the head that each stands below.
pub(crate) fn lines<'f, 'a>(file: &'f str, text: &'a str) -> impl Iterator<Item = Line<'f, 'a>> {
    let (mut head, mut head_number) = ("", 0);
    text.lines().enumerate().filter_map(move |(line_idx, line)| {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        if let Some(inner) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            (head, head_number) = (inner.trim(), line_idx + 1);
            return None;
        }
        Some(Line { file, number: line_idx + 1, head_number, head, text: line })
    })
}
