//! The word lists of `quantities/`, prepared for lookup.

use std::collections::HashMap;

use onrecord_knowledge::{Mistake, Pack, Part, each_row, unquoted, values};
use onrecord_text::TextWords;

use super::lists::{Set, marked, numbers, pairs, phrases, set};
use super::price::Prices;
use super::words::{Phrases, Words};
use crate::knowledge::words::QuantityWords;

/// A word that multiplies the number before it.
#[derive(Debug, Clone)]
pub(super) struct Scale {
    pub(super) value: f64,
    /// Whether it counts only before "of".
    pub(super) needs_of: bool,
}

/// A vague small number.
#[derive(Debug, Clone)]
pub(super) struct Few {
    pub(super) low: f64,
    pub(super) high: Option<f64>,
    /// Whether it counts only before a scale word.
    pub(super) scale: bool,
    /// Whether it counts only with "of".
    pub(super) needs_of: bool,
    /// Whether it is exact after all ("a pair").
    pub(super) exact: bool,
}

/// The effect of a modifier on the bounds of the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// The number is the lower bound.
    Low,
    /// The number is the upper bound.
    High,
    /// The number is the value itself.
    None,
}

/// The effect of a modifier.
#[derive(Debug, Clone, Copy)]
pub(super) struct Modifier {
    pub(super) bound: Bound,
    pub(super) hedge: bool,
}

/// The meaning of a unit word.
#[derive(Debug, Clone)]
pub(super) struct UnitWord {
    /// The unit in the record; empty if there is none.
    pub(super) symbol: String,
    pub(super) money: bool,
    /// The factor by which the number is multiplied.
    pub(super) factor: f64,
    /// Whether it counts only after a scale word or next to a word for a price.
    pub(super) ambiguous: bool,
    /// Whether it is written with capitals everywhere ("Celsius").
    pub(super) capital: bool,
}

/// The rule for when four digits are a year.
#[derive(Debug, Default)]
pub(super) struct YearRule {
    pub(super) first: f64,
    pub(super) last: f64,
    /// From this number on, a bare number is a year unless a counted plural follows.
    pub(super) likely: f64,
}

/// The conventions for quantities in a language: all lists, named after the sections of the files.
#[derive(Debug, Default)]
pub struct Lexicon {
    pub(super) numbers: Numbers,
    pub(super) modifiers: Modifiers,
    pub(super) ranges: Ranges,
    pub(super) units: Units,
    pub(super) exclusions: Exclusions,
    pub(super) counted: Counted,
    pub(super) words: QuantityWords,
}

impl Part for Lexicon {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Lexicon {
        let known = TextWords::read(pack, mistakes);
        Lexicon {
            numbers: Numbers::read(pack, &known, mistakes),
            modifiers: Modifiers::read(pack, &known, mistakes),
            ranges: Ranges::read(pack, &known, mistakes),
            units: Units::read(pack, &known, mistakes),
            exclusions: Exclusions::read(pack, mistakes),
            counted: Counted::read(pack, mistakes),
            words: QuantityWords::read(pack, mistakes),
        }
    }
}

/// Number words: `numbers.txt`.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) small: HashMap<String, f64>,
    pub(super) scale: HashMap<String, Scale>,
    pub(super) plural_scale: HashMap<String, Scale>,
    pub(super) short: HashMap<String, f64>,
    pub(super) some: Phrases<Few>,
    pub(super) fraction: HashMap<String, f64>,
    pub(super) sign: HashMap<String, f64>,
    pub(super) ordinal: HashMap<String, f64>,
    pub(super) ordinal_nouns: Set,
}

impl Numbers {
    fn read(pack: &Pack, known: &TextWords, mistakes: &mut Vec<Mistake>) -> Numbers {
        let mut table = pack.table("quantities/numbers.txt", mistakes);
        let (mut scale, mut plural_scale) = (HashMap::new(), HashMap::new());
        each_row(&table.take("scale", mistakes), mistakes, |_, row| {
            let [word, value, plural, marks] = row.fields()?;
            let [needs_of, only_plural, after_number] =
                marked(row, marks, ["needs-of", "only-plural", "after-number"])?;
            let entry = Scale { value: row.number(value)?, needs_of };
            if after_number {
                scale.insert(plural.to_owned(), entry.clone());
            }
            if !only_plural {
                scale.insert(word.to_owned(), entry.clone());
            }
            plural_scale.insert(plural.to_owned(), entry);
            Ok(())
        });
        let mut some = Vec::new();
        each_row(&table.take("some", mistakes), mistakes, |_, row| {
            let [words, low, high, marks] = row.fields()?;
            let [scale, needs_of, exact] = marked(row, marks, ["scale", "needs-of", "exact"])?;
            let high = if high.is_empty() { None } else { Some(row.number(high)?) };
            let few = Few { low: row.number(low)?, high, scale, needs_of, exact };
            some.extend(values(words).map(|word| (word.to_owned(), few.clone())));
            Ok(())
        });
        let read = Numbers {
            small: numbers(&mut table, "small", mistakes),
            scale,
            plural_scale,
            short: numbers(&mut table, "short", mistakes),
            some: Phrases::new(some, known),
            fraction: numbers(&mut table, "fraction", mistakes),
            sign: numbers(&mut table, "sign", mistakes),
            ordinal: numbers(&mut table, "ordinal", mistakes),
            ordinal_nouns: set(&mut table, "ordinal-nouns", mistakes),
        };
        table.finish(mistakes);
        read
    }
}

