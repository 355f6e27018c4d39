//! The word lists and patterns of `knowledge/quantities/`, read once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use serde::Deserialize;

use super::words::Phrases;

const NUMBERS: &str = include_str!("../../../../knowledge/quantities/numbers.toml");
const MODIFIERS: &str = include_str!("../../../../knowledge/quantities/modifiers.toml");
const RANGES: &str = include_str!("../../../../knowledge/quantities/ranges.toml");
const CURRENCIES: &str = include_str!("../../../../knowledge/quantities/currencies.toml");
const UNITS: &str = include_str!("../../../../knowledge/quantities/units.toml");
const NOT: &str = include_str!("../../../../knowledge/quantities/not.toml");
const COUNTED: &str = include_str!("../../../../knowledge/quantities/counted.toml");

/// Every knowledge file, for the test that runs their examples.
#[cfg(test)]
pub(super) const FILES: [(&str, &str); 7] = [
    ("numbers", NUMBERS),
    ("modifiers", MODIFIERS),
    ("ranges", RANGES),
    ("currencies", CURRENCIES),
    ("units", UNITS),
    ("not", NOT),
    ("counted", COUNTED),
];

/// A word that multiplies the number before it.
#[derive(Clone, Deserialize)]
pub(super) struct Scale {
    word: String,
    pub(super) value: f64,
    plural: String,
    /// Counts only before "of".
    #[serde(default)]
    pub(super) needs_of: bool,
    /// The singular is a plain number.
    #[serde(default)]
    only_plural: bool,
}

/// An inexact small number.
#[derive(Clone, Deserialize)]
pub(super) struct Few {
    #[serde(default)]
    words: Vec<String>,
    pub(super) low: f64,
    pub(super) high: Option<f64>,
    /// Counts only before a scale word.
    #[serde(default)]
    pub(super) scale: bool,
    /// Counts only with "of".
    #[serde(default)]
    pub(super) needs_of: bool,
    /// Is exact after all ("a pair").
    #[serde(default)]
    pub(super) exact: bool,
}

#[derive(Deserialize)]
struct NumberFile {
    small: BTreeMap<String, f64>,
    scale: Vec<Scale>,
    short: BTreeMap<String, f64>,
    some: Vec<Few>,
    fraction: BTreeMap<String, f64>,
    sign: BTreeMap<String, f64>,
    ordinal: BTreeMap<String, f64>,
    ordinal_nouns: WordList,
}

#[derive(Deserialize)]
struct WordList {
    words: Vec<String>,
}

/// What a modifier does to the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Bound {
    /// The number is the least value.
    Low,
    /// The number is the greatest value.
    High,
    /// It is the value.
    None,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Side {
    Before,
    After,
}

#[derive(Deserialize)]
struct ModifierEntry {
    words: Vec<String>,
    side: Side,
    bound: Bound,
    hedge: bool,
}

#[derive(Deserialize)]
struct ModifierFile {
    modifier: Vec<ModifierEntry>,
    verbs: VerbEntry,
}

#[derive(Deserialize)]
struct VerbEntry {
    words: Vec<String>,
}

/// A modifier's effect.
#[derive(Clone, Copy)]
pub(super) struct Modifier {
    pub(super) bound: Bound,
    pub(super) hedge: bool,
}

#[derive(Deserialize)]
struct RangeFile {
    between: Vec<String>,
    join: Vec<String>,
    apart: Vec<String>,
}

#[derive(Deserialize)]
struct CurrencyFile {
    codes: Vec<String>,
    sign: BTreeMap<String, String>,
    lost_sign: LostSign,
    word: Vec<CurrencyWord>,
}

#[derive(Deserialize)]
struct LostSign {
    sign: String,
    code: String,
}

#[derive(Deserialize)]
struct CurrencyWord {
    code: String,
    words: Vec<String>,
    #[serde(default)]
    hundredth: bool,
    #[serde(default)]
    ambiguous: bool,
}

/// What a unit word says.
#[derive(Clone)]
pub(super) struct UnitWord {
    /// The unit of the record; empty for none.
    pub(super) symbol: String,
    pub(super) money: bool,
    /// What the number is multiplied by.
    pub(super) factor: f64,
    /// Counts only after a scale word.
    pub(super) ambiguous: bool,
}

#[derive(Deserialize)]
struct UnitEntry {
    symbol: String,
    words: Vec<String>,
    #[serde(default)]
    glued: Vec<String>,
}

