//! Reads one number from tokens: digits, words, a mix of both, fractions, ordinals and vague plurals.

use super::figures::MOST;
use super::lexicon::Lexicon;
use super::number_reader::NumberReader;
use super::numeral::Numeral;
use super::words::Words;

/// Returns the number that begins at token `at` and ends before token `end`.
pub(super) fn numeral(lexicon: &Lexicon, words: &Words<'_>, at: usize, end: usize) -> Option<Numeral> {
    let reader = NumberReader { lexicon, words, end };
    let found = reader
        .some(at)
        .or_else(|| reader.one_and_part(at))
        .or_else(|| reader.half(at))
        .or_else(|| reader.fraction(at))
        .or_else(|| reader.plural(at))
        .or_else(|| reader.digits(at))
        .or_else(|| reader.cardinal(at))
        .or_else(|| reader.ordinal(at))?;
    // News articles do not count anything beyond this size.
    let sound = found.low < MOST && found.high.is_none_or(|high| high < MOST);
    sound.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;
    use onrecord_text::Division;

    fn check(text: &str, expected: Option<(f64, usize)>) {
        let language = Language::bundled();
        let division = Division::of(text);
        let words = Words::new(text, &division);
        let found = numeral(language.quantities(), &words, 0, division.tokens.len());
        assert_eq!(found.map(|n| (n.low, n.end)), expected, "{text}");
    }

    #[test]
    fn numbers() {
        for (text, value, end) in [
            ("12,345.5 men", 12345.5, 1),
            ("5,00,000 rupees", 500_000.0, 1),
            ("one hundred and twenty-three thousand four hundred men", 123_400.0, 9),
            ("two dozen men", 24.0, 2),
            ("fifteen hundred", 1500.0, 2),
            ("a hundred thousand", 100_000.0, 3),
            ("1.5 million", 1_500_000.0, 2),
            ("2 1/2 cups", 2.5, 2),
            ("3½ cups", 3.5, 1),
            ("five and a half million", 5_500_000.0, 5),
            ("two and one-half cups", 2.5, 5),
            ("six and three-quarter acres", 6.75, 5),
            ("four and two-thirds cups", 4.0 + 2.0 / 3.0, 5),
            ("three and a third man", 3.0, 1),
            ("640 000 tonnes", 640_000.0, 2),
            ("1\u{a0}250\u{a0}000", 1_250_000.0, 3),
            ("12 300 45", 12.0, 1),
            ("555 123 4567", 555.0, 1),
            ("half a million", 500_000.0, 3),
            ("a million and a half men", 1_500_000.0, 5),
            ("a mile and a half away", 1.5, 5),
            ("an inch and three-quarters thick", 1.75, 6),
            ("2-1/4 inches", 2.25, 3),
            ("two-thirds of it", 2.0 / 3.0, 3),
            ("one in five men", 0.2, 3),
            ("15bn", 15e9, 1),
            ("five lakh crore", 5e12, 3),
            ("hundreds of thousands of men", 100_000.0, 4),
            ("twenty-one", 21.0, 3),
            ("two million people", 2e6, 2),
        ] {
            check(text, Some((value, end)));
        }
        for text in ["7/8/07", "1.1.1", "12,34", "007", "6:40", "3D", "737s", "1990s", "12345678901234567890", "score"]
        {
            check(text, None);
        }
    }
}
