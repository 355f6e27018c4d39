//! Words of violence that tell of no political event: accidents, diseases, sport, markets.

use super::arguments::Scene;
use super::ontology::{List, Ontology, Trigger};
use crate::actors::Layers;
use crate::syntax::Relation;

/// Whether the words tell of what may be lost without an attacker: people killed, houses destroyed.
pub(super) fn is_loss(trigger: &Trigger) -> bool {
    trigger.event_type == "ASSAULT" && (trigger.is_verb || trigger.counts.is_some())
}

/// Whether the clause tells of an accident, a disease, sport or markets.
pub(super) fn unrelated(scene: &Scene<'_>, ontology: &Ontology, trigger: &Trigger, token: usize) -> bool {
    if !matches!(&*trigger.event_type, "ASSAULT" | "COERCE" | "MOBILIZE" | "ACCUSE") {
        return false;
    }
    // "Artillery fire" is no fire.
    let of_arms = |t: usize| {
        let before = scene.child(t, &[Relation::Compound, Relation::Amod]);
        before.is_some_and(|c| ontology.is(&scene.lower(c), List::Means))
    };
    let near = |t: usize| {
        let under = scene.layers.syntax.is_under(t, token);
        under && ontology.is(&scene.lower(t), List::Unrelated) && !of_arms(t)
    };
    scene.layers.sentence(token).clone().any(near)
}

/// Words of disasters, diseases and games that an article has at least if it is about one. Set by hand.
const MIN_UNRELATED: usize = 2;

/// Whether the article tells of a disaster, a disease or a game more than of attacks.
pub(super) fn no_violence(layers: &Layers<'_>, ontology: &Ontology) -> bool {
    let (mut unrelated, mut attacks) = (0, 0);
    for token in 0..layers.division.tokens.len() {
        let word = layers.word(token).to_lowercase();
        let is_attack = |t: &&Trigger| t.event_type == "ASSAULT" && t.counts.is_none() && t.further.is_empty();
        unrelated += usize::from(ontology.is(&word, List::Unrelated));
        attacks += usize::from(ontology.triggers(&word).iter().any(is_attack));
    }
    unrelated >= MIN_UNRELATED && unrelated > attacks
}
