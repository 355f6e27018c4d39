//! The status of an event: from negation, modality and the words that govern the event.

use onrecord_record::EventStatus;

use super::clause_view::ClauseView;
use super::ontology::{List, Property};
use crate::syntax::{Relation, Upos};

/// The maximum number of steps up the tree to a word that governs an event.
const MAX_STEPS: usize = 4;

/// Returns the status of the event that `token` states, or `None` if it is not an event of its own.
pub(super) fn status(view: &ClauseView<'_>, token: usize) -> Option<EventStatus> {
    let mut found = StatusSearch { view, status: EventStatus::Actual };
    found.set(EventStatus::Negated, negated_party(view, token));
    found.set(EventStatus::Planned, to_of_plan(view, token));
    let mut at = token;
    // The number of steps, not counting those between coordinated words.
    let mut depth = 0;
    for step in 0..MAX_STEPS {
        found.set_by_marks(at);
        let Some(head) = view.article.syntax.head[at] else { break };
        let relation = view.relation(at);
        match government(view, at, head, step) {
            Government::Ends(word) => {
                found.set(EventStatus::Negated, word);
                break;
            }
            Government::Passes => {}
            Government::Governs => {
                // Events below the object of the content ("asked to investigate the killing") are not part of the
                // content. In "to help and supported him", the infinitive does not extend to the second verb.
                let is_beside = depth == 0 && (step == 0 || !view.words.past_participle.ends(&view.lower(token)));
                let is_own = is_beside || step == 1 && view.relation(token) == Relation::Obj;
                if is_own && is_content(view, at, head) {
                    return None;
                }
                found.set_by_governor(head, relation);
            }
        }
        // "No one is going to attack".
        if relation == Relation::Xcomp && depth == 0 {
            found.set(EventStatus::Negated, negated_party(view, head));
        }
        depth += usize::from(relation != Relation::Conj);
        at = head;
        // A verb above a reported clause does not affect the status.
        if relation == Relation::Ccomp {
            break;
        }
    }
    Some(found.status)
}

/// Returns the word in its own clause that says that what `token` states did not happen ("no one was arrested", "has
/// not been charged", "no complaint").
pub(super) fn denial(view: &ClauseView<'_>, token: usize) -> Option<usize> {
    use Relation::{Advmod, Det};
    let is_denial = |&t: &usize| {
        matches!(view.relation(t), Advmod | Det) && t < token && view.ontology.is(&view.lower(t), List::Negated)
    };
    view.children(token)
        .into_iter()
        .find(|t| is_denial(t) && !is_not_only(view, *t))
        .or_else(|| negated_party(view, token))
}

/// Returns whether the word is the "not" of "not only", which negates nothing.
fn is_not_only(view: &ClauseView<'_>, token: usize) -> bool {
    view.article.sentence(token).contains(&(token + 1)) && view.words.only.has(&view.lower(token + 1))
}

/// The status found so far.
struct StatusSearch<'a> {
    view: &'a ClauseView<'a>,
    status: EventStatus,
}

impl StatusSearch<'_> {
    /// Sets the status because of a word, if there is one, unless the current status outweighs it.
    fn set(&mut self, status: EventStatus, word: Option<usize>) {
        if let Some(word) = word
            && rank(status) > rank(self.status)
        {
            self.status = status;
            self.view.log.status(word);
        }
    }

    /// Sets the status according to auxiliaries, adverbs and similar dependents of a word.
    fn set_by_marks(&mut self, at: usize) {
        use Relation::{Advmod, Amod, Aux, Det, Mark};
        for child in self.view.children(at) {
            let relation = self.view.relation(child);
            let is_mark = matches!(relation, Advmod | Aux | Mark | Det | Amod) && (relation != Aux || child < at);
            if is_mark
                && !is_not_only(self.view, child)
                && let Some(status) = listed(self.view, child)
            {
                self.set(status, Some(child));
            }
        }
    }

    /// Sets the status according to the word that governs a clause.
    fn set_by_governor(&mut self, head: usize, relation: Relation) {
        if let Some(status) = listed(self.view, head)
            && (relation != Relation::Ccomp || status != EventStatus::Planned)
        {
            self.set(status, Some(head));
        }
    }
}

/// The effect of the head of a word on the status of the event below it.
enum Government {
    Governs,
    /// The head has no effect, but words above it may.
    Passes,
    /// Neither the head nor words above it have an effect; the given word, if any, negates the event.
    Ends(Option<usize>),
}

