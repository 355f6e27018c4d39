//! Antecedents according to the coreference head, and properties of mentions: subject, source, beginning of a content.

use onrecord_text::QuoteState;

use super::resolver::{CorefResolver, MAX_BACK};
use crate::actors::mention::{Form, Mentioned};
use crate::knowledge::pronouns::Pronoun;
use crate::model::PairFeatures;
use crate::syntax::Relation;

/// Maximum number of steps from the last word of a name up to the word that is attached to its clause.
const MAX_STEPS: usize = 4;

/// The way in which the content of a statement names an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// In quotation marks, where speakers may refer to themselves by name.
    Quoted,
    /// As a modifier of another noun ("a Brolin government").
    Within,
    /// As a referent of its own.
    Plain,
}

impl CorefResolver<'_> {
    /// Returns the entity of the best-scoring antecedent of mention `i`, if it scores higher than the option of no
    /// antecedent.
    pub(super) fn best_antecedent(&self, i: usize, allowed: impl Fn(&Self, usize) -> bool) -> Option<usize> {
        let mut best = (self.scores.none(i), None);
        for j in (i.saturating_sub(MAX_BACK)..i).filter(|&j| allowed(self, j)) {
            let score = self.scores.score(i, j, self.pair(i, j));
            if score > best.0 {
                best = (score, Some(self.of[j]));
            }
        }
        best.1
    }

    /// Returns the features of a pair of mentions for the coreference head.
    pub(super) fn pair(&self, i: usize, j: usize) -> PairFeatures {
        let (m, k) = (&self.mentions[i], &self.mentions[j]);
        let pronoun = m.pronoun_id() != 0 || k.pronoun_id() != 0;
        let words = if pronoun || m.key.is_empty() || k.key.is_empty() {
            0
        } else if m.key == k.key {
            3
        } else if m.key.iter().all(|w| k.key.contains(w)) || k.key.iter().all(|w| m.key.contains(w)) {
            2
        } else {
            usize::from(m.key.last() == k.key.last())
        };
        PairFeatures {
            forms: (m.form_id(), k.form_id()),
            words,
            pronouns: (m.pronoun_id(), k.pronoun_id()),
            sentences: m.sentence - k.sentence,
            mentions: i - j,
        }
    }

    /// Returns the attribution whose unquoted content begins with mention `i`, if its source can be the antecedent.
    pub(super) fn opened_by(&self, i: usize) -> Option<usize> {
        let m = &self.mentions[i];
        // "A spokeswoman said she died": "he" and "she" can be other persons.
        let is_one = matches!(m.form, Form::Pronoun(Pronoun::It | Pronoun::They)) && !self.spoken.speaks(m.head);
        is_one.then(|| self.opening.get(&m.head).copied()).flatten()
    }

    /// Returns whether the mention, including a title before it, is the subject of a clause.
    pub(super) fn is_subject(&self, m: &Mentioned) -> bool {
        let syntax = self.article.syntax;
        let mut top = m.head;
        // In names and after titles, the first word can be the head.
        for _ in 0..MAX_STEPS {
            let in_name = matches!(syntax.relation[top], Relation::Flat | Relation::NmodDesc | Relation::Appos);
            let Some(head) = syntax.head[top].filter(|&h| m.tokens.contains(&h) || in_name && h < top) else { break };
            top = head;
        }
        matches!(syntax.relation[top], Relation::Nsubj | Relation::NsubjPass)
    }

    /// Returns whether mention `j` is the source of the attribution, not only a part of its name ("UAE" in "the UAE
    /// foreign ministry" is not).
    pub(super) fn is_source(&self, j: usize, attribution: usize) -> bool {
        let is_in = |token: usize| self.spoken.source(token) == Some(attribution);
        let syntax = self.article.syntax;
        let m = &self.mentions[j];
        let is_top = |t: usize| syntax.relation[t] == Relation::Appos || !syntax.head[t].is_some_and(is_in);
        is_in(m.head) && m.tokens.clone().any(is_top)
    }

    /// Returns the entities named in the content whose source contains mention `i`, and how they are named.
    pub(super) fn named_by(&self, i: usize) -> Vec<(usize, Naming)> {
        let (quotes, syntax) = (&self.article.quotes.states, self.article.syntax);
        let naming = |m: usize| match self.mentions[m].head {
            head if quotes.get(head).is_some_and(|state| *state != QuoteState::Outside) => Naming::Quoted,
            head if syntax.relation[head] == Relation::Compound => Naming::Within,
            _ => Naming::Plain,
        };
        let attribution = self.spoken.source(self.mentions[i].head);
        let contents = attribution.map(|a| self.spoken.contents[a].as_slice()).unwrap_or_default();
        let from = |token: usize| self.mentions.partition_point(|m| m.head < token);
        let inside = contents.iter().flat_map(|range| from(range.start)..from(range.end));
        inside.filter_map(|m| Some((self.names.get(m).copied().flatten()?, naming(m)))).collect()
    }
}
