//! An index of ranges that finds overlaps with another range without a full scan.

use std::ops::Range;

/// Ranges, sorted by start.
#[derive(Debug, Default)]
pub(crate) struct RangeIndex {
    starts: Vec<usize>,
    /// For each range, the greatest end of it and all ranges before it.
    furthest: Vec<usize>,
}

impl RangeIndex {
    /// Builds the index of `ranges`, which may be in any order and overlap.
    pub(crate) fn of(ranges: impl IntoIterator<Item = Range<usize>>) -> RangeIndex {
        let mut ranges: Vec<Range<usize>> = ranges.into_iter().collect();
        ranges.sort_by_key(|range| range.start);
        let mut index = RangeIndex::default();
        let mut end = 0;
        for range in ranges {
            end = end.max(range.end);
            index.starts.push(range.start);
            index.furthest.push(end);
        }
        index
    }

    /// Returns the greatest end of the ranges that start at or before `start`.
    fn furthest_end(&self, start: usize) -> Option<usize> {
        let n_before = self.starts.partition_point(|&other| other <= start);
        n_before.checked_sub(1).map(|idx| self.furthest[idx])
    }

    /// Returns whether one of the ranges shares a position with `range`.
    pub(crate) fn meets(&self, range: &Range<usize>) -> bool {
        let last = range.end.checked_sub(1);
        last.and_then(|last| self.furthest_end(last)).is_some_and(|end| end > range.start)
    }

    /// Returns whether one of the ranges covers all of `range`.
    pub(crate) fn covers(&self, range: &Range<usize>) -> bool {
        self.furthest_end(range.start).is_some_and(|end| end >= range.end)
    }

    /// Returns whether one of the ranges covers all of `range` and extends beyond its end.
    pub(crate) fn goes_beyond(&self, range: &Range<usize>) -> bool {
        self.furthest_end(range.start).is_some_and(|end| end > range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_those_of_looking_at_all() {
        let lists: [&[Range<usize>]; 4] =
            [&[], std::slice::from_ref(&(2..4)), &[5..9, 1..3, 3..4], &[0..8, 1..2, 4..5, 8..9]];
        for ranges in lists {
            let index = RangeIndex::of(ranges.iter().cloned());
            for start in 0..10 {
                for end in start + 1..11 {
                    let asked = start..end;
                    let meets = ranges.iter().any(|range| range.start < end && start < range.end);
                    let covers = ranges.iter().any(|range| range.start <= start && end <= range.end);
                    let beyond = ranges.iter().any(|range| range.start <= start && end < range.end);
                    let found = (index.meets(&asked), index.covers(&asked), index.goes_beyond(&asked));
                    assert_eq!(found, (meets, covers, beyond), "{ranges:?} {asked:?}");
                }
            }
        }
    }
}
