//! The words of a record, as the text form shows them.

use onrecord_record::{ActorId, Record, Span};

use super::clean::clean;
use super::glyphs::Glyphs;
use super::style::Style;

/// A record, and the symbols with which its words are shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct RecordText<'a> {
    pub(super) record: &'a Record,
    pub(super) glyphs: Glyphs,
}

impl<'a> RecordText<'a> {
    pub(super) fn new(record: &'a Record, style: &Style) -> Self {
        RecordText { record, glyphs: Glyphs::new(style) }
    }

    /// Returns the clean words of `span`.
    pub(super) fn of(&self, span: Span) -> String {
        clean(span.text(&self.record.document.text))
    }

    /// Returns the clean words of `spans`, with a symbol where the article has other words between them.
    pub(super) fn joined(&self, spans: &[Span]) -> String {
        let text = &self.record.document.text;
        let mut joined = String::new();
        let mut last_end = None;
        for span in spans {
            if let Some(end) = last_end {
                let gap = text.get(end..span.start).unwrap_or("");
                let is_gap = gap.chars().any(char::is_alphanumeric);
                joined.push_str(if is_gap { self.glyphs.gap() } else { " " });
            }
            joined.push_str(&self.of(*span));
            last_end = Some(span.end);
        }
        joined
    }

    /// Returns the name of an actor.
    pub(super) fn name(&self, id: ActorId) -> String {
        self.record.actors.get(id.0).map_or_else(|| id.to_string(), |actor| clean(&actor.name))
    }

    /// Returns the names of `actors` as a person would list them.
    pub(super) fn names(&self, actors: &[ActorId]) -> String {
        let names: Vec<String> = actors.iter().map(|id| self.name(*id)).collect();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => names.concat(),
        }
    }
}
