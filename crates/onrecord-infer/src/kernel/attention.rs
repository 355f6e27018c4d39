//! Self-attention of one sequence.

use super::lanes::{LANES, Vector};
use super::{Isa, Job, math};

/// Buffers for attention; their content is not kept between calls.
#[derive(Debug, Default)]
pub(crate) struct AttentionBuffers {
    /// Keys of one head, transposed: one row of padded sequence length per dimension.
    keys: Vec<f32>,
    /// Scores of one block of queries.
    scores: Vec<f32>,
    /// Scaled queries of one block.
    queries: Vec<f32>,
}

/// Returns the first `length` values of a buffer, which grows but never shrinks. Their content is left over from
/// earlier use.
pub(crate) fn room<T: Clone + Default>(buffer: &mut Vec<T>, length: usize) -> &mut [T] {
    if buffer.len() < length {
        buffer.resize(length, T::default());
    }
    &mut buffer[..length]
}

/// `softmax(Q K^T / sqrt(d)) V` for each head.
pub(crate) struct Attention<'a> {
    /// One row per piece: queries of all heads, then keys, then values.
    pub(crate) qkv: &'a [f32],
    /// Pieces in the sequence.
    pub(crate) length: usize,
    /// The indices of the pieces whose queries are computed; `None` for all pieces.
    pub(crate) wanted: Option<&'a [usize]>,
    /// Number of heads.
    pub(crate) heads: usize,
    /// Dimensions of a head, a multiple of 16.
    pub(crate) dim: usize,
    /// One row of `heads * dim` values per computed piece.
    pub(crate) out: &'a mut [f32],
    /// Working memory.
    pub(crate) buffers: &'a mut AttentionBuffers,
}

impl Job for Attention<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        // The number of accumulators must fit the registers; it does not change any result.
        if I::WIDE {
            self.blocks::<I, 8, 2>(isa);
        } else {
            self.blocks::<I, 4, 1>(isa);
        }
    }
}

impl Attention<'_> {
    /// Computes `R` queries at a time, and `C` vectors of scores or values at a time.
    #[inline(always)]
    fn blocks<I: Isa, const R: usize, const C: usize>(self, isa: I) {
        let Attention { qkv, length, wanted, heads, dim, out, buffers } = self;
        let n_queries = wanted.map_or(length, <[usize]>::len);
        let hidden = heads * dim;
        let stride = 3 * hidden;
        assert!(qkv.len() == length * stride && out.len() == n_queries * hidden && dim.is_multiple_of(LANES));
        if length == 0 {
            return;
        }
        let padded = length.next_multiple_of(LANES * C);
        // Padded keys have arbitrary values left in the buffer: their scores are overwritten.
        let keys = room(&mut buffers.keys, dim * padded);
        let scores = room(&mut buffers.scores, R * padded);
        let queries = room(&mut buffers.queries, R * dim);
        // Scores are exponents of 2 instead of e, which saves a range reduction in each exponential.
        let scale = std::f32::consts::LOG2_E / (dim as f32).sqrt();
        for head in 0..heads {
            let (query_at, key_at, value_at) = (head * dim, hidden + head * dim, 2 * hidden + head * dim);
            transpose(&qkv[key_at..], stride, length, keys, padded);
            for i in (0..n_queries).step_by(R) {
                // The last block repeats the last query and discards the extra results.
                for (r, to) in queries.chunks_exact_mut(dim).enumerate() {
                    let at = (i + r).min(n_queries - 1);
                    let query = &qkv[wanted.map_or(at, |wanted| wanted[at]) * stride + query_at..][..dim];
                    to.iter_mut().zip(query).for_each(|(to, &value)| *to = value * scale);
                }
                score::<I, R, C>(isa, queries, keys, dim, padded, scores);
                let mut inverse = [0.0; R];
                for (row, inverse) in scores.chunks_exact_mut(padded).zip(&mut inverse) {
                    *inverse = 1.0 / powers(isa, row, length);
                }
                let n = R.min(n_queries - i);
                let mut d = 0;
                while d < dim {
                    let values = &qkv[value_at + d..];
                    let to = &mut out[head * dim + d..];
                    if d + C * LANES <= dim {
                        mix::<I, R, C>(isa, scores, padded, values, stride, length, &inverse[..n], i, hidden, to);
                        d += C * LANES;
                    } else {
                        mix::<I, R, 1>(isa, scores, padded, values, stride, length, &inverse[..n], i, hidden, to);
                        d += LANES;
                    }
                }
            }
        }
    }
}

