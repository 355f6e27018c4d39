//! Reads JSON Lines on standard input and writes one record per line that contains only the times, found by the rules
//! without the model. This measures the cost of the rules and, compared with full records, the effect of the syntax.

use std::io::Write;

use onrecord_record::Record;
use onrecord_text::{Division, Format, InputOptions, read_input};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let language = onrecord_read::Language::bundled();
    let options = InputOptions { format: Some(Format::JsonLines), ..InputOptions::default() };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for document in read_input("standard input", std::io::stdin().lock(), &options) {
        let document = document?;
        let division = Division::of(document.text());
        let published = document.info().published.as_deref();
        let (times, _) = onrecord_read::times::times(language.times(), document.text(), &division, None, published);
        let record = Record { document: document.info().clone(), times, ..Record::default() };
        writeln!(out, "{}", onrecord_record::json::write(&record, false))?;
    }
    Ok(())
}
