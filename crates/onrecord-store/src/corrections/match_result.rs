use crate::entry_id::EntryId;

/// How a corrected entry relates to the current record of its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchResult {
    /// The record still contains it, unchanged.
    Same(EntryId),
    /// The record contains it with other values.
    Differs(EntryId),
    /// The record no longer contains it.
    Gone,
}

impl MatchResult {
    /// Returns the id of the entry in the current record.
    pub fn entry(self) -> Option<EntryId> {
        match self {
            MatchResult::Same(id) | MatchResult::Differs(id) => Some(id),
            MatchResult::Gone => None,
        }
    }

    /// Returns the name: `same`, `differs` or `gone`.
    pub fn as_str(self) -> &'static str {
        match self {
            MatchResult::Same(_) => "same",
            MatchResult::Differs(_) => "differs",
            MatchResult::Gone => "gone",
        }
    }
}
