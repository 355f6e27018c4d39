//! Reads JSON Lines on standard input and writes, one article a line, the pairs of mentions of events that were compared: what
//! `training/` learns their merging from.

use std::io::Write;

use onrecord_read::Reader;
use onrecord_text::{Format, InputOptions, read_input};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::new()?;
    let options = InputOptions { format: Some(Format::JsonLines), ..InputOptions::default() };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for document in read_input("standard input", std::io::stdin().lock(), &options) {
        let document = document?;
        let (record, pairs) = reader.mention_pairs(&document);
        let text = document.text();
        let place = |byte: usize| text.get(..byte).map(|before| before.chars().count());
        let types =
            record.events.iter().flat_map(|event| event.anchors.iter().map(|a| (*a, event.event_type.as_str())));
        let anchors: Vec<Value> = types.map(|(a, kind)| json!([place(a.start), place(a.end), kind])).collect();
        let pairs: Vec<Value> = pairs
            .iter()
            .map(|pair| json!([place(pair.earlier.start), place(pair.later.start), pair.features]))
            .collect();
        writeln!(out, "{}", json!({ "anchors": anchors, "pairs": pairs }))?;
    }
    Ok(())
}
