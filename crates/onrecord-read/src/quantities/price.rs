//! Words that show that a unit is money where it can also be something else ("80 pounds").

use onrecord_knowledge::{Mistake, Table};
use onrecord_text::TextWords;

use super::lists::{Set, phrases, set};
use super::words::{Phrases, Words};

/// The maximum number of words, numbers and modifiers between a word for a price and the amount.
const REACH: usize = 6;

/// Words for prices: sections of `currencies.txt`.
#[derive(Debug, Default)]
pub(super) struct Prices {
    /// Words before an amount of money ("cost").
    before: Phrases<()>,
    /// Words after an amount of money ("fine").
    after: Phrases<()>,
    /// Words that may stand between a word before and the amount ("paid him 80 pounds").
    between: Set,
}

impl Prices {
    /// Reads the sections.
    pub(super) fn read(table: &mut Table<'_>, known: &TextWords, mistakes: &mut Vec<Mistake>) -> Prices {
        Prices {
            before: phrases(table, "price-before", known, mistakes),
            after: phrases(table, "price-after", known, mistakes),
            between: set(table, "price-between", mistakes),
        }
    }

    /// Returns whether a word for a price ends before `start`.
    ///
    /// `skip` returns the number of tokens of the number, modifier or word of a range that ends at a token.
    pub(super) fn is_before(&self, words: &Words<'_>, start: usize, skip: impl Fn(usize) -> Option<usize>) -> bool {
        let mut at = start;
        for _ in 0..REACH {
            if self.before.ending(words, at, 0).is_some() {
                return true;
            }
            let is_between = at > 0 && self.between.contains(words.lower(at - 1));
            let Some(length) = skip(at).or(is_between.then_some(1)) else { return false };
            at -= length;
        }
        false
    }

    /// Returns whether a word for a price begins at `at`.
    pub(super) fn is_after(&self, words: &Words<'_>, at: usize, end: usize) -> bool {
        self.after.starting(words, at, end).is_some()
    }
}
