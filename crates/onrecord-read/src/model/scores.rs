//! Functions on a row of scores.

/// Returns the index of the greatest value, or of the first in a tie.
pub(crate) fn best(values: &[f32]) -> usize {
    values.iter().enumerate().fold((0, f32::NEG_INFINITY), |a, (i, &v)| if v > a.1 { (i, v) } else { a }).0
}

/// Returns the logarithm of the sum of exponentials, using the library's own exponential so that results are the same
/// on all machines.
pub(crate) fn log_sum_exp(values: &[f32]) -> f32 {
    let mut row = values.to_vec();
    let first = row[0];
    onrecord_infer::log_softmax(&mut row);
    first - row[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_sum_exp_of_equals() {
        assert!((log_sum_exp(&[1.0, 1.0, 1.0]) - (1.0 + 3f32.ln())).abs() < 1e-5);
    }
}
