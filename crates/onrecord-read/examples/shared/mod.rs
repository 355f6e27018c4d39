//! Functions shared by the examples that `training/` runs.

use std::error::Error;
use std::io::Write;

use onrecord_read::Reader;
use onrecord_record::{Record, Span};
use onrecord_text::{Document, Format, InputOptions, read_input};
use serde_json::{Value, json};

/// Reads articles as JSON Lines on standard input, and writes the result of `answer` for each as a line on standard
/// output.
pub(crate) fn answer_each(
    answer: impl Fn(&Reader, &Document) -> Result<Value, Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let reader = Reader::new()?;
    let options = InputOptions { format: Some(Format::JsonLines), ..InputOptions::default() };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for document in read_input("standard input", std::io::stdin().lock(), &options) {
        writeln!(out, "{}", answer(&reader, &document?)?)?;
    }
    Ok(())
}

/// Returns a span of bytes of the text as a range of code points; the end is exclusive.
#[allow(dead_code, reason = "some examples write whole records only")]
pub(crate) fn code_points(text: &str, span: Span) -> Value {
    let place = |byte: usize| text.get(..byte).map(|before| before.chars().count());
    json!([place(span.start), place(span.end)])
}

/// Returns the record as JSON.
#[allow(dead_code, reason = "some examples write no records")]
pub(crate) fn record_json(record: &Record) -> Result<Value, Box<dyn Error>> {
    Ok(serde_json::from_str(&onrecord_record::json::write(record, false))?)
}
