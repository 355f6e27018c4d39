//! Exponential, logarithm, error function and GELU, computed only from exactly rounded operations.

use super::Isa;
use super::lanes::{ROUND, Vector};

/// Returns two to the power of each lane, relative error below 2e-7 on [-126, 127]; lanes below -126 give 2^-126.
///
/// Polynomial of Cephes `exp2f` (Moshier, netlib `cephes/single/exp2f.c`) on [-0.5, 0.5].
#[inline(always)]
pub(super) fn exp2<I: Isa>(isa: I, x: I::Vector) -> I::Vector {
    const COEFFICIENTS: [f32; 5] = [1.339_887_4e-3, 9.618_437e-3, 5.550_332_5e-2, 2.402_264_7e-1, 6.931_472e-1];
    let x = x.max(isa.splat(-126.0));
    // The low bits of `shifted` are the integer part plus 127, the exponent field of that power of two.
    let shifted = x.add(isa.splat(ROUND + 127.0));
    let fraction = x.sub(shifted.sub(isa.splat(ROUND + 127.0)));
    let mut value = isa.splat(1.535_336_2e-4);
    for coefficient in COEFFICIENTS {
        value = value.mul_add(fraction, isa.splat(coefficient));
    }
    value.mul_add(fraction, isa.splat(1.0)).mul(shifted.exponent())
}

/// Returns e to the power of each lane, relative error below 2e-7 on [-87, 88]; lanes below -87 give e^-87.
///
/// Reduction and polynomial of Cephes `expf` (Moshier, netlib `cephes/single/expf.c`).
#[inline(always)]
pub(super) fn exp<I: Isa>(isa: I, x: I::Vector) -> I::Vector {
    const COEFFICIENTS: [f32; 5] = [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5];
    let x = x.max(isa.splat(-87.0));
    let shifted = x.mul_add(isa.splat(std::f32::consts::LOG2_E), isa.splat(ROUND + 127.0));
    let whole = shifted.sub(isa.splat(ROUND + 127.0));
    // ln 2 is split into two parts, the first with few bits, so that its product is exact.
    let rest = whole.mul_add(isa.splat(-0.693_359_4), x);
    let rest = whole.mul_add(isa.splat(2.121_944_4e-4), rest);
    let mut value = isa.splat(1.987_569_1e-4);
    for coefficient in COEFFICIENTS {
        value = value.mul_add(rest, isa.splat(coefficient));
    }
    let value = value.mul_add(rest.mul(rest), rest.add(isa.splat(1.0)));
    value.mul(shifted.exponent())
}

/// Returns the error function of each lane, absolute error below 4e-7.
///
/// Rational approximation of Eigen (`generic_fast_erf_float`, Eigen 3.3 `MathFunctionsImpl.h`, MPL-2.0 for its code):
/// x P(x^2) / Q(x^2) on [-4, 4], beyond which erf is one to within 2e-8.
#[inline(always)]
fn erf<I: Isa>(isa: I, x: I::Vector) -> I::Vector {
    const P: [f32; 6] = [2.770_681_4e-8, -2.101_024e-6, -5.692_506_4e-5, -7.349_906_3e-4, -2.954_6e-3, -1.609_603_3e-2];
    const Q: [f32; 4] = [-2.133_740_6e-4, -1.682_827e-3, -7.373_329_2e-3, -1.426_473_9e-2];
    let x = x.max(isa.splat(-4.0)).min(isa.splat(4.0));
    let square = x.mul(x);
    let mut p = isa.splat(-2.726_142_3e-10);
    for coefficient in P {
        p = p.mul_add(square, isa.splat(coefficient));
    }
    let mut q = isa.splat(-1.456_607_2e-5);
    for coefficient in Q {
        q = q.mul_add(square, isa.splat(coefficient));
    }
    x.mul(p).div(q)
}

/// Returns the Gaussian error linear unit of each lane, x/2 (1 + erf(x / sqrt 2)): Hendrycks and Gimpel 2016, section
/// 2.
#[inline(always)]
pub(super) fn gelu<I: Isa>(isa: I, x: I::Vector) -> I::Vector {
    let half = x.mul(isa.splat(0.5));
    half.mul_add(erf(isa, x.mul(isa.splat(std::f32::consts::FRAC_1_SQRT_2))), half)
}

/// Returns the natural logarithm of a normal positive number, absolute error below 1e-12.
pub(crate) fn natural_log(x: f64) -> f64 {
    let bits = x.to_bits();
    // x = mantissa * 2^exponent with the mantissa in [sqrt(1/2), sqrt(2)).
    let mut exponent = ((bits >> 52) & 0x7ff) as i32 - 1023;
    let mut mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
    if mantissa >= std::f64::consts::SQRT_2 {
        mantissa *= 0.5;
        exponent += 1;
    }
    // ln m = 2 artanh(s) with s = (m - 1) / (m + 1), |s| < 0.172: the series is below 1e-13 after eight terms.
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let square = s * s;
    let series = (0..9).rev().fold(0.0, |sum, i| sum * square + 1.0 / f64::from(2 * i + 1));
    2.0 * s * series + f64::from(exponent) * std::f64::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::super::lanes::Lanes;
    use super::super::portable::Portable;
    use super::*;

    fn lane(function: impl Fn(Portable, Lanes) -> Lanes, x: f32) -> f32 {
        function(Portable, Portable.splat(x)).0[0]
    }

    /// Computes erf by its Maclaurin series in f64; there are enough terms for |x| <= 4.5, where cancellation costs at
    /// most 1e-8.
    fn exact_erf(x: f64) -> f64 {
        let (mut term, mut sum) = (x, x);
        for n in 1..160 {
            term *= -x * x / f64::from(n);
            sum += term / f64::from(2 * n + 1);
        }
        sum * 2.0 / std::f64::consts::PI.sqrt()
    }

    fn steps(low: f64, high: f64) -> impl Iterator<Item = f32> {
        (0..=40_000).map(move |i| (low + (high - low) * f64::from(i) / 40_000.0) as f32)
    }

    #[test]
    fn exponentials_are_accurate() {
        let mut worst = [0.0f64; 2];
        for x in steps(-87.0, 88.0) {
            let exact = f64::from(x).exp();
            worst[0] = worst[0].max((f64::from(lane(exp, x)) / exact - 1.0).abs());
        }
        for x in steps(-126.0, 127.0) {
            let exact = f64::from(x).exp2();
            worst[1] = worst[1].max((f64::from(lane(exp2, x)) / exact - 1.0).abs());
        }
        assert!(worst[0] < 2e-7 && worst[1] < 2e-7, "{worst:?}");
        assert_eq!(lane(exp2, -1e30), f32::MIN_POSITIVE);
        assert_eq!(lane(exp, 0.0), 1.0);
    }

    #[test]
    fn error_function_is_accurate() {
        let worst = steps(-4.5, 4.5).map(|x| (f64::from(lane(erf, x)) - exact_erf(f64::from(x))).abs());
        let worst = worst.fold(0.0, f64::max);
        assert!(worst < 4e-7, "{worst:e}");
        assert_eq!(lane(gelu, 0.0), 0.0);
        for x in [-30.0f32, -10.0, 10.0, 30.0] {
            assert!((lane(gelu, x) - x.max(0.0)).abs() < 3e-7 * x.abs(), "{x}");
        }
    }

    #[test]
    fn logarithm_is_accurate() {
        for x in [1.0, 0.5, 2.0, 1e-300, 3.7e12, 0.999_999, 1.41, 1.42, 254.0] {
            assert!((natural_log(x) - x.ln()).abs() < 1e-12, "{x}");
        }
    }
}