/// Writes `length` keys, which are `stride` values apart, as columns into rows of `padded` values. Processes four keys
/// at a time, which the compiler turns into shuffles and one store per dimension.
#[inline(always)]
fn transpose(from: &[f32], stride: usize, length: usize, keys: &mut [f32], padded: usize) {
    let dim = keys.len() / padded;
    let key = |j: usize, d: usize| -> &[f32; 4] { from[j * stride + d..].first_chunk().expect("four values") };
    let whole = length / 4 * 4;
    for j in (0..whole).step_by(4) {
        for d in (0..dim).step_by(4) {
            let (a, b, c, e) = (key(j, d), key(j + 1, d), key(j + 2, d), key(j + 3, d));
            for i in 0..4 {
                keys[(d + i) * padded + j..][..4].copy_from_slice(&[a[i], b[i], c[i], e[i]]);
            }
        }
    }
    for j in whole..length {
        for (d, column) in keys.chunks_exact_mut(padded).enumerate() {
            column[j] = from[j * stride + d];
        }
    }
}

/// Computes the products of `R` queries with all keys.
#[inline(always)]
fn score<I: Isa, const R: usize, const C: usize>(
    isa: I,
    queries: &[f32],
    keys: &[f32],
    dim: usize,
    padded: usize,
    scores: &mut [f32],
) {
    let rows: [&[f32]; R] = std::array::from_fn(|r| &queries[r * dim..][..dim]);
    for j in (0..padded).step_by(C * LANES) {
        let mut sums = [[isa.splat(0.0); C]; R];
        for (d, keys) in keys.chunks_exact(padded).enumerate() {
            let keys: [I::Vector; C] = std::array::from_fn(|c| isa.load(&keys[j + c * LANES..]));
            for r in 0..R {
                let query = isa.splat(rows[r][d]);
                for c in 0..C {
                    sums[r][c] = query.mul_add(keys[c], sums[r][c]);
                }
            }
        }
        for r in 0..R {
            for c in 0..C {
                sums[r][c].store(&mut scores[r * padded + j + c * LANES..]);
            }
        }
    }
}

/// Replaces each score in a row by two to the power of its difference from the largest, and returns the sum.
#[inline(always)]
fn powers<I: Isa>(isa: I, row: &mut [f32], length: usize) -> f32 {
    // The same lanes are included on every kernel, however far its rows are padded. The padding gives 2^-126, the
    // smallest power; the largest value gives one.
    let row = &mut row[..length.next_multiple_of(LANES)];
    row[length..].fill(f32::MIN);
    let mut largest = isa.splat(f32::MIN);
    for chunk in row.chunks_exact(LANES) {
        largest = isa.load(chunk).max(largest);
    }
    let largest = isa.splat(largest.largest());
    let mut sum = isa.splat(0.0);
    for chunk in row.chunks_exact_mut(LANES) {
        let power = math::exp2(isa, isa.load(chunk).sub(largest));
        sum = sum.add(power);
        power.store(chunk);
    }
    sum.sum()
}

/// Computes the weighted sums of the values for `C` vectors at a time and `R` rows of weights. Writes one row for each
/// inverse of a sum that is given, starting at row `first`.
#[inline(always)]
#[allow(clippy::too_many_arguments, reason = "an inner loop with its strides")]
fn mix<I: Isa, const R: usize, const C: usize>(
    isa: I,
    weights: &[f32],
    padded: usize,
    values: &[f32],
    stride: usize,
    length: usize,
    inverse: &[f32],
    first: usize,
    hidden: usize,
    out: &mut [f32],
) {
    let rows: [&[f32]; R] = std::array::from_fn(|r| &weights[r * padded..][..length]);
    let mut sums = [[isa.splat(0.0); C]; R];
    for j in 0..length {
        let value: [I::Vector; C] = std::array::from_fn(|c| isa.load(&values[j * stride + c * LANES..]));
        for r in 0..R {
            let weight = isa.splat(rows[r][j]);
            for c in 0..C {
                sums[r][c] = weight.mul_add(value[c], sums[r][c]);
            }
        }
    }
    for (r, inverse) in inverse.iter().enumerate() {
        for c in 0..C {
            let mixed = sums[r][c].mul(isa.splat(*inverse));
            mixed.store(&mut out[(first + r) * hidden + c * LANES..]);
        }
    }
}
