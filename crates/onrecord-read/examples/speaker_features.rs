//! Writes, for each article, its record and the features of the confidence of each statement's speakers. `training/`
//! calibrates that confidence with this output.

mod shared;

use std::error::Error;

use serde_json::json;
use shared::{answer_each, record_json};

fn main() -> Result<(), Box<dyn Error>> {
    answer_each(|reader, document| {
        let (record, features) = reader.speaker_features(document);
        Ok(json!({ "record": record_json(&record)?, "features": features }))
    })
}
