//! Looks things up in a record: entries by id, words and code points by span.

use onrecord_record::{Actor, ActorId, CodePoints, Event, Place, Record, Span, Time};

/// Returns a probability rounded to four decimals, as in records.
pub(crate) fn probability(value: f32) -> f64 {
    (f64::from(value) * 1e4).round() / 1e4
}

/// A record with the table that converts its offsets to code points.
pub(crate) struct RecordView<'a> {
    pub(crate) record: &'a Record,
    points: CodePoints<'a>,
}

impl<'a> RecordView<'a> {
    pub(crate) fn new(record: &'a Record) -> RecordView<'a> {
        RecordView { record, points: CodePoints::new(&record.document.text) }
    }

    pub(crate) fn text(&self) -> &'a str {
        &self.record.document.text
    }

    pub(crate) fn words(&self, span: Span) -> &'a str {
        span.text(self.text())
    }

    /// Returns the words of all spans, with `[…]` for the text between them.
    pub(crate) fn all_words(&self, spans: &[Span]) -> String {
        join(spans.iter().map(|&span| self.words(span)), " […] ")
    }

    /// Returns the offset in code points of the byte offset `byte`.
    pub(crate) fn point(&self, byte: usize) -> usize {
        self.points.from_byte(byte)
    }

    /// Returns `start-end` in code points for each span.
    pub(crate) fn offsets(&self, spans: &[Span]) -> String {
        join(spans.iter().map(|span| format!("{}-{}", self.point(span.start), self.point(span.end))), ";")
    }

    pub(crate) fn actors(&self, ids: &[ActorId]) -> Vec<&'a Actor> {
        ids.iter().filter_map(|id| self.record.actors.get(id.0)).collect()
    }

    pub(crate) fn time(&self, event: &Event) -> Option<&'a Time> {
        self.record.times.get(event.time?.0)
    }

    pub(crate) fn place(&self, event: &Event) -> Option<&'a Place> {
        self.record.places.get(event.place?.0)
    }

    /// Returns the index of the sentence in which `span` begins, counted from 0.
    pub(crate) fn sentence_of(&self, span: Span) -> Option<usize> {
        let sentences = &self.record.sentences;
        let n_before = sentences.partition_point(|sentence| sentence.start <= span.start);
        n_before.checked_sub(1).filter(|&idx| span.start < sentences[idx].end)
    }

    /// Returns the mention of `actor` nearest to `anchor`: one in the same sentence, otherwise the last one before it,
    /// otherwise the first one.
    pub(crate) fn mention(&self, actor: &Actor, anchor: Span) -> Option<Span> {
        let sentence = self.sentence_of(anchor).map(|idx| self.record.sentences[idx]);
        let spans = || actor.mentions.iter().map(|mention| mention.span);
        let inside = |span: &Span| sentence.is_some_and(|sentence| sentence.contains(*span));
        let distance = |span: &Span| span.start.abs_diff(anchor.start);
        let near = spans().filter(inside).min_by_key(distance);
        near.or_else(|| spans().take_while(|span| span.start < anchor.start).last()).or_else(|| spans().next())
    }
}

/// Returns `parts` joined by `separator`.
pub(crate) fn join<T: AsRef<str>>(parts: impl IntoIterator<Item = T>, separator: &str) -> String {
    let mut out = String::new();
    for (idx, part) in parts.into_iter().enumerate() {
        if idx > 0 {
            out.push_str(separator);
        }
        out.push_str(part.as_ref());
    }
    out
}

/// Returns the value as text, which is empty for `None`.
pub(crate) fn or_empty<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}
