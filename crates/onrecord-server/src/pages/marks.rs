//! The text of an article with its entries marked in place.
//!
//! Entries may overlap, and HTML elements may not. Therefore the text is cut at every start and end of a mark, and each
//! piece gets the classes of all marks that cover it. A piece links to the entry of its shortest mark.

use std::collections::BTreeSet;

use maud::{Markup, html};
use onrecord_record::{Record, Span, StatementId};

/// Maximum number of bytes of a text on a page; downloads contain all of it.
pub(super) const MAX_TEXT: usize = 400_000;

/// Maximum number of marks on a piece of text, the shortest ones. It protects against hostile articles with thousands
/// of overlapping marks.
const MAX_OVER: usize = 32;

/// Maximum number of entries in a tooltip.
const MAX_TIPS: usize = 4;

/// The kind of a mark. Among marks of equal length, the first in this order provides the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layer {
    Cue,
    Event,
    Actor,
    Time,
    Place,
    Quantity,
    Source,
    Content,
}

impl Layer {
    /// Returns the class in the style sheet.
    fn class(self) -> &'static str {
        match self {
            Layer::Cue => "k",
            Layer::Event => "e",
            Layer::Actor => "a",
            Layer::Time => "t",
            Layer::Place => "p",
            Layer::Quantity => "q",
            Layer::Source => "s",
            Layer::Content => "c",
        }
    }
}

/// A span that an entry marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    span: Span,
    layer: Layer,
    /// Id of the entry.
    entry: String,
}

/// A stretch of text that is covered by the same marks throughout.
#[derive(Debug, PartialEq, Eq)]
struct Piece {
    span: Span,
    /// Indices of its marks; the first one provides the link.
    marks: Vec<usize>,
}

/// Returns the marks of all entries of a record for which `is_shown` holds.
pub(super) fn of(record: &Record, is_shown: impl Fn(&str) -> bool) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut add = |entry: String, layer: Layer, spans: &mut dyn Iterator<Item = Span>| {
        if is_shown(&entry) {
            marks.extend(spans.map(|span| Mark { span, layer, entry: entry.clone() }));
        }
    };
    for (idx, statement) in record.statements.iter().enumerate() {
        let id = StatementId(idx).to_string();
        add(id.clone(), Layer::Content, &mut statement.content.iter().copied());
        add(id.clone(), Layer::Source, &mut statement.source.iter().copied());
        add(id, Layer::Cue, &mut statement.cue.iter().copied());
    }
    for (idx, event) in record.events.iter().enumerate() {
        add(format!("e{}", idx + 1), Layer::Event, &mut event.anchors.iter().copied());
    }
    for (idx, actor) in record.actors.iter().enumerate() {
        add(format!("a{}", idx + 1), Layer::Actor, &mut actor.mentions.iter().map(|mention| mention.span));
    }
    for (idx, time) in record.times.iter().enumerate() {
        add(format!("t{}", idx + 1), Layer::Time, &mut std::iter::once(time.span));
    }
    for (idx, place) in record.places.iter().enumerate() {
        add(format!("p{}", idx + 1), Layer::Place, &mut std::iter::once(place.span));
    }
    for (idx, quantity) in record.quantities.iter().enumerate() {
        add(format!("q{}", idx + 1), Layer::Quantity, &mut std::iter::once(quantity.span));
    }
    marks
}

/// Cuts a text into pieces from start to end. Each mark is processed once at its start and once at its end, not once
/// per paragraph.
struct Cutter<'a> {
    marks: &'a [Mark],
    /// Indices of the marks by start position, and the number of marks that have started.
    by_start: Vec<usize>,
    n_begun: usize,
    /// Start and end positions of all marks, sorted, and the number of positions already passed.
    bounds: Vec<usize>,
    n_behind: usize,
    /// The open marks: started but not ended. The first set is ordered by priority, the second by end position.
    open: BTreeSet<(usize, Layer, usize)>,
    by_end: BTreeSet<(usize, usize)>,
}

