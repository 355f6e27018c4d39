//! Records for the tests.

use onrecord_record::{
    Actor, ActorId, ActorKind, DocumentInfo, Event, EventStatus, Mention, MentionForm, Origin, Place, PlaceId,
    Quantity, QuantityId, Record, Span, Statement, StatementId, StatementKind, Time, TimeId, TimeType,
};

/// A text with multi-byte characters and a content in two pieces.
const TEXT: &str =
    "“We Ana Díaz \n said agreed,” in Munich.\n\nAna Díaz met the Thai army on 12 February 2025. 20 people died.";

/// Text that breaks simple writers.
pub(crate) const HOSTILE: &str = "=cmd|'\t\"a\",\r\nb;c\u{2028}\u{85}\u{0}é\"";

/// Returns the span of the first occurrence of `words` in `text`.
fn find(text: &str, words: &str) -> Span {
    let start = text.find(words).expect("the words are in the text");
    Span::new(start, start + words.len())
}

fn event(anchor: Span, status: EventStatus) -> Event {
    Event {
        event_type: "CONSULT".to_owned(),
        mode: Some("meet".to_owned()),
        contexts: vec!["military".to_owned(), "diplomatic".to_owned()],
        cameo: Some("042".to_owned()),
        quad: Some(1),
        goldstein: Some(1.9),
        anchor,
        anchors: vec![anchor],
        actors: vec![ActorId(0)],
        recipients: vec![ActorId(1)],
        time: Some(TimeId(0)),
        place: Some(PlaceId(0)),
        status,
        magnitude: vec![("killed".to_owned(), QuantityId(0))],
        statement: Some(StatementId(0)),
        confidence: 0.88,
    }
}

fn actor(name: &str, kind: ActorKind, country: &str, sector: &str, mentions: Vec<Span>) -> Actor {
    Actor {
        name: name.to_owned(),
        kind,
        country: Some(country.to_owned()),
        sectors: vec![sector.to_owned()],
        roles: Vec::new(),
        mentions: mentions.into_iter().map(|span| Mention { span, form: MentionForm::Name }).collect(),
    }
}

/// Returns a record with one or two entries in each list.
pub(crate) fn record() -> Record {
    let span = |words| find(TEXT, words);
    let second = Span::new(TEXT.rfind("Ana").expect("it is there"), TEXT.rfind(" met").expect("it is there"));
    Record {
        document: DocumentInfo {
            id: "n1".to_owned(),
            title: Some("A fund".to_owned()),
            publisher: Some("The Post".to_owned()),
            url: Some("https://www.example.org/a?b=1".to_owned()),
            published: Some("2025-02-13T18:30:00Z".to_owned()),
            language: "en".to_owned(),
            origin: Some(Origin { path: "news/may.jsonl".to_owned(), part: Some("line 3".to_owned()) }),
            text: TEXT.to_owned(),
            ..DocumentInfo::default()
        },
        sentences: vec![
            Span::new(0, span(" in Munich.").end),
            second.cover(span("2025.")),
            Span::new(span(" 20 people").start + 1, TEXT.len()),
        ],
        actors: vec![
            actor("Ana Díaz", ActorKind::Person, "ESP", "GOV", vec![span("Ana Díaz"), second]),
            actor("Thai army", ActorKind::Organization, "THA", "MIL", vec![span("the Thai army")]),
        ],
        statements: vec![Statement {
            kind: StatementKind::Direct,
            source: vec![span("Ana Díaz")],
            cue: vec![span("said")],
            content: vec![span("“We"), span("agreed,”")],
            speakers: vec![ActorId(0)],
            addressees: Vec::new(),
            venue: None,
            time: None,
            within: None,
            confidence: 0.97,
            speaker_confidence: Some(0.75),
        }],
        events: vec![event(span("met"), EventStatus::Actual), event(span("agreed"), EventStatus::Planned)],
        times: vec![Time {
            span: span("12 February 2025"),
            time_type: TimeType::Date,
            value: "2025-02-12".to_owned(),
            modifier: None,
        }],
        places: vec![Place {
            span: span("Munich"),
            name: "Munich".to_owned(),
            country: Some("DEU".to_owned()),
            latitude: Some(48.14),
            longitude: Some(11.58),
            geonames: Some(2_867_714),
        }],
        quantities: vec![Quantity {
            span: Span::new(span("20 people").start, span(" people").start),
            low: Some(20.0),
            high: Some(20.0),
            unit: None,
            of: Some(span("people")),
            approximate: false,
        }],
        notices: Vec::new(),
    }
}

/// Returns the same record with [`HOSTILE`] text wherever it has text.
pub(crate) fn hostile() -> Record {
    let mut record = record();
    let text = || HOSTILE.to_owned();
    record.document.id = text();
    record.document.title = Some(text());
    record.document.publisher = Some(text());
    record.document.url = Some(text());
    record.document.published = Some(text());
    record.document.text = HOSTILE.repeat(8);
    record.actors.iter_mut().for_each(|actor| {
        actor.name = text();
        actor.sectors = vec![text(), text()];
        actor.country = Some(text());
    });
    record.events.iter_mut().for_each(|event| {
        event.event_type = text();
        event.mode = Some(text());
        event.contexts = vec![text()];
        event.cameo = Some(text());
    });
    record.times.iter_mut().for_each(|time| time.value = text());
    record.places.iter_mut().for_each(|place| {
        place.name = text();
        place.country = Some(text());
    });
    record
}
