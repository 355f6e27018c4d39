//! Writes, for each article, the inputs of the coreference head for its mentions. `training/` trains the head on this
//! output.

mod shared;

use std::error::Error;

use onrecord_read::MentionFeatures;
use serde_json::{Value, json};
use shared::{answer_each, code_points};

fn main() -> Result<(), Box<dyn Error>> {
    answer_each(|reader, document| {
        let (_, mentions) = reader.mention_features(document);
        let mention = |mention: &MentionFeatures| -> Value {
            json!({
                "words": code_points(document.text(), mention.words),
                "head": code_points(document.text(), mention.head),
                "form": mention.form,
                "key": mention.key,
                "pronoun": mention.pronoun,
                "named": mention.named,
            })
        };
        Ok(json!({ "mentions": mentions.iter().map(mention).collect::<Vec<Value>>() }))
    })
}