#[derive(Deserialize)]
struct RateList {
    nouns: Vec<String>,
}

#[derive(Deserialize)]
struct UnitFile {
    unit: Vec<UnitEntry>,
    rate: RateList,
}

#[derive(Deserialize)]
struct NameRule {
    not_names: Vec<String>,
    counted: Vec<String>,
    after: Vec<String>,
}

/// When four digits are a year.
#[derive(Deserialize)]
pub(super) struct YearRule {
    pub(super) first: f64,
    pub(super) last: f64,
    /// From here on a bare number is a year unless a counted plural follows.
    pub(super) likely: f64,
    before: Vec<String>,
}

#[derive(Deserialize)]
struct TimeUnits {
    words: Vec<String>,
    between: Vec<String>,
}

#[derive(Deserialize)]
struct OneRule {
    after: Vec<String>,
    before: Vec<String>,
    verbs: Vec<String>,
}

#[derive(Deserialize)]
struct ScoreRule {
    before: Vec<String>,
    after: Vec<String>,
}

#[derive(Deserialize)]
struct Nouns {
    nouns: Vec<String>,
}

#[derive(Deserialize)]
struct AgeRule {
    before: Vec<String>,
    greatest: f64,
}

#[derive(Deserialize)]
struct NotFile {
    label: WordList,
    name: NameRule,
    year: YearRule,
    time_units: TimeUnits,
    one: OneRule,
    score: ScoreRule,
    compound: Nouns,
    age: AgeRule,
    address: WordList,
}

#[derive(Deserialize)]
struct CountedFile {
    stop: Vec<String>,
    plural: Vec<String>,
    not_plural: Vec<String>,
    determiner: Vec<String>,
}

type Set = HashSet<String>;

/// All lists, ready for lookup. The fields are named after the tables of the files.
pub(super) struct Lexicon {
    pub(super) small: HashMap<String, f64>,
    pub(super) scale: HashMap<String, Scale>,
    pub(super) plural_scale: HashMap<String, Scale>,
    pub(super) short: HashMap<String, f64>,
    pub(super) some: Phrases<Few>,
    pub(super) fraction: HashMap<String, f64>,
    pub(super) sign: HashMap<String, f64>,
    pub(super) ordinal: HashMap<String, f64>,
    pub(super) ordinal_nouns: Set,
    pub(super) before: Phrases<Modifier>,
    /// Verbs that end in what would be a modifier ("hand over").
    pub(super) verbs: Phrases<()>,
    pub(super) after: Phrases<Modifier>,
    pub(super) between: Phrases<()>,
    pub(super) join: Set,
    pub(super) apart: Set,
    pub(super) money_sign: Phrases<String>,
    pub(super) lost_sign: (String, String),
    pub(super) unit: Phrases<UnitWord>,
    pub(super) glued: HashMap<String, String>,
    pub(super) rate: Set,
    pub(super) label: Set,
    pub(super) not_names: Set,
    pub(super) counted_after_name: Set,
    pub(super) name_after: Set,
    pub(super) year: YearRule,
    pub(super) year_before: Set,
    pub(super) time_units: Set,
    pub(super) time_between: Set,
    pub(super) one_after: Set,
    pub(super) one_before: Set,
    pub(super) one_verbs: Set,
    pub(super) score_before: Set,
    pub(super) score_after: Set,
    pub(super) compound: Set,
    pub(super) age_before: Set,
    pub(super) greatest_age: f64,
    pub(super) address: Set,
    pub(super) stop: Set,
    pub(super) plural: Set,
    pub(super) not_plural: Set,
    pub(super) determiner: Set,
}

fn set(words: Vec<String>) -> Set {
    words.into_iter().collect()
}

fn units(file: UnitFile, money: Vec<CurrencyWord>, codes: &[String]) -> (Phrases<UnitWord>, HashMap<String, String>) {
    let mut out = Vec::new();
    for entry in money {
        let factor = if entry.hundredth { 0.01 } else { 1.0 };
        for word in entry.words {
            let unit = UnitWord { symbol: entry.code.clone(), money: true, factor, ambiguous: entry.ambiguous };
            out.push((word, unit));
        }
    }
    for code in codes {
        let symbol = if code == "RMB" { "CNY" } else { code };
        let unit = UnitWord { symbol: symbol.to_owned(), money: true, factor: 1.0, ambiguous: false };
        out.push((code.clone(), unit));
    }
    let mut glued = HashMap::new();
    for entry in file.unit {
        for word in entry.words {
            let unit = UnitWord { symbol: entry.symbol.clone(), money: false, factor: 1.0, ambiguous: false };
            out.push((word, unit));
        }
        for word in entry.glued {
            glued.insert(word, entry.symbol.clone());
        }
    }
    (Phrases::new(out), glued)
}

