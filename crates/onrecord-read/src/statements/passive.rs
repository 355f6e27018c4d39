//! Cues in the passive: whoever is asked or criticized is not the one who asks.

use std::ops::Range;

use super::Phrases;
use super::attributions::Attribution;
use super::phrases::free;
use crate::syntax::{Relation, Upos};

impl Phrases<'_> {
    /// Puts the agent ("by ...") in the place of the source where the cue is the passive of a verb for which
    /// `is_heard` holds, and nobody where the words name no agent: "Asked about the fire, Reed left", "Reed was accused of".
    pub(crate) fn turn_passive(&self, attribution: &mut Attribution, is_heard: impl Fn(usize) -> bool) {
        let syntax = self.syntax;
        let cue = attribution.cue.clone();
        let Some(verb) = cue.clone().find(|&t| syntax.upos[t] == Upos::Verb && is_heard(t)) else { return };
        let sentence = self.sentence(verb).clone();
        let has =
            |relations: &[Relation]| syntax.children(verb, &sentence).any(|t| relations.contains(&syntax.relation[t]));
        let clause = matches!(syntax.relation[verb], Relation::Advcl | Relation::Acl);
        let own_subject = has(&[Relation::Nsubj, Relation::Csubj]);
        // A participle with a subject or an object of its own is active: "Reed, who asked the board".
        let is_passive = has(&[Relation::NsubjPass, Relation::AuxPass, Relation::OblAgent])
            || clause && !own_subject && !has(&[Relation::Obj, Relation::Aux]);
        if !is_passive {
            return;
        }
        let taken: Vec<Range<usize>> = attribution.content.iter().cloned().chain([cue]).collect();
        let agent = syntax.children(verb, &sentence).find(|&t| syntax.relation[t] == Relation::OblAgent);
        let agent = agent.map(|head| {
            let mut phrase = self.subtree(head, &sentence, verb);
            while phrase.len() > 1 && syntax.relation[phrase.start] == Relation::Case {
                phrase.start += 1;
            }
            phrase
        });
        match agent {
            Some(phrase) if free(phrase.clone(), &taken) => attribution.source = vec![phrase],
            // The agent is among the words of the content: the tags have read it another way.
            Some(_) => {}
            None => attribution.source.clear(),
        }
    }
}
