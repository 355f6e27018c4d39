//! Who takes part in an event: what stands in the slots of a trigger, of a verb or of a noun.

use onrecord_record::EventStatus;

use super::arguments::Scene;
use super::clauses;
use super::ontology::{ActorClass, ArgumentSlot, List, Ontology, Property, Slots, Trigger};
use super::parties;
use crate::syntax::{Relation, Upos};

/// What a trigger's surroundings say.
#[derive(Debug, Default)]
pub(super) struct Frame {
    pub(super) actors: Vec<usize>,
    pub(super) recipients: Vec<usize>,
    pub(super) clause: Vec<usize>,
    pub(super) counted: Vec<usize>,
    pub(super) status: Option<EventStatus>,
}

impl Frame {
    fn enter(scene: &Scene<'_>, into: &mut Vec<usize>, counted: &mut Vec<usize>, token: usize) -> bool {
        let parties = scene.parties(token);
        counted.push(token);
        let found = !parties.is_empty();
        into.extend(parties.into_iter().filter(|p| !into.contains(p)).collect::<Vec<_>>());
        found
    }
}

/// Fills the slots that have a preposition; none where a slot that is needed stays empty.
fn slots(
    scene: &Scene<'_>,
    ontology: &Ontology,
    trigger: &Trigger,
    token: usize,
    frame: &mut Frame,
    object: Option<usize>,
) -> Option<()> {
    // Of several slots that are needed, one is enough.
    let (mut wanted, mut met) = (false, false);
    for (place, needed) in &trigger.slots.arguments {
        wanted |= *needed;
        let before = frame.recipients.len();
        let counted = frame.counted.len();
        match place {
            ArgumentSlot::Object => {
                if let Some(t) = object {
                    Frame::enter(scene, &mut frame.recipients, &mut frame.counted, t);
                }
            }
            ArgumentSlot::Possessive => {
                // "Iran's execution of Lerma": with the victim behind "of", the owner does it.
                let of_victim = !scene.phrases(token, "of").is_empty();
                if let Some(t) = scene.child(token, &[Relation::NmodPoss]).filter(|_| !of_victim) {
                    Frame::enter(scene, &mut frame.recipients, &mut frame.counted, t);
                }
            }
            ArgumentSlot::AgentFrom => {
                for t in scene.phrases(token, "from") {
                    Frame::enter(scene, &mut frame.actors, &mut Vec::new(), t);
                }
                // Who flees from a town or country flees from what is there.
                frame.actors.retain(|&entity| !parties::is_land(scene, entity));
                continue;
            }
            ArgumentSlot::Clause | ArgumentSlot::That => {
                let mark = (*place == ArgumentSlot::That).then_some("that");
                let verb = clauses::to_do(scene, token, mark);
                met |= *needed && verb.is_some();
                // "Its demand that the rebels leave": they are asked.
                if !trigger.is_verb
                    && let Some(t) = verb.and_then(|verb| scene.child(verb, &[Relation::Nsubj]))
                {
                    Frame::enter(scene, &mut frame.recipients, &mut frame.counted, t);
                }
                continue;
            }
            ArgumentSlot::Reciprocal => {
                for preposition in ["with", "between", "among"] {
                    for t in scene.phrases(token, preposition) {
                        Frame::enter(scene, &mut frame.actors, &mut frame.counted, t);
                    }
                }
                let several = frame.actors.len() > 1 || trigger.has(Property::Meeting);
                met |= *needed && (several || trigger.is_verb && object.is_none() && parties::are_armed(scene, token));
                continue;
            }
            ArgumentSlot::AgentOf => {
                for t in scene.phrases(token, "of") {
                    met |= *needed;
                    Frame::enter(scene, &mut frame.actors, &mut Vec::new(), t);
                }
                continue;
            }
            ArgumentSlot::Subject => {
                let intransitive = object.is_none() || !trigger.further.is_empty();
                if let Some(t) = intransitive.then(|| scene.subject(token)).flatten() {
                    Frame::enter(scene, &mut frame.recipients, &mut frame.counted, t);
                }
            }
            ArgumentSlot::Preposition(preposition) => {
                let mut phrases = scene.phrases(token, preposition);
                // The phrase may hang on the object: "provided aid to".
                if phrases.is_empty() && (preposition == "to" || !trigger.further.is_empty()) {
                    phrases = object.map(|t| scene.phrases(t, preposition)).unwrap_or_default();
                }
                // "Attacked the president for staying".
                let is_blame = trigger.is_verb && trigger.has(Property::Blame) && preposition == "for";
                let is_armed = || frame.actors.iter().any(|&entity| parties::is(scene, entity, ActorClass::Forces));
                let has_reason = is_blame && clauses::is_behind(scene, token, preposition) && !is_armed();
                met |= *needed && has_reason;
                // "An invitation for Lee to visit".
                if phrases.is_empty() && preposition == "for" && !trigger.is_verb {
                    phrases.extend(clauses::asked(scene, token));
                }
                // "For hours" is no reason.
                for t in phrases.into_iter().filter(|&t| !ontology.is(&scene.lower(t), List::Duration)) {
                    Frame::enter(scene, &mut frame.recipients, &mut frame.counted, t);
                }
            }
        }
        // Words may be addressed to what is no actor of the article; acts need somebody.
        let in_words = trigger.is_verb && trigger.has(Property::Addressed);
        let filled = frame.recipients.len() > before || in_words && frame.counted.len() > counted;
        met |= *needed && filled;
    }
    (met || !wanted).then_some(())
}

