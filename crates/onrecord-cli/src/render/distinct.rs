//! Events of the world, with the articles that report them.

use onrecord_store::{DistinctEvent, DistinctPage, Participant};

use super::clean::{clean, count};
use super::event_head::EventHead;
use super::glyphs::Glyphs;
use super::page::{Page, Paint, StyledText};
use super::style::Style;

/// Width of the column of days, with the gap after it.
const DAY: usize = 12;
/// The number of articles that are named.
const MAX_NAMED: usize = 4;

/// Returns page `number` of the events, or an empty text if there are none.
pub(crate) fn text(found: &DistinctPage, number: u32, style: &Style) -> String {
    if found.found.is_empty() {
        return String::new();
    }
    let glyphs = Glyphs::new(style);
    let mut page = Page::new(style);
    let mut heading = StyledText::default();
    heading.add(Paint::Title, "DAY         EVENT");
    page.put("", 0, &heading);
    for found in &found.found {
        event(&mut page, glyphs, found);
    }
    if found.has_more {
        let mut more = StyledText::default();
        more.add(Paint::Dim, &format!("more on the next page: --page {}", u64::from(number) + 1));
        page.put("", 0, &more);
    }
    page.finish()
}

fn event(page: &mut Page<'_>, glyphs: Glyphs, found: &DistinctEvent) {
    let head = EventHead {
        event_type: &found.event_type,
        mode: found.mode.as_deref(),
        actors: names(&found.actors),
        recipients: names(&found.recipients),
        status: found.status,
        place: found.place.as_ref().map(|place| place.name.as_str()),
    };
    let mut line = head.line(glyphs);
    line.add(Paint::Dim, ": ");
    line.add(Paint::Said, &found.reports.first().map(|report| clean(&report.sentence)).unwrap_or_default());
    page.put(&format!("{:<DAY$}", found.when().unwrap_or("no date")), DAY, &line);
    let mut below = StyledText::default();
    below.add(Paint::Dim, &reported_by(found, glyphs));
    page.put(&" ".repeat(DAY), DAY, &below);
}

/// Returns the number of articles that report the event, and the first of them.
fn reported_by(found: &DistinctEvent, glyphs: Glyphs) -> String {
    let mut parts = vec![count(found.n_articles, "article")];
    parts.extend(found.reports.iter().take(MAX_NAMED).map(|report| {
        let publisher = report.publisher.as_deref().map(|publisher| format!("{} ", clean(publisher)));
        format!("{}{} {}", publisher.unwrap_or_default(), clean(&report.article), report.entry)
    }));
    let n_left = found.reports.len().saturating_sub(MAX_NAMED);
    if n_left > 0 {
        parts.push(format!("{n_left} more"));
    }
    parts.join(glyphs.dot())
}

fn names(side: &[Participant]) -> String {
    side.iter().map(|one| clean(&one.name)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use onrecord_store::{ArticleId, EventPlace, EventReport};

    use super::super::samples::plain;
    use onrecord_record::EventStatus;

    use super::*;

    fn sample() -> DistinctEvent {
        let report = EventReport {
            number: ArticleId(1),
            article: "n1".to_owned(),
            entry: "e2".to_owned(),
            title: None,
            publisher: Some("The Cloud".to_owned()),
            published: None,
            url: None,
            status: EventStatus::Planned,
            statement: None,
            anchor: "meet".to_owned(),
            sentence: "They will meet.".to_owned(),
            confidence: 0.5,
            verdict: None,
            is_match: true,
        };
        let actor = |name: &str| Participant { name: name.to_owned(), kind: "person", country: None };
        DistinctEvent {
            story: None,
            day: None,
            first_reported: Some("2025-02-13".to_owned()),
            event_type: "CONSULT".to_owned(),
            mode: None,
            cameo: None,
            quad: None,
            goldstein: None,
            status: EventStatus::Planned,
            actors: vec![actor("Ann Lee")],
            recipients: vec![actor("Bob Ray\u{1b}[2J")],
            place: Some(EventPlace { name: "Rome".to_owned(), country: None, latitude: None, longitude: None }),
            n_articles: 5,
            n_publishers: 1,
            confidence: 0.5,
            reports: vec![report; 5],
        }
    }

    #[test]
    fn an_event_stands_above_its_articles() {
        let page = DistinctPage { found: vec![sample()], has_more: true };
        let expected = "\
DAY         EVENT
2025-02-13  CONSULT · Ann Lee → Bob Ray\u{fffd}[2J · planned · Rome: They will meet.
            5 articles · The Cloud n1 e2 · The Cloud n1 e2 · The Cloud n1 e2 · The Cloud
            n1 e2 · 1 more
more on the next page: --page 2
";
        assert_eq!(text(&page, 1, &plain(90)), expected);
        assert_eq!(text(&DistinctPage { found: vec![], has_more: false }, 1, &plain(90)), "");
    }
}
