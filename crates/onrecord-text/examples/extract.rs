//! Extracts the articles of inputs, to measure extraction: `extract FILE...` writes one object per line with the file,
//! and either the text and metadata of an article or the reason why there is none; `extract --alone FILE...` writes
//! what `dom_smoothie` finds in pages without any processing before and after it.

use std::io::Write;

use dom_smoothie::Readability;
use onrecord_text::{InputOptions, normalise_date, read_input};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut names = std::env::args().skip(1).peekable();
    let alone = names.next_if(|name| name == "--alone").is_some();
    for name in names {
        let bytes = std::fs::read(&name)?;
        let rows = if alone { vec![dom_smoothie_alone(&bytes)] } else { articles(&name, &bytes) };
        for mut row in rows {
            row["file"] = json!(name);
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}

fn articles(name: &str, bytes: &[u8]) -> Vec<Value> {
    let mut rows = Vec::new();
    for found in read_input(name, bytes, &InputOptions::default()) {
        rows.push(match found {
            Ok(document) => {
                let info = document.info();
                let notices: Vec<_> = document.notices().iter().map(|notice| &notice.code).collect();
                json!({"text": info.text, "title": info.title, "publisher": info.publisher, "url": info.url,
                       "byline": info.byline, "published": info.published, "notices": notices})
            }
            Err(error) => json!({"error": error.to_string()}),
        });
    }
    rows
}

fn dom_smoothie_alone(bytes: &[u8]) -> Value {
    let page = String::from_utf8_lossy(bytes);
    let found = Readability::new(page.as_ref(), None, None).and_then(|mut reader| reader.parse());
    match found {
        Ok(article) => {
            let published = article.published_time.as_deref().and_then(normalise_date);
            json!({"text": article.text_content.as_ref(), "title": article.title, "byline": article.byline,
                   "published": published})
        }
        Err(error) => json!({"error": error.to_string()}),
    }
}
