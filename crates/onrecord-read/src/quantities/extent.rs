//! A quantity while words are added to it.

use super::lexicon::{Bound, Modifier};

/// The tokens of a quantity and its value.
pub(super) struct Extent {
    pub(super) start: usize,
    pub(super) stop: usize,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) approximate: bool,
}

impl Extent {
    /// Applies a modifier, which opens, closes or blurs the value.
    pub(super) fn bound(&mut self, modifier: Modifier) {
        self.approximate |= modifier.hedge;
        match modifier.bound {
            Bound::Low => self.high = None,
            Bound::High => {
                self.high = self.high.or(self.low);
                self.low = None;
            }
            Bound::None => {}
        }
    }
}
