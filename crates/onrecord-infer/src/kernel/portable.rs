//! The int8 product in plain Rust, the reference in tests of the other kernels.

use super::isa::{Isa, PANEL, assert_tile};
use super::lanes::{LANES, Lanes};

/// The kernel that needs only the compiler's baseline instructions.
#[derive(Clone, Copy)]
pub(super) struct Portable;

impl Isa for Portable {
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
        assert_tile::<R>(rows, panel, k);
        for (sums, row) in sums.iter_mut().zip(rows.chunks_exact(k)) {
            *sums = [0; PANEL];
            let groups = panel.as_chunks::<{ PANEL * 4 }>().0;
            for (a, group) in row.as_chunks::<4>().0.iter().zip(groups) {
                let a = a.map(|byte| i32::from(byte as i8));
                for (sum, w) in sums.iter_mut().zip(group.as_chunks::<4>().0) {
                    let w = w.map(|byte| i32::from(byte as i8));
                    *sum += a[0] * w[0] + a[1] * w[1] + a[2] * w[2] + a[3] * w[3];
                }
            }
        }
    }
}
