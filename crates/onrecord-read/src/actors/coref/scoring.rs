//! Which of the mentions before it a mention takes up: the score of the coreference head, and what news adds to it.

use super::resolver::{CorefResolver, MAX_BACK};
use crate::actors::mention::{Form, Mentioned};
use crate::knowledge::pronouns::Pronoun;
use crate::model::PairFeatures;
use crate::syntax::Relation;

/// Added for a pronoun's antecedent with a name: in news, those who are taken up again mostly have one. This and the two
/// below were set by hand and checked on PolNeAR dev (eval/RESULTS.md).
const NAMED_BONUS: f32 = 1.0;
/// Likewise for the subject of a clause, whom a pronoun takes up more often than an object.
const SUBJECT_BONUS: f32 = 0.75;
/// Likewise where both pronoun and antecedent are sources: who speaks goes on speaking.
const SPEAKER_BONUS: f32 = 0.5;
/// Added to it for the source of the statement just before. Values from 0 to 1 differ by one right speaker of 582 on PolNeAR
/// dev; further back than one sentence it costs some.
const LAST_SPEAKER_BONUS: f32 = 2.0;
/// Added for "he" and "she" that speak where that source, or the subject of the sentence before, is a person with a
/// name in the same paragraph, in other words than a pronoun.
const BESIDE_BONUS: f32 = 4.0;
/// Taken off for a name of which it is not known that "he" or "she" fits, where it is known of another. Set by hand.
const UNSURE_GENDER: f32 = 2.0;
/// Taken off where the words whose source the pronoun is hold the antecedent, or name him: speakers seldom name themselves. 2.5
/// and 5 are alike on PolNeAR dev.
const OWN_WORDS: f32 = 5.0;
/// Taken off for each sentence between a pronoun and its antecedent beyond the first.
const FAR: f32 = 0.15;
/// Sentences beyond which the distance counts no more.
const FARTHEST: usize = 8;
/// Added for whoever says the unquoted words that "it" or "they" begin ("The army said it would leave"), and taken off for all
/// others. Set by hand.
const SAYS_IT: f32 = 4.0;
/// Steps from the last word of a name up to the word that its clause ties.
const MAX_STEPS: usize = 4;

/// What is known of a mention before its antecedents are compared.
struct Anaphor {
    i: usize,
    speaks: bool,
    /// The mention that is the source of the last statement before.
    last_speaker: Option<usize>,
    /// The entities that its own words name.
    own_words: Vec<usize>,
    /// Is the pronoun "he" or "she", and is somebody with a name near of whom it is known that it fits?
    has_sure_gender: bool,
    /// The attribution whose words it begins, where one of the mentions that are allowed is the source.
    opens: Option<usize>,
}

