//! Whether an event is real: from negation, modality and what governs its words.

use onrecord_record::EventStatus;

use super::arguments::Scene;
use super::ontology::{List, Ontology, Property};
use crate::syntax::{Relation, Upos};

/// Steps up the tree in which a word can govern an event.
const MAX_STEPS: usize = 4;

/// Returns the status of what `token` states; none where it is not an event of its own.
pub(super) fn status(scene: &Scene<'_>, ontology: &Ontology, token: usize) -> Option<EventStatus> {
    let mut status = EventStatus::Actual;
    let mut set = |found: EventStatus, word: usize| {
        if rank(found) > rank(status) {
            status = found;
            scene.log.status(word);
        }
    };
    if let Some(word) = nobody(scene, ontology, token) {
        set(EventStatus::Negated, word);
    }
    if let Some(word) = is_to(scene, token) {
        set(EventStatus::Planned, word);
    }
    let mut at = token;
    // Steps that are none of those from one verb to another beside it.
    let mut depth = 0;
    for step in 0..MAX_STEPS {
        for child in scene.children(at) {
            let word = scene.lower(child);
            let marks = matches!(
                scene.relation(child),
                Relation::Advmod | Relation::Aux | Relation::Mark | Relation::Det | Relation::Amod
            );
            if marks
                && (scene.relation(child) != Relation::Aux || child < at)
                && let Some(found) = listed(ontology, &word)
            {
                set(found, child);
            }
        }
        let Some(head) = scene.article.syntax.head[at] else { break };
        let relation = scene.relation(at);
        let word = scene.lower(head);
        let governs = match relation {
            // "Will focus on the farmers killed": they have been killed.
            Relation::Acl if scene.is_verb(at) && scene.child(at, &[Relation::Mark]).is_none() => {
                let none = scene.child(head, &[Relation::Det]).filter(|&t| ontology.is(&scene.lower(t), List::Negated));
                if let Some(none) = none {
                    set(EventStatus::Negated, none);
                }
                break;
            }
            Relation::Xcomp | Relation::Ccomp | Relation::Acl => true,
            Relation::Obj | Relation::Nmod | Relation::Obl | Relation::NsubjPass => step < 2,
            Relation::Advcl if to_marked(scene, at) || blamed(scene, at) => true,
            // "The attack never took place".
            Relation::Nsubj if ontology.is(&word, List::Occurring) => false,
            Relation::Conj if scene.child(at, &[Relation::Nsubj, Relation::Aux]).is_none() => false,
            _ => break,
        };
        if governs {
            // What is below the object of the content ("asked to investigate the killing") is no part of it.
            // "To help and supported him" is no infinitive for both.
            let beside = depth == 0 && (step == 0 || !scene.lower(token).ends_with("ed"));
            let own = beside || step == 1 && scene.relation(token) == Relation::Obj;
            let is_clause = own && matches!(relation, Relation::Xcomp | Relation::Advcl | Relation::Acl);
            if is_clause
                && to_marked(scene, at)
                && !ontology.is(&word, List::Planned)
                && listed(ontology, &word).is_none()
                && (relation != Relation::Xcomp || content(scene, ontology, head, &word))
            {
                return None;
            }
            if is_clause && content(scene, ontology, head, &word) && listed(ontology, &word).is_none() {
                return None;
            }
            if own && blamed(scene, at) && scene.is_verb(at) && in_words(scene, ontology, head, &word) {
                return None;
            }
            if is_clause && in_words(scene, ontology, head, &word) {
                return None;
            }
            if let Some(found) = listed(ontology, &word)
                && (relation != Relation::Ccomp || found != EventStatus::Planned)
            {
                set(found, head);
            }
        }
        // "No one is going to attack".
        if relation == Relation::Xcomp
            && depth == 0
            && let Some(word) = nobody(scene, ontology, head)
        {
            set(EventStatus::Negated, word);
        }
        depth += usize::from(relation != Relation::Conj);
        at = head;
        // Beyond a clause that is told, the status is not that of the event.
        if relation == Relation::Ccomp {
            break;
        }
    }
    Some(status)
}

fn to_marked(scene: &Scene<'_>, verb: usize) -> bool {
    scene.children(verb).into_iter().any(|t| scene.relation(t) == Relation::Mark && scene.lower(t) == "to")
}

/// The word that says that nobody takes part ("no one attacked", "offered no help").
fn nobody(scene: &Scene<'_>, ontology: &Ontology, token: usize) -> Option<usize> {
    let negates = |t: usize| ontology.is(&scene.lower(t), List::Negated);
    scene
        .children(token)
        .into_iter()
        .filter(|&t| matches!(scene.relation(t), Relation::Nsubj | Relation::NsubjPass | Relation::Obj))
        .find_map(|party| {
            let determiner = || scene.child(party, &[Relation::Det]).filter(|&t| negates(t));
            if scene.is_verb(party) { None } else { Some(party).filter(|&t| negates(t)).or_else(determiner) }
        })
}

/// The "to" of what is to be done ("is to meet", "was to attack").
fn is_to(scene: &Scene<'_>, token: usize) -> Option<usize> {
    let to = scene
        .children(token)
        .into_iter()
        .find(|&t| t < token && scene.relation(t) == Relation::Mark && scene.lower(t) == "to")?;
    let before = to.checked_sub(1)?;
    let joined = scene.article.syntax.head[before] == Some(token) || scene.article.syntax.head[token] == Some(before);
    (joined && scene.article.syntax.upos[before] == Upos::Aux).then_some(to)
}

/// Whether the clause says what somebody is accused of ("accused of bombing"); what is criticized has happened ("for
/// bombing").
fn blamed(scene: &Scene<'_>, verb: usize) -> bool {
    let is_mark = |t: usize| scene.relation(t) == Relation::Mark && scene.lower(t) == "of";
    scene.is_verb(verb) && scene.children(verb).into_iter().any(is_mark)
}

/// Whether the clause below the word is what somebody asks for, promises or is blamed for, not an event.
fn content(scene: &Scene<'_>, ontology: &Ontology, head: usize, word: &str) -> bool {
    ontology.is(word, List::Content) || in_words(scene, ontology, head, word)
}

/// Whether the word itself states an event whose content the clause is.
fn in_words(scene: &Scene<'_>, ontology: &Ontology, head: usize, word: &str) -> bool {
    scene.is_verb(head)
        && ontology.triggers(word).iter().any(|t| {
            // "Reported to have signed": "report" alone states nothing, though "report to the police" does.
            let alone = t.is_verb && t.further.is_empty();
            alone && t.has(Property::Verbal)
        })
}

fn listed(ontology: &Ontology, word: &str) -> Option<EventStatus> {
    [
        (List::Negated, EventStatus::Negated),
        (List::Possible, EventStatus::Possible),
        (List::Planned, EventStatus::Planned),
    ]
    .into_iter()
    .find(|&(list, _)| ontology.is(word, list))
    .map(|(_, status)| status)
}

fn rank(status: EventStatus) -> u8 {
    match status {
        EventStatus::Actual => 0,
        EventStatus::Planned => 1,
        EventStatus::Possible => 2,
        EventStatus::Negated => 3,
    }
}
