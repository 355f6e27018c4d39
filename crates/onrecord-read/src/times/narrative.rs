//! Whether a text is a narrative about other times than its own, and the years that it names.

use jiff::civil::Date;

use super::lexer::Lexed;
use super::rules::ClassId;
use super::value::Amount;
use super::words::Sense;

/// The years that a text names, with their tokens.
pub(super) struct Years(Vec<(usize, i16)>);

impl Years {
    /// Returns the numbers of the class `year` in the text.
    pub(super) fn new(year: ClassId, lexed: &Lexed<'_>) -> Years {
        let mut years = Vec::new();
        for token in 0..lexed.words.len() {
            for lexeme in lexed.at(token).iter().filter(|lexeme| lexeme.class == year) {
                if let Sense::Amount(Amount::Thousandths(n)) = lexeme.sense
                    && let Ok(n) = i16::try_from(n / 1000)
                {
                    years.push((token, n));
                }
            }
        }
        Years(years)
    }

    /// Returns the years at and after a token.
    pub(super) fn after(&self, token: usize) -> impl Iterator<Item = i16> {
        let next = self.0.partition_point(|(at, _)| *at < token);
        self.0[next..].iter().map(|(_, year)| *year)
    }
}

/// Returns whether the text is a narrative about other times than its own, such as a history: many years, few words
/// that count from today, which are the words of the class `deictic`.
pub(super) fn is_narrative(deictic: ClassId, lexed: &Lexed<'_>, years: &Years, today: Option<Date>) -> bool {
    let this_year = today.map_or(i16::MAX, Date::year);
    let (mut n_years, mut n_deictic) = (0, 0);
    for token in 0..lexed.words.len() {
        for lexeme in lexed.at(token).iter().filter(|lexeme| lexeme.class == deictic) {
            match lexeme.sense {
                Sense::Name("old") => n_years += 1,
                _ => n_deictic += 1,
            }
        }
    }
    n_years += years.0.iter().filter(|(_, year)| *year < this_year - 1).count();
    n_years >= 5 && n_years >= 4 * n_deictic
}
