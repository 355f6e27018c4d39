//! Descriptions and pronouns -> whom they take up, as learned: a conditional logit (McFadden 1974, Conditional logit analysis of qualitative
//! choice behavior) over those who are mentioned before (for a description, with a name), whose weights `training/onrecord_training/references.py` fits.

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

/// The least probability of somebody whom a description takes up. Chosen on the development part of the world articles.
const MIN_PROBABILITY: f32 = 0.4;

/// The same of whoever speaks as "it" or "they". Set by hand.
const MIN_OF_SPEAKER: f32 = 0.25;

/// Sentences in which a person who is named after a pronoun is looked for. Set by hand.
const MAX_SENTENCES_AHEAD: usize = 4;

/// How probable it is that this person is meant: about the share that was right of the speakers of articles for training. Set by hand.
const CERTAINTY_AHEAD: f32 = 0.6;

impl CorefResolver<'_> {
    /// Returns the entity with a name that description `i` takes up, if one is probable enough.
    pub(super) fn learned_referent(&mut self, i: usize, kind: Kind) -> Option<usize> {
        let candidates = self.named_before(i, kind);
        self.chosen(i, kind_name(kind), candidates, MIN_PROBABILITY)
    }

    /// Returns the entity that the pronoun of the third person that mention `i` is takes up, if one is probable enough. "He" and "she"
    /// always take up somebody, and "it" at the beginning of somebody's words whoever says them.
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
        // Whoever is known to be a woman, rather than somebody of whom nothing is known.
        if must && candidates.iter().any(|candidate| is_sure(candidate) && is_near(candidate) && is_named(candidate)) {
            candidates.retain(is_sure);
        }
        self.chosen(i, pronoun_name(class), candidates, least)
    }

    /// The candidates that what mention `i` says does not name outside of quotation marks, if any are left: "he" in "he said that Brolin
    /// resigned" is not Brolin (Chomsky 1981, Lectures on Government and Binding, Principle C). "A Brolin government" names nobody.
    fn not_named_in_own_words(&self, i: usize, candidates: Vec<Candidate>) -> Vec<Candidate> {
        let named = self.named_by(i);
        let (inside, others): (Vec<Candidate>, Vec<Candidate>) =
            candidates.into_iter().partition(|candidate| named.contains(&(candidate.entity, Naming::Plain)));
        if others.is_empty() { inside } else { others }
    }

    /// The person whom the text names next, as a speaker or the subject of a clause: for "he" or "she" before anybody who may be
    /// meant, as in a text that begins with a quotation.
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

    /// Returns the most probable candidate, of equal ones the nearest, if its probability is at least `least`.
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
        // The score of nobody is 0.
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

    /// What is known of mention `i` before its candidates are compared.
    fn anaphor<'k>(&self, i: usize, kind: &'k str) -> Anaphor<'k> {
        Anaphor {
            i,
            kind,
            speaks: self.spoken.speaks(self.mentions[i].head),
            last_speaker: self.last_source(i),
            own_words: self.named_by(i),
        }
    }

    /// Those with a name who were mentioned before, and who are not ruled out by gender or by syntax.
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

    /// Those mentioned before who agree with mention `i`.
    fn agreeing_before(&self, i: usize) -> Vec<Candidate> {
        self.mentioned_before(i, |work, j| work.agrees(i, j))
    }

    /// The entities of the mentions before mention `i` that are allowed, the one mentioned last first.
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

    /// The entity that is the source of the last statement before the one that mention `i` is part of the source of.
    fn last_source(&self, i: usize) -> Option<usize> {
        let own = self.spoken.source(self.mentions[i].head)?;
        let is_other = |j: &usize| self.spoken.source(self.mentions[*j].head).is_some_and(|source| source != own);
        (i.saturating_sub(MAX_BACK)..i).rev().find(is_other).map(|j| self.of[j])
    }
}

/// Can a description of the kind take up a name of the kind?
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
