//! Sixteen lanes in x86-64 registers.
//!
//! Each operation rounds like its plain Rust counterpart on [`super::lanes::Lanes`]; the tests at the end of this file
//! check that they agree.

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
        // SAFETY: guaranteed by the caller.
        Wide(unsafe { _mm512_set1_ps(value) })
    }

    /// # Safety
    ///
    /// As for [`Wide::splat`].
    #[inline(always)]
    pub(super) unsafe fn load(from: &[f32]) -> Wide {
        let from: &[f32; LANES] = from.first_chunk().expect("16 values");
        // SAFETY: 16 values are readable; the instructions are guaranteed by the caller.
        Wide(unsafe { _mm512_loadu_ps(from.as_ptr()) })
    }

    /// # Safety
    ///
    /// As for [`Wide::splat`].
    #[inline(always)]
    pub(super) unsafe fn widen_bytes(from: &[u8; LANES]) -> Wide {
        // SAFETY: 16 bytes are readable; the instructions are guaranteed by the caller.
        unsafe { Wide(_mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(from.as_ptr().cast())))) }
    }

    /// # Safety
    ///
    /// As for [`Wide::splat`].
    #[inline(always)]
    pub(super) unsafe fn widen_sums(sums: &[i32; LANES], weight_sums: &[i32; LANES]) -> Wide {
        // SAFETY: 16 values are readable in each; the instructions are guaranteed by the caller.
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
        // SAFETY: guaranteed by the caller.
        let half = unsafe { _mm256_set1_ps(value) };
        Pair(half, half)
    }

    /// # Safety
    ///
    /// As for [`Pair::splat`].
    #[inline(always)]
    pub(super) unsafe fn load(from: &[f32]) -> Pair {
        let from: &[f32; LANES] = from.first_chunk().expect("16 values");
        // SAFETY: 16 values are readable; the instructions are guaranteed by the caller.
        unsafe { Pair(_mm256_loadu_ps(from.as_ptr()), _mm256_loadu_ps(from.as_ptr().add(8))) }
    }

    /// # Safety
    ///
    /// As for [`Pair::splat`].
    #[inline(always)]
    pub(super) unsafe fn widen_bytes(from: &[u8; LANES]) -> Pair {
        // SAFETY: eight bytes are readable at each place; the instructions are guaranteed by the caller.
        unsafe {
            let half = |at| _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(from.as_ptr().add(at).cast())));
            Pair(half(0), half(8))
        }
    }

    /// `FLIPPED` says whether 128 was added to each activation.
    ///
    /// # Safety
    ///
    /// As for [`Pair::splat`].
    #[inline(always)]
    pub(super) unsafe fn widen_sums<const FLIPPED: bool>(sums: &[i32; LANES], weight_sums: &[i32; LANES]) -> Pair {
        // SAFETY: eight values are readable at each place; the instructions are guaranteed by the caller.
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

/// Returns the sum of eight lanes by repeated halving.
///
/// # Safety
///
/// The processor must have AVX.
#[inline(always)]
unsafe fn sum_of_eight(x: __m256) -> f32 {
    // SAFETY: guaranteed by the caller.
    unsafe {
        let x = _mm_add_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps::<1>(x));
        let x = _mm_add_ps(x, _mm_movehl_ps(x, x));
        _mm_cvtss_f32(_mm_add_ss(x, _mm_movehdup_ps(x)))
    }
}

/// Returns the largest of eight lanes.
///
/// # Safety
///
/// The processor must have AVX.
#[inline(always)]
unsafe fn largest_of_eight(x: __m256) -> f32 {
    // SAFETY: guaranteed by the caller.
    unsafe {
        let x = _mm_max_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps::<1>(x));
        let x = _mm_max_ps(x, _mm_movehl_ps(x, x));
        _mm_cvtss_f32(_mm_max_ss(x, _mm_movehdup_ps(x)))
    }
}

/// Methods of [`Vector`] for [`Wide`] that are one instruction.
macro_rules! wide {
    ($($method:ident($($other:ident),*) => $instruction:path;)*) => {$(
        #[inline(always)]
        fn $method(self $(, $other: Wide)*) -> Wide {
            // SAFETY: a value proves that the processor has the instructions.
            Wide(unsafe { $instruction(self.0 $(, $other.0)*) })
        }
    )*};
}

/// Methods of [`Vector`] for [`Pair`] that are one instruction on each half.
macro_rules! pair {
    ($($method:ident($($other:ident),*) => $instruction:path;)*) => {$(
        #[inline(always)]
        fn $method(self $(, $other: Pair)*) -> Pair {
            // SAFETY: a value proves that the processor has the instructions.
            unsafe { Pair($instruction(self.0 $(, $other.0)*), $instruction(self.1 $(, $other.1)*)) }
        }
    )*};
}

