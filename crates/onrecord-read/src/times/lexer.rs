//! Converts tokens to the symbols that rules match: lower-case words, members of word classes, numbers and written
//! dates.

use onrecord_text::Shape;

use super::number_words::NumberWords;
use super::numbers;
use super::rules::{ClassId, Grammar, Symbol, WordId};
use super::value::Amount;
use super::words::{Sense, Words};

/// A reading of one or more tokens as a member of a class.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lexeme<'g> {
    pub(super) class: ClassId,
    pub(super) sense: Sense<'g>,
    pub(super) n_tokens: usize,
}

/// The readings of all tokens.
pub(super) struct Lexed<'g> {
    /// The word of each token, or 0 if no rule names it.
    pub(super) words: Vec<WordId>,
    /// The end of the readings of each token in `lexemes`.
    ends: Vec<usize>,
    lexemes: Vec<Lexeme<'g>>,
}

impl<'g> Lexed<'g> {
    /// Returns the readings that begin at `token`.
    pub(super) fn at(&self, token: usize) -> &[Lexeme<'g>] {
        let start = if token == 0 { 0 } else { self.ends.get(token - 1).copied().unwrap_or(self.lexemes.len()) };
        &self.lexemes[start..self.ends.get(token).copied().unwrap_or(start)]
    }
}

/// The classes whose members are recognized by their form rather than by a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Forms {
    pub(super) number: ClassId,
    pub(super) day: ClassId,
    pub(super) ordinal: ClassId,
    pub(super) year: ClassId,
    pub(super) short_year: ClassId,
    pub(super) decade: ClassId,
    pub(super) calendar: ClassId,
    pub(super) clock_time: ClassId,
    pub(super) hour: ClassId,
    pub(super) hhmm: ClassId,
    pub(super) capital: ClassId,
    pub(super) dotted_time: ClassId,
    pub(super) glued: ClassId,
    pub(super) short_decade: ClassId,
    pub(super) stamp: ClassId,
    pub(super) nth_day: ClassId,
    pub(super) two_digits: ClassId,
    pub(super) hour_word: ClassId,
}

impl Forms {
    /// Returns the ids of the classes, which are added to the grammar.
    pub(super) fn new(grammar: &mut Grammar) -> Forms {
        Forms {
            number: grammar.class("number"),
            day: grammar.class("day"),
            ordinal: grammar.class("ordinal"),
            year: grammar.class("year"),
            short_year: grammar.class("short-year"),
            decade: grammar.class("decade"),
            calendar: grammar.class("calendar"),
            clock_time: grammar.class("clock-time"),
            dotted_time: grammar.class("dotted-time"),
            hour: grammar.class("hour"),
            hhmm: grammar.class("hhmm"),
            capital: grammar.class("capital"),
            glued: grammar.class("glued"),
            short_decade: grammar.class("short-decade"),
            stamp: grammar.class("stamp"),
            nth_day: grammar.class("nth-day"),
            two_digits: grammar.class("two-digits"),
            hour_word: grammar.class("hour-word"),
        }
    }
}

/// Returns the readings of all words.
pub(super) fn lex<'g>(grammar: &'g Grammar, forms: &Forms, numbers: &NumberWords, words: &Words<'_>) -> Lexed<'g> {
    let n_tokens = words.lower.len();
    let mut out =
        Lexed { words: Vec::with_capacity(n_tokens), ends: Vec::with_capacity(n_tokens), lexemes: Vec::new() };
    for token in 0..n_tokens {
        out.words.push(grammar.words.get(words.get(token)).copied().unwrap_or(0));
        listed(grammar, words, token, &mut out.lexemes);
        formed(forms, numbers, words, token, &mut out.lexemes);
        out.ends.push(out.lexemes.len());
    }
    out
}

/// Adds the classes whose lists contain the words from `token` on.
fn listed<'g>(grammar: &'g Grammar, words: &Words<'_>, token: usize, out: &mut Vec<Lexeme<'g>>) {
    let word = words.get(token);
    let mut add = |key: &str, used: usize| {
        for entry in grammar.entries.get(key).into_iter().flatten() {
            let matches = entry.rest.iter().enumerate().all(|(i, w)| words.get(token + used + i) == w);
            if !matches || entry.capital && !words.is_capital(token) {
                continue;
            }
            let sense = match &grammar.symbols[entry.value] {
                Symbol::Number(n) => Sense::Amount(Amount::Thousandths(u64::from(n.unsigned_abs()) * 1000)),
                Symbol::Name(name) => Sense::Name(name),
            };
            out.push(Lexeme { class: entry.class, sense, n_tokens: used + entry.rest.len() });
        }
    };
    add(word, 1);
    if !word.ends_with('.') && words.get(token + 1) == "." && words.touches_next(token) {
        add(&format!("{word}."), 2);
    }
}