/// Words that open, close or blur a value: `modifiers.txt`.
#[derive(Debug, Default)]
pub(super) struct Modifiers {
    pub(super) before: Phrases<Modifier>,
    pub(super) after: Phrases<Modifier>,
    /// Words after a number that make it negative ("five below zero").
    pub(super) negative: Phrases<()>,
    /// Verbs whose particle looks like a modifier ("hand over").
    pub(super) verbs: Phrases<()>,
}

impl Modifiers {
    fn read(pack: &Pack, known: &TextWords, mistakes: &mut Vec<Mistake>) -> Modifiers {
        let mut table = pack.table("quantities/modifiers.txt", mistakes);
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for section in table.take("modifier", mistakes) {
            let (is_before, effect) = match section.arguments[..] {
                [side @ ("before" | "after"), bound @ ("low" | "high" | "none"), hedge @ ("open" | "exact")] => {
                    let bound = match bound {
                        "low" => Bound::Low,
                        "high" => Bound::High,
                        _ => Bound::None,
                    };
                    (side == "before", Modifier { bound, hedge: hedge == "open" })
                }
                _ => {
                    mistakes.push(section.mistake(
                        "expected a head like [modifier before low open]: before or after, low, high or none, open or exact",
                    ));
                    continue;
                }
            };
            let list = if is_before { &mut before } else { &mut after };
            list.extend(section.values().map(|word| (word.to_owned(), effect)));
        }
        let negative = phrases(&mut table, "negative", known, mistakes);
        let verbs = phrases(&mut table, "verbs", known, mistakes);
        table.finish(mistakes);
        Modifiers { before: Phrases::new(before, known), after: Phrases::new(after, known), negative, verbs }
    }
}

/// Words that join two numbers into one quantity: `ranges.txt`.
#[derive(Debug, Default)]
pub(super) struct Ranges {
    pub(super) between: Phrases<()>,
    pub(super) join: Set,
    pub(super) apart: Set,
    /// Words before the first number that make the two numbers a range rather than a change.
    pub(super) varies: Phrases<()>,
}

impl Ranges {
    fn read(pack: &Pack, known: &TextWords, mistakes: &mut Vec<Mistake>) -> Ranges {
        let mut table = pack.table("quantities/ranges.txt", mistakes);
        let read = Ranges {
            between: phrases(&mut table, "between", known, mistakes),
            join: set(&mut table, "join", mistakes),
            apart: set(&mut table, "apart", mistakes),
            varies: phrases(&mut table, "varies", known, mistakes),
        };
        table.finish(mistakes);
        read
    }
}

/// Signs and words of money and measures: `currencies.txt` and `units.txt`.
#[derive(Debug, Default)]
pub(super) struct Units {
    pub(super) money_sign: Phrases<String>,
    /// Signs that must touch the number, and their codes.
    pub(super) glued_sign: HashMap<String, String>,
    /// The remainder of a currency sign in a wrong encoding, and the code of the currency.
    pub(super) lost_sign: Option<(String, String)>,
    pub(super) prices: Prices,
    pub(super) unit: Phrases<UnitWord>,
    pub(super) glued: HashMap<String, String>,
    pub(super) rate: Set,
    /// For each convertible unit, its base unit and its size in base units.
    pub(super) multiples: HashMap<String, (String, f64)>,
}

impl Units {
    /// Returns the number of tokens and the currency of the sign that ends before token `at`, from token `from` on.
    pub(super) fn sign_before(&self, words: &Words<'_>, at: usize, from: usize) -> Option<(usize, &String)> {
        let glued = || {
            let before = at.checked_sub(1).filter(|&before| before >= from && words.is_glued(before))?;
            Some((1, self.glued_sign.get(words.raw(before))?))
        };
        self.money_sign.ending(words, at, from).or_else(glued)
    }

    /// Returns the factor that converts a value from `other` to `unit`; `None` if the units are of different kinds, or
    /// one is missing.
    pub(super) fn factor_to(&self, unit: Option<&str>, other: Option<&str>) -> Option<f64> {
        let (unit, other) = (unit?, other?);
        if unit == other {
            return Some(1.0);
        }
        let (base, factor) = self.multiples.get(unit)?;
        self.multiples.get(other).filter(|(other_base, _)| other_base == base).map(|(_, other)| other / factor)
    }
}

