//! The times in an article in calendar order, with the statements and events that they date.

use std::collections::BTreeMap;

use onrecord_record::{TimeId, TimeType};

use super::clean::{clean, distinct};
use super::page::{Page, Paint, StyledText};
use super::record_text::RecordText;
use super::when::{When, when};

pub(super) fn write(page: &mut Page<'_>, text: &RecordText<'_>) {
    let times = &text.record.times;
    if times.is_empty() {
        return;
    }
    page.heading("TIMELINE");
    let mut points: BTreeMap<When, Vec<TimeId>> = BTreeMap::new();
    let mut others: [Vec<TimeId>; 3] = [Vec::new(), Vec::new(), Vec::new()];
    for (idx, time) in times.iter().enumerate() {
        match (time.time_type, when(&time.value)) {
            (TimeType::Duration, _) => others[1].push(TimeId(idx)),
            (TimeType::Set, _) => others[2].push(TimeId(idx)),
            (TimeType::Date | TimeType::Time, Some(point)) => points.entry(point).or_default().push(TimeId(idx)),
            (TimeType::Date | TimeType::Time, None) => others[0].push(TimeId(idx)),
        }
    }
    // The publication date is shown among the times, since "yesterday" is relative to it.
    let published = text.record.document.published.as_deref().and_then(|date| when(date.get(..10).unwrap_or(date)));
    if let Some(day) = published.as_ref().filter(|_| !points.is_empty()) {
        points.entry(day.clone()).or_default();
    }
    let column = points.keys().map(|point| point.label.chars().count()).max().unwrap_or(0);
    for (point, ids) in &points {
        let mut line = entry(text, ids);
        if published.as_ref() == Some(point) {
            line.add(Paint::Dim, if line.is_empty() { "published" } else { text.glyphs.dot() });
            if !ids.is_empty() {
                line.add(Paint::Dim, "published");
            }
        }
        page.put(&format!("  {:<column$}  ", point.label), column + 4, &line);
    }
    let labels = ["Not on the calendar: ", "Durations: ", "Repeated: "];
    for (label, ids) in labels.iter().zip(&others).filter(|(_, ids)| !ids.is_empty()) {
        let mut line = StyledText::default();
        line.add(Paint::Dim, label);
        let shown = distinct(ids.iter().map(|id| {
            let time = &times[id.0];
            let dated = dated(text, &[*id]).map_or_else(String::new, |dated| format!(", {dated}"));
            format!("{} ({}{dated})", text.glyphs.quoted(&text.of(time.span)), clean(&time.value))
        }));
        line.add(Paint::Plain, &shown.join(", "));
        page.put("  ", 4, &line);
    }
}

fn entry(text: &RecordText<'_>, ids: &[TimeId]) -> StyledText {
    let mut line = StyledText::default();
    let said = distinct(ids.iter().map(|id| text.of(text.record.times[id.0].span)));
    let said: Vec<String> = said.iter().map(|said| text.glyphs.quoted(said)).collect();
    line.add(Paint::Plain, &said.join(", "));
    if let Some(dated) = dated(text, ids) {
        line.add(Paint::Dim, text.glyphs.dot());
        line.add(Paint::Plain, &dated);
    }
    line
}

/// Returns the statements and events that are dated by one of the times.
fn dated(text: &RecordText<'_>, ids: &[TimeId]) -> Option<String> {
    let has = |time: Option<TimeId>| time.is_some_and(|id| ids.contains(&id));
    let statements: Vec<String> = (text.record.statements.iter().enumerate())
        .filter(|(_, statement)| has(statement.time))
        .map(|(idx, statement)| format!("{} {}", idx + 1, text.names(&statement.speakers)).trim_end().to_owned())
        .collect();
    let events: Vec<String> = (text.record.events.iter().enumerate())
        .filter(|(_, event)| has(event.time))
        .map(|(idx, event)| format!("{} {}", idx + 1, clean(&event.event_type)))
        .collect();
    let list = |what: &str, list: Vec<String>| {
        let s = if list.len() > 1 { "s" } else { "" };
        (!list.is_empty()).then(|| format!("{what}{s} {}", list.join(", ")))
    };
    let parts: Vec<String> = list("statement", statements).into_iter().chain(list("event", events)).collect();
    (!parts.is_empty()).then(|| parts.join(text.glyphs.dot()))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{article, check_section, statement, time};
    use super::*;
    use onrecord_record::StatementKind;

    #[test]
    fn times_are_ordered_by_value_and_the_others_come_after() {
        let text = "On Friday he said no. Since 2014, on Wednesday and Feb. 14, for an hour, every Tuesday, once.";
        let mut record = article(text);
        record.document.published = Some("2025-02-13T10:00:00Z".to_owned());
        record.times = vec![
            time(text, "Friday", TimeType::Date, "2025-02-14"),
            time(text, "2014", TimeType::Date, "2014"),
            time(text, "Wednesday", TimeType::Date, "2025-02-12"),
            time(text, "Feb. 14", TimeType::Date, "2025-02-14"),
            time(text, "an hour", TimeType::Duration, "PT1H"),
            time(text, "every Tuesday", TimeType::Set, "XXXX-WXX-2"),
            time(text, "once", TimeType::Date, "PAST_REF"),
        ];
        let mut said = statement(text, StatementKind::Indirect, "he", "said", "no");
        said.time = Some(TimeId(0));
        record.statements = vec![said];
        let expected = "
TIMELINE
  2014        “2014”
  2025-02-12  “Wednesday”
  2025-02-13  published
  2025-02-14  “Friday”, “Feb. 14” · statement 1
  Not on the calendar: “once” (PAST_REF)
  Durations: “an hour” (PT1H)
  Repeated: “every Tuesday” (XXXX-WXX-2)
";
        check_section(write, &record, expected);
    }
}