fn government(view: &ClauseView<'_>, at: usize, head: usize, step: usize) -> Government {
    let is_bare_participle = || view.is_verb(at) && view.child(at, &[Relation::Mark]).is_none();
    match view.relation(at) {
        // "Will focus on the farmers killed": the killing has happened.
        Relation::Acl if is_bare_participle() => {
            let determiner = view.child(head, &[Relation::Det]);
            Government::Ends(determiner.filter(|&t| view.ontology.is(&view.lower(t), List::Negated)))
        }
        Relation::Xcomp | Relation::Ccomp | Relation::Acl => Government::Governs,
        Relation::Obj | Relation::Nmod | Relation::Obl | Relation::NsubjPass if step < 2 => Government::Governs,
        Relation::Obj | Relation::Nmod | Relation::Obl | Relation::NsubjPass => Government::Passes,
        Relation::Advcl if is_infinitive(view, at) || is_accusation(view, at) => Government::Governs,
        // "The attack never took place".
        Relation::Nsubj if view.ontology.is(&view.lower(head), List::Occurring) => Government::Passes,
        Relation::Conj if view.child(at, &[Relation::Nsubj, Relation::Aux]).is_none() => Government::Passes,
        _ => Government::Ends(None),
    }
}

/// Returns whether the clause of a word is only the content of its head: what somebody asks for, promises, tries, or
/// blames others for.
fn is_content(view: &ClauseView<'_>, at: usize, head: usize) -> bool {
    let relation = view.relation(at);
    let is_verbal = states_words(view, head);
    if is_accusation(view, at) && is_verbal {
        return true;
    }
    if !matches!(relation, Relation::Xcomp | Relation::Advcl | Relation::Acl) {
        return false;
    }
    let is_purpose = || is_infinitive(view, at) && relation != Relation::Xcomp;
    let is_listed = || view.ontology.is(&view.lower(head), List::Content);
    is_verbal || listed(view, head).is_none() && (is_listed() || is_purpose())
}

fn is_infinitive(view: &ClauseView<'_>, verb: usize) -> bool {
    view.children(verb).into_iter().any(|t| view.relation(t) == Relation::Mark && view.words.to.has(&view.lower(t)))
}

/// Returns the word that negates a participant or the object ("no one attacked", "offered no help").
fn negated_party(view: &ClauseView<'_>, token: usize) -> Option<usize> {
    let negates = |t: usize| view.ontology.is(&view.lower(t), List::Negated);
    let is_party = |&t: &usize| matches!(view.relation(t), Relation::Nsubj | Relation::NsubjPass | Relation::Obj);
    view.children(token).into_iter().filter(is_party).find_map(|party| {
        // "No officer", "not a single officer", "no more officers".
        let is_before =
            |t: usize| t < party && matches!(view.relation(t), Relation::Det | Relation::Advmod | Relation::Amod);
        let below = |t: usize| view.children(t).into_iter().find(|&inner| negates(inner));
        let determiner = || {
            let mut before = view.children(party).into_iter().filter(|&t| is_before(t));
            before.find_map(|t| if negates(t) { Some(t) } else { below(t) })
        };
        if view.is_verb(party) { None } else { Some(party).filter(|&t| negates(t)).or_else(determiner) }
    })
}

/// Returns the "to" of a plan ("is to meet", "was to attack").
fn to_of_plan(view: &ClauseView<'_>, token: usize) -> Option<usize> {
    let is_to = |t: usize| view.relation(t) == Relation::Mark && view.words.to.has(&view.lower(t));
    let to = view.children(token).into_iter().find(|&t| t < token && is_to(t))?;
    let before = to.checked_sub(1)?;
    let syntax = view.article.syntax;
    let is_joined = syntax.head[before] == Some(token) || syntax.head[token] == Some(before);
    (is_joined && syntax.upos[before] == Upos::Aux).then_some(to)
}

/// Returns whether the clause is the content of an accusation ("accused of bombing"). In contrast, criticism "for
/// bombing" presupposes that the bombing happened.
fn is_accusation(view: &ClauseView<'_>, verb: usize) -> bool {
    let is_mark = |t: usize| view.relation(t) == Relation::Mark && view.words.accusation.has(&view.lower(t));
    view.is_verb(verb) && view.children(verb).into_iter().any(is_mark)
}

/// Returns whether the word states a speech act whose content is the clause.
fn states_words(view: &ClauseView<'_>, head: usize) -> bool {
    view.is_verb(head)
        && view.ontology.triggers(&view.lower(head)).iter().any(|trigger| {
            // "Reported to have signed": "report" alone is not an event, unlike "report to the police".
            trigger.is_verb && trigger.further.is_empty() && trigger.has(Property::Verbal)
        })
}

fn listed(view: &ClauseView<'_>, token: usize) -> Option<EventStatus> {
    let word = view.lower(token);
    let lists = [
        (List::Negated, EventStatus::Negated),
        (List::Possible, EventStatus::Possible),
        (List::Planned, EventStatus::Planned),
    ];
    lists.into_iter().find(|&(list, _)| view.ontology.is(&word, list)).map(|(_, status)| status)
}

fn rank(status: EventStatus) -> u8 {
    match status {
        EventStatus::Actual => 0,
        EventStatus::Planned => 1,
        EventStatus::Possible => 2,
        EventStatus::Negated => 3,
    }
}
