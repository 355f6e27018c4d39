//! Trigger words of violence that state no political event, because they are about an accident, a disease, sport or
//! markets.

use super::clause_view::ClauseView;
use super::ontology::{List, Ontology, Property, Trigger};
use crate::article::ArticleView;
use crate::syntax::Relation;

/// Returns whether the trigger states a loss that needs no attacker: people killed, houses destroyed.
pub(super) fn is_loss(trigger: &Trigger) -> bool {
    trigger.has(Property::Violent) && (trigger.is_verb || trigger.counts.is_some())
}

/// Returns whether the clause is about an accident, a disease, sport or markets.
pub(super) fn is_unrelated(view: &ClauseView<'_>, trigger: &Trigger, token: usize) -> bool {
    if !trigger.has(Property::CheckUnrelated) {
        return false;
    }
    // The "fire" of "artillery fire" is not a blaze.
    let of_arms = |t: usize| {
        let before = view.child(t, &[Relation::Compound, Relation::Amod]);
        before.is_some_and(|c| view.ontology.is(&view.lower(c), List::Means))
    };
    let syntax = view.article.syntax;
    let near = |t: usize| {
        let word = view.lower(t);
        // The "fire" of "fired rockets" is not a blaze.
        view.ontology.is(&word, List::Unrelated) && t != token && syntax.is_under(t, token) && !of_arms(t)
            || view.ontology.is(&word, List::Animals) && syntax.head[t] == Some(token) && takes_part(view, t)
    };
    // The subject may denote the disaster or disease: "the tsunami, which struck", "it" for the epidemic.
    let subject = view.subject(token);
    let by_nature = subject.is_some_and(|t| {
        let first = view.mention_at[t].and_then(|m| view.entities.members[view.entities.of[m]].first());
        let is_listed = |word: &String| view.ontology.is(word, List::Unrelated);
        is_listed(&view.lower(t)) && !of_arms(t) || first.is_some_and(|&m| view.mentions[m].key.iter().any(is_listed))
    });
    if by_nature && trigger.has(Property::Violent) && trigger.is_verb {
        return true;
    }
    // "The virus, which came from Asia, where it has killed 40": "it" refers to the topic of the sentence.
    let by_it = trigger.counts.is_some() && subject.is_some_and(|t| view.words.it_topic.has(&view.lower(t)));
    let is_cause = |t: usize| view.ontology.is(&view.lower(t), List::Unrelated) && !of_arms(t);
    view.article.sentence(token).clone().any(|t| near(t) || by_it && is_cause(t))
}

/// Returns whether the word denotes attacker or target: as a subject, an object, after "by" or before a noun.
fn takes_part(view: &ClauseView<'_>, token: usize) -> bool {
    match view.relation(token) {
        Relation::Nsubj | Relation::NsubjPass | Relation::Obj | Relation::OblAgent | Relation::Compound => true,
        Relation::Nmod | Relation::Obl => view.words.by_doer.has_some(view.preposition(token).as_deref()),
        _ => false,
    }
}

/// The minimum number of words for disasters, diseases and games in an article about one. Set by hand.
const MIN_UNRELATED: usize = 2;

/// Returns whether the article is about a disaster, a disease or a game rather than about attacks.
pub(super) fn is_about_accident(article: &ArticleView<'_>, ontology: &Ontology) -> bool {
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
