//! The text form of a record.

use onrecord_record::Record;

use super::clean::{clean, count};
use super::page::{Page, Paint, StyledText};
use super::record_text::RecordText;
use super::style::Style;
use super::{actors, events, figures, statements, timeline};

/// Returns the text form of `record`, ended by a line feed.
///
/// Control characters of the article are replaced, so that an article cannot control the terminal.
pub(crate) fn text(record: &Record, style: &Style) -> String {
    let text = RecordText::new(record, style);
    let mut page = Page::new(style);
    head(&mut page, &text);
    actors::write(&mut page, &text);
    statements::write(&mut page, &text);
    timeline::write(&mut page, &text);
    figures::places(&mut page, &text);
    figures::quantities(&mut page, &text);
    events::write(&mut page, &text);
    notices(&mut page, &text);
    page.finish()
}

fn head(page: &mut Page<'_>, text: &RecordText<'_>) {
    let info = &text.record.document;
    let mut title = StyledText::default();
    match info.title.as_deref().map(clean).filter(|title| !title.is_empty()) {
        Some(known) => title.add(Paint::Title, &known),
        None => {
            let first = text.record.sentences.first().map_or("", |span| span.text(&info.text));
            let first = if first.is_empty() { info.text.lines().next().unwrap_or("") } else { first };
            title.add(Paint::Title, &text.glyphs.short(&clean(first), page.width()));
        }
    }
    page.put("", 0, &title);

    let mut about = Vec::new();
    for known in [&info.publisher, &info.published].into_iter().flatten() {
        about.push(clean(known));
    }
    if info.published.is_none() {
        about.push("date unknown".to_owned());
    }
    if let Some(byline) = &info.byline {
        let byline = clean(byline);
        let has_by = byline.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "));
        about.push(if has_by { byline } else { format!("by {byline}") });
    }
    about.extend(info.url.as_deref().map(clean));
    about.retain(|part| !part.is_empty());
    let mut line = StyledText::default();
    line.add(Paint::Plain, &about.join(text.glyphs.dot()));
    page.put("", 0, &line);

    if let Some(origin) = &info.origin {
        let mut line = StyledText::default();
        line.add(Paint::Dim, &clean(&origin.to_string()));
        page.put("", 0, &line);
    }

    let mut counts = StyledText::default();
    let record = text.record;
    let n_unnamed = record.statements.iter().filter(|statement| statement.speakers.is_empty()).count();
    let mut parts = vec![count(record.statements.len(), "statement")];
    if n_unnamed > 0 {
        parts.push(format!("{n_unnamed} without a named source"));
    }
    parts.push(count(record.actors.len(), "actor"));
    parts.push(count(record.sentences.len(), "sentence"));
    counts.add(Paint::Dim, &parts.join(text.glyphs.dot()));
    page.put("", 0, &counts);
}

