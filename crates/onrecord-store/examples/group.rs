//! Reads records, one per line, from standard input, adds them to a store at the given path, and prints the thread and
//! the story of each. `eval/stories.py` scores the output.

use std::io::BufRead;
use std::path::Path;

use onrecord_store::{Kept, Provenance, SqliteStore, Storage};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("expected the path of a store to create")?;
    let mut store = SqliteStore::create(Path::new(&path))?;
    let from = Provenance { reader: "evaluation", time: "2000-01-01T00:00:00Z" };
    let mut articles = Vec::new();
    let mut records = Vec::new();
    let mut lines = std::io::stdin().lock().lines().peekable();
    while let Some(line) = lines.next() {
        records.push(onrecord_record::json::parse(&line?)?);
        if records.len() == 32 || lines.peek().is_none() {
            for (record, kept) in records.iter().zip(store.keep(&records, from)?) {
                let (Kept::New(article) | Kept::Same(article) | Kept::Changed(article, _)) = kept;
                articles.push((record.document.id.clone(), article));
            }
            records.clear();
        }
    }
    let mut out = String::new();
    for (id, article) in articles {
        let story = store.story_of(article)?.ok_or("expected a story of each article")?;
        out.push_str(&format!("{}\t{story}\t{id}\n", store.story_head(story)?.thread));
    }
    std::io::Write::write_all(&mut std::io::stdout().lock(), out.as_bytes())?;
    Ok(())
}
