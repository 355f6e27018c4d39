//! The value of a number that is written with digits.

/// The maximum number of digits; a longer number is an identifier.
const MOST_DIGITS: usize = 15;

/// The smallest value that no longer counts as a quantity; a float can represent far greater ones.
pub(super) const MOST: f64 = 1e21;

/// Returns the value of digits with commas, one decimal point or one slash; `None` for anything else.
pub(super) fn figure_value(figures: &str) -> Option<f64> {
    let figures = figures.trim_end_matches([',', '.']);
    if let Some((top, bottom)) = figures.split_once('/') {
        let (top, bottom): (u32, u32) = (top.parse().ok()?, bottom.parse().ok()?);
        let sound = top > 0 && top < bottom && matches!(bottom, 2 | 3 | 4 | 5 | 8 | 10 | 16);
        return sound.then(|| f64::from(top) / f64::from(bottom));
    }
    let (whole, part) = figures.split_once('.').unwrap_or((figures, ""));
    if part.contains(['.', ',']) || whole.is_empty() {
        return None;
    }
    let groups: Vec<&str> = whole.split(',').collect();
    let last = groups.len() - 1;
    let first_fits = (1..=3).contains(&groups[0].len());
    let inner = |size: usize| groups[1..last.max(1)].iter().all(|g| g.len() == size);
    // Groups of thousands, or the groups of two digits of Indian English ("5,00,000").
    if last > 0 && !(first_fits && groups[last].len() == 3 && (inner(3) || inner(2) && groups[0].len() <= 2)) {
        return None;
    }
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    if leading_zero || whole.len() > MOST_DIGITS && last == 0 || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value: f64 = format!("{}.{}", groups.concat(), if part.is_empty() { "0" } else { part }).parse().ok()?;
    (value < MOST).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::figure_value;

    #[test]
    fn figures() {
        for (figures, expected) in [
            ("5", Some(5.0)),
            ("12,345.5", Some(12345.5)),
            ("5,00,000", Some(500_000.0)),
            ("3/4", Some(0.75)),
            ("9/11", None),
            ("1.1.1", None),
            ("12,34", None),
            ("007", None),
            ("0.5", Some(0.5)),
        ] {
            assert_eq!(figure_value(figures), expected, "{figures}");
        }
    }
}
