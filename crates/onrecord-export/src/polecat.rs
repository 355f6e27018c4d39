//! POLECAT: 40 columns separated by tabs, with a header; unknown values are written as `None`.
//!
//! Only events whose status is actual are written, one row each. As in POLECAT, lists are separated by `; `, and
//! several values for one actor by `|`.

use onrecord_record::{Actor, ActorKind, Event, EventStatus, Record};

use crate::countries::country;
use crate::dates::{self, Date};
use crate::exporter::{Destination, Exporter, FileType, Format};
use crate::output::Encoded;
use crate::record_view::{RecordView, join};
use crate::rows;
use crate::table::Table;

const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Event Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

const QUADS: [&str; 4] = ["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"];

/// The exporter of POLECAT.
#[derive(Debug)]
pub(crate) struct Polecat;

impl Exporter for Polecat {
    fn format(&self) -> &'static Format {
        const FORMAT: Format = Format {
            name: "polecat",
            label: "POLECAT",
            description: "POLECAT events: 40 columns separated by tabs, with a header row",
            destination: Destination::Stream,
            tables: &[],
            files: &[FileType::new("tsv", "text/tab-separated-values; charset=utf-8")],
            is_implied_by_extension: false,
            unavailable: None,
        };
        &FORMAT
    }

    fn header(&self, _: Table) -> String {
        rows::tab_separated([COLUMNS])
    }

    fn encode(&self, record: &Record, _: Table) -> Encoded {
        Encoded::Text(rows(record))
    }
}

/// Returns a row for each actual event.
fn rows(record: &Record) -> String {
    let view = RecordView::new(record);
    let story = story(record);
    let actual = record.events.iter().enumerate().filter(|(_, event)| event.status == EventStatus::Actual);
    let or_none = |cell: String| if cell.is_empty() { "None".to_owned() } else { cell };
    rows::tab_separated(actual.map(|(idx, event)| cells(&view, idx, event, &story).into_iter().map(or_none)))
}

/// Returns the names of the people, organizations and places of the whole article.
fn story(record: &Record) -> [String; 3] {
    let of = |kind| record.actors.iter().filter(move |actor| actor.kind == kind).map(|actor| actor.name.as_str());
    let places = record.places.iter().map(|place| place.name.as_str());
    [names(of(ActorKind::Person)), names(of(ActorKind::Organization)), names(places)]
}

/// Returns the distinct names in the order in which the article mentions them.
fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut seen = std::collections::BTreeSet::new();
    join(names.filter(|name| seen.insert(*name)).map(one), "; ")
}

/// Returns the text without the separators of lists.
fn one(text: &str) -> String {
    text.replace(';', ",").replace('|', "/")
}

fn cells(view: &RecordView<'_>, idx: usize, event: &Event, story: &[String; 3]) -> Vec<String> {
    let info = &view.record.document;
    let quad = event.quad.and_then(|quad| QUADS.get(usize::from(quad).checked_sub(1)?));
    let text = |value: Option<String>| value.unwrap_or_default();
    let mut cells = vec![
        format!("{}_{}", info.id, idx + 1),
        text(dates::of_event(view, event).map(Date::iso)),
        event.event_type.clone(),
        text(event.mode.clone()),
        text(event.goldstein.map(|score| format!("{score:.1}"))),
        text(quad.map(|quad| (*quad).to_owned())),
        join(event.contexts.iter().map(|context| one(context)), "; "),
    ];
    cells.extend(side(view, event, &view.actors(&event.actors)));
    cells.extend(side(view, event, &view.actors(&event.recipients)));
    let place = view.place(event);
    let none = String::new;
    cells.extend([
        text(place.map(|place| place.name.clone())),
        none(),
        none(),
        none(),
        text(place.and_then(|place| place.country.clone())),
        text(place.and_then(|place| place.latitude).map(|degrees| degrees.to_string())),
        text(place.and_then(|place| place.longitude).map(|degrees| degrees.to_string())),
        text(place.and_then(|place| place.geonames).map(|id| id.to_string())),
        text(place.map(|place| view.words(place.span).to_owned())),
        none(),
        text(info.publisher.clone()),
        text(dates::published(view).map(Date::iso)),
    ]);
    cells.extend(story.iter().cloned());
    cells.push(info.language.clone());
    cells.push(concat!("onrecord ", env!("CARGO_PKG_VERSION")).to_owned());
    cells
}

/// Returns the eight columns about the actors or the recipients.
fn side(view: &RecordView<'_>, event: &Event, actors: &[&Actor]) -> [String; 8] {
    let list = |value: &dyn Fn(&Actor) -> String| {
        let values: Vec<String> = actors.iter().map(|actor| value(actor)).collect();
        if values.iter().all(String::is_empty) {
            return String::new();
        }
        join(values.iter().map(|value| if value.is_empty() { "None" } else { value }), "; ")
    };
    let code = |actor: &Actor| actor.country.as_deref().map(one).unwrap_or_default();
    let cow = |actor: &Actor| {
        actor.country.as_deref().and_then(country).map_or("", |country| country.cow.as_ref()).to_owned()
    };
    let title = |actor: &Actor| join(actor.roles.iter().map(|&span| one(view.words(span))), "|");
    let raw = |actor: &Actor| view.mention(actor, event.anchor).map(|span| one(view.words(span))).unwrap_or_default();
    [
        list(&|actor| one(&actor.name)),
        list(&code),
        list(&cow),
        list(&|actor| actor.sectors.first().map(|sector| one(sector)).unwrap_or_default()),
        list(&|actor| join(actor.sectors.iter().map(|sector| one(sector)), "|")),
        list(&title),
        list(&raw),
        String::new(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    /// Reads the table like a program that finds columns by name.
    fn table(record: &Record) -> Vec<csv::StringRecord> {
        let text = Polecat.header(Table::Events) + &rows(record);
        let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap().len(), 40);
        reader.records().map(Result::unwrap).collect()
    }

    #[test]
    fn an_event_is_a_row_of_40() {
        let table = table(&sample::record());
        // The planned event is not written.
        assert_eq!(table.len(), 1);
        let check = |column, expected| {
            let idx = COLUMNS.iter().position(|name| *name == column).unwrap();
            assert_eq!(&table[0][idx], expected, "{column}");
        };
        check("Event ID", "n1_1");
        check("Event Date", "2025-02-12");
        check("Quad Code", "VERBAL COOPERATION");
        check("Contexts", "military; diplomatic");
        check("Actor COW", "230");
        check("Recipient Name Raw", "the Thai army");
        check("Recipient COW", "800");
        check("Wikipedia Actor ID", "None");
        check("City", "None");
        check("Latitude", "48.14");
        check("Publication Date", "2025-02-13");
        check("Story People", "Ana Díaz");
        check("Story Locations", "Munich");
    }

    #[test]
    fn several_actors_keep_their_places() {
        let mut record = sample::record();
        record.events[0].actors = vec![record.events[0].actors[0], record.events[0].recipients[0]];
        record.actors[0].country = None;
        record.actors[1].sectors.push("GOV".to_owned());
        let row = &table(&record)[0];
        assert_eq!(&row[7], "Ana Díaz; Thai army");
        assert_eq!(&row[8], "None; THA");
        assert_eq!(&row[11], "GOV; MIL|GOV");
    }

    #[test]
    fn strange_text_breaks_no_row() {
        assert_eq!(table(&sample::hostile()).len(), 1);
        assert_eq!(table(&Record::default()).len(), 0);
    }
}
