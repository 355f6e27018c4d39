//! Reads JSON Lines on standard input and writes, one article a line, its record and the features of the confidence of each event: what
//! `training/` calibrates the confidence with.

use std::io::Write;

use onrecord_read::Reader;
use onrecord_text::{Format, InputOptions, read_input};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::new()?;
    let options = InputOptions { format: Some(Format::JsonLines), ..InputOptions::default() };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for document in read_input("standard input", std::io::stdin().lock(), &options) {
        let (record, explanations) = reader.explain(&document?);
        let record: Value = serde_json::from_str(&onrecord_record::json::write(&record, false))?;
        // Of an event told several times, the mention with the highest confidence gives that of the event.
        let of_event = |explanation: &onrecord_read::Explanation| -> Vec<Vec<String>> {
            explanation.mentions.iter().filter_map(|m| m.judgement.as_ref()).map(|j| j.features.clone()).collect()
        };
        let features: Vec<Vec<Vec<String>>> = explanations.iter().map(of_event).collect();
        writeln!(out, "{}", json!({ "record": record, "features": features }))?;
    }
    Ok(())
}
