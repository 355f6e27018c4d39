//! The probability that the source, cue and content of a statement are all correct.

use super::attribution::Evidence;

/// Sums of evidence, each with the share of correct statements at that value. Isotonic regression, pooled to seven
/// knots, on the statements extracted from PolNeAR dev, where a statement counts as correct if its content, source and
/// cue match those of one gold attribution ("triple lenient" in the scorer; the reliability table is in
/// eval/RESULTS.md).
const KNOTS: [(f32, f32); 7] = [
    (-1.325, 0.393),
    (-0.626, 0.512),
    (-0.330, 0.681),
    (-0.143, 0.818),
    (-0.051, 0.891),
    (-0.021, 0.947),
    (-0.015, 0.990),
];

/// Returns the probability, 0 to 1: interpolated linearly between the knots, and constant outside them.
pub(crate) fn confidence(evidence: &Evidence) -> f32 {
    let sum = evidence.cue + evidence.source + evidence.content + evidence.edge;
    let mut below = KNOTS[0];
    for knot in KNOTS {
        if sum < knot.0 {
            let width = knot.0 - below.0;
            let share = if width > 0.0 { ((sum - below.0) / width).max(0.0) } else { 0.0 };
            return below.1 + share * (knot.1 - below.1);
        }
        below = knot;
    }
    below.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sum: f32) -> f32 {
        confidence(&Evidence { content: sum, ..Evidence::default() })
    }

    #[test]
    fn more_evidence_is_more_confidence() {
        let sums = [-40.0, -1.2, -0.9, -0.5, -0.2, -0.1, -0.05, -0.02];
        for pair in sums.windows(2) {
            assert!(of(pair[0]) < of(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn knots_are_met_and_the_ends_are_flat() {
        for (sum, share) in KNOTS {
            assert!((of(sum) - share).abs() < 1e-5);
        }
        assert_eq!(of(0.0), KNOTS[6].1);
        assert_eq!(of(-1e9), KNOTS[0].1);
    }
}
