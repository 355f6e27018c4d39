//! Writes, for each article, the candidate participants of each event, with the features of the choice. `training/`
//! fits the weights of the choice of actors and recipients to this output.

mod shared;

use std::error::Error;

use onrecord_read::SideChoice;
use serde_json::{Value, json};
use shared::{answer_each, code_points};

fn main() -> Result<(), Box<dyn Error>> {
    answer_each(|reader, document| {
        let (_, choices) = reader.side_choices(document);
        let choice = |choice: &SideChoice| -> Value {
            let words = |span| code_points(document.text(), span);
            let (anchor, mentions) = (words(choice.anchor), choice.mentions.iter().map(|span| words(*span)));
            let mentions: Vec<Value> = mentions.collect();
            json!([
                [anchor[0], anchor[1], choice.event_type],
                choice.side,
                mentions,
                choice.features,
                choice.probability
            ])
        };
        Ok(json!({ "choices": choices.iter().map(choice).collect::<Vec<Value>>() }))
    })
}
