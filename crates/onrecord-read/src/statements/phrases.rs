//! Sources that the tags cut short are completed by the syntax, and a subject becomes the source where they found none.

use std::ops::Range;

use super::attributions::Attribution;
use crate::syntax::{Relation, Syntax, Upos};
use crate::token_index::TokenIndex;

/// What completes attributions: the syntax and where its sentences are.
pub(crate) struct Phrases<'a> {
    pub(crate) syntax: &'a Syntax,
    pub(crate) sentences: &'a [Range<usize>],
    pub(crate) index: &'a TokenIndex,
}

/// Longest distance in tokens over which a phrase is completed.
const MAX_GROWTH: usize = 8;

impl Phrases<'_> {
    /// Completes source and content of one attribution, or finds the source.
    pub(crate) fn complete(&self, attribution: &mut Attribution) {
        let cue = attribution.cue.clone();
        for i in 0..attribution.source.len() {
            let taken: Vec<Range<usize>> = attribution.content.iter().cloned().chain([cue.clone()]).collect();
            let source = &mut attribution.source[i];
            self.reach_head(source, &taken);
            self.reach_back(source, &taken);
            self.reach_conjuncts(source, &taken);
            self.reach_antecedent(source, &taken);
        }
        self.complete_content(attribution);
        if attribution.source.is_empty() {
            let found = self.subject(&cue, &attribution.content).or_else(|| self.possessor(&cue, &attribution.content));
            attribution.source.extend(found);
        }
    }

    /// "his defense secretary" -> "Reed and his defense secretary": who is joined by "and" speaks too.
    fn reach_conjuncts(&self, phrase: &mut Range<usize>, taken: &[Range<usize>]) {
        let syntax = self.syntax;
        let outside = |t: usize| syntax.head[t].is_none_or(|h| !phrase.contains(&h));
        let Some(head) = phrase.clone().find(|&t| outside(t) && is_nominal(syntax.upos[t])) else { return };
        let sentence = self.sentence(head).clone();
        let is_and = |t: usize| syntax.children(t, &sentence).any(|c| syntax.relation[c] == Relation::Cc);
        let subject = |t: usize| matches!(syntax.relation[t], Relation::Nsubj | Relation::OblAgent);
        let first = match (syntax.relation[head], syntax.head[head]) {
            (Relation::Conj, Some(first)) if first < head && subject(first) && is_and(head) => first,
            _ if subject(head) => head,
            _ => return,
        };
        let last = syntax
            .children(first, &sentence)
            .filter(|&t| t > first && syntax.relation[t] == Relation::Conj && is_nominal(syntax.upos[t]) && is_and(t))
            .last();
        let Some(last) = last else { return };
        let (mut start, mut end) = (first, last + 1);
        while start > sentence.start && within_phrase(syntax.relation[start - 1]) && syntax.is_under(start - 1, first) {
            start -= 1;
        }
        while end < sentence.end && matches!(syntax.relation[end], Relation::Flat) && syntax.is_under(end, last) {
            end += 1;
        }
        let grown = start.min(phrase.start)..end.max(phrase.end);
        let punctuated =
            (grown.start..phrase.start).chain(phrase.end..grown.end).any(|t| syntax.upos[t] == Upos::Punct);
        let free = free(grown.start..phrase.start, taken) && free(phrase.end..grown.end, taken);
        if !punctuated && free && grown.len() <= phrase.len() + MAX_GROWTH {
            *phrase = grown;
        }
    }

    /// "who speaks for the family" -> "Reed who speaks for the family": a relative clause is the source with its noun alone.
    fn reach_antecedent(&self, phrase: &mut Range<usize>, taken: &[Range<usize>]) {
        let syntax = self.syntax;
        if phrase.len() < 2 || syntax.upos[phrase.start] != Upos::Pron {
            return;
        }
        let is_clause = |t: usize| syntax.relation[t] == Relation::AclRelcl;
        let noun = phrase.clone().find(|&t| is_clause(t)).and_then(|t| syntax.head[t]);
        let Some(noun) = noun.filter(|&t| t < phrase.start && syntax.relation[t] == Relation::Nsubj) else { return };
        let sentence = self.sentence(noun);
        let mut start = noun;
        while start > sentence.start && within_phrase(syntax.relation[start - 1]) && syntax.is_under(start - 1, noun) {
            start -= 1;
        }
        if free(start..phrase.start, taken) && phrase.start - start <= MAX_GROWTH {
            phrase.start = start;
        }
    }

    /// The possessor of a noun that is a cue ("Reed's claim that", "his promise to").
    fn possessor(&self, cue: &Range<usize>, content: &[Range<usize>]) -> Option<Range<usize>> {
        let syntax = self.syntax;
        let noun = cue.clone().find(|&t| syntax.upos[t] == Upos::Noun)?;
        let sentence = self.sentence(noun).clone();
        let owner = syntax.children(noun, &sentence).find(|&t| syntax.relation[t] == Relation::NmodPoss)?;
        let mut phrase = self.subtree(owner, &sentence, noun);
        while phrase.len() > 1 && syntax.relation[phrase.end - 1] == Relation::Case {
            phrase.end -= 1;
        }
        let taken: Vec<Range<usize>> = content.iter().cloned().chain([cue.clone()]).collect();
        free(phrase.clone(), &taken).then_some(phrase)
    }

    pub(super) fn sentence(&self, token: usize) -> &Range<usize> {
        &self.sentences[self.index.sentence[token]]
    }

    /// "The" -> "The nominee": the noun that the last word of the phrase belongs to is part of it.
    fn reach_head(&self, phrase: &mut Range<usize>, taken: &[Range<usize>]) {
        for _ in 0..3 {
            let last = phrase.end - 1;
            let reach = phrase.end..(phrase.end + MAX_GROWTH).min(self.sentence(last).end);
            let head =
                self.syntax.head[last].filter(|h| within_phrase(self.syntax.relation[last]) && reach.contains(h));
            let Some(head) = head else { return };
            if !free(phrase.end..head + 1, taken) {
                return;
            }
            phrase.end = head + 1;
        }
    }

    /// "nominee" -> "The nominee": articles, parts of names and possessors in front belong to the phrase.
    fn reach_back(&self, phrase: &mut Range<usize>, taken: &[Range<usize>]) {
        let sentence = self.sentence(phrase.start).clone();
        while phrase.start > sentence.start {
            let before = phrase.start - 1;
            let joined = matches!(
                self.syntax.relation[before],
                Relation::Det | Relation::Compound | Relation::Flat | Relation::NmodDesc | Relation::NmodPoss
            ) && self.syntax.head[before].is_some_and(|h| phrase.contains(&h));
            if !joined || !free(before..phrase.start, taken) {
                return;
            }
            phrase.start = before;
        }
    }

    /// The subject of the verb of the cue: its own, that of the verb it is coordinated with, or that of the verb that
    /// governs it.
    fn subject(&self, cue: &Range<usize>, content: &[Range<usize>]) -> Option<Range<usize>> {
        let syntax = self.syntax;
        // "is sure that", "is a critic of": a predicate has a subject as a verb has.
        let predicates = |t: usize| syntax.children(t, self.sentence(t)).any(|c| syntax.relation[c] == Relation::Cop);
        let verb = cue.clone().find(|&t| {
            (syntax.upos[t] == Upos::Verb || predicates(t)) && syntax.head[t].is_none_or(|h| !cue.contains(&h))
        })?;
        self.subject_of(verb, cue, content)
    }

    /// The subject of a verb, where its words are free.
    pub(super) fn subject_of(&self, verb: usize, cue: &Range<usize>, content: &[Range<usize>]) -> Option<Range<usize>> {
        let syntax = self.syntax;
        let mut verb = verb;
        for _ in 0..4 {
            let sentence = self.sentence(verb).clone();
            if syntax.children(verb, &sentence).any(|t| {
                matches!(syntax.relation[t], Relation::NsubjPass | Relation::Expl | Relation::AuxPass | Relation::Csubj)
            }) {
                return None;
            }
            let own = syntax.children(verb, &sentence).find(|&t| syntax.relation[t] == Relation::Nsubj);
            if let Some(head) = own {
                let phrase = self.subtree(head, &sentence, verb);
                let taken: Vec<Range<usize>> = content.iter().cloned().chain([cue.clone()]).collect();
                return free(phrase.clone(), &taken).then_some(phrase);
            }
            match syntax.relation[verb] {
                Relation::Conj | Relation::Xcomp | Relation::Advcl => verb = syntax.head[verb]?,
                _ => return None,
            }
        }
        None
    }

    /// The words under `head` that stand together with it, on its side of `verb`.
    pub(super) fn subtree(&self, head: usize, sentence: &Range<usize>, verb: usize) -> Range<usize> {
        let (mut start, mut end) = (head, head + 1);
        while start > sentence.start && start - 1 != verb && self.syntax.is_under(start - 1, head) {
            start -= 1;
        }
        while end < sentence.end && end != verb && self.syntax.is_under(end, head) {
            end += 1;
        }
        while end > head + 1 && self.syntax.upos[end - 1] == Upos::Punct {
            end -= 1;
        }
        start..end
    }
}

fn is_nominal(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn | Upos::Pron)
}

/// Relations of words that stand before the noun they belong to, in one phrase with it.
pub(super) fn within_phrase(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Det
            | Relation::DetPredet
            | Relation::Amod
            | Relation::Compound
            | Relation::Flat
            | Relation::Nummod
            | Relation::NmodDesc
            | Relation::NmodPoss
    )
}

pub(super) fn free(range: Range<usize>, taken: &[Range<usize>]) -> bool {
    taken.iter().all(|t| range.end <= t.start || t.end <= range.start)
}
