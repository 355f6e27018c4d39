//! How likely it is that source, cue and content are all right.

use super::attributions::Evidence;

/// Returns the probability, 0 to 1: a logistic function of the sum of the evidence, fitted on the statements read from
/// PolNeAR dev, where one counts as right if its content, source and cue are those of one gold attribution ("triple
/// lenient" of the scorer; the reliability table is in eval/RESULTS.md).
pub(crate) fn confidence(evidence: &Evidence) -> f32 {
    let sum = evidence.cue + evidence.source + evidence.content + evidence.edge;
    let odds = (INTERCEPT + SLOPE * sum).exp();
    odds / (1.0 + odds)
}

const INTERCEPT: f32 = 2.08;
const SLOPE: f32 = 1.516;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_evidence_is_more_confidence() {
        let sure = Evidence { cue: -0.01, source: -0.01, content: -0.02, edge: -0.1 };
        let unsure = Evidence { cue: -0.7, source: -0.5, content: -0.4, edge: -2.0 };
        assert!(confidence(&sure) > 0.75 && confidence(&sure) < 1.0);
        assert!(confidence(&unsure) < 0.6 && confidence(&unsure) > 0.0);
    }
}
