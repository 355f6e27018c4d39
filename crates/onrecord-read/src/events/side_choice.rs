//! What the sides of events were chosen from, for whoever asks.

use onrecord_record::Span;

use super::detected::DetectedEvent;
use super::sides::SideCandidate;
use crate::actors::{Entities, Form, Mentioned};
use crate::article::ArticleView;

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
