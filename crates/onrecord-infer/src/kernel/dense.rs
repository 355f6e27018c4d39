//! Matrix products in `f32`.

use super::lanes::{LANES, Vector};
use super::{Isa, Job};

/// `out = a * b + bias` with `b` in panels.
pub(crate) struct Dense<'a> {
    /// `m` rows of `k` values.
    pub(crate) a: &'a [f32],
    /// Number of rows.
    pub(crate) m: usize,
    /// Length of a row.
    pub(crate) k: usize,
    /// Columns in panels of 16, from [`pack_rows`] or [`pack_columns`].
    pub(crate) panels: &'a [f32],
    /// Number of columns.
    pub(crate) n: usize,
    /// One term per column, if any.
    pub(crate) bias: Option<&'a [f32]>,
    /// `m` rows of `n` values.
    pub(crate) out: &'a mut [f32],
}

/// Packs a matrix of `k` rows of `n` values into panels of 16 columns; the last panel is padded with zeros.
pub(crate) fn pack_rows(b: &[f32], k: usize, n: usize) -> Vec<f32> {
    let mut panels = vec![0.0; n.div_ceil(LANES) * k * LANES];
    for (p, panel) in panels.chunks_exact_mut((k * LANES).max(1)).enumerate() {
        let columns = p * LANES..n.min((p + 1) * LANES);
        for (i, to) in panel.chunks_exact_mut(LANES).enumerate() {
            to[..columns.len()].copy_from_slice(&b[i * n..][columns.clone()]);
        }
    }
    panels
}

/// Packs the transpose of a matrix into the same panels, value by value.
pub(crate) struct ColumnPacker {
    panels: Vec<f32>,
    k: usize,
    row: usize,
    column: usize,
}

impl ColumnPacker {
    /// Returns a packer for `n` rows of `k` values, which become columns.
    pub(crate) fn new(n: usize, k: usize) -> ColumnPacker {
        ColumnPacker { panels: vec![0.0; n.div_ceil(LANES) * k * LANES], k, row: 0, column: 0 }
    }

    /// Adds the next value of the rows.
    #[inline]
    pub(crate) fn push(&mut self, value: f32) {
        self.panels[(self.row / LANES * self.k + self.column) * LANES + self.row % LANES] = value;
        self.column += 1;
        if self.column == self.k {
            (self.row, self.column) = (self.row + 1, 0);
        }
    }

    /// Returns the panels.
    pub(crate) fn finish(self) -> Vec<f32> {
        self.panels
    }
}

/// Packs the transpose of `n` rows of `k` values in the same way.
pub(crate) fn pack_columns(b: &[f32], n: usize, k: usize) -> Vec<f32> {
    let mut packer = ColumnPacker::new(n, k);
    b.iter().take(n * k).for_each(|&value| packer.push(value));
    packer.finish()
}

impl Job for Dense<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(mut self, isa: I) {
        // The number of rows and panels per pass does not affect results: each output has its own accumulator.
        if I::WIDE { self.blocks::<I, 8, 2>(isa) } else { self.blocks::<I, 6, 1>(isa) }
    }
}

/// The number of rows of the last block, if no more are left.
const FEW: usize = 4;

impl Dense<'_> {
    /// Computes `R` rows and `C` panels at a time.
    #[inline(always)]
    fn blocks<I: Isa, const R: usize, const C: usize>(&mut self, isa: I) {
        let &mut Dense { a, m, k, panels, n, ref out, .. } = self;
        assert!(a.len() == m * k && out.len() == m * n && panels.len() == n.div_ceil(LANES) * k * LANES);
        let n_panels = n.div_ceil(LANES);
        let mut p = 0;
        while p < n_panels {
            let together = if p + C <= n_panels { C } else { 1 };
            for i in (0..m).step_by(R) {
                match (together == C, m - i > FEW) {
                    (true, true) => self.block::<I, R, C>(isa, p, i),
                    (true, false) => self.block::<I, FEW, C>(isa, p, i),
                    (false, true) => self.block::<I, R, 1>(isa, p, i),
                    (false, false) => self.block::<I, FEW, 1>(isa, p, i),
                }
            }
            p += together;
        }
    }

    /// Computes the product of up to `R` rows starting at row `first` with `C` panels starting at panel `p`.
    #[inline(always)]
    fn block<I: Isa, const R: usize, const C: usize>(&mut self, isa: I, p: usize, first: usize) {
        let (m, k, n) = (self.m, self.k, self.n);
        // An incomplete block repeats its last row and discards the extra results.
        let rows: [&[f32]; R] = std::array::from_fn(|r| &self.a[(first + r).min(m - 1) * k..][..k]);
        let panels: [&[[f32; LANES]]; C] =
            std::array::from_fn(|c| self.panels[(p + c) * k * LANES..][..k * LANES].as_chunks().0);
        let columns = |c: usize| (p + c) * LANES..n.min((p + c + 1) * LANES);
        let start: [I::Vector; C] =
            std::array::from_fn(|c| self.bias.map_or(isa.splat(0.0), |bias| isa.load_part(&bias[columns(c)], 0.0)));
        let mut sums = [start; R];
        for j in 0..k {
            let b: [I::Vector; C] = std::array::from_fn(|c| isa.load(&panels[c][j]));
            for r in 0..R {
                let a = isa.splat(rows[r][j]);
                for c in 0..C {
                    sums[r][c] = a.mul_add(b[c], sums[r][c]);
                }
            }
        }
        for (out, sums) in self.out[first * n..].chunks_exact_mut(n).zip(sums) {
            for (c, sum) in sums.into_iter().enumerate() {
                sum.store_part(&mut out[columns(c)]);
            }
        }
    }
}

/// The dot product of each row with the corresponding row of another matrix.
pub(crate) struct PairedDots<'a> {
    /// Rows of `k` values.
    pub(crate) left: &'a [f32],
    /// As many rows of `k` values.
    pub(crate) right: &'a [f32],
    /// Length of a row.
    pub(crate) k: usize,
    /// One sum of products for each pair.
    pub(crate) out: &'a mut [f32],
}

impl Job for PairedDots<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, _: I) {
        let rows = self.left.chunks_exact(self.k).zip(self.right.chunks_exact(self.k));
        for (out, (left, right)) in self.out.iter_mut().zip(rows) {
            *out = dot(left, right);
        }
    }
}

/// The dot product of one row with each of several rows.
pub(crate) struct Dots<'a> {
    /// `k` values.
    pub(crate) left: &'a [f32],
    /// Rows of at least `k` values, of which the first `k` are used.
    pub(crate) right: &'a [f32],
    /// Length of a row of `right`.
    pub(crate) stride: usize,
    /// One sum of products for each row.
    pub(crate) out: &'a mut [f32],
}

impl Job for Dots<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, _: I) {
        let k = self.left.len();
        for (out, row) in self.out.iter_mut().zip(self.right.chunks_exact(self.stride)) {
            *out = dot(self.left, &row[..k]);
        }
    }
}

/// Returns the dot product, summed over eight lanes in a fixed order with each product rounded. This is plain Rust that
/// is compiled for each instruction set; nothing in it may be reordered or fused, so that results are bit-identical.
#[inline(always)]
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0f32; 8];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    for (x, y) in a.iter().zip(b) {
        for i in 0..8 {
            lanes[i] += x[i] * y[i];
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(x, y)| x * y).sum();
    ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7])) + rest
}