// `vmaxps` and `vminps` return their second operand if both are zero or one is not a number, as `Vector` requires.
impl Vector for Wide {
    wide! {
        add(other) => _mm512_add_ps;
        sub(other) => _mm512_sub_ps;
        mul(other) => _mm512_mul_ps;
        div(other) => _mm512_div_ps;
        mul_add(factor, term) => _mm512_fmadd_ps;
        abs() => _mm512_abs_ps;
        max(other) => _mm512_max_ps;
        min(other) => _mm512_min_ps;
    }

    #[inline(always)]
    fn store(self, to: &mut [f32]) {
        let to: &mut [f32; LANES] = to.first_chunk_mut().expect("16 values");
        // SAFETY: 16 values are writable; a value proves the instructions.
        unsafe { _mm512_storeu_ps(to.as_mut_ptr(), self.0) }
    }

    #[inline(always)]
    fn exponent(self) -> Wide {
        // SAFETY: a value proves the instructions.
        Wide(unsafe { _mm512_castsi512_ps(_mm512_slli_epi32::<23>(_mm512_castps_si512(self.0))) })
    }

    #[inline(always)]
    fn low_bytes(self) -> [u8; LANES] {
        let mut bytes = [0; LANES];
        // SAFETY: 16 bytes are writable; a value proves the instructions.
        unsafe {
            let low = _mm512_cvtepi32_epi8(_mm512_castps_si512(self.0));
            _mm_storeu_si128(bytes.as_mut_ptr().cast(), low);
        }
        bytes
    }

    #[inline(always)]
    fn sum(self) -> f32 {
        // SAFETY: a value proves the instructions.
        unsafe { sum_of_eight(_mm256_add_ps(_mm512_castps512_ps256(self.0), _mm512_extractf32x8_ps::<1>(self.0))) }
    }

    #[inline(always)]
    fn largest(self) -> f32 {
        // SAFETY: a value proves the instructions.
        unsafe { largest_of_eight(_mm256_max_ps(_mm512_castps512_ps256(self.0), _mm512_extractf32x8_ps::<1>(self.0))) }
    }
}

impl Vector for Pair {
    pair! {
        add(other) => _mm256_add_ps;
        sub(other) => _mm256_sub_ps;
        mul(other) => _mm256_mul_ps;
        div(other) => _mm256_div_ps;
        mul_add(factor, term) => _mm256_fmadd_ps;
        max(other) => _mm256_max_ps;
        min(other) => _mm256_min_ps;
    }

    #[inline(always)]
    fn store(self, to: &mut [f32]) {
        let to: &mut [f32; LANES] = to.first_chunk_mut().expect("16 values");
        // SAFETY: 16 values are writable; a value proves the instructions.
        unsafe {
            _mm256_storeu_ps(to.as_mut_ptr(), self.0);
            _mm256_storeu_ps(to.as_mut_ptr().add(8), self.1);
        }
    }

    #[inline(always)]
    fn abs(self) -> Pair {
        // SAFETY: a value proves the instructions.
        unsafe {
            let sign = _mm256_set1_ps(-0.0);
            Pair(_mm256_andnot_ps(sign, self.0), _mm256_andnot_ps(sign, self.1))
        }
    }

    #[inline(always)]
    fn exponent(self) -> Pair {
        // SAFETY: a value proves the instructions.
        unsafe {
            let shift = |half| _mm256_castsi256_ps(_mm256_slli_epi32::<23>(_mm256_castps_si256(half)));
            Pair(shift(self.0), shift(self.1))
        }
    }

    #[inline(always)]
    fn low_bytes(self) -> [u8; LANES] {
        let mut bytes = [0; LANES];
        // SAFETY: 16 bytes are writable; a value proves the instructions.
        unsafe {
            let mask = _mm256_set1_epi32(0xff);
            let low = |half| _mm256_and_si256(_mm256_castps_si256(half), mask);
            // Packing works on halves of 128 bits: the 64-bit quarters are in the order 0, 2, 1, 3.
            let words = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_packus_epi32(low(self.0), low(self.1)));
            let packed = _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256::<1>(words));
            _mm_storeu_si128(bytes.as_mut_ptr().cast(), packed);
        }
        bytes
    }

    #[inline(always)]
    fn sum(self) -> f32 {
        // SAFETY: a value proves the instructions.
        unsafe { sum_of_eight(_mm256_add_ps(self.0, self.1)) }
    }

    #[inline(always)]
    fn largest(self) -> f32 {
        // SAFETY: a value proves the instructions.
        unsafe { largest_of_eight(_mm256_max_ps(self.0, self.1)) }
    }
}
