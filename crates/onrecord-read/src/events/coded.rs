//! Events with the ids of the record: time, place, numbers, statement; what is told twice is one event.

use std::collections::BTreeMap;
use std::ops::Range;

use onrecord_record::{
    Actor, ActorId, ActorKind, Event, EventStatus, MentionForm, Place, PlaceId, Quantity, QuantityId, Span,
    StatementId, Time, TimeId, TimeType,
};

use super::Found;
use super::ontology::Ontology;
use crate::actors::Layers;
use crate::syntax::{Relation, Upos};

/// What the other stages have made.
pub(crate) struct Made<'a> {
    pub(crate) ontology: &'a Ontology,
    pub(crate) layers: &'a Layers<'a>,
    pub(crate) id_of: &'a BTreeMap<usize, ActorId>,
    /// The contents of each statement, in tokens.
    pub(crate) contents: &'a [Vec<Range<usize>>],
    pub(crate) times: &'a [Time],
    pub(crate) places: &'a [Place],
    pub(crate) quantities: &'a [Quantity],
}

/// Prepositions before the place of an event.
const WHERE: [&str; 10] = ["in", "at", "near", "outside", "inside", "across", "on", "around", "off", "throughout"];

/// Steps from the word of a place up to the event.
const MAX_STEPS: usize = 4;

/// Probability that an event is right, before what speaks against it: what verbs with both sides reached on the
/// articles for development. Set by hand; a nominal, a missing side and an uncertain status each take some away.
const BASE: f32 = 0.75;

/// Returns the confidence of an event.
pub(super) fn confidence(is_verb: bool, both_sides: bool, status: EventStatus) -> f32 {
    let mut out = BASE;
    if !is_verb {
        out -= 0.1;
    }
    if !both_sides {
        out -= 0.15;
    }
    if status != EventStatus::Actual {
        out -= 0.1;
    }
    out
}

/// Returns the events of the record, and for each what was found that tells it.
pub(crate) fn record<'f>(found: &'f [Found], made: &Made<'_>) -> (Vec<Event>, Vec<Vec<&'f Found>>) {
    let ontology = made.ontology;
    let mut out: Vec<Event> = Vec::new();
    let mut told: Vec<Vec<&Found>> = Vec::new();
    for found in found {
        let Some(event) = event(found, made, ontology) else { continue };
        match out.iter().position(|known| is_same(known, &event, made.times)) {
            Some(i) => {
                join(&mut out[i], event, ontology);
                told[i].push(found);
            }
            None => {
                out.push(event);
                told.push(vec![found]);
            }
        }
    }
    (out, told)
}

fn event(found: &Found, made: &Made<'_>, ontology: &Ontology) -> Option<Event> {
    let ids = |entities: &[usize]| -> Vec<ActorId> {
        let mut out: Vec<ActorId> = entities.iter().filter_map(|e| made.id_of.get(e).copied()).collect();
        out.sort_unstable();
        out.dedup();
        out
    };
    let (actors, recipients) = (ids(&found.actors), ids(&found.recipients));
    if actors.is_empty() && recipients.is_empty() {
        return None;
    }
    let coded = ontology.coded(&found.event_type, found.mode.as_deref());
    let anchor = made.layers.division.span(&found.anchor);
    Some(Event {
        event_type: found.event_type.clone(),
        mode: found.mode.clone(),
        contexts: Vec::new(),
        cameo: coded.and_then(|c| c.cameo.clone()),
        quad: coded.and_then(|c| c.quad),
        goldstein: coded.and_then(|c| c.goldstein),
        anchor,
        anchors: vec![anchor],
        actors,
        recipients,
        time: time(found, made),
        place: place(found, made),
        status: found.status,
        magnitude: magnitude(found, made),
        statement: statement(found, made),
        confidence: found.confidence,
    })
}

/// Sectors whose bearers act for the country that an article is about, where nothing else is said ("the police").
const OF_A_COUNTRY: [&str; 8] = ["GOV", "MIL", "COP", "JUD", "LEG", "OPP", "CVL", "SPY"];

