//! Who did what to whom: words that state events, with their arguments, status, time, place and numbers.
//!
//! [`find`] matches words and fills arguments with entities; [`record`] makes the record's events of what was found, when
//! actors, times, places, quantities and statements have their ids.

mod anchors;
mod arguments;
mod circumstances;
mod clauses;
mod coded;
mod contexts;
mod datelines;
mod explain;
mod frames;
mod ontology;
mod parties;
mod sides;
mod status;
mod unrelated;

use onrecord_record::EventStatus;

use self::arguments::Scene;
use self::frames::Frame;
use self::ontology::{Count, Properties, Property, Recoding, Trigger};
use crate::actors::{Entities, Form, Kind, Mentioned};
use crate::article::ArticleView;
use crate::syntax::{Relation, Upos};

pub(crate) use self::coded::{Made, record};
pub use self::explain::{Explanation, Telling, Tie};
pub(crate) use self::explain::{Reasons, explain};
pub use self::ontology::{Example, Ontology};
pub(crate) use self::sides::with_countries;

/// An event before its actors have ids.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) event_type: String,
    pub(crate) mode: Option<String>,
    /// The properties of its type and mode.
    pub(crate) properties: Properties,
    /// The words that state it.
    pub(crate) anchor: std::ops::Range<usize>,
    /// Entities.
    pub(crate) actors: Vec<usize>,
    /// Entities.
    pub(crate) recipients: Vec<usize>,
    pub(crate) status: EventStatus,
    /// The words on which its time, place and numbers depend.
    pub(crate) clause: Vec<usize>,
    /// What a number beside it counts.
    pub(crate) counts: Option<Count>,
    /// Words beside which that number stands.
    pub(crate) counted: Vec<usize>,
    pub(crate) confidence: f32,
    /// Why it was found.
    pub(crate) reasons: Reasons,
}

impl Found {
    /// Returns whether its type or mode has the property.
    pub(crate) fn has(&self, property: Property) -> bool {
        self.properties.has(property)
    }
}

/// Returns the events of the article in text order.
pub(crate) fn find(
    ontology: &Ontology,
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    entities: &Entities,
) -> Vec<Found> {
    let scene = Scene::new(article, mentions, entities, ontology);
    let mut out: Vec<Found> = Vec::new();
    for token in 0..article.division.tokens.len() {
        // A noun within the words of a verb's event ("signed an agreement") is that event.
        if out.last().is_some_and(|last| last.anchor.contains(&token)) {
            continue;
        }
        out.extend(event(&scene, ontology, token));
    }
    out
}

fn event(scene: &Scene<'_>, ontology: &Ontology, token: usize) -> Option<Found> {
    let word = scene.lower(token);
    if let Some(found) = clauses::obliged(scene, ontology, token) {
        return Some(found);
    }
    let upos = scene.article.syntax.upos[token];
    // Mentions act; but an agreement, though it is a document, is also an event.
    let acts = |m: usize| mentions_somebody(scene, m);
    if scene.carried[token].is_some_and(acts) {
        return None;
    }
    for trigger in ontology.triggers(&word) {
        let fits = if trigger.is_verb { is_event_verb(scene, token, upos) } else { is_event_noun(scene, token, upos) };
        if !fits {
            continue;
        }
        if trigger.is_verb && anchors::is_other_verb(scene, trigger, token) {
            continue;
        }
        let Some(anchor) = anchors::anchor(scene, trigger, token) else { continue };
        scene.log.begin();
        let frame = if trigger.is_verb {
            frames::verb(scene, ontology, trigger, token)
        } else {
            frames::noun(scene, ontology, trigger, token)
        };
        let Some(mut frame) = frame else { continue };
        if trigger.slots.needs_actor && frame.actors.is_empty()
            || frame.actors.is_empty() && frame.recipients.is_empty() && !trigger.slots.there
            || trigger.slots.actor_class.is_some_and(|class| !frame.actors.iter().any(|&e| parties::is(scene, e, class)))
            || trigger.has(Property::Travel) && parties::are_private(scene, frame.actors.iter())
            || trigger.has(Property::Public)
                && parties::are_private(scene, frame.actors.iter().chain(&frame.recipients))
            || unrelated::unrelated(scene, ontology, trigger, token)
            // Whom nobody is said to have killed, in an article about an earthquake, it killed.
            || scene.no_violence && frame.actors.is_empty() && unrelated::is_loss(trigger)
        {
            continue;
        }
        clauses::rebind(scene, token, &mut frame);
        frame.recipients.retain(|r| !frame.actors.contains(r));
        // "declined to comment" refuses nothing that anybody could be given.
        if clauses::is_unsaid(scene, ontology, token) || defends_itself(scene, trigger, token) {
            continue;
        }
        // What somebody says that others must do is a request, and no event beside it.
        if scene.children(token).into_iter().any(|t| clauses::obliged(scene, ontology, t).is_some()) {
            return None;
        }
        let status = frame.status.or_else(|| status::status(scene, ontology, token))?;
        let promise = clauses::promise(scene, ontology, trigger, token, &frame.actors);
        if let Some((promised, committed)) = promise
            && trigger.is_verb
        {
            return Some(found(scene, trigger, frame, (promised, None), anchor, committed));
        }
        let own = (&*trigger.event_type, trigger.mode.as_deref());
        // What is agreed or planned is an agreement until it happens (PLOVER).
        let planned = ontology.recoded(own.0, own.1, Recoding::Planned).filter(|_| status == EventStatus::Planned);
        let coded = planned.map_or(own, |planned| (planned, None));
        return Some(found(scene, trigger, frame, coded, anchor, status));
    }
    None
}

/// "Defended its record": speaking for oneself is no support.
fn defends_itself(scene: &Scene<'_>, trigger: &Trigger, token: usize) -> bool {
    let own = |t: usize| scene.child(t, &[Relation::NmodPoss]).is_some_and(|p| scene.is_pronoun(p));
    trigger.has(Property::ForOthers) && trigger.is_verb && scene.object(token).is_some_and(own)
}

fn found(
    scene: &Scene<'_>,
    trigger: &Trigger,
    frame: Frame,
    (event_type, mode): (&str, Option<&str>),
    anchor: std::ops::Range<usize>,
    status: EventStatus,
) -> Found {
    let both = !frame.actors.is_empty() && !frame.recipients.is_empty();
    Found {
        event_type: event_type.to_owned(),
        mode: mode.map(str::to_owned),
        properties: scene.ontology.properties(event_type, mode),
        anchor,
        actors: frame.actors,
        recipients: frame.recipients,
        status,
        clause: frame.clause,
        counts: trigger.counts,
        counted: frame.counted,
        confidence: coded::confidence(trigger.is_verb, both, status),
        reasons: scene.log.reasons(trigger),
    }
}

fn mentions_somebody(scene: &Scene<'_>, m: usize) -> bool {
    scene.mentions[m].form != Form::Nominal(Kind::Document)
}

fn is_event_verb(scene: &Scene<'_>, token: usize, upos: Upos) -> bool {
    let attributive = scene.relation(token) == Relation::Amod;
    upos == Upos::Verb && !attributive
}

/// A noun in its own right, not one that stands before another.
fn is_event_noun(scene: &Scene<'_>, token: usize, upos: Upos) -> bool {
    let before_another = matches!(scene.relation(token), Relation::Compound | Relation::Flat);
    let copular = scene.child(token, &[Relation::Cop]).is_some();
    upos == Upos::Noun && !before_another && !copular
}
