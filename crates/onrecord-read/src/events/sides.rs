//! Chooses the actors and the recipients of an event among those who may take part: for each of them and each side a logistic model
//! of what speaks for it, whose weights `training/onrecord_training/sides.py` fits.

use std::sync::OnceLock;

use onrecord_record::Span;

use super::clause_view::ClauseView;
use super::detected::DetectedEvent;
use super::side_candidates::{Candidate, OpenEvent, Side, candidates};
use crate::actors::{Entities, Form, Mentioned};
use crate::article::ArticleView;
use crate::feature_weights::FeatureWeights;

/// The least probability of taking part on a side. This and the next were chosen on the development part of the world articles and the
/// second of the long articles.
const MIN_PROBABILITY: f32 = 0.45;

/// The same for the most probable one, where nobody reaches it.
const MIN_ONLY_PROBABILITY: f32 = 0.25;

/// An entity that may take part in an event, on one side.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SideCandidate {
    pub(crate) entity: usize,
    pub(crate) side: &'static str,
    /// What speaks for or against it, by name.
    pub(crate) features: Vec<String>,
    /// The probability that it takes part on this side.
    pub(crate) probability: f32,
}

/// The sides of an event.
pub(super) struct Sides {
    /// Entities.
    pub(super) actors: Vec<usize>,
    /// Entities.
    pub(super) recipients: Vec<usize>,
    /// What they were chosen from.
    pub(super) candidates: Vec<SideCandidate>,
}

/// Returns who acts in the event and who undergoes it. Of a two-sided event everybody is an actor.
pub(super) fn sides(view: &ClauseView<'_>, event: &OpenEvent<'_>) -> Sides {
    let all = candidates(view, event);
    let scored: Vec<[f32; 2]> = all.iter().map(|candidate| probabilities(candidate, event, &all, view)).collect();
    let mut chosen: [Vec<usize>; 2] = Default::default();
    for (candidate, probability) in all.iter().zip(&scored) {
        let side = usize::from(probability[1] > probability[0]);
        if probability[side] >= MIN_PROBABILITY {
            chosen[side].push(candidate.entity);
        }
    }
    for side in 0..2 {
        if !chosen[side].is_empty() || event.is_mutual && side == 1 {
            continue;
        }
        let free = all.iter().zip(&scored).filter(|(candidate, _)| !chosen[1 - side].contains(&candidate.entity));
        let best = free.max_by(|a, b| a.1[side].total_cmp(&b.1[side]));
        if let Some((candidate, probability)) = best
            && probability[side] >= MIN_ONLY_PROBABILITY
        {
            chosen[side].push(candidate.entity);
        }
    }
    let [actors, recipients] = chosen;
    let mut told = Vec::new();
    for (candidate, probability) in all.iter().zip(&scored) {
        for side in Side::ALL.into_iter().filter(|&side| !event.is_mutual || side == Side::Actor) {
            let mut features = Vec::new();
            candidate.features(side, event, &all, view, |feature| features.push(feature.to_owned()));
            told.push(SideCandidate {
                entity: candidate.entity,
                side: side.name(),
                features,
                probability: probability[side as usize],
            });
        }
    }
    Sides { actors, recipients, candidates: told }
}

/// The probability of the candidate to be on each side; of two-sided events the second is 0.
fn probabilities(candidate: &Candidate, event: &OpenEvent<'_>, all: &[Candidate], view: &ClauseView<'_>) -> [f32; 2] {
    let probability = |side: Side| {
        let mut total = 0.0;
        candidate.features(side, event, all, view, |feature| total += weights().of(feature));
        let mut score = [0.0, total];
        onrecord_infer::softmax(&mut score);
        score[1]
    };
    [probability(Side::Actor), if event.is_mutual { 0.0 } else { probability(Side::Recipient) }]
}

fn weights() -> &'static FeatureWeights {
    static WEIGHTS: OnceLock<FeatureWeights> = OnceLock::new();
    WEIGHTS.get_or_init(|| FeatureWeights::parse(onrecord_weights::EVENT_SIDES))
}

/// Who may take part in an event as one place of the article tells it, on one of its sides.
#[derive(Debug, Clone, PartialEq)]
pub struct SideChoice {
    /// The words that state the event.
    pub anchor: Span,
    /// The type of the event.
    pub event_type: String,
    /// The side, "actor" or "recipient"; of two-sided events everybody is an actor.
    pub side: &'static str,
    /// The words of whoever may take part: names and descriptions, no pronouns, in text order.
    pub mentions: Vec<Span>,
    /// What speaks for or against it, by name; `weights/event_sides.txt` has the weight of each.
    pub features: Vec<String>,
    /// The probability, from 0 to 1, that it takes part on this side.
    pub probability: f32,
}

/// Returns what the sides of the detected events were chosen from, in the order of the events.
pub(crate) fn side_choices(
    found: &[DetectedEvent],
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    entities: &Entities,
) -> Vec<SideChoice> {
    let choice = |event: &DetectedEvent, candidate: &SideCandidate| {
        let named = entities.members[candidate.entity].iter().map(|&m| &mentions[m]);
        let named = named.filter(|mention| !matches!(mention.form, Form::Pronoun(_)));
        SideChoice {
            anchor: article.division.span(&event.anchor),
            event_type: event.event_type.clone(),
            side: candidate.side,
            mentions: named.map(|mention| article.division.span(&mention.tokens)).collect(),
            features: candidate.features.clone(),
            probability: candidate.probability,
        }
    };
    found.iter().flat_map(|event| event.candidates.iter().map(move |candidate| choice(event, candidate))).collect()
}

#[cfg(test)]
mod tests {
    use onrecord_text::{Document, Metadata};

    use crate::Reader;

    fn check(text: &str, expected: &[(&str, &[&str], &[&str])]) {
        let (record, choices) =
            Reader::new().unwrap().side_choices(&Document::new(text.to_owned(), Metadata::default()));
        let names = |ids: &[onrecord_record::ActorId]| -> Vec<&str> {
            ids.iter().map(|id| record.actors[id.0].name.as_str()).collect()
        };
        let found: Vec<_> = (record.events.iter())
            .map(|event| (event.event_type.as_str(), names(&event.actors), names(&event.recipients)))
            .collect();
        let expected: Vec<_> = expected.iter().map(|(of, a, r)| (*of, a.to_vec(), r.to_vec())).collect();
        assert_eq!(found, expected, "{text}");
        assert!(choices.iter().all(|choice| (0.0..=1.0).contains(&choice.probability)), "{text}");
    }

    #[test]
    fn actors_and_recipients_are_told_apart() {
        check("Police in Oslo arrested Lena Orvik on Monday.", &[("COERCE", &["Police"], &["Lena Orvik"])]);
        check("Lena Orvik was arrested by police in Oslo on Monday.", &[("COERCE", &["police"], &["Lena Orvik"])]);
    }

    #[test]
    fn both_sides_of_a_meeting_are_actors() {
        check(
            "The president of Chad met with the prime minister of Mali in Paris on Monday.",
            &[("CONSULT", &["The president of Chad", "the prime minister of Mali"], &[])],
        );
    }

    #[test]
    fn nobody_is_on_a_side_that_nothing_tells() {
        check("Three journalists were arrested on Monday.", &[("COERCE", &[], &["Three journalists"])]);
    }
}
