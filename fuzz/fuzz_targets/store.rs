#![no_main]

#[allow(dead_code, reason = "each target runs one of them")]
#[path = "../store.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entries::store(bytes));
