//! Tables of learned weights, with a feature, a tab and a number per line. The feature-based models score their options
//! by sums of these weights.

use std::collections::HashMap;

/// The weights of one model.
pub(crate) struct FeatureWeights(HashMap<&'static str, f32>);

impl FeatureWeights {
    /// Parses the weights from a table.
    pub(crate) fn parse(table: &'static str) -> FeatureWeights {
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        FeatureWeights(
            lines
                .filter_map(|line| line.split_once('\t'))
                .filter_map(|(name, value)| Some((name, value.parse().ok()?)))
                .collect(),
        )
    }

    /// Returns the weight of a feature, or 0 if it has none.
    pub(crate) fn of(&self, feature: &str) -> f32 {
        self.0.get(feature).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_bundled_tables_has_a_feature_and_a_finite_weight() {
        for table in [
            onrecord_weights::PARTICIPANT_COUNTRY,
            onrecord_weights::EVENT_SIDES,
            onrecord_weights::EVENT_MERGING,
            onrecord_weights::EVENT_CONFIDENCE,
            onrecord_weights::REFERENCES,
            onrecord_weights::SPEAKER_CONFIDENCE,
        ] {
            let lines = table.lines().filter(|line| !line.starts_with('#')).count();
            let read = FeatureWeights::parse(table);
            assert!(lines > 15, "{lines}");
            assert_eq!(read.0.len(), lines);
            assert!(read.0.values().all(|weight| weight.is_finite()));
        }
    }

    #[test]
    fn a_feature_without_a_weight_counts_nothing() {
        let weights = FeatureWeights::parse("# comment\nknown\t1.5\n");
        assert_eq!((weights.of("known"), weights.of("unknown"), weights.of("# comment")), (1.5, 0.0, 0.0));
    }
}
