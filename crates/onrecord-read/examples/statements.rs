//! Prints who said what.

#![allow(clippy::print_stdout, reason = "an example prints")]

use onrecord_read::Reader;
use onrecord_text::Document;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::new()?;
    let document = Document::plain("“We will rebuild,” the mayor, Ana Diaz, said.");
    let record = reader.read(&document);
    for statement in &record.statements {
        let speakers: Vec<&str> = statement.speakers.iter().map(|id| record.actors[id.0].name.as_str()).collect();
        println!("{}: {}", speakers.join(" and "), record.words(&statement.content));
    }
    Ok(())
}
