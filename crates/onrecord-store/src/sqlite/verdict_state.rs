//! Verdicts as rows of entries repeat them, so that entries can be found by them.

use crate::corrections::Verdict;

/// The `state` of an entry that was rejected.
pub(super) const REJECTED: i64 = state_of(Verdict::Rejected);

/// Returns the `state` of an entry with this verdict; 0 stands for none.
pub(super) const fn state_of(verdict: Verdict) -> i64 {
    verdict as i64 + 1
}

/// Returns the verdict of an entry with this `state`.
pub(super) fn verdict_of(state: i64) -> Option<Verdict> {
    Verdict::ALL.get(usize::try_from(state).ok()?.checked_sub(1)?).copied()
}
