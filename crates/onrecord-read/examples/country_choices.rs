//! Writes, for each article, its record and the candidates and features of the choice of a country for each
//! participant. `training/` fits the weights of the choice to this output.

mod shared;

use std::error::Error;

use onrecord_read::{CountryCandidate, CountryChoice};
use serde_json::{Value, json};
use shared::{answer_each, record_json};

fn main() -> Result<(), Box<dyn Error>> {
    answer_each(|reader, document| {
        let (record, choices) = reader.country_choices(document);
        let choices: Vec<Value> = choices.iter().map(choice_json).collect();
        Ok(json!({ "record": record_json(&record)?, "choices": choices }))
    })
}

fn choice_json(choice: &CountryChoice) -> Value {
    let candidate = |candidate: &CountryCandidate| json!([candidate.country, candidate.features]);
    let candidates: Vec<Value> = choice.candidates.iter().map(candidate).collect();
    json!({ "actor": choice.actor.0, "candidates": candidates })
}
