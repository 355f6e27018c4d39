//! Writes, for each article, its record and the features of the confidence of each event. `training/` calibrates the
//! confidence with this output.

mod shared;

use std::error::Error;

use onrecord_read::Explanation;
use serde_json::{Value, json};
use shared::{answer_each, record_json};

fn main() -> Result<(), Box<dyn Error>> {
    answer_each(|reader, document| {
        let (record, explanations) = reader.explain(document);
        // For an event with several mentions, the mention with the highest confidence determines that of the event.
        let of_event = |explanation: &Explanation| -> Value {
            let judged = explanation.mentions.iter().filter_map(|mention| mention.judgement.as_ref());
            json!(judged.map(|judgement| &judgement.features).collect::<Vec<_>>())
        };
        let features: Vec<Value> = explanations.iter().map(of_event).collect();
        Ok(json!({ "record": record_json(&record)?, "features": features }))
    })
}
