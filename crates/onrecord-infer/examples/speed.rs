//! Prints how many thousand pieces a second one thread encodes with random weights of six layers by 384.
//!
//! `cargo run --release -p onrecord-infer --example speed [seconds per row]`
#![allow(clippy::print_stdout, reason = "an example prints")]

#[path = "../tests/random/mod.rs"]
mod random;

use std::time::Instant;

use onrecord_infer::{Encoder, Kernel, Scratch, Sequence, Weights};

const BATCH: usize = 64;

fn main() {
    let seconds: f64 = std::env::args().nth(1).map_or(2.0, |text| text.parse().expect("a number of seconds"));
    let size =
        random::Size { vocabulary: 30_522, hidden: 384, inner: 1536, layers: 6, heads: 12, positions: 512, extra: &[] };
    let weights = Weights::parse(random::file(&size, 1)).expect("well-formed weights");
    println!("kernel      length  thousand pieces/s (median of passes)  best");
    for kernel in Kernel::ALL.into_iter().filter(|&kernel| kernel.is_available()) {
        let encoder = Encoder::load(&weights, "encoder").expect("complete weights");
        let encoder = encoder.with_kernel(kernel).expect("an available kernel");
        for length in [32, 128, 254] {
            // The portable kernel is meant for other machines; one sequence is enough to show its speed here.
            let batch = if kernel == Kernel::Portable { 1 } else { BATCH };
            let pieces: Vec<u32> = (0..batch * length).map(|i| (i * 7919 % size.vocabulary) as u32).collect();
            let sequence = |pieces| Sequence { pieces, extra: &[], wanted: None };
            let sequences: Vec<_> = pieces.chunks(length).map(sequence).collect();
            let mut scratch = Scratch::default();
            let (start, mut rates) = (Instant::now(), Vec::new());
            while rates.len() < 3 || start.elapsed().as_secs_f64() < seconds {
                let pass = Instant::now();
                let states = encoder.encode(&sequences, &mut scratch).expect("valid sequences");
                assert!(states[0].is_finite());
                rates.push(pieces.len() as f64 / pass.elapsed().as_secs_f64() / 1e3);
            }
            rates.sort_by(f64::total_cmp);
            let (median, best) = (rates[rates.len() / 2], rates[rates.len() - 1]);
            println!("{:<12}{length:>5}{median:>12.2}{best:>36.2}", format!("{kernel:?}"));
        }
    }
}
