//! Merges events that are reported more than once, and attacks with their victims.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{ActorId, Event};

use super::coding_input::CodingInput;
use super::detected::DetectedEvent;
use super::ontology::{Ontology, Property};
use crate::article::ArticleView;

/// Steps in the tree between an attack and its victims.
const MAX_STEPS: usize = 3;

/// Indexes events by participant and by the sentence that reports them last, so merge candidates are found without a full
/// scan.
#[derive(Default)]
pub(super) struct MergeCandidates {
    of_actor: BTreeMap<ActorId, BTreeSet<usize>>,
    of_sentence: BTreeMap<usize, BTreeSet<usize>>,
}

impl MergeCandidates {
    /// Adds an event that a sentence reports.
    pub(super) fn add(&mut self, i: usize, event: &Event, sentence: usize) {
        for id in event.actors.iter().chain(&event.recipients) {
            self.of_actor.entry(*id).or_default().insert(i);
        }
        self.of_sentence.entry(sentence).or_default().insert(i);
    }

    /// Returns the events that share a participant with the event, or are reported in its sentence or the one before.
    pub(super) fn of(&self, event: &Event, sentence: usize) -> BTreeSet<usize> {
        let shared = event.actors.iter().chain(&event.recipients).filter_map(|id| self.of_actor.get(id));
        let sentences = [Some(sentence), sentence.checked_sub(1)].into_iter().flatten();
        let reported = sentences.filter_map(|sentence| self.of_sentence.get(&sentence));
        shared.chain(reported).flatten().copied().collect()
    }
}

/// Returns whether both are the same event: of one type and status, at no two times, with a participant in the same role and
/// none that contradicts it.
pub(super) fn is_same(a: &Event, b: &Event, input: &CodingInput<'_>) -> bool {
    if a.event_type != b.event_type || a.status != b.status {
        return false;
    }
    let value = |event: &Event| event.time.and_then(|id| input.times.get(id.0)).map(|time| &time.value);
    let times_agree = match (value(a), value(b)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let has =
        |event: &Event, property| input.ontology.properties(&event.event_type, event.mode.as_deref()).has(property);
    let is_optional = |event: &Event| event.mode.is_none() || has(event, Property::OptionalMode);
    let modes_agree = a.mode == b.mode || is_optional(a) && is_optional(b);
    let agree = |a: &[ActorId], b: &[ActorId]| {
        a.is_empty() || b.is_empty() || a.iter().all(|id| b.contains(id)) || b.iter().all(|id| a.contains(id))
    };
    let is_recipient_shared = a.recipients.iter().any(|id| b.recipients.contains(id));
    let is_shared = is_recipient_shared || a.actors.iter().any(|id| b.actors.contains(id));
    // Somebody praises, blames or asks the same more than once: without a recipient in common these are different.
    let is_repeated = has(a, Property::Repeatable) && !is_recipient_shared;
    modes_agree
        && times_agree
        && is_shared
        && !is_repeated
        && agree(&a.actors, &b.actors)
        && agree(&a.recipients, &b.recipients)
}

/// An event of the record with the words that state it last.
#[derive(Clone, Copy)]
pub(super) struct Stated<'a> {
    pub(super) event: &'a Event,
    pub(super) by: &'a DetectedEvent,
}

/// Returns whether one is an attack and the other its victims: "attacked a base, killing three", "Two people were injured" in
/// the next sentence.
pub(super) fn is_outcome(attack: Stated<'_>, other: Stated<'_>, article: &ArticleView<'_>) -> bool {
    let (a, b) = (attack.event, other.event);
    let are_violent = attack.by.has(Property::Violent) && other.by.has(Property::Violent);
    if !are_violent || a.event_type != b.event_type || a.status != b.status {
        return false;
    }
    let (at, behind) = (attack.by.anchor.start, other.by.anchor.start);
    let actors_agree = a.actors.is_empty() || b.actors.is_empty() || a.actors.iter().any(|id| b.actors.contains(id));
    let (counts, other_counts) = (attack.by.counts_victims(), other.by.counts_victims());
    if article.sentence(at) == article.sentence(behind) {
        return (other_counts || counts && actors_agree)
            && (is_below(article, at, behind) || is_below(article, behind, at));
    }
    let is_next = article.sentence(at).end == article.sentence(behind).start;
    // A murder or an assassination in the next sentence is an act of its own.
    is_next && other_counts && b.mode.is_none() && !counts && b.actors.is_empty() && b.time.is_none()
}

/// Returns whether no other attack is reported in the sentence before that of the victims, so that it is clear whose victims
/// they are.
pub(super) fn is_only_attack<'a>(
    last_statements: impl Iterator<Item = &'a DetectedEvent>,
    attack: &DetectedEvent,
    victims: &DetectedEvent,
    article: &ArticleView<'_>,
) -> bool {
    let sentence = |event: &DetectedEvent| article.sentence(event.anchor.start).clone();
    let is_beside = |other: &&DetectedEvent| other.has(Property::Violent) && sentence(other) == sentence(attack);
    sentence(attack) == sentence(victims) || last_statements.filter(is_beside).count() <= 1
}

/// Returns whether a word is a few steps below the other.
fn is_below(article: &ArticleView<'_>, mut token: usize, above: usize) -> bool {
    for _ in 0..MAX_STEPS {
        match article.syntax.head[token] {
            Some(head) if head == above => return true,
            Some(head) => token = head,
            None => return false,
        }
    }
    false
}

/// Adds to a known event what another report of it says.
pub(super) fn merge(known: &mut Event, other: Event, ontology: &Ontology) {
    add_all(&mut known.actors, other.actors);
    add_all(&mut known.recipients, other.recipients);
    known.anchors.push(other.anchor);
    let new: Vec<String> = other.contexts.into_iter().filter(|c| !known.contexts.contains(c)).collect();
    known.contexts.extend(new);
    known.time = known.time.or(other.time);
    known.place = known.place.or(other.place);
    // What the article itself says once is not somebody's statement.
    if other.statement.is_none() {
        known.statement = None;
    }
    if known.mode.is_none() && other.mode.is_some() {
        known.mode = other.mode;
        if let Some(code) = ontology.code(&known.event_type, known.mode.as_deref()) {
            known.cameo = code.cameo.clone();
            known.goldstein = code.goldstein;
        }
    }
    if known.magnitude.is_empty() {
        known.magnitude = other.magnitude;
    }
    known.confidence = known.confidence.max(other.confidence);
}

fn add_all(into: &mut Vec<ActorId>, from: Vec<ActorId>) {
    into.extend(from);
    into.sort_unstable();
    into.dedup();
}
