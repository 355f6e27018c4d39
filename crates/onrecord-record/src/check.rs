//! Checks the rules that every valid record follows.

use crate::{ActorId, Event, PlaceId, QuantityId, Record, Span, StatementId, TimeId};

/// Returns a message for each rule that `record` breaks, in the order of the record's entries; empty for a valid
/// record.
///
/// The rules: every id that is referred to exists; every span lies inside the text on character boundaries, is not
/// empty and does not begin or end with white space; lists of spans, and of entries that have one span each, are in
/// text order without duplicates; numbers are finite and within their range; no statement is nested in itself. Offsets
/// in the messages are in bytes.
///
/// ```
/// use onrecord_record::{Record, Span, check};
///
/// let mut record = Record::default();
/// record.document.text = "It rained.".to_owned();
/// record.sentences = vec![Span::new(0, 99)];
/// assert_eq!(check::problems(&record), ["sentence 0..99 is not inside the text of 10 bytes"]);
/// ```
pub fn problems(record: &Record) -> Vec<String> {
    let mut check = Check { record, found: Vec::new() };
    check.spans("sentence", &record.sentences);
    check.actors();
    check.statements();
    check.events();
    check.times();
    check.places();
    check.quantities();
    check.found
}

struct Check<'a> {
    record: &'a Record,
    found: Vec<String>,
}

