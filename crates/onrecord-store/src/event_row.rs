//! Distinct events as rows of a table.

use serde::Serialize;

use crate::stories::{DistinctEvent, EventTelling, Participant};

/// A telling in the last column.
#[derive(Serialize)]
struct TellingCell<'a> {
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
        "story", "date", "told", "type", "mode", "cameo", "quad", "goldstein", "status", "actor_names", "actor_kinds",
        "actor_countries", "recipient_names", "recipient_kinds", "recipient_countries", "place_name", "place_country",
        "lat", "lon", "articles", "publishers", "n_tellings", "confidence", "document", "id", "anchor", "sentence",
        "tellings",
    ];

    /// Returns a cell for each of the [columns](DistinctEvent::COLUMNS); unknown values are empty.
    pub fn row(&self) -> Vec<String> {
        let place = self.place.as_ref();
        let mut cells = vec![
            or_empty(self.story),
            or_empty(self.day.as_ref()),
            or_empty(self.told.as_ref()),
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
            self.tellings.len().to_string(),
            self.confidence.to_string(),
        ]);
        let first = self.tellings.first();
        let words = |words: fn(&EventTelling) -> &String| or_empty(first.map(words));
        cells.extend([
            words(|telling| &telling.article),
            words(|telling| &telling.entry),
            words(|telling| &telling.anchor),
            words(|telling| &telling.sentence),
            self.tellings_cell(),
        ]);
        cells
    }

    /// Returns the tellings as a list in JSON.
    fn tellings_cell(&self) -> String {
        let cells: Vec<TellingCell<'_>> = self
            .tellings
            .iter()
            .map(|telling| TellingCell {
                article: &telling.article,
                entry: &telling.entry,
                publisher: telling.publisher.as_deref(),
                published: telling.published.as_deref(),
                status: telling.status.as_str(),
                anchor: &telling.anchor,
            })
            .collect();
        serde_json::to_string(&cells).expect("tellings are made of strings")
    }
}

fn or_empty(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// Returns one value of each participant, in order; an empty text if there are none.
fn joined<'a>(side: &'a [Participant], between: &str, value: fn(&'a Participant) -> &'a str) -> String {
    side.iter().map(value).collect::<Vec<_>>().join(between)
}
