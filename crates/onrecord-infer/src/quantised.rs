//! Linear layers with int8 weights, in the layout of the file.

use crate::error::{Error, ErrorKind};
use crate::kernel::PANEL;
use crate::weights::{ByteTensor, Weights};

/// The maximum number of inputs of a layer: with more (from 65,793), sums of products of a byte and an int8 could
/// overflow `i32`.
const MAX_INPUTS: usize = 1 << 15;

/// A linear layer with `outputs` rows of int8 weights, one scale per output.
pub(crate) struct QuantisedLinear {
    pub(crate) inputs: usize,
    pub(crate) outputs: usize,
    weights: ByteTensor,
    pub(crate) scale: Vec<f32>,
    pub(crate) sum: Vec<i32>,
    pub(crate) bias: Vec<f32>,
}

impl QuantisedLinear {
    /// Returns the layer `{name}.q`, `.scale`, `.sum`, `.bias` with these dimensions, or an error if one differs.
    pub(crate) fn load(weights: &Weights, name: &str, inputs: usize, outputs: usize) -> Result<Self, Error> {
        if inputs == 0
            || outputs == 0
            || !inputs.is_multiple_of(PANEL)
            || !outputs.is_multiple_of(PANEL)
            || inputs > MAX_INPUTS
        {
            let message = format!(
                "expected multiples of {PANEL} with at most {MAX_INPUTS} inputs, found {inputs} inputs and {outputs} outputs"
            );
            return Err(Error::about(ErrorKind::Shape, name, message));
        }
        let shape = [outputs / PANEL, inputs / 4, PANEL, 4];
        Ok(QuantisedLinear {
            inputs,
            outputs,
            weights: weights.bytes(&format!("{name}.q"), &shape)?,
            scale: weights.floats(&format!("{name}.scale"), &[outputs])?,
            sum: weights.integers(&format!("{name}.sum"), &[outputs])?,
            bias: weights.floats(&format!("{name}.bias"), &[outputs])?,
        })
    }

    /// Returns the panels of 64 outputs in sequence; each has `inputs / 4` groups of 64 outputs by 4 inputs.
    pub(crate) fn panels(&self) -> &[u8] {
        self.weights.as_bytes()
    }

    /// Checks that each stored sum is the sum of its row of weights.
    pub(crate) fn verify(&self, name: &str) -> Result<(), Error> {
        for (p, panel) in self.panels().chunks_exact(PANEL * self.inputs).enumerate() {
            let mut sums = [0i32; PANEL];
            for group in panel.chunks_exact(PANEL * 4) {
                for (sum, weights) in sums.iter_mut().zip(group.as_chunks::<4>().0) {
                    *sum += weights.iter().map(|&weight| i32::from(weight as i8)).sum::<i32>();
                }
            }
            for (c, (expected, found)) in sums.iter().zip(&self.sum[p * PANEL..]).enumerate() {
                if expected != found {
                    let message = format!("expected {expected} for output {}, found {found}", p * PANEL + c);
                    return Err(Error::about(ErrorKind::Value, format!("{name}.sum"), message));
                }
            }
        }
        Ok(())
    }
}