impl Check<'_> {
    fn actors(&mut self) {
        for (idx, actor) in self.record.actors.iter().enumerate() {
            let at = ActorId(idx);
            if actor.name.trim().is_empty() {
                self.found.push(format!("actor {at} has no name"));
            }
            self.spans(&format!("actor {at}: role"), &actor.roles);
            let mentions: Vec<Span> = actor.mentions.iter().map(|mention| mention.span).collect();
            self.spans(&format!("actor {at}: mention"), &mentions);
        }
    }

    fn statements(&mut self) {
        let record = self.record;
        for (idx, statement) in record.statements.iter().enumerate() {
            let id = StatementId(idx);
            let at = format!("statement {id}");
            self.spans(&format!("{at}: source"), &statement.source);
            self.spans(&format!("{at}: cue"), &statement.cue);
            self.spans(&format!("{at}: content"), &statement.content);
            self.all_ids(&format!("{at}: speaker"), &statement.speakers);
            self.all_ids(&format!("{at}: addressee"), &statement.addressees);
            if let Some(venue) = statement.venue {
                self.span(&format!("{at}: venue"), venue);
            }
            self.id(&format!("{at}: time"), statement.time);
            self.id(&format!("{at}: within"), statement.within);
            if self.holds_itself(id) {
                self.found.push(format!("{at} lies within itself"));
            }
            self.number(&format!("{at}: confidence"), Some(statement.confidence.into()), 0.0, 1.0);
            self.number(&format!("{at}: speaker confidence"), statement.speaker_confidence.map(f64::from), 0.0, 1.0);
            if statement.speakers.is_empty() && statement.speaker_confidence.is_some() {
                self.found.push(format!("{at} has a speaker confidence and no speakers"));
            }
        }
    }

    fn holds_itself(&self, id: StatementId) -> bool {
        let statements = &self.record.statements;
        let mut outer = statements[id.0].within;
        for _ in 0..statements.len() {
            match outer {
                Some(other) if other == id => return true,
                Some(other) => outer = statements.get(other.0).and_then(|statement| statement.within),
                None => return false,
            }
        }
        false
    }

    fn events(&mut self) {
        let record = self.record;
        for (idx, event) in record.events.iter().enumerate() {
            let at = format!("event e{}", idx + 1);
            self.span(&format!("{at}: anchor"), event.anchor);
            self.anchors(&at, event);
            self.all_ids(&format!("{at}: actor"), &event.actors);
            self.all_ids(&format!("{at}: recipient"), &event.recipients);
            self.id(&format!("{at}: time"), event.time);
            self.id(&format!("{at}: place"), event.place);
            for (_, quantity) in &event.magnitude {
                self.id(&format!("{at}: magnitude"), Some(*quantity));
            }
            self.id(&format!("{at}: statement"), event.statement);
            self.number(&format!("{at}: quad"), event.quad.map(f64::from), 1.0, 4.0);
            self.number(&format!("{at}: goldstein"), event.goldstein.map(f64::from), -10.0, 10.0);
            self.number(&format!("{at}: confidence"), Some(event.confidence.into()), 0.0, 1.0);
        }
    }

    fn anchors(&mut self, at: &str, event: &Event) {
        if event.anchors.first() != Some(&event.anchor) {
            self.found.push(format!("{at}: anchor is not the first of its anchors"));
        }
        self.spans(&format!("{at}: anchor"), event.anchors.get(1..).unwrap_or_default());
    }

    fn times(&mut self) {
        let spans: Vec<Span> = self.record.times.iter().map(|time| time.span).collect();
        self.spans("time", &spans);
    }

    fn places(&mut self) {
        let record = self.record;
        let spans: Vec<Span> = record.places.iter().map(|place| place.span).collect();
        self.spans("place", &spans);
        for (idx, place) in record.places.iter().enumerate() {
            let at = PlaceId(idx);
            self.number(&format!("place {at}: lat"), place.latitude, -90.0, 90.0);
            self.number(&format!("place {at}: lon"), place.longitude, -180.0, 180.0);
        }
    }

    fn quantities(&mut self) {
        let record = self.record;
        let spans: Vec<Span> = record.quantities.iter().map(|quantity| quantity.span).collect();
        self.spans("quantity", &spans);
        for (idx, quantity) in record.quantities.iter().enumerate() {
            let at = QuantityId(idx);
            if let Some(of) = quantity.of {
                self.span(&format!("quantity {at}: of"), of);
            }
            self.number(&format!("quantity {at}: low"), quantity.low, f64::MIN, f64::MAX);
            self.number(&format!("quantity {at}: high"), quantity.high, f64::MIN, f64::MAX);
        }
    }

    fn spans(&mut self, what: &str, spans: &[Span]) {
        for &span in spans {
            self.span(what, span);
        }
        for pair in spans.windows(2) {
            if pair[0] >= pair[1] {
                self.found.push(format!("{what} {:?} comes after {:?}, not in text order", pair[1], pair[0]));
            }
        }
    }

    fn span(&mut self, what: &str, span: Span) {
        let text = &self.record.document.text;
        let problem = if span.start > span.end || span.end > text.len() {
            format!("is not inside the text of {} bytes", text.len())
        } else if !text.is_char_boundary(span.start) || !text.is_char_boundary(span.end) {
            "cuts a character".to_owned()
        } else if span.is_empty() {
            "is empty".to_owned()
        } else if span.trim(text) != span {
            "begins or ends with white space".to_owned()
        } else {
            return;
        };
        self.found.push(format!("{what} {span:?} {problem}"));
    }

    fn all_ids<I: Id>(&mut self, what: &str, ids: &[I]) {
        for &id in ids {
            self.id(what, Some(id));
        }
    }

    fn id<I: Id>(&mut self, what: &str, id: Option<I>) {
        if let Some(id) = id
            && id.place() >= I::count(self.record)
        {
            self.found.push(format!("{what} {id} does not exist"));
        }
    }

    fn number(&mut self, what: &str, value: Option<f64>, least: f64, greatest: f64) {
        if let Some(value) = value
            && !(least..=greatest).contains(&value)
        {
            self.found.push(format!("{what} {value} is out of range"));
        }
    }
}

/// An id, and the list of the record into which it is an index.
trait Id: Copy + std::fmt::Display {
    fn place(self) -> usize;
    fn count(record: &Record) -> usize;
}

macro_rules! ids {
    ($($id:ident $list:ident),*) => {$(
        impl Id for $id {
            fn place(self) -> usize {
                self.0
            }
            fn count(record: &Record) -> usize {
                record.$list.len()
            }
        }
    )*};
}

