//! The heads for events and participants. They predict whether a word is a trigger, the type, mode and status of its
//! event, the words for its actors, recipients, place and time, and the sector and country of participants.
//!
//! Shapes match `training/onrecord_training/model.py`.

use std::ops::Range;

use onrecord_infer::{HiddenLayer, Linear, softmax};
use onrecord_record::EventStatus;

use super::heads::{Bilinear, Loader, distance_bucket};
use super::scores::best;
use crate::error::{self, Error};
use crate::token_index::TokenIndex;

/// Minimum probability of being part of a trigger; tokens below it are dropped.
pub(crate) const MIN_EVENTHOOD: f32 = 0.1;

/// Minimum probability of an argument.
const MIN_ARGUMENT: f32 = 0.05;

/// The status labels in the weights, with their meanings.
const STATUS: [(&str, EventStatus); 4] = [
    ("actual", EventStatus::Actual),
    ("planned", EventStatus::Planned),
    ("possible", EventStatus::Possible),
    ("negated", EventStatus::Negated),
];

/// The role of an argument in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArgumentRole {
    Actor,
    Recipient,
    Place,
    Time,
}

/// The roles in the order of the weights.
const ROLES: [(&str, ArgumentRole); 4] = [
    ("actor", ArgumentRole::Actor),
    ("recipient", ArgumentRole::Recipient),
    ("place", ArgumentRole::Place),
    ("time", ArgumentRole::Time),
];

/// The label for no type, mode or sector, which is the last of each list.
const NONE: &str = "none";

/// A word for a participant, the place or the time of an event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ScoredArgument {
    pub(crate) role: ArgumentRole,
    /// The word.
    pub(crate) token: usize,
    /// The probability that the word has this role.
    pub(crate) probability: f32,
}

/// The predictions for a word that may be an event trigger.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TriggerScores {
    /// The word.
    pub(crate) token: usize,
    /// The probability of each of [`EventHeads::types`]; the remainder to 1 is the probability of no event.
    pub(crate) types: Vec<f32>,
    pub(crate) status: EventStatus,
    /// The index of the most probable of [`EventHeads::modes`]; `None` if having no mode is more probable.
    pub(crate) mode: Option<usize>,
    /// The words of its arguments, in text order within each role.
    pub(crate) arguments: Vec<ScoredArgument>,
}

impl TriggerScores {
    /// Returns the probability that the word is the trigger of an event of any type.
    pub(crate) fn eventhood(&self) -> f32 {
        self.types.iter().sum()
    }
}

/// The heads for events and participants.
pub(crate) struct EventHeads {
    hidden: HiddenLayer,
    tag: Linear,
    status: Linear,
    mode: Linear,
    trigger: HiddenLayer,
    argument: HiddenLayer,
    role: Bilinear,
    distance: Vec<f32>,
    /// The event types, by index.
    pub(crate) types: Vec<String>,
    /// The event modes, by index.
    pub(crate) modes: Vec<String>,
    side: HiddenLayer,
    sector: Linear,
    country: Linear,
    /// The participant sectors, by index.
    pub(crate) sectors: Vec<String>,
}

impl EventHeads {
    /// Loads the heads.
    ///
    /// # Errors
    ///
    /// [`crate::ErrorKind::Weights`] if a part is missing or has another shape, or if the labels differ from those in
    /// the code.
    pub(super) fn load(load: &Loader<'_>) -> Result<EventHeads, Error> {
        let is = |key: &str, labels: &[&str]| match load.list(key)? {
            found if found == labels => Ok(()),
            found => Err(error::weights(key, format!("expected the labels {labels:?}, found {found:?}"))),
        };
        is("event_status", &STATUS.map(|(label, _)| label))?;
        is("event_roles", &ROLES.map(|(label, _)| label))?;
        // Every list must end in "none".
        let labels = |key: &str| {
            let mut labels = load.list(key)?;
            match labels.pop() {
                Some(last) if last == NONE => Ok(labels),
                last => Err(error::weights(key, format!("expected {NONE} as the last label, found {last:?}"))),
            }
        };
        let (types, modes, sectors) = (labels("event_tags")?, labels("event_modes")?, labels("sectors")?);
        let argument = load.hidden("event_argument")?;
        Ok(EventHeads {
            hidden: load.hidden("event_hidden")?,
            tag: load.linear("event", types.len() + 1)?,
            status: load.linear("event_status", STATUS.len())?,
            mode: load.linear("event_mode", modes.len() + 1)?,
            trigger: load.hidden("event_trigger")?,
            role: load.bilinear("event_role", ROLES.len(), &argument)?,
            argument,
            distance: load.table("event_distance.weight", 96 * ROLES.len())?,
            types,
            modes,
            side: load.hidden("participant_hidden")?,
            sector: load.linear("participant_sector", sectors.len() + 1)?,
            country: load.linear("participant_country", 1)?,
            sectors,
        })
    }

