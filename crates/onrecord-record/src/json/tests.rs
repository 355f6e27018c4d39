use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::{
    Actor, ActorId, ActorKind, DocumentInfo, Event, EventStatus, Mention, MentionForm, Notice, Origin, Place, PlaceId,
    Quantity, QuantityId, Span, Statement, StatementId, StatementKind, Time, TimeId, TimeType,
};

/// The number of entries in each list of a random record; ids are drawn below it.
const N: usize = 3;

fn texts() -> impl Strategy<Value = Option<String>> {
    option::of(".{0,8}")
}

fn confidence() -> impl Strategy<Value = f32> {
    (0_u16..=10_000).prop_map(|n| f32::from(n) / 1e4)
}

fn ids<T: std::fmt::Debug>(make: fn(usize) -> T) -> impl Strategy<Value = Vec<T>> {
    vec((0..N).prop_map(make), 0..3)
}

fn id<T: std::fmt::Debug>(make: fn(usize) -> T) -> impl Strategy<Value = Option<T>> {
    option::of((0..N).prop_map(make))
}

fn records() -> impl Strategy<Value = Record> {
    // Spaces, letters of one to four bytes, quotation marks and characters that JSON escapes.
    "[ -~\\n\\t“”é日👍\u{0}\u{2028}]{1,200}".prop_flat_map(|text| {
        let bounds: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        let bound = || select(bounds.clone());
        let span = || (bound(), bound()).prop_map(|(one, other)| Span::new(one, other)).boxed();
        let spans = || vec(span(), 0..4);
        let mention = (span(), select(MentionForm::ALL)).prop_map(|(span, form)| Mention { span, form });
        let actor = (".{0,9}", select(ActorKind::ALL), texts(), vec("[A-Z]{3}", 0..3), spans(), vec(mention, 0..4))
            .prop_map(|(name, kind, country, sectors, roles, mentions)| Actor {
                name,
                kind,
                country,
                sectors,
                roles,
                mentions,
            });
        let parts = (select(StatementKind::ALL), spans(), spans(), spans(), option::of(span()));
        let links = (ids(ActorId), ids(ActorId), id(TimeId), id(StatementId), (confidence(), option::of(confidence())));
        let statement = (parts, links).prop_map(
            |((kind, source, cue, content, venue), (speakers, addressees, time, within, sure))| Statement {
                kind,
                source,
                cue,
                content,
                speakers,
                addressees,
                venue,
                time,
                within,
                confidence: sure.0,
                speaker_confidence: sure.1,
            },
        );
        let coded = (".{0,9}", texts(), vec(".{0,9}", 0..3), texts(), option::of(1_u8..=4));
        let score = option::of((-100_i16..=100).prop_map(|n| f32::from(n) / 10.0));
        let magnitude = vec((".{0,9}", (0..N).prop_map(QuantityId)), 0..3);
        let roles = (span(), ids(ActorId), ids(ActorId), select(EventStatus::ALL), confidence());
        let links = (id(TimeId), id(PlaceId), magnitude, id(StatementId), score);
        let event = (coded, roles, links).prop_map(
            |(
                (event_type, mode, contexts, cameo, quad),
                (anchor, actors, recipients, status, confidence),
                (time, place, magnitude, statement, goldstein),
            )| Event {
                event_type,
                mode,
                contexts,
                cameo,
                quad,
                goldstein,
                anchors: vec![anchor],
                anchor,
                actors,
                recipients,
                time,
                place,
                status,
                magnitude,
                statement,
                confidence,
            },
        );
        let time = (span(), select(TimeType::ALL), ".{0,9}", texts())
            .prop_map(|(span, time_type, value, modifier)| Time { span, time_type, value, modifier });
        let number = || option::of(prop_oneof![any::<i32>().prop_map(f64::from), -1e300..1e300, -1.0..1.0]);
        let place = (span(), ".{0,9}", texts(), number(), number(), option::of(any::<u64>())).prop_map(
            |(span, name, country, latitude, longitude, geonames)| Place {
                span,
                name,
                country,
                latitude,
                longitude,
                geonames,
            },
        );
        let quantity = (span(), number(), number(), texts(), option::of(span()), any::<bool>())
            .prop_map(|(span, low, high, unit, of, approximate)| Quantity { span, low, high, unit, of, approximate });
        let notice = (".{0,9}", ".{0,9}").prop_map(|(code, message)| Notice { code, message });
        let last = ("[a-z]{2}", option::of((".{0,9}", texts())));
        let info = (".{0,9}", texts(), texts(), (texts(), texts()), texts(), texts(), last).prop_map(
            move |(id, title, publisher, (url, host), byline, published, (language, origin))| DocumentInfo {
                id,
                title,
                publisher,
                url,
                host,
                byline,
                published,
                language,
                origin: origin.map(|(path, part)| Origin { path, part }),
                text: text.clone(),
            },
        );
        let first = (info, spans(), vec(actor, N), vec(statement, N), vec(event, N));
        let rest = (vec(time, N), vec(place, N), vec(quantity, N), vec(notice, 0..3));
        (first, rest).prop_map(
            |((document, sentences, actors, statements, events), (times, places, quantities, notices))| Record {
                document,
                sentences,
                actors,
                statements,
                events,
                times,
                places,
                quantities,
                notices,
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn what_is_written_is_read_again(record in records(), pretty in any::<bool>()) {
        let json = write(&record, pretty);
        prop_assert_eq!(json.contains('\n'), pretty);
        prop_assert_eq!(parse(&json).unwrap(), record);
    }

    #[test]
    fn what_is_written_with_words_is_read_again(record in records(), pretty in any::<bool>()) {
        prop_assert_eq!(parse(&write_with_text(&record, pretty)).unwrap(), record);
    }

    #[test]
    fn reading_anything_does_not_panic(json in "[{}\\[\\]\":,a-z0-9]{0,60}") {
        let _ = parse(&json);
    }
}

/// Returns the record that the tables modify: one entry of each kind, with spans after a two-byte character.
fn sample() -> Record {
    let span = Span::new;
    Record {
        document: DocumentInfo {
            id: "x".to_owned(),
            language: "en".to_owned(),
            origin: Some(Origin { path: "news/may.jsonl".to_owned(), part: Some("line 3".to_owned()) }),
            text: "é he said 20% fell in Rome on Monday".to_owned(),
            ..Default::default()
        },
        sentences: vec![span(0, 37)],
        actors: vec![Actor {
            name: "he".to_owned(),
            kind: ActorKind::Person,
            country: Some("ITA".to_owned()),
            sectors: vec!["GOV".to_owned()],
            roles: vec![],
            mentions: vec![Mention { span: span(3, 5), form: MentionForm::Pronoun }],
        }],
        statements: vec![Statement {
            kind: StatementKind::Indirect,
            source: vec![span(3, 5)],
            cue: vec![span(6, 10)],
            content: vec![span(11, 37)],
            speakers: vec![ActorId(0)],
            addressees: vec![],
            venue: None,
            time: Some(TimeId(0)),
            within: None,
            confidence: 0.123_456,
            speaker_confidence: Some(0.876_543),
        }],
        events: vec![Event {
            event_type: "CONSULT".to_owned(),
            mode: None,
            contexts: vec![],
            cameo: None,
            quad: None,
            goldstein: Some(-0.0),
            anchor: span(15, 19),
            anchors: vec![span(15, 19)],
            actors: vec![],
            recipients: vec![],
            time: None,
            place: Some(PlaceId(0)),
            status: EventStatus::Actual,
            magnitude: vec![("fell".to_owned(), QuantityId(0))],
            statement: Some(StatementId(0)),
            confidence: f32::NAN,
        }],
        times: vec![Time { span: span(31, 37), time_type: TimeType::Date, value: "P".to_owned(), modifier: None }],
        places: vec![Place {
            span: span(23, 27),
            name: "Rome".to_owned(),
            country: None,
            latitude: Some(f64::INFINITY),
            longitude: Some(-0.0),
            geonames: Some(3_169_070),
        }],
        quantities: vec![Quantity {
            span: span(11, 14),
            low: Some(20.0),
            high: Some(20.5),
            unit: Some("%".to_owned()),
            of: None,
            approximate: false,
        }],
        notices: vec![Notice::new("code", "message")],
    }
}

#[test]
fn fields_and_values_are_as_documented() {
    let expected = concat!(
        r#"{"format":"onrecord/1","document":{"id":"x","title":null,"publisher":null,"url":null,"byline":null,"#,
        r#""published":null,"language":"en","origin":{"name":"may.jsonl","path":"news/may.jsonl","part":"line 3"},"#,
        r#""text":"é he said 20% fell in Rome on Monday"},"#,
        r#""sentences":[{"start":0,"end":36}],"#,
        r#""actors":[{"id":"a1","name":"he","kind":"person","country":"ITA","sectors":["GOV"],"roles":[],"#,
        r#""mentions":[{"start":2,"end":4,"form":"pronoun"}]}],"#,
        r#""statements":[{"id":"s1","kind":"indirect","source":[{"start":2,"end":4}],"cue":[{"start":5,"end":9}],"#,
        r#""content":[{"start":10,"end":36}],"speakers":["a1"],"addressees":[],"venue":null,"time":"t1","#,
        r#""within":null,"confidence":0.1235,"speaker_confidence":0.8765}],"#,
        r#""events":[{"id":"e1","type":"CONSULT","mode":null,"contexts":[],"cameo":null,"quad":null,"#,
        r#""goldstein":0.0,"anchor":{"start":14,"end":18},"anchors":[{"start":14,"end":18}],"actors":[],"#,
        r#""recipients":[],"time":null,"place":"p1","#,
        r#""status":"actual","magnitude":[{"of":"fell","quantity":"q1"}],"statement":"s1","confidence":0.0}],"#,
        r#""times":[{"id":"t1","start":30,"end":36,"type":"DATE","value":"P","mod":null}],"#,
        r#""places":[{"id":"p1","start":22,"end":26,"name":"Rome","country":null,"lat":null,"lon":0.0,"#,
        r#""geonames":3169070}],"#,
        r#""quantities":[{"id":"q1","start":10,"end":13,"low":20,"high":20.5,"unit":"%","of":null,"#,
        r#""approximate":false}],"notices":[{"code":"code","message":"message"}]}"#,
    );
    assert_eq!(write(&sample(), false), expected);
}

#[test]
fn the_words_of_each_span_can_stand_beside_it() {
    let json = write_with_text(&sample(), false);
    for expected in [
        r#""sentences":[{"start":0,"end":36,"text":"é he said 20% fell in Rome on Monday"}]"#,
        r#""mentions":[{"start":2,"end":4,"text":"he","form":"pronoun"}]"#,
        r#""cue":[{"start":5,"end":9,"text":"said"}]"#,
        r#""anchor":{"start":14,"end":18,"text":"fell"}"#,
        r#"{"id":"t1","start":30,"end":36,"text":"Monday","type":"DATE""#,
        r#"{"id":"p1","start":22,"end":26,"text":"Rome","name":"Rome""#,
        r#"{"id":"q1","start":10,"end":13,"text":"20%","low":20"#,
    ] {
        assert!(json.contains(expected), "{expected}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_with_its_reason() {
    fn check(from: &str, to: &str, kind: ErrorKind, message: &str) {
        let json = write(&sample(), false);
        assert!(json.contains(from), "{from}");
        let error = parse(&json.replacen(from, to, 1)).unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (kind, message));
    }
    let id = ErrorKind::Id;
    check("onrecord/1", "onrecord/9", ErrorKind::Format, r#"expected format "onrecord/1", found "onrecord/9""#);
    check(r#""kind":"person""#, r#""kind":"ghost""#, ErrorKind::Name, r#""ghost" is not a known kind"#);
    check(r#""id":"a1""#, r#""id":"a2""#, id, r#"expected id "a1", found "a2""#);
    check(r#"["a1"]"#, r#"["a2"]"#, id, r#"id "a2" is mentioned and does not exist"#);
    check(r#"["a1"]"#, r#"["a01"]"#, id, r#"id "a01" is mentioned and does not exist"#);
    check(r#""place":"p1""#, r#""place":"q1""#, id, r#"id "q1" is mentioned and does not exist"#);
    check(r#""end":36"#, r#""end":37"#, ErrorKind::Offset, "span 0..37 is not in the text of 36 code points");
    check(r#""start":5"#, r#""start":10"#, ErrorKind::Offset, "span 10..9 is not in the text of 36 code points");
}

#[test]
fn what_is_not_json_or_not_a_record_is_refused() {
    for json in ["", "{", "[]", "{}", r#"{"format":"onrecord/1"}"#, r#"{"format":1}"#] {
        assert_eq!(parse(json).unwrap_err().kind(), ErrorKind::Syntax, "{json}");
    }
}

#[test]
fn records_without_an_origin_are_read() {
    let record = Record::default();
    let json = write(&record, false);
    assert!(json.contains(r#""origin":null,"#), "{json}");
    assert_eq!(parse(&json.replacen(r#""origin":null,"#, "", 1)).unwrap(), record);
}

#[test]
fn names_of_origins_end_their_paths() {
    for (path, name) in [
        ("may.jsonl", "may.jsonl"),
        ("/news/2025/may.jsonl", "may.jsonl"),
        (r"C:\news\may.jsonl", "may.jsonl"),
        ("https://example.org/feed/", "feed"),
        ("-", "-"),
        ("/", "/"),
        ("", ""),
    ] {
        let origin = Origin { path: path.to_owned(), part: None };
        assert_eq!((origin.name(), origin.to_string().as_str()), (name, path));
    }
}

#[test]
fn unknown_fields_are_passed_over() {
    let record = Record::default();
    let json = write(&record, false);
    let more = json.replacen(r#""id":"#, r#""later":[{}],"id":"#, 1).replacen('{', r#"{"also":null,"#, 1);
    assert_eq!(parse(&more).unwrap(), record);
}