/// The frame of a verb; none where a slot that it needs stays empty, or its subject is no actor.
pub(super) fn verb(scene: &Scene<'_>, ontology: &Ontology, trigger: &Trigger, token: usize) -> Option<Frame> {
    let mut frame = Frame { clause: vec![token], ..Frame::default() };
    let passive = scene.is_passive(token) || is_undergone(scene, ontology, trigger, token);
    if trigger.slots.intransitive && (passive || scene.child(token, &[Relation::Obj, Relation::Ccomp]).is_some()) {
        return None;
    }
    if is_figurative(scene, ontology, token) || trigger.slots.unpaid && is_paid(scene, ontology, token) {
        return None;
    }
    let subject = scene.subject(token);
    let object = if passive { subject } else { scene.object(token) };
    let undergoes = trigger.slots.has(&ArgumentSlot::Subject);
    let doers: Vec<usize> = if undergoes {
        Vec::new()
    } else if passive {
        let own = scene.phrases(token, "by");
        // "Was denied access by": the agent may hang on the object.
        let held = || scene.child(token, &[Relation::Obj]).map(|t| scene.phrases(t, "by")).unwrap_or_default();
        if own.is_empty() && !trigger.further.is_empty() { held() } else { own }
    } else {
        subject.into_iter().collect()
    };
    for doer in doers {
        let means = is_means(scene, ontology, doer);
        // Artillery and drones act for somebody else.
        if means && scene.is_described(doer) {
            continue;
        }
        // "The house blew up": a place does no violence.
        let parties = scene.parties(doer);
        let of_ground = parties.iter().any(|&entity| parties::is_ground(scene, entity));
        if of_ground && object.is_none() && trigger.has(Property::Violent) {
            return None;
        }
        let known = Frame::enter(scene, &mut frame.actors, &mut Vec::new(), doer);
        // What is no actor, and no weapon of one, does not commit an act: "prices hit", "the row threatens".
        if !known && !scene.carried_or_pronoun(doer) && !means {
            return None;
        }
    }
    slots(scene, ontology, trigger, token, &mut frame, object)?;
    // "The agency charged with finding it".
    let is_tasked = |t: usize| parties::is_described_body(scene, t) && clauses::is_behind(scene, token, "with");
    if trigger.slots.unpaid && scene.relation(token) == Relation::Acl && object.is_some_and(is_tasked) {
        return None;
    }
    if trigger.slots.human && object.is_some_and(|t| !parties::is_human(scene, ontology, t)) {
        return None;
    }
    // "Attacked the tone of the report": no violence.
    let is_owned = |t: usize| scene.carried[t].is_none() && !scene.phrases(t, "of").is_empty();
    if trigger.has(Property::Violent) && object.is_some_and(|t| is_owned(t) && !parties::is_human(scene, ontology, t)) {
        return None;
    }
    // "Fled from justice": one man's flight.
    if trigger.slots.many && matches!(frame.recipients[..], [only] if parties::is_person(scene, only)) {
        return None;
    }
    // "Threatened to attack Iraq": whom the deed would meet is threatened.
    if trigger.has(Property::DeedObject) && frame.recipients.is_empty() {
        let met = match clauses::to_do(scene, token, None) {
            Some(deed) => scene.object(deed),
            // "Threatened Iraq with sanctions".
            None => scene.object(token),
        };
        if let Some(t) = met {
            Frame::enter(scene, &mut frame.recipients, &mut frame.counted, t);
        }
    }
    // "Troops were deployed": where nobody else is said to move them, the forces do; helpers who were are none.
    if trigger.has(Property::ForcesAct) && passive && frame.actors.is_empty() {
        frame.recipients.retain(|&entity| parties::is(scene, entity, ActorClass::Forces));
        std::mem::swap(&mut frame.actors, &mut frame.recipients);
    }
    // "X and Y met": both sides are the subject; so is the recipient of a verb without order.
    if trigger.has(Property::TwoSided) && frame.actors.len() + frame.recipients.len() < 2 {
        // "Foreign ministers met": several of states, under one noun.
        let several =
            |&entity: &usize| parties::are_several(scene, entity) && parties::is(scene, entity, ActorClass::State);
        // "Troops met with resistance".
        let has_with = !scene.phrases(token, "with").is_empty();
        if object.is_some() || has_with || !frame.actors.iter().any(several) {
            return None;
        }
    }
    if let Some(head) = scene.article.syntax.head[token].filter(|_| scene.relation(token) == Relation::Xcomp) {
        frame.clause.push(head);
    }
    Some(frame)
}

