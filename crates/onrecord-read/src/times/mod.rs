//! When: time expressions of a text and what they stand for, after TIMEX3 (TimeML 1.2.1).
//!
//! The words, patterns and calculations are data: `knowledge/times/`, explained in `docs/times.md`. Here is what runs
//! them: `lexer` and `numbers` read the tokens, `rules` the files, `matcher` finds the longest phrase at each
//! token, `functions` compute its [`TimeValue`] from the `scene`: the day of publication, what was mentioned before,
//! and the `tense` around it.

mod calendar;
mod functions;
mod lexer;
mod matcher;
mod numbers;
mod rules;
mod scene;
mod tense;
#[cfg(test)]
mod tests;
mod value;

use std::sync::OnceLock;

use jiff::civil::Date;
use onrecord_record::{Notice, Span, Time, TimeType};
use onrecord_text::Division;

use self::functions::{Timed, Val};
use self::lexer::{Forms, Lexed, Words};
use self::matcher::Matcher;
use self::rules::{Grammar, PhraseId};
use self::scene::{Scene, Tense};
use self::tense::Tenses;
use crate::syntax::{Syntax, Upos};

pub use self::value::{Amount, Clock, DayPart, Length, Part, Point, Season, TimeValue, Unit, Year};

/// The grammar with what is looked up in it by name.
struct Rules {
    grammar: Grammar,
    forms: Forms,
    timex: PhraseId,
    deictic: rules::ClassId,
    tense: rules::ClassId,
}

const WORDS: &str = include_str!("../../../../knowledge/times/words.txt");
const FILES: &[(&str, &str)] = &[
    ("calendar.rules", include_str!("../../../../knowledge/times/calendar.rules")),
    ("relative.rules", include_str!("../../../../knowledge/times/relative.rules")),
    ("clock.rules", include_str!("../../../../knowledge/times/clock.rules")),
    ("sets.rules", include_str!("../../../../knowledge/times/sets.rules")),
    ("durations.rules", include_str!("../../../../knowledge/times/durations.rules")),
    ("vague.rules", include_str!("../../../../knowledge/times/vague.rules")),
];

impl Rules {
    fn load() -> Rules {
        let files: Vec<&str> = FILES.iter().map(|f| f.1).collect();
        let mut grammar = Grammar::new(WORDS, &files);
        let forms = Forms::new(&mut grammar);
        // A test makes sure that there is such a phrase; with none, nothing would be found.
        let timex = grammar.find_phrase("timex").unwrap_or_default();
        let (deictic, tense) = (grammar.class("deictic"), grammar.class("tense"));
        Rules { grammar, forms, timex, deictic, tense }
    }

    fn get() -> &'static Rules {
        static RULES: OnceLock<Rules> = OnceLock::new();
        RULES.get_or_init(Rules::load)
    }
}

/// Returns the time expressions of `text` in order, and what a reader should know about them.
///
/// `published` is the date or RFC 3339 time that "yesterday" counts from; without it such values stay relative
/// (`XXXX-WXX-5`, `PAST_REF`) and a notice `no-publication-date` says so. `syntax`, where it is known, keeps verbs
/// ("may", "march") and names from being read as times.
pub fn times(
    text: &str,
    division: &Division,
    syntax: Option<&Syntax>,
    published: Option<&str>,
) -> (Vec<Time>, Vec<Notice>) {
    let rules = Rules::get();
    let words = Words::new(text, division);
    let lexed = lexer::lex(&rules.grammar, &rules.forms, &words);
    let today = published.and_then(published_day);
    let mut scene = Scene::new(today, is_narrative(rules, &lexed, today));
    let tag = |token: usize| syntax.and_then(|s| s.upos.get(token)).copied();
    let is_verb = |token: usize| tag(token).is_none_or(|tag| matches!(tag, Upos::Verb | Upos::Aux));
    let tenses = Tenses::new(rules.tense, &words, &lexed, is_verb);
    let upos =
        |token: usize, forbidden: &[String]| tag(token).is_none_or(|tag| !forbidden.iter().any(|f| f == tag.as_str()));
    let (mut out, mut is_relative) = (Vec::new(), false);
    for paragraph in 0..division.paragraphs.len() {
        let tokens = division.paragraph_tokens(paragraph);
        let matcher =
            Matcher { grammar: &rules.grammar, lexed: &lexed, upos: &upos, start: tokens.start, end: tokens.end };
        let mut next = tokens.start;
        scene.is_paragraph_start = true;
        scene.day_is_near = false;
        for sentence in &division.sentences[division.paragraphs[paragraph].clone()] {
            scene.last_is_near = false;
            while next < sentence.end {
                if lexed.words[next] == 0 && lexed.at(next).is_empty() {
                    next += 1;
                    continue;
                }
                scene.tense = tenses.at(next, sentence, syntax);
                scene.is_ahead = scene.tense == Tense::Future && tenses.is_ahead(next, sentence, &words, syntax);
                match matcher.longest(rules.timex, next, &scene) {
                    Some((end, Val::Timed(timed))) if end > next => {
                        is_relative |= timed.is_relative;
                        if !timed.is_aside {
                            scene.mention(timed.value);
                        }
                        scene.is_paragraph_start = false;
                        let span = division.tokens[next].span.cover(division.tokens[end - 1].span);
                        out.push(time(text, span, timed));
                        next = end;
                    }
                    _ => next += 1,
                }
            }
        }
    }
    let mut notices = Vec::new();
    if is_relative {
        let message = "no publication date is known: values such as those of \"yesterday\" stay relative";
        notices.push(Notice::new("no-publication-date", message));
    }
    (out, notices)
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

/// Does the text tell of other times than its own, as histories do: many years, few words that point from today?
fn is_narrative(rules: &Rules, lexed: &Lexed<'_>, today: Option<Date>) -> bool {
    let this_year = today.map_or(i64::MAX, |d| i64::from(d.year()));
    let (mut n_years, mut n_deictic) = (0, 0);
    for token in 0..lexed.words.len() {
        for lexeme in lexed.at(token) {
            if lexeme.class == rules.deictic {
                match lexeme.sense {
                    lexer::Sense::Name("old") => n_years += 1,
                    _ => n_deictic += 1,
                }
            }
            if lexeme.class == rules.forms.year
                && let lexer::Sense::Amount(Amount::Thousandths(n)) = lexeme.sense
            {
                n_years += usize::from(i64::try_from(n / 1000).is_ok_and(|n| n < this_year - 1));
            }
        }
    }
    n_years >= 5 && n_years >= 4 * n_deictic
}
