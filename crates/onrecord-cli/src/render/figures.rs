//! The places and quantities of an article.

use onrecord_record::{Place, Quantity};

use super::clean::{clean, count, distinct};
use super::page::{Page, Paint, StyledText};
use super::record_text::RecordText;

pub(super) fn places(page: &mut Page<'_>, text: &RecordText<'_>) {
    if text.record.places.is_empty() {
        return;
    }
    page.heading("PLACES");
    let mut groups: Vec<Vec<&Place>> = Vec::new();
    for place in &text.record.places {
        let same = |group: &&mut Vec<&Place>| {
            let first = group[0];
            (&first.name, &first.country, first.geonames) == (&place.name, &place.country, place.geonames)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    for group in groups {
        let place = group[0];
        let name = clean(&place.name);
        let mut line = StyledText::default();
        line.add(Paint::Name, &name);
        let said = distinct(group.iter().map(|place| text.of(place.span)));
        let other: Vec<String> =
            said.iter().filter(|said| **said != name).map(|said| text.glyphs.quoted(said)).collect();
        if !other.is_empty() {
            line.add(Paint::Plain, &format!(" ({})", other.join(", ")));
        }
        let mut facts: Vec<String> = place.country.iter().map(|code| clean(code)).collect();
        match (place.latitude, place.longitude) {
            (Some(latitude), Some(longitude)) => facts.push(coordinates(latitude, longitude)),
            _ => facts.push("location unknown".to_owned()),
        }
        if group.len() > 1 {
            facts.push(count(group.len(), "mention"));
        }
        for fact in facts {
            line.add(Paint::Dim, text.glyphs.dot());
            line.add(Paint::Plain, &fact);
        }
        page.put("  ", 4, &line);
    }
}

fn coordinates(latitude: f64, longitude: f64) -> String {
    let north = if latitude < 0.0 { 'S' } else { 'N' };
    let east = if longitude < 0.0 { 'W' } else { 'E' };
    format!("{:.2} {north}, {:.2} {east}", latitude.abs(), longitude.abs())
}

pub(super) fn quantities(page: &mut Page<'_>, text: &RecordText<'_>) {
    if text.record.quantities.is_empty() {
        return;
    }
    page.heading("QUANTITIES");
    for quantity in &text.record.quantities {
        let mut line = StyledText::default();
        line.add(Paint::Plain, &text.glyphs.quoted(&text.of(quantity.span)));
        if let Some(amount) = amount(quantity) {
            line.add(Paint::Dim, " = ");
            line.add(Paint::Plain, &amount);
        }
        if let Some(of) = quantity.of {
            line.add(Paint::Dim, &format!("{}of ", text.glyphs.dot()));
            line.add(Paint::Plain, &text.glyphs.quoted(&text.of(of)));
        }
        page.put("  ", 4, &line);
    }
}

fn amount(quantity: &Quantity) -> Option<String> {
    let range = match (quantity.low, quantity.high) {
        (Some(low), Some(high)) if low == high => number(low),
        (Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
        (Some(low), None) => format!("at least {}", number(low)),
        (None, Some(high)) => format!("at most {}", number(high)),
        (None, None) => return None,
    };
    // "at least 23" already says that the number is not exact.
    let is_range = quantity.low.is_some() && quantity.high.is_some();
    let about = if quantity.approximate && is_range { "about " } else { "" };
    let unit = quantity.unit.as_deref().map(clean).filter(|unit| !unit.is_empty());
    let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
    Some(format!("{about}{range}{unit}"))
}

/// Returns the number with thousands separators and at most four decimals; very large and very small numbers have an
/// exponent.
fn number(value: f64) -> String {
    // Above 2^53, f64 cannot represent every whole number.
    if !value.is_finite() || value.abs() >= 9_007_199_254_740_992.0 {
        return format!("{value:e}");
    }
    let rounded = (value * 1e4).round() / 1e4;
    if rounded == 0.0 && value != 0.0 {
        return format!("{value:.3e}");
    }
    let written = rounded.to_string();
    let (whole, fraction) = written.split_once('.').map_or((written.as_str(), None), |(a, b)| (a, Some(b)));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |rest| ("-", rest));
    let mut grouped = String::from(sign);
    for (idx, digit) in whole.char_indices() {
        if idx > 0 && (whole.len() - idx) % 3 == 0 && whole.len() > 4 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::super::samples::{article, check_section, find};
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (value, expected) in [
            (0.0, "0"),
            (-20.0, "-20"),
            (2025.0, "2025"),
            (12345.5, "12,345.5"),
            (1.0 / 3.0, "0.3333"),
            (1e-7, "1.000e-7"),
            (1_000_000.0, "1,000,000"),
            (-123456.0, "-123,456"),
            (1e300, "1e300"),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(number(value), expected);
        }
    }

    #[test]
    fn places_are_listed_once() {
        let text = "In Munich and Oz; the Bavarian capital.";
        let mut record = article(text);
        let place = |words: &str, name: &str, at: Option<f64>| Place {
            span: find(text, words),
            name: name.to_owned(),
            country: at.map(|_| "DEU".to_owned()),
            latitude: at,
            longitude: at.map(|_| -11.576),
            geonames: None,
        };
        record.places = vec![
            place("Munich", "Munich", Some(48.137)),
            place("Oz", "Oz", None),
            place("the Bavarian capital", "Munich", Some(48.137)),
        ];
        let expected = "
PLACES
  Munich (“the Bavarian capital”) · DEU · 48.14 N,
    11.58 W · 2 mentions
  Oz · location unknown
";
        check_section(places, &record, expected);
    }

    #[test]
    fn quantities_show_their_values() {
        let text = "At least 20% of men, up to $5 and many.";
        let mut record = article(text);
        let quantity = |words: &str, low: Option<f64>, high: Option<f64>, unit: Option<&str>| Quantity {
            span: find(text, words),
            low,
            high,
            unit: unit.map(str::to_owned),
            of: None,
            approximate: true,
        };
        record.quantities = vec![
            Quantity { of: Some(find(text, "men")), ..quantity("At least 20%", Some(20.0), None, Some("%")) },
            quantity("up to $5", None, Some(5.0), Some("USD")),
            quantity("many", None, None, None),
        ];
        let expected = "
QUANTITIES
  “At least 20%” = at least 20 % · of “men”
  “up to $5” = at most 5 USD
  “many”
";
        check_section(quantities, &record, expected);
    }
}
