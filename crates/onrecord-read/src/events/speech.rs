//! Reported requests, promises and refusals.

use onrecord_record::EventStatus;

use super::clause_view::ClauseView;
use super::detected::{DetectedEvent, confidence};
use super::frame::Frame;
use super::ontology::{List, Recoding, Trigger};
use crate::actors::Form;
use crate::knowledge::words::WordList;
use crate::model::NameTag;
use crate::syntax::Relation;

/// The maximum number of steps from the verb of a reported clause up to the reporting verb.
const MAX_STEPS: usize = 3;

/// Returns the verb that reports the clause of a verb ("said that ...").
fn reporting_verb(view: &ClauseView<'_>, verb: usize) -> Option<usize> {
    let reports = |t: usize| view.is_verb(t) && view.ontology.is(&view.lower(t), List::Reporting);
    let mut at = verb;
    for _ in 0..MAX_STEPS {
        let head = view.article.syntax.head[at]?;
        match view.relation(at) {
            Relation::Ccomp | Relation::Parataxis => return reports(head).then_some(head),
            Relation::Conj => at = head,
            // "Israel must stop, she said": the reporting verb depends on the reported one.
            _ => break,
        }
    }
    let is_below = |&t: &usize| {
        matches!(view.relation(t), Relation::Parataxis | Relation::Ccomp)
            && reports(t)
            && view.child(t, &[Relation::Nsubj]).is_some()
    };
    view.children(at).into_iter().find(is_below)
}

/// Returns the request event for a reported obligation of a named party; `token` is the word that expresses the
/// obligation.
pub(super) fn obligation(view: &ClauseView<'_>, token: usize) -> Option<DetectedEvent> {
    let (event_type, mode) = view.ontology.obliged().filter(|_| view.relation(token) == Relation::Aux)?;
    if !view.ontology.is(&view.lower(token), List::Obliging) {
        return None;
    }
    let verb = view.article.syntax.head[token]?;
    // "Should have stood" refers to the past; "should be proud" and "should be coming" express opinions or
    // expectations.
    let looks_back = |&t: &usize| t != token && matches!(view.relation(t), Relation::Aux | Relation::Cop);
    if view.children(verb).iter().any(looks_back) {
        return None;
    }
    let reporting = reporting_verb(view, verb)?;
    view.log.begin();
    let recipients = view.participants(view.subject(verb)?);
    let actors = view.participants(view.child(reporting, &[Relation::Nsubj])?);
    if recipients.is_empty() || actors.is_empty() || actors.iter().any(|a| recipients.contains(a)) {
        return None;
    }
    Some(DetectedEvent {
        event_type: event_type.to_owned(),
        mode: mode.map(str::to_owned),
        properties: view.ontology.properties(event_type, mode),
        anchor: token..token + 1,
        actors,
        recipients,
        candidates: Vec::new(),
        status: EventStatus::Actual,
        clause: vec![reporting],
        counts: None,
        counted: Vec::new(),
        place_words: Vec::new(),
        time_words: Vec::new(),
        confidence: confidence(true, true, EventStatus::Actual),
        reasons: view.log.listed("obliging", view.lower(token)),
    })
}

/// Returns whether the verb is a refusal to speak ("declined to comment"), which does not count as a rejection.
pub(super) fn refuses_to_speak(view: &ClauseView<'_>, verb: usize) -> bool {
    let speaks = |&t: &usize| view.relation(t) == Relation::Xcomp && view.ontology.is(&view.lower(t), List::Speaking);
    view.children(verb).iter().any(speaks)
}

/// Returns the type for what the actors say that they will or will not do, if the ontology has one.
pub(super) fn promise<'o>(view: &ClauseView<'o>, trigger: &Trigger, verb: usize, actors: &[usize]) -> Option<&'o str> {
    let ontology = view.ontology;
    let coded_as = |recoding| ontology.recoded(&trigger.event_type, trigger.mode.as_deref(), recoding);
    let (promised, refused) = (coded_as(Recoding::Promised), coded_as(Recoding::Refused));
    if promised.is_none() && refused.is_none() {
        return None;
    }
    let before = |&t: &usize| matches!(view.relation(t), Relation::Aux | Relation::Advmod) && t < verb;
    let words: Vec<String> = view.children(verb).into_iter().filter(before).map(|t| view.lower(t)).collect();
    let has = |list: &WordList| words.iter().any(|word| list.has(word));
    let is_future = has(&view.words.future);
    let reporting = reporting_verb(view, verb)?;
    let speakers = view.participants(view.child(reporting, &[Relation::Nsubj])?);
    if !is_future || !actors.iter().any(|a| speakers.contains(a)) {
        return None;
    }
    if has(&view.words.refusal) { refused } else { promised }
}

/// Corrects a pronoun object that was resolved to the subject ("Erdogan urged him"): the recipient becomes the last
/// other person named before it in the sentence.
pub(super) fn exclude_subject_from_pronoun(view: &ClauseView<'_>, verb: usize, frame: &mut Frame) {
    let Some(object) = view.object(verb).filter(|&t| view.words.object_pronoun.has(&view.lower(t))) else { return };
    let [recipient] = frame.recipients[..] else { return };
    if !frame.actors.contains(&recipient) {
        return;
    }
    let start = view.article.sentence(object).start;
    let other = (start..object).rev().filter_map(|t| view.mention_at[t]).find(|&m| {
        matches!(view.mentions[m].form, Form::Name(NameTag::Person)) && !frame.actors.contains(&view.entities.of[m])
    });
    frame.recipients = other.map(|m| view.entities.of[m]).into_iter().collect();
}