impl Units {
    fn read(pack: &Pack, known: &TextWords, mistakes: &mut Vec<Mistake>) -> Units {
        let (mut signs, mut words) = (Vec::new(), Vec::new());
        let money = |symbol: &str, factor: f64, ambiguous: bool| UnitWord {
            symbol: symbol.to_owned(),
            money: true,
            factor,
            ambiguous,
            capital: true,
        };
        let mut table = pack.table("quantities/currencies.txt", mistakes);
        each_row(&table.take("word", mistakes), mistakes, |_, row| {
            let [code, names, marks] = row.fields()?;
            let [hundredth, ambiguous] = marked(row, marks, ["hundredth", "ambiguous"])?;
            let unit = money(code, if hundredth { 0.01 } else { 1.0 }, ambiguous);
            words.extend(values(names).map(|name| (name.to_owned(), unit.clone())));
            Ok(())
        });
        signs.extend(pairs(&mut table, "sign", mistakes));
        let codes = table.list("codes", mistakes).into_iter().map(|code| (code.to_owned(), code.to_owned()));
        for (written, code) in codes.chain(pairs(&mut table, "other-codes", mistakes)) {
            words.push((written.clone(), money(&code, 1.0, false)));
            signs.push((written, code));
        }
        let prices = Prices::read(&mut table, known, mistakes);
        let glued_sign = pairs(&mut table, "glued-sign", mistakes).into_iter().collect();
        let lost_sign = pairs(&mut table, "lost-sign", mistakes).into_iter().next();
        table.finish(mistakes);

        let mut table = pack.table("quantities/units.txt", mistakes);
        let mut glued = HashMap::new();
        each_row(&table.take("unit", mistakes), mistakes, |_, row| {
            let [symbol, names, glued_names] = row.fields()?;
            let symbol = unquoted(symbol).to_owned();
            words.extend(values(names).map(|name| {
                let (symbol, capital) = (symbol.clone(), name.chars().any(char::is_uppercase));
                (name.to_owned(), UnitWord { symbol, money: false, factor: 1.0, ambiguous: false, capital })
            }));
            glued.extend(values(glued_names).map(|name| (name.to_owned(), symbol.clone())));
            Ok(())
        });
        let rate = set(&mut table, "rate", mistakes);
        let mut multiples = HashMap::new();
        each_row(&table.take("multiple", mistakes), mistakes, |_, row| {
            let [symbol, base, factor] = row.fields()?;
            multiples.insert(symbol.to_owned(), (base.to_owned(), row.number(factor)?));
            Ok(())
        });
        table.finish(mistakes);
        Units {
            prices,
            money_sign: Phrases::new(signs, known),
            glued_sign,
            lost_sign,
            unit: Phrases::new(words, known),
            glued,
            rate,
            multiples,
        }
    }
}

/// Words next to numbers that are not quantities: `exclusions.txt`.
#[derive(Debug, Default)]
pub(super) struct Exclusions {
    pub(super) label: Set,
    pub(super) not_names: Set,
    pub(super) counted_after_name: Set,
    pub(super) after_name: Set,
    pub(super) year: YearRule,
    pub(super) before_year: Set,
    pub(super) time_units: Set,
    pub(super) between_time_units: Set,
    pub(super) after_one: Set,
    pub(super) before_one: Set,
    pub(super) one_verbs: Set,
    pub(super) before_score: Set,
    pub(super) after_score: Set,
    pub(super) compound: Set,
    pub(super) before_age: Set,
    pub(super) greatest_age: f64,
    pub(super) address: Set,
}

impl Exclusions {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Exclusions {
        let mut table = pack.table("quantities/exclusions.txt", mistakes);
        let year = numbers(&mut table, "year", mistakes);
        let bound = |name: &str| year.get(name).copied().unwrap_or_default();
        let age = numbers(&mut table, "age", mistakes);
        let mut set = |name: &str| set(&mut table, name, mistakes);
        let read = Exclusions {
            label: set("label"),
            not_names: set("not-names"),
            counted_after_name: set("counted-after-name"),
            after_name: set("after-name"),
            year: YearRule { first: bound("first"), last: bound("last"), likely: bound("likely") },
            before_year: set("before-year"),
            time_units: set("time-units"),
            between_time_units: set("between-time-units"),
            after_one: set("after-one"),
            before_one: set("before-one"),
            one_verbs: set("one-verbs"),
            before_score: set("before-score"),
            after_score: set("after-score"),
            compound: set("compound"),
            before_age: set("before-age"),
            greatest_age: age.get("greatest").copied().unwrap_or_default(),
            address: set("address"),
        };
        table.finish(mistakes);
        read
    }
}

/// Words that end the counted phrase: `counted.txt`.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub(super) stop: Set,
    pub(super) plural: Set,
    pub(super) not_plural: Set,
    pub(super) determiner: Set,
}

impl Counted {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Counted {
        let mut table = pack.table("quantities/counted.txt", mistakes);
        let read = Counted {
            stop: set(&mut table, "stop", mistakes),
            plural: set(&mut table, "plural", mistakes),
            not_plural: set(&mut table, "not-plural", mistakes),
            determiner: set(&mut table, "determiner", mistakes),
        };
        table.finish(mistakes);
        read
    }
}
