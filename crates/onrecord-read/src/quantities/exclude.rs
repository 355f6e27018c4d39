//! Numbers that are not quantities: names, years, dates, scores, phone numbers.

use std::collections::HashSet;

use onrecord_text::Shape;

use super::lexicon::Lexicon;
use super::unit::{Part, is_counted_plural};
use super::words::Words;

/// Decides whether a number is a quantity.
pub(super) struct Judge<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) words: &'a Words<'a>,
    /// Numbers in digits that are names in this article ("747").
    pub(super) names: HashSet<&'a str>,
}

impl<'a> Judge<'a> {
    /// Returns the judge of one article.
    pub(super) fn new(lexicon: &'a Lexicon, words: &'a Words<'a>) -> Self {
        let mut judge = Judge { lexicon, words, names: HashSet::new() };
        let mut names = HashSet::new();
        for sentence in &words.division.sentences {
            for at in sentence.clone() {
                let raw = words.raw(at);
                let bare = raw.len() >= 3 && raw.bytes().all(|b| b.is_ascii_digit());
                if !bare {
                    continue;
                }
                let model = words.is_glued(at) && words.lower(at + 1) == "-" && is_model(words.raw(at + 2));
                if model || judge.is_after_name(at, at + 1, sentence.start) {
                    names.insert(raw);
                }
            }
        }
        judge.names = names;
        judge
    }

    /// Returns whether the number of `part`, in the sentence `from..end`, is not a quantity. `modified` says whether
    /// words such as "about" precede it.
    pub(super) fn excludes(&self, part: &Part, from: usize, end: usize, modified: bool) -> bool {
        let n = &part.number;
        let bare = part.unit.is_none();
        if self.is_grown_on(part, from)
            || self.is_label(part, from)
            || self.is_phone(part, end)
            || self.is_note_mark(part, from)
        {
            return true;
        }
        // A bare letter ("5M") that is neither a scale nor a unit here.
        let letters =
            n.digits && !n.scaled && bare && !n.ordinal && self.words.raw(n.end - 1).ends_with(char::is_alphabetic);
        if letters
            && n.glued.is_none()
            && self.lexicon.numbers.sign.keys().all(|sign| !self.words.raw(n.end - 1).ends_with(sign.as_str()))
        {
            return true;
        }
        if !bare {
            // "at one point" is a time.
            let point = part.unit.as_deref() == Some("point") && self.lexicon.words.one.has(self.words.lower(n.start));
            return point && n.start > from && self.lexicon.words.at.has(self.words.lower(n.start - 1));
        }
        if self.is_time(part, from, end) || self.is_address(part, end) || self.is_list_number(part, from) {
            return true;
        }
        if n.ordinal {
            return self.is_ordinal_name(part, from);
        }
        if n.digits && !n.scaled && !n.fraction {
            let named = n.plain && self.names.contains(self.words.raw(n.start));
            let named = named || n.plain && self.lexicon.exclusions.after_name.contains(self.words.lower(n.end));
            if named || self.is_after_name(n.start, n.end, from) {
                return true;
            }
        }
        self.is_year(part, from, modified) || self.is_word_name(part, from, end) || self.is_pronoun(part, from)
    }

    /// Returns whether something is attached to the front of the number: "F-16", "COVID-19", "mid-20s", "'82".
    fn is_grown_on(&self, part: &Part, from: usize) -> bool {
        let at = part.start;
        if at == from {
            return false;
        }
        let glued = self.words.is_glued(at - 1);
        let before = self.words.lower(at - 1);
        if glued && matches!(before, "'" | "’" | "‘" | "`") {
            return part.number.plain && self.words.raw(part.number.start).len() == 2;
        }
        let dash = matches!(before, "-" | "–" | "_" | "/") && glued && at >= from + 2 && self.words.is_glued(at - 2);
        let more = glued && matches!(before, "@" | "*");
        // A dash joins words ("multi-million") and also numbers that have already been read.
        (dash && self.words.shape(at - 2) != Shape::Mark) || more
    }

