//! Reads JSON Lines on standard input and writes, one article a line, its record and the features of the confidence of the speakers of each
//! statement: what `training/` calibrates that confidence with.

use std::io::Write;

use onrecord_read::Reader;
use onrecord_text::{Format, InputOptions, read_input};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::new()?;
    let options = InputOptions { format: Some(Format::JsonLines), ..InputOptions::default() };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for document in read_input("standard input", std::io::stdin().lock(), &options) {
        let (record, features) = reader.speaker_features(&document?);
        let record: Value = serde_json::from_str(&onrecord_record::json::write(&record, false))?;
        writeln!(out, "{}", json!({ "record": record, "features": features }))?;
    }
    Ok(())
}
