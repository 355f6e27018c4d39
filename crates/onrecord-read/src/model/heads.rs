//! The model heads: they turn token vectors into scores for roles, names, syntax, mentions and coreference.
//!
//! Shapes and tables match `training/onrecord_training/model.py`; loading checks the label lists.

use std::ops::Range;

use onrecord_infer::{HiddenLayer, Linear, Weights, dots};

use super::relations::Relations;
use super::scores::{best, log_sum_exp};
use crate::error::{self, Error};
use crate::syntax::{Relation, Upos};

/// Number of role tags of a token: `O`, then begin and inside for each role.
pub(crate) const ROLE_TAGS: usize = 7;
/// Number of tags relative to one cue: `O`, begin and inside of source, begin and inside of content.
pub(crate) const OWN_TAGS: usize = 5;
/// Number of name tags: `O`, then begin and inside for PER, LOC, ORG, NORP, MISC.
pub(crate) const NAME_TAGS: usize = 11;
const MENTION_TYPES: usize = 8;

/// The types of names, in the order of the tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum NameTag {
    Person,
    Location,
    Organization,
    /// Nationalities, religious and political groups, as nouns and adjectives.
    Norp,
    /// Events, works, laws, products.
    Misc,
}

impl NameTag {
    /// Returns its label in the weights.
    pub(crate) fn name(self) -> &'static str {
        match self {
            NameTag::Person => "PER",
            NameTag::Location => "LOC",
            NameTag::Organization => "ORG",
            NameTag::Norp => "NORP",
            NameTag::Misc => "MISC",
        }
    }

    pub(crate) const ALL: [NameTag; 5] =
        [NameTag::Person, NameTag::Location, NameTag::Organization, NameTag::Norp, NameTag::Misc];
}

