//! What somebody says that others must do, that one will do and that one will not do.

use onrecord_record::EventStatus;

use super::Found;
use super::arguments::Scene;
use super::coded;
use super::frames::Frame;
use super::ontology::{List, Ontology, Recoding, Trigger};
use crate::actors::Form;
use crate::model::NameTag;
use crate::syntax::Relation;

/// Steps from the verb of what is said up to the verb that tells it.
const MAX_STEPS: usize = 3;

/// What is to be done: the verb of an infinitive below a verb, or of an infinitive or a clause with "that" below a noun.
/// Where a `mark` is given, only one with it counts.
pub(super) fn to_do(scene: &Scene<'_>, word: usize, mark: Option<&str>) -> Option<usize> {
    let of_verb = scene.is_verb(word);
    let relations: &[Relation] = match of_verb {
        true => &[Relation::Xcomp, Relation::Ccomp, Relation::Advcl],
        false => &[Relation::Acl, Relation::Ccomp],
    };
    let marks = |c: usize| match &*scene.lower(c) {
        other if mark.is_some_and(|mark| mark != other) => false,
        "to" => true,
        "that" => !of_verb,
        _ => false,
    };
    scene.children(word).into_iter().find(|&t| {
        relations.contains(&scene.relation(t))
            && scene.children(t).into_iter().any(|c| scene.relation(c) == Relation::Mark && marks(c))
    })
}

/// Who is to do what a noun asks or offers: the subject of an infinitive with "for" below it.
pub(super) fn asked(scene: &Scene<'_>, noun: usize) -> Option<usize> {
    let is_for = |&t: &usize| scene.relation(t) == Relation::Mark && scene.lower(t) == "for";
    let verb = scene.children(noun).into_iter().find(|&t| scene.is_verb(t) && scene.children(t).iter().any(is_for))?;
    scene.child(verb, &[Relation::Nsubj])
}

/// Whether a clause that the preposition begins stands behind the verb ("for staying").
pub(super) fn is_behind(scene: &Scene<'_>, verb: usize, preposition: &str) -> bool {
    let marked = |t: usize| scene.child(t, &[Relation::Mark]).is_some_and(|mark| scene.lower(mark) == preposition);
    scene.children(verb).into_iter().any(|t| t > verb && scene.relation(t) == Relation::Advcl && marked(t))
}

/// The verb that tells a clause, where one does ("said that ...").
fn telling(scene: &Scene<'_>, ontology: &Ontology, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..MAX_STEPS {
        let head = scene.article.syntax.head[at]?;
        let told = scene.is_verb(head) && ontology.is(&scene.lower(head), List::Reporting);
        match scene.relation(at) {
            Relation::Ccomp | Relation::Parataxis => return told.then_some(head),
            Relation::Conj => at = head,
            // "Israel must stop, she said": what tells it is below it.
            _ => break,
        }
    }
    let below = |&t: &usize| {
        matches!(scene.relation(t), Relation::Parataxis | Relation::Ccomp)
            && scene.is_verb(t)
            && ontology.is(&scene.lower(t), List::Reporting)
            && scene.child(t, &[Relation::Nsubj]).is_some()
    };
    scene.children(at).into_iter().find(below)
}

/// A request: somebody says that a named party must do something.
pub(super) fn obliged(scene: &Scene<'_>, ontology: &Ontology, token: usize) -> Option<Found> {
    let (event_type, mode) = ontology.obliged().filter(|_| scene.relation(token) == Relation::Aux)?;
    if !ontology.is(&scene.lower(token), List::Obliging) {
        return None;
    }
    let verb = scene.article.syntax.head[token]?;
    // "Should have stood" looks back, "should be proud" and "should be coming" are what somebody thinks.
    let looks_back = |&t: &usize| t != token && matches!(scene.relation(t), Relation::Aux | Relation::Cop);
    if scene.children(verb).iter().any(looks_back) {
        return None;
    }
    let telling = telling(scene, ontology, verb)?;
    scene.log.begin();
    let recipients = scene.parties(scene.subject(verb)?);
    let actors = scene.parties(scene.child(telling, &[Relation::Nsubj])?);
    if recipients.is_empty() || actors.is_empty() || actors.iter().any(|a| recipients.contains(a)) {
        return None;
    }
    Some(Found {
        event_type: event_type.to_owned(),
        mode: mode.map(str::to_owned),
        properties: ontology.properties(event_type, mode),
        anchor: token..token + 1,
        actors,
        recipients,
        status: EventStatus::Actual,
        clause: vec![telling],
        counts: None,
        counted: Vec::new(),
        confidence: coded::confidence(true, true, EventStatus::Actual),
        reasons: scene.log.listed("obliging", scene.lower(token)),
    })
}

/// Whether the verb refuses only to speak.
pub(super) fn is_unsaid(scene: &Scene<'_>, ontology: &Ontology, verb: usize) -> bool {
    let below = |&t: &usize| scene.relation(t) == Relation::Xcomp && ontology.is(&scene.lower(t), List::Speaking);
    scene.children(verb).iter().any(below)
}

/// What an actor's own word about the future comes to: AGREE where it says that it will do good, THREATEN where it says
/// that it will do harm, REJECT where it says that it will not yield.
pub(super) fn promise<'o>(
    scene: &Scene<'_>,
    ontology: &'o Ontology,
    trigger: &Trigger,
    verb: usize,
    actors: &[usize],
) -> Option<(&'o str, EventStatus)> {
    let coded_as = |recoding| ontology.recoded(&trigger.event_type, trigger.mode.as_deref(), recoding);
    let (promised, refused) = (coded_as(Recoding::Promised), coded_as(Recoding::Refused));
    if promised.is_none() && refused.is_none() {
        return None;
    }
    let words: Vec<String> = scene
        .children(verb)
        .into_iter()
        .filter(|&t| matches!(scene.relation(t), Relation::Aux | Relation::Advmod) && t < verb)
        .map(|t| scene.lower(t))
        .collect();
    let has = |word: &str| words.iter().any(|w| w == word);
    let future = has("would") || has("will");
    let telling = telling(scene, ontology, verb)?;
    let speakers = scene.parties(scene.child(telling, &[Relation::Nsubj])?);
    if !future || !actors.iter().any(|a| speakers.contains(a)) {
        return None;
    }
    let negated = has("not") || has("n't") || has("n’t") || has("never");
    Some((if negated { refused } else { promised }?, EventStatus::Actual))
}

/// Where a pronoun as the object was taken for the subject itself ("Erdogan urged him"), it is the last other person that
/// the sentence names before it.
pub(super) fn rebind(scene: &Scene<'_>, verb: usize, frame: &mut Frame) {
    let Some(object) = scene.object(verb).filter(|&t| matches!(&*scene.lower(t), "him" | "her" | "them")) else {
        return;
    };
    let [recipient] = frame.recipients[..] else { return };
    if !frame.actors.contains(&recipient) {
        return;
    }
    let start = scene.article.sentence(object).start;
    let other = (start..object).rev().filter_map(|t| scene.carried[t]).find(|&m| {
        matches!(scene.mentions[m].form, Form::Name(NameTag::Person)) && !frame.actors.contains(&scene.entities.of[m])
    });
    frame.recipients = other.map(|m| scene.entities.of[m]).into_iter().collect();
}
