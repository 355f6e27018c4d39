//! Judges the events that entries of the ontology state, and makes events of the model's proposals.

use std::ops::Range;

use onrecord_record::EventStatus;

use super::clause_view::ClauseView;
use super::detected::DetectedEvent;
use super::learned::{LearnedEvents, Proposal, argument_runs, circumstance, top};
use super::learned_confidence::{features, learned_confidence};
use super::ontology::{Property, Recoding};
use super::reasons::Judgement;
use crate::model::{ArgumentRole, TriggerScores};
use crate::syntax::Relation;

/// Steps from a word up to the noun that it belongs to.
const MAX_STEPS: usize = 3;

/// Returns the event that words state as the model judges it; none where the model rejects it. The entry of the ontology tells the
/// type, the words around the status; the model adds what the entry leaves open: a mode, a side, time and place.
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
    let (actors, recipients) = participants_of(view, scores);
    if event.actors.is_empty() {
        event.actors = actors.into_iter().filter(|entity| !event.recipients.contains(entity)).collect();
    }
    if event.recipients.is_empty() {
        event.recipients = recipients.into_iter().filter(|entity| !event.actors.contains(entity)).collect();
    }
    event.place_words = circumstance(scores, ArgumentRole::Place);
    event.time_words = circumstance(scores, ArgumentRole::Time);
    event.reasons.participants.extend(view.log.take_participants());
    Some(with_confidence(event, scores, learned))
}

/// Returns the entities behind the words of the actors and of the recipients.
fn participants_of(view: &ClauseView<'_>, scores: &TriggerScores) -> (Vec<usize>, Vec<usize>) {
    let entities = |role| {
        let mut found = Vec::new();
        for run in argument_runs(scores, role, view.article) {
            for entity in participants_behind(view, &run) {
                if !found.contains(&entity) {
                    found.push(entity);
                }
            }
        }
        found
    };
    let actors = entities(ArgumentRole::Actor);
    let mut recipients = entities(ArgumentRole::Recipient);
    recipients.retain(|entity| !actors.contains(entity));
    (actors, recipients)
}

/// Returns the entities that a run of words stands for.
///
/// The syntactic head of the run is tried first, then every other word that is part of a mention, then the noun above the run ("the" in
/// "the rebels", "Chilean" in "Chilean police").
fn participants_behind(view: &ClauseView<'_>, run: &Range<usize>) -> Vec<usize> {
    use Relation::{Amod, Case, Compound, Det, Flat, Nummod};
    let top = top(run, view.article);
    let mut above = None;
    let mut at = top;
    for _ in 0..MAX_STEPS {
        let is_part = matches!(view.relation(at), Amod | Case | Compound | Det | Flat | Nummod);
        let Some(head) = view.article.syntax.head[at].filter(|_| is_part) else { break };
        at = head;
        above = Some(head);
    }
    let inside = run.clone().filter(|&t| t != top && view.mention_at[t].is_some());
    let words = [top].into_iter().chain(inside).chain(above);
    let nationality = || run.clone().find_map(|t| view.nationality(t)).into_iter().collect();
    words.map(|t| view.participants(t)).find(|found| !found.is_empty()).unwrap_or_else(nationality)
}

/// Returns the event that the model proposes.
pub(super) fn proposed(view: &ClauseView<'_>, proposal: &Proposal<'_>, learned: &LearnedEvents<'_>) -> DetectedEvent {
    view.log.begin();
    let scores = proposal.scores;
    let (mut actors, mut recipients) = participants_of(view, scores);
    // What is agreed or planned is an agreement until it happens (PLOVER).
    let planned = view.ontology.recoded(proposal.event_type, proposal.mode, Recoding::Planned);
    let planned = planned.filter(|_| scores.status == EventStatus::Planned);
    let (event_type, mode) = planned.map_or((proposal.event_type, proposal.mode), |planned| (planned, None));
    let properties = view.ontology.properties(event_type, mode);
    if properties.has(Property::Mutual) {
        actors.append(&mut recipients);
    }
    let recipient_words = argument_runs(scores, ArgumentRole::Recipient, view.article);
    let event = DetectedEvent {
        event_type: event_type.to_owned(),
        mode: mode.map(str::to_owned),
        properties,
        anchor: proposal.anchor.clone(),
        actors,
        recipients,
        status: scores.status,
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

/// Returns the event with its confidence, and with what the model says of its words.
fn with_confidence(mut event: DetectedEvent, scores: &TriggerScores, learned: &LearnedEvents<'_>) -> DetectedEvent {
    let features = features(&event, scores, learned.probability(scores, &event.event_type)).to_vec();
    event.confidence = learned_confidence(&features);
    event.reasons.judgement = Some(Judgement { features, ..learned.judgement(scores) });
    event
}

/// Returns the tokens on which the time and the place of a proposed event depend: its own, and the verb that a noun belongs to.
fn clause(view: &ClauseView<'_>, anchor: &Range<usize>) -> Vec<usize> {
    use Relation::{Nsubj, NsubjPass, Obj, Xcomp};
    let token = top(anchor, view.article);
    let verb =
        view.article.syntax.head[token].filter(|_| matches!(view.relation(token), Obj | Nsubj | NsubjPass | Xcomp));
    [token].into_iter().chain(verb).collect()
}
