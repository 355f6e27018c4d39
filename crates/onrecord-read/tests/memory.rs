//! Tests that memory does not grow with the length of an article as its word vectors would.

#[allow(dead_code, reason = "each test file uses its part")]
mod support;

use onrecord_record::check;
use onrecord_text::{Document, Metadata};
use support::{articles, reader};

/// Returns a text of 2 MB: our own articles between long tables, whose cells are one word piece each, so that the test
/// is fast.
fn long_text() -> String {
    let articles = articles();
    let mut text = String::new();
    for i in 0.. {
        if i % 50 == 0 {
            text.push_str(&articles[i / 50 % articles.len()].text);
            text.push_str("\n\n");
        }
        for j in 0..20 {
            text.push_str(&format!("{:0>110} ", i * 20 + j));
        }
        text.push_str("\n\n");
        if text.len() >= 2_000_000 {
            break;
        }
    }
    text
}

#[test]
fn a_long_text_is_read_in_bounded_memory() {
    let document = Document::new(long_text(), Metadata::default());
    let record = reader().read(&document);
    assert_eq!(check::problems(&record), Vec::<String>::new());
    let cues = record.statements.iter().filter(|s| !s.cue.is_empty()).count();
    assert!(cues > 100, "statements of the articles within are found, not {cues}");
    if let Some(peak) = peak_kilobytes() {
        assert!(peak < 250_000, "reading took {peak} kB");
    }
}

/// Returns the peak memory of this process, if the system reports it.
fn peak_kilobytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
