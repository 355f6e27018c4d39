//! Words of violence that tell of no political event: accidents, diseases, sport, markets.

use super::arguments::Scene;
use super::ontology::{List, Ontology, Property, Trigger};
use crate::article::ArticleView;
use crate::syntax::Relation;

/// Whether the words tell of what may be lost without an attacker: people killed, houses destroyed.
pub(super) fn is_loss(trigger: &Trigger) -> bool {
    trigger.has(Property::Violent) && (trigger.is_verb || trigger.counts.is_some())
}

/// Whether the clause tells of an accident, a disease, sport or markets.
pub(super) fn unrelated(scene: &Scene<'_>, ontology: &Ontology, trigger: &Trigger, token: usize) -> bool {
    if !trigger.has(Property::CheckUnrelated) {
        return false;
    }
    // "Artillery fire" is no fire.
    let of_arms = |t: usize| {
        let before = scene.child(t, &[Relation::Compound, Relation::Amod]);
        before.is_some_and(|c| ontology.is(&scene.lower(c), List::Means))
    };
    let syntax = scene.article.syntax;
    let near = |t: usize| {
        let word = scene.lower(t);
        // "Fired rockets" is no fire.
        ontology.is(&word, List::Unrelated) && t != token && syntax.is_under(t, token) && !of_arms(t)
            || ontology.is(&word, List::Animals) && syntax.head[t] == Some(token) && attacks(scene, t)
    };
    // What the subject stands for: "the tsunami, which struck", "it", of the epidemic.
    let subject = scene.subject(token);
    let by_nature = subject.is_some_and(|t| {
        let first = scene.carried[t].and_then(|m| scene.entities.members[scene.entities.of[m]].first());
        let is_listed = |word: &String| ontology.is(word, List::Unrelated);
        is_listed(&scene.lower(t)) && !of_arms(t) || first.is_some_and(|&m| scene.mentions[m].key.iter().any(is_listed))
    });
    if by_nature && trigger.has(Property::Violent) && trigger.is_verb {
        return true;
    }
    // "The virus, which came from Asia, where it has killed 40": "it" is what the sentence tells of.
    let by_it = trigger.counts.is_some() && subject.is_some_and(|t| scene.lower(t) == "it");
    let told = |t: usize| ontology.is(&scene.lower(t), List::Unrelated) && !of_arms(t);
    scene.article.sentence(token).clone().any(|t| near(t) || by_it && told(t))
}

/// Whether the word is what attacks or is attacked by where it stands: subject, object, "by" or before a noun.
fn attacks(scene: &Scene<'_>, token: usize) -> bool {
    match scene.relation(token) {
        Relation::Nsubj | Relation::NsubjPass | Relation::Obj | Relation::OblAgent | Relation::Compound => true,
        Relation::Nmod | Relation::Obl => scene.preposition(token).as_deref() == Some("by"),
        _ => false,
    }
}

/// Words of disasters, diseases and games that an article has at least if it is about one. Set by hand.
const MIN_UNRELATED: usize = 2;

/// Whether the article tells of a disaster, a disease or a game more than of attacks.
pub(super) fn no_violence(article: &ArticleView<'_>, ontology: &Ontology) -> bool {
    let (mut unrelated, mut attacks) = (0, 0);
    for token in 0..article.division.tokens.len() {
        let word = article.word(token).to_lowercase();
        let is_attack = |t: &&Trigger| t.has(Property::Violent) && t.counts.is_none() && t.further.is_empty();
        let is_unrelated = ontology.is(&word, List::Unrelated) || ontology.is(&word, List::Animals);
        unrelated += usize::from(is_unrelated);
        attacks += usize::from(ontology.triggers(&word).iter().any(is_attack));
    }
    unrelated >= MIN_UNRELATED && unrelated > attacks
}
