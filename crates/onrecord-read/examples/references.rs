//! Writes, for each article, its descriptions and pronouns, and the candidate antecedents of each. `training/` fits the
//! weights of reference resolution to this output.

mod shared;

use std::error::Error;

use onrecord_read::Reference;
use serde_json::{Value, json};
use shared::{answer_each, code_points};

fn main() -> Result<(), Box<dyn Error>> {
    answer_each(|reader, document| {
        let (_, references) = reader.references(document);
        let reference = |reference: &Reference| -> Value {
            let candidates = reference.candidates.iter().map(|(names, features)| -> Value {
                let names: Vec<Value> = names.iter().map(|span| code_points(document.text(), *span)).collect();
                json!([names, features])
            });
            json!([code_points(document.text(), reference.description), candidates.collect::<Vec<Value>>()])
        };
        Ok(json!({ "references": references.iter().map(reference).collect::<Vec<Value>>() }))
    })
}