const LABELS: &[(&str, &str)] = &[
    ("role_tags", r#"["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]"#),
    ("own_tags", r#"["O", "B-source", "I-source", "B-content", "I-content"]"#),
    (
        "name_tags",
        r#"["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-NORP", "I-NORP", "B-MISC", "I-MISC"]"#,
    ),
    ("mention_types", r#"["none", "person", "organization", "place", "time", "event", "thing", "abstract"]"#),
];

/// A bilinear score of two vectors for each label: `[x; 1] W [y; 1]`.
pub(super) struct Bilinear {
    left: Linear,
    pub(super) right: usize,
}

impl Bilinear {
    /// Returns the left sides multiplied by the weights: labels x (right + 1) values for each row.
    pub(super) fn left(&self, x: &[f32], rows: usize) -> Vec<f32> {
        self.left.apply(x, rows)
    }

    /// Returns the score of one prepared label row (right + 1 values) with one right side.
    pub(super) fn score(&self, prepared: &[f32], y: &[f32]) -> f32 {
        let mut out = [0.0];
        dots(&prepared[..self.right], y, self.right, &mut out);
        out[0] + prepared[self.right]
    }

    /// Appends the scores of one prepared label row with many right sides.
    pub(super) fn scores(&self, prepared: &[f32], right: &[f32], out: &mut Vec<f32>) {
        let start = out.len();
        out.resize(start + right.len() / self.right, 0.0);
        dots(&prepared[..self.right], right, self.right, &mut out[start..]);
        out[start..].iter_mut().for_each(|score| *score += prepared[self.right]);
    }
}

/// All heads.
pub(crate) struct Heads {
    roles: Linear,
    own_cue: HiddenLayer,
    own_token: HiddenLayer,
    own: Bilinear,
    own_distance: Vec<f32>,
    names: Linear,
    upos: Linear,
    upos_labels: Vec<Upos>,
    arc_dependent: HiddenLayer,
    arc_head: HiddenLayer,
    arc: Bilinear,
    root: Vec<f32>,
    relations: Relations,
    mention: Linear,
    pub(super) coref_anaphor: HiddenLayer,
    pub(super) coref_antecedent: HiddenLayer,
    pub(super) coref: Bilinear,
    pub(super) coref_new: Linear,
    pub(super) coref_match: Vec<f32>,
    pub(super) coref_pronoun: Vec<f32>,
    pub(super) coref_sentences: Vec<f32>,
    pub(super) coref_mentions: Vec<f32>,
}

/// Loads parts of the heads by their names in the weights.
pub(super) struct Loader<'w>(pub(super) &'w Weights);

impl Loader<'_> {
    pub(super) fn list(&self, key: &str) -> Result<Vec<String>, Error> {
        serde_json::from_str(self.0.metadata(key).unwrap_or("")).map_err(|e| error::weights(key, e.to_string()))
    }

    pub(super) fn linear(&self, name: &str, outputs: usize) -> Result<Linear, Error> {
        let found = Linear::load(self.0, name).map_err(broken)?;
        if found.outputs() == outputs {
            Ok(found)
        } else {
            Err(error::weights(name, format!("expected {outputs} outputs, found {}", found.outputs())))
        }
    }

    pub(super) fn hidden(&self, name: &str) -> Result<HiddenLayer, Error> {
        HiddenLayer::load(self.0, name).map_err(broken)
    }

    pub(super) fn table(&self, name: &str, n: usize) -> Result<Vec<f32>, Error> {
        let values = self.0.tensor(name).and_then(|t| t.to_f32()).map_err(broken)?;
        if values.len() == n {
            Ok(values)
        } else {
            Err(error::weights(name, format!("expected {n} values, found {}", values.len())))
        }
    }

    pub(super) fn bilinear(&self, name: &str, labels: usize, right: &HiddenLayer) -> Result<Bilinear, Error> {
        let right = right.outputs();
        Ok(Bilinear { left: self.linear(name, labels * (right + 1))?, right })
    }
}

fn broken(e: onrecord_infer::Error) -> Error {
    error::weights("weights", e.to_string())
}

impl Heads {
    /// Loads the heads.
    ///
    /// # Errors
    ///
    /// [`crate::ErrorKind::Weights`] if a part is missing or has another shape, or if the labels differ from those in
    /// the code.
    pub(crate) fn load(weights: &Weights) -> Result<Heads, Error> {
        for (key, expected) in LABELS {
            if weights.metadata(key) != Some(expected) {
                return Err(error::weights(key, format!("expected the labels {expected}")));
            }
        }
        let load = Loader(weights);
        let parse = |t: &String| Upos::parse(t).ok_or_else(|| error::weights("upos", format!("unknown tag {t}")));
        let upos_labels = load.list("upos")?.iter().map(parse).collect::<Result<Vec<Upos>, _>>()?;
        let own_token = load.hidden("own_token")?;
        let arc_head = load.hidden("arc_head")?;
        let coref_antecedent = load.hidden("coref_antecedent")?;
        Ok(Heads {
            roles: load.linear("roles", ROLE_TAGS)?,
            own_cue: load.hidden("own_cue")?,
            own: load.bilinear("own", OWN_TAGS, &own_token)?,
            own_distance: load.table("own_distance.weight", 96 * OWN_TAGS)?,
            own_token,
            names: load.linear("names", NAME_TAGS)?,
            upos: load.linear("upos", upos_labels.len())?,
            upos_labels,
            arc_dependent: load.hidden("arc_dependent")?,
            arc: load.bilinear("arc", 1, &arc_head)?,
            root: load.table("root", arc_head.outputs())?,
            arc_head,
            relations: Relations::load(weights, &load.list("relations")?)?,
            mention: load.linear("mention", MENTION_TYPES)?,
            coref_anaphor: load.hidden("coref_anaphor")?,
            coref: load.bilinear("coref", 1, &coref_antecedent)?,
            coref_antecedent,
            coref_new: load.linear("coref_new", 1)?,
            coref_match: load.table("coref_match.weight", 36)?,
            coref_pronoun: load.table("coref_pronoun.weight", 100)?,
            coref_sentences: load.table("coref_sentences.weight", 24)?,
            coref_mentions: load.table("coref_mentions.weight", 24)?,
        })
    }

    /// Returns the scores of [`ROLE_TAGS`] for each of `rows` vectors.
    pub(crate) fn roles(&self, states: &[f32], rows: usize) -> Vec<f32> {
        self.roles.apply(states, rows)
    }

    /// Returns the scores of [`NAME_TAGS`] for each vector.
    pub(crate) fn names(&self, states: &[f32], rows: usize) -> Vec<f32> {
        self.names.apply(states, rows)
    }

    /// Returns the index of the most probable mention type for each vector: 0 `none`, 1 `person`, 2 `organization`, 3
    /// `place`, 4 `time`, 5 `event`, 6 `thing`, 7 `abstract`.
    pub(crate) fn mention_types(&self, states: &[f32], rows: usize) -> Vec<u8> {
        self.mention.apply(states, rows).chunks_exact(MENTION_TYPES).map(|row| best(row) as u8).collect()
    }

    /// Returns the part of speech of each vector.
    pub(crate) fn upos(&self, states: &[f32], rows: usize) -> Vec<Upos> {
        let scores = self.upos.apply(states, rows);
        scores.chunks_exact(self.upos_labels.len()).map(|row| self.upos_labels[best(row)]).collect()
    }

    /// Returns the part of speech with this index in the weights.
    #[cfg(test)]
    pub(super) fn upos_label(&self, number: usize) -> Option<Upos> {
        self.upos_labels.get(number).copied()
    }

    /// Prepares the tokens of one window for [`Own`].
    pub(crate) fn own<'a>(&'a self, states: &'a [f32], roles: &[f32], rows: usize) -> Own<'a> {
        let flat = |r: &[f32]| [log_sum_exp(&[r[0], r[3], r[4]]), r[1], r[2], r[5], r[6]];
        Own {
            heads: self,
            states,
            flat: roles.chunks_exact(ROLE_TAGS).map(flat).collect(),
            tokens: self.own_token.apply(states, rows),
            width: states.len() / rows.max(1),
        }
    }

    /// Returns the scores of candidate heads within one sentence: for each token, one score per token of the sentence
    /// and a last one for the root.
    pub(crate) fn arcs(&self, states: &[f32], rows: usize) -> Vec<f32> {
        let prepared = self.arc.left(&self.arc_dependent.apply(states, rows), rows);
        let heads = self.arc_head.apply(states, rows);
        let width = self.arc.right;
        let mut out = Vec::with_capacity(rows * (rows + 1));
        for row in prepared.chunks_exact(width + 1) {
            self.arc.scores(row, &heads, &mut out);
            out.push(self.arc.score(row, &self.root));
        }
        out
    }

    /// Returns the relations of tokens, given their heads (within the same rows) and parts of speech.
    pub(crate) fn relations(&self, states: &[f32], heads: &[Option<usize>], upos: &[Upos]) -> Vec<Relation> {
        self.relations.of(states, heads, upos)
    }
}

/// The data for linking the cues of one window to their sources and contents.
pub(crate) struct Own<'a> {
    heads: &'a Heads,
    states: &'a [f32],
    /// The role scores of each token, without those for cues.
    flat: Vec<[f32; OWN_TAGS]>,
    tokens: Vec<f32>,
    width: usize,
}