fn notices(page: &mut Page<'_>, text: &RecordText<'_>) {
    if text.record.notices.is_empty() {
        return;
    }
    page.heading("NOTICES");
    for notice in &text.record.notices {
        let mut line = StyledText::default();
        line.add(Paint::Warn, &clean(&notice.message));
        line.add(Paint::Dim, &format!(" ({})", clean(&notice.code)));
        page.put("  ! ", 4, &line);
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{call, plain};
    use super::super::style::MIN_WIDTH;
    use super::*;
    use onrecord_record::{DocumentInfo, Notice, Origin};

    fn check(record: &Record, style: &Style, expected: &str) {
        let found = text(record, style);
        assert_eq!(found, expected, "found:\n{found}");
    }

    #[test]
    fn the_head_shows_what_is_known() {
        let mut record = Record {
            document: DocumentInfo { text: "It rained.\nAll day.".to_owned(), ..DocumentInfo::default() },
            ..Record::default()
        };
        check(&record, &plain(60), "It rained.\ndate unknown\n0 statements · 0 actors · 0 sentences\n");
        record.document = DocumentInfo {
            title: Some("Rain".to_owned()),
            publisher: Some("The Cloud".to_owned()),
            published: Some("2025-02-13".to_owned()),
            byline: Some("By Ann Lee".to_owned()),
            origin: Some(Origin { path: "news/may.jsonl".to_owned(), part: Some("line 3".to_owned()) }),
            ..record.document
        };
        record.notices = vec![Notice::new("language", "the text looks like \"fr\"")];
        let expected = "\
Rain
The Cloud · 2025-02-13 · By Ann Lee
news/may.jsonl, line 3
0 statements · 0 actors · 0 sentences

NOTICES
  ! the text looks like \"fr\" (language)
";
        check(&record, &plain(60), expected);
    }

    #[test]
    fn an_empty_record_is_a_short_page() {
        let expected = "(no text)\ndate unknown\n0 statements · 0 actors · 0 sentences\n";
        check(&Record::default(), &plain(60), expected);
    }

    #[test]
    fn a_complete_record_has_all_sections() {
        let expected = "\
Leaders talk
Daily Example · 2025-02-13
3 statements · 1 without a named source · 4 actors · 3
sentences

ACTORS
  Persons
    Ann Lee (President) · AUT · government · 2 statements ·
        3 mentions
  Countries
    Austria · 1 mention
  Groups
    reporters · 1 mention
  Others
    also: a report

STATEMENTS
  1  “” direct    Ann Lee (“She”) · told
     “We’ll meet in Graz.”
     to: reporters · where: at the Hofburg · when: on
     Wednesday (2025-02-12)
      2  ·· indirect, inside 1  Ann Lee
         We’ll meet
         unsure: 31% · speaker probable: 63%
  3  “· mixed     no source named: “a senior official” ·
     hinted
     talks “may fail” […] soon

TIMELINE
  2025-02-12  “on Wednesday” · statement 1 Ann Lee · event 1
              CONSULT
  2025-02-13  published
  Durations: “an hour” (PT1H)

PLACES
  Graz · AUT · 47.07 N, 15.44 E

QUANTITIES
  “some 20” = about 20 · of “reporters”

EVENTS
  1  CONSULT meet · Ann Lee → Austria: “meet” · planned ·
     2025-02-12 · Graz · reported in statement 1 · reported:
     “some 20”
";
        check(&call(), &plain(60), expected);
    }

    #[test]
    fn ascii_and_color_change_signs_and_nothing_else() {
        let ascii = text(&call(), &Style { unicode: false, ..plain(60) });
        assert!(ascii.contains("\"\" direct    Ann Lee (\"She\") | told"), "{ascii}");
        assert!(ascii.contains("2025-02-12  \"on Wednesday\" | statement 1 Ann Lee"), "{ascii}");
        let colored = text(&call(), &Style { color: true, ..plain(60) });
        assert!(colored.contains("\u{1b}[1m"), "{colored}");
        assert_eq!(anstream::adapter::strip_str(&colored).to_string(), text(&call(), &plain(60)));
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        for width in [0, 40, 41, 57, 80, 200] {
            let style = plain(width);
            for line in text(&call(), &style).lines() {
                assert!(unicode_width::UnicodeWidthStr::width(line) <= width.max(MIN_WIDTH), "{width}: {line}");
            }
        }
    }

    #[test]
    fn an_article_cannot_control_the_terminal() {
        let evil = "\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}\r\u{8}";
        let mut record = call();
        record.document.title = Some(format!("Title{evil}"));
        record.document.publisher = Some(evil.to_owned());
        record.actors[0].name.push_str(evil);
        record.actors[0].sectors = vec![evil.to_owned()];
        record.places[0].name.push_str(evil);
        record.times[0].value = evil.to_owned();
        record.quantities[0].unit = Some(evil.to_owned());
        record.events[0].event_type = evil.to_owned();
        record.notices = vec![Notice::new(evil, evil)];
        let shown = text(&record, &plain(60));
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}'), "{shown:?}");
    }
}
