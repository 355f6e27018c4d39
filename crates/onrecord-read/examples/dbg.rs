//! Debug.
fn main(){ let row: serde_json::Value = serde_json::from_str(&std::io::stdin().lines().next().unwrap().unwrap()).unwrap(); onrecord_read::debug(row["text"].as_str().unwrap()); }
