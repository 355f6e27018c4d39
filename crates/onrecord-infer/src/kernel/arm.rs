//! The int8 product on 64-bit Arm, and the function that enables its instructions.

use std::arch::aarch64::*;
use std::arch::asm;

use super::isa::{Isa, Job, PANEL, assert_tile};
use super::lanes::{LANES, Lanes};

/// Proof that the processor has NEON with dot products. Made only in [`run_neon_dot`].
#[derive(Clone, Copy)]
pub(super) struct NeonDot(());

#[target_feature(enable = "neon,dotprod")]
pub(super) fn run_neon_dot<J: Job>(job: J) -> J::Output {
    job.run(NeonDot(()))
}

impl Isa for NeonDot {
    type Vector = Lanes;
    const FLIP: u8 = 0;
    const ROWS: usize = 4;
    const WIDE: bool = false;

    #[inline(always)]
    fn splat(self, value: f32) -> Lanes {
        Lanes([value; LANES])
    }

    #[inline(always)]
    fn load(self, from: &[f32]) -> Lanes {
        Lanes(*from.first_chunk().expect("16 values"))
    }

    #[inline(always)]
    fn widen_bytes(self, from: &[u8; LANES]) -> Lanes {
        Lanes(from.map(|byte| f32::from(byte as i8)))
    }

    #[inline(always)]
    fn widen_sums(self, sums: &[i32; LANES], _: &[i32; LANES]) -> Lanes {
        Lanes(sums.map(|sum| sum as f32))
    }

    #[inline(always)]
    fn tile<const R: usize>(self, rows: &[u8], panel: &[u8], k: usize, sums: &mut [[i32; PANEL]; R]) {
        // SAFETY: `self` proves that the processor has the instructions.
        unsafe { tile_neon_dot(rows, panel, k, sums) }
    }
}

/// Adds to each of four sums the product of four activations and four weights.
#[inline]
#[target_feature(enable = "neon,dotprod")]
fn dot(mut sum: int32x4_t, a: int8x16_t, w: int8x16_t) -> int32x4_t {
    // The intrinsic `vdotq_s32` is not stable at our minimum version of Rust.
    // SAFETY: the instruction reads and writes the named registers only.
    unsafe {
        asm!(
            "sdot {sum:v}.4s, {a:v}.16b, {w:v}.16b",
            sum = inout(vreg) sum, a = in(vreg) a, w = in(vreg) w,
            options(pure, nomem, nostack, preserves_flags),
        );
    }
    sum
}

#[target_feature(enable = "neon,dotprod")]
fn tile_neon_dot<const R: usize>(rows: &[u8], panel: &[u8], k: usize, sums: &mut [[i32; PANEL]; R]) {
    assert_tile::<R>(rows, panel, k);
    // One quarter of a panel at a time: 16 columns are four vectors; with up to four rows, this takes 16 of 32
    // registers as accumulators.
    for quarter in 0..4 {
        let mut acc = [[vdupq_n_s32(0); 4]; R];
        for group in 0..k / 4 {
            let from = group * 4 * PANEL + quarter * 64;
            // SAFETY: `panel` holds k / 4 groups of 256 bytes, as asserted above.
            let w: [int8x16_t; 4] =
                std::array::from_fn(|c| unsafe { vld1q_s8(panel.as_ptr().add(from + c * 16).cast()) });
            for r in 0..R {
                let at = r * k + group * 4;
                let four = i32::from_le_bytes([rows[at], rows[at + 1], rows[at + 2], rows[at + 3]]);
                let a = vreinterpretq_s8_s32(vdupq_n_s32(four));
                for c in 0..4 {
                    acc[r][c] = dot(acc[r][c], a, w[c]);
                }
            }
        }
        for r in 0..R {
            for c in 0..4 {
                // SAFETY: each row of `sums` holds 64 values; the offset is at most 60.
                unsafe { vst1q_s32(sums[r].as_mut_ptr().add(quarter * 16 + c * 4), acc[r][c]) };
            }
        }
    }
}
