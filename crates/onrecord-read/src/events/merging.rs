//! Merges mentions of the same event: a logistic regression over pairs of mentions, trained on articles in which
//! annotators marked every mention.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use onrecord_infer::softmax;
use onrecord_record::{Event, Span};

use super::coding_input::CodingInput;
use super::detected::DetectedEvent;
use super::ontology::{Ontology, Property};
use super::pair_features::{ComparedMention, features};
use crate::article::ArticleView;
use crate::feature_weights::FeatureWeights;

/// The minimum score for two mentions to be of the same event, which corresponds to a probability of 0.75. Chosen on
/// the development part of the world articles.
const MIN_SCORE: f32 = 1.1;

/// The maximum number of steps in the tree between an attack and its victims.
const MAX_STEPS: usize = 3;

/// The maximum number of earlier mentions of a type that are compared with a new one.
const MAX_BACK: usize = 60;

/// Two mentions of events of one type, with the probability that they are of the same event.
#[derive(Debug, Clone, PartialEq)]
pub struct MentionPair {
    /// The anchor of the earlier mention.
    pub earlier: Span,
    /// The anchor of the later mention.
    pub later: Span,
    /// The names of the features of the pair; `weights/event_merging.txt` has the weight of each.
    pub features: Vec<String>,
    /// The probability, from 0 to 1, that both mentions refer to the same event.
    pub probability: f32,
}

/// The earlier mentions by type, in text order, each with the event of the record that it belongs to.
#[derive(Default)]
pub(super) struct EarlierMentions<'a> {
    of_type: BTreeMap<String, Vec<(Event, &'a DetectedEvent, usize)>>,
}

impl<'a> EarlierMentions<'a> {
    /// Returns the event of the record that a new mention belongs to, or `None` if it is the first mention of its
    /// event. Calls `pair` with each earlier mention that is compared.
    pub(super) fn find(
        &self,
        event: &Event,
        by: &DetectedEvent,
        input: &CodingInput<'_>,
        mut pair: impl FnMut(MentionPair),
        wanted: bool,
    ) -> Option<usize> {
        let earlier = self.of_type.get(&event.event_type)?;
        let later = ComparedMention { event, by, number: earlier.len() };
        let sentence = input.article.sentence(by.anchor.start);
        let beside = earlier.iter().rev().take_while(|(_, other, _)| sentence.contains(&other.anchor.start));
        let attack = beside.filter(|_| by.has(Property::Violent)).find(|(other, other_by, _)| {
            is_outcome(ComparedMention { event: other, by: other_by, number: 0 }, later, input.article)
        });
        if let Some((.., of)) = attack {
            return Some(*of);
        }
        let mut best: Option<(f32, usize)> = None;
        for (number, (other, other_by, of)) in earlier.iter().enumerate().rev().take(MAX_BACK) {
            // A planned event and one that has happened are different events.
            if other.status != event.status || is_repeated(by, other, event) {
                continue;
            }
            let mention = ComparedMention { event: other, by: other_by, number };
            let (mut score, mut names) = (0.0, Vec::new());
            features(mention, later, input, |feature| {
                score += weights().of(feature);
                if wanted {
                    names.push(feature.to_owned());
                }
            });
            if wanted {
                let mut row = [0.0, score];
                softmax(&mut row);
                pair(MentionPair { earlier: other.anchor, later: event.anchor, features: names, probability: row[1] });
            }
            if score >= MIN_SCORE && best.is_none_or(|(most, _)| score > most) {
                best = Some((score, *of));
            }
        }
        best.map(|(_, of)| of)
    }

    /// Adds a mention of event number `of` of the record.
    pub(super) fn add(&mut self, event: Event, by: &'a DetectedEvent, of: usize) {
        self.of_type.entry(event.event_type.clone()).or_default().push((event, by, of));
    }
}

/// Returns whether the type is repeatable and the mentions have no recipient in common.
fn is_repeated(by: &DetectedEvent, a: &Event, b: &Event) -> bool {
    by.has(Property::Repeatable) && !a.recipients.iter().any(|id| b.recipients.contains(id))
}

/// Returns whether one mention is an attack and the other its victims, in one sentence ("attacked a base, killing
/// three").
fn is_outcome(attack: ComparedMention<'_>, other: ComparedMention<'_>, article: &ArticleView<'_>) -> bool {
    let (a, b) = (attack.event, other.event);
    let (at, behind) = (attack.by.anchor.start, other.by.anchor.start);
    let are_violent = attack.by.has(Property::Violent) && other.by.has(Property::Violent);
    let actors_agree = a.actors.is_empty() || b.actors.is_empty() || a.actors.iter().any(|id| b.actors.contains(id));
    let counts_victims = other.by.counts_victims() || attack.by.counts_victims() && actors_agree;
    are_violent
        && a.status == b.status
        && article.sentence(at) == article.sentence(behind)
        && counts_victims
        && (is_below(article, at, behind) || is_below(article, behind, at))
}

/// Returns whether a word is a few steps below another in the tree.
fn is_below(article: &ArticleView<'_>, mut token: usize, above: usize) -> bool {
    for _ in 0..MAX_STEPS {
        match article.syntax.head[token] {
            Some(head) if head == above => return true,
            Some(head) => token = head,
            None => return false,
        }
    }
    false
}

fn weights() -> &'static FeatureWeights {
    static WEIGHTS: OnceLock<FeatureWeights> = OnceLock::new();
    WEIGHTS.get_or_init(|| FeatureWeights::parse(onrecord_weights::EVENT_MERGING))
}

/// Adds the information of another mention to a known event.
pub(super) fn merge(known: &mut Event, other: Event, ontology: &Ontology) {
    add_sides(known, &other);
    known.anchors.push(other.anchor);
    let new: Vec<String> = other.contexts.into_iter().filter(|c| !known.contexts.contains(c)).collect();
    known.contexts.extend(new);
    known.time = known.time.or(other.time);
    known.place = known.place.or(other.place);
    // If the article itself states the event once, the event is not attributed to anybody.
    if other.statement.is_none() {
        known.statement = None;
    }
    if known.mode.is_none() && other.mode.is_some() {
        known.mode = other.mode;
        if let Some(code) = ontology.code(&known.event_type, known.mode.as_deref()) {
            known.cameo = code.cameo.clone();
            known.goldstein = code.goldstein;
        }
    }
    if known.magnitude.is_empty() {
        known.magnitude = other.magnitude;
    }
    known.confidence = known.confidence.max(other.confidence);
}

/// Adds the participants of another mention. Nobody is on both sides: if two mentions disagree, the one with the higher
/// confidence is right.
fn add_sides(known: &mut Event, other: &Event) {
    let is_surer = other.confidence > known.confidence;
    let is_mutual = known.recipients.is_empty() && other.recipients.is_empty();
    let sides = [&mut known.actors, &mut known.recipients];
    for (own, from) in [&other.actors, &other.recipients].into_iter().enumerate() {
        for &id in from {
            let is_opposed = !is_mutual && sides[1 - own].contains(&id);
            if is_opposed && is_surer {
                sides[1 - own].retain(|known| *known != id);
            }
            if (!is_opposed || is_surer) && !sides[own].contains(&id) {
                sides[own].push(id);
            }
        }
        sides[own].sort_unstable();
    }
}
