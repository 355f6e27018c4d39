//! Sources that are neither the subject nor the owner of a cue: who has doubts, who is alarmed, to whom it seems so.

use std::ops::Range;

use super::Phrases;
use super::attributions::Attribution;
use super::phrases::free;
use crate::knowledge::Circumstance;
use crate::syntax::{Relation, Upos};

impl Phrases<'_> {
    /// Gives an attribution without a source the one who holds what its cue says; `is` tells what a word is.
    pub(crate) fn find_holder(&self, attribution: &mut Attribution, is: impl Fn(usize, Circumstance) -> bool) {
        if !attribution.source.is_empty() {
            return;
        }
        let (cue, content) = (attribution.cue.clone(), &attribution.content);
        let found = match cue.clone().find(|&t| self.syntax.upos[t] == Upos::Verb || is(t, Circumstance::Felt)) {
            Some(word) if is(word, Circumstance::Felt) => self.feeling(word),
            Some(verb) if is(verb, Circumstance::Seeming) => self.beholder(verb, is),
            Some(_) => None,
            None => self.holder(&cue, content, is),
        };
        let taken: Vec<Range<usize>> = content.iter().cloned().chain([cue]).collect();
        attribution.source.extend(found.filter(|phrase| free(phrase.clone(), &taken)));
    }

    /// "Reed has questions about", "they gave assurances that": the subject of the verb whose object the cue is.
    fn holder(
        &self,
        cue: &Range<usize>,
        content: &[Range<usize>],
        is: impl Fn(usize, Circumstance) -> bool,
    ) -> Option<Range<usize>> {
        let syntax = self.syntax;
        let verb = cue.clone().find_map(|t| syntax.head[t].filter(|_| syntax.relation[t] == Relation::Obj))?;
        is(verb, Circumstance::Holding).then(|| self.subject_of(verb, cue, content)).flatten()
    }

    /// "The council was alarmed by": the subject of the passive.
    fn feeling(&self, word: usize) -> Option<Range<usize>> {
        let sentence = self.sentence(word).clone();
        let is_subject = |&t: &usize| matches!(self.syntax.relation[t], Relation::NsubjPass | Relation::Nsubj);
        let subject = self.syntax.children(word, &sentence).find(is_subject)?;
        Some(self.subtree(subject, &sentence, word))
    }

    /// "It seems odd to Reed": the words behind "to".
    fn beholder(&self, verb: usize, is: impl Fn(usize, Circumstance) -> bool) -> Option<Range<usize>> {
        let syntax = self.syntax;
        let sentence = self.sentence(verb).clone();
        let below = |&t: &usize| {
            let near = syntax.head[t].is_some_and(|h| h == verb || syntax.head[h] == Some(verb));
            near && t > verb
                && syntax.relation[t] == Relation::Obl
                && matches!(syntax.upos[t], Upos::Pron | Upos::Propn)
        };
        let behind_to = |&t: &usize| syntax.children(t, &sentence).any(|c| is(c, Circumstance::To));
        let head = sentence.clone().filter(below).find(behind_to)?;
        let mut phrase = self.subtree(head, &sentence, verb);
        while phrase.len() > 1 && syntax.relation[phrase.start] == Relation::Case {
            phrase.start += 1;
        }
        Some(phrase)
    }
}
