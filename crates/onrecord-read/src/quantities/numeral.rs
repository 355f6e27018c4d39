//! A number as written in the text.

/// One number in the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Numeral {
    /// First token.
    pub(super) start: usize,
    /// One past the last token.
    pub(super) end: usize,
    pub(super) low: f64,
    /// `None` if there is no upper bound ("hundreds").
    pub(super) high: Option<f64>,
    /// Whether the words are vague by themselves.
    pub(super) vague: bool,
    /// Whether it is bare digits without comma, decimal point, scale or letters.
    pub(super) plain: bool,
    /// Whether it is written with digits.
    pub(super) digits: bool,
    /// Whether a scale word or letter multiplies it.
    pub(super) scaled: bool,
    pub(super) ordinal: bool,
    pub(super) fraction: bool,
    /// Letters attached to the digits that are a unit ("500km"), or the unit between the words ("a mile and a half").
    pub(super) glued: Option<String>,
    /// The value of a letter attached to the digits that is a scale only next to money or a counted plural ("5m").
    pub(super) letter: Option<f64>,
}

impl Numeral {
    /// Returns the exact number of the tokens `start..end`.
    pub(super) fn new(start: usize, end: usize, value: f64) -> Self {
        Numeral {
            start,
            end,
            low: value,
            high: Some(value),
            vague: false,
            plain: false,
            digits: false,
            scaled: false,
            ordinal: false,
            fraction: false,
            glued: None,
            letter: None,
        }
    }

    /// Multiplies the number.
    pub(super) fn scale(&mut self, factor: f64) {
        self.low *= factor;
        self.high = self.high.map(|high| high * factor);
    }
}
