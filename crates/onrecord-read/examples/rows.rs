//! Reads JSON Lines rows with `id` and `text` on standard input and writes their records: what the scorers take.
use std::io::{BufRead, Write};
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = onrecord_read::Reader::new()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let mut record = reader.read_text(row["text"].as_str().unwrap_or(""));
        record.document.id = row["id"].as_str().unwrap_or("").to_owned();
        writeln!(out, "{}", onrecord_record::json::write(&record, false))?;
    }
    Ok(())
}
