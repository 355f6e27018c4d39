//! Finds the time expressions of a text and computes their values, following TIMEX3 (TimeML 1.2.1).
//!
//! The words, patterns and calculations are data: `times/` of a language pack, explained in `docs/times.md`. This
//! module runs them: `words`, `lexer` and `numbers` read the tokens, `reading` the files, `matcher` finds the longest
//! phrase at each token, and `functions` compute its [`TimeValue`] from the `context`: the day of publication, the times
//! mentioned before, and the `tense` around it.

mod calendar;
mod context;
mod functions;
mod lexer;
mod matcher;
mod narrative;
mod number_words;
mod numbers;
mod patterns;
mod reading;
mod rules;
mod tense;
#[cfg(test)]
mod tests;
mod value;
mod words;

use jiff::civil::Date;
use onrecord_knowledge::{Mistake, Pack};
use onrecord_record::{Notice, Span, Time, TimeType};
use onrecord_text::Division;

use self::context::{Tense, TimeContext};
use self::functions::{Timed, Val};
use self::lexer::Forms;
use self::matcher::Matcher;
use self::narrative::Years;
use self::number_words::NumberWords;
use self::rules::{ClassId, Grammar, PhraseId};
use self::tense::{TenseWords, Tenses};
use self::words::Words;
use crate::syntax::{Relation, Syntax, Upos};

pub use self::value::{Amount, Clock, DayPart, Length, Part, Point, Season, TimeValue, Unit, Year};

/// The time expressions of a language: word classes, rules, number words and words that indicate tense.
#[derive(Debug)]
pub struct TimeRules {
    grammar: Grammar,
    forms: Forms,
    numbers: NumberWords,
    tense_words: TenseWords,
    timex: PhraseId,
    none: PhraseId,
    deictic: ClassId,
    tense: ClassId,
}

impl onrecord_knowledge::Part for TimeRules {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> TimeRules {
        let mut grammar = Grammar::default();
        let forms = Forms::new(&mut grammar);
        let (deictic, tense) = (grammar.class("deictic"), grammar.class("tense"));
        let timex = grammar.phrase("timex");
        grammar.enter(pack, mistakes);
        // A language may lack phrases that only look like times.
        let none = grammar.phrase("none");
        let (numbers, tense_words) =
            (onrecord_knowledge::Part::read(pack, mistakes), onrecord_knowledge::Part::read(pack, mistakes));
        TimeRules { grammar, forms, numbers, tense_words, timex, none, deictic, tense }
    }
}

/// Returns the time expressions of `text` in order, and notices.
///
/// `published` is the date or RFC 3339 time from which "yesterday" counts. Without it, such values stay relative
/// (`XXXX-WXX-5`, `PAST_REF`) and a notice `no-publication-date` says so, unless a dateline at the start of the text
/// gives the day (notice `date-from-dateline`). `syntax`, if known, prevents verbs ("may", "march") and names from
/// being read as times.
pub fn times(
    rules: &TimeRules,
    text: &str,
    division: &Division,
    syntax: Option<&Syntax>,
    published: Option<&str>,
) -> (Vec<Time>, Vec<Notice>) {
    let today = published.and_then(published_day);
    let (out, is_relative) = read_times(rules, text, division, syntax, today);
    if !is_relative {
        return (out, Vec::new());
    }
    if let Some(day) = dateline_day(&out, text) {
        let (out, _) = read_times(rules, text, division, syntax, Some(day));
        let message = format!(
            "no publication date is given: values such as that of \"yesterday\" count from the dateline, {day}"
        );
        return (out, vec![Notice::new("date-from-dateline", message)]);
    }
    let message = "no publication date is known: values such as those of \"yesterday\" stay relative";
    (out, vec![Notice::new("no-publication-date", message)])
}

/// Returns the day given by a dateline at the start of the text ("OSLO, 14 May 2024 (Agency) - The ...").
fn dateline_day(times: &[Time], text: &str) -> Option<Date> {
    let time = times.first().filter(|time| time.span.end <= MOST_DATELINE)?;
    let (before, behind) = (text.get(..time.span.start)?.trim(), text.get(time.span.end..)?.trim_start());
    // The name of an agency or town may be in brackets.
    let behind = match behind.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((inner, rest)) if inner.len() <= MOST_IN_BRACKETS => rest.trim_start(),
        _ => behind,
    };
    let is_name = |words: &str| {
        words.split_whitespace().all(|word| !word.starts_with(char::is_lowercase)) && !words.contains('\n')
    };
    // The name of a town may also follow a comma: "14 May 2024, OSLO - ".
    let behind = match behind.strip_prefix(',').and_then(|rest| rest.split_once(DASHES).map(|(name, _)| (name, rest))) {
        Some((name, rest)) if name.len() <= MOST_IN_BRACKETS && is_name(name) => &rest[name.len()..],
        _ => behind,
    };
    let is_head = is_name(before) && behind.starts_with(DASHES);
    time.value.parse().ok().filter(|_| is_head && time.value.len() == DAY_LENGTH)
}

