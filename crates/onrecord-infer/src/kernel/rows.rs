//! Operations on one row at a time: embedding, quantization, layer normalization, GELU, softmax.

use super::lanes::{LANES, ROUND, Vector};
use super::{Isa, Job, math};

/// One embedding: a row of int8 values times its scale, plus the row for its position.
pub(crate) struct Embed<'a> {
    /// Row of the word embedding table.
    pub(crate) word: &'a [u8],
    /// Scale of that row.
    pub(crate) scale: f32,
    /// Row of the position table.
    pub(crate) position: &'a [f32],
    /// The sum.
    pub(crate) out: &'a mut [f32],
}

impl Job for Embed<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let scale = isa.splat(self.scale);
        let words = self.word.as_chunks::<LANES>().0;
        for ((word, position), out) in
            words.iter().zip(self.position.chunks_exact(LANES)).zip(self.out.chunks_exact_mut(LANES))
        {
            isa.widen_bytes(word).mul_add(scale, isa.load(position)).store(out);
        }
    }
}

/// Converts rows to int8, each with its own scale: largest magnitude / 127.
pub(crate) struct Quantise<'a> {
    /// Rows of `k` values; `k` is a multiple of 16.
    pub(crate) rows: &'a [f32],
    /// Length of a row.
    pub(crate) k: usize,
    /// The same number of int8 values, as bytes in the form that the tiles of this engine expect.
    pub(crate) out: &'a mut [u8],
    /// One scale per row.
    pub(crate) scales: &'a mut [f32],
}

impl Job for Quantise<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let k = self.k;
        assert!(
            k.is_multiple_of(LANES) && self.rows.len() == self.scales.len() * k && self.out.len() == self.rows.len()
        );
        let rows = self.rows.chunks_exact(k).zip(self.out.chunks_exact_mut(k));
        for ((row, out), scale) in rows.zip(self.scales) {
            let mut largest = isa.splat(0.0);
            for chunk in row.chunks_exact(LANES) {
                largest = isa.load(chunk).abs().max(largest);
            }
            let largest = largest.largest();
            // For smaller values, the inverse could overflow; such a row is then treated as zero.
            let inverse = if largest > 1e-30 { 127.0 / largest } else { 0.0 };
            *scale = largest / 127.0;
            let (inverse, round) = (isa.splat(inverse), isa.splat(ROUND));
            for (chunk, out) in row.chunks_exact(LANES).zip(out.as_chunks_mut::<LANES>().0) {
                // |value * inverse| is at most 127 plus a few ulp, so the rounded value needs no clamping.
                let rounded = isa.load(chunk).mul_add(inverse, round);
                *out = rounded.low_bytes().map(|byte| byte ^ I::FLIP);
            }
        }
    }
}

/// Layer normalization of rows, in place, after adding other rows.
pub(crate) struct AddNorm<'a> {
    /// Rows of as many values as there are weights; a multiple of 16.
    pub(crate) rows: &'a mut [f32],
    /// The same number of rows to add first, if any.
    pub(crate) add: Option<&'a [f32]>,
    /// The factor for each column.
    pub(crate) weight: &'a [f32],
    /// The term to add to each column.
    pub(crate) bias: &'a [f32],
}

/// Added to the variance; BERT was trained with this value (`layer_norm_eps` in its configuration).
const NORM_EPSILON: f32 = 1e-12;

impl Job for AddNorm<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let k = self.weight.len();
        assert!(k.is_multiple_of(LANES) && self.bias.len() == k);
        assert!(self.add.is_none_or(|add| add.len() == self.rows.len()));
        for (i, row) in self.rows.chunks_exact_mut(k).enumerate() {
            let mut sum = isa.splat(0.0);
            match self.add {
                Some(add) => {
                    for (chunk, add) in row.chunks_exact_mut(LANES).zip(add[i * k..].chunks_exact(LANES)) {
                        let value = isa.load(chunk).add(isa.load(add));
                        sum = sum.add(value);
                        value.store(chunk);
                    }
                }
                None => {
                    for chunk in row.chunks_exact(LANES) {
                        sum = sum.add(isa.load(chunk));
                    }
                }
            }
            let mean = isa.splat(sum.sum() / k as f32);
            let mut squares = isa.splat(0.0);
            for chunk in row.chunks_exact(LANES) {
                let centred = isa.load(chunk).sub(mean);
                squares = centred.mul_add(centred, squares);
            }
            let inverse = isa.splat(1.0 / (squares.sum() / k as f32 + NORM_EPSILON).sqrt());
            let parameters = self.weight.chunks_exact(LANES).zip(self.bias.chunks_exact(LANES));
            for (chunk, (weight, bias)) in row.chunks_exact_mut(LANES).zip(parameters) {
                let normal = isa.load(chunk).sub(mean).mul(inverse);
                normal.mul_add(isa.load(weight), isa.load(bias)).store(chunk);
            }
        }
    }
}

/// GELU of each value, in place.
pub(crate) struct Gelu<'a>(pub(crate) &'a mut [f32]);

impl Job for Gelu<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let mut chunks = self.0.chunks_exact_mut(LANES);
        for chunk in &mut chunks {
            math::gelu(isa, isa.load(chunk)).store(chunk);
        }
        let rest = chunks.into_remainder();
        math::gelu(isa, isa.load_part(rest, 0.0)).store_part(rest);
    }
}

/// The softmax of a row: sums the exponentials of the differences between each value and the largest.
pub(crate) struct Softmax<'a> {
    /// One row.
    pub(crate) row: &'a mut [f32],
    /// Whether to replace the values by the exponentials divided by their sum; otherwise the row is unchanged.
    pub(crate) write: bool,
}

impl Job for Softmax<'_> {
    /// The largest value and the sum of the exponentials.
    type Output = (f32, f32);

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> (f32, f32) {
        let mut largest = isa.splat(f32::MIN);
        for chunk in self.row.chunks(LANES) {
            largest = isa.load_part(chunk, f32::MIN).max(largest);
        }
        let largest = largest.largest();
        let mut sum = isa.splat(0.0);
        for chunk in self.row.chunks_mut(LANES) {
            let power = math::exp(isa, isa.load_part(chunk, f32::MIN).sub(isa.splat(largest)));
            let mut powers = [0.0; LANES];
            // The lanes that pad the last chunk must not be included.
            power.store_part(&mut powers[..chunk.len()]);
            sum = sum.add(isa.load(&powers));
            if self.write {
                chunk.copy_from_slice(&powers[..chunk.len()]);
            }
        }
        let sum = sum.sum();
        if self.write {
            self.row.iter_mut().for_each(|value| *value /= sum);
        }
        (largest, sum)
    }
}
