//! Compares every kernel with the portable one, and the portable one with plain loops.

use proptest::prelude::*;

use super::isa::MAX_ROWS;
use super::lanes::{LANES, Lanes, Vector};
use super::portable::Portable;
use super::*;
use crate::error::ErrorKind;

/// Returns every engine that this processor supports.
fn engines() -> impl Iterator<Item = Engine> {
    Kernel::ALL.into_iter().filter_map(|kernel| Engine::new(kernel).ok())
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a value of widely varying size, with zeros of both signs.
    fn float(&mut self) -> f32 {
        let bits = self.bits();
        let unit = (bits >> 40) as f32 / 8_388_608.0 - 1.0;
        match bits % 16 {
            0 => 0.0,
            1 => -0.0,
            shift => unit * f32::powi(2.0, shift as i32 - 8),
        }
    }
}

/// The sums of one tile, without the offset of flipped activations.
struct Tile<'a> {
    activations: &'a [i8],
    panel: &'a [u8],
    k: usize,
}

impl Job for Tile<'_> {
    type Output = Vec<i32>;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> Vec<i32> {
        let rows: Vec<u8> = self.activations.iter().map(|&a| a as u8 ^ I::FLIP).collect();
        let mut sums = [[0; PANEL]; MAX_ROWS];
        match rows.len() / self.k {
            1 => isa.tile::<1>(&rows, self.panel, self.k, sums.first_chunk_mut().unwrap()),
            2 => isa.tile::<2>(&rows, self.panel, self.k, sums.first_chunk_mut().unwrap()),
            3 => isa.tile::<3>(&rows, self.panel, self.k, sums.first_chunk_mut().unwrap()),
            4 => isa.tile::<4>(&rows, self.panel, self.k, sums.first_chunk_mut().unwrap()),
            5 => isa.tile::<5>(&rows, self.panel, self.k, sums.first_chunk_mut().unwrap()),
            _ => isa.tile::<6>(&rows, self.panel, self.k, &mut sums),
        }
        let offset = |c: usize| -> i32 {
            let weights = (0..self.k).map(|i| i32::from(self.panel[i / 4 * 256 + c * 4 + i % 4] as i8));
            weights.sum::<i32>() * i32::from(I::FLIP)
        };
        let n_rows = rows.len() / self.k;
        sums[..n_rows].iter().flat_map(|row| row.iter().enumerate().map(|(c, sum)| sum - offset(c))).collect()
    }
}

fn check_tile(activations: &[i8], panel: &[u8], k: usize) {
    let mut expected = Vec::new();
    for row in activations.chunks_exact(k) {
        for c in 0..PANEL {
            let weight = |i: usize| i32::from(panel[i / 4 * 256 + c * 4 + i % 4] as i8);
            expected.push((0..k).map(|i| i32::from(row[i]) * weight(i)).sum::<i32>());
        }
    }
    for engine in engines() {
        let found = engine.run(Tile { activations, panel, k });
        assert!(found == expected, "{:?} differs for {k} inputs", engine.kernel());
    }
}

/// The results of all float operations of an instruction set on one input, as bits.
struct Floats<'a> {
    values: &'a [f32],
    sums: &'a [i32; LANES],
}

