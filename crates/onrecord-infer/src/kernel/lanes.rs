//! Sixteen `f32` lanes, the unit of all float arithmetic.
//!
//! Arithmetic is written once over [`Vector`], whose operations give bit-identical results on every instruction set. On
//! x86-64, each is one or two explicit instructions ([`super::vectors`]): for plain arrays, the compiler turned some
//! loops into scalar code or gathers, which halved the speed of the whole encoder (measured). On other processors,
//! [`Lanes`] is such a plain array.

use std::array::from_fn;

/// Number of lanes.
pub(crate) const LANES: usize = 16;

/// Adding this to a float of magnitude below 2^22 rounds it to a whole number, half to even, and leaves that number in
/// two's complement in the low bits: the spacing of floats in [2^23, 2^24) is one.
pub(super) const ROUND: f32 = 12_582_912.0;

/// Sixteen floats. Values are made by [`super::Isa::splat`] and similar methods, which prove that the processor
/// supports the operations.
pub(crate) trait Vector: Copy {
    /// Writes the first 16 values of a slice.
    fn store(self, to: &mut [f32]);
    /// Returns the sums.
    fn add(self, other: Self) -> Self;
    /// Returns the differences.
    fn sub(self, other: Self) -> Self;
    /// Returns the products.
    fn mul(self, other: Self) -> Self;
    /// Returns the quotients.
    fn div(self, other: Self) -> Self;
    /// Returns `self * factor + term`, rounded once.
    fn mul_add(self, factor: Self, term: Self) -> Self;
    /// Returns the absolute values.
    fn abs(self) -> Self;
    /// Returns the larger of each pair; the value of `other` if they are equal or one is not a number.
    fn max(self, other: Self) -> Self;
    /// Returns the smaller of each pair; the value of `other` if they are equal or one is not a number.
    fn min(self, other: Self) -> Self;
    /// Returns the bits of each lane shifted left by 23: a biased exponent in the low bits becomes that power of two.
    fn exponent(self) -> Self;
    /// Returns the lowest byte of the bits of each lane.
    fn low_bytes(self) -> [u8; LANES];
    /// Returns the sum by repeated halving: lane i plus lane i + 8, then i + 4, i + 2, i + 1.
    fn sum(self) -> f32;
    /// Returns the largest lane.
    fn largest(self) -> f32;

    /// Stores as many lanes as `to` holds, 16 at most.
    #[inline(always)]
    fn store_part(self, to: &mut [f32]) {
        let mut all = [0.0; LANES];
        self.store(&mut all);
        to.copy_from_slice(&all[..to.len()]);
    }
}

/// Sixteen floats in an array.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
pub(super) struct Lanes(pub(super) [f32; LANES]);

impl Vector for Lanes {
    #[inline(always)]
    fn store(self, to: &mut [f32]) {
        to[..LANES].copy_from_slice(&self.0);
    }

    #[inline(always)]
    fn add(self, other: Lanes) -> Lanes {
        Lanes(from_fn(|i| self.0[i] + other.0[i]))
    }

    #[inline(always)]
    fn sub(self, other: Lanes) -> Lanes {
        Lanes(from_fn(|i| self.0[i] - other.0[i]))
    }

    #[inline(always)]
    fn mul(self, other: Lanes) -> Lanes {
        Lanes(from_fn(|i| self.0[i] * other.0[i]))
    }

    #[inline(always)]
    fn div(self, other: Lanes) -> Lanes {
        Lanes(from_fn(|i| self.0[i] / other.0[i]))
    }

    #[inline(always)]
    fn mul_add(self, factor: Lanes, term: Lanes) -> Lanes {
        Lanes(from_fn(|i| self.0[i].mul_add(factor.0[i], term.0[i])))
    }

    #[inline(always)]
    fn abs(self) -> Lanes {
        Lanes(self.0.map(f32::abs))
    }

    // Uses a comparison because `f32::max` does not specify which zero it returns.
    #[inline(always)]
    fn max(self, other: Lanes) -> Lanes {
        Lanes(from_fn(|i| if self.0[i] > other.0[i] { self.0[i] } else { other.0[i] }))
    }

    #[inline(always)]
    fn min(self, other: Lanes) -> Lanes {
        Lanes(from_fn(|i| if self.0[i] < other.0[i] { self.0[i] } else { other.0[i] }))
    }

    #[inline(always)]
    fn exponent(self) -> Lanes {
        Lanes(self.0.map(|value| f32::from_bits(value.to_bits() << 23)))
    }

    #[inline(always)]
    fn low_bytes(self) -> [u8; LANES] {
        self.0.map(|value| value.to_bits() as u8)
    }

    #[inline(always)]
    fn sum(self) -> f32 {
        let a: [f32; 8] = from_fn(|i| self.0[i] + self.0[i + 8]);
        let b: [f32; 4] = from_fn(|i| a[i] + a[i + 4]);
        (b[0] + b[2]) + (b[1] + b[3])
    }

    #[inline(always)]
    fn largest(self) -> f32 {
        let larger = |a: f32, b: f32| if a > b { a } else { b };
        let a: [f32; 8] = from_fn(|i| larger(self.0[i], self.0[i + 8]));
        let b: [f32; 4] = from_fn(|i| larger(a[i], a[i + 4]));
        larger(larger(b[0], b[2]), larger(b[1], b[3]))
    }
}