/// The share of the mentions of countries and their people that makes an article one about a country. Set by hand.
const ABOUT: f32 = 0.5;

/// Gives participants that only a description names ("the police", "protesters") the side of the country that the article
/// is about, where it is about one.
pub(crate) fn sides(actors: &mut [Actor], events: &[Event]) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut total = 0;
    for actor in actors.iter() {
        if let Some(country) = &actor.country {
            *counts.entry(country).or_default() += actor.mentions.len();
            total += actor.mentions.len();
        }
    }
    let Some((country, n)) = counts.into_iter().max_by_key(|&(country, n)| (n, std::cmp::Reverse(country))) else {
        return;
    };
    if n < 2 || n as f32 / total as f32 <= ABOUT {
        return;
    }
    let country = country.to_owned();
    for id in events.iter().flat_map(|event| event.actors.iter().chain(&event.recipients)) {
        let Some(actor) = actors.get_mut(id.0) else { continue };
        let described = actor.mentions.iter().all(|mention| mention.form != MentionForm::Name);
        let of_country = actor.sectors.iter().any(|sector| OF_A_COUNTRY.contains(&sector.as_str()))
            || actor.kind == ActorKind::Group;
        if actor.country.is_none() && described && of_country {
            actor.country = Some(country.clone());
        }
    }
}

/// The tokens of a span that lies in the sentence of the event.
pub(super) fn words(found: &Found, made: &Made<'_>, span: Span) -> Vec<usize> {
    let layers = made.layers;
    let sentence = layers.sentence(found.anchor.start);
    let tokens = &layers.division.tokens;
    sentence.clone().filter(|&t| span.start <= tokens[t].span.start && tokens[t].span.end <= span.end).collect()
}

/// The first time that belongs to the event's words.
pub(super) fn time(found: &Found, made: &Made<'_>) -> Option<TimeId> {
    let syntax = made.layers.syntax;
    let is_tied = |time: &Time| {
        let words = words(found, made, time.span);
        let top = words.iter().find(|&&t| syntax.head[t].is_none_or(|h| !words.contains(&h)));
        top.and_then(|&t| climb(found, made, t)).is_some()
    };
    let dated = |time: &&(usize, &Time)| matches!(time.1.time_type, TimeType::Date | TimeType::Time);
    let all: Vec<(usize, &Time)> = made.times.iter().enumerate().collect();
    all.iter().filter(dated).find(|(_, time)| is_tied(time)).map(|&(i, _)| TimeId(i))
}

/// From a word up to one of the event's, over nouns only; the last word before it.
fn climb(found: &Found, made: &Made<'_>, token: usize) -> Option<usize> {
    let syntax = made.layers.syntax;
    let mut at = token;
    for _ in 0..MAX_STEPS {
        let head = syntax.head[at]?;
        if found.clause.contains(&head) {
            return Some(at);
        }
        if matches!(syntax.upos[head], Upos::Verb) {
            return None;
        }
        at = head;
    }
    None
}

pub(super) fn place(found: &Found, made: &Made<'_>) -> Option<PlaceId> {
    let layers = made.layers;
    let syntax = layers.syntax;
    let is_where = |t: usize| {
        syntax
            .children(t, layers.sentence(t))
            .any(|c| syntax.relation[c] == Relation::Case && WHERE.contains(&&*layers.word(c).to_lowercase()))
    };
    let tied = |place: &Place| {
        let words = words(found, made, place.span);
        words.iter().any(|&t| climb(found, made, t).is_some_and(is_where))
    };
    let near = |place: &Place| {
        words(found, made, place.span).iter().any(|&t| is_where(t) || is_where_above(layers, t, &is_where))
    };
    let of_acts = matches!(&*found.event_type, "ASSAULT" | "PROTEST" | "COERCE" | "MOBILIZE" | "RETREAT" | "CONSULT");
    let tied = made.places.iter().position(tied);
    tied.or_else(|| made.places.iter().position(near).filter(|_| of_acts)).map(PlaceId)
}

