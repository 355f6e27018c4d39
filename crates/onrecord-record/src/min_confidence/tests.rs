use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::*;
use crate::{Event, EventStatus, Span, StatementKind, check, json};

fn statement(within: Option<usize>, confidence: f32) -> Statement {
    Statement {
        kind: StatementKind::Direct,
        source: vec![],
        cue: vec![],
        content: vec![Span::new(0, 2)],
        speakers: vec![],
        addressees: vec![],
        venue: None,
        time: None,
        within: within.map(StatementId),
        confidence,
        speaker_confidence: None,
    }
}

fn event(statement: Option<usize>, confidence: f32) -> Event {
    Event {
        event_type: "CONSULT".to_owned(),
        mode: None,
        contexts: vec![],
        cameo: None,
        quad: None,
        goldstein: None,
        anchor: Span::new(3, 9),
        anchors: vec![Span::new(3, 9)],
        actors: vec![],
        recipients: vec![],
        time: None,
        place: None,
        status: EventStatus::Actual,
        magnitude: vec![],
        statement: statement.map(StatementId),
        confidence,
    }
}

/// Returns a record with nested statements and with events that statements report, both given by index.
fn record(statements: &[(Option<usize>, f32)], events: &[(Option<usize>, f32)]) -> Record {
    let mut record = Record::default();
    record.document.text = "It rained.".to_owned();
    record.statements = statements.iter().map(|(within, confidence)| statement(*within, *confidence)).collect();
    record.events = events.iter().map(|(reporting, confidence)| event(*reporting, *confidence)).collect();
    record
}

fn least(value: f64) -> MinConfidence {
    MinConfidence::new(value).unwrap()
}

#[test]
fn minimums_are_numbers_from_0_to_1() {
    for (text, expected) in [
        ("0", Some(0.0)),
        ("1", Some(1.0)),
        ("0.35", Some(0.35)),
        (".5", Some(0.5)),
        ("1.0001", None),
        ("-0.1", None),
        ("NaN", None),
        ("inf", None),
        ("30%", None),
        ("0,3", None),
        ("", None),
    ] {
        assert_eq!(MinConfidence::parse(text).map(MinConfidence::get), expected, "{text:?}");
    }
    assert_eq!(least(0.3).to_string(), "0.3");
}

#[test]
fn confidence_counts_with_four_decimals() {
    for (minimum, confidence, expected) in [
        (0.3, 0.3, true),
        (0.3, 0.299_96, true),
        (0.3, 0.299_94, false),
        (0.300_01, 0.3, false),
        (0.0, 0.0, true),
        (0.0, f32::NAN, true),
        (0.0001, f32::NAN, false),
        (1.0, 1.0, true),
        (1.0, 0.9999, false),
    ] {
        assert_eq!(least(minimum).allows(confidence), expected, "{confidence} against {minimum}");
    }
}

#[test]
fn ids_stay_consistent() {
    type Entries = [(Option<usize>, f32)];
    fn check(statements: &Entries, events: &Entries, left: (&[Option<usize>], &[Option<usize>]), message: &str) {
        let filtered = with_min_confidence(record(statements, events), least(0.5));
        let within: Vec<_> = filtered.statements.iter().map(|one| one.within.map(|id| id.0)).collect();
        let reporting: Vec<_> = filtered.events.iter().map(|one| one.statement.map(|id| id.0)).collect();
        assert_eq!((&within[..], &reporting[..]), left, "{statements:?} {events:?}");
        let messages: Vec<&str> = filtered.notices.iter().map(|notice| notice.message.as_str()).collect();
        assert_eq!(messages, if message.is_empty() { vec![] } else { vec![message] });
        assert!(filtered.notices.iter().all(|notice| notice.code == "min-confidence"));
    }
    let (sure, unsure) = (0.9, 0.1);
    // Nothing is removed.
    check(&[(None, sure), (Some(0), sure)], &[(Some(1), sure)], (&[None, Some(0)], &[Some(1)]), "");
    // Later ids are renumbered.
    check(
        &[(None, unsure), (None, sure), (Some(1), sure)],
        &[(None, unsure), (Some(2), sure)],
        (&[None, Some(0)], &[Some(1)]),
        "left out 1 statement and 1 event with a confidence below 0.5",
    );
    // The next enclosing statement replaces a removed one.
    check(
        &[(None, sure), (Some(0), unsure), (Some(1), unsure), (Some(2), sure)],
        &[(Some(2), sure), (Some(3), sure)],
        (&[None, Some(0)], &[Some(0), Some(1)]),
        "left out 2 statements with a confidence below 0.5",
    );
    // There is no enclosing statement.
    check(
        &[(None, unsure), (Some(0), sure)],
        &[(Some(0), sure)],
        (&[None], &[None]),
        "left out 1 statement with a confidence below 0.5; 1 event is no longer linked to a statement",
    );
    check(&[], &[(None, unsure), (None, unsure)], (&[], &[]), "left out 2 events with a confidence below 0.5");
}

