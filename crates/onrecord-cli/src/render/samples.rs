//! Hand-written records for the tests of the text form.

use onrecord_record::{
    Actor, ActorId, ActorKind, DocumentInfo, Event, EventStatus, Mention, MentionForm, Place, PlaceId, Quantity,
    QuantityId, Record, Span, Statement, StatementId, StatementKind, Time, TimeId, TimeType,
};

use super::page::Page;
use super::record_text::RecordText;
use super::style::Style;

/// Returns a style without colors.
pub(super) fn plain(width: usize) -> Style {
    Style { width, color: false, unicode: true }
}

/// Checks one section on a page of 50 columns.
pub(super) fn check_section(write: impl Fn(&mut Page<'_>, &RecordText<'_>), record: &Record, expected: &str) {
    assert_eq!(onrecord_record::check::problems(record), Vec::<String>::new());
    let style = plain(50);
    let mut page = Page::new(&style);
    write(&mut page, &RecordText::new(record, &style));
    let found = page.finish();
    assert_eq!(found, expected, "found:\n{found}");
}

/// Returns the span of the first occurrence of `words` in `text`.
pub(super) fn find(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
    Span::new(start, start + words.len())
}

pub(super) fn article(text: &str) -> Record {
    Record { document: DocumentInfo { text: text.to_owned(), ..DocumentInfo::default() }, ..Record::default() }
}

pub(super) fn actor(text: &str, name: &str, kind: ActorKind, mentions: &[&str]) -> Actor {
    let mention = |words: &&str| Mention { span: find(text, words), form: MentionForm::Name };
    Actor {
        name: name.to_owned(),
        kind,
        country: None,
        sectors: vec![],
        roles: vec![],
        mentions: mentions.iter().map(mention).collect(),
    }
}

pub(super) fn statement(text: &str, kind: StatementKind, source: &str, cue: &str, content: &str) -> Statement {
    let spans = |words: &str| if words.is_empty() { vec![] } else { vec![find(text, words)] };
    Statement {
        kind,
        source: spans(source),
        cue: spans(cue),
        content: spans(content),
        speakers: vec![],
        addressees: vec![],
        venue: None,
        time: None,
        within: None,
        confidence: 0.9,
        speaker_confidence: None,
    }
}

pub(super) fn time(text: &str, words: &str, time_type: TimeType, value: &str) -> Time {
    Time { span: find(text, words), time_type, value: value.to_owned(), modifier: None }
}

/// Returns a record with entries in every list.
pub(super) fn call() -> Record {
    let text = "President Ann Lee of Austria spoke for an hour. She told some 20 reporters at the Hofburg on Wednesday: \
                “We’ll meet in Graz.” In a report, a senior official hinted that talks “may fail” and then soon.";
    let mut record = article(text);
    record.document.title = Some("Leaders talk".to_owned());
    record.document.publisher = Some("Daily Example".to_owned());
    record.document.published = Some("2025-02-13".to_owned());
    record.sentences = vec![
        find(text, "President Ann Lee of Austria spoke for an hour."),
        find(text, "She told some 20 reporters at the Hofburg on Wednesday: “We’ll meet in Graz.”"),
        find(text, "In a report, a senior official hinted that talks “may fail” and then soon."),
    ];
    record.actors = vec![
        actor(text, "Ann Lee", ActorKind::Person, &["Ann Lee", "She", "We"]),
        actor(text, "reporters", ActorKind::Group, &["reporters"]),
        actor(text, "Austria", ActorKind::Country, &["Austria"]),
        actor(text, "a report", ActorKind::Other, &["a report"]),
    ];
    record.actors[0].country = Some("AUT".to_owned());
    record.actors[0].sectors = vec!["GOV".to_owned()];
    record.actors[0].roles = vec![find(text, "President")];
    let direct = Statement {
        speakers: vec![ActorId(0)],
        speaker_confidence: Some(0.95),
        addressees: vec![ActorId(1)],
        venue: Some(find(text, "at the Hofburg")),
        time: Some(TimeId(1)),
        ..statement(text, StatementKind::Direct, "She", "told", "“We’ll meet in Graz.”")
    };
    let inner = Statement {
        speakers: vec![ActorId(0)],
        within: Some(StatementId(0)),
        confidence: 0.314,
        speaker_confidence: Some(0.63),
        ..statement(text, StatementKind::Indirect, "", "", "We’ll meet")
    };
    let mut hinted = statement(text, StatementKind::Mixed, "a senior official", "hinted", "talks “may fail”");
    hinted.content.push(find(text, "soon"));
    record.statements = vec![direct, inner, hinted];
    record.times = vec![
        time(text, "an hour", TimeType::Duration, "PT1H"),
        time(text, "on Wednesday", TimeType::Date, "2025-02-12"),
    ];
    record.places = vec![Place {
        span: find(text, "Graz"),
        name: "Graz".to_owned(),
        country: Some("AUT".to_owned()),
        latitude: Some(47.067),
        longitude: Some(15.438),
        geonames: Some(2_778_067),
    }];
    record.quantities = vec![Quantity {
        span: find(text, "some 20"),
        low: Some(20.0),
        high: Some(20.0),
        unit: None,
        of: Some(find(text, "reporters")),
        approximate: true,
    }];
    record.events = vec![Event {
        event_type: "CONSULT".to_owned(),
        mode: Some("meet".to_owned()),
        contexts: vec![],
        cameo: None,
        quad: Some(1),
        goldstein: None,
        anchor: find(text, "meet"),
        anchors: vec![find(text, "meet")],
        actors: vec![ActorId(0)],
        recipients: vec![ActorId(2)],
        time: Some(TimeId(1)),
        place: Some(PlaceId(0)),
        status: EventStatus::Planned,
        magnitude: vec![("reported".to_owned(), QuantityId(0))],
        statement: Some(StatementId(0)),
        confidence: 0.8,
    }];
    assert_eq!(onrecord_record::check::problems(&record), Vec::<String>::new());
    record
}
