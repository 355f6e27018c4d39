//! PLOVER 2.0 JSON Lines: one object for each event, whatever its status.

use onrecord_record::{Actor, Event, Record};
use serde::Serialize;

use crate::countries::country;
use crate::dates::{self, Date};
use crate::exporter::{Destination, Exporter, FileType, Format};
use crate::output::Encoded;
use crate::record_view::{RecordView, join, probability};
use crate::table::Table;

/// The exporter of PLOVER.
#[derive(Debug)]
pub(crate) struct Plover;

impl Exporter for Plover {
    fn format(&self) -> &'static Format {
        const FORMAT: Format = Format {
            name: "plover",
            label: "PLOVER",
            description: "PLOVER 2.0 events, one JSON object per line",
            destination: Destination::Stream,
            tables: &[],
            files: &[FileType::new("jsonl", "application/jsonl")],
            is_implied_by_extension: false,
            unavailable: None,
        };
        &FORMAT
    }

    fn encode(&self, record: &Record, _: Table) -> Encoded {
        Encoded::Text(lines(record))
    }
}

/// One event, without the PLOVER fields that have no value.
#[derive(Serialize)]
struct PloverEvent<'a> {
    id: String,
    has_event: bool,
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    actor: Vec<Entity<'a>>,
    recipient: Vec<Entity<'a>>,
    event: [&'a str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    event_loc: Option<Location<'a>>,
    event_text: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quad_code: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_scale: Option<f64>,
    mode: Vec<&'a str>,
    context: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    dead: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    injured: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arrested: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text_info: Option<TextInfo>,
    cite_info: CiteInfo<'a>,
    coder: &'static str,
    comment: String,
}

#[derive(Serialize)]
struct Entity<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    sector: &'a [String],
    entity_text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<String>,
}

#[derive(Serialize)]
struct Location<'a> {
    extracted_place: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolved_place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    geonameid: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lon: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country_code: Option<&'a str>,
}

/// The position of the sentence: its index counted from 1, and its offsets in code points.
#[derive(Serialize)]
struct TextInfo {
    sequence: usize,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct CiteInfo<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publication: Option<&'a str>,
    version: &'static str,
}

/// Returns a line for each event.
fn lines(record: &Record) -> String {
    let view = RecordView::new(record);
    let mut out = String::new();
    for (idx, event) in record.events.iter().enumerate() {
        // serde_json fails only on map keys that are not strings and on failing writers; neither occurs here.
        out.push_str(
            &serde_json::to_string(&plover_event(&view, idx, event)).expect("an event is made of strings and numbers"),
        );
        out.push('\n');
    }
    out
}

fn plover_event<'a>(view: &RecordView<'a>, idx: usize, event: &'a Event) -> PloverEvent<'a> {
    let info = &view.record.document;
    let date = dates::of_event(view, event);
    let clock = date.and_then(|date| date.clock);
    let sentence = view.sentence_of(event.anchor);
    let span = sentence.map(|idx| view.record.sentences[idx]);
    let entities = |ids| view.actors(ids).into_iter().map(|actor| entity(view, actor)).collect();
    PloverEvent {
        id: format!("{}_{}", info.id, idx + 1),
        has_event: true,
        date: date.map(Date::iso),
        time: clock.map(|(hour, minute, second)| format!("{hour:02}:{minute:02}:{second:02}")),
        actor: entities(&event.actors),
        recipient: entities(&event.recipients),
        event: [&event.event_type],
        event_loc: location(view, event),
        event_text: event.anchors.iter().map(|&span| view.words(span)).collect(),
        quad_code: event.quad,
        // Written as in the record: 1.9, not 1.899999976.
        event_scale: event.goldstein.map(|score| (f64::from(score) * 10.0).round() / 10.0),
        mode: event.mode.iter().map(String::as_str).collect(),
        context: &event.contexts,
        dead: size(view, event, "killed"),
        injured: size(view, event, "injured"),
        arrested: size(view, event, "arrested"),
        link: info.url.as_deref(),
        text: span.map(|span| view.words(span)),
        text_info: sentence.zip(span).map(|(idx, span)| TextInfo {
            sequence: idx + 1,
            start: view.point(span.start),
            end: view.point(span.end),
        }),
        cite_info: CiteInfo {
            url: info.url.as_deref(),
            title: info.title.as_deref(),
            language: &info.language,
            publication: info.publisher.as_deref(),
            version: "onrecord/1",
        },
        coder: concat!("onrecord ", env!("CARGO_PKG_VERSION")),
        comment: comment(view, event),
    }
}

