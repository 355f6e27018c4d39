//! Numbers on the command line.

use std::str::FromStr;

/// Returns what reads a whole number from `least` to `most`, or says that one is expected.
pub(super) fn number<T: FromStr>(
    least: u64,
    most: u64,
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static {
    move |text| {
        let is_inside = text.parse().is_ok_and(|number: u64| (least..=most).contains(&number));
        text.parse().ok().filter(|_| is_inside).ok_or_else(|| match most {
            // Nobody asks for that many.
            most if most >= i64::MAX as u64 => format!("expected a whole number from {least} on"),
            most => format!("expected a whole number from {least} to {most}"),
        })
    }
}

/// The end of numbers that have none.
pub(super) const NO_END: u64 = i64::MAX as u64;

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use super::*;

    #[test]
    fn numbers_are_in_bounds_or_said_to_be_expected() {
        let threads = number::<NonZeroUsize>(1, NO_END);
        assert_eq!(threads("3").map(NonZeroUsize::get), Ok(3));
        for text in ["0", "", "x", "-1", "1.5", "99999999999999999999"] {
            assert_eq!(threads(text), Err("expected a whole number from 1 on".to_owned()), "{text:?}");
        }
        assert_eq!(number::<u16>(0, 65_535)("70000"), Err("expected a whole number from 0 to 65535".to_owned()));
    }
}
