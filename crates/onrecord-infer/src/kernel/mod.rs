//! The inner loops, and the choice of the processor instructions that they use.
//!
//! A loop is a [`Job`]: written once, and compiled once for each instruction set. Only the int8 product ([`Isa::tile`])
//! differs between instruction sets, and its sums are exact. All `f32` arithmetic is the same sequence of exactly
//! rounded operations on 16 lanes, which the compiler turns into the vectors of each set.
//!
//! This is the only module with `unsafe`, for two reasons, which are stated at each use. A job may run with an
//! instruction set only if the processor has it, which [`Engine::new`] checks; and loading vectors needs pointers,
//! whose bounds are asserted first.

#[cfg(target_arch = "aarch64")]
mod arm;
mod attention;
mod dense;
mod engine;
mod isa;
mod kinds;
mod lanes;
mod math;
mod portable;
mod product;
mod rows;
#[cfg(target_arch = "x86_64")]
mod vectors;
#[cfg(target_arch = "x86_64")]
mod x86;

pub(crate) use attention::{Attention, AttentionBuffers, room};
pub(crate) use dense::{ColumnPacker, Dense, Dots, PairedDots, pack_columns, pack_rows};
pub(crate) use engine::Engine;
pub(crate) use isa::{Isa, Job, PANEL};
pub use kinds::Kernel;
pub(crate) use math::natural_log;
pub(crate) use product::Product;
pub(crate) use rows::{AddNorm, Embed, Gelu, Quantise, Softmax};

#[cfg(test)]
mod tests;
