//! The beginning of the line that shows an event in lists.

use onrecord_record::EventStatus;

use super::clean::clean;
use super::glyphs::Glyphs;
use super::page::{Paint, StyledText};

/// The parts of an event that both lists of events show.
pub(super) struct EventHead<'a> {
    pub(super) event_type: &'a str,
    pub(super) mode: Option<&'a str>,
    pub(super) actors: String,
    pub(super) recipients: String,
    pub(super) status: EventStatus,
    pub(super) place: Option<&'a str>,
}

impl EventHead<'_> {
    /// Returns the line with type, mode, participants, status and place.
    pub(super) fn line(&self, glyphs: Glyphs) -> StyledText {
        let mut line = StyledText::default();
        line.add(Paint::Name, &clean(self.event_type));
        if let Some(mode) = self.mode {
            line.add(Paint::Plain, &format!(" {}", clean(mode)));
        }
        line.add(Paint::Dim, glyphs.dot());
        line.add(Paint::Plain, if self.actors.is_empty() { "?" } else { &self.actors });
        if !self.recipients.is_empty() {
            line.add(Paint::Plain, &format!(" {} {}", glyphs.arrow(), self.recipients));
        }
        let status = match self.status {
            EventStatus::Actual => None,
            EventStatus::Planned => Some("planned"),
            EventStatus::Possible => Some("possible"),
            EventStatus::Negated => Some("did not happen"),
        };
        if let Some(status) = status {
            line.add(Paint::Dim, glyphs.dot());
            line.add(Paint::Warn, status);
        }
        if let Some(place) = self.place {
            line.add(Paint::Dim, glyphs.dot());
            line.add(Paint::Plain, &clean(place));
        }
        line
    }
}
