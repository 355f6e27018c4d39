//! The structure of the JSON, for writing (borrows from the record) and for reading.

use std::borrow::Cow;

use serde::{Deserialize, Serialize, Serializer};

/// The value of the field `format`, both written and expected.
pub const FORMAT: &str = "onrecord/1";

pub(super) type Text<'a> = Cow<'a, str>;

#[derive(Serialize, Deserialize)]
pub(super) struct Record<'a> {
    pub(super) format: Text<'a>,
    pub(super) document: Document<'a>,
    pub(super) sentences: Vec<Span<'a>>,
    pub(super) actors: Vec<Actor<'a>>,
    pub(super) statements: Vec<Statement<'a>>,
    pub(super) events: Vec<Event<'a>>,
    pub(super) times: Vec<Time<'a>>,
    pub(super) places: Vec<Place<'a>>,
    pub(super) quantities: Vec<Quantity<'a>>,
    pub(super) notices: Vec<Notice<'a>>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Document<'a> {
    pub(super) id: Text<'a>,
    pub(super) title: Option<Text<'a>>,
    pub(super) publisher: Option<Text<'a>>,
    pub(super) url: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) host: Option<Text<'a>>,
    pub(super) byline: Option<Text<'a>>,
    pub(super) published: Option<Text<'a>>,
    pub(super) language: Text<'a>,
    #[serde(default)]
    pub(super) origin: Option<Origin<'a>>,
    pub(super) text: Text<'a>,
}

/// The name is derived from the path, so it is written but not read.
#[derive(Serialize, Deserialize)]
pub(super) struct Origin<'a> {
    #[serde(skip_deserializing)]
    pub(super) name: Text<'a>,
    pub(super) path: Text<'a>,
    #[serde(default)]
    pub(super) part: Option<Text<'a>>,
}

/// A span in code points. Its words are written on request and are never read.
#[derive(Serialize, Deserialize)]
pub(super) struct Span<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<Text<'a>>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Actor<'a> {
    pub(super) id: Text<'a>,
    pub(super) name: Text<'a>,
    pub(super) kind: Text<'a>,
    pub(super) country: Option<Text<'a>>,
    pub(super) sectors: Vec<Text<'a>>,
    pub(super) roles: Vec<Span<'a>>,
    pub(super) mentions: Vec<Mention<'a>>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Mention<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<Text<'a>>,
    pub(super) form: Text<'a>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Statement<'a> {
    pub(super) id: Text<'a>,
    pub(super) kind: Text<'a>,
    pub(super) source: Vec<Span<'a>>,
    pub(super) cue: Vec<Span<'a>>,
    pub(super) content: Vec<Span<'a>>,
    pub(super) speakers: Vec<Text<'a>>,
    pub(super) addressees: Vec<Text<'a>>,
    pub(super) venue: Option<Span<'a>>,
    pub(super) time: Option<Text<'a>>,
    pub(super) within: Option<Text<'a>>,
    pub(super) confidence: f64,
    #[serde(default)]
    pub(super) speaker_confidence: Option<f64>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Event<'a> {
    pub(super) id: Text<'a>,
    #[serde(rename = "type")]
    pub(super) event_type: Text<'a>,
    pub(super) mode: Option<Text<'a>>,
    pub(super) contexts: Vec<Text<'a>>,
    pub(super) cameo: Option<Text<'a>>,
    pub(super) quad: Option<u8>,
    pub(super) goldstein: Option<f64>,
    pub(super) anchor: Span<'a>,
    #[serde(default)]
    pub(super) anchors: Vec<Span<'a>>,
    pub(super) actors: Vec<Text<'a>>,
    pub(super) recipients: Vec<Text<'a>>,
    pub(super) time: Option<Text<'a>>,
    pub(super) place: Option<Text<'a>>,
    pub(super) status: Text<'a>,
    pub(super) magnitude: Vec<Magnitude<'a>>,
    pub(super) statement: Option<Text<'a>>,
    pub(super) confidence: f64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Magnitude<'a> {
    pub(super) of: Text<'a>,
    pub(super) quantity: Text<'a>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Time<'a> {
    pub(super) id: Text<'a>,
    pub(super) start: usize,
    pub(super) end: usize,
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<Text<'a>>,
    #[serde(rename = "type")]
    pub(super) time_type: Text<'a>,
    pub(super) value: Text<'a>,
    #[serde(rename = "mod")]
    pub(super) modifier: Option<Text<'a>>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Place<'a> {
    pub(super) id: Text<'a>,
    pub(super) start: usize,
    pub(super) end: usize,
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<Text<'a>>,
    pub(super) name: Text<'a>,
    pub(super) country: Option<Text<'a>>,
    pub(super) lat: Option<f64>,
    pub(super) lon: Option<f64>,
    pub(super) geonames: Option<u64>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Quantity<'a> {
    pub(super) id: Text<'a>,
    pub(super) start: usize,
    pub(super) end: usize,
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<Text<'a>>,
    #[serde(serialize_with = "amount")]
    pub(super) low: Option<f64>,
    #[serde(serialize_with = "amount")]
    pub(super) high: Option<f64>,
    pub(super) unit: Option<Text<'a>>,
    pub(super) of: Option<Span<'a>>,
    pub(super) approximate: bool,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Notice<'a> {
    pub(super) code: Text<'a>,
    pub(super) message: Text<'a>,
}

/// Writes whole amounts without a decimal point: 20, not 20.0.
fn amount<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    /// All integers up to this one can be represented exactly as floats (IEEE 754, 53 bits).
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        Some(value) if value.fract() == 0.0 && value.abs() < EXACT => serializer.serialize_i64(*value as i64),
        value => value.serialize(serializer),
    }
}
