//! Reads JSON Lines on standard input and writes one record per line, as input for the scorers.

use std::io::Write;

use onrecord_text::{Format, InputOptions, read_input};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = onrecord_read::Reader::new()?;
    let options = InputOptions { format: Some(Format::JsonLines), ..InputOptions::default() };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for document in read_input("standard input", std::io::stdin().lock(), &options) {
        writeln!(out, "{}", onrecord_record::json::write(&reader.read(&document?), false))?;
    }
    Ok(())
}
