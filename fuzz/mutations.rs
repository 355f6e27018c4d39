// Runs what the fuzz targets do on their seeds and on mutations of them, for the ordinary tests of the crates.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Runs a target on each seed and on `n_mutations` mutations of each.
pub(crate) fn check(target: &str, n_mutations: usize, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target);
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a folder can be listed").path())
        .collect();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).expect("a seed can be read")).collect();
    assert!(!seeds.is_empty(), "{}: expected seeds, found none", folder.display());
    // More for a long run.
    let factor: usize = std::env::var("ONRECORD_MUTATIONS").map_or(1, |given| given.parse().expect("a factor"));
    let mut random = Random(1);
    for seed in &seeds {
        attempt(target, seed, run);
        for _ in 0..n_mutations * factor {
            let other = &seeds[random.below(seeds.len())];
            attempt(target, &mutate(&mut random, seed, other), run);
        }
    }
}

pub(crate) fn attempt(target: &str, bytes: &[u8], run: fn(&[u8])) {
    if catch_unwind(AssertUnwindSafe(|| run(bytes))).is_err() {
        panic!("{target} fails on b\"{}\"", bytes.escape_ascii());
    }
}

/// Returns a mutation of the kinds that break parsers: bytes removed, doubled, changed, moved or repeated; pieces of
/// other inputs; delimiters of the formats.
pub(crate) fn mutate(random: &mut Random, seed: &[u8], other: &[u8]) -> Vec<u8> {
    const PIECES: &[&[u8]] = &[
        b"\"",
        b"\n",
        b"\0",
        b"\xff",
        b"\xe2\x80",
        "“".as_bytes(),
        "”".as_bytes(),
        b"<",
        b"</p>",
        b"<!--",
        b"&#x;",
        b"{",
        b"}",
        b"[",
        b"null",
        b"-1",
        b"1e999",
        b"18446744073709551615",
        b"\\ud800",
        b"said ",
        "\u{301}".as_bytes(),
        "\u{202e}".as_bytes(),
        "👩‍👩‍👧".as_bytes(),
        b".",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
    ];
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = at + random.below((bytes.len() - at).min(40) + 1);
        match random.below(7) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let piece = bytes[at..end].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            2 if at < bytes.len() => bytes[at] = random.below(256) as u8,
            3 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            4 => bytes.truncate(at),
            5 => {
                let from = random.below(other.len() + 1);
                let to = from + random.below((other.len() - from).min(200) + 1);
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            _ => {
                let piece = PIECES[random.below(PIECES.len())].repeat(1 << random.below(5));
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

/// Splitmix64 (Steele, Lea and Flood 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}
