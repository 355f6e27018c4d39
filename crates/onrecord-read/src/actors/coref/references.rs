//! Resolves descriptions and pronouns with a conditional logit (McFadden 1974, Conditional logit analysis of
//! qualitative choice behavior) over the entities mentioned earlier (for a description, only entities with a name).
//! `training/onrecord_training/references.py` fits the weights.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::qualifiers::share_sector;
use super::reference_features::{Anaphor, Candidate};
use super::resolver::{CorefResolver, MAX_BACK};
use super::scoring::Naming;
use crate::actors::entities::ReferenceChoice;
use crate::actors::mention::{Form, Kind};
use crate::feature_weights::FeatureWeights;
use crate::knowledge::pronouns::Pronoun;
use crate::model::NameTag;
use crate::syntax::Relation;

/// Minimum probability of the antecedent of a description. Chosen on the development part of the world articles.
const MIN_PROBABILITY: f32 = 0.4;

/// Minimum probability of the antecedent of "it" or "they" in a source. Set by hand.
const MIN_OF_SPEAKER: f32 = 0.25;

/// Number of following sentences that are searched for a person named after a pronoun. Set by hand.
const MAX_SENTENCES_AHEAD: usize = 4;

/// Probability of such an antecedent: approximately the share of correct speakers in the training articles. Set by
/// hand.
const CERTAINTY_AHEAD: f32 = 0.6;

