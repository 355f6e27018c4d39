//! The weights of the features that a participant's country is chosen by.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Returns the weight of a feature; 0 where it has none.
pub(super) fn weight(feature: &str) -> f32 {
    static WEIGHTS: OnceLock<HashMap<&'static str, f32>> = OnceLock::new();
    WEIGHTS.get_or_init(|| parse(onrecord_weights::PARTICIPANT_COUNTRY)).get(feature).copied().unwrap_or(0.0)
}

/// Returns the weights of a table with a feature, a tab and a number a line.
fn parse(table: &'static str) -> HashMap<&'static str, f32> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(name, value)| Some((name, value.parse().ok()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_bundled_table_has_a_feature_and_a_finite_weight() {
        let table = onrecord_weights::PARTICIPANT_COUNTRY;
        let lines = table.lines().filter(|line| !line.starts_with('#')).count();
        let read = parse(table);
        assert!(lines > 50, "{lines}");
        assert_eq!(read.len(), lines);
        assert!(read.values().all(|weight| weight.is_finite()));
    }

    #[test]
    fn a_feature_without_a_weight_counts_nothing() {
        assert_eq!(weight("no such feature"), 0.0);
    }
}