#[test]
fn unsound_records_do_not_hang_or_panic() {
    let circle = record(&[(Some(1), 0.1), (Some(0), 0.1), (Some(9), 0.9)], &[(Some(0), 0.9), (Some(7), 0.9)]);
    let filtered = with_min_confidence(circle, least(0.5));
    assert_eq!((filtered.statements.len(), filtered.statements[0].within), (1, None));
    assert_eq!(filtered.events.iter().map(|event| event.statement).collect::<Vec<_>>(), [None, None]);
}

fn confidence() -> impl Strategy<Value = f32> {
    (0_u16..=1000).prop_map(|n| f32::from(n) / 1e3)
}

/// Generates valid records, in which a statement is nested only in an earlier one.
fn sound_records() -> impl Strategy<Value = Record> {
    let statements = vec((option::of(0..8_usize), confidence()), 0..8);
    let events = vec((option::of(0..8_usize), confidence()), 0..8);
    (statements, events).prop_map(|(mut statements, mut events)| {
        let n = statements.len();
        for (idx, (within, _)) in statements.iter_mut().enumerate() {
            *within = within.filter(|within| *within < idx);
        }
        for (reporting, _) in &mut events {
            *reporting = reporting.filter(|reporting| *reporting < n);
        }
        record(&statements, &events)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn sound_records_stay_sound_and_sure(record in sound_records(), minimum in 0.0..=1.0) {
        prop_assert_eq!(check::problems(&record), Vec::<String>::new());
        let least = least(minimum);
        let filtered = with_min_confidence(record.clone(), least);
        prop_assert_eq!(check::problems(&filtered), Vec::<String>::new());
        prop_assert_eq!(&json::parse(&json::write(&filtered, false)).unwrap(), &filtered);
        // Exactly the entries that reach the minimum remain, in their order.
        let sure = |all: Vec<f32>| all.into_iter().filter(|one| least.allows(*one)).collect::<Vec<_>>();
        let of_statements = |record: &Record| record.statements.iter().map(|one| one.confidence).collect::<Vec<_>>();
        let of_events = |record: &Record| record.events.iter().map(|one| one.confidence).collect::<Vec<_>>();
        prop_assert_eq!(of_statements(&filtered), sure(of_statements(&record)));
        prop_assert_eq!(of_events(&filtered), sure(of_events(&record)));
        prop_assert_eq!(with_min_confidence(filtered.clone(), least), filtered);
    }

    #[test]
    fn a_minimum_of_0_changes_nothing(record in sound_records()) {
        prop_assert_eq!(with_min_confidence(record.clone(), least(0.0)), record);
    }

    #[test]
    fn a_higher_minimum_takes_in_a_lower_one(record in sound_records(), one in 0.0..=1.0, other in 0.0..=1.0) {
        let (low, high) = (least(f64::min(one, other)), least(f64::max(one, other)));
        let in_two_steps = with_min_confidence(with_min_confidence(record.clone(), low), high);
        let at_once = with_min_confidence(record, high);
        prop_assert_eq!(in_two_steps.statements, at_once.statements);
        prop_assert_eq!(in_two_steps.events, at_once.events);
    }
}