/// The marks after a dateline.
const DASHES: [char; 4] = ['-', '–', '—', '―'];
/// The maximum number of bytes of a dateline up to its date.
const MOST_DATELINE: usize = 60;
/// The maximum number of bytes in brackets between the date and the dash of a dateline.
const MOST_IN_BRACKETS: usize = 30;
/// The number of bytes of a day in the notation of values ("2024-05-14").
const DAY_LENGTH: usize = 10;

/// Returns the time expressions in order, and whether some of them are relative only because the day of publication is
/// missing.
fn read_times(
    rules: &TimeRules,
    text: &str,
    division: &Division,
    syntax: Option<&Syntax>,
    today: Option<Date>,
) -> (Vec<Time>, bool) {
    let words = Words::new(text, division);
    let lexed = lexer::lex(&rules.grammar, &rules.forms, &rules.numbers, &words);
    let years = Years::new(rules.forms.year, &lexed);
    let mut context = TimeContext::new(today, narrative::is_narrative(rules.deictic, &lexed, &years, today));
    let tag = |token: usize| syntax.and_then(|s| s.upos.get(token)).copied();
    let is_verb = |token: usize| tag(token).is_none_or(|tag| matches!(tag, Upos::Verb | Upos::Aux));
    let tenses = Tenses::new(&rules.tense_words, rules.tense, &words, &lexed, is_verb);
    let is_count = |token: usize| syntax.is_some_and(|syntax| counts_object(syntax, token));
    let upos = |token: usize, forbidden: &[String]| {
        let is_it =
            |f: &String| if f == COUNT { is_count(token) } else { tag(token).is_some_and(|tag| f == tag.as_str()) };
        !forbidden.iter().any(is_it)
    };
    let (mut out, mut is_relative) = (Vec::new(), false);
    for paragraph in 0..division.paragraphs.len() {
        let tokens = division.paragraph_tokens(paragraph);
        let matcher =
            Matcher { grammar: &rules.grammar, lexed: &lexed, upos: &upos, start: tokens.start, end: tokens.end };
        let mut next = tokens.start;
        context.is_paragraph_start = true;
        context.day_is_near = false;
        for sentence in &division.sentences[division.paragraphs[paragraph].clone()] {
            context.last_is_near = false;
            while next < sentence.end {
                if lexed.words[next] == 0 && lexed.at(next).is_empty() {
                    next += 1;
                    continue;
                }
                context.tense = tenses.at(next, sentence, syntax);
                context.is_ahead = context.tense == Tense::Future && tenses.is_ahead(next, sentence, syntax);
                // No time expression begins with a phrase that only looks like one.
                if let Some((end, _)) = matcher.longest(rules.none, next, &context).filter(|(end, _)| *end > next) {
                    next = end;
                    continue;
                }
                match matcher.longest(rules.timex, next, &context) {
                    Some((end, Val::Timed(timed))) if end > next => {
                        is_relative |= timed.is_relative;
                        context.mention(timed.value, timed.is_aside, years.after(end));
                        context.is_paragraph_start = false;
                        let span = division.tokens[next].span.cover(division.tokens[end - 1].span);
                        out.push(time(text, span, timed));
                        next = end;
                    }
                    _ => next += 1,
                }
            }
        }
    }
    (out, is_relative)
}

/// The name in rules for a number that counts the object of a verb, used like a part of speech of a first word.
const COUNT: &str = "COUNT";

/// The maximum number of tokens between a noun and a number before it that counts it.
const COUNT_REACH: usize = 6;

/// Returns whether the number counts the object of a verb ("took 1991 calls and 2012 letters"). A year, in contrast,
/// follows a determiner or a preposition, or begins a sentence.
fn counts_object(syntax: &Syntax, token: usize) -> bool {
    let relation = |t: usize| syntax.relation.get(t).copied();
    let is_counted = |noun: usize| {
        let mut before = noun.saturating_sub(COUNT_REACH)..noun;
        before.any(|t| syntax.head[t] == Some(noun) && relation(t) == Some(Relation::Nummod))
    };
    // "Counted 1987 members and 2015 guests": the second number counts as the first does.
    let is_object = |noun: usize| match relation(noun) {
        Some(Relation::Conj) => {
            let is_object = |first: usize| relation(first) == Some(Relation::Obj) || is_counted(first);
            syntax.head[noun].is_some_and(is_object)
        }
        found => found == Some(Relation::Obj),
    };
    let joins = |before: usize| matches!(syntax.upos.get(before), Some(Upos::Verb | Upos::Cconj));
    relation(token) == Some(Relation::Nummod)
        && token.checked_sub(1).is_some_and(joins)
        && syntax.head[token].is_some_and(|noun| noun > token && syntax.upos[noun] == Upos::Noun && is_object(noun))
}

fn time(text: &str, span: Span, timed: Timed) -> Time {
    let time_type = match timed.value {
        _ if timed.is_set => TimeType::Set,
        TimeValue::Duration(_) => TimeType::Duration,
        TimeValue::Time(..) => TimeType::Time,
        _ => TimeType::Date,
    };
    let modifier = timed.modifier.map(str::to_owned);
    Time { span: span.trim(text), time_type, value: timed.value.to_string(), modifier }
}

/// Returns the day of a date or RFC 3339 time.
fn published_day(published: &str) -> Option<Date> {
    published.get(..10)?.parse().ok()
}
