//! Resolves names of places to GeoNames ids, countries and coordinates.
//!
//! The names come from the neural model. Each is looked up in the gazetteer that `knowledge/places/build.py` makes, and
//! the candidate is chosen that best fits the words next to it, the other names of the article and the size of the
//! place. A name has one sense in an article, unless the words next to it say otherwise.

mod candidates;
mod fold;
mod gazetteer;
mod lexicon;
mod located;
mod of_article;
mod resolve;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use onrecord_record::{Notice, Place, Span};
use onrecord_text::Division;

use candidates::{Finder, lies_in};
use fold::fold;
use gazetteer::{Gazetteer, Kind, Row, gazetteer};
use resolve::{Home, Weights, resolve};

pub use lexicon::Lexicon;
pub(crate) use of_article::of_article;

/// A name of a place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceMention {
    /// The name, without title or possessive.
    pub span: Span,
    /// Whether it denotes a government ("Kyiv said"): it helps to resolve the others, and is not a place of the record.
    pub as_government: bool,
    /// Whether it is a country used like an adjective ("a US senator"): it does not help to resolve the others.
    pub as_adjective: bool,
}

/// What is known about the article apart from its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PlaceContext<'a> {
    /// ISO 3166-1 code (two or three letters) of the publisher's country.
    pub country: Option<&'a str>,
    /// Name of the publisher's state or first-level region ("Texas"), inside `country`.
    pub region: Option<&'a str>,
}

/// Returns whether the gazetteer lists a place under this name.
pub(crate) fn is_listed(name: &str) -> bool {
    gazetteer().find(&fold(name)).iter().any(|hit| !hit.is_alternate)
}

/// Returns whether a country, or a region outside of any country ("Yugoslavia"), has this name.
pub(crate) fn is_land(name: &str) -> bool {
    let is_large = |row: &Row| matches!(row.kind, Kind::Country | Kind::Region);
    gazetteer().find(&fold(name)).iter().any(|hit| !hit.is_alternate && is_large(&hit.row))
}

/// Returns whether a place called `inner` lies in a country or first-level region called `outer` ("Miramar",
/// "Florida").
pub(crate) fn can_lie_in(inner: &str, outer: &str) -> bool {
    let table = gazetteer();
    let around = table.find(&fold(outer));
    let around: Vec<&Row> = around.iter().map(|hit| &hit.row).filter(|row| row.kind <= Kind::Admin1).collect();
    !around.is_empty() && table.find(&fold(inner)).iter().any(|hit| around.iter().any(|row| lies_in(&hit.row, row)))
}

/// Returns the places of `text`, one for each mention that does not denote a government, in text order without
/// duplicates, and notices.
///
/// A mention that is not in the gazetteer is kept with its words as the name and no other values. A mention with a
/// comma in it that is not known as a whole ("Paris, Texas") becomes two places.
pub fn places(
    lexicon: &Lexicon,
    text: &str,
    division: &Division,
    mentions: &[PlaceMention],
    context: &PlaceContext<'_>,
) -> (Vec<Place>, Vec<Notice>) {
    if mentions.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let table = gazetteer();
    let finder = Finder { text, division, lexicon, table: &table };
    let mentions = pieces(text, &table, mentions);
    let candidates: Vec<_> =
        mentions.iter().map(|mention| finder.candidates(mention.span, !mention.as_adjective)).collect();
    let rows = resolve(&Weights::FITTED, &candidates, &home(text, lexicon, &table, division, context));
    let mut unknown = 0;
    let mut out = Vec::new();
    for (mention, row) in mentions.iter().zip(rows) {
        if mention.as_government {
            continue;
        }
        unknown += usize::from(row.is_none());
        out.push(place(text, &table, mention.span, row));
    }
    let mut notices = Vec::new();
    if unknown > 0 {
        let message = format!("{unknown} of {} names of places are not in the gazetteer", out.len());
        notices.push(Notice::new("place-unknown", message));
    }
    (out, notices)
}

/// Returns the mentions in text order, without duplicates and white space, split at commas if the whole is not known.
fn pieces(text: &str, table: &Gazetteer, mentions: &[PlaceMention]) -> Vec<PlaceMention> {
    let mut out: Vec<PlaceMention> = Vec::new();
    for mention in mentions {
        let whole = mention.span.text(text);
        let divided = whole.contains(", ") && table.find(&fold(whole)).is_empty();
        let mut start = mention.span.start;
        let parts: Vec<&str> = if divided { whole.split(", ").collect() } else { vec![whole] };
        for part in parts {
            let span = Span::new(start, start + part.len()).trim(text);
            start += part.len() + 2;
            if !span.text(text).is_empty() {
                out.push(PlaceMention { span, ..*mention });
            }
        }
    }
    out.sort_by_key(|mention| (mention.span, mention.as_government));
    out.dedup_by_key(|mention| mention.span);
    out
}

/// Base-10 logarithm of the population from which a town is large: about 125,000.
const LARGE: f64 = 5.1;

/// Returns whether there is a large town with the name.
pub(crate) fn is_large_town(name: &str) -> bool {
    let large = |row: &Row| row.kind.is_town() && row.log_people >= LARGE;
    gazetteer().find(&fold(name)).iter().any(|hit| !hit.is_alternate && large(&hit.row))
}

/// Returns the home of the publisher, as far as it is given or can be inferred from the words of the article.
fn home(text: &str, lexicon: &Lexicon, table: &Gazetteer, division: &Division, context: &PlaceContext<'_>) -> Home {
    let country = context.country.and_then(|code| table.country(code));
    let fits = |row: &Row| row.kind == Kind::Admin1 && country.is_none_or(|country| country == row.country);
    let region = context.region.and_then(|name| table.find(&fold(name)).into_iter().map(|hit| hit.row).find(fits));
    Home { country, region, variety: variety(text, lexicon, table, division) }
}

/// Returns the country whose institutions the article names by local terms ("sheriff"), and the certainty of that.
fn variety(text: &str, lexicon: &Lexicon, table: &Gazetteer, division: &Division) -> Option<(u8, f64)> {
    let words: Vec<String> = division.tokens.iter().map(|token| token.span.text(text).to_lowercase()).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut count = |word: &str| {
        if let Some(country) = lexicon.variety.get(word) {
            *counts.entry(country.as_str()).or_default() += 1;
        }
    };
    for (at, word) in words.iter().enumerate() {
        count(word);
        if let Some(next) = words.get(at + 1) {
            count(&format!("{word} {next}"));
        }
    }
    let total: usize = counts.values().sum();
    let (code, most) = counts.into_iter().reduce(|a, b| if b.1 > a.1 { b } else { a })?;
    // Two words are enough if no word indicates another country.
    let sure = (most as f64 / 2.0).min(1.0) * (2.0 * most as f64 / total as f64 - 1.0);
    Some((table.country(code)?, sure)).filter(|_| sure > 0.0)
}

fn place(text: &str, table: &Gazetteer, span: Span, row: Option<Row>) -> Place {
    let words = || span.text(text).to_owned();
    match row {
        None => Place { span, name: words(), country: None, latitude: None, longitude: None, geonames: None },
        Some(row) => Place {
            span,
            name: table.name(row.idx).unwrap_or_else(words),
            country: table.alpha3(row.country).map(str::to_owned),
            latitude: Some(row.lat),
            longitude: Some(row.lon),
            geonames: (row.geonames != 0).then_some(u64::from(row.geonames)),
        },
    }
}
