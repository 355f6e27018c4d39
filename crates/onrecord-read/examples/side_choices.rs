//! Reads JSON Lines on standard input and writes, one article a line, who may take part in each event and what speaks for it: what
//! `training/` learns the choice of actors and recipients from.

use std::io::Write;

use onrecord_read::{Reader, SideChoice};
use onrecord_text::{Format, InputOptions, read_input};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::new()?;
    let options = InputOptions { format: Some(Format::JsonLines), ..InputOptions::default() };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for document in read_input("standard input", std::io::stdin().lock(), &options) {
        let document = document?;
        let (_, choices) = reader.side_choices(&document);
        let text = document.text();
        let place = |byte: usize| text.get(..byte).map(|before| before.chars().count());
        let choice = |choice: &SideChoice| {
            let mentions: Vec<Value> = choice.mentions.iter().map(|m| json!([place(m.start), place(m.end)])).collect();
            json!([
                [place(choice.anchor.start), place(choice.anchor.end), choice.event_type],
                choice.side,
                mentions,
                choice.features,
                choice.probability,
            ])
        };
        writeln!(out, "{}", json!({ "choices": choices.iter().map(choice).collect::<Vec<Value>>() }))?;
    }
    Ok(())
}