/// Whether the subject undergoes what the verb, without an object or auxiliary, says ("three people killed").
fn is_undergone(scene: &Scene<'_>, ontology: &Ontology, trigger: &Trigger, verb: usize) -> bool {
    trigger.is_verb
        && trigger.counts_victims()
        && trigger.further.is_empty()
        && scene.lower(verb).ends_with("ed")
        && scene.child(verb, &[Relation::Obj, Relation::Aux, Relation::Conj]).is_none()
        && !matches!(scene.relation(verb), Relation::Conj | Relation::AclRelcl)
        && scene.subject(verb).is_some_and(|t| parties::is_human(scene, ontology, t))
}

/// Whether an object, or a phrase behind the verb, makes a figure of it ("fought their way").
fn is_figurative(scene: &Scene<'_>, ontology: &Ontology, verb: usize) -> bool {
    // "Shot on his way to work" is no figure.
    let above = |t: usize| scene.relation(t) == Relation::Obl && scene.preposition(t).as_deref() == Some("above");
    let stands = |&t: &usize| scene.relation(t) == Relation::Obj || above(t);
    scene.children(verb).iter().filter(|&t| stands(t)).any(|&t| ontology.is(&scene.lower(t), List::Figurative))
}

/// Whether a sum of money stands below the verb ("charged the firm $5 million").
fn is_paid(scene: &Scene<'_>, ontology: &Ontology, verb: usize) -> bool {
    let is_sum = |t: usize| scene.article.syntax.upos[t] == Upos::Sym || ontology.is(&scene.lower(t), List::Money);
    scene.children(verb).into_iter().filter(|&t| t > verb).any(|t| {
        !matches!(scene.relation(t), Relation::Obl | Relation::Advcl | Relation::Conj)
            && (is_sum(t) || scene.children(t).into_iter().any(is_sum))
    })
}

fn is_means(scene: &Scene<'_>, ontology: &Ontology, token: usize) -> bool {
    let word = scene.lower(token);
    ontology.is(&word, List::Means) || ontology.states(&word, Property::Violent)
}

