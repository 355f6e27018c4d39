//! Descriptions -> somebody with a name, as learned: a conditional logit (McFadden 1974, Conditional logit analysis of qualitative
//! choice behavior) over those who are named before, whose weights `training/onrecord_training/references.py` fits.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::qualifiers::share_sector;
use super::resolver::{CorefResolver, MAX_BACK};
use crate::actors::entities::ReferenceChoice;
use crate::actors::mention::{Form, Kind};
use crate::feature_weights::FeatureWeights;
use crate::knowledge::pronouns::Pronoun;
use crate::model::NameTag;

/// The least probability of somebody whom a description takes up. Chosen on the development part of the world articles.
const MIN_PROBABILITY: f32 = 0.4;

/// Somebody who may be meant.
struct Candidate {
    entity: usize,
    /// The kind of its name, or what it is described as.
    tag: &'static str,
    /// The mentions looked back on, the nearest first.
    mentions: Vec<usize>,
    /// How many of its kind of name were mentioned later.
    rank: usize,
}

impl CorefResolver<'_> {
    /// Returns the entity with a name that description `i` takes up, if one is probable enough.
    pub(super) fn learned_referent(&mut self, i: usize, kind: Kind) -> Option<usize> {
        let candidates = self.named_before(i);
        self.chosen(i, kind_name(kind), candidates, MIN_PROBABILITY)
    }

    /// Returns the entity that the pronoun of the third person that mention `i` is takes up, if one is probable enough. "He" and "she"
    /// always take up somebody, and so do "it" and "they" where they speak.
    pub(super) fn learned_antecedent(&mut self, i: usize, class: Pronoun) -> Option<usize> {
        let must = matches!(class, Pronoun::He | Pronoun::She) || self.spoken.speaks(self.mentions[i].head);
        let candidates = self.agreeing_before(i);
        self.chosen(i, pronoun_name(class), candidates, if must { 0.0 } else { MIN_PROBABILITY })
    }

    /// Returns the most probable candidate, if its probability is at least `least`.
    fn chosen(&mut self, i: usize, kind: &str, candidates: Vec<Candidate>, least: f32) -> Option<usize> {
        if candidates.is_empty() {
            return None;
        }
        let scores: Vec<f32> = candidates
            .iter()
            .map(|candidate| {
                let mut score = 0.0;
                self.reference_features(i, kind, candidate, &candidates, |feature| score += weights().of(feature));
                score
            })
            .collect();
        if self.keeps_choices {
            let mut of_candidates = Vec::new();
            for candidate in &candidates {
                let mut features = Vec::new();
                self.reference_features(i, kind, candidate, &candidates, |feature| features.push(feature.to_owned()));
                let names = self.members[candidate.entity].iter().copied().filter(|&j| !self.mentions[j].is_pronoun());
                of_candidates.push((names.collect(), features));
            }
            self.choices.push(ReferenceChoice { mention: i, candidates: of_candidates });
        }
        let total = 1.0 + scores.iter().map(|&score| exp(score)).sum::<f32>();
        let best = candidates.iter().zip(scores).max_by(|a, b| a.1.total_cmp(&b.1))?;
        let probability = exp(best.1) / total;
        if probability < least {
            return None;
        }
        self.certainty[i] = probability;
        Some(best.0.entity)
    }

    /// Those with a name who were mentioned before, and who are not ruled out by gender or by syntax.
    fn named_before(&self, i: usize) -> Vec<Candidate> {
        let gender = self.mentions[i].gender;
        let differs = |entity: usize| matches!((gender, self.genders[entity]), (Some(a), Some(b)) if a != b);
        let mut found = self.mentioned_before(i, |work, j| work.name_tag(work.of[j]).is_some());
        found.retain(|candidate| !differs(candidate.entity) && !self.is_coargument(i, candidate.entity));
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
            let tag = self.name_tag(entity).map_or_else(described, NameTag::name);
            let later = of_tag.entry(tag).or_default();
            at.insert(entity, found.len());
            found.push(Candidate { entity, tag, mentions: vec![j], rank: *later });
            *later += 1;
        }
        found
    }

    /// The kind of the first name of an entity.
    fn name_tag(&self, entity: usize) -> Option<NameTag> {
        self.members[entity].iter().find_map(|&k| match self.mentions[k].form {
            Form::Name(tag) => Some(tag),
            _ => None,
        })
    }

    /// Calls `found` with each feature of the pair of description and candidate.
    fn reference_features(
        &self,
        i: usize,
        kind: &str,
        candidate: &Candidate,
        all: &[Candidate],
        mut found: impl FnMut(&str),
    ) {
        let m = &self.mentions[i];
        let tag = candidate.tag;
        let mut name = String::with_capacity(64);
        let mut each = |parts: &[&str]| {
            name.clear();
            for (n, part) in parts.iter().enumerate() {
                if n > 0 {
                    name.push('|');
                }
                name.push_str(part);
            }
            found(&name);
        };
        let noun = m.key.last().map_or("", String::as_str);
        each(&["kind", kind, tag]);
        each(&["noun", noun, tag]);
        let nearest = candidate.mentions[0];
        let apart = match m.sentence - self.mentions[nearest].sentence {
            0 => "same sentence",
            1 => "sentence before",
            2 => "2 sentences",
            3..=5 => "3 to 5 sentences",
            6..=12 => "6 to 12 sentences",
            _ => "further",
        };
        each(&["apart", apart, kind]);
        let rank = ["nearest", "second", "third"].get(candidate.rank).copied().unwrap_or("further");
        each(&["rank", rank, kind]);
        each(&["rank", rank, kind, tag]);
        let n = candidate.mentions.len();
        each(&["mentions", ["", "1", "2"].get(n).copied().unwrap_or(if n < 6 { "3 to 5" } else { "6 or more" }), kind]);
        let of_tag = || all.iter().filter(|other| other.tag == candidate.tag);
        if of_tag().all(|other| other.mentions.len() <= n) {
            each(&["most mentioned", kind, tag]);
        }
        if of_tag().count() == 1 {
            each(&["only one", kind, tag]);
        }
        if self.members[candidate.entity].first().is_some_and(|&first| self.mentions[first].sentence <= 1) {
            each(&["named at the beginning", kind, tag]);
        }
        let is_source = self.spoken.speaks(m.head);
        let source = if is_source { "source" } else { "no source" };
        each(&["is", source, kind, tag]);
        let speaks = candidate.mentions.iter().any(|&j| self.spoken.speaks(self.mentions[j].head));
        each(&["speaks", if speaks { "yes" } else { "no" }, source, kind]);
        if is_source && self.last_source(i) == Some(candidate.entity) {
            each(&["last speaker", kind, tag]);
            each(&["last speaker", apart, kind]);
        }
        let role = if self.is_subject(&self.mentions[nearest]) { "subject" } else { "no subject" };
        each(&[role, kind]);
        each(&[role, apart, kind]);
        each(&["nearest is", self.form_name(nearest), kind]);
        let paragraph = |j: usize| self.article.index.paragraph[self.mentions[j].head];
        let beside = if paragraph(i) == paragraph(nearest) { "same paragraph" } else { "other paragraph" };
        each(&[beside, kind]);
        each(&[beside, role, source, kind]);
        if let Some(opened) = self.opened_by(i) {
            let says_it = candidate.mentions.iter().any(|&j| self.is_source(j, opened));
            each(&["begins words of", if says_it { "its own" } else { "another" }, kind]);
        }
        if self.named_by(i).contains(&candidate.entity) {
            each(&["in its own words", kind]);
        }
        if candidate.mentions.iter().any(|&j| self.spoken.is_said_by(self.mentions[j].head, m.head)) {
            each(&["stands in its words", kind]);
        }
        let best =
            candidate.mentions.iter().map(|&j| self.scores.score(i, j, self.pair(i, j))).fold(f32::MIN, f32::max);
        each(&["score", score_class(best - self.scores.none(i)), kind]);
        let told = self.mentions[self.members[candidate.entity][0]].clone();
        if matches!(m.form, Form::Pronoun(_)) {
            let fits = |candidate: &Candidate| m.gender.is_some() && self.genders[candidate.entity] == m.gender;
            let gender = match fits(candidate) {
                true => "fits",
                false if all.iter().any(fits) => "unknown, that of another fits",
                false => "unknown",
            };
            each(&["gender", gender, kind]);
            return;
        }
        each(&["sector", if share_sector(self.article, m, &told) { "may be" } else { "other" }, kind]);
        let took_up = |&&j: &&usize| self.mentions[j].is_nominal() && self.mentions[j].key == m.key;
        if candidate.mentions.iter().find(took_up).is_some() {
            each(&["taken up so before", kind]);
        }
        let has_noun = candidate
            .mentions
            .iter()
            .any(|&j| self.mentions[j].is_name() && self.mentions[j].key.iter().any(|w| w == noun));
        if has_noun {
            each(&["its name has the noun", kind]);
        }
        if self.is_qualified_otherwise(i, candidate.entity) {
            each(&["qualified otherwise", kind]);
        }
        let first = self.article.lower(m.tokens.start);
        let determiner = if m.tokens.start == m.head {
            "bare"
        } else if self.article.grammar().definite.has(first) {
            "definite"
        } else if self.is_definite(i) {
            "known"
        } else {
            "other"
        };
        each(&["determiner", determiner, kind, tag]);
        each(&["words", if m.tokens.len() <= 2 { "one or two" } else { "more" }, kind]);
    }

    fn form_name(&self, mention: usize) -> &'static str {
        match self.mentions[mention].form {
            Form::Name(_) => "name",
            Form::Nominal(_) => "description",
            Form::Pronoun(_) => "pronoun",
        }
    }

    /// The entity that is the source of the last statement before the one that mention `i` is part of the source of.
    fn last_source(&self, i: usize) -> Option<usize> {
        let own = self.spoken.source(self.mentions[i].head)?;
        let is_other = |j: &usize| self.spoken.source(self.mentions[*j].head).is_some_and(|source| source != own);
        (i.saturating_sub(MAX_BACK)..i).rev().find(is_other).map(|j| self.of[j])
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

fn score_class(score: f32) -> &'static str {
    match score {
        s if s < -6.0 => "below -6",
        s if s < -4.0 => "-6 to -4",
        s if s < -2.5 => "-4 to -2.5",
        s if s < -1.0 => "-2.5 to -1",
        s if s < 0.0 => "-1 to 0",
        s if s < 1.5 => "0 to 1.5",
        _ => "above 1.5",
    }
}

/// The exponential, of scores that are too high for it that of the highest that fits.
fn exp(score: f32) -> f32 {
    score.min(60.0).exp()
}

fn weights() -> &'static FeatureWeights {
    static WEIGHTS: OnceLock<FeatureWeights> = OnceLock::new();
    WEIGHTS.get_or_init(|| FeatureWeights::parse(onrecord_weights::REFERENCES))
}
