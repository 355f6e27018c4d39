//! The number words of a language: `times/numbers.txt`.

use ahash::{AHashMap, AHashSet};
use onrecord_knowledge::{Mistake, Pack, Part, Row, Table, each_row};

/// A word that multiplies the number before it.
#[derive(Debug)]
pub(super) struct Scale {
    pub(super) value: u64,
    /// Whether it may begin a number ("hundred years").
    pub(super) is_bare: bool,
}

/// The words and endings that make numbers.
#[derive(Debug, Default)]
pub(super) struct NumberWords {
    pub(super) cardinals: AHashMap<String, u64>,
    pub(super) ordinals: AHashMap<String, u64>,
    pub(super) scales: AHashMap<String, Scale>,
    /// Words that mean one before a scale.
    pub(super) indefinite: AHashSet<String>,
    pub(super) and: AHashSet<String>,
    /// The words of each phrase that adds a fraction, and the fraction in thousandths.
    pub(super) and_parts: Vec<(Vec<String>, u64)>,
    /// Fractions, in thousandths.
    pub(super) fractions: AHashMap<String, u64>,
    pub(super) ordinal_endings: Vec<String>,
    /// The tens in the names of decades.
    pub(super) decades: AHashMap<String, u64>,
    pub(super) decade_endings: Vec<String>,
    pub(super) hour_endings: Vec<String>,
    /// Endings of times of day, and whether they mean the afternoon.
    pub(super) half_day_endings: Vec<(String, bool)>,
    pub(super) fiscal_prefixes: Vec<String>,
}

impl Part for NumberWords {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> NumberWords {
        let mut table = pack.table("times/numbers.txt", mistakes);
        let words = |table: &mut Table<'_>, name: &str, mistakes: &mut Vec<Mistake>| -> Vec<String> {
            table.list(name, mistakes).into_iter().map(str::to_owned).collect()
        };
        let read = NumberWords {
            cardinals: numbers(&mut table, "cardinals", mistakes),
            ordinals: numbers(&mut table, "ordinals", mistakes),
            scales: scales(&mut table, mistakes),
            indefinite: words(&mut table, "indefinite", mistakes).into_iter().collect(),
            and: words(&mut table, "and", mistakes).into_iter().collect(),
            and_parts: fractions::<Vec<(String, u64)>>(&mut table, "and-parts", mistakes)
                .into_iter()
                .map(|(phrase, part)| (phrase.split(' ').map(str::to_owned).collect(), part))
                .collect(),
            fractions: fractions(&mut table, "fractions", mistakes),
            ordinal_endings: words(&mut table, "ordinal-endings", mistakes),
            decades: numbers(&mut table, "decades", mistakes),
            decade_endings: words(&mut table, "decade-endings", mistakes),
            hour_endings: words(&mut table, "hour-endings", mistakes),
            half_day_endings: half_day_endings(&mut table, mistakes),
            fiscal_prefixes: words(&mut table, "fiscal-prefixes", mistakes),
        };
        table.finish(mistakes);
        read
    }
}

/// Parses the rows of a section with two fields.
fn pairs<K: FromIterator<(String, V)>, V>(
    table: &mut Table<'_>,
    name: &str,
    mistakes: &mut Vec<Mistake>,
    value: impl Fn(&Row<'_>, &str) -> Result<V, Mistake>,
) -> K {
    let mut out = Vec::new();
    each_row(&table.take(name, mistakes), mistakes, |_, row| {
        let [word, field] = row.fields()?;
        out.push((word.to_owned(), value(row, field)?));
        Ok(())
    });
    out.into_iter().collect()
}

fn numbers(table: &mut Table<'_>, name: &str, mistakes: &mut Vec<Mistake>) -> AHashMap<String, u64> {
    pairs(table, name, mistakes, |row, field| row.number(field))
}

/// Parses a section of words with fractions, as thousandths.
fn fractions<K: FromIterator<(String, u64)>>(table: &mut Table<'_>, name: &str, mistakes: &mut Vec<Mistake>) -> K {
    pairs(table, name, mistakes, |row, field| Ok((row.number::<f64>(field)? * 1000.0).round() as u64))
}

fn half_day_endings(table: &mut Table<'_>, mistakes: &mut Vec<Mistake>) -> Vec<(String, bool)> {
    pairs(table, "half-day-endings", mistakes, |row, field| match field {
        "a" => Ok(false),
        "p" => Ok(true),
        _ => Err(row.mistake(format_args!("expected a or p, found \"{field}\""))),
    })
}

fn scales(table: &mut Table<'_>, mistakes: &mut Vec<Mistake>) -> AHashMap<String, Scale> {
    let mut out = AHashMap::new();
    each_row(&table.take("scales", mistakes), mistakes, |_, row| {
        let [word, value, mark] = row.fields()?;
        if !matches!(mark, "" | "bare") {
            return Err(row.mistake(format_args!("expected bare, found \"{mark}\"")));
        }
        out.insert(word.to_owned(), Scale { value: row.number(value)?, is_bare: mark == "bare" });
        Ok(())
    });
    out
}
