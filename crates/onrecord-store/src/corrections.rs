//! Corrections: users' judgements of entries. They are stored beside the records, which stay as the reader produced
//! them.

mod apply;
mod change;
mod correction;
mod find_words;
mod match_result;
mod reapply;
mod snapshot;
mod verdict;

pub(crate) use apply::{CorrectedRecord, corrected, damage_notice};
pub use change::{Change, Field};
pub use correction::{Correction, NewCorrection};
pub(crate) use correction::{StoredCorrection, checked_correction, latest, latest_of};
pub use match_result::MatchResult;
pub(crate) use reapply::EntryMatcher;
pub use snapshot::{ActorSnapshot, EntrySnapshot, EventSnapshot, LocatedText, StatementSnapshot};
pub use verdict::Verdict;
