//! The lines of an ontology file: heads in square brackets, fields separated by bars.

use std::fmt::Display;

use onrecord_knowledge::Mistake;

/// A line that is not empty, a comment or a head.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'f, 'a> {
    file: &'f str,
    /// Counted from 1.
    pub(super) number: usize,
    /// The line number of the head; 0 above the first head.
    pub(super) head_number: usize,
    /// The words in the brackets above the line; empty above the first head.
    pub(super) head: &'a str,
    /// The line without white space around it.
    pub(super) text: &'a str,
}

impl<'a> Line<'_, 'a> {
    /// Returns a mistake in the line.
    pub(super) fn mistake(&self, message: impl Display) -> Mistake {
        Mistake::new(self.file, self.number, message)
    }

    /// Returns a mistake in the head above the line.
    pub(super) fn head_mistake(&self, message: impl Display) -> Mistake {
        Mistake::new(self.file, self.head_number, message)
    }

    /// Returns the `N` fields of the line; missing fields at its end are empty.
    pub(super) fn fields<const N: usize>(&self) -> Result<[&'a str; N], Mistake> {
        let mut fields = [""; N];
        for (field_idx, field) in self.text.split('|').enumerate() {
            let Some(slot) = fields.get_mut(field_idx) else {
                return Err(self.mistake(format_args!("expected at most {N} fields, found more")));
            };
            *slot = field.trim();
        }
        if fields[0].is_empty() {
            return Err(self.mistake("expected a name in the first field, found none"));
        }
        Ok(fields)
    }
}

/// Returns the lines of a file, each with the head above it. Unclosed heads and heads without lines are added to
/// `mistakes`.
pub(super) fn lines<'f, 'a>(file: &'f str, text: &'a str, mistakes: &mut Vec<Mistake>) -> Vec<Line<'f, 'a>> {
    let nothing_below = |number| Mistake::new(file, number, "expected lines below this head, found none");
    let (mut head, mut head_number) = ("", 0);
    let mut empty_head: Option<usize> = None;
    let mut out = Vec::new();
    for (number, text) in onrecord_knowledge::lines(text) {
        let Some(rest) = text.strip_prefix('[') else {
            empty_head = None;
            out.push(Line { file, number, head_number, head, text });
            continue;
        };
        let Some(inner) = rest.strip_suffix(']') else {
            mistakes.push(Mistake::new(file, number, "expected ] at the end of the head, found none"));
            continue;
        };
        (head, head_number) = (inner.trim(), number);
        mistakes.extend(empty_head.replace(number).map(nothing_below));
    }
    mistakes.extend(empty_head.map(nothing_below));
    out
}
