//! The building blocks of heads: hidden layers in int8, everything else in `f32`.

use std::fmt;

use crate::error::{Error, ErrorKind};
use crate::kernel::{
    ColumnPacker, Dense, Dots, Engine, Gelu, Kernel, PANEL, PairedDots, Product, Quantise, Softmax, natural_log,
    pack_columns, pack_rows,
};
use crate::quantised::QuantisedLinear;
use crate::weights::Weights;

/// A linear layer with int8 weights followed by the Gaussian error linear unit: the hidden layer of a head.
///
/// It computes like the layers of the encoder, so a row depends neither on the other rows nor on the kernel.
pub struct HiddenLayer {
    engine: Engine,
    linear: QuantisedLinear,
}

impl HiddenLayer {
    /// Returns the layer with the tensors `{name}.q`, `.scale`, `.sum` and `.bias`, as listed in the crate's README.
    ///
    /// # Errors
    ///
    /// If a tensor is missing, has a wrong element type or shape, or has a value that is not finite.
    pub fn load(weights: &Weights, name: &str) -> Result<HiddenLayer, Error> {
        let tensor = weights.tensor(&format!("{name}.q"))?;
        let &[panels, groups, PANEL, 4] = tensor.shape() else {
            let message = format!("expected panels of {PANEL} outputs by 4 inputs, found shape {:?}", tensor.shape());
            return Err(Error::about(ErrorKind::Shape, tensor.name(), message));
        };
        let linear = QuantisedLinear::load(weights, name, groups.saturating_mul(4), panels.saturating_mul(PANEL))?;
        Ok(HiddenLayer { engine: Engine::detect(), linear })
    }

    /// Returns the same layer on another kernel; results are bit-identical.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Kernel`] if this processor lacks its instructions.
    pub fn with_kernel(self, kernel: Kernel) -> Result<HiddenLayer, Error> {
        let engine = Engine::new(kernel)?;
        Ok(HiddenLayer { engine, ..self })
    }

    /// Returns the length of an input row.
    pub fn inputs(&self) -> usize {
        self.linear.inputs
    }

    /// Returns the length of an output row.
    pub fn outputs(&self) -> usize {
        self.linear.outputs
    }

    /// Checks the stored sums of the weights, as [`crate::Encoder::verify`] does. `name` is used in the error.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Value`] at the first sum that is wrong.
    pub fn verify(&self, name: &str) -> Result<(), Error> {
        self.linear.verify(name)
    }

    /// Applies the layer to `rows` rows of [`HiddenLayer::inputs`] values; returns rows of [`HiddenLayer::outputs`]
    /// values.
    ///
    /// # Panics
    ///
    /// If the length of `x` is not `rows` times [`HiddenLayer::inputs`].
    pub fn apply(&self, x: &[f32], rows: usize) -> Vec<f32> {
        let (linear, k) = (&self.linear, self.linear.inputs);
        assert_eq!(x.len(), rows * k, "length of {rows} rows of {k} inputs");
        let (mut quantised, mut scales) = (vec![0; x.len()], vec![0.0; rows]);
        self.engine.run(Quantise { rows: x, k, out: &mut quantised, scales: &mut scales });
        let mut out = vec![0.0; rows * linear.outputs];
        self.engine.run(Product { linear, rows: &quantised, scales: &scales, gelu: true, out: &mut out });
        out
    }
}

impl fmt::Debug for HiddenLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HiddenLayer")
            .field("kernel", &self.engine.kernel())
            .field("inputs", &self.inputs())
            .field("outputs", &self.outputs())
            .finish_non_exhaustive()
    }
}

