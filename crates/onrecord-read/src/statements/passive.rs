//! Passive cues: the person who is asked or criticized is not the source.

use super::attribution::{Attribution, is_free};
use super::phrases::object_of_preposition;
use crate::article::ArticleView;
use crate::knowledge::Circumstance;
use crate::syntax::{Relation, Upos};

/// Makes the agent ("by ...") the source if the cue is a passive verb of speaking to somebody, and removes the source
/// if there is no agent: "Asked about the fire, Reed left", "Reed was accused of".
pub(super) fn turn_passive(article: &ArticleView<'_>, attribution: &mut Attribution) {
    let syntax = article.syntax;
    let is_heard = |t: usize| article.knowledge.is_circumstance(article.lower(t), Circumstance::Heard);
    let Some(verb) = attribution.cue.clone().find(|&t| syntax.upos[t] == Upos::Verb && is_heard(t)) else { return };
    let has = |relations: &[Relation]| article.children(verb).iter().any(|&t| relations.contains(&syntax.relation[t]));
    let clause = matches!(syntax.relation[verb], Relation::Advcl | Relation::Acl);
    let own_subject = has(&[Relation::Nsubj, Relation::Csubj]);
    // A participle that has its own subject or object is active: "Reed, who asked the board".
    let is_passive = has(&[Relation::NsubjPass, Relation::AuxPass, Relation::OblAgent])
        || clause && !own_subject && !has(&[Relation::Obj, Relation::Aux]);
    if !is_passive {
        return;
    }
    let agent = article.children(verb).iter().find(|&&t| syntax.relation[t] == Relation::OblAgent);
    match agent.map(|&head| object_of_preposition(article, head, verb)) {
        Some(phrase) if is_free(phrase.clone(), &attribution.content_and_cue()) => attribution.source = vec![phrase],
        // The agent is inside the content: the tagger's reading is kept.
        Some(_) => {}
        None => attribution.source.clear(),
    }
}