impl Job for Floats<'_> {
    type Output = Vec<u32>;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> Vec<u32> {
        let mut bits = Vec::new();
        let (a, b, c) = (isa.load(self.values), isa.load(&self.values[16..]), isa.load(&self.values[32..]));
        let bytes: [u8; LANES] = std::array::from_fn(|i| self.sums[i] as u8);
        let vectors = [
            a.add(b),
            a.sub(b),
            a.mul(b),
            a.div(b.abs().add(isa.splat(1.0))),
            a.mul_add(b, c),
            a.abs(),
            a.max(b),
            a.min(b),
            a.max(a.sub(a)),
            a.exponent(),
            isa.widen_bytes(&bytes),
            isa.load_part(&self.values[..5], 3.0),
            math::exp(isa, a),
            math::exp2(isa, a),
            math::gelu(isa, a),
        ];
        for vector in vectors {
            let mut values = [0.0; LANES];
            vector.store(&mut values);
            bits.extend(values.map(f32::to_bits));
        }
        bits.extend(a.low_bytes().map(u32::from));
        bits.extend([a.sum(), b.sum(), a.largest(), b.largest()].map(f32::to_bits));
        bits
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn tiles_agree(rows in 1..=MAX_ROWS, quarter_k in 1..100usize, seed: u64) {
        let (k, mut random) = (quarter_k * 4, Random(seed));
        let activations: Vec<i8> = (0..rows * k).map(|_| (random.bits() as i8).max(-127)).collect();
        let panel: Vec<u8> = (0..PANEL * k).map(|_| random.bits() as u8).collect();
        check_tile(&activations, &panel, k);
    }

    #[test]
    fn vectors_agree(seed: u64) {
        let mut random = Random(seed);
        let values: Vec<f32> = (0..48).map(|_| random.float()).collect();
        let sums = std::array::from_fn(|_| random.bits() as i32 >> 8);
        let expected = Floats { values: &values, sums: &sums }.run(Portable);
        for engine in engines() {
            let found = engine.run(Floats { values: &values, sums: &sums });
            prop_assert!(found == expected, "{:?} differs", engine.kernel());
        }
    }

    #[test]
    fn quantised_rows_agree(rows in 1..5usize, chunks in 1..9usize, seed: u64) {
        let (k, mut random) = (chunks * LANES, Random(seed));
        let values: Vec<f32> = (0..rows * k).map(|_| random.float()).collect();
        for engine in engines() {
            let (mut out, mut scales) = (vec![0; rows * k], vec![0.0; rows]);
            engine.run(Quantise { rows: &values, k, out: &mut out, scales: &mut scales });
            let flip = if out_is_flipped(engine) { 0x80 } else { 0 };
            for ((row, out), scale) in values.chunks_exact(k).zip(out.chunks_exact(k)).zip(scales) {
                let largest = row.iter().fold(0.0f32, |a, b| a.max(b.abs()));
                prop_assert_eq!(scale, largest / 127.0);
                for (&value, &byte) in row.iter().zip(out) {
                    let exact = if largest > 0.0 { f64::from(value) * f64::from(127.0 / largest) } else { 0.0 };
                    prop_assert_eq!(f64::from((byte ^ flip) as i8), exact.round_ties_even());
                }
            }
        }
    }
}

fn out_is_flipped(engine: Engine) -> bool {
    matches!(engine.kernel(), Kernel::Avx512Vnni | Kernel::AvxVnni)
}

#[test]
fn extreme_tiles_do_not_saturate() {
    for (activation, weight) in [(127, -128), (-127, -128), (127, 127), (-127, 127), (0, -128)] {
        let k = 1536;
        check_tile(&vec![activation; 6 * k], &vec![weight as i8 as u8; PANEL * k], k);
    }
}

#[test]
fn kernels_that_are_not_there_are_refused() {
    for kernel in Kernel::ALL {
        let found = Engine::new(kernel);
        assert_eq!(found.is_ok(), kernel.is_available());
        assert!(found.map_or_else(|error| error.kind() == ErrorKind::Kernel, |engine| engine.kernel() == kernel));
    }
    assert!(Kernel::detect().is_available());
}

#[test]
fn reductions_halve() {
    // 2^24 + 1 is not representable as a float, so the order of the additions matters.
    let mut values = [0.0; LANES];
    (values[0], values[8], values[4]) = (16_777_216.0, 1.0, 1.0);
    assert_eq!(Lanes(values).sum(), 16_777_216.0);
    (values[8], values[12]) = (0.0, 1.0);
    assert_eq!(Lanes(values).sum(), 16_777_218.0);
    assert_eq!(Lanes(values).largest(), 16_777_216.0);
}
