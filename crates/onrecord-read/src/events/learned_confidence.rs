//! The probability that an event is right, calibrated on articles that the model has not seen.

use std::sync::OnceLock;

use super::detected::DetectedEvent;
use crate::feature_weights::FeatureWeights;
use crate::model::TriggerScores;
use onrecord_record::EventStatus;

/// Bounds of the classes of a probability, with the name of each class.
const CLASSES: [(f32, &str); 7] = [
    (0.3, "below 0.3"),
    (0.5, "0.3 to 0.5"),
    (0.7, "0.5 to 0.7"),
    (0.85, "0.7 to 0.85"),
    (0.95, "0.85 to 0.95"),
    (0.99, "0.95 to 0.99"),
    (f32::INFINITY, "above 0.99"),
];

/// Returns the probability that an event that the model has judged is right: that its type is, and that there is one. A logistic model whose
/// weights `training/onrecord_training/confidence.py` fits.
pub(super) fn learned_confidence(event: &DetectedEvent, scores: &TriggerScores) -> f32 {
    static WEIGHTS: OnceLock<FeatureWeights> = OnceLock::new();
    let weights = WEIGHTS.get_or_init(|| FeatureWeights::parse(onrecord_weights::EVENT_CONFIDENCE));
    let mut score = [0.0, features(event, scores).iter().map(|feature| weights.of(feature)).sum()];
    onrecord_infer::softmax(&mut score);
    score[1]
}

/// What speaks for or against an event that the model has judged.
pub(super) fn features(event: &DetectedEvent, scores: &TriggerScores) -> [String; 5] {
    let class = |value: f32| CLASSES.iter().find(|(bound, _)| value < *bound).map_or("", |(_, name)| name);
    let by = if event.reasons.by_model_alone { "model" } else { "entry" };
    let sides = match (event.actors.is_empty(), event.recipients.is_empty()) {
        (false, false) => "both",
        (true, true) => "none",
        _ => "one",
    };
    let likeliest = scores.types.iter().copied().fold(0.0, f32::max);
    [
        format!("by|{by}"),
        format!("eventhood|{by}|{}", class(scores.eventhood())),
        format!("type|{}", class(likeliest)),
        format!("sides|{sides}"),
        format!("status|{}", if event.status == EventStatus::Actual { "actual" } else { "other" }),
    ]
}
