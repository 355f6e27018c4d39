//! The operations that a loop needs from an instruction set.

use super::lanes::{LANES, Vector};

/// The number of output columns in a panel of int8 weights; the file format depends on it.
pub(crate) const PANEL: usize = 64;

/// The maximum number of rows of activations in a tile.
pub(super) const MAX_ROWS: usize = 6;

/// A loop that can be compiled for each instruction set.
///
/// Implementations mark `run`, and everything that it calls, `#[inline(always)]`, so that the code becomes part of the
/// function that enables the instructions.
pub(crate) trait Job {
    /// What the job returns.
    type Output;
    /// Runs the job with the instructions of `isa`.
    fn run<I: Isa>(self, isa: I) -> Self::Output;
}

/// Proof that the processor has an instruction set, with the operations that differ between sets.
pub(crate) trait Isa: Copy {
    /// Sixteen floats in registers.
    type Vector: Vector;
    /// Activations are stored for tiles as `value ^ FLIP`: 0x80 turns an int8 into the byte `value + 128`.
    const FLIP: u8;
    /// The number of rows of activations in one tile, at most [`MAX_ROWS`].
    const ROWS: usize;
    /// Whether a 16-lane vector is one register and there are 32 of them.
    const WIDE: bool;

    /// Returns a vector with the same value in all lanes.
    fn splat(self, value: f32) -> Self::Vector;

    /// Returns the first 16 values of a slice.
    fn load(self, from: &[f32]) -> Self::Vector;

    /// Returns sixteen int8 values as floats.
    fn widen_bytes(self, from: &[u8; LANES]) -> Self::Vector;

    /// Returns the sums of a tile as floats, without the part that [`Isa::FLIP`] added: 128 times the sum of the
    /// weights.
    fn widen_sums(self, sums: &[i32; LANES], weight_sums: &[i32; LANES]) -> Self::Vector;

    /// Returns up to 16 values of a slice, padded with `fill`.
    #[inline(always)]
    fn load_part(self, from: &[f32], fill: f32) -> Self::Vector {
        let mut all = [fill; LANES];
        all[..from.len()].copy_from_slice(from);
        self.load(&all)
    }

    /// Computes the dot products of `R` rows with the 64 columns of a panel.
    ///
    /// `rows` has `R` rows of `k` activations; `panel` has `k / 4` groups of 64 columns by 4 weights.
    ///
    /// # Panics
    ///
    /// If the slices have wrong lengths.
    fn tile<const R: usize>(self, rows: &[u8], panel: &[u8], k: usize, sums: &mut [[i32; PANEL]; R]);
}

/// Asserts the lengths that the pointers of a tile rely on.
#[inline(always)]
pub(super) fn assert_tile<const R: usize>(rows: &[u8], panel: &[u8], k: usize) {
    assert!(k.is_multiple_of(4) && rows.len() == R * k && panel.len() == PANEL * k);
}