fn entity<'a>(view: &RecordView<'a>, actor: &'a Actor) -> Entity<'a> {
    let office = join(actor.roles.iter().map(|&span| view.words(span)), "; ");
    Entity {
        code: actor.country.as_deref(),
        sector: &actor.sectors,
        entity_text: &actor.name,
        office: (!office.is_empty()).then_some(office),
    }
}

fn location<'a>(view: &RecordView<'a>, event: &Event) -> Option<Location<'a>> {
    let place = view.place(event)?;
    let code = place.country.as_deref();
    Some(Location {
        extracted_place: view.words(place.span),
        resolved_place: place.geonames.map(|_| place.name.as_str()),
        geonameid: place.geonames,
        lat: place.latitude,
        lon: place.longitude,
        country: code.and_then(country).map(|country| country.name.as_ref()),
        country_code: code,
    })
}

/// Returns the lower bound of a magnitude such as `killed`, or the upper bound if there is no lower one.
fn size(view: &RecordView<'_>, event: &Event, what: &str) -> Option<f64> {
    let (_, id) = event.magnitude.iter().find(|(of, _)| of == what)?;
    let quantity = view.record.quantities.get(id.0)?;
    quantity.low.or(quantity.high)
}

/// Returns the information for which PLOVER has no field: status, confidence, and who reports the event.
fn comment(view: &RecordView<'_>, event: &Event) -> String {
    let mut out = format!("status: {}; confidence: {}", event.status.as_str(), probability(event.confidence));
    let statement = event.statement.and_then(|id| view.record.statements.get(id.0));
    if let Some(statement) = statement {
        let speakers = view.actors(&statement.speakers);
        let source = match speakers.is_empty() {
            true => view.all_words(&statement.source),
            false => join(speakers.iter().map(|actor| actor.name.as_str()), ", "),
        };
        out.push_str("; reported by: ");
        out.push_str(&source);
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::sample;

    fn read(record: &Record) -> Vec<Value> {
        lines(record).split_terminator('\n').map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn an_event_is_a_line() {
        let events = read(&sample::record());
        assert_eq!(events.len(), 2);
        let event = &events[0];
        let check = |field: &str, expected: Value| assert_eq!(event[field], expected, "{field}");
        check("id", json!("n1_1"));
        check("date", json!("2025-02-12"));
        check("event", json!(["CONSULT"]));
        check("mode", json!(["meet"]));
        check("context", json!(["military", "diplomatic"]));
        check("event_scale", json!(1.9));
        check("dead", json!(20.0));
        check("injured", Value::Null);
        check("actor", json!([{"code": "ESP", "sector": ["GOV"], "entity_text": "Ana Díaz"}]));
        check("event_text", json!(["met"]));
        check("comment", json!("status: actual; confidence: 0.88; reported by: Ana Díaz"));
        assert_eq!(event["event_loc"]["country"], "Germany");
        assert!(events[1]["comment"].as_str().unwrap().starts_with("status: planned"));
        let text: Vec<char> = sample::record().document.text.chars().collect();
        let [start, end] = ["start", "end"].map(|end| event["text_info"][end].as_u64().unwrap() as usize);
        assert_eq!(event["text"], text[start..end].iter().collect::<String>());
    }

    #[test]
    fn strange_text_breaks_no_line() {
        let events = read(&sample::hostile());
        assert_eq!(events.len(), 2);
        assert_eq!(events[0]["event"][0], sample::HOSTILE);
        assert!(read(&Record::default()).is_empty());
    }
}
