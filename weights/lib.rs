//! The neural weights that onrecord reads with, as bytes in the program.
//!
//! `CARD.md` says what they were trained on, and under which licences. The version is in the metadata of the file, under
//! `version`, and in every record that is read with them.
//!
//! **Size.** The package has 23 MB; crates.io accepts 10 MB unless its team raises the limit for a crate. Until then,
//! programs depend on this crate by path or by git.

#![forbid(unsafe_code)]

/// The weights of the encoder and of its heads: one safetensors file.
pub static WEIGHTS: &[u8] = include_bytes!("onrecord.safetensors");

/// The vocabulary of word pieces: one piece per line; its id is the number of the line, counted from 0.
pub static VOCABULARY: &str = include_str!("vocab.txt");

/// The feature weights for choosing the country of a participant: a feature, a tab and a weight per line.
pub static PARTICIPANT_COUNTRY: &str = include_str!("participant_country.txt");

/// The feature weights for merging mentions of one event: a feature, a tab and a weight per line.
pub static EVENT_MERGING: &str = include_str!("event_merging.txt");

/// The feature weights for the confidence of an event: a feature, a tab and a weight per line.
pub static EVENT_CONFIDENCE: &str = include_str!("event_confidence.txt");

/// The feature weights for choosing the actors and recipients of an event: a feature, a tab and a weight per line.
pub static EVENT_SIDES: &str = include_str!("event_sides.txt");

/// The feature weights for resolving descriptions and pronouns: a feature, a tab and a weight per line.
pub static REFERENCES: &str = include_str!("references.txt");

/// The feature weights for the confidence of the speakers of a statement: a feature, a tab and a weight per line.
pub static SPEAKER_CONFIDENCE: &str = include_str!("speaker_confidence.txt");
