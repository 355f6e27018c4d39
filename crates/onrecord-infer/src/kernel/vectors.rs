//! Sixteen lanes in the registers of x86-64.
//!
//! Each operation rounds as its plain Rust counterpart on [`super::lanes::Lanes`] does; the tests at the foot hold them
//! together.

use std::arch::x86_64::*;

use super::lanes::{LANES, Vector};

/// One register of AVX-512. A value proves that the processor has AVX-512 (F, BW, VL, DQ), AVX2 and FMA.
#[derive(Clone, Copy)]
pub(super) struct Wide(__m512);

/// Two registers of AVX. A value proves that the processor has AVX2 and FMA.
#[derive(Clone, Copy)]
pub(super) struct Pair(__m256, __m256);

impl Wide {
    /// # Safety
    ///
    /// The processor must have AVX-512 (F, BW, VL, DQ), AVX2 and FMA.
    #[inline(always)]
    pub(super) unsafe fn splat(value: f32) -> Wide {
        // SAFETY: promised by the caller.
        Wide(unsafe { _mm512_set1_ps(value) })
    }

    /// # Safety
    ///
    /// As for [`Wide::splat`].
    #[inline(always)]
    pub(super) unsafe fn load(from: &[f32]) -> Wide {
        let from: &[f32; LANES] = from.first_chunk().expect("16 values");
        // SAFETY: 16 values are readable; the instructions are promised by the caller.
        Wide(unsafe { _mm512_loadu_ps(from.as_ptr()) })
    }

    /// # Safety
    ///
    /// As for [`Wide::splat`].
    #[inline(always)]
    pub(super) unsafe fn from_bytes(from: &[u8; LANES]) -> Wide {
        // SAFETY: 16 bytes are readable; the instructions are promised by the caller.
        unsafe { Wide(_mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(from.as_ptr().cast())))) }
    }

    /// # Safety
    ///
    /// As for [`Wide::splat`].
    #[inline(always)]
    pub(super) unsafe fn from_sums(sums: &[i32; LANES], weight_sums: &[i32; LANES]) -> Wide {
        // SAFETY: 16 values are readable in each; the instructions are promised by the caller.
        unsafe {
            let sums = _mm512_loadu_si512(sums.as_ptr().cast());
            let offsets = _mm512_slli_epi32::<7>(_mm512_loadu_si512(weight_sums.as_ptr().cast()));
            Wide(_mm512_cvtepi32_ps(_mm512_sub_epi32(sums, offsets)))
        }
    }
}

impl Pair {
    /// # Safety
    ///
    /// The processor must have AVX2 and FMA.
    #[inline(always)]
    pub(super) unsafe fn splat(value: f32) -> Pair {
        // SAFETY: promised by the caller.
        let half = unsafe { _mm256_set1_ps(value) };
        Pair(half, half)
    }

    /// # Safety
    ///
    /// As for [`Pair::splat`].
    #[inline(always)]
    pub(super) unsafe fn load(from: &[f32]) -> Pair {
        let from: &[f32; LANES] = from.first_chunk().expect("16 values");
        // SAFETY: 16 values are readable; the instructions are promised by the caller.
        unsafe { Pair(_mm256_loadu_ps(from.as_ptr()), _mm256_loadu_ps(from.as_ptr().add(8))) }
    }

    /// # Safety
    ///
    /// As for [`Pair::splat`].
    #[inline(always)]
    pub(super) unsafe fn from_bytes(from: &[u8; LANES]) -> Pair {
        // SAFETY: eight bytes are readable at each place; the instructions are promised by the caller.
        unsafe {
            let half = |at| _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(from.as_ptr().add(at).cast())));
            Pair(half(0), half(8))
        }
    }

    /// `FLIPPED` tells whether 128 was added to each activation.
    ///
    /// # Safety
    ///
    /// As for [`Pair::splat`].
    #[inline(always)]
    pub(super) unsafe fn from_sums<const FLIPPED: bool>(sums: &[i32; LANES], weight_sums: &[i32; LANES]) -> Pair {
        // SAFETY: eight values are readable at each place; the instructions are promised by the caller.
        unsafe {
            let half = |at: usize| {
                let sums = _mm256_loadu_si256(sums.as_ptr().add(at).cast());
                if !FLIPPED {
                    return _mm256_cvtepi32_ps(sums);
                }
                let offsets = _mm256_slli_epi32::<7>(_mm256_loadu_si256(weight_sums.as_ptr().add(at).cast()));
                _mm256_cvtepi32_ps(_mm256_sub_epi32(sums, offsets))
            };
            Pair(half(0), half(8))
        }
    }
}

/// The sum of eight lanes, halving.
///
/// # Safety
///
/// The processor must have AVX.
#[inline(always)]
unsafe fn sum_of_eight(x: __m256) -> f32 {
    // SAFETY: promised by the caller.
    unsafe {
        let x = _mm_add_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps::<1>(x));
        let x = _mm_add_ps(x, _mm_movehl_ps(x, x));
        _mm_cvtss_f32(_mm_add_ss(x, _mm_movehdup_ps(x)))
    }
}

/// The largest of eight lanes.
///
/// # Safety
///
/// The processor must have AVX.
#[inline(always)]
unsafe fn largest_of_eight(x: __m256) -> f32 {
    // SAFETY: promised by the caller.
    unsafe {
        let x = _mm_max_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps::<1>(x));
        let x = _mm_max_ps(x, _mm_movehl_ps(x, x));
        _mm_cvtss_f32(_mm_max_ss(x, _mm_movehdup_ps(x)))
    }
}

/// Methods of [`Vector`] that are one instruction on each register.
macro_rules! lanewise {
    ($($method:ident($self:ident $(, $other:ident)*) => $wide:expr, $pair:expr;)*) => {
        lanewise!(@wide $($method($self $(, $other)*) => $wide;)*);
        lanewise!(@pair $($method($self $(, $other)*) => $pair;)*);
    };
    (@wide $($method:ident($self:ident $(, $other:ident)*) => $instruction:expr;)*) => {
        impl Wide {$(
            #[inline(always)]
            fn $method(self $(, $other: Wide)*) -> Wide {
                // SAFETY: a value proves that the processor has the instructions.
                Wide(unsafe { $instruction(self.0 $(, $other.0)*) })
            }
        )*}
    };
    (@pair $($method:ident($self:ident $(, $other:ident)*) => $instruction:expr;)*) => {
        impl Pair {$(
            #[inline(always)]
            fn $method(self $(, $other: Pair)*) -> Pair {
                // SAFETY: a value proves that the processor has the instructions.
                unsafe { Pair($instruction(self.0 $(, $other.0)*), $instruction(self.1 $(, $other.1)*)) }
            }
        )*}
    };
}
