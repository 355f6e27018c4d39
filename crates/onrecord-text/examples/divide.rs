//! Splits the texts of a JSON Lines file into tokens for training: reads rows with `id` and `text` from standard input,
//! and writes rows with `id`, `tokens` ([start, end, shape, quote state] in code points), `sentences` and `paragraphs`
//! (ranges of tokens).

use std::io::{BufRead, Write};

use onrecord_record::CodePoints;
use onrecord_text::{Division, Quotes};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let text = row["text"].as_str().ok_or("a row has no text")?;
        let division = Division::of(text);
        let quotes = Quotes::of(text, &division);
        let points = CodePoints::new(text);
        let tokens: Vec<_> = division
            .tokens
            .iter()
            .enumerate()
            .map(|(i, t)| {
                let (start, end) = (points.from_byte(t.span.start), points.from_byte(t.span.end));
                (start, end, quotes.shapes[i] as u8, quotes.states[i] as u8)
            })
            .collect();
        let paragraphs: Vec<_> = (0..division.paragraphs.len())
            .map(|p| {
                let range = division.paragraph_tokens(p);
                (range.start, range.end)
            })
            .collect();
        let sentences: Vec<_> = division.sentences.iter().map(|s| (s.start, s.end)).collect();
        let row = json!({"id": row["id"], "tokens": tokens, "sentences": sentences, "paragraphs": paragraphs});
        writeln!(out, "{row}")?;
    }
    Ok(())
}