    /// Returns whether the number is a reference to a note: in brackets that touch the word before them ("[3]", "[note
    /// 2]").
    fn is_note_mark(&self, part: &Part, from: usize) -> bool {
        let word = usize::from(self.words.is_lower_word(part.start.wrapping_sub(1)));
        part.number.plain
            && part.start >= from + 2 + word
            && self.words.lower(part.start - 1 - word) == "["
            && self.words.lower(part.end) == "]"
            && self.words.is_glued(part.start - 2 - word)
    }

    fn is_label(&self, part: &Part, from: usize) -> bool {
        let at = part.start;
        if at == from || part.unit.is_some() || part.number.scaled {
            return false;
        }
        let mut before = at - 1;
        if self.words.lower(before) == "." && before > from {
            before -= 1;
        }
        let label = self.lexicon.exclusions.label.contains(self.words.lower(before));
        let counted = is_counted_plural(self.lexicon, self.words, part.end);
        label && (!counted || self.words.is_capital(before))
    }

    /// Returns whether the digits are joined with dashes but not a range: "555-1234", "(202) 555", "1-800-555".
    fn is_phone(&self, part: &Part, end: usize) -> bool {
        let next = part.end;
        let in_brackets = part.start > 0
            && self.words.lower(part.start - 1) == "("
            && self.words.lower(next) == ")"
            && self.words.shape(next + 1) == Shape::Digit
            && next + 1 < end;
        if in_brackets && part.number.plain {
            return true;
        }
        let dash = next + 1 < end
            && matches!(self.words.lower(next), "-" | "–" | "−")
            && self.words.is_glued(next - 1)
            && self.words.is_glued(next);
        if !dash {
            return false;
        }
        let word = self.words.lower(next + 1);
        if self.words.shape(next + 1) == Shape::Digit || !self.words.is_lower_word(next + 1) {
            return !part.number.scaled && !part.money;
        }
        let modifier = self.lexicon.modifiers.after.starting(self.words, next + 1, end).is_some();
        let plain = part.unit.is_some() || part.number.scaled;
        !(modifier || plain || self.lexicon.exclusions.compound.contains(word))
    }

    /// Returns whether a unit of time follows, or a month is next to the number.
    fn is_time(&self, part: &Part, from: usize, end: usize) -> bool {
        for at in part.end..end.min(part.end + 3) {
            let word = self.words.lower(at);
            let half = part.number.fraction && self.lexicon.words.part_of_time.has(word);
            if self.lexicon.exclusions.time_units.contains(word) && !half {
                return true;
            }
            if !self.lexicon.exclusions.between_time_units.contains(word) {
                break;
            }
        }
        let small = part.number.low <= 31.0 && part.number.digits;
        let month = |at: usize| self.words.is_capital(at) && self.is_month(self.words.lower(at));
        small && (part.start > from && month(part.start - 1) || month(part.end))
    }

    fn is_address(&self, part: &Part, end: usize) -> bool {
        if !part.number.digits || part.number.scaled {
            return false;
        }
        let mut at = part.end;
        while at < end && at < part.end + 4 {
            if at > part.end
                && self.lexicon.exclusions.address.contains(self.words.lower(at))
                && self.words.is_capital(at)
            {
                return true;
            }
            if !(self.words.is_capital(at) || self.words.shape(at) == Shape::Digit && part.number.plain) {
                return false;
            }
            at += 1;
        }
        false
    }

    /// Returns whether the number is that of a list item: "1. Do this".
    fn is_list_number(&self, part: &Part, from: usize) -> bool {
        let dot = matches!(self.words.lower(part.end), "." | ")") && self.words.is_glued(part.end - 1);
        part.start == from && part.number.plain && part.number.low < 100.0 && dot
    }

    fn is_ordinal_name(&self, part: &Part, from: usize) -> bool {
        let next = part.end;
        let month = part.start > from && self.is_month(self.words.lower(part.start - 1));
        // In a date, a name or an order, an ordinal does not count anything.
        month
            || self.words.is_capital(next)
            || self.lexicon.words.behind_ordinal_name.has(self.words.lower(next))
            || !self.words.is_lower_word(next)
    }

