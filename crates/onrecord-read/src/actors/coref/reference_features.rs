//! The features of an anaphor (a description or pronoun) and a candidate antecedent; `weights/references.txt` has their
//! weights.

use super::qualifiers::share_sector;
use super::resolver::CorefResolver;
use super::scoring::Naming;
use crate::actors::mention::Form;

/// An anaphor, with the properties that do not depend on its candidates.
pub(super) struct Anaphor<'k> {
    pub(super) i: usize,
    /// The semantic class of the description, or the class of the pronoun.
    pub(super) kind: &'k str,
    /// Whether it is part of a source.
    pub(super) speaks: bool,
    /// The entity that is the source of the preceding statement.
    pub(super) last_speaker: Option<usize>,
    /// The entities that are named in the content of the statement whose source contains the anaphor, and how they are
    /// named.
    pub(super) own_words: Vec<(usize, Naming)>,
}

/// A candidate antecedent.
pub(super) struct Candidate {
    pub(super) entity: usize,
    /// The tag of its name, or the semantic class of its description.
    pub(super) tag: &'static str,
    /// Its mentions within the search window, the nearest first.
    pub(super) mentions: Vec<usize>,
    /// The number of candidates with the same tag that are mentioned nearer to the anaphor.
    pub(super) rank: usize,
}

/// Passes on the names of features, which are joined from parts.
struct Features<F> {
    name: String,
    found: F,
}

impl<F: FnMut(&str)> Features<F> {
    fn add(&mut self, parts: &[&str]) {
        self.name.clear();
        for (n, part) in parts.iter().enumerate() {
            if n > 0 {
                self.name.push('|');
            }
            self.name.push_str(part);
        }
        (self.found)(&self.name);
    }
}

/// An anaphor and one of its candidates.
struct Pair<'p> {
    anaphor: &'p Anaphor<'p>,
    candidate: &'p Candidate,
    /// All candidates.
    all: &'p [Candidate],
    /// The class of the distance between the two in sentences.
    apart: &'static str,
}

