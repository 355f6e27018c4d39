//! Reads JSON Lines on standard input and writes, one article a line, its descriptions and those with a name whom each may take up: what
//! `training/` learns their reference from.

use std::io::Write;

use onrecord_read::{Reader, Reference};
use onrecord_record::Span;
use onrecord_text::{Format, InputOptions, read_input};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::new()?;
    let options = InputOptions { format: Some(Format::JsonLines), ..InputOptions::default() };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for document in read_input("standard input", std::io::stdin().lock(), &options) {
        let document = document?;
        let (_, references) = reader.references(&document);
        let text = document.text();
        let place = |byte: usize| text.get(..byte).map(|before| before.chars().count());
        let span = |span: &Span| json!([place(span.start), place(span.end)]);
        let reference = |reference: &Reference| {
            let candidate = |(names, features): &(Vec<Span>, Vec<String>)| -> Value {
                json!([names.iter().map(span).collect::<Vec<Value>>(), features])
            };
            json!([span(&reference.description), reference.candidates.iter().map(candidate).collect::<Vec<Value>>()])
        };
        writeln!(out, "{}", json!({ "references": references.iter().map(reference).collect::<Vec<Value>>() }))?;
    }
    Ok(())
}