/// The frame of a noun; none where a slot that it needs stays empty, or too few take part.
pub(super) fn noun(scene: &Scene<'_>, ontology: &Ontology, trigger: &Trigger, token: usize) -> Option<Frame> {
    let mut frame = Frame { clause: vec![token], ..Frame::default() };
    let of_victim = !scene.phrases(token, "of").is_empty();
    let own_possessive = trigger.slots.has(&ArgumentSlot::Possessive) && !of_victim;
    if let Some(owner) = scene.child(token, &[Relation::NmodPoss]).filter(|_| !own_possessive) {
        Frame::enter(scene, &mut frame.actors, &mut Vec::new(), owner);
    }
    for t in scene.children(token) {
        if matches!(scene.relation(t), Relation::Amod | Relation::Compound) && frame.actors.is_empty() {
            frame.actors.extend(scene.nationality(t));
        }
    }
    for preposition in ["by", "from"] {
        for t in scene.phrases(token, preposition) {
            Frame::enter(scene, &mut frame.actors, &mut Vec::new(), t);
        }
    }
    // A number before the noun counts ("200 arrests").
    frame.counted.push(token);
    let filled = slots(scene, ontology, trigger, token, &mut frame, None);
    // The first of what is counted is the noun itself.
    if trigger.slots.human && !frame.counted.iter().skip(1).any(|&t| parties::is_human(scene, ontology, t)) {
        return None;
    }
    let undergone = undergone(scene, ontology, trigger, token);
    if filled.is_none() && !matches!(undergone, Some((_, Role::Undergoes))) {
        return None;
    }
    let mut governed = false;
    if let Some(head) = scene.article.syntax.head[token].filter(|&h| scene.is_verb(h)) {
        let word = scene.lower(head);
        let relation = scene.relation(token);
        let is_object = relation == Relation::Obj || relation == Relation::NsubjPass;
        if is_object && (ontology.is(&word, List::Light) || ontology.is(&word, List::Planned)) {
            governed = true;
            let doers: Vec<usize> = if relation == Relation::Obj {
                scene.subject(head).into_iter().collect()
            } else {
                scene.phrases(head, "by")
            };
            // Who only gives the others a roof is no side of theirs ("hosted meetings of").
            let hosts = trigger.has(Property::Meeting) && ontology.is(&word, List::Hosting) && !frame.actors.is_empty();
            let side = if hosts { &mut frame.recipients } else { &mut frame.actors };
            for t in doers {
                Frame::enter(scene, side, &mut Vec::new(), t);
            }
            // "launched attacks on", "held talks with": the phrase may hang on the verb.
            let _ =
                slots(scene, ontology, &Trigger { slots: relaxed(trigger), ..trigger.clone() }, head, &mut frame, None);
        } else if let Some((t, role)) = undergone {
            governed = true;
            let side = if role == Role::Acts { &mut frame.actors } else { &mut frame.recipients };
            Frame::enter(scene, side, &mut Vec::new(), t);
        }
        if relation == Relation::Nsubj && ontology.is(&word, List::Occurring) {
            // "clashes erupted between", "talks took place with".
            let _ =
                slots(scene, ontology, &Trigger { slots: relaxed(trigger), ..trigger.clone() }, head, &mut frame, None);
        }
        if matches!(relation, Relation::Obj | Relation::NsubjPass | Relation::Nsubj | Relation::Obl) {
            frame.clause.push(head);
        }
    }
    frame.recipients.retain(|r| !frame.actors.contains(r));
    let reciprocal = trigger.slots.has(&ArgumentSlot::Reciprocal);
    if reciprocal && trigger.has(Property::Meeting) && frame.actors.len() + frame.recipients.len() == 1 {
        // "announced a conversation with": who tells of it took part.
        let teller =
            scene.article.syntax.head[token].filter(|&h| scene.is_verb(h) && scene.relation(token) == Relation::Obj);
        if let Some(t) = teller.and_then(|h| scene.subject(h)) {
            Frame::enter(scene, &mut frame.actors, &mut Vec::new(), t);
        }
    }
    let sides = frame.actors.len() + frame.recipients.len();
    // Without a verb that says that it takes place, a noun needs both its sides, or violence its victim.
    let enough = if trigger.has(Property::OneSided) || trigger.slots.alone { sides > 0 } else { sides > 1 };
    let there = || trigger.slots.there && (is_there(scene, token) || frame.clause.iter().any(|&t| is_there(scene, t)));
    (enough || governed && sides > 0 || sides == 0 && there()).then_some(frame)
}

/// Prepositions behind which stands where something took place; of protests, "on" and "around" tell the topic.
const THERE: [&str; 5] = ["in", "across", "throughout", "near", "outside"];

/// Whether a named place or country stands behind the word and a preposition of place.
fn is_there(scene: &Scene<'_>, token: usize) -> bool {
    let named = |t: usize| scene.parties(t).iter().any(|&entity| parties::is_named_land(scene, entity));
    THERE.iter().any(|preposition| scene.phrases(token, preposition).into_iter().any(named))
}

/// What the subject of a verb is to what the verb's object says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Acts,
    Undergoes,
}

/// The subject of a verb such as "faced" or "accepted" whose object the noun is, and what it is to it.
fn undergone(scene: &Scene<'_>, ontology: &Ontology, trigger: &Trigger, noun: usize) -> Option<(usize, Role)> {
    let verb = scene.article.syntax.head[noun].filter(|&h| scene.is_verb(h))?;
    let word = scene.lower(verb);
    let (undergoes, takes) = (ontology.is(&word, List::Undergo), ontology.is(&word, List::Taking));
    if !matches!(scene.relation(noun), Relation::Obj | Relation::NsubjPass) || !undergoes && !takes {
        return None;
    }
    let subject = scene.subject(verb)?;
    // Both sides of an agreement or talks do it, whoever accepts them.
    let reciprocal = trigger.slots.has(&ArgumentSlot::Reciprocal);
    if reciprocal && trigger.has(Property::Mutual) {
        return Some((subject, Role::Acts));
    }
    let given = || ["from", "by"].iter().any(|p| [noun, verb].iter().any(|&t| !scene.phrases(t, p).is_empty()));
    if takes && !trigger.has(Property::Help) && (trigger.has(Property::Blame) || !given()) {
        return None;
    }
    Some((subject, Role::Undergoes))
}

/// The slots of a trigger without the object, none of them needed.
fn relaxed(trigger: &Trigger) -> Slots {
    let keep = |slot: &ArgumentSlot| match slot {
        ArgumentSlot::Preposition(preposition) => preposition != "of" && preposition != "in",
        slot => *slot == ArgumentSlot::Reciprocal,
    };
    let kept = trigger.slots.arguments.iter().filter(|(slot, _)| keep(slot));
    Slots { arguments: kept.map(|(slot, _)| (slot.clone(), false)).collect(), ..trigger.slots.clone() }
}
