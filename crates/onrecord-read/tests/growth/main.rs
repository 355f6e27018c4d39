//! Tests that the cost of reading grows with the length of an input and no faster, whatever the input repeats.
//!
//! Each family of inputs is read at one length and at twice that length, and the costs are compared
//! ([`counting`] says what is counted, and why).

mod counting;
mod inputs;
mod texts;

use std::sync::{Mutex, OnceLock};

use counting::too_fast;
use inputs::INPUTS;
use onrecord_read::Reader;
use onrecord_text::{Division, Document, Metadata, Quotes};
use texts::TEXTS;

/// The lengths that are doubled, in bytes. A family passes if its cost grows slowly enough from one of them: at the first, windows
/// of mentions are not full yet, and the cost of some families grows until they are. The encoder, which is not
/// counted, takes nearly all of the time of texts.
const READ_BYTES: [usize; 2] = [4_000, 24_000];
const DIVIDED_BYTES: [usize; 1] = [20_000];
const INPUT_BYTES: [usize; 1] = [60_000];

/// Runs `find` on two threads for all families, and fails with what it returns.
fn check<F: Sync>(families: &[F], find: impl Fn(&F) -> Vec<String> + Sync) {
    let (next, found) = (Mutex::new(families.iter()), Mutex::new(Vec::new()));
    let work = || {
        loop {
            let Some(family) = next.lock().unwrap().next() else { break };
            let lines = find(family);
            found.lock().unwrap().extend(lines);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    let found = found.into_inner().unwrap();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn reading_grows_with_the_text() {
    static READER: OnceLock<Reader> = OnceLock::new();
    let reader = READER.get_or_init(|| Reader::new().expect("the bundled weights can be used"));
    let document = |text: String| Document::new(text, Metadata::default());
    // What is loaded once is loaded now.
    reader.read(&document("Police in Paris arrested 20 people on Monday, Ana Diaz said.".to_owned()));
    check(TEXTS, |(family, repeated)| {
        too_fast(
            family,
            &READ_BYTES,
            |n_bytes| document(repeated.text(n_bytes)),
            |document| drop(reader.read(document)),
        )
    });
}

#[test]
fn dividing_grows_with_the_text() {
    check(TEXTS, |(family, repeated)| {
        let divide = |text: &String| drop(Quotes::of(text, &Division::of(text)));
        too_fast(family, &DIVIDED_BYTES, |n_bytes| repeated.text(n_bytes), divide)
    });
}

#[test]
fn documents_grow_with_the_input() {
    check(INPUTS, |(family, format, pieces)| {
        let input = |n_bytes| inputs::input(*pieces, n_bytes);
        too_fast(family, &INPUT_BYTES, input, |input| inputs::read(input.as_bytes(), *format))
    });
}
