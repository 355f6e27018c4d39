//! Chooses the actors and the recipients of an event among the candidates. A logistic regression, with weights fitted
//! by `training/onrecord_training/sides.py`, gives the probability of each candidate on each side.

use std::sync::OnceLock;

use super::clause_view::ClauseView;
use super::side_candidates::{OpenEvent, Side, candidates};
use crate::feature_weights::FeatureWeights;
use crate::syntax::Relation;

/// The minimum probability of taking part on a side. This and the next were chosen on the development part of the world
/// articles and the second of the long articles.
const MIN_PROBABILITY: f32 = 0.55;

/// The minimum for the most probable candidate if no candidate reaches that.
const MIN_ONLY_PROBABILITY: f32 = 0.3;

/// The maximum number of steps from a word up to the noun that it belongs to.
const MAX_STEPS: usize = 3;

/// A candidate for one side of an event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SideCandidate {
    pub(crate) entity: usize,
    pub(crate) side: &'static str,
    /// The names of the candidate's features.
    pub(crate) features: Vec<String>,
    /// The probability that the candidate takes part on this side.
    pub(crate) probability: f32,
}

/// The sides of an event.
pub(super) struct Sides {
    /// The actors, as entities.
    pub(super) actors: Vec<usize>,
    /// The recipients, as entities.
    pub(super) recipients: Vec<usize>,
    /// The candidates among which they were chosen.
    pub(super) candidates: Vec<SideCandidate>,
}

/// Returns the actors and the recipients of the event. In a two-sided event, everybody is an actor.
pub(super) fn sides(view: &ClauseView<'_>, event: &OpenEvent<'_>) -> Sides {
    let all = candidates(view, event);
    let mut told = Vec::new();
    let mut probabilities = vec![[0.0; 2]; all.len()];
    for (candidate, of_sides) in all.iter().zip(&mut probabilities) {
        for side in Side::ALL.into_iter().filter(|&side| !event.is_mutual || side == Side::Actor) {
            let mut features = Vec::new();
            candidate.features(side, event, &all, view, |feature| features.push(feature.to_owned()));
            let mut score = [0.0, features.iter().map(|feature| weights().of(feature)).sum()];
            onrecord_infer::softmax(&mut score);
            of_sides[side as usize] = score[1];
            told.push(SideCandidate { entity: candidate.entity, side: side.name(), features, probability: score[1] });
        }
    }
    let mut chosen: [Vec<usize>; 2] = Default::default();
    for (candidate, probability) in all.iter().zip(&probabilities) {
        let side = usize::from(probability[1] > probability[0]);
        if probability[side] >= MIN_PROBABILITY {
            chosen[side].push(candidate.entity);
        }
    }
    for side in 0..2 {
        if chosen[side].is_empty() {
            let free =
                all.iter().zip(&probabilities).filter(|(candidate, _)| !chosen[1 - side].contains(&candidate.entity));
            let likely = free.filter(|(_, probability)| probability[side] >= MIN_ONLY_PROBABILITY);
            // Among equally probable candidates, the first wins.
            let best = likely.rev().max_by(|a, b| a.1[side].total_cmp(&b.1[side]));
            chosen[side].extend(best.map(|(candidate, _)| candidate.entity));
        }
    }
    for side in &mut chosen {
        let within = |entity: usize| {
            let token = |of: usize| all.iter().find(|candidate| candidate.entity == of).map(|found| found.token);
            let Some(own) = token(entity) else { return false };
            let holds = |&other: &usize| token(other).is_some_and(|other| other != own && is_within(view, own, other));
            side.iter().filter(|&&other| other != entity).any(holds)
        };
        let outer: Vec<usize> = side.iter().copied().filter(|&entity| !within(entity)).collect();
        *side = outer;
    }
    let [actors, recipients] = chosen;
    Sides { actors, recipients, candidates: told }
}

/// Returns whether the token is part of the same mention as the other token, or in a phrase that depends on that
/// mention ("Chad" in "the president of Chad").
fn is_within(view: &ClauseView<'_>, token: usize, other: usize) -> bool {
    use Relation::{Amod, Compound, Nmod, NmodPoss};
    let mention = view.mention_at[other].map(|m| &view.mentions[m].tokens);
    let is_other = |t: usize| t == other || mention.is_some_and(|tokens| tokens.contains(&t));
    let mut at = token;
    for _ in 0..MAX_STEPS {
        if is_other(at) {
            return true;
        }
        let is_part = matches!(view.relation(at), Nmod | NmodPoss | Compound | Amod);
        let Some(head) = view.article.syntax.head[at].filter(|_| is_part) else { return false };
        at = head;
    }
    is_other(at)
}

fn weights() -> &'static FeatureWeights {
    static WEIGHTS: OnceLock<FeatureWeights> = OnceLock::new();
    WEIGHTS.get_or_init(|| FeatureWeights::parse(onrecord_weights::EVENT_SIDES))
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
        check("The army arrested Lena Orvik on Monday.", &[("COERCE", &["The army"], &["Lena Orvik"])]);
        check("Lena Orvik was arrested by police on Monday.", &[("COERCE", &["police"], &["Lena Orvik"])]);
    }

    #[test]
    fn a_speaker_takes_part_as_a_pronoun_of_the_first_person() {
        let text = "Police entered the village on Monday. \"They beat us with sticks,\" Ravi Kumar, a farmer, said.";
        check(text, &[("ASSAULT", &["Police"], &["Ravi Kumar"])]);
    }

    #[test]
    fn both_sides_of_a_meeting_are_actors() {
        check("Lena Orvik met with Omar Aziz in Paris on Monday.", &[("CONSULT", &["Lena Orvik", "Omar Aziz"], &[])]);
    }

    #[test]
    fn nobody_is_on_a_side_that_nothing_tells() {
        check("Three journalists were arrested on Monday.", &[("COERCE", &[], &["Three journalists"])]);
    }
}
