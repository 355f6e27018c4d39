//! What a loop needs of an instruction set.

use super::lanes::{LANES, Vector};

/// Output columns in a panel of int8 weights; the file format is laid out by it.
pub(crate) const PANEL: usize = 64;

/// Rows of activations that a tile takes at most.
pub(super) const MAX_ROWS: usize = 6;

/// A loop that can be compiled for each instruction set.
///
/// Implementations mark `run`, and all that it calls, `#[inline(always)]`, so that the code lands inside the function
/// that enables the instructions.
pub(crate) trait Job {
    /// What the job returns.
    type Output;
    /// Does the job with the instructions of `isa`.
    fn run<I: Isa>(self, isa: I) -> Self::Output;
}

/// Witness that the processor has an instruction set, with what differs between the sets.
pub(crate) trait Isa: Copy {
    /// Sixteen floats in registers.
    type Vector: Vector;
    /// Activations enter tiles as `value ^ FLIP`: 0x80 makes an int8 the byte `value + 128`.
    const FLIP: u8;
    /// Rows of activations that one tile takes, at most [`MAX_ROWS`].
    const ROWS: usize;
    /// Whether a 16-lane vector is one register and there are 32 of them.
    const WIDE: bool;

    /// Sixteen times the same value.
    fn splat(self, value: f32) -> Self::Vector;

    /// The first 16 values of a slice.
    fn load(self, from: &[f32]) -> Self::Vector;

    /// Sixteen int8 values, widened.
    fn widen_bytes(self, from: &[u8; LANES]) -> Self::Vector;

    /// Sums of a tile, widened, less what [`Isa::FLIP`] added: 128 times the sum of the weights.
    fn widen_sums(self, sums: &[i32; LANES], weight_sums: &[i32; LANES]) -> Self::Vector;

    /// Up to 16 values of a slice, then `fill`.
    #[inline(always)]
    fn load_part(self, from: &[f32], fill: f32) -> Self::Vector {
        let mut all = [fill; LANES];
        all[..from.len()].copy_from_slice(from);
        self.load(&all)
    }

    /// Sums of the products of `R` rows with the 64 columns of a panel.
    ///
    /// `rows` holds `R` rows of `k` activations, `panel` `k / 4` groups of 64 columns by 4 weights.
    ///
    /// # Panics
    ///
    /// If the slices have other lengths.
    fn tile<const R: usize>(self, rows: &[u8], panel: &[u8], k: usize, sums: &mut [[i32; PANEL]; R]);
}

/// Asserts the lengths that the pointers of a tile rely on.
#[inline(always)]
pub(super) fn assert_tile<const R: usize>(rows: &[u8], panel: &[u8], k: usize) {
    assert!(k.is_multiple_of(4) && rows.len() == R * k && panel.len() == PANEL * k);
}
