//! Tests malformed weight files.

mod random;

use onrecord_infer::{Encoder, Error, ErrorKind, Linear, Scratch, Sequence, Weights};
use proptest::prelude::*;
use random::{File, Random};
use safetensors::tensor::Dtype;

const TINY: random::Size =
    random::Size { vocabulary: 4, hidden: 64, inner: 64, layers: 1, heads: 4, positions: 4, extra: &[2] };

/// Loads everything and encodes once; this must not panic for any bytes.
fn load_and_run(bytes: Vec<u8>) -> Result<(), Error> {
    let weights = Weights::parse(bytes)?;
    let encoder = Encoder::load(&weights, "encoder")?;
    let sequence = Sequence { pieces: &[0, 1, 3], extra: &[&[0, 1, 0]], wanted: None };
    encoder.encode(&[sequence], &mut Scratch::default())?;
    Ok(())
}

fn header_len(bytes: &[u8]) -> usize {
    u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize
}

/// Replaces a text in the header by one of the same length.
fn edited(from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = random::file(&TINY, 1);
    let header = 8..8 + header_len(&bytes);
    let text = String::from_utf8(bytes[header.clone()].to_vec()).unwrap();
    assert!(text.contains(from), "{from} in {text}");
    bytes[header].copy_from_slice(text.replacen(from, to, 1).as_bytes());
    bytes
}

#[test]
fn the_tiny_encoder_loads() {
    load_and_run(random::file(&TINY, 1)).unwrap();
}

#[test]
fn wrong_files_are_refused() {
    let table = [
        ("\"encoder.heads\":\"4\"", "\"encoder.heads\":\"3\"", ErrorKind::Shape),
        ("\"encoder.heads\":\"4\"", "\"encoder.heads\":\"8\"", ErrorKind::Shape),
        ("\"encoder.heads\":\"4\"", "\"encoder.heads\":\"0\"", ErrorKind::Value),
        ("\"encoder.heads\":\"4\"", "\"encoder.heads\":\"x\"", ErrorKind::Value),
        ("\"encoder.layers\":\"1\"", "\"encoder.layers\":\"2\"", ErrorKind::Missing),
        ("encoder.layers", "encoder.layerz", ErrorKind::Missing),
        ("encoder.0.up.q", "encoder.0.up.p", ErrorKind::Missing),
        ("[1,16,64,4]", "[16,1,64,4]", ErrorKind::Shape),
        ("[4,64]", "[64,4]", ErrorKind::Shape),
        ("\"I32\"", "\"F32\"", ErrorKind::ElementType),
        ("\"I8\"", "\"U8\"", ErrorKind::ElementType),
        ("{\"", "[\"", ErrorKind::Container),
    ];
    for (from, to, kind) in table {
        let error = load_and_run(edited(from, to)).unwrap_err();
        assert_eq!(error.kind(), kind, "{from} -> {to}: {error}");
    }
}

#[test]
fn values_that_are_not_finite_are_refused() {
    let mut file = File::default();
    file.floats("a.weight", &[1, 2], &[1.0, f32::NAN]);
    file.floats("a.bias", &[1], &[0.0]);
    file.floats("b.weight", &[1, 2], &[1.0, 2.0]);
    file.floats("b.bias", &[2], &[0.0, 0.0]);
    file.floats("c.weight", &[1, 0], &[]);
    file.floats("c.bias", &[1], &[0.0]);
    let weights = Weights::parse(file.finish()).unwrap();
    let kind = |name| Linear::load(&weights, name).unwrap_err().kind();
    assert_eq!(
        [kind("a"), kind("b"), kind("c"), kind("d")],
        [ErrorKind::Value, ErrorKind::Shape, ErrorKind::Shape, ErrorKind::Missing]
    );
}

#[test]
fn halves_are_widened() {
    let mut file = File::default();
    let halves = |values: &[u16]| values.iter().flat_map(|half| half.to_le_bytes()).collect();
    file.raw("a.weight", Dtype::F16, &[2, 2], halves(&[0x3c00, 0xc000, 0x3800, 0x0000]));
    file.raw("a.bias", Dtype::BF16, &[2], halves(&[0x3f80, 0xc040]));
    let weights = Weights::parse(file.finish()).unwrap();
    let linear = Linear::load(&weights, "a").unwrap();
    assert_eq!(linear.apply(&[10.0, 1.0, 0.0, 0.0], 2), [9.0, 2.0, 1.0, -3.0]);
}

#[test]
fn metadata_and_names_are_readable() {
    let weights = Weights::parse(random::file(&TINY, 1)).unwrap();
    assert_eq!(weights.metadata("encoder.heads"), Some("4"));
    assert_eq!(weights.metadata("encoder.tails"), None);
    assert!(weights.names().any(|name| name == "encoder.0.qkv.q"));
    assert!(weights.names().is_sorted());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn truncated_files_are_refused(part in 0.0..1.0f64) {
        let mut bytes = random::file(&TINY, 1);
        bytes.truncate((bytes.len() as f64 * part) as usize);
        prop_assert!(load_and_run(bytes).is_err());
    }

    #[test]
    fn flipped_bits_never_panic(seed: u64, flips in 1..8usize, in_header: bool) {
        let mut bytes = random::file(&TINY, 1);
        let mut random = Random(seed);
        let end = if in_header { 8 + header_len(&bytes) } else { bytes.len() };
        for _ in 0..flips {
            let at = random.bits() as usize % end;
            bytes[at] ^= 1 << (random.bits() % 8);
        }
        // Most bit flips in numbers only change the weights, which stay valid.
        let _ = load_and_run(bytes);
    }

    #[test]
    fn random_headers_never_panic(header in "[\\[\\]{}\",:a-z0-9IF_. ]{0,80}", tail in 0..64usize) {
        let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend(header.bytes());
        bytes.resize(bytes.len() + tail, 0);
        let _ = load_and_run(bytes);
    }
}
