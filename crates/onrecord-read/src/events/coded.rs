//! Events with the ids of the record: time, place, numbers, statement; what is told twice is one event.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use onrecord_record::{Actor, ActorId, Event, EventStatus, Place, Quantity, QuantityId, StatementId, Time};

use super::Found;
use super::circumstances::{beside, place, time, words};
use super::contexts::contexts;
use super::ontology::{Count, Ontology, Property};
use crate::article::ArticleView;
use crate::statements::ContentIndex;
use crate::syntax::Relation;

/// What the other stages have made.
pub(crate) struct Made<'a> {
    pub(crate) ontology: &'a Ontology,
    pub(crate) article: &'a ArticleView<'a>,
    pub(crate) actors: &'a [Actor],
    pub(crate) id_of: &'a BTreeMap<usize, ActorId>,
    /// The contents of each statement, in tokens.
    pub(crate) contents: &'a [Vec<Range<usize>>],
    pub(crate) times: &'a [Time],
    pub(crate) places: &'a [Place],
    pub(crate) quantities: &'a [Quantity],
}

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

/// The events made so far by those who take part and by the sentence that tells them last, so that those with which
/// another may be one are found without looking at all.
#[derive(Default)]
struct Known {
    of_actor: BTreeMap<ActorId, BTreeSet<usize>>,
    of_sentence: BTreeMap<usize, BTreeSet<usize>>,
}

impl Known {
    fn enter(&mut self, i: usize, event: &Event, sentence: usize) {
        for id in event.actors.iter().chain(&event.recipients) {
            self.of_actor.entry(*id).or_default().insert(i);
        }
        self.of_sentence.entry(sentence).or_default().insert(i);
    }

    /// Those that share somebody with the event or are told in its sentence or the one before, in order.
    fn near(&self, event: &Event, sentence: usize) -> BTreeSet<usize> {
        let shared = event.actors.iter().chain(&event.recipients).filter_map(|id| self.of_actor.get(id));
        let told = [Some(sentence), sentence.checked_sub(1)].into_iter().flatten();
        let told = told.filter_map(|sentence| self.of_sentence.get(&sentence));
        shared.chain(told).flatten().copied().collect()
    }
}

/// Returns the events of the record, and for each what was found that tells it.
pub(crate) fn record<'f>(found: &'f [Found], made: &Made<'_>) -> (Vec<Event>, Vec<Vec<&'f Found>>) {
    let ontology = made.ontology;
    let mut out: Vec<Event> = Vec::new();
    // All words of each event, in text order.
    let mut told: Vec<Vec<&Found>> = Vec::new();
    let (holding, mut before) =
        (ContentIndex::of(made.article.index, made.contents.iter().map(Vec::as_slice)), Known::default());
    for found in found {
        let Some(event) = event(found, made, ontology, &holding) else { continue };
        let sentence = made.article.index.sentence[found.anchor.start];
        let known = before.near(&event, sentence).into_iter().find(|&i| {
            let last = told[i].last();
            is_same(&out[i], &event, made)
                || last.is_some_and(|last| is_outcome(&out[i], last, &event, found, made.article))
                    && is_only_attack(&told, last, found, made.article)
        });
        match known {
            Some(i) => {
                before.enter(i, &event, sentence);
                join(&mut out[i], event, ontology);
                told[i].push(found);
            }
            None => {
                before.enter(out.len(), &event, sentence);
                out.push(event);
                told.push(vec![found]);
            }
        }
    }
    (out, told)
}

fn event(found: &Found, made: &Made<'_>, ontology: &Ontology, holding: &ContentIndex) -> Option<Event> {
    let ids = |entities: &[usize]| -> Vec<ActorId> {
        let mut out: Vec<ActorId> = entities.iter().filter_map(|e| made.id_of.get(e).copied()).collect();
        out.sort_unstable();
        out.dedup();
        out
    };
    let (actors, recipients) = (ids(&found.actors), ids(&found.recipients));
    let told_of_none = found.actors.is_empty() && found.recipients.is_empty();
    if actors.is_empty() && recipients.is_empty() && !told_of_none {
        return None;
    }
    let statement = statement(found, made, holding);
    if actors.is_empty() && statement.is_none() && is_the_writers(found, made.article) {
        return None;
    }
    let coded = ontology.code(&found.event_type, found.mode.as_deref());
    let anchor = made.article.division.span(&found.anchor);
    Some(Event {
        event_type: found.event_type.clone(),
        mode: found.mode.clone(),
        contexts: contexts(found, (&actors, &recipients), made.actors, made.article, ontology),
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
        statement,
        confidence: found.confidence,
    })
}

/// Whether whoever writes, or reads, does it ("I visited a friend"), which is no news unless somebody is said to say so.
fn is_the_writers(found: &Found, article: &ArticleView<'_>) -> bool {
    let syntax = article.syntax;
    let writer = |t: usize| matches!(article.word(t), "I" | "i" | "we" | "We" | "you" | "You");
    let subject = |verb: usize| {
        let mut children = syntax.children(verb, article.sentence(verb));
        children.find(|&t| syntax.relation[t] == Relation::Nsubj)
    };
    let mut at = found.anchor.start;
    for _ in 0..MAX_STEPS {
        match (subject(at), syntax.head[at], syntax.relation[at]) {
            (Some(t), ..) => return writer(t),
            (None, Some(head), Relation::Xcomp | Relation::Conj | Relation::Advcl) => at = head,
            _ => return false,
        }
    }
    false
}

