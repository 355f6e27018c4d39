//! Turns an article into a record: the stages of reading and their order.

#![forbid(unsafe_code)]

mod actors;
mod article;
mod beginning;
mod error;
mod events;
mod feature_weights;
pub mod knowledge;
mod language;
mod model;
mod model_output;
mod other_languages;
mod parser;
mod participants;
pub mod places;
pub mod quantities;
mod range_index;
mod reader;
mod statements;
pub mod syntax;
mod tags;
mod text;
pub mod times;
mod token_index;
mod user_files;

pub use actors::{MentionFeatures, Reference};
pub use error::{Error, ErrorKind};
pub use events::{
    EventMention, Example, Explanation, Judgement, MentionPair, Ontology, SideChoice, Tie, WordExplanation,
};
pub use language::Language;
pub use onrecord_knowledge::Mistake;
pub use other_languages::{is_english, record_of_other_language};
pub use participants::{CountryCandidate, CountryChoice};
pub use reader::{EXAMPLES_PUBLISHED, Reader};
pub use user_files::UserFiles;