    /// Returns predictions for the words of a window that are part of a trigger with a probability of at least
    /// [`MIN_EVENTHOOD`]; `states` are the vectors of its tokens.
    pub(crate) fn triggers(&self, states: &[f32], index: &TokenIndex, window: &Range<usize>) -> Vec<TriggerScores> {
        let hidden = self.hidden.apply(states, window.len());
        let mut tags = self.tag.apply(&hidden, window.len());
        let width = self.hidden.outputs();
        let mut found = Vec::new();
        for (i, row) in tags.chunks_exact_mut(self.types.len() + 1).enumerate() {
            softmax(row);
            if 1.0 - row[self.types.len()] < MIN_EVENTHOOD {
                continue;
            }
            let hidden = &hidden[i * width..(i + 1) * width];
            let mode = best(&self.mode.apply(hidden, 1));
            found.push(TriggerScores {
                token: window.start + i,
                types: row[..self.types.len()].to_vec(),
                status: STATUS[best(&self.status.apply(hidden, 1))].1,
                mode: (mode < self.modes.len()).then_some(mode),
                arguments: Vec::new(),
            });
        }
        if !found.is_empty() {
            self.add_arguments(states, index, window, &mut found);
        }
        found
    }

    fn add_arguments(&self, states: &[f32], index: &TokenIndex, window: &Range<usize>, triggers: &mut [TriggerScores]) {
        let width = states.len() / window.len();
        let of_token = |trigger: &TriggerScores| &states[(trigger.token - window.start) * width..][..width];
        let rows: Vec<f32> = triggers.iter().flat_map(of_token).copied().collect();
        let prepared = self.role.left(&self.trigger.apply(&rows, triggers.len()), triggers.len());
        let words = self.argument.apply(states, window.len());
        let per_label = self.role.right + 1;
        for (trigger, prepared) in triggers.iter_mut().zip(prepared.chunks_exact(per_label * ROLES.len())) {
            for (label, prepared) in prepared.chunks_exact(per_label).enumerate() {
                let mut scores = Vec::with_capacity(window.len());
                self.role.scores(prepared, &words, &mut scores);
                for (token, score) in window.clone().zip(scores) {
                    let distance = token as isize - trigger.token as isize;
                    let near = index.distance_class(token, trigger.token) * 32 + distance_bucket(distance);
                    let probability = logistic(score + self.distance[near * ROLES.len() + label]);
                    if probability >= MIN_ARGUMENT {
                        trigger.arguments.push(ScoredArgument { role: ROLES[label].1, token, probability });
                    }
                }
            }
        }
    }

    /// Returns, for each of `rows` vectors of words for participants, the log probabilities of [`EventHeads::sectors`],
    /// with the last for no sector, and the logit of belonging to a country.
    pub(crate) fn sides(&self, states: &[f32], rows: usize) -> Vec<SideScores> {
        let hidden = self.side.apply(states, rows);
        let (mut sectors, countries) = (self.sector.apply(&hidden, rows), self.country.apply(&hidden, rows));
        let row = |(sectors, &country): (&mut [f32], &f32)| {
            onrecord_infer::log_softmax(sectors);
            SideScores { sectors: sectors.to_vec(), country }
        };
        sectors.chunks_exact_mut(self.sectors.len() + 1).zip(&countries).map(row).collect()
    }
}

/// The predictions for the participant that a word refers to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SideScores {
    /// The log probability of each of [`EventHeads::sectors`]; the last is that of no sector.
    pub(crate) sectors: Vec<f32>,
    /// The logit of belonging to a country.
    pub(crate) country: f32,
}

/// Returns the probability for a logit, using the library's own exponential so that results are the same on all
/// machines.
fn logistic(logit: f32) -> f32 {
    let mut row = [0.0, logit];
    softmax(&mut row);
    row[1]
}