/// Whether the word belongs to a description of the place ("in the city of Ramallah").
fn is_where_above(layers: &Layers<'_>, token: usize, is_where: &dyn Fn(usize) -> bool) -> bool {
    layers.syntax.head[token].is_some_and(|h| {
        is_where(h)
            && matches!(
                layers.syntax.relation[token],
                Relation::Nmod | Relation::Appos | Relation::Flat | Relation::Compound
            )
    })
}

/// The number beside what the event counts.
fn magnitude(found: &Found, made: &Made<'_>) -> Vec<(String, QuantityId)> {
    let Some(counts) = &found.counts else { return Vec::new() };
    let syntax = made.layers.syntax;
    let beside = |quantity: &Quantity| {
        quantity.unit.is_none()
            && words(found, made, quantity.span)
                .iter()
                .any(|&t| found.counted.contains(&t) || syntax.head[t].is_some_and(|h| found.counted.contains(&h)))
    };
    made.quantities.iter().position(beside).map(|i| (counts.clone(), QuantityId(i))).into_iter().collect()
}

/// The smallest statement that holds the words of the event.
fn statement(found: &Found, made: &Made<'_>) -> Option<StatementId> {
    let holds = |piece: &Range<usize>| piece.start <= found.anchor.start && found.anchor.end <= piece.end;
    (made.contents.iter().enumerate())
        .filter(|(_, content)| content.iter().any(holds))
        .min_by_key(|(_, content)| content.iter().map(ExactSizeIterator::len).sum::<usize>())
        .map(|(i, _)| StatementId(i))
}

/// Whether both tell one event: of one type and status, at no two times, with a participant in the same role and none
/// that contradicts it.
fn is_same(a: &Event, b: &Event, times: &[Time]) -> bool {
    let value = |event: &Event| event.time.and_then(|id| times.get(id.0)).map(|time| time.value.clone());
    let times_agree = match (value(a), value(b)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let by_phone = |event: &Event| event.mode.as_deref().is_none_or(|mode| mode == "phone");
    let modes_agree = a.mode == b.mode || a.event_type == "CONSULT" && by_phone(a) && by_phone(b);
    let agree = |a: &[ActorId], b: &[ActorId]| {
        a.is_empty() || b.is_empty() || a.iter().all(|id| b.contains(id)) || b.iter().all(|id| a.contains(id))
    };
    let shared =
        a.actors.iter().any(|id| b.actors.contains(id)) || a.recipients.iter().any(|id| b.recipients.contains(id));
    // Somebody praises, blames or asks the same more than once: without a recipient in common these are different.
    let said = matches!(&*a.event_type, "ACCUSE" | "REQUEST" | "REJECT" | "SUPPORT" | "AGREE");
    let common = !said || a.recipients.iter().any(|id| b.recipients.contains(id));
    a.event_type == b.event_type
        && a.status == b.status
        && modes_agree
        && times_agree
        && shared
        && common
        && agree(&a.actors, &b.actors)
        && agree(&a.recipients, &b.recipients)
}

fn join(known: &mut Event, other: Event, ontology: &Ontology) {
    let fill = |into: &mut Vec<ActorId>, from: Vec<ActorId>| {
        into.extend(from);
        into.sort_unstable();
        into.dedup();
    };
    fill(&mut known.actors, other.actors);
    fill(&mut known.recipients, other.recipients);
    known.anchors.push(other.anchor);
    known.time = known.time.or(other.time);
    known.place = known.place.or(other.place);
    // Told once by the article itself, it is the article's.
    if other.statement.is_none() {
        known.statement = None;
    }
    if known.mode.is_none() && other.mode.is_some() {
        known.mode = other.mode;
        if let Some(coded) = ontology.coded(&known.event_type, known.mode.as_deref()) {
            known.cameo = coded.cameo.clone();
            known.goldstein = coded.goldstein;
        }
    }
    if known.magnitude.is_empty() {
        known.magnitude = other.magnitude;
    }
    known.confidence = known.confidence.max(other.confidence);
}