fn read() -> Result<Lexicon, toml::de::Error> {
    let numbers: NumberFile = toml::from_str(NUMBERS)?;
    let modifiers: ModifierFile = toml::from_str(MODIFIERS)?;
    let ranges: RangeFile = toml::from_str(RANGES)?;
    let currencies: CurrencyFile = toml::from_str(CURRENCIES)?;
    let unit_file: UnitFile = toml::from_str(UNITS)?;
    let not: NotFile = toml::from_str(NOT)?;
    let counted: CountedFile = toml::from_str(COUNTED)?;

    let (mut before, mut after) = (Vec::new(), Vec::new());
    for entry in modifiers.modifier {
        let effect = Modifier { bound: entry.bound, hedge: entry.hedge };
        let list = match entry.side {
            Side::Before => &mut before,
            Side::After => &mut after,
        };
        list.extend(entry.words.into_iter().map(|word| (word, effect)));
    }
    let singular = numbers.scale.iter().filter(|s| !s.only_plural);
    let rate = set(unit_file.rate.nouns.clone());
    let mut signs: Vec<(String, String)> = currencies.sign.into_iter().collect();
    let named = currencies.codes.iter().map(|code| {
        let symbol = if code == "RMB" { "CNY" } else { code };
        (code.clone(), symbol.to_owned())
    });
    signs.extend(named);
    let (unit, glued) = units(unit_file, currencies.word, &currencies.codes);
    Ok(Lexicon {
        scale: singular.map(|s| (s.word.clone(), s.clone())).collect(),
        plural_scale: numbers.scale.iter().map(|s| (s.plural.clone(), s.clone())).collect(),
        small: numbers.small.into_iter().collect(),
        short: numbers.short.into_iter().collect(),
        some: Phrases::new(numbers.some.into_iter().flat_map(|entry| {
            let words = entry.words.clone();
            words.into_iter().map(move |word| (word, entry.clone()))
        })),
        fraction: numbers.fraction.into_iter().collect(),
        sign: numbers.sign.into_iter().collect(),
        ordinal: numbers.ordinal.into_iter().collect(),
        ordinal_nouns: set(numbers.ordinal_nouns.words),
        before: Phrases::new(before),
        verbs: Phrases::new(modifiers.verbs.words.into_iter().map(|words| (words, ()))),
        after: Phrases::new(after),
        between: Phrases::new(ranges.between.into_iter().map(|word| (word, ()))),
        join: set(ranges.join),
        apart: set(ranges.apart),
        money_sign: Phrases::new(signs),
        lost_sign: (currencies.lost_sign.sign, currencies.lost_sign.code),
        unit,
        glued,
        rate,
        label: set(not.label.words),
        not_names: set(not.name.not_names),
        counted_after_name: set(not.name.counted),
        name_after: set(not.name.after),
        year_before: set(not.year.before.clone()),
        year: not.year,
        time_units: set(not.time_units.words),
        time_between: set(not.time_units.between),
        one_after: set(not.one.after),
        one_before: set(not.one.before),
        one_verbs: set(not.one.verbs),
        score_before: set(not.score.before),
        score_after: set(not.score.after),
        compound: set(not.compound.nouns),
        age_before: set(not.age.before),
        greatest_age: not.age.greatest,
        address: set(not.address.words),
        stop: set(counted.stop),
        plural: set(counted.plural),
        not_plural: set(counted.not_plural),
        determiner: set(counted.determiner),
    })
}

/// Returns the lists; `None` where a bundled file is broken, which a test rules out.
pub(super) fn lexicon() -> Option<&'static Lexicon> {
    static TABLE: OnceLock<Option<Lexicon>> = OnceLock::new();
    TABLE.get_or_init(|| read().ok()).as_ref()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_bundled_files_are_read() {
        if let Err(error) = super::read() {
            panic!("{error}");
        }
    }
}
