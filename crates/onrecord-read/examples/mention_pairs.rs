//! Writes, for each article, the pairs of event mentions that were compared. `training/` fits the weights of merging to
//! this output.

mod shared;

use std::error::Error;

use serde_json::{Value, json};
use shared::{answer_each, code_points};

fn main() -> Result<(), Box<dyn Error>> {
    answer_each(|reader, document| {
        let (record, pairs) = reader.mention_pairs(document);
        let words = |span| code_points(document.text(), span);
        let told = record.events.iter().flat_map(|event| event.anchors.iter().map(|a| (words(*a), &event.event_type)));
        let anchors: Vec<Value> = told.map(|(a, kind)| json!([a[0], a[1], kind])).collect();
        let pairs: Vec<Value> =
            (pairs.iter()).map(|pair| json!([words(pair.earlier)[0], words(pair.later)[0], pair.features])).collect();
        Ok(json!({ "anchors": anchors, "pairs": pairs }))
    })
}
