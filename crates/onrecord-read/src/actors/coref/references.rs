//! Descriptions and pronouns -> whom they take up, as learned: a conditional logit (McFadden 1974, Conditional logit analysis of qualitative
//! choice behavior) over those who are mentioned before (for a description, with a name), whose weights `training/onrecord_training/references.py` fits.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::qualifiers::share_sector;
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

/// A description or a pronoun, with what is known of it before its candidates are compared.
struct Anaphor<'k> {
    i: usize,
    /// What it is described as, or the class of the pronoun.
    kind: &'k str,
    /// Whether it is part of a source.
    speaks: bool,
    /// The entity that is the source of the statement before.
    last_speaker: Option<usize>,
    /// The entities that the words name whose source it is, and how.
    own_words: Vec<(usize, Naming)>,
}

/// The same of whoever speaks as "it" or "they". Set by hand.
const MIN_OF_SPEAKER: f32 = 0.25;

/// Sentences in which a person who is named after a pronoun is looked for. Set by hand.
const MAX_SENTENCES_AHEAD: usize = 4;

/// How probable it is that this person is meant: about the share that was right of the speakers of articles for training. Set by hand.
const CERTAINTY_AHEAD: f32 = 0.6;

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

    /// Calls `found` with each feature of the pair of description and candidate.
    fn reference_features(
        &self,
        anaphor: &Anaphor<'_>,
        candidate: &Candidate,
        all: &[Candidate],
        mut found: impl FnMut(&str),
    ) {
        let (i, kind) = (anaphor.i, anaphor.kind);
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
        let is_source = anaphor.speaks;
        let source = if is_source { "source" } else { "no source" };
        each(&["is", source, kind, tag]);
        let speaks = candidate.mentions.iter().any(|&j| self.spoken.speaks(self.mentions[j].head));
        each(&["speaks", if speaks { "yes" } else { "no" }, source, kind]);
        if is_source && anaphor.last_speaker == Some(candidate.entity) {
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
        if anaphor.own_words.iter().any(|(entity, _)| *entity == candidate.entity) {
            each(&["in its own words", kind]);
        }
        if anaphor.own_words.contains(&(candidate.entity, Naming::Plain)) {
            each(&["in its own words without marks", kind]);
        }
        if candidate.mentions.iter().any(|&j| self.spoken.is_said_by(self.mentions[j].head, m.head)) {
            each(&["stands in its words", kind]);
        }
        let best =
            candidate.mentions.iter().map(|&j| self.scores.score(i, j, self.pair(i, j))).fold(f32::MIN, f32::max);
        each(&["score", score_class(best - self.scores.none(i)), kind]);
        let told = &self.mentions[self.members[candidate.entity][0]];
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
        each(&["sector", if share_sector(self.article, m, told) { "may be" } else { "other" }, kind]);
        let took_up = |&j: &usize| self.mentions[j].is_nominal() && self.mentions[j].key == m.key;
        if candidate.mentions.iter().any(took_up) {
            each(&["taken up so before", kind]);
        }
        let has_noun = candidate
            .mentions
            .iter()
            .any(|&j| self.mentions[j].is_name() && self.mentions[j].key.iter().any(|w| w == noun));
        if has_noun {
            each(&["its name has the noun", kind]);
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

fn weights() -> &'static FeatureWeights {
    static WEIGHTS: OnceLock<FeatureWeights> = OnceLock::new();
    WEIGHTS.get_or_init(|| FeatureWeights::parse(onrecord_weights::REFERENCES))
}
