//! The candidates from which the participants of events were chosen, for inspection and training.

use onrecord_record::Span;

use super::detected::DetectedEvent;
use super::sides::SideCandidate;
use crate::actors::{Entities, Form, Mentioned};
use crate::article::ArticleView;

/// A candidate for one side of an event mention.
#[derive(Debug, Clone, PartialEq)]
pub struct SideChoice {
    /// The words that state the event.
    pub anchor: Span,
    /// The type of the event.
    pub event_type: String,
    /// The side, "actor" or "recipient"; in two-sided events, everybody is an actor.
    pub side: &'static str,
    /// The mentions of the candidate: names and descriptions, no pronouns, in text order.
    pub mentions: Vec<Span>,
    /// The names of the candidate's features; `weights/event_sides.txt` has the weight of each.
    pub features: Vec<String>,
    /// The probability, from 0 to 1, that the candidate takes part on this side.
    pub probability: f32,
}

/// Returns the candidates for the sides of the detected events, in the order of the events.
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
