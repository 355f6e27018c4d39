//! Parsers of numbers on the command line.

use std::str::FromStr;

use onrecord_record::MinConfidence;

/// Returns a parser of whole numbers from `least` to `most`.
pub(super) fn number<T: FromStr>(
    least: u64,
    most: u64,
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static {
    move |text| {
        let is_inside = text.parse().is_ok_and(|number: u64| (least..=most).contains(&number));
        text.parse().ok().filter(|_| is_inside).ok_or_else(|| match most {
            // No user needs a number this large.
            most if most >= UNBOUNDED => format!("expected a whole number of at least {least}"),
            most => format!("expected a whole number from {least} to {most}"),
        })
    }
}

/// Parses a minimum confidence.
pub(super) fn min_confidence(text: &str) -> Result<MinConfidence, String> {
    MinConfidence::parse(text).ok_or_else(|| "expected a number from 0 to 1, such as 0.3".to_owned())
}

/// The upper bound for options without a limit of their own.
pub(super) const UNBOUNDED: u64 = i64::MAX as u64;

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use super::*;

    #[test]
    fn numbers_out_of_bounds_are_refused() {
        let threads = number::<NonZeroUsize>(1, UNBOUNDED);
        assert_eq!(threads("3").map(NonZeroUsize::get), Ok(3));
        for text in ["0", "", "x", "-1", "1.5", "99999999999999999999"] {
            assert_eq!(threads(text), Err("expected a whole number of at least 1".to_owned()), "{text:?}");
        }
        assert_eq!(number::<u16>(0, 65_535)("70000"), Err("expected a whole number from 0 to 65535".to_owned()));
    }
}
