//! The tables of CSV and Parquet: one for each list of the record.

use onrecord_record::{Actor, Event, Place, Quantity, Record, Span, Statement, Time};

use crate::calendar;
use crate::record_view::{RecordView, join, or_empty, probability};

/// A table made from one list of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Who said what.
    Statements,
    /// Who did what to whom.
    Events,
    /// The people, organizations and countries in the article.
    Actors,
    /// Times.
    Times,
    /// Places.
    Places,
    /// Amounts.
    Quantities,
}

/// The columns about the article at the end of every table.
const LAST_COLUMNS: [&str; 2] = ["origin", "language"];

/// The columns about the article at the beginning of every table, and the id of the entry.
const ARTICLE_COLUMNS: [&str; 6] = ["document", "title", "publisher", "url", "published", "id"];

#[rustfmt::skip]
const STATEMENT_COLUMNS: &[&str] = &[
    "kind", "speakers", "speaker_names", "source", "cue", "content", "addressees", "addressee_names", "venue", "time",
    "time_value", "within", "confidence", "source_spans", "cue_spans", "content_spans", "speaker_confidence",
    "date", "date_precision",
];

#[rustfmt::skip]
const EVENT_COLUMNS: &[&str] = &[
    "type", "mode", "contexts", "cameo", "quad", "goldstein", "status", "actors", "actor_names", "actor_countries",
    "actor_sectors", "recipients", "recipient_names", "recipient_countries", "recipient_sectors", "time", "time_value",
    "place", "place_name", "place_country", "lat", "lon", "geonames", "magnitude", "statement", "confidence", "anchor",
    "anchor_spans", "sentence", "date", "date_precision",
];

impl Table {
    /// All tables; the first one is the default.
    pub const ALL: &'static [Table] =
        &[Table::Statements, Table::Events, Table::Actors, Table::Times, Table::Places, Table::Quantities];

    /// Returns the name used on the command line and in addresses, such as `statements`.
    pub fn name(self) -> &'static str {
        match self {
            Table::Statements => "statements",
            Table::Events => "events",
            Table::Actors => "actors",
            Table::Times => "times",
            Table::Places => "places",
            Table::Quantities => "quantities",
        }
    }

    /// Returns one line for help texts, without a full stop.
    pub fn description(self) -> &'static str {
        match self {
            Table::Statements => "Who said what",
            Table::Events => "Who did what to whom",
            Table::Actors => "The people, organizations and countries in the article",
            Table::Times => "Dates, times of day and durations",
            Table::Places => "Places, with coordinates if known",
            Table::Quantities => "Amounts and counts",
        }
    }

    /// Returns the names of all columns; [`ColumnType::of`](crate::ColumnType::of) has their types.
    pub fn columns(self) -> impl Iterator<Item = &'static str> {
        ARTICLE_COLUMNS.iter().chain(self.entry_columns()).copied().chain(LAST_COLUMNS)
    }

    fn entry_columns(self) -> &'static [&'static str] {
        match self {
            Table::Statements => STATEMENT_COLUMNS,
            Table::Events => EVENT_COLUMNS,
            Table::Actors => {
                &["name", "kind", "country", "sectors", "roles", "mentions", "names", "role_spans", "mention_spans"]
            }
            Table::Times => &["words", "type", "value", "mod", "span", "date", "date_precision"],
            Table::Places => &["words", "name", "country", "lat", "lon", "geonames", "span"],
            Table::Quantities => &["words", "low", "high", "unit", "of", "approximate", "span", "of_span"],
        }
    }

    /// Returns the rows of one record: one for each entry of its list, with a cell for each of the columns.
    pub fn rows(self, record: &Record) -> Vec<Vec<String>> {
        let view = RecordView::new(record);
        let info = &record.document;
        let last = [or_empty(info.origin.as_ref()), info.language.clone()];
        let row = |(id, cells)| article(record).into_iter().chain([id]).chain(cells).chain(last.clone()).collect();
        self.entries(&view).into_iter().map(row).collect()
    }

    /// Returns the id of each entry, and its cells.
    fn entries(self, view: &RecordView<'_>) -> Vec<(String, Vec<String>)> {
        let record = view.record;
        match self {
            Table::Statements => numbered("s", &record.statements, |entry| statement(view, entry)),
            Table::Events => numbered("e", &record.events, |entry| event(view, entry)),
            Table::Actors => numbered("a", &record.actors, |entry| actor(view, entry)),
            Table::Times => numbered("t", &record.times, |entry| time(view, entry)),
            Table::Places => numbered("p", &record.places, |entry| place(view, entry)),
            Table::Quantities => numbered("q", &record.quantities, |entry| quantity(view, entry)),
        }
    }
}

