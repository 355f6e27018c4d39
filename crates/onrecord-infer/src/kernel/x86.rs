//! The int8 product on x86-64, and the functions that enable its instructions.

use std::arch::x86_64::*;

use super::isa::{Isa, Job, PANEL, assert_tile};
use super::lanes::LANES;
use super::vectors::{Pair, Wide};

/// Proof that the processor has AVX-512 (F, BW, VL, DQ, VNNI), AVX2 and FMA. Made only in [`run_avx512_vnni`].
#[derive(Clone, Copy)]
pub(super) struct Avx512Vnni(());

/// Proof that the processor has AVX-VNNI, AVX2 and FMA. Made only in [`run_avx_vnni`].
#[derive(Clone, Copy)]
pub(super) struct AvxVnni(());

/// Proof that the processor has AVX2 and FMA. Made only in [`run_avx2`].
#[derive(Clone, Copy)]
pub(super) struct Avx2(());

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,avx2,fma")]
pub(super) fn run_avx512_vnni<J: Job>(job: J) -> J::Output {
    job.run(Avx512Vnni(()))
}

#[target_feature(enable = "avxvnni,avx2,fma")]
pub(super) fn run_avx_vnni<J: Job>(job: J) -> J::Output {
    job.run(AvxVnni(()))
}

#[target_feature(enable = "avx2,fma")]
pub(super) fn run_avx2<J: Job>(job: J) -> J::Output {
    job.run(Avx2(()))
}

/// The methods of [`Isa`] that make vectors.
macro_rules! vectors {
    ($vector:ident, $($widen_sums:tt)*) => {
        type Vector = $vector;

        #[inline(always)]
        fn splat(self, value: f32) -> $vector {
            // SAFETY: `self` proves that the processor has the instructions.
            unsafe { $vector::splat(value) }
        }

        #[inline(always)]
        fn load(self, from: &[f32]) -> $vector {
            // SAFETY: as above.
            unsafe { $vector::load(from) }
        }

        #[inline(always)]
        fn widen_bytes(self, from: &[u8; LANES]) -> $vector {
            // SAFETY: as above.
            unsafe { $vector::widen_bytes(from) }
        }

        #[inline(always)]
        fn widen_sums(self, sums: &[i32; LANES], weight_sums: &[i32; LANES]) -> $vector {
            // SAFETY: as above.
            unsafe { $vector::$($widen_sums)*(sums, weight_sums) }
        }
    };
}

impl Isa for Avx512Vnni {
    vectors!(Wide, widen_sums);
    const FLIP: u8 = 0x80;
    const ROWS: usize = 6;
    const WIDE: bool = true;

    #[inline(always)]
    fn tile<const R: usize>(self, rows: &[u8], panel: &[u8], k: usize, sums: &mut [[i32; PANEL]; R]) {
        // SAFETY: `self` proves that the processor has the instructions.
        unsafe { tile_avx512_vnni(rows, panel, k, sums) }
    }
}

impl Isa for AvxVnni {
    vectors!(Pair, widen_sums::<true>);
    const FLIP: u8 = 0x80;
    const ROWS: usize = 6;
    const WIDE: bool = false;

    #[inline(always)]
    fn tile<const R: usize>(self, rows: &[u8], panel: &[u8], k: usize, sums: &mut [[i32; PANEL]; R]) {
        // SAFETY: `self` proves that the processor has the instructions.
        unsafe { tile_avx_vnni(rows, panel, k, sums) }
    }
}

impl Isa for Avx2 {
    vectors!(Pair, widen_sums::<false>);
    const FLIP: u8 = 0;
    const ROWS: usize = 4;
    const WIDE: bool = false;

    #[inline(always)]
    fn tile<const R: usize>(self, rows: &[u8], panel: &[u8], k: usize, sums: &mut [[i32; PANEL]; R]) {
        // SAFETY: `self` proves that the processor has the instructions.
        unsafe { tile_avx2(rows, panel, k, sums) }
    }
}

