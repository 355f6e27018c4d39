//! Statements: finds attributions (source, cue and content) and builds the statements of the record from them.

mod attribution;
mod circumstances;
mod completion;
mod confidence;
mod content_index;
mod contents;
mod cues;
mod experiencers;
mod kind;
mod overlaps;
mod passive;
mod phrases;
mod record;
mod signed;
mod sources;
mod speaker_confidence;
mod spoken;
mod tagging;
mod turns;
mod utterances;

pub(crate) use attribution::Attribution;
pub(crate) use completion::attributions;
pub(crate) use content_index::ContentIndex;
pub(crate) use record::statements;
pub(crate) use spoken::Spoken;
pub(crate) use tagging::tagged;
pub(crate) use turns::{Turn, turns};
pub(crate) use utterances::{Utterance, utterances};