fn numbered<T>(letter: &str, list: &[T], cells: impl Fn(&T) -> Vec<String>) -> Vec<(String, Vec<String>)> {
    list.iter().enumerate().map(|(idx, entry)| (format!("{letter}{}", idx + 1), cells(entry))).collect()
}

fn article(record: &Record) -> [String; 5] {
    let info = &record.document;
    let [title, publisher, url, published] =
        [&info.title, &info.publisher, &info.url, &info.published].map(|value| value.clone().unwrap_or_default());
    [info.id.clone(), title, publisher, url, published]
}

fn ids<T: ToString>(list: &[T]) -> String {
    join(list.iter().map(T::to_string), ";")
}

fn names(actors: &[&Actor]) -> String {
    join(actors.iter().map(|actor| actor.name.as_str()), "; ")
}

fn statement(view: &RecordView<'_>, statement: &Statement) -> Vec<String> {
    let time = statement.time.and_then(|id| view.record.times.get(id.0));
    let mut cells = vec![
        statement.kind.as_str().to_owned(),
        ids(&statement.speakers),
        names(&view.actors(&statement.speakers)),
        view.all_words(&statement.source),
        view.all_words(&statement.cue),
        view.all_words(&statement.content),
        ids(&statement.addressees),
        names(&view.actors(&statement.addressees)),
        or_empty(statement.venue.map(|span| view.words(span))),
        or_empty(statement.time),
        or_empty(time.map(|time| &time.value)),
        or_empty(statement.within),
        probability(statement.confidence).to_string(),
        view.offsets(&statement.source),
        view.offsets(&statement.cue),
        view.offsets(&statement.content),
        or_empty(statement.speaker_confidence.map(probability)),
    ];
    cells.extend(calendar::cells(time));
    cells
}

fn event(view: &RecordView<'_>, event: &Event) -> Vec<String> {
    let mut cells = vec![
        event.event_type.clone(),
        or_empty(event.mode.as_ref()),
        join(&event.contexts, ";"),
        or_empty(event.cameo.as_ref()),
        or_empty(event.quad),
        or_empty(event.goldstein),
        event.status.as_str().to_owned(),
    ];
    for side in [&event.actors, &event.recipients] {
        let actors = view.actors(side);
        cells.push(ids(side));
        cells.push(names(&actors));
        cells.push(join(actors.iter().map(|actor| actor.country.as_deref().unwrap_or("")), ";"));
        cells.push(join(actors.iter().map(|actor| join(&actor.sectors, "|")), ";"));
    }
    let place = view.place(event);
    let magnitude = event.magnitude.iter().map(|(of, id)| {
        let quantity = view.record.quantities.get(id.0);
        format!("{of}={}", quantity.map_or("", |quantity| view.words(quantity.span)))
    });
    let sentence = view.sentence_of(event.anchor).map(|idx| view.words(view.record.sentences[idx]));
    cells.extend([
        or_empty(event.time),
        or_empty(view.time(event).map(|time| &time.value)),
        or_empty(event.place),
        or_empty(place.map(|place| &place.name)),
        or_empty(place.and_then(|place| place.country.as_ref())),
        or_empty(place.and_then(|place| place.latitude)),
        or_empty(place.and_then(|place| place.longitude)),
        or_empty(place.and_then(|place| place.geonames)),
        join(magnitude, ";"),
        or_empty(event.statement),
        probability(event.confidence).to_string(),
        view.words(event.anchor).to_owned(),
        view.offsets(&event.anchors),
        or_empty(sentence),
    ]);
    cells.extend(calendar::cells(view.time(event)));
    cells
}

