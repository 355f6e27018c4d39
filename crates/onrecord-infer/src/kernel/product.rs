//! The product of quantized rows and quantized weights.

use super::isa::{Isa, Job, MAX_ROWS, PANEL};
use super::lanes::{LANES, Vector};
use super::math;
use crate::quantised::QuantisedLinear;

/// `out = activation * weights^T + bias`, where activations and weights are int8 with scales.
pub(crate) struct Product<'a> {
    /// The layer, `n` outputs by `k` inputs.
    pub(crate) linear: &'a QuantisedLinear,
    /// `m` rows of `k` quantised activations from [`super::Quantise`] on the same engine.
    pub(crate) rows: &'a [u8],
    /// `m` scales.
    pub(crate) scales: &'a [f32],
    /// Whether to apply GELU to the result.
    pub(crate) gelu: bool,
    /// `m` rows of `n` results.
    pub(crate) out: &'a mut [f32],
}

impl Job for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(mut self, isa: I) {
        let (m, n, k) = (self.scales.len(), self.linear.outputs, self.linear.inputs);
        assert!(self.rows.len() == m * k && self.out.len() == m * n);
        let mut sums = [[0; PANEL]; MAX_ROWS];
        // The outer loop is over panels, the inner one over rows: a panel stays in the nearest cache for all rows.
        for (p, panel) in self.linear.panels().chunks_exact(PANEL * k).enumerate() {
            let mut i = 0;
            while i < m {
                let n_rows = I::ROWS.min(m - i);
                let rows = &self.rows[i * k..(i + n_rows) * k];
                match n_rows {
                    1 => isa.tile::<1>(rows, panel, k, sums.first_chunk_mut().expect("six rows")),
                    2 => isa.tile::<2>(rows, panel, k, sums.first_chunk_mut().expect("six rows")),
                    3 => isa.tile::<3>(rows, panel, k, sums.first_chunk_mut().expect("six rows")),
                    4 => isa.tile::<4>(rows, panel, k, sums.first_chunk_mut().expect("six rows")),
                    5 => isa.tile::<5>(rows, panel, k, sums.first_chunk_mut().expect("six rows")),
                    _ => isa.tile::<6>(rows, panel, k, &mut sums),
                }
                self.finish(isa, p, i, &sums[..n_rows]);
                i += n_rows;
            }
        }
    }
}

impl Product<'_> {
    /// Converts the sums of panel `p` for the rows starting at `first` into results.
    #[inline(always)]
    fn finish<I: Isa>(&mut self, isa: I, p: usize, first: usize, sums: &[[i32; PANEL]]) {
        let n = self.linear.outputs;
        for c in (p * PANEL..(p + 1) * PANEL).step_by(LANES) {
            let weight_sum: &[i32; LANES] = self.linear.sum[c..c + LANES].try_into().expect("16 sums");
            let scale = isa.load(&self.linear.scale[c..]);
            let bias = isa.load(&self.linear.bias[c..]);
            for (i, sums) in (first..).zip(sums) {
                let sums: &[i32; LANES] = sums[c % PANEL..][..LANES].try_into().expect("16 sums");
                let scale = scale.mul(isa.splat(self.scales[i]));
                let mut y = isa.widen_sums(sums, weight_sum).mul_add(scale, bias);
                if self.gelu {
                    y = math::gelu(isa, y);
                }
                y.store(&mut self.out[i * n + c..]);
            }
        }
    }
}
