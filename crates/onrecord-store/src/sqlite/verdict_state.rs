//! Verdicts as duplicated in the rows of entries, so that entries can be searched by verdict.

use crate::corrections::Verdict;

/// The `state` value of a rejected entry.
pub(super) const REJECTED: i64 = state_of(Verdict::Rejected);

/// Returns the `state` value for this verdict; 0 if there is none.
pub(super) const fn state_of(verdict: Verdict) -> i64 {
    verdict as i64 + 1
}

/// Returns the verdict for this `state` value.
pub(super) fn verdict_of(state: i64) -> Option<Verdict> {
    Verdict::ALL.get(usize::try_from(state).ok()?.checked_sub(1)?).copied()
}