/// A linear layer in `f32`: `y = x W^T + b`.
///
/// Each output starts from its bias and is summed over the inputs in order by fused multiply-add, so it depends neither
/// on the other rows nor on the kernel.
#[derive(Clone, Debug)]
pub struct Linear {
    engine: Engine,
    inputs: usize,
    outputs: usize,
    panels: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// Returns the layer with the tensors `{name}.weight`, of shape [outputs, inputs], and `{name}.bias`, each stored
    /// as F32, F16 or BF16.
    ///
    /// # Errors
    ///
    /// If a tensor is missing, has a wrong element type or shape, or has a value that is not finite.
    pub fn load(weights: &Weights, name: &str) -> Result<Linear, Error> {
        let weight = weights.tensor(&format!("{name}.weight"))?;
        let [outputs, inputs] = weight.matrix_shape()?;
        let bias = weights.tensor(&format!("{name}.bias"))?;
        if bias.shape() != [outputs] {
            let message = format!("expected shape [{outputs}], found {:?}", bias.shape());
            return Err(Error::about(ErrorKind::Shape, bias.name(), message));
        }
        if inputs == 0 || outputs == 0 {
            let message = format!("expected at least one row and column, found shape [{outputs}, {inputs}]");
            return Err(Error::about(ErrorKind::Shape, weight.name(), message));
        }
        let mut packer = ColumnPacker::new(outputs, inputs);
        weight.each_f32(|value| packer.push(value))?;
        Ok(Linear { engine: Engine::detect(), inputs, outputs, panels: packer.finish(), bias: bias.to_f32()? })
    }

    /// Returns the layer with these weights: one row of `inputs` values for each value of `bias`.
    ///
    /// # Panics
    ///
    /// If `inputs` is zero, or the length of `weight` does not fit.
    pub fn new(inputs: usize, weight: &[f32], bias: Vec<f32>) -> Linear {
        let outputs = bias.len();
        assert!(inputs > 0 && weight.len() == inputs * outputs, "length of {outputs} rows of {inputs} inputs");
        Linear { engine: Engine::detect(), inputs, outputs, panels: pack_columns(weight, outputs, inputs), bias }
    }

    /// Returns the same layer on another kernel; results are bit-identical.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Kernel`] if this processor lacks its instructions.
    pub fn with_kernel(self, kernel: Kernel) -> Result<Linear, Error> {
        let engine = Engine::new(kernel)?;
        Ok(Linear { engine, ..self })
    }

    /// Returns the length of an input row.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Returns the length of an output row.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Applies the layer to `rows` rows of [`Linear::inputs`] values; returns rows of [`Linear::outputs`] values.
    ///
    /// # Panics
    ///
    /// If the length of `x` is not `rows` times [`Linear::inputs`].
    pub fn apply(&self, x: &[f32], rows: usize) -> Vec<f32> {
        assert_eq!(x.len(), rows * self.inputs, "length of {rows} rows of {} inputs", self.inputs);
        let mut out = vec![0.0; rows * self.outputs];
        self.engine.run(Dense {
            a: x,
            m: rows,
            k: self.inputs,
            panels: &self.panels,
            n: self.outputs,
            bias: Some(&self.bias),
            out: &mut out,
        });
        out
    }
}

/// Returns the product of `a`, `m` rows of `k` values, and `b`, `k` rows of `n` values: `m` rows of `n` values.
///
/// Each is summed over `k` in order by fused multiply-add.
///
/// # Panics
///
/// If a slice has a wrong length.
///
/// ```
/// let product = onrecord_infer::matmul(&[1.0, 2.0], &[3.0, 4.0, 5.0, 6.0], 1, 2, 2);
/// assert_eq!(product, [13.0, 16.0]);
/// ```
pub fn matmul(a: &[f32], b: &[f32], m: usize, k: usize, n: usize) -> Vec<f32> {
    assert!(a.len() == m * k && b.len() == k * n, "lengths of [{m}, {k}] and [{k}, {n}]");
    multiply(a, &pack_rows(b, k, n), m, k, n)
}

/// Returns the product of `a`, `m` rows of `k` values, and the transpose of `b`, `n` rows of `k` values: `m` rows of
/// `n` values.
///
/// Each is summed over `k` in order by fused multiply-add.
///
/// # Panics
///
/// If a slice has a wrong length.
///
/// ```
/// let product = onrecord_infer::matmul_transposed(&[1.0, 2.0], &[3.0, 4.0, 5.0, 6.0], 1, 2, 2);
/// assert_eq!(product, [11.0, 17.0]);
/// ```
pub fn matmul_transposed(a: &[f32], b: &[f32], m: usize, k: usize, n: usize) -> Vec<f32> {
    assert!(a.len() == m * k && b.len() == n * k, "lengths of [{m}, {k}] and [{n}, {k}]");
    multiply(a, &pack_columns(b, n, k), m, k, n)
}