ids!(ActorId actors, StatementId statements, TimeId times, PlaceId places, QuantityId quantities);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Actor, ActorKind, DocumentInfo, Event, EventStatus, Mention, MentionForm, Place, Quantity, Statement,
        StatementKind, Time, TimeType,
    };

    /// Returns a valid record; each row of the table breaks one rule.
    fn sound() -> Record {
        let span = Span::new;
        Record {
            document: DocumentInfo {
                text: "Élan said on Monday in Rome: “5 men came.”".to_owned(),
                ..Default::default()
            },
            sentences: vec![span(0, 47)],
            actors: vec![Actor {
                name: "Élan".to_owned(),
                kind: ActorKind::Person,
                country: None,
                sectors: vec![],
                roles: vec![],
                mentions: vec![Mention { span: span(0, 5), form: MentionForm::Name }],
            }],
            statements: vec![Statement {
                kind: StatementKind::Direct,
                source: vec![span(0, 5)],
                cue: vec![span(6, 10)],
                content: vec![span(30, 47)],
                speakers: vec![ActorId(0)],
                addressees: vec![],
                venue: Some(span(24, 28)),
                time: Some(TimeId(0)),
                within: None,
                confidence: 1.0,
                speaker_confidence: Some(0.9),
            }],
            events: vec![Event {
                event_type: "CONSULT".to_owned(),
                mode: None,
                contexts: vec![],
                cameo: None,
                quad: Some(1),
                goldstein: Some(1.0),
                anchor: span(39, 43),
                anchors: vec![span(39, 43)],
                actors: vec![ActorId(0)],
                recipients: vec![],
                time: Some(TimeId(0)),
                place: Some(PlaceId(0)),
                status: EventStatus::Actual,
                magnitude: vec![("men".to_owned(), QuantityId(0))],
                statement: Some(StatementId(0)),
                confidence: 0.5,
            }],
            times: vec![Time {
                span: span(11, 20),
                time_type: TimeType::Date,
                value: "2025-02-10".to_owned(),
                modifier: None,
            }],
            places: vec![Place {
                span: span(24, 28),
                name: "Rome".to_owned(),
                country: None,
                latitude: Some(41.9),
                longitude: Some(12.5),
                geonames: None,
            }],
            quantities: vec![Quantity {
                span: span(33, 34),
                low: Some(5.0),
                high: Some(5.0),
                unit: None,
                of: Some(span(35, 38)),
                approximate: false,
            }],
            notices: vec![],
        }
    }

    #[test]
    fn a_sound_record_has_no_problems() {
        assert_eq!(problems(&sound()), Vec::<String>::new());
        assert_eq!(problems(&Record::default()), Vec::<String>::new());
    }

    #[test]
    fn each_rule_can_be_broken() {
        fn check(breaks: fn(&mut Record), expected: &str) {
            let mut record = sound();
            breaks(&mut record);
            assert_eq!(problems(&record), [expected]);
        }
        // Spans.
        check(|r| r.sentences[0].end = 99, "sentence 0..99 is not inside the text of 47 bytes");
        check(|r| r.sentences[0] = Span { start: 5, end: 3 }, "sentence 5..3 is not inside the text of 47 bytes");
        check(|r| r.actors[0].mentions[0].span.start = 1, "actor a1: mention 1..5 cuts a character");
        check(|r| r.actors[0].roles = vec![Span::new(3, 3)], "actor a1: role 3..3 is empty");
        check(|r| r.statements[0].cue[0].end = 11, "statement s1: cue 6..11 begins or ends with white space");
        check(|r| r.statements[0].source[0].end = 6, "statement s1: source 0..6 begins or ends with white space");
        check(|r| r.statements[0].content[0].end = 46, "statement s1: content 30..46 cuts a character");
        check(|r| r.statements[0].venue = Some(Span::new(4, 4)), "statement s1: venue 4..4 is empty");
        check(
            |r| {
                r.events[0].anchor.end = 90;
                r.events[0].anchors[0].end = 90;
            },
            "event e1: anchor 39..90 is not inside the text of 47 bytes",
        );
        check(|r| r.events[0].anchors.clear(), "event e1: anchor is not the first of its anchors");
        check(|r| r.times[0].span.start = 10, "time 10..20 begins or ends with white space");
        check(|r| r.places[0].span.start = 23, "place 23..28 begins or ends with white space");
        check(|r| r.quantities[0].span.end = 33, "quantity 33..33 is empty");
        check(
            |r| r.quantities[0].of = Some(Span::new(35, 39)),
            "quantity q1: of 35..39 begins or ends with white space",
        );
        // Order.
        check(|r| r.sentences.insert(0, Span::new(6, 10)), "sentence 0..47 comes after 6..10, not in text order");
        check(
            |r| r.statements[0].content.push(Span::new(30, 47)),
            "statement s1: content 30..47 comes after 30..47, not in text order",
        );
        check(
            |r| {
                let mention = Mention { span: Span::new(24, 28), form: MentionForm::Name };
                r.actors[0].mentions.insert(0, mention);
            },
            "actor a1: mention 0..5 comes after 24..28, not in text order",
        );
        check(
            |r| r.times.insert(0, Time { span: Span::new(24, 28), ..r.times[0].clone() }),
            "time 11..20 comes after 24..28, not in text order",
        );
        // Ids.
        check(|r| r.statements[0].speakers[0] = ActorId(7), "statement s1: speaker a8 does not exist");
        check(|r| r.statements[0].addressees = vec![ActorId(1)], "statement s1: addressee a2 does not exist");
        check(|r| r.statements[0].time = Some(TimeId(1)), "statement s1: time t2 does not exist");
        check(|r| r.statements[0].within = Some(StatementId(3)), "statement s1: within s4 does not exist");
        check(|r| r.statements[0].within = Some(StatementId(0)), "statement s1 lies within itself");
        check(|r| r.events[0].actors = vec![ActorId(1)], "event e1: actor a2 does not exist");
        check(|r| r.events[0].recipients = vec![ActorId(1)], "event e1: recipient a2 does not exist");
        check(|r| r.events[0].time = Some(TimeId(4)), "event e1: time t5 does not exist");
        check(|r| r.events[0].place = Some(PlaceId(4)), "event e1: place p5 does not exist");
        check(|r| r.events[0].statement = Some(StatementId(4)), "event e1: statement s5 does not exist");
        check(|r| r.events[0].magnitude[0].1 = QuantityId(4), "event e1: magnitude q5 does not exist");
        // Values.
        check(|r| r.actors[0].name.clear(), "actor a1 has no name");
        check(
            |r| r.statements[0].speaker_confidence = Some(1.5),
            "statement s1: speaker confidence 1.5 is out of range",
        );
        check(|r| r.statements[0].speakers.clear(), "statement s1 has a speaker confidence and no speakers");
        check(|r| r.statements[0].confidence = f32::NAN, "statement s1: confidence NaN is out of range");
        check(|r| r.events[0].confidence = 2.0, "event e1: confidence 2 is out of range");
        check(|r| r.events[0].quad = Some(5), "event e1: quad 5 is out of range");
        check(|r| r.events[0].goldstein = Some(-11.0), "event e1: goldstein -11 is out of range");
        check(|r| r.places[0].latitude = Some(91.0), "place p1: lat 91 is out of range");
        check(|r| r.places[0].longitude = Some(-181.0), "place p1: lon -181 is out of range");
        check(|r| r.quantities[0].low = Some(f64::NEG_INFINITY), "quantity q1: low -inf is out of range");
        check(|r| r.quantities[0].high = Some(f64::NAN), "quantity q1: high NaN is out of range");
    }

    #[test]
    fn statements_that_hold_each_other_are_found() {
        let mut record = sound();
        record.statements.push(record.statements[0].clone());
        record.statements[0].within = Some(StatementId(1));
        record.statements[1].within = Some(StatementId(0));
        assert_eq!(problems(&record), ["statement s1 lies within itself", "statement s2 lies within itself"]);
    }
}