impl<'a> Cutter<'a> {
    fn new(marks: &'a [Mark]) -> Cutter<'a> {
        let mut by_start: Vec<usize> = (0..marks.len()).filter(|idx| !marks[*idx].span.is_empty()).collect();
        by_start.sort_by_key(|idx| marks[*idx].span.start);
        let mut bounds: Vec<usize> = marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]).collect();
        bounds.sort_unstable();
        bounds.dedup();
        let (open, by_end) = (BTreeSet::new(), BTreeSet::new());
        Cutter { marks, by_start, n_begun: 0, bounds, n_behind: 0, open, by_end }
    }

    /// Cuts `span` into consecutive pieces. Spans must be passed in text order.
    fn pieces(&mut self, span: Span) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut start = span.start;
        while start < span.end {
            while self.bounds.get(self.n_behind).is_some_and(|bound| *bound <= start) {
                self.n_behind += 1;
            }
            let end = self.bounds.get(self.n_behind).map_or(span.end, |bound| span.end.min(*bound));
            self.move_to(start);
            let strongest = self.open.iter().take(MAX_OVER).map(|(_, _, idx)| *idx);
            pieces.push(Piece { span: Span::new(start, end), marks: strongest.collect() });
            start = end;
        }
        pieces
    }

    /// Opens the marks that start at or before `start`, and closes those that end there or before.
    fn move_to(&mut self, start: usize) {
        while let Some(&idx) = self.by_start.get(self.n_begun).filter(|idx| self.marks[**idx].span.start <= start) {
            let mark = &self.marks[idx];
            self.open.insert((mark.span.len(), mark.layer, idx));
            self.by_end.insert((mark.span.end, idx));
            self.n_begun += 1;
        }
        while let Some(&(end, idx)) = self.by_end.first().filter(|(end, _)| *end <= start) {
            let mark = &self.marks[idx];
            self.open.remove(&(mark.span.len(), mark.layer, idx));
            self.by_end.remove(&(end, idx));
        }
    }
}

/// Returns the text in paragraphs with its marks. `tip` returns the tooltip of an entry.
pub(super) fn text(record: &Record, marks: &[Mark], tip: impl Fn(&str) -> String) -> Markup {
    let text = &record.document.text;
    // Each entry has one tab stop, at the first piece that links to it, and one anchor, at its first piece.
    let (mut reached, mut anchored) = (BTreeSet::new(), BTreeSet::new());
    let mut paragraphs = Vec::new();
    let mut cutter = Cutter::new(marks);
    for paragraph in self::paragraphs(text) {
        let marked: Vec<Markup> = cutter
            .pieces(paragraph)
            .iter()
            .map(|piece| {
                let is_first = !is_blank(piece.span.text(text))
                    && piece.marks.first().is_some_and(|idx| reached.insert(marks[*idx].entry.as_str()));
                let entries = piece.marks.iter().map(|idx| marks[*idx].entry.as_str());
                let anchors: Vec<&str> = entries.filter(|entry| anchored.insert(*entry)).collect();
                html! {
                    @for entry in anchors { span.at id={ "m-" (entry) } {} }
                    (marked(piece, marks, piece.span.text(text), is_first, &tip))
                }
            })
            .collect();
        paragraphs.push(marked);
    }
    html! { @for paragraph in &paragraphs { p { @for piece in paragraph { (piece) } } } }
}

fn is_blank(words: &str) -> bool {
    words.chars().all(char::is_whitespace)
}

/// Returns the text of a piece as a link to its entry, or without a link if it is only white space between other marks.
fn marked(piece: &Piece, marks: &[Mark], words: &str, is_first: bool, tip: impl Fn(&str) -> String) -> Markup {
    let Some(first) = piece.marks.first().map(|idx| &marks[*idx]) else { return html! { (words) } };
    let mut entries: Vec<&str> = Vec::new();
    let mut classes = vec!["m"];
    let mut depth = 0;
    for mark in piece.marks.iter().map(|idx| &marks[*idx]) {
        if !entries.contains(&mark.entry.as_str()) {
            entries.push(&mark.entry);
        }
        depth += usize::from(mark.layer == Layer::Content);
        if !classes.contains(&mark.layer.class()) {
            classes.push(mark.layer.class());
        }
    }
    if depth > 1 {
        classes.push("cc");
    }
    let tips: Vec<String> = entries.iter().take(MAX_TIPS).map(|entry| tip(entry)).collect();
    if is_blank(words) {
        return html! { span class=(classes.join(" ")) data-e=(entries.join(" ")) { (words) } };
    }
    html! {
        a class=(classes.join(" ")) href={ "#" (first.entry) } data-e=(entries.join(" "))
            data-tip=(tips.join("\n")) tabindex=[(!is_first).then_some("-1")] { (words) }
    }
}

