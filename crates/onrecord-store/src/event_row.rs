//! Distinct events as rows of a table.

use serde::Serialize;

use crate::stories::{DistinctEvent, EventReport, Participant};

/// A report in the last column.
#[derive(Serialize)]
struct ReportCell<'a> {
    article: &'a str,
    entry: &'a str,
    publisher: Option<&'a str>,
    published: Option<&'a str>,
    status: &'static str,
    anchor: &'a str,
}

impl DistinctEvent {
    /// The columns of [`DistinctEvent::row`]. `docs/exports.md` describes them.
    #[rustfmt::skip]
    pub const COLUMNS: &'static [&'static str] = &[
        "story", "date", "first_reported", "type", "mode", "cameo", "quad", "goldstein", "status", "actor_names", "actor_kinds",
        "actor_countries", "recipient_names", "recipient_kinds", "recipient_countries", "place_name", "place_country",
        "lat", "lon", "articles", "publishers", "n_reports", "confidence", "document", "id", "anchor", "sentence",
        "reports",
    ];

    /// Returns a cell for each of the [columns](DistinctEvent::COLUMNS); unknown values are empty.
    pub fn row(&self) -> Vec<String> {
        let place = self.place.as_ref();
        let mut cells = vec![
            or_empty(self.story),
            or_empty(self.day.as_ref()),
            or_empty(self.first_reported.as_ref()),
            self.event_type.clone(),
            or_empty(self.mode.as_ref()),
            or_empty(self.cameo.as_ref()),
            or_empty(self.quad),
            or_empty(self.goldstein),
            self.status.as_str().to_owned(),
        ];
        for side in [&self.actors, &self.recipients] {
            cells.push(joined(side, "; ", |one| &one.name));
            cells.push(joined(side, ";", |one| one.kind));
            cells.push(joined(side, ";", |one| one.country.as_deref().unwrap_or_default()));
        }
        cells.extend([
            or_empty(place.map(|place| &place.name)),
            or_empty(place.and_then(|place| place.country.as_ref())),
            or_empty(place.and_then(|place| place.latitude)),
            or_empty(place.and_then(|place| place.longitude)),
            self.n_articles.to_string(),
            self.n_publishers.to_string(),
            self.reports.len().to_string(),
            self.confidence.to_string(),
        ]);
        let first = self.reports.first();
        let words = |words: fn(&EventReport) -> &String| or_empty(first.map(words));
        cells.extend([
            words(|report| &report.article),
            words(|report| &report.entry),
            words(|report| &report.anchor),
            words(|report| &report.sentence),
            self.reports_cell(),
        ]);
        cells
    }

    /// Returns the reports as a list in JSON.
    fn reports_cell(&self) -> String {
        let cells: Vec<ReportCell<'_>> = self
            .reports
            .iter()
            .map(|report| ReportCell {
                article: &report.article,
                entry: &report.entry,
                publisher: report.publisher.as_deref(),
                published: report.published.as_deref(),
                status: report.status.as_str(),
                anchor: &report.anchor,
            })
            .collect();
        serde_json::to_string(&cells).expect("reports are made of strings")
    }
}

fn or_empty(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// Returns one value of each participant, in order; an empty text if there are none.
fn joined<'a>(side: &'a [Participant], between: &str, value: fn(&'a Participant) -> &'a str) -> String {
    side.iter().map(value).collect::<Vec<_>>().join(between)
}