impl CorefResolver<'_> {
    /// Returns the named entity that description `i` refers to, if it is probable enough.
    pub(super) fn learned_referent(&mut self, i: usize, kind: Kind) -> Option<usize> {
        let candidates = self.named_before(i, kind);
        self.chosen(i, kind_name(kind), candidates, MIN_PROBABILITY)
    }

    /// Returns the antecedent of the third-person pronoun with mention index `i`, if it is probable enough. "He" and
    /// "she" always get an antecedent if there is a candidate, and "it" or "they" at the beginning of a content refers
    /// to the source, if it can.
    pub(super) fn learned_antecedent(&mut self, i: usize, class: Pronoun) -> Option<usize> {
        let mut candidates = self.agreeing_before(i);
        if class == Pronoun::They {
            candidates.retain(|candidate| self.tags[candidate.entity] != Some(NameTag::Location));
        }
        let says_it = |candidate: &Candidate, opened| candidate.mentions.iter().any(|&j| self.is_source(j, opened));
        if let Some(opened) = self.opened_by(i)
            && candidates.iter().any(|candidate| says_it(candidate, opened))
        {
            candidates.retain(|candidate| says_it(candidate, opened));
        }
        let must = matches!(class, Pronoun::He | Pronoun::She);
        if must {
            candidates = self.not_named_in_own_words(i, candidates);
        }
        if must && candidates.is_empty() {
            return self.named_ahead(i);
        }
        let least = match must {
            true => 0.0,
            false if self.spoken.speaks(self.mentions[i].head) => MIN_OF_SPEAKER,
            false => MIN_PROBABILITY,
        };
        let is_sure = |candidate: &Candidate| self.genders[candidate.entity].is_some();
        let is_near =
            |candidate: &Candidate| self.mentions[i].sentence - self.mentions[candidate.mentions[0]].sentence <= 1;
        let is_named = |candidate: &Candidate| self.tags[candidate.entity].is_some();
        // A named entity nearby that is known to have the gender takes precedence over entities of unknown gender.
        if must && candidates.iter().any(|candidate| is_sure(candidate) && is_near(candidate) && is_named(candidate)) {
            candidates.retain(is_sure);
        }
        self.chosen(i, pronoun_name(class), candidates, least)
    }

    /// Returns the candidates that the content of mention `i` does not name outside of quotation marks, or all if none
    /// would be left: "he" in "he said that Brolin resigned" is not Brolin (Chomsky 1981, Lectures on Government and
    /// Binding, Principle C). Names that modify a noun ("a Brolin government") do not count.
    fn not_named_in_own_words(&self, i: usize, candidates: Vec<Candidate>) -> Vec<Candidate> {
        let named = self.named_by(i);
        let (inside, others): (Vec<Candidate>, Vec<Candidate>) =
            candidates.into_iter().partition(|candidate| named.contains(&(candidate.entity, Naming::Plain)));
        if others.is_empty() { inside } else { others }
    }

    /// Returns the person named next in the text, as a speaker or the subject of a clause. This is the antecedent of
    /// "he" or "she" if there is no candidate before, for example at the beginning of a text that starts with a
    /// quotation.
    fn named_ahead(&mut self, i: usize) -> Option<usize> {
        let last = self.mentions[i].sentence + MAX_SENTENCES_AHEAD;
        let is_person = |&j: &usize| self.mentions[j].form == Form::Name(NameTag::Person);
        let next = (i + 1..self.mentions.len()).take_while(|&j| self.mentions[j].sentence <= last).find(is_person)?;
        let (pronoun, person) = (&self.mentions[i], &self.mentions[next]);
        let differs = matches!((pronoun.gender, person.gender), (Some(a), Some(b)) if a != b);
        let is_subject = self.article.syntax.relation[person.head] == Relation::Nsubj;
        let may_be = !differs && (is_subject || self.spoken.speaks(person.head));
        let named = self.names[next].filter(|_| may_be)?;
        self.certainty[i] = CERTAINTY_AHEAD;
        Some(named)
    }

    /// Returns the most probable candidate if its probability is at least `least`; in a tie, the nearest.
    fn chosen(&mut self, i: usize, kind: &str, candidates: Vec<Candidate>, least: f32) -> Option<usize> {
        if candidates.is_empty() {
            return None;
        }
        let anaphor = self.anaphor(i, kind);
        let score = |candidate: &Candidate| {
            let mut score = 0.0;
            self.reference_features(&anaphor, candidate, &candidates, |feature| score += weights().of(feature));
            score
        };
        let mut probabilities: Vec<f32> = candidates.iter().map(score).collect();
        if self.keeps_choices {
            let told = |candidate: &Candidate| {
                let mut features = Vec::new();
                self.reference_features(&anaphor, candidate, &candidates, |feature| features.push(feature.to_owned()));
                let words = candidate.mentions.iter().copied().filter(|&j| !self.mentions[j].is_pronoun());
                (words.collect(), features)
            };
            let told = candidates.iter().map(told).collect();
            self.choices.push(ReferenceChoice { mention: i, candidates: told });
        }
        // The option of no antecedent has a score of 0.
        probabilities.push(0.0);
        onrecord_infer::softmax(&mut probabilities);
        let mut best = (least, None);
        for (candidate, &probability) in candidates.iter().zip(&probabilities) {
            if probability > best.0 || best.1.is_none() && probability >= least {
                best = (probability, Some(candidate.entity));
            }
        }
        if best.1.is_some() {
            self.certainty[i] = best.0;
        }
        best.1
    }

    /// Returns the properties of mention `i` that do not depend on its candidates.
    fn anaphor<'k>(&self, i: usize, kind: &'k str) -> Anaphor<'k> {
        Anaphor {
            i,
            kind,
            speaks: self.spoken.speaks(self.mentions[i].head),
            last_speaker: self.last_source(i),
            own_words: self.named_by(i),
        }
    }

    /// Returns the named entities mentioned before, except those that gender or syntax rules out.
    fn named_before(&self, i: usize, kind: Kind) -> Vec<Candidate> {
        let gender = self.mentions[i].gender;
        let differs = |entity: usize| matches!((gender, self.genders[entity]), (Some(a), Some(b)) if a != b);
        let mut found = self.mentioned_before(i, |work, j| work.tags[work.of[j]].is_some());
        if kind == Kind::Person {
            found = self.not_named_in_own_words(i, found);
        }
        found.retain(|candidate| {
            let entity = candidate.entity;
            let told = self.members[entity].iter().map(|&j| &self.mentions[j]).find(|mention| mention.is_name());
            let may_be = self.tags[entity].is_some_and(|tag| may_be_named(kind, tag))
                && (kind != Kind::Organization
                    || told.is_some_and(|name| share_sector(self.article, &self.mentions[i], name)));
            may_be && !differs(entity) && !self.is_coargument(i, entity) && !self.is_qualified_otherwise(i, entity)
        });
        found
    }

    /// Returns the entities mentioned before that agree with mention `i`.
    fn agreeing_before(&self, i: usize) -> Vec<Candidate> {
        self.mentioned_before(i, |work, j| work.agrees(i, j))
    }

    /// Returns the allowed entities of the mentions before mention `i`, the one mentioned last first.
    fn mentioned_before(&self, i: usize, is_allowed: impl Fn(&Self, usize) -> bool) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        let mut at: BTreeMap<usize, usize> = BTreeMap::new();
        let mut of_tag: BTreeMap<&str, usize> = BTreeMap::new();
        for j in (i.saturating_sub(MAX_BACK)..i).rev().filter(|&j| is_allowed(self, j)) {
            let entity = self.of[j];
            if let Some(&known) = at.get(&entity) {
                found[known].mentions.push(j);
                continue;
            }
            let described = || match self.mentions[self.members[entity][0]].form {
                Form::Nominal(kind) => kind_name(kind),
                _ => "other",
            };
            let tag = self.tags[entity].map_or_else(described, NameTag::name);
            let later = of_tag.entry(tag).or_default();
            at.insert(entity, found.len());
            found.push(Candidate { entity, tag, mentions: vec![j], rank: *later });
            *later += 1;
        }
        found
    }

    /// Returns the source of the last statement before the one whose source contains mention `i`.
    fn last_source(&self, i: usize) -> Option<usize> {
        let own = self.spoken.source(self.mentions[i].head)?;
        let is_other = |j: &usize| self.spoken.source(self.mentions[*j].head).is_some_and(|source| source != own);
        (i.saturating_sub(MAX_BACK)..i).rev().find(is_other).map(|j| self.of[j])
    }
}

/// Returns whether a description of this class can refer to a name with this tag.
fn may_be_named(kind: Kind, tag: NameTag) -> bool {
    match kind {
        Kind::Person => tag == NameTag::Person,
        Kind::Organization => matches!(tag, NameTag::Organization | NameTag::Location),
        Kind::People => matches!(tag, NameTag::Organization | NameTag::Norp),
        Kind::Document => matches!(tag, NameTag::Person | NameTag::Organization | NameTag::Location),
        Kind::Place => false,
    }
}

fn pronoun_name(class: Pronoun) -> &'static str {
    match class {
        Pronoun::He | Pronoun::She => "he or she",
        Pronoun::It => "it",
        Pronoun::They => "they",
        _ => "other",
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::People => "people",
        Kind::Organization => "organization",
        Kind::Place => "place",
        Kind::Document => "document",
    }
}

fn weights() -> &'static FeatureWeights {
    static WEIGHTS: OnceLock<FeatureWeights> = OnceLock::new();
    WEIGHTS.get_or_init(|| FeatureWeights::parse(onrecord_weights::REFERENCES))
}
