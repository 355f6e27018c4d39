//! The scores of the event heads: proposed events, arguments, and judgements of single words.

use std::ops::Range;

use super::ontology::{Ontology, Property};
use super::reasons::Judgement;
use crate::article::ArticleView;
use crate::model::{ArgumentRole, EventHeads, ScoredArgument, TriggerScores};

/// How many times as probable as "no event" a type must be for the model to propose an event. In training, words that
/// are not triggers had a weight of a quarter. This and the following thresholds were chosen on the development parts
/// of the world articles and of the long articles.
const MIN_ODDS: f32 = 10.0;

/// The minimum probability of words that name a participant.
const MIN_PARTICIPANT: f32 = 0.5;

/// The same if no word reaches that probability, and the minimum share of the probability of the most probable word.
const MIN_ONLY_PARTICIPANT: f32 = 0.3;
const MIN_SHARE: f32 = 0.7;

/// The minimum probability of words that name the place or the time.
const MIN_CIRCUMSTANCE: f32 = 0.08;

/// The model's scores for the events of one article.
pub(crate) struct LearnedEvents<'a> {
    heads: &'a EventHeads,
    /// The scores of trigger words, in text order.
    triggers: &'a [TriggerScores],
}

/// An event that the model proposes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Proposal<'a> {
    pub(super) anchor: Range<usize>,
    pub(super) event_type: &'a str,
    pub(super) mode: Option<&'a str>,
    /// The probability of the type.
    pub(super) probability: f32,
    /// The scores of the most probable of its words.
    pub(super) scores: &'a TriggerScores,
}

impl<'a> LearnedEvents<'a> {
    pub(crate) fn new(heads: &'a EventHeads, triggers: &'a [TriggerScores]) -> Self {
        LearnedEvents { heads, triggers }
    }

    /// Returns the scores of the word in an anchor that is most probably a trigger; `None` if no word has an eventhood
    /// of at least [`MIN_EVENTHOOD`](crate::model).
    pub(super) fn at(&self, anchor: &Range<usize>) -> Option<&'a TriggerScores> {
        let first = self.triggers.partition_point(|trigger| trigger.token < anchor.start);
        let inside = self.triggers[first..].iter().take_while(|trigger| trigger.token < anchor.end);
        inside.max_by(|a, b| a.eventhood().total_cmp(&b.eventhood()))
    }

    /// Returns the likeliest type of a word, with its probability.
    pub(super) fn likeliest(&self, scores: &TriggerScores) -> (&'a str, f32) {
        let (number, probability) = likeliest(scores);
        (&self.heads.types[number], probability)
    }

    /// Returns the probability that a word states an event of the type; 0 for a type that the model does not know.
    pub(super) fn probability(&self, scores: &TriggerScores, event_type: &str) -> f32 {
        let known = self.heads.types.iter().position(|known| known == event_type);
        known.map_or(0.0, |number| scores.types[number])
    }

    /// Returns the model's judgement of a word in the form that explanations show.
    pub(super) fn judgement(&self, scores: &TriggerScores) -> Judgement {
        let (event_type, probability) = self.likeliest(scores);
        Judgement {
            eventhood: scores.eventhood(),
            event_type: event_type.to_owned(),
            probability,
            features: Vec::new(),
        }
    }

    /// Returns the mode that the model assigns to a word, if the ontology has it.
    pub(super) fn mode(&self, scores: &TriggerScores, event_type: &str, ontology: &Ontology) -> Option<&'a str> {
        let mode = self.heads.modes[scores.mode?].as_str();
        ontology.has_mode(event_type, mode).then_some(mode)
    }

    /// Returns the events that the model proposes, in text order: runs of words with the same likeliest type, which the
    /// ontology has and leaves to the model.
    pub(super) fn proposals(&self, article: &ArticleView<'_>, ontology: &Ontology) -> Vec<Proposal<'a>> {
        let mut found: Vec<Proposal<'a>> = Vec::new();
        for scores in self.triggers {
            let (event_type, probability) = self.likeliest(scores);
            let is_learned = ontology.properties(event_type, None).has(Property::Learned);
            if !is_learned || probability <= MIN_ODDS * (1.0 - scores.eventhood()) {
                continue;
            }
            let token = scores.token;
            match found.last_mut() {
                Some(last)
                    if last.anchor.end == token
                        && last.event_type == event_type
                        && article.sentence(last.anchor.start).contains(&token) =>
                {
                    last.anchor.end = token + 1;
                    if scores.eventhood() > last.scores.eventhood() {
                        (last.scores, last.probability) = (scores, probability);
                    }
                }
                _ => {
                    let anchor = token..token + 1;
                    found.push(Proposal { anchor, event_type, mode: None, probability, scores });
                }
            }
        }
        for proposal in &mut found {
            proposal.mode = self.mode(proposal.scores, proposal.event_type, ontology);
        }
        found
    }
}

/// Returns the number of the likeliest type of a word, and its probability.
fn likeliest(scores: &TriggerScores) -> (usize, f32) {
    let best = scores.types.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    best.map_or((0, 0.0), |(number, &probability)| (number, probability))
}

/// Returns the words that name a participant in the role: runs of tokens within one sentence. If the trigger's own
/// sentence has such words, those of other sentences do not count.
pub(super) fn argument_runs(
    scores: &TriggerScores,
    role: ArgumentRole,
    article: &ArticleView<'_>,
) -> Vec<Range<usize>> {
    let sentence = article.sentence(scores.token);
    let of_role = || scores.arguments.iter().filter(|argument| argument.role == role);
    let inside = runs(of_role().filter(|argument| sentence.contains(&argument.token)), article);
    if inside.is_empty() { runs(of_role(), article) } else { inside }
}

/// Returns the runs of sufficiently probable words, each within one sentence.
fn runs<'s>(words: impl Iterator<Item = &'s ScoredArgument> + Clone, article: &ArticleView<'_>) -> Vec<Range<usize>> {
    let most = words.clone().map(|argument| argument.probability).fold(0.0, f32::max);
    let least = if most >= MIN_PARTICIPANT { MIN_PARTICIPANT } else { MIN_ONLY_PARTICIPANT.max(MIN_SHARE * most) };
    let mut runs: Vec<Range<usize>> = Vec::new();
    for token in words.filter(|argument| argument.probability >= least).map(|argument| argument.token) {
        match runs.last_mut() {
            Some(last) if last.end == token && article.sentence(last.start).contains(&token) => last.end = token + 1,
            _ => runs.push(token..token + 1),
        }
    }
    runs
}

/// Returns the words that name the place or the time of the event, the most probable first.
pub(super) fn circumstance(scores: &TriggerScores, role: ArgumentRole) -> Vec<usize> {
    let probable = |argument: &&ScoredArgument| argument.role == role && argument.probability >= MIN_CIRCUMSTANCE;
    let mut words: Vec<_> = scores.arguments.iter().filter(probable).collect();
    words.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    words.iter().map(|argument| argument.token).collect()
}

/// Returns the syntactic head of a run: the first word whose own head is outside the run.
pub(super) fn top(run: &Range<usize>, article: &ArticleView<'_>) -> usize {
    let is_top = |t: &usize| article.syntax.head[*t].is_none_or(|head| !run.contains(&head));
    run.clone().find(is_top).unwrap_or(run.start)
}