fn actor(view: &RecordView<'_>, actor: &Actor) -> Vec<String> {
    let mentions: Vec<Span> = actor.mentions.iter().map(|mention| mention.span).collect();
    let mut different: Vec<&str> = mentions.iter().map(|&span| view.words(span)).collect();
    different.sort_unstable();
    different.dedup();
    vec![
        actor.name.clone(),
        actor.kind.as_str().to_owned(),
        or_empty(actor.country.as_ref()),
        join(&actor.sectors, ";"),
        join(actor.roles.iter().map(|&span| view.words(span)), "; "),
        mentions.len().to_string(),
        join(different, "; "),
        view.offsets(&actor.roles),
        view.offsets(&mentions),
    ]
}

fn time(view: &RecordView<'_>, time: &Time) -> Vec<String> {
    let [date, precision] = calendar::cells(Some(time));
    vec![
        view.words(time.span).to_owned(),
        time.time_type.as_str().to_owned(),
        time.value.clone(),
        or_empty(time.modifier.as_ref()),
        view.offsets(&[time.span]),
        date,
        precision,
    ]
}

fn place(view: &RecordView<'_>, place: &Place) -> Vec<String> {
    vec![
        view.words(place.span).to_owned(),
        place.name.clone(),
        or_empty(place.country.as_ref()),
        or_empty(place.latitude),
        or_empty(place.longitude),
        or_empty(place.geonames),
        view.offsets(&[place.span]),
    ]
}

fn quantity(view: &RecordView<'_>, quantity: &Quantity) -> Vec<String> {
    let of: Vec<Span> = quantity.of.into_iter().collect();
    vec![
        view.words(quantity.span).to_owned(),
        or_empty(quantity.low),
        or_empty(quantity.high),
        or_empty(quantity.unit.as_ref()),
        view.all_words(&of),
        quantity.approximate.to_string(),
        view.offsets(&[quantity.span]),
        view.offsets(&of),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn cell(table: Table, record: &Record, column: &str) -> String {
        let idx = table.columns().position(|name| name == column).unwrap();
        table.rows(record)[0][idx].clone()
    }

    #[test]
    fn every_table_has_its_rows() {
        for (table, n_rows) in Table::ALL.iter().zip([1, 2, 2, 1, 1, 1]) {
            for (record, n_rows) in [(sample::record(), n_rows), (Record::default(), 0), (sample::hostile(), n_rows)] {
                let rows = table.rows(&record);
                assert_eq!(rows.len(), n_rows, "{table:?}");
                assert!(rows.iter().all(|row| row.len() == table.columns().count()), "{table:?}");
            }
        }
    }

    #[test]
    fn cells_are_what_the_record_says() {
        let record = sample::record();
        let check = |table, column, expected| assert_eq!(cell(table, &record, column), expected, "{column}");
        check(Table::Statements, "content", "“We […] agreed,”");
        check(Table::Statements, "content_spans", "0-3;20-28");
        check(Table::Statements, "speaker_confidence", "0.75");
        check(Table::Statements, "speaker_names", "Ana Díaz");
        check(Table::Statements, "confidence", "0.97");
        check(Table::Events, "actor_countries", "ESP");
        check(Table::Events, "magnitude", "killed=20");
        check(Table::Events, "anchor", "met");
        check(Table::Events, "status", "actual");
        check(Table::Events, "date", "2025-02-12");
        check(Table::Times, "date_precision", "day");
        check(Table::Statements, "date", "");
        check(Table::Statements, "date_precision", "none");
        check(Table::Actors, "names", "Ana Díaz");
        check(Table::Places, "geonames", "2867714");
        check(Table::Quantities, "low", "20");
        for &table in Table::ALL {
            check(table, "origin", "news/may.jsonl, line 3");
            check(table, "language", "en");
        }
        assert_eq!(cell(Table::Statements, &sample::hostile(), "title"), sample::HOSTILE);
    }
}