impl Own<'_> {
    /// Prepares the given non-empty cues for [`Own::tags`].
    pub(crate) fn prepare(&self, cues: &[Range<usize>]) -> Vec<f32> {
        let row = |i: usize| &self.states[i * self.width..(i + 1) * self.width];
        let ends: Vec<f32> =
            cues.iter().flat_map(|cue| [row(cue.start), row(cue.end - 1)]).flatten().copied().collect();
        self.heads.own.left(&self.heads.own_cue.apply(&ends, cues.len()), cues.len())
    }

    /// Returns the scores of [`OWN_TAGS`] for each token of the window relative to one cue; `prepared` is the cue's
    /// part of the result of [`Own::prepare`]. `place` returns the position of a token: 0 in the sentence of the cue, 1
    /// in its paragraph, 2 elsewhere.
    pub(crate) fn tags(&self, prepared: &[f32], cue: &Range<usize>, place: impl Fn(usize) -> usize) -> Vec<f32> {
        let own = &self.heads.own;
        let (first, last) = (cue.start, cue.end - 1);
        let mut out = vec![0.0; self.flat.len() * OWN_TAGS];
        let mut scores = Vec::with_capacity(self.flat.len());
        for (tag, prepared) in prepared.chunks_exact(own.right + 1).enumerate() {
            scores.clear();
            own.scores(prepared, &self.tokens, &mut scores);
            out.iter_mut().skip(tag).step_by(OWN_TAGS).zip(&scores).for_each(|(out, score)| *out = *score);
        }
        for (i, (out, flat)) in out.chunks_exact_mut(OWN_TAGS).zip(&self.flat).enumerate() {
            let distance = if i > last {
                (i - last) as isize
            } else if i < first {
                i as isize - first as isize
            } else {
                0
            };
            let near = place(i) * 32 + distance_bucket(distance);
            let bias = &self.heads.own_distance[near * OWN_TAGS..(near + 1) * OWN_TAGS];
            out.iter_mut().zip(bias.iter().zip(flat)).for_each(|(out, (bias, flat))| *out = *out + bias + flat);
        }
        out
    }
}

/// Returns the bucket of a signed distance in tokens, 0 to 31: exact near 0, then by powers of the square root of 2, as
/// in training.
pub(super) fn distance_bucket(distance: isize) -> usize {
    let side = if distance > 0 { 16 } else { 0 };
    let d = distance.unsigned_abs().min(300);
    // The distances from 6 on at which 5 + floor(2 log2(d / 5)) increases.
    const STEPS: [usize; 10] = [8, 10, 15, 20, 29, 40, 57, 80, 114, 160];
    let bucket = if d < 6 { d } else { 5 + STEPS.iter().filter(|&&s| d >= s).count() };
    side + bucket.min(15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_those_of_training() {
        // Pairs of (distance, bucket) written by distance_bucket of the training code.
        for (d, bucket) in [
            (0, 0),
            (-1, 1),
            (-5, 5),
            (-6, 5),
            (-7, 5),
            (-8, 6),
            (-10, 7),
            (-14, 7),
            (-15, 8),
            (-300, 15),
            (1, 17),
            (6, 21),
            (10, 23),
            (20, 25),
            (29, 26),
            (57, 28),
            (113, 29),
            (114, 30),
            (160, 31),
            (300, 31),
        ] {
            assert_eq!(distance_bucket(d), bucket, "{d}");
        }
    }
}
