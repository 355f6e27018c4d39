//! The inner loops, and the choice of the processor instructions that they use.
//!
//! A loop is a [`Job`]: written once, compiled once for each instruction set. What differs between instruction sets is
//! the int8 product alone ([`Isa::tile`]), whose sums are exact. Everything in `f32` is the same sequence of exactly
//! rounded operations on 16 lanes, which the compiler turns into the vectors of each set.
//!
//! This is the only module with `unsafe` in it: two reasons, stated at each place. Running a job under an instruction
//! set needs that the processor has it, which [`Engine::new`] checked; and loading vectors needs pointers, whose bounds
//! are asserted first.

#[cfg(target_arch = "aarch64")]
mod arm;
mod attention;
mod dense;
mod lanes;
mod math;
mod portable;
mod product;
mod rows;
#[cfg(target_arch = "x86_64")]
mod vectors;
#[cfg(target_arch = "x86_64")]
mod x86;

use crate::error::{Error, ErrorKind};

use lanes::{LANES, Vector};

pub(crate) use attention::{Attention, AttentionBuffers, room};
pub(crate) use dense::{ColumnPacker, Dense, Dots, PairedDots, pack_columns, pack_rows};
pub(crate) use math::natural_log;
pub(crate) use product::Product;
pub(crate) use rows::{AddNorm, Embed, Gelu, Quantise, Softmax};

/// Output columns in a panel of int8 weights; the file format is laid out by it.
pub(crate) const PANEL: usize = 64;

/// Rows of activations that a tile takes at most.
const MAX_ROWS: usize = 6;

/// The processor instructions that inference uses. Results are the same to the bit with each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kernel {
    /// x86-64 with AVX-512 and its byte dot products.
    Avx512Vnni,
    /// x86-64 with AVX2, FMA and the byte dot products of AVX-VNNI.
    AvxVnni,
    /// x86-64 with AVX2 and FMA.
    Avx2,
    /// 64-bit Arm with the `sdot` instruction.
    NeonDot,
    /// Plain Rust. Slow where the compiler's baseline lacks fused multiply-add, as on x86-64.
    Portable,
}

impl Kernel {
    /// All kernels, the fastest first within each architecture.
    pub const ALL: [Kernel; 5] = [Kernel::Avx512Vnni, Kernel::AvxVnni, Kernel::Avx2, Kernel::NeonDot, Kernel::Portable];

    /// The fastest kernel that this processor can run.
    pub fn detect() -> Kernel {
        let available = Kernel::ALL.into_iter().find(|kernel| kernel.is_available());
        available.unwrap_or(Kernel::Portable)
    }

    /// Whether this processor can run the kernel.
    ///
    /// ```
    /// assert!(onrecord_infer::Kernel::Portable.is_available());
    /// ```
    pub fn is_available(self) -> bool {
        match self {
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx512Vnni => {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vnni")
                    && Kernel::Avx2.is_available()
            }
            #[cfg(target_arch = "x86_64")]
            Kernel::AvxVnni => is_x86_feature_detected!("avxvnni") && Kernel::Avx2.is_available(),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
            #[cfg(target_arch = "aarch64")]
            Kernel::NeonDot => {
                std::arch::is_aarch64_feature_detected!("neon") && std::arch::is_aarch64_feature_detected!("dotprod")
            }
            Kernel::Portable => true,
            #[allow(unreachable_patterns, reason = "which kernels are left depends on the architecture")]
            _ => false,
        }
    }
}

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
fn assert_tile<const R: usize>(rows: &[u8], panel: &[u8], k: usize) {
    assert!(k.is_multiple_of(4) && rows.len() == R * k && panel.len() == PANEL * k);
}

/// A kernel that this processor can run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Engine(Kernel);

impl Engine {
    /// The fastest engine of this processor.
    pub(crate) fn detect() -> Engine {
        // Invariant: the kernel within is available; `detect` returns no other.
        Engine(Kernel::detect())
    }

    /// Returns the engine of this kernel, or an error if the processor lacks the instructions.
    pub(crate) fn new(kernel: Kernel) -> Result<Engine, Error> {
        if kernel.is_available() {
            Ok(Engine(kernel))
        } else {
            let message = "this processor lacks its instructions";
            Err(Error::about(ErrorKind::Kernel, format!("kernel {kernel:?}"), message))
        }
    }

    /// The kernel within.
    pub(crate) fn kernel(self) -> Kernel {
        self.0
    }

    /// Does the job.
    pub(crate) fn run<J: Job>(self, job: J) -> J::Output {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: an engine exists only for a kernel whose instructions were detected.
            Kernel::Avx512Vnni => unsafe { x86::run_avx512_vnni(job) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Kernel::AvxVnni => unsafe { x86::run_avx_vnni(job) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Kernel::Avx2 => unsafe { x86::run_avx2(job) },
            #[cfg(target_arch = "aarch64")]
            // SAFETY: as above.
            Kernel::NeonDot => unsafe { arm::run_neon_dot(job) },
            _ => job.run(portable::Portable),
        }
    }
}

#[cfg(test)]
mod tests;
