//! Runs the functions of the fuzz targets on their seeds and on a fixed set of mutations of them (`fuzz/README.md`).

#[path = "../../../fuzz/entries.rs"]
mod entries;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Runs a target on each seed and on `n_mutations` mutations of each.
fn check(target: &str, n_mutations: usize, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target);
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a folder can be listed").path())
        .collect();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).expect("a seed can be read")).collect();
    assert!(!seeds.is_empty(), "{}: expected seeds, found none", folder.display());
    let mut random = Random(1);
    for seed in &seeds {
        attempt(target, seed, run);
        for _ in 0..n_mutations {
            let other = &seeds[random.below(seeds.len())];
            attempt(target, &mutate(&mut random, seed, other), run);
        }
    }
}

fn attempt(target: &str, bytes: &[u8], run: fn(&[u8])) {
    if catch_unwind(AssertUnwindSafe(|| run(bytes))).is_err() {
        panic!("{target} fails on b\"{}\"", bytes.escape_ascii());
    }
}

/// Returns a mutation of the kinds that break parsers: bytes removed, doubled, changed, moved or repeated; pieces of
/// other inputs; delimiters of the formats.
fn mutate(random: &mut Random, seed: &[u8], other: &[u8]) -> Vec<u8> {
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
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}

#[test]
fn decoding_is_robust() {
    check("decode", 500, entries::decode);
}

#[test]
fn pages_are_robust() {
    check("html", 150, entries::html);
}

#[test]
fn feeds_are_robust() {
    check("feed", 500, entries::feed);
}

#[test]
fn archives_are_robust() {
    check("warc", 500, entries::warc);
}

#[test]
fn items_are_robust() {
    check("items", 500, entries::items);
}

#[test]
fn dividing_is_robust() {
    check("divide", 500, entries::divide);
}

#[test]
fn reading_is_robust() {
    check("read", 15, entries::read);
}

#[test]
fn parsing_records_is_robust() {
    check("json_parse", 1000, entries::json_parse);
}

#[test]
fn loading_weights_is_robust() {
    check("weights", 2000, entries::weights);
}

#[test]
fn loading_ontologies_is_robust() {
    check("ontology", 200, entries::ontology);
    const SIGNS: &[u8] = b"[]|,;=!+ \n-av\xff";
    // The bundled ontology, which is long, and meaningless bytes.
    let bundled = onrecord_read::Ontology::bundled_text().as_bytes();
    let mut random = Random(2);
    for _ in 0..30 {
        attempt("ontology", &mutate(&mut random, bundled, bundled), entries::ontology);
        let noise: Vec<u8> = (0..random.below(4000)).map(|_| SIGNS[random.below(SIGNS.len())]).collect();
        attempt("ontology", &noise, entries::ontology);
    }
}