/// Returns four consecutive activations of a row as one number.
///
/// # Safety
///
/// `row` must be readable for `4 * group + 4` bytes.
#[inline(always)]
unsafe fn four(row: *const u8, group: usize) -> i32 {
    // SAFETY: guaranteed by the caller; no alignment is assumed.
    unsafe { row.add(4 * group).cast::<i32>().read_unaligned() }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,avx2,fma")]
fn tile_avx512_vnni<const R: usize>(rows: &[u8], panel: &[u8], k: usize, sums: &mut [[i32; PANEL]; R]) {
    assert_tile::<R>(rows, panel, k);
    let mut acc = [[_mm512_setzero_si512(); 4]; R];
    let row: [*const u8; R] = std::array::from_fn(|r| rows[r * k..].as_ptr());
    for group in 0..k / 4 {
        // SAFETY: `panel` holds k / 4 groups of 256 bytes, as asserted above.
        let w: [__m512i; 4] = std::array::from_fn(|c| unsafe {
            _mm512_loadu_si512(panel.as_ptr().add(group * 4 * PANEL + c * 64).cast())
        });
        for r in 0..R {
            // SAFETY: each row holds k bytes, as asserted above.
            let a = _mm512_set1_epi32(unsafe { four(row[r], group) });
            for c in 0..4 {
                acc[r][c] = _mm512_dpbusd_epi32(acc[r][c], a, w[c]);
            }
        }
    }
    for (sums, acc) in sums.iter_mut().zip(acc) {
        for (sums, acc) in sums.as_chunks_mut::<16>().0.iter_mut().zip(acc) {
            // SAFETY: 16 values are writable.
            unsafe { _mm512_storeu_si512(sums.as_mut_ptr().cast(), acc) };
        }
    }
}

/// Loops over the quarters of a panel, 16 columns or two vectors at a time, with at most 12 accumulators.
macro_rules! quarters {
    ($rows:ident, $panel:ident, $k:ident, $sums:ident, |$w:ident| $prepare:expr, |$acc:ident, $a:ident, $p:ident| $step:expr) => {
        assert_tile::<R>($rows, $panel, $k);
        let row: [*const u8; R] = std::array::from_fn(|r| $rows[r * $k..].as_ptr());
        for quarter in 0..4 {
            let mut acc = [[_mm256_setzero_si256(); 2]; R];
            for group in 0..$k / 4 {
                // SAFETY: `panel` holds k / 4 groups of 256 bytes, as asserted above.
                let w: [__m256i; 2] = std::array::from_fn(|c| unsafe {
                    _mm256_loadu_si256($panel.as_ptr().add(group * 4 * PANEL + quarter * 64 + c * 32).cast())
                });
                let prepared = w.map(|$w| $prepare);
                for r in 0..R {
                    // SAFETY: each row holds k bytes, as asserted above.
                    let $a = _mm256_set1_epi32(unsafe { four(row[r], group) });
                    for c in 0..2 {
                        let ($acc, $p) = (acc[r][c], prepared[c]);
                        acc[r][c] = $step;
                    }
                }
            }
            for r in 0..R {
                for c in 0..2 {
                    // SAFETY: each row of `sums` holds 64 values; the offset is at most 56.
                    unsafe { _mm256_storeu_si256($sums[r].as_mut_ptr().add(quarter * 16 + c * 8).cast(), acc[r][c]) };
                }
            }
        }
    };
}

#[target_feature(enable = "avxvnni,avx2,fma")]
fn tile_avx_vnni<const R: usize>(rows: &[u8], panel: &[u8], k: usize, sums: &mut [[i32; PANEL]; R]) {
    quarters!(rows, panel, k, sums, |w| w, |acc, a, w| _mm256_dpbusd_avx_epi32(acc, a, w));
}

/// Multiplies bytes as the unsigned `|weight|` by the activation with the weight's sign. The pairs that `vpmaddubsw`
/// adds are at most 2 * 128 * 127 = 32,512 in magnitude, so its saturation never takes effect: activations are in
/// -127..=127, and |-128| is 128 as a byte.
#[target_feature(enable = "avx2,fma")]
fn tile_avx2<const R: usize>(rows: &[u8], panel: &[u8], k: usize, sums: &mut [[i32; PANEL]; R]) {
    let ones = _mm256_set1_epi16(1);
    quarters!(rows, panel, k, sums, |w| (_mm256_abs_epi8(w), w), |acc, a, w| {
        let pairs = _mm256_maddubs_epi16(w.0, _mm256_sign_epi8(a, w.1));
        _mm256_add_epi32(acc, _mm256_madd_epi16(pairs, ones))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same code as [`tile_avx_vnni`] with the AVX-512 encoding of the instruction, which more processors have.
    #[target_feature(enable = "avx512f,avx512vl,avx512vnni,avx2,fma")]
    fn tile_evex<const R: usize>(rows: &[u8], panel: &[u8], k: usize, sums: &mut [[i32; PANEL]; R]) {
        quarters!(rows, panel, k, sums, |w| w, |acc, a, w| _mm256_dpbusd_epi32(acc, a, w));
    }

    #[test]
    fn quarters_of_the_dot_product_agree() {
        if !crate::Kernel::Avx512Vnni.is_available() {
            return;
        }
        let k = 44;
        let byte = |i: usize| (i * i * 31 + i * 7 + 3) as u8;
        let rows: Vec<u8> = (0..6 * k).map(byte).collect();
        let panel: Vec<u8> = (5..5 + PANEL * k).map(byte).collect();
        let (mut expected, mut found) = ([[0; PANEL]; 6], [[0; PANEL]; 6]);
        // SAFETY: the kernel was found to be available.
        unsafe {
            tile_avx512_vnni(&rows, &panel, k, &mut expected);
            tile_evex(&rows, &panel, k, &mut found);
        }
        assert_eq!(found, expected);
    }
}