    /// Returns whether a capitalized word precedes the digits and nothing counted follows: "Boeing 747".
    fn is_after_name(&self, start: usize, end: usize, from: usize) -> bool {
        if start == from {
            return false;
        }
        let before = start - 1;
        let figures = self.words.raw(start);
        if !self.words.is_capital(before) || figures.contains(',') {
            return false;
        }
        let word = self.words.lower(before);
        // Verbs of headlines ("Blast Kills 30") and sentence openers ("Some 30") are not names.
        if self.lexicon.exclusions.not_names.contains(word) {
            return false;
        }
        let counted = self.lexicon.exclusions.counted_after_name.contains(self.words.lower(end));
        let unit = self.lexicon.words.behind_name_number.has(self.words.lower(end));
        !counted && !unit
    }

    fn is_year(&self, part: &Part, from: usize, modified: bool) -> bool {
        let n = &part.number;
        let rule = &self.lexicon.exclusions.year;
        if !n.plain || self.words.raw(n.start).len() != 4 || !(rule.first..=rule.last).contains(&n.low) {
            return false;
        }
        let counted = is_counted_plural(self.lexicon, self.words, n.end)
            || self.lexicon.exclusions.counted_after_name.contains(self.words.lower(n.end))
            || self.lexicon.words.of.has(self.words.lower(n.end))
                && self.lexicon.words.pronoun.has(self.words.lower(n.end + 1));
        let before = if n.start > from { self.words.lower(n.start - 1) } else { "" };
        if self.lexicon.exclusions.before_year.contains(before) {
            let determined = n.low >= rule.likely && self.lexicon.counted.determiner.contains(before);
            let dated = self.lexicon.words.dated.has(before);
            return !counted || dated || determined;
        }
        n.low >= rule.likely && !counted && !modified
    }

    /// Returns whether the number is a capitalized number word in a sentence that is not all capitalized: "Channel
    /// Four", "the Big Three".
    fn is_word_name(&self, part: &Part, from: usize, end: usize) -> bool {
        let at = part.number.start;
        if part.number.digits || part.number.scaled || !self.words.is_capital(at) || at == from {
            return false;
        }
        if self.words.shape(at - 1) == Shape::Mark {
            return false;
        }
        let word = |i: &usize| self.words.lower(*i).chars().any(char::is_alphabetic);
        let n_words = (from..end).filter(word).count();
        let n_capitals = (from..end).filter(|&i| self.words.is_capital(i)).count();
        n_capitals * 2 <= n_words || !self.words.is_capital(part.end) && n_capitals * 3 <= n_words * 2
    }

    fn is_month(&self, word: &str) -> bool {
        self.lexicon.words.months.has(word.trim_end_matches('.'))
    }

    /// Returns whether the number is a pronoun: "one" in "one of them", "no one".
    fn is_pronoun(&self, part: &Part, from: usize) -> bool {
        let n = &part.number;
        if n.end != n.start + 1 || !self.lexicon.words.one.has(self.words.lower(n.start)) {
            return false;
        }
        let before = if n.start > from { self.words.lower(n.start - 1) } else { "" };
        let next = self.words.lower(n.end);
        let counted_and = self.lexicon.words.behind_lone_one.has(next) || !self.words.is_lower_word(n.end);
        if self.lexicon.exclusions.one_verbs.contains(before) && counted_and {
            return false;
        }
        let noun = self.words.is_lower_word(n.end) && !self.lexicon.exclusions.after_one.contains(next);
        self.lexicon.exclusions.before_one.contains(before) || !noun
    }
}

/// Returns whether the word is a mix of digits and letters, as in the names of models ("200LR").
fn is_model(word: &str) -> bool {
    let digits = word.starts_with(|c: char| c.is_ascii_digit());
    digits && word.ends_with(|c: char| c.is_ascii_uppercase())
}