/// Returns the paragraphs of `text` up to [`MAX_TEXT`], separated by empty lines or, if there are none, by line breaks.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut end = text.len().min(MAX_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let gap = if text.trim().contains("\n\n") || text.trim().contains("\r\n\r\n") { 2 } else { 1 };
    let mut paragraphs = Vec::new();
    let (mut start, mut n_breaks, mut last) = (None, 0, 0);
    for (at, c) in text.char_indices() {
        if c == '\n' {
            n_breaks += 1;
        } else if !c.is_whitespace() {
            if let Some(begin) = start.filter(|_| n_breaks >= gap) {
                paragraphs.push(Span::new(begin, last));
                start = None;
            }
            start = start.or(Some(at));
            n_breaks = 0;
            last = at + c.len_utf8();
        }
    }
    paragraphs.extend(start.map(|start| Span::new(start, last)));
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, layer: Layer, entry: &str) -> Mark {
        Mark { span: Span::new(start, end), layer, entry: entry.to_owned() }
    }

    #[test]
    fn marks_that_overlap_cut_the_text() {
        let marks = [
            mark(2, 8, Layer::Content, "s1"),
            mark(4, 10, Layer::Actor, "a1"),
            mark(4, 6, Layer::Time, "t1"),
            mark(20, 30, Layer::Place, "p1"),
        ];
        let found: Vec<(usize, usize, Vec<usize>)> = Cutter::new(&marks)
            .pieces(Span::new(0, 12))
            .into_iter()
            .map(|p| (p.span.start, p.span.end, p.marks))
            .collect();
        let expected = [
            (0, 2, vec![]),
            (2, 4, vec![0]),
            (4, 6, vec![2, 1, 0]),
            (6, 8, vec![1, 0]),
            (8, 10, vec![1]),
            (10, 12, vec![]),
        ];
        // Content and actor are equally long, and the actor layer takes precedence.
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_go_over_paragraphs_and_gaps() {
        let marks = [
            mark(0, 30, Layer::Content, "s1"),
            mark(5, 12, Layer::Actor, "a1"),
            mark(11, 14, Layer::Time, "t1"),
            mark(25, 40, Layer::Place, "p1"),
            mark(7, 7, Layer::Cue, "s2"),
        ];
        let mut cutter = Cutter::new(&marks);
        let mut of = |start, end| -> Vec<(usize, usize, Vec<usize>)> {
            cutter.pieces(Span::new(start, end)).into_iter().map(|p| (p.span.start, p.span.end, p.marks)).collect()
        };
        assert_eq!(of(0, 10), [(0, 5, vec![0]), (5, 7, vec![1, 0]), (7, 10, vec![1, 0])]);
        assert_eq!(of(13, 20), [(13, 14, vec![2, 0]), (14, 20, vec![0])]);
        assert_eq!(of(28, 29), [(28, 29, vec![3, 0])]);
        assert_eq!(of(40, 41), [(40, 41, vec![])]);
    }

    /// Each mark is processed a bounded number of times, whatever the number of paragraphs and overlapping marks.
    #[test]
    fn the_work_grows_with_the_text() {
        let n_over = |n: usize| {
            let marks: Vec<Mark> = (0..n).map(|idx| mark(idx, 4 * n - idx, Layer::Content, "s1")).collect();
            let mut cutter = Cutter::new(&marks);
            let pieces: Vec<Piece> = (0..n).flat_map(|idx| cutter.pieces(Span::new(4 * idx, 4 * idx + 3))).collect();
            (pieces.iter().map(|piece| piece.marks.len()).sum::<usize>(), cutter.n_behind, cutter.n_begun)
        };
        let (small, large) = (n_over(1_000), n_over(2_000));
        assert!(large.0 <= 2 * small.0 + MAX_OVER * MAX_OVER, "{small:?} {large:?}");
        assert!(large.1 <= 4_000 && large.2 == 2_000, "{large:?}");
    }

    #[test]
    fn text_is_never_markup() {
        let mut record = Record::default();
        record.document.text = "<script>alert(1)</script> & \"so\"".to_owned();
        let marks = [mark(0, 8, Layer::Actor, "a1")];
        let shown = text(&record, &marks, |_| "\"><img src=x onerror=alert(2)>".to_owned()).0;
        assert!(!shown.contains("<script") && !shown.contains("<img"), "{shown}");
        assert!(shown.contains("&lt;script&gt;alert(1)") || shown.contains("&lt;script&gt;</a>"), "{shown}");
    }

    #[test]
    fn only_words_are_links() {
        let mut record = Record::default();
        record.document.text = "Ann Lee said so".to_owned();
        let marks = [mark(0, 15, Layer::Content, "s1"), mark(0, 3, Layer::Actor, "a1"), mark(4, 7, Layer::Actor, "a2")];
        let shown = text(&record, &marks, |_| String::new()).0;
        assert_eq!((shown.matches("<a ").count(), shown.matches("<span class=\"m c\"").count()), (3, 1), "{shown}");
        assert_eq!(shown.matches("tabindex").count(), 0, "{shown}");
    }

    #[test]
    fn paragraphs_are_separated_by_empty_lines_or_line_breaks() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = paragraphs(text).iter().map(|span| span.text(text)).collect();
            assert_eq!(found, expected, "{text:?}");
        };
        check("a b\nc\n\nd\n", &["a b\nc", "d"]);
        check("a\nb é\n c", &["a", "b é", "c"]);
        check(" \n ", &[]);
        check("", &[]);
        check("a\r\nb\r\n\r\nc", &["a\r\nb", "c"]);
    }
}
