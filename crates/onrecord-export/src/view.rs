//! A record as the tables see it: ids followed, spans as words or code points.

use onrecord_record::{Actor, ActorId, CodePoints, Event, Place, Record, Span, Time};

/// Returns a probability with the four decimals that records have.
pub(crate) fn probability(value: f32) -> f64 {
    (f64::from(value) * 1e4).round() / 1e4
}

/// One record, with its table of code points.
pub(crate) struct View<'a> {
    pub(crate) record: &'a Record,
    points: CodePoints<'a>,
}

impl<'a> View<'a> {
    pub(crate) fn new(record: &'a Record) -> View<'a> {
        View { record, points: CodePoints::new(&record.document.text) }
    }

    pub(crate) fn text(&self) -> &'a str {
        &self.record.document.text
    }

    pub(crate) fn words(&self, span: Span) -> &'a str {
        span.text(self.text())
    }

    /// Returns the words of all spans; `[…]` stands for what lies between them.
    pub(crate) fn all_words(&self, spans: &[Span]) -> String {
        join(spans.iter().map(|&span| self.words(span)), " […] ")
    }

    /// Returns the code point at which `byte` lies.
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

    /// Returns the number of the sentence, from 0 on, in which `span` begins.
    pub(crate) fn sentence_of(&self, span: Span) -> Option<usize> {
        let sentences = &self.record.sentences;
        let n_before = sentences.partition_point(|sentence| sentence.start <= span.start);
        n_before.checked_sub(1).filter(|&idx| span.start < sentences[idx].end)
    }

    /// Returns the mention of `actor` that is nearest to `anchor`: one of the same sentence, else the last before it,
    /// else the first.
    pub(crate) fn mention(&self, actor: &Actor, anchor: Span) -> Option<Span> {
        let sentence = self.sentence_of(anchor).map(|idx| self.record.sentences[idx]);
        let spans = || actor.mentions.iter().map(|mention| mention.span);
        let inside = |span: &Span| sentence.is_some_and(|sentence| sentence.contains(*span));
        let distance = |span: &Span| span.start.abs_diff(anchor.start);
        let near = spans().filter(inside).min_by_key(distance);
        near.or_else(|| spans().take_while(|span| span.start < anchor.start).last()).or_else(|| spans().next())
    }
}

/// Returns where an event is told; the one place that knows how an event holds that.
pub(crate) fn anchors(event: &Event) -> Vec<Span> {
    event.anchors.clone()
}

/// Returns `parts` with `between` between them.
pub(crate) fn join<T: AsRef<str>>(parts: impl IntoIterator<Item = T>, between: &str) -> String {
    let mut out = String::new();
    for (idx, part) in parts.into_iter().enumerate() {
        if idx > 0 {
            out.push_str(between);
        }
        out.push_str(part.as_ref());
    }
    out
}

/// Returns the value as text, empty where there is none.
pub(crate) fn or_empty<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}
