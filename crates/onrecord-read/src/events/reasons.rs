//! The notes that the stage takes while it detects an event, so that the event can be explained.

use std::cell::RefCell;

use super::ontology::Trigger;

/// The notes taken while one event is detected.
#[derive(Debug, Default)]
pub(super) struct Log(RefCell<Reasons>);

/// The reasons why an event was detected.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Reasons {
    /// The entry of the ontology, or the word of a list.
    pub(super) word: String,
    /// The line of the entry; 0 for a word of a list.
    pub(super) line: usize,
    /// The head above the entry, or the name of the list.
    pub(super) pattern: String,
    /// Tokens, with the entities that each denotes.
    pub(super) participants: Vec<(usize, Vec<usize>)>,
    /// The token that set the status.
    pub(super) status: Option<usize>,
    /// The model's judgement of the words; `None` if the model was not used.
    pub(super) judgement: Option<Judgement>,
    /// Whether no entry of the ontology states the event.
    pub(super) by_model_alone: bool,
}

/// The model's judgement of words as the trigger of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// The probability, from 0 to 1, that they state an event of any type.
    pub eventhood: f32,
    /// The likeliest type.
    pub event_type: String,
    /// Its probability, from 0 to 1.
    pub probability: f32,
    /// The names of the features from which the confidence of the event is computed; `weights/event_confidence.txt` has
    /// the weight of each. Empty for words that state no event of the record.
    pub features: Vec<String>,
}

impl Log {
    /// Discards the notes on the last trigger.
    pub(super) fn begin(&self) {
        let mut noted = self.0.borrow_mut();
        noted.participants.clear();
        noted.status = None;
    }

    /// Notes the entities that a token denotes.
    pub(super) fn participants(&self, token: usize, entities: &[usize]) {
        if !entities.is_empty() {
            self.0.borrow_mut().participants.push((token, entities.to_vec()));
        }
    }

    /// Returns the entities noted since [`Log::begin`], and discards them.
    pub(super) fn take_participants(&self) -> Vec<(usize, Vec<usize>)> {
        std::mem::take(&mut self.0.borrow_mut().participants)
    }

    /// Notes the token that set the status.
    pub(super) fn status(&self, token: usize) {
        self.0.borrow_mut().status = Some(token);
    }

    /// Returns the notes since [`Log::begin`], for an event stated by a word of a list.
    pub(super) fn listed(&self, list: &str, word: String) -> Reasons {
        Reasons { word, line: 0, pattern: list.to_owned(), ..self.0.take() }
    }

    /// Returns the notes since [`Log::begin`], for an event that the model proposes.
    pub(super) fn learned(&self, words: String, event_type: &str) -> Reasons {
        Reasons { word: words, pattern: event_type.to_owned(), by_model_alone: true, ..self.0.take() }
    }

    /// Returns the notes since [`Log::begin`], for an event stated by an entry of the ontology.
    pub(super) fn reasons(&self, trigger: &Trigger) -> Reasons {
        let noted = self.0.take();
        Reasons { word: trigger.word.clone(), line: trigger.line, pattern: trigger.pattern.clone(), ..noted }
    }
}