impl CorefResolver<'_> {
    /// Calls `found` with each feature of the anaphor and the candidate.
    pub(super) fn reference_features(
        &self,
        anaphor: &Anaphor<'_>,
        candidate: &Candidate,
        all: &[Candidate],
        found: impl FnMut(&str),
    ) {
        let (i, kind, tag) = (anaphor.i, anaphor.kind, candidate.tag);
        let mention = &self.mentions[i];
        let apart = distance_class(mention.sentence - self.mentions[candidate.mentions[0]].sentence);
        let pair = Pair { anaphor, candidate, all, apart };
        let mut features = Features { name: String::with_capacity(64), found };
        features.add(&["kind", kind, tag]);
        features.add(&["noun", mention.key.last().map_or("", String::as_str), tag]);
        self.add_prominence(&pair, &mut features);
        self.add_speech(&pair, &mut features);
        let best =
            candidate.mentions.iter().map(|&j| self.scores.score(i, j, self.pair(i, j))).fold(f32::MIN, f32::max);
        features.add(&["score", score_class(best - self.scores.none(i)), kind]);
        if matches!(mention.form, Form::Pronoun(_)) {
            self.add_gender(&pair, &mut features);
        } else {
            self.add_words(&pair, &mut features);
        }
    }

    /// Adds features for the distance, rank and frequency of the candidate.
    fn add_prominence(&self, pair: &Pair<'_>, features: &mut Features<impl FnMut(&str)>) {
        let Pair { anaphor, candidate, all, apart } = *pair;
        let (kind, tag) = (anaphor.kind, candidate.tag);
        features.add(&["apart", apart, kind]);
        let rank = ["nearest", "second", "third"].get(candidate.rank).copied().unwrap_or("further");
        features.add(&["rank", rank, kind]);
        features.add(&["rank", rank, kind, tag]);
        let n = candidate.mentions.len();
        let mentions = ["", "1", "2"].get(n).copied().unwrap_or(if n < 6 { "3 to 5" } else { "6 or more" });
        features.add(&["mentions", mentions, kind]);
        let of_tag = || all.iter().filter(|other| other.tag == tag);
        if of_tag().all(|other| other.mentions.len() <= n) {
            features.add(&["most mentioned", kind, tag]);
        }
        if of_tag().count() == 1 {
            features.add(&["only one", kind, tag]);
        }
        if self.members[candidate.entity].first().is_some_and(|&first| self.mentions[first].sentence <= 1) {
            features.add(&["named at the beginning", kind, tag]);
        }
    }

    /// Adds features for speakers, grammatical role and paragraph.
    fn add_speech(&self, pair: &Pair<'_>, features: &mut Features<impl FnMut(&str)>) {
        let Pair { anaphor, candidate, apart, .. } = *pair;
        let (i, kind, tag) = (anaphor.i, anaphor.kind, candidate.tag);
        let nearest = candidate.mentions[0];
        let source = if anaphor.speaks { "source" } else { "no source" };
        features.add(&["is", source, kind, tag]);
        let speaks = candidate.mentions.iter().any(|&j| self.spoken.speaks(self.mentions[j].head));
        features.add(&["speaks", if speaks { "yes" } else { "no" }, source, kind]);
        if anaphor.speaks && anaphor.last_speaker == Some(candidate.entity) {
            features.add(&["last speaker", kind, tag]);
            features.add(&["last speaker", apart, kind]);
        }
        let role = if self.is_subject(&self.mentions[nearest]) { "subject" } else { "no subject" };
        features.add(&[role, kind]);
        features.add(&[role, apart, kind]);
        features.add(&["nearest is", self.form_name(nearest), kind]);
        let paragraph = |j: usize| self.article.index.paragraph[self.mentions[j].head];
        let beside = if paragraph(i) == paragraph(nearest) { "same paragraph" } else { "other paragraph" };
        features.add(&[beside, kind]);
        features.add(&[beside, role, source, kind]);
        if anaphor.own_words.iter().any(|(entity, _)| *entity == candidate.entity) {
            features.add(&["in its own words", kind]);
        }
        if anaphor.own_words.contains(&(candidate.entity, Naming::Plain)) {
            features.add(&["in its own words without marks", kind]);
        }
        let head = self.mentions[i].head;
        if candidate.mentions.iter().any(|&j| self.spoken.is_said_by(self.mentions[j].head, head)) {
            features.add(&["stands in its words", kind]);
        }
    }

    /// Adds whether a pronoun agrees with the gender of the candidate.
    fn add_gender(&self, pair: &Pair<'_>, features: &mut Features<impl FnMut(&str)>) {
        let gender = self.mentions[pair.anaphor.i].gender;
        let fits = |candidate: &Candidate| gender.is_some() && self.genders[candidate.entity] == gender;
        let fit = match fits(pair.candidate) {
            true => "fits",
            false if pair.all.iter().any(fits) => "unknown, that of another fits",
            false => "unknown",
        };
        features.add(&["gender", fit, pair.anaphor.kind]);
    }

    /// Adds whether the words of a description match the candidate.
    fn add_words(&self, pair: &Pair<'_>, features: &mut Features<impl FnMut(&str)>) {
        let Pair { anaphor, candidate, .. } = *pair;
        let (i, kind) = (anaphor.i, anaphor.kind);
        let mention = &self.mentions[i];
        let named = &self.mentions[self.members[candidate.entity][0]];
        features.add(&["sector", if share_sector(self.article, mention, named) { "may be" } else { "other" }, kind]);
        let took_up = |&j: &usize| self.mentions[j].is_nominal() && self.mentions[j].key == mention.key;
        if candidate.mentions.iter().any(took_up) {
            features.add(&["taken up so before", kind]);
        }
        let noun = mention.key.last().map_or("", String::as_str);
        let has_noun = |&j: &usize| self.mentions[j].is_name() && self.mentions[j].key.iter().any(|word| word == noun);
        if candidate.mentions.iter().any(has_noun) {
            features.add(&["its name has the noun", kind]);
        }
        let determiner = if mention.tokens.start == mention.head {
            "bare"
        } else if self.article.grammar().definite.has(self.article.lower(mention.tokens.start)) {
            "definite"
        } else if self.is_definite(i) {
            "known"
        } else {
            "other"
        };
        features.add(&["determiner", determiner, kind, candidate.tag]);
        features.add(&["words", if mention.tokens.len() <= 2 { "one or two" } else { "more" }, kind]);
    }

    fn form_name(&self, mention: usize) -> &'static str {
        match self.mentions[mention].form {
            Form::Name(_) => "name",
            Form::Nominal(_) => "description",
            Form::Pronoun(_) => "pronoun",
        }
    }
}

fn distance_class(n_sentences: usize) -> &'static str {
    match n_sentences {
        0 => "same sentence",
        1 => "sentence before",
        2 => "2 sentences",
        3..=5 => "3 to 5 sentences",
        6..=12 => "6 to 12 sentences",
        _ => "further",
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
