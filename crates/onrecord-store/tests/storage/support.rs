//! Shared test code: a folder for a store, and a record.

use std::path::{Path, PathBuf};

use onrecord_record::{
    Actor, ActorId, ActorKind, Event, EventStatus, Mention, MentionForm, Place, PlaceId, Record, Span, Statement,
    StatementKind, Time, TimeId, TimeType,
};
use onrecord_store::{Provenance, Storage};

pub(crate) const FROM: Provenance<'_> = Provenance { reader: "test-1", time: "2025-02-14T08:00:00Z" };

/// Creates a store at a path, or opens the existing one.
pub(crate) type Create = fn(&Path) -> Box<dyn Storage>;

/// A folder for a store, deleted after the test.
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    create: Create,
}

impl Folder {
    pub(crate) fn new(name: &str, create: Create) -> Folder {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder { path, create }
    }

    pub(crate) fn store(&self) -> Box<dyn Storage> {
        (self.create)(&self.path.join("news.db"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// An article in which one actor makes a statement on a day, and an event happens in a town.
pub(crate) fn record(id: &str, words: &str) -> Record {
    let text = format!("Ann Lee said on Monday in Rome: {words}");
    let span = Span::new;
    let content = span(32, text.len());
    let mut record = Record::default();
    record.document.id = id.to_owned();
    record.document.published = Some("2025-02-13".to_owned());
    record.sentences = vec![span(0, text.len())];
    record.document.text = text;
    record.actors = vec![Actor {
        name: "Ann Lee".to_owned(),
        kind: ActorKind::Person,
        country: None,
        sectors: vec![],
        roles: vec![],
        mentions: vec![Mention { span: span(0, 7), form: MentionForm::Name }],
    }];
    record.statements = vec![Statement {
        kind: StatementKind::Indirect,
        source: vec![span(0, 7)],
        cue: vec![span(8, 12)],
        content: vec![content],
        speakers: vec![ActorId(0)],
        addressees: vec![],
        venue: None,
        time: Some(TimeId(0)),
        within: None,
        confidence: 0.5,
        speaker_confidence: None,
    }];
    record.events = vec![Event {
        event_type: "CONSULT".to_owned(),
        mode: None,
        contexts: vec![],
        cameo: None,
        quad: None,
        goldstein: None,
        anchor: span(8, 12),
        anchors: vec![span(8, 12)],
        actors: vec![ActorId(0)],
        recipients: vec![],
        time: Some(TimeId(0)),
        place: Some(PlaceId(0)),
        status: EventStatus::Actual,
        magnitude: vec![],
        statement: None,
        confidence: 0.5,
    }];
    record.times =
        vec![Time { span: span(13, 22), time_type: TimeType::Date, value: "2025-02-10".to_owned(), modifier: None }];
    record.places = vec![Place {
        span: span(26, 30),
        name: "Rome".to_owned(),
        country: Some("ITA".to_owned()),
        latitude: Some(41.9),
        longitude: Some(12.5),
        geonames: Some(3_169_070),
    }];
    record
}
