//! The probability that an event is right, calibrated on articles that were not used to train the model.

use std::sync::OnceLock;

use super::detected::DetectedEvent;
use crate::feature_weights::FeatureWeights;
use crate::model::TriggerScores;
use onrecord_record::EventStatus;

/// Upper bounds of the bins of a probability, with the name of each bin.
const CLASSES: [(f32, &str); 7] = [
    (0.3, "below 0.3"),
    (0.5, "0.3 to 0.5"),
    (0.7, "0.5 to 0.7"),
    (0.85, "0.7 to 0.85"),
    (0.95, "0.85 to 0.95"),
    (0.99, "0.95 to 0.99"),
    (f32::INFINITY, "above 0.99"),
];

/// Returns the probability that an event judged by the model exists and has this type. It is a logistic regression over
/// the features, with weights fitted by `training/onrecord_training/confidence.py`.
pub(super) fn learned_confidence(features: &[String]) -> f32 {
    static WEIGHTS: OnceLock<FeatureWeights> = OnceLock::new();
    let weights = WEIGHTS.get_or_init(|| FeatureWeights::parse(onrecord_weights::EVENT_CONFIDENCE));
    let mut score = [0.0, features.iter().map(|feature| weights.of(feature)).sum()];
    onrecord_infer::softmax(&mut score);
    score[1]
}

/// Returns the confidence features of an event judged by the model; `of_type` is the probability of its type.
pub(super) fn features(event: &DetectedEvent, scores: &TriggerScores, of_type: f32) -> [String; 5] {
    let class = |value: f32| CLASSES.iter().find(|(bound, _)| value < *bound).map_or("", |(_, name)| name);
    let by = if event.reasons.by_model_alone { "model" } else { "entry" };
    let is_two_sided = !event.actors.is_empty() && !event.recipients.is_empty() || event.actors.len() > 1;
    let sides = if is_two_sided { "both" } else { "one or none" };
    [
        format!("by|{by}"),
        format!("eventhood|{by}|{}", class(scores.eventhood())),
        format!("type|{}", class(of_type)),
        format!("sides|{sides}"),
        format!("status|{}", if event.status == EventStatus::Actual { "actual" } else { "other" }),
    ]
}