/// Adds the classes to which the token belongs by its form.
fn formed(forms: &Forms, number_words: &NumberWords, words: &Words<'_>, token: usize, out: &mut Vec<Lexeme<'_>>) {
    let word = words.get(token);
    let Some(first) = word.bytes().next() else { return };
    let mut add = |class, sense, n_tokens| out.push(Lexeme { class, sense, n_tokens });
    let shape = words.division.tokens[token].shape;
    if matches!(shape, Shape::Title | Shape::Upper | Shape::Letter | Shape::Mixed) && words.is_capital(token) {
        add(forms.capital, whole(0), 1);
    }
    for (amount, n_tokens) in number_words.readings(words, token) {
        add(forms.number, Sense::Amount(amount), n_tokens);
        if let (Amount::Thousandths(n @ 1000..=12000), false) = (amount, first.is_ascii_digit()) {
            add(forms.hour_word, Sense::ClockTime((n / 1000) as u8, None, None), n_tokens);
        }
    }
    if let Some((n, n_tokens)) = number_words.ordinal(words, token) {
        add(forms.ordinal, whole(n), n_tokens);
        if (1..=31).contains(&n) {
            add(forms.day, whole(n), n_tokens);
            if first.is_ascii_digit() {
                add(forms.nth_day, whole(n), n_tokens);
            }
        }
    }
    if let Some((year, n_tokens)) = number_words.spoken_year(words, token) {
        add(forms.year, whole(year), n_tokens);
    }
    // Two apostrophes are a quotation mark: "''60".
    let apostrophe = first == b'\'' && word.len() == 1 && words.touches_next(token);
    if apostrophe
        && token > 0
        && words.touches_next(token - 1)
        && words.get(token - 1) != "-"
        && words.get(token - 1) != "("
    {
        return;
    }
    if let Some((decade, n_tokens)) = number_words.decade(words, token, apostrophe) {
        let class = if decade >= 10 || apostrophe { forms.decade } else { forms.short_decade };
        add(class, whole(decade), n_tokens);
    }
    if apostrophe
        && words.get(token + 1).len() == 2
        && let Some(n) = numbers::digits(words.get(token + 1), 2)
    {
        add(forms.short_year, whole(n), 2);
    }
    if let Some(n) = number_words.fiscal_year(word) {
        add(forms.year, whole(n), 1);
    }
    if first.is_ascii_digit() {
        written(forms, number_words, words, token, out);
    }
}

fn whole(n: u64) -> Sense<'static> {
    Sense::Amount(Amount::Thousandths(n.saturating_mul(1000)))
}

/// Adds the classes of a token that begins with a digit.
fn written(forms: &Forms, number_words: &NumberWords, words: &Words<'_>, token: usize, out: &mut Vec<Lexeme<'_>>) {
    let word = words.get(token);
    let mut add = |class, sense, n_tokens| out.push(Lexeme { class, sense, n_tokens });
    if let Some((value, n_tokens)) = numbers::stamp(words, token) {
        add(forms.stamp, Sense::Value(value), n_tokens);
    }
    if let Some(n) = numbers::digits(word, 2) {
        if (1..=31).contains(&n) {
            add(forms.day, whole(n), 1);
        }
        if word.len() == 2 {
            add(forms.two_digits, whole(n), 1);
        }
        if n <= 24 {
            add(forms.hour, Sense::ClockTime(n as u8, None, None), 1);
        }
    }
    if word.len() == 4
        && let Some(n) = numbers::digits(word, 4)
    {
        if (1000..=2999).contains(&n) {
            add(forms.year, whole(n), 1);
        }
        if n / 100 < 24 && n % 100 < 60 {
            add(forms.hhmm, Sense::ClockTime((n / 100) as u8, Some((n % 100) as u8), None), 1);
        }
    }
    if let Some(year) = numbers::double_year(word) {
        add(forms.year, whole(year), 1);
    }
    for (sense, n_tokens) in numbers::calendar(words, token) {
        add(forms.calendar, sense, n_tokens);
    }
    if let Some(time) = number_words.clock_time(word) {
        add(forms.clock_time, time, 1);
    }
    if let Some(time) = numbers::dotted_time(word) {
        add(forms.dotted_time, time, 1);
    }
    if let Some((time, n_tokens)) = number_words.glued(words, token) {
        add(forms.glued, time, n_tokens);
    }
}
