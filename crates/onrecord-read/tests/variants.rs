//! Reads the sentences of `tests/data/variants.txt` from end to end: times, quantities and places of many kinds.

#[allow(dead_code, reason = "each test file uses its part")]
mod support;

use std::collections::BTreeMap;

use onrecord_record::{Quantity, Record};
use onrecord_text::{Document, Metadata};
use support::sound;

#[test]
fn times_quantities_and_places_of_each_kind_are_read() {
    let (mut kind, mut wrong, mut n_of_kind) = ("", Vec::new(), BTreeMap::<&str, usize>::new());
    for line in include_str!("data/variants.txt").lines() {
        if let Some(name) = line.strip_prefix("== ") {
            kind = name;
        }
        let mut fields = line.split('|').map(str::trim);
        let (Some(date), Some(sentence)) = (fields.next(), fields.next()) else { continue };
        if line.starts_with('#') || line.starts_with("==") {
            continue;
        }
        let expected: Vec<&str> = fields.filter(|field| !field.is_empty()).collect();
        let published = (date != "-").then(|| date.to_owned());
        let found = shown(&sound(&Document::new(sentence.to_owned(), Metadata { published, ..Metadata::default() })));
        if found != expected {
            wrong.push(format!(
                "{kind}: {sentence}\n    expected {}\n    found    {}",
                expected.join(" | "),
                found.join(" | ")
            ));
        }
        *n_of_kind.entry(kind).or_default() += 1;
    }
    assert!(wrong.is_empty(), "{}\n{} are wrong", wrong.join("\n"), wrong.len());
    let few: Vec<_> = n_of_kind.iter().filter(|(_, n)| **n < 3).collect();
    assert!(few.is_empty() && n_of_kind.len() >= 20, "kinds with too few sentences: {few:?}");
}

/// Returns the times, quantities and places of the record in the notation of the file.
fn shown(record: &Record) -> Vec<String> {
    let text = &record.document.text;
    let times = record.times.iter().map(|time| {
        let modifier = time.modifier.as_ref().map(|modifier| format!(" {modifier}")).unwrap_or_default();
        format!("{} = {} {}{modifier}", time.span.text(text), time.time_type.as_str(), time.value)
    });
    let quantities =
        record.quantities.iter().map(|quantity| format!("{} = {}", quantity.span.text(text), amount(quantity)));
    let places = record.places.iter().map(|place| {
        let country = place.country.as_deref().unwrap_or("nowhere");
        let is_located = place.latitude.is_some();
        format!("{} = {} {country}", place.span.text(text), if is_located { place.name.as_str() } else { "unknown" })
    });
    times.chain(quantities).chain(places).collect()
}

/// Returns an amount as written in the examples of `knowledge/en/quantities` ("~20.. km").
fn amount(quantity: &Quantity) -> String {
    let side =
        |value: Option<f64>| value.map(|value| ((value * 1000.0).round() / 1000.0).to_string()).unwrap_or_default();
    let value = match quantity.low == quantity.high {
        true => side(quantity.low),
        false => format!("{}..{}", side(quantity.low), side(quantity.high)),
    };
    let unit = quantity.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    format!("{}{value}{unit}", if quantity.approximate { "~" } else { "" })
}
