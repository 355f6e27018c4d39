//! Detects events: the words that state them, and the participants.

use std::ops::Range;

use onrecord_record::EventStatus;

use super::anchors;
use super::clause_view::ClauseView;
use super::detected::{DetectedEvent, confidence};
use super::frame::Frame;
use super::judgement::{judged, proposed};
use super::learned::LearnedEvents;
use super::noun_frame::noun_frame;
use super::ontology::{Ontology, Property, Recoding, Trigger};
use super::participants;
use super::speech;
use super::status::status;
use super::unrelated;
use super::verb_frame::verb_frame;
use crate::actors::{Entities, Form, Kind, Mentioned};
use crate::article::ArticleView;
use crate::syntax::{Relation, Upos};

/// Returns the events of the article in text order. Events stated by entries of the ontology may be rejected or
/// completed by the model, which also proposes others. Without `learned`, only the entries are used.
pub(crate) fn detect(
    ontology: &Ontology,
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    entities: &Entities,
    learned: Option<&LearnedEvents<'_>>,
) -> Vec<DetectedEvent> {
    let view = ClauseView::new(article, mentions, entities, ontology);
    let is_about_accident = unrelated::is_about_accident(article, ontology);
    let mut out: Vec<DetectedEvent> = Vec::new();
    for token in 0..article.division.tokens.len() {
        // A noun within the anchor of a verb ("signed an agreement") is part of the same event.
        if out.last().is_some_and(|last| last.anchor.contains(&token)) {
            continue;
        }
        let stated = event_at(&view, token, is_about_accident);
        out.extend(stated.and_then(|event| match learned {
            Some(learned) => judged(&view, event, learned),
            None => Some(event),
        }));
    }
    if let Some(learned) = learned {
        let mut is_stated = vec![false; article.n_tokens()];
        out.iter().for_each(|event| is_stated[event.anchor.clone()].fill(true));
        let proposals = learned.proposals(article, ontology).into_iter();
        let free = proposals.filter(|proposal| !proposal.anchor.clone().any(|token| is_stated[token]));
        out.extend(free.map(|proposal| proposed(&view, &proposal, learned)));
    }
    out.sort_by_key(|event| event.anchor.start);
    out
}

/// Returns the event that the token states, if it states one.
fn event_at(view: &ClauseView<'_>, token: usize, is_about_accident: bool) -> Option<DetectedEvent> {
    if let Some(request) = speech::obligation(view, token) {
        return Some(request);
    }
    // A word for an actor does not state an event. An agreement can: it is a document, but also an event.
    let is_actor = |m: usize| view.mentions[m].form != Form::Nominal(Kind::Document);
    if view.mention_at[token].is_some_and(is_actor) {
        return None;
    }
    for trigger in view.ontology.triggers(&view.lower(token)) {
        let Some((anchor, mut frame)) = matched(view, trigger, token) else { continue };
        // In an article about an earthquake, a loss without a named attacker is due to the earthquake.
        let is_accident = is_about_accident && frame.actors.is_empty() && unrelated::is_loss(trigger);
        if !may_take_part(view, trigger, &frame) || unrelated::is_unrelated(view, trigger, token) || is_accident {
            continue;
        }
        speech::exclude_subject_from_pronoun(view, token, &mut frame);
        frame.recipients.retain(|r| !frame.actors.contains(r));
        if speech::refuses_to_speak(view, token) || defends_itself(view, trigger, token) {
            continue;
        }
        // A reported obligation is a request; the obliged action is not an event of its own.
        if view.children(token).into_iter().any(|t| speech::obligation(view, t).is_some()) {
            return None;
        }
        let status = status(view, token)?;
        let promise = speech::promise(view, trigger, token, &frame.actors).filter(|_| trigger.is_verb);
        if let Some(promised) = promise {
            return Some(detected(view, trigger, frame, (promised, None), anchor, EventStatus::Actual));
        }
        let own = (&*trigger.event_type, trigger.mode.as_deref());
        // A planned or agreed action is an agreement until it happens (PLOVER).
        let planned = view.ontology.recoded(own.0, own.1, Recoding::Planned).filter(|_| status == EventStatus::Planned);
        let coded = planned.map_or(own, |planned| (planned, None));
        return Some(detected(view, trigger, frame, coded, anchor, status));
    }
    None
}

/// Returns the anchor and the frame of a trigger if the words around the token match it.
fn matched(view: &ClauseView<'_>, trigger: &Trigger, token: usize) -> Option<(Range<usize>, Frame)> {
    if trigger.is_verb {
        if !is_event_verb(view, token) || anchors::is_other_verb(view, trigger, token) {
            return None;
        }
    } else if !is_event_noun(view, token) {
        return None;
    }
    let anchor = anchors::anchor(view, trigger, token)?;
    view.log.begin();
    let frame = if trigger.is_verb { verb_frame(view, trigger, token) } else { noun_frame(view, trigger, token) };
    Some((anchor, frame?))
}

/// Returns whether there are enough participants, and of the classes that the trigger requires.
fn may_take_part(view: &ClauseView<'_>, trigger: &Trigger, frame: &Frame) -> bool {
    let (actors, slots) = (&frame.actors, &trigger.slots);
    let is_of_class = |class| actors.iter().any(|&entity| participants::is_of_class(view, entity, class));
    if slots.needs_actor && actors.is_empty()
        || frame.n_sides() == 0 && !slots.there
        || slots.actor_class.is_some_and(|class| !is_of_class(class))
    {
        return false;
    }
    let is_private_trip = trigger.has(Property::Travel) && participants::are_private(view, actors.iter());
    let is_private =
        || trigger.has(Property::Public) && participants::are_private(view, actors.iter().chain(&frame.recipients));
    !is_private_trip && !is_private()
}

/// Returns whether the object belongs to the subject ("defended its record"), since defending oneself is not support.
fn defends_itself(view: &ClauseView<'_>, trigger: &Trigger, token: usize) -> bool {
    let own = |t: usize| view.child(t, &[Relation::NmodPoss]).is_some_and(|p| view.is_pronoun(p));
    trigger.has(Property::ForOthers) && trigger.is_verb && view.object(token).is_some_and(own)
}

fn detected(
    view: &ClauseView<'_>,
    trigger: &Trigger,
    frame: Frame,
    (event_type, mode): (&str, Option<&str>),
    anchor: Range<usize>,
    status: EventStatus,
) -> DetectedEvent {
    let both = !frame.actors.is_empty() && !frame.recipients.is_empty();
    DetectedEvent {
        event_type: event_type.to_owned(),
        mode: mode.map(str::to_owned),
        properties: view.ontology.properties(event_type, mode),
        anchor,
        actors: frame.actors,
        recipients: frame.recipients,
        candidates: Vec::new(),
        status,
        clause: frame.clause,
        counts: trigger.counts,
        counted: frame.counted,
        place_words: Vec::new(),
        time_words: Vec::new(),
        confidence: confidence(trigger.is_verb, both, status),
        reasons: view.log.reasons(trigger),
    }
}

/// Returns whether the token is a verb and not used as an adjective.
fn is_event_verb(view: &ClauseView<'_>, token: usize) -> bool {
    view.article.syntax.upos[token] == Upos::Verb && view.relation(token) != Relation::Amod
}

/// Returns whether the token is a noun that does not modify another noun.
fn is_event_noun(view: &ClauseView<'_>, token: usize) -> bool {
    let before_another = matches!(view.relation(token), Relation::Compound | Relation::Flat);
    let copular = view.child(token, &[Relation::Cop]).is_some();
    view.article.syntax.upos[token] == Upos::Noun && !before_another && !copular
}