fn multiply(a: &[f32], panels: &[f32], m: usize, k: usize, n: usize) -> Vec<f32> {
    let mut out = vec![0.0; m * n];
    let bias = None;
    Engine::detect().run(Dense { a, m, k, panels, n, bias, out: &mut out });
    out
}

/// Writes the dot product of `left` with each row of `right` to `out`. Rows have `stride` values, of which the first
/// `left.len()` are used.
///
/// Each product is rounded and added to one of eight sums, depending on its position; the eight sums are added at the
/// end.
///
/// # Panics
///
/// If `stride` is zero or less than `left.len()`, or `right` does not have `out.len()` rows.
///
/// ```
/// let mut out = [0.0; 2];
/// onrecord_infer::dots(&[1.0, 2.0], &[3.0, 4.0, 9.0, 5.0, 6.0, 9.0], 3, &mut out);
/// assert_eq!(out, [11.0, 17.0]);
/// ```
pub fn dots(left: &[f32], right: &[f32], stride: usize, out: &mut [f32]) {
    assert!(stride > 0 && left.len() <= stride, "rows of {stride} values for {}", left.len());
    assert_eq!(right.len(), stride * out.len(), "length of {} rows of {stride} values", out.len());
    Engine::detect().run(Dots { left, right, stride, out });
}

/// Writes the dot product of each row of `left` with the corresponding row of `right` to `out`. Rows have `k` values;
/// the order of operations is that of [`dots`].
///
/// # Panics
///
/// If `k` is zero, or a slice does not have `out.len()` rows.
///
/// ```
/// let mut out = [0.0; 2];
/// onrecord_infer::paired_dots(&[1.0, 2.0, 1.0, 0.0], &[3.0, 4.0, 5.0, 6.0], 2, &mut out);
/// assert_eq!(out, [11.0, 5.0]);
/// ```
pub fn paired_dots(left: &[f32], right: &[f32], k: usize, out: &mut [f32]) {
    assert!(k > 0 && left.len() == k * out.len() && right.len() == left.len(), "rows of {k} values");
    Engine::detect().run(PairedDots { left, right, k, out });
}

/// Replaces each value by its Gaussian error linear unit, x/2 (1 + erf(x / sqrt 2)), within 3e-7 times |x|.
///
/// ```
/// let mut values = [-1.0, 0.0, 1.0];
/// onrecord_infer::gelu(&mut values);
/// assert!((values[2] - 0.841_345).abs() < 1e-6);
/// ```
pub fn gelu(values: &mut [f32]) {
    Engine::detect().run(Gelu(values));
}

/// Replaces one row of scores by probabilities proportional to their exponentials.
///
/// Scores more than 87 below the largest are treated as 87 below. An empty row stays empty.
///
/// ```
/// let mut scores = [0.0, 0.0];
/// onrecord_infer::softmax(&mut scores);
/// assert_eq!(scores, [0.5, 0.5]);
/// ```
pub fn softmax(row: &mut [f32]) {
    Engine::detect().run(Softmax { row, write: true });
}

/// Replaces one row of scores by the natural logarithms of their [`softmax`].
///
/// ```
/// let mut scores = [1.0, 1.0];
/// onrecord_infer::log_softmax(&mut scores);
/// assert_eq!(scores, [-std::f32::consts::LN_2; 2]);
/// ```
pub fn log_softmax(row: &mut [f32]) {
    if row.is_empty() {
        return;
    }
    let (largest, sum) = Engine::detect().run(Softmax { row, write: false });
    let log = natural_log(f64::from(sum)) as f32;
    row.iter_mut().for_each(|value| *value = *value - largest - log);
}
