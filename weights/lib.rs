//! The neural weights that onrecord reads with, as bytes in the program.
//!
//! `CARD.md` says what they were trained on, and under which licences. The version is in the metadata of the file, under
//! `version`, and in every record that is read with them.
//!
//! **Size.** The packed crate has 23 MB; crates.io takes 10 MB unless its team raises the limit for a crate. Until
//! then, programs depend on this crate by its path in the repository, or by git.

#![forbid(unsafe_code)]

/// The weights of the encoder and of its heads: one safetensors file.
pub static WEIGHTS: &[u8] = include_bytes!("onrecord.safetensors");

/// The vocabulary of word pieces: one piece a line, whose number is its id, from 0 on.
pub static VOCABULARY: &str = include_str!("vocab.txt");

/// The weights of the features by which the country of a participant is chosen: a feature, a tab and a weight a line.
pub static PARTICIPANT_COUNTRY: &str = include_str!("participant_country.txt");

/// The weights of the features by which mentions of one event are merged: a feature, a tab and a weight a line.
pub static EVENT_MERGING: &str = include_str!("event_merging.txt");

/// The weights of the features of the confidence of an event: a feature, a tab and a weight a line.
pub static EVENT_CONFIDENCE: &str = include_str!("event_confidence.txt");

/// The weights of the features by which the actors and recipients of an event are chosen: a feature, a tab and a weight a line.
pub static EVENT_SIDES: &str = include_str!("event_sides.txt");

/// The weights of the features by which descriptions and pronouns are resolved: a feature, a tab and a weight a line.
pub static REFERENCES: &str = include_str!("references.txt");

/// The weights of the features of the confidence of the speakers of a statement: a feature, a tab and a weight a line.
pub static SPEAKER_CONFIDENCE: &str = include_str!("speaker_confidence.txt");
