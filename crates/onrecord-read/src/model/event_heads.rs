//! The heads of events and of participants: whether a word states an event, of which type, mode and status, which words name its
//! actors, its recipients, its place and its time, and in which sector the participant behind a word is.
//!
//! Shapes are those of `training/onrecord_training/model.py`.

use std::ops::Range;

use onrecord_infer::{HiddenLayer, Linear, softmax};
use onrecord_record::EventStatus;

use super::heads::{Bilinear, Loader, distance_bucket};
use super::scores::best;
use crate::error::{self, Error};
use crate::token_index::TokenIndex;

/// The least probability of being part of a trigger with which a token is kept.
pub(crate) const MIN_EVENTHOOD: f32 = 0.1;

/// The least probability of an argument that is kept.
const MIN_ARGUMENT: f32 = 0.05;

/// The labels of status in the weights, with what they mean.
const STATUS: [(&str, EventStatus); 4] = [
    ("actual", EventStatus::Actual),
    ("planned", EventStatus::Planned),
    ("possible", EventStatus::Possible),
    ("negated", EventStatus::Negated),
];

/// What a word is to an event.
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

/// The label that stands for no type, mode or sector, the last of each list.
const NONE: &str = "none";

/// A word that names a participant, the place or the time of an event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ScoredArgument {
    pub(crate) role: ArgumentRole,
    /// The word.
    pub(crate) token: usize,
    /// The probability that it does.
    pub(crate) probability: f32,
}

/// What the heads say of a word that may state an event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TriggerScores {
    /// The word.
    pub(crate) token: usize,
    /// The probability of each of [`EventHeads::types`]; what is missing to 1 is that of no event.
    pub(crate) types: Vec<f32>,
    pub(crate) status: EventStatus,
    /// The likeliest of [`EventHeads::modes`]; none where no mode is likelier.
    pub(crate) mode: Option<usize>,
    /// The words of its arguments, in text order within each role.
    pub(crate) arguments: Vec<ScoredArgument>,
}

impl TriggerScores {
    /// Returns the probability that the word states an event of any type.
    pub(crate) fn eventhood(&self) -> f32 {
        self.types.iter().sum()
    }
}

/// The heads of events and participants.
pub(crate) struct EventHeads {
    hidden: HiddenLayer,
    tag: Linear,
    status: Linear,
    mode: Linear,
    trigger: HiddenLayer,
    argument: HiddenLayer,
    role: Bilinear,
    distance: Vec<f32>,
    /// The types of events, by number.
    pub(crate) types: Vec<String>,
    /// The modes of events, by number.
    pub(crate) modes: Vec<String>,
    side: HiddenLayer,
    sector: Linear,
    country: Linear,
    /// The sectors of participants, by number.
    pub(crate) sectors: Vec<String>,
}

impl EventHeads {
    /// Loads the heads.
    ///
    /// # Errors
    ///
    /// [`crate::ErrorKind::Weights`] where a part is missing or has another shape, or labels are others than here.
    pub(super) fn load(load: &Loader<'_>) -> Result<EventHeads, Error> {
        let is = |key: &str, labels: &[&str]| match load.list(key)? {
            found if found == labels => Ok(()),
            found => Err(error::weights(key, format!("expected the labels {labels:?}, found {found:?}"))),
        };
        is("event_status", &STATUS.map(|(label, _)| label))?;
        is("event_roles", &ROLES.map(|(label, _)| label))?;
        // Every list ends in "none".
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

    /// Returns what the heads say of the words of a window that are part of a trigger with a probability of at least
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

    /// Returns, for each of `rows` vectors of words of participants, the logarithms of the probabilities of
    /// [`EventHeads::sectors`], the last for none, and whether the participant belongs to a country, as a logit.
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

/// What the heads say of the participant behind a word.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SideScores {
    /// The logarithm of the probability of each of [`EventHeads::sectors`], and the last of none.
    pub(crate) sectors: Vec<f32>,
    /// How likely the participant belongs to a country, as a logit.
    pub(crate) country: f32,
}

/// The probability that a logit stands for; by the library's own exponential, so that it is the same everywhere.
fn logistic(logit: f32) -> f32 {
    let mut row = [0.0, logit];
    softmax(&mut row);
    row[1]
}