/// The number beside what the event counts.
fn magnitude(found: &Found, made: &Made<'_>) -> Vec<(String, QuantityId)> {
    let Some(counts) = found.counts else { return Vec::new() };
    let syntax = made.article.syntax;
    let is_beside = |quantity: &Quantity| {
        quantity.unit.is_none()
            && words(found, made, quantity.span)
                .iter()
                .any(|&t| found.counted.contains(&t) || syntax.head[t].is_some_and(|h| found.counted.contains(&h)))
    };
    let near = beside(found, made, made.quantities, |quantity| quantity.span).find(|&i| is_beside(&made.quantities[i]));
    near.map(|i| (counts.as_str().to_owned(), QuantityId(i))).into_iter().collect()
}

/// The smallest statement that holds the words of the event.
fn statement(found: &Found, made: &Made<'_>, holding: &ContentIndex) -> Option<StatementId> {
    let holds = |piece: &Range<usize>| piece.start <= found.anchor.start && found.anchor.end <= piece.end;
    let at = made.article.index.sentence[found.anchor.start];
    (holding.in_sentence(at).iter().map(|&i| (i, &made.contents[i])))
        .filter(|(_, content)| content.iter().any(holds))
        .min_by_key(|(_, content)| content.iter().map(ExactSizeIterator::len).sum::<usize>())
        .map(|(i, _)| StatementId(i))
}

/// Steps in the tree between an attack and its victims.
const MAX_STEPS: usize = 3;

/// Whether one tells an attack and the other its victims: "attacked a base, killing three", "Two people were injured" in
/// the next sentence.
fn is_outcome(a: &Event, of_a: &Found, b: &Event, of_b: &Found, article: &ArticleView<'_>) -> bool {
    let counts = |found: &Found| found.counts.is_some_and(Count::is_of_victims);
    let violent = of_a.has(Property::Violent) && of_b.has(Property::Violent);
    if !violent || a.event_type != b.event_type || a.status != b.status {
        return false;
    }
    let (at, behind) = (of_a.anchor.start, of_b.anchor.start);
    let agree = a.actors.is_empty() || b.actors.is_empty() || a.actors.iter().any(|id| b.actors.contains(id));
    if article.sentence(at) == article.sentence(behind) {
        return (counts(of_a) || counts(of_b))
            && (agree || counts(of_b))
            && (under(article, at, behind) || under(article, behind, at));
    }
    let next = article.sentence(at).end == article.sentence(behind).start;
    // A murder or an assassination in the next sentence is an act of its own.
    next && counts(of_b) && b.mode.is_none() && !counts(of_a) && b.actors.is_empty() && b.time.is_none()
}

/// Whether no other attack is told in the sentence before that of the victims, so that it is clear whose victims they are.
fn is_only_attack(told: &[Vec<&Found>], attack: Option<&&Found>, victims: &Found, article: &ArticleView<'_>) -> bool {
    let sentence = |found: &Found| article.sentence(found.anchor.start).clone();
    attack.is_none_or(|attack| {
        let beside = |other: &&&Found| other.has(Property::Violent) && sentence(other) == sentence(attack);
        let others = told.iter().filter_map(|found| found.last()).filter(beside).count();
        sentence(attack) == sentence(victims) || others <= 1
    })
}

/// Whether a word is a few steps below the other.
fn under(article: &ArticleView<'_>, mut token: usize, above: usize) -> bool {
    for _ in 0..MAX_STEPS {
        match article.syntax.head[token] {
            Some(head) if head == above => return true,
            Some(head) => token = head,
            None => return false,
        }
    }
    false
}

/// Whether both tell one event: of one type and status, at no two times, with a participant in the same role and none
/// that contradicts it.
fn is_same(a: &Event, b: &Event, made: &Made<'_>) -> bool {
    if a.event_type != b.event_type || a.status != b.status {
        return false;
    }
    let value = |event: &Event| event.time.and_then(|id| made.times.get(id.0)).map(|time| &time.value);
    let times_agree = match (value(a), value(b)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let has =
        |event: &Event, property| made.ontology.properties(&event.event_type, event.mode.as_deref()).has(property);
    let is_optional = |event: &Event| event.mode.is_none() || has(event, Property::OptionalMode);
    let modes_agree = a.mode == b.mode || is_optional(a) && is_optional(b);
    let agree = |a: &[ActorId], b: &[ActorId]| {
        a.is_empty() || b.is_empty() || a.iter().all(|id| b.contains(id)) || b.iter().all(|id| a.contains(id))
    };
    let shared =
        a.actors.iter().any(|id| b.actors.contains(id)) || a.recipients.iter().any(|id| b.recipients.contains(id));
    // Somebody praises, blames or asks the same more than once: without a recipient in common these are different.
    let common = !has(a, Property::Repeatable) || a.recipients.iter().any(|id| b.recipients.contains(id));
    modes_agree && times_agree && shared && common && agree(&a.actors, &b.actors) && agree(&a.recipients, &b.recipients)
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
    let new: Vec<String> = other.contexts.into_iter().filter(|c| !known.contexts.contains(c)).collect();
    known.contexts.extend(new);
    known.time = known.time.or(other.time);
    known.place = known.place.or(other.place);
    // Told once by the article itself, it is the article's.
    if other.statement.is_none() {
        known.statement = None;
    }
    if known.mode.is_none() && other.mode.is_some() {
        known.mode = other.mode;
        if let Some(coded) = ontology.code(&known.event_type, known.mode.as_deref()) {
            known.cameo = coded.cameo.clone();
            known.goldstein = coded.goldstein;
        }
    }
    if known.magnitude.is_empty() {
        known.magnitude = other.magnitude;
    }
    known.confidence = known.confidence.max(other.confidence);
}