impl CorefResolver<'_> {
    /// Returns the entity of the mention that scores best as the antecedent of `i`, where one scores better than none.
    pub(super) fn best_antecedent(&self, i: usize, allowed: impl Fn(&Self, usize) -> bool) -> Option<usize> {
        let m = &self.mentions[i];
        let first = i.saturating_sub(MAX_BACK);
        let is_opening = |attribution: &usize| (first..i).any(|j| self.is_source(j, *attribution) && allowed(self, j));
        let anaphor = Anaphor {
            i,
            speaks: self.spoken.speaks(m.head),
            last_speaker: self.last_speaker(i),
            own_words: self.named_by(i),
            opens: self.opened_by(i).filter(is_opening),
            has_sure_gender: (first..i).any(|j| self.is_sure_of_gender(i, j) && allowed(self, j)),
        };
        let mut best = (self.scores.none(i), None);
        for j in (first..i).filter(|&j| allowed(self, j)) {
            let pair = self.pair(i, j);
            let score = self.scores.score(i, j, pair) + self.bonus(&anaphor, j, pair);
            if score > best.0 {
                best = (score, Some(self.of[j]));
            }
        }
        // "He" and "she" always refer to somebody, and so do "it" and "they" where they speak.
        let must = match m.form {
            Form::Pronoun(Pronoun::He | Pronoun::She) => true,
            Form::Pronoun(Pronoun::It | Pronoun::They) => anaphor.speaks,
            _ => false,
        };
        let nearest = || (first..i).rev().find(|&j| allowed(self, j)).map(|j| self.of[j]);
        best.1.or_else(|| must.then(nearest).flatten())
    }

    /// What the coreference head is told of a pair of mentions.
    fn pair(&self, i: usize, j: usize) -> PairFeatures {
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

    /// What speaks for mention `j` as the antecedent of a pronoun, beside the score of the coreference head.
    fn bonus(&self, anaphor: &Anaphor, j: usize, pair: PairFeatures) -> f32 {
        let (m, k) = (&self.mentions[anaphor.i], &self.mentions[j]);
        if !matches!(m.form, Form::Pronoun(_)) {
            return 0.0;
        }
        let named = self.members[self.of[j]].iter().any(|&k| self.mentions[k].is_name());
        let subject = self.is_subject(k);
        let speaks = anaphor.speaks && self.spoken.speaks(k.head);
        let last = speaks && Some(j) == anaphor.last_speaker;
        let paragraph = |m: &Mentioned| self.article.index.paragraph[m.head];
        let is_unsure = anaphor.has_sure_gender && self.genders[self.of[j]].is_none();
        let beside = (last || anaphor.speaks && subject && pair.sentences <= 1)
            && matches!(m.form, Form::Pronoun(Pronoun::He | Pronoun::She))
            && !matches!(k.form, Form::Pronoun(_))
            && named
            && !is_unsure
            && paragraph(k) == paragraph(m);
        let in_own_words = self.spoken.is_said_by(k.head, m.head) || anaphor.own_words.contains(&self.of[j]);
        let says_it = anaphor.opens.map_or(0.0, |a| if self.is_source(j, a) { SAYS_IT } else { -SAYS_IT });
        f32::from(named) * NAMED_BONUS
            + f32::from(subject) * SUBJECT_BONUS
            + f32::from(speaks) * SPEAKER_BONUS
            + f32::from(last) * LAST_SPEAKER_BONUS
            + says_it
            + f32::from(beside) * BESIDE_BONUS
            - f32::from(in_own_words) * OWN_WORDS
            - f32::from(is_unsure) * UNSURE_GENDER
            - (pair.sentences.saturating_sub(1).min(FARTHEST)) as f32 * FAR
    }

    /// Is mention `j`, in the same sentence as mention `i` or the one before, a name whose gender is that of the pronoun `i`?
    fn is_sure_of_gender(&self, i: usize, j: usize) -> bool {
        let (m, k) = (&self.mentions[i], &self.mentions[j]);
        let gender = self.genders[self.of[j]];
        matches!(m.form, Form::Pronoun(Pronoun::He | Pronoun::She))
            && m.sentence - k.sentence <= 1
            && k.is_name()
            && gender.is_some()
            && gender == m.gender
    }

    /// The mention that is the source of the last statement before the one that mention `i` is the source of, where it
    /// stands in the same sentence or the one before.
    fn last_speaker(&self, i: usize) -> Option<usize> {
        let m = &self.mentions[i];
        let own = self.spoken.source(m.head)?;
        let is_other = |j: &usize| self.spoken.source(self.mentions[*j].head).is_some_and(|s| s != own);
        let is_near = |j: &usize| m.sentence - self.mentions[*j].sentence <= 1;
        (0..i).rev().take_while(is_near).find(is_other)
    }

    /// The attribution whose unquoted words mention `i` begins, where it may be its source.
    fn opened_by(&self, i: usize) -> Option<usize> {
        let m = &self.mentions[i];
        // "A spokeswoman said she died": those may be others.
        let is_one = matches!(m.form, Form::Pronoun(Pronoun::It | Pronoun::They)) && !self.spoken.speaks(m.head);
        is_one.then(|| self.opening.get(&m.head).copied()).flatten()
    }

    /// Is the mention, with a title before it, the subject of a clause?
    fn is_subject(&self, m: &Mentioned) -> bool {
        let syntax = self.article.syntax;
        let mut top = m.head;
        // In names and behind titles, the first word may be the head.
        for _ in 0..MAX_STEPS {
            let in_name = matches!(syntax.relation[top], Relation::Flat | Relation::NmodDesc | Relation::Appos);
            let Some(head) = syntax.head[top].filter(|&h| m.tokens.contains(&h) || in_name && h < top) else { break };
            top = head;
        }
        matches!(syntax.relation[top], Relation::Nsubj | Relation::NsubjPass)
    }

    /// Is mention `j` the source of the attribution, not a part of its name ("the UAE foreign ministry" is no country)?
    fn is_source(&self, j: usize, attribution: usize) -> bool {
        let is_in = |token: usize| self.spoken.source(token) == Some(attribution);
        let syntax = self.article.syntax;
        let m = &self.mentions[j];
        let is_top = |t: usize| syntax.relation[t] == Relation::Appos || !syntax.head[t].is_some_and(is_in);
        is_in(m.head) && m.tokens.clone().any(is_top)
    }

    /// The entities that the words name whose source mention `i` is.
    fn named_by(&self, i: usize) -> Vec<usize> {
        let attribution = self.spoken.source(self.mentions[i].head);
        let contents = attribution.map(|a| self.spoken.contents[a].as_slice()).unwrap_or_default();
        let from = |token: usize| self.mentions.partition_point(|m| m.head < token);
        let inside = contents.iter().flat_map(|range| from(range.start)..from(range.end));
        inside.filter_map(|m| self.names.get(m).copied().flatten()).collect()
    }
}
