//! The neural inference of onrecord: loads weights and computes tensors.
//!
//! An [`Encoder`] of the BERT family reads word pieces and returns one hidden vector for each requested piece. Heads
//! are built from [`HiddenLayer`], [`Linear`] and the free functions [`gelu`], [`softmax`], [`log_softmax`], [`matmul`]
//! and [`matmul_transposed`]. All weights come from [`Weights`], one safetensors file (described in `README.md` beside
//! this crate). This crate knows nothing about news, starts no threads, and accesses no files, clock or environment.
//!
//! # Reproducible results
//!
//! The hidden states of a sequence are bit-identical on every [`Kernel`], alone or in a batch, on one thread or many.
//! Linear layers multiply int8 by int8 and sum in `i32`, which is exact; activations have one scale per piece, so no
//! piece depends on its neighbours in a batch. All `f32` arithmetic is written once, over 16 lanes with a fixed order
//! of operations, and uses only operations that IEEE 754 rounds exactly (`+ - * /`, square root, fused multiply-add):
//! `exp` and `erf` are our own polynomials, never the platform's functions. This holds as long as no value overflows
//! `f32`; loading rejects weights that are not finite.
//!
//! ```
//! # fn run(bytes: Vec<u8>) -> Result<(), onrecord_infer::Error> {
//! use onrecord_infer::{Encoder, Scratch, Sequence, Weights};
//!
//! let weights = Weights::parse(bytes)?;
//! let encoder = Encoder::load(&weights, "encoder")?;
//! let sequence = Sequence { pieces: &[101, 7592, 102], extra: &[], wanted: None };
//! let hidden = encoder.encode(&[sequence], &mut Scratch::default())?;
//! assert_eq!(hidden.len(), 3 * encoder.hidden());
//! # Ok(()) }
//! # assert!(run(Vec::new()).is_err());
//! ```

#![deny(unsafe_code)]

mod encoder;
mod error;
mod head;
#[allow(unsafe_code, reason = "processor instructions and vector loads; each place says why it is sound")]
mod kernel;
mod quantised;
mod weights;

pub use encoder::{Encoder, Scratch, Sequence};
pub use error::{Error, ErrorKind};
pub use head::{HiddenLayer, Linear, dots, gelu, log_softmax, matmul, matmul_transposed, paired_dots, softmax};
pub use kernel::Kernel;
pub use weights::{Tensor, Weights};
