//! Reads JSON Lines on standard input and writes, one article a line, its record and what the countries of its
//! participants were chosen from: what `training/` learns the choice from.

use std::io::Write;

use onrecord_read::{CountryCandidate, CountryChoice, Reader};
use onrecord_text::{Format, InputOptions, read_input};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::new()?;
    let options = InputOptions { format: Some(Format::JsonLines), ..InputOptions::default() };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for document in read_input("standard input", std::io::stdin().lock(), &options) {
        let (record, choices) = reader.country_choices(&document?);
        let record: Value = serde_json::from_str(&onrecord_record::json::write(&record, false))?;
        let choices: Vec<Value> = choices.iter().map(choice_json).collect();
        writeln!(out, "{}", json!({ "record": record, "choices": choices }))?;
    }
    Ok(())
}

fn choice_json(choice: &CountryChoice) -> Value {
    let candidate = |candidate: &CountryCandidate| json!([candidate.country, candidate.features]);
    let candidates: Vec<Value> = choice.candidates.iter().map(candidate).collect();
    json!({ "actor": choice.actor.0, "candidates": candidates })
}
