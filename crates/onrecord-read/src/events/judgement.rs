//! Judges the events that entries of the ontology state, and turns the model's proposals into events.

use std::ops::Range;

use onrecord_record::EventStatus;

use super::clause_view::ClauseView;
use super::detected::DetectedEvent;
use super::learned::{LearnedEvents, Proposal, argument_runs, circumstance, top};
use super::learned_confidence::{features, learned_confidence};
use super::ontology::{Property, Recoding};
use super::reasons::Judgement;
use super::side_candidates::OpenEvent;
use super::sides::sides;
use super::status::denial;
use crate::model::{ArgumentRole, TriggerScores};
use crate::syntax::Relation;

/// Returns a stated event after the model has judged it, or `None` if the model rejects it. The entry of the ontology
/// gives the type, and the words around it the status; the model adds what the entry leaves open: a mode, a
/// participant, time and place.
pub(super) fn judged(
    view: &ClauseView<'_>,
    mut event: DetectedEvent,
    learned: &LearnedEvents<'_>,
) -> Option<DetectedEvent> {
    if !event.has(Property::Learned) {
        return Some(event);
    }
    let scores = learned.at(&event.anchor)?;
    if event.mode.is_none() {
        event.mode = learned.mode(scores, &event.event_type, view.ontology).map(str::to_owned);
        event.properties = view.ontology.properties(&event.event_type, event.mode.as_deref());
    }
    let sides = sides(
        view,
        &OpenEvent {
            event_type: &event.event_type,
            is_mutual: event.has(Property::Mutual),
            anchor: &event.anchor,
            scores,
            stated: Some([&event.actors, &event.recipients]),
        },
    );
    (event.actors, event.recipients, event.candidates) = (sides.actors, sides.recipients, sides.candidates);
    event.place_words = circumstance(scores, ArgumentRole::Place);
    event.time_words = circumstance(scores, ArgumentRole::Time);
    event.reasons.participants.extend(view.log.take_participants());
    Some(with_confidence(event, scores, learned))
}

/// Returns the event for a proposal of the model.
pub(super) fn proposed(view: &ClauseView<'_>, proposal: &Proposal<'_>, learned: &LearnedEvents<'_>) -> DetectedEvent {
    view.log.begin();
    let scores = proposal.scores;
    let denied =
        if scores.status == EventStatus::Actual { denial(view, top(&proposal.anchor, view.article)) } else { None };
    if let Some(word) = denied {
        view.log.status(word);
    }
    let status = if denied.is_some() { EventStatus::Negated } else { scores.status };
    // A planned or agreed action is an agreement until it happens (PLOVER).
    let planned = view.ontology.recoded(proposal.event_type, proposal.mode, Recoding::Planned);
    let planned = planned.filter(|_| scores.status == EventStatus::Planned);
    let (event_type, mode) = planned.map_or((proposal.event_type, proposal.mode), |planned| (planned, None));
    let properties = view.ontology.properties(event_type, mode);
    let is_mutual = properties.has(Property::Mutual);
    let open = OpenEvent { event_type, is_mutual, anchor: &proposal.anchor, scores, stated: None };
    let sides = sides(view, &open);
    let recipient_words = argument_runs(scores, ArgumentRole::Recipient, view.article);
    let event = DetectedEvent {
        event_type: event_type.to_owned(),
        mode: mode.map(str::to_owned),
        properties,
        anchor: proposal.anchor.clone(),
        actors: sides.actors,
        recipients: sides.recipients,
        candidates: sides.candidates,
        status,
        clause: clause(view, &proposal.anchor),
        counts: None,
        counted: recipient_words.iter().map(|run| top(run, view.article)).collect(),
        place_words: circumstance(scores, ArgumentRole::Place),
        time_words: circumstance(scores, ArgumentRole::Time),
        confidence: 0.0,
        reasons: view.log.learned(view.article.words(&proposal.anchor).to_lowercase(), proposal.event_type),
    };
    with_confidence(event, scores, learned)
}

/// Returns the event with its confidence and the model's judgement of its words.
fn with_confidence(mut event: DetectedEvent, scores: &TriggerScores, learned: &LearnedEvents<'_>) -> DetectedEvent {
    let features = features(&event, scores, learned.probability(scores, &event.event_type)).to_vec();
    event.confidence = learned_confidence(&features);
    event.reasons.judgement = Some(Judgement { features, ..learned.judgement(scores) });
    event
}

/// Returns the tokens on which the time and the place of a proposed event depend: those of the anchor, and the verb
/// that governs a noun.
fn clause(view: &ClauseView<'_>, anchor: &Range<usize>) -> Vec<usize> {
    use Relation::{Nsubj, NsubjPass, Obj, Xcomp};
    let token = top(anchor, view.article);
    let verb =
        view.article.syntax.head[token].filter(|_| matches!(view.relation(token), Obj | Nsubj | NsubjPass | Xcomp));
    [token].into_iter().chain(verb).collect()
}
