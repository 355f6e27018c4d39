#![no_main]

#[allow(dead_code, reason = "each target runs one of them")]
#[path = "../server.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entries::request(bytes));
