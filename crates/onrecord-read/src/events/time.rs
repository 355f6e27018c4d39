//! When an event took place.

use onrecord_record::{Time, TimeId, TimeType};

use super::coding_input::CodingInput;
use super::detected::DetectedEvent;
use super::ontology::Property;
use super::tree::climb;
use crate::article::ArticleView;
use crate::syntax::{Relation, Upos};

/// The maximum number of steps from the event up to the verb whose time it shares.
const MAX_STEPS: usize = 6;

/// Returns the first time that depends on the words of the event, or on a verb that is coordinated with the event or
/// reports it, or else the time that the model finds.
pub(super) fn time(event: &DetectedEvent, input: &CodingInput<'_>) -> Option<TimeId> {
    time_below(event, input, &event.clause)
        .or_else(|| time_behind(event, input))
        .or_else(|| shared_time(event, input))
        .or_else(|| time_by_model(event, input))
}

/// Returns the time that the model assigns to the event.
fn time_by_model(event: &DetectedEvent, input: &CodingInput<'_>) -> Option<TimeId> {
    let tokens = &input.article.division.tokens;
    let time_at = |&token: &usize| {
        let span = tokens[token].span;
        let behind = input.times.partition_point(|time| time.span.end <= span.start);
        input.times.get(behind).filter(|time| time.span.start <= span.start && is_date(time)).map(|_| TimeId(behind))
    };
    event.time_words.iter().find_map(time_at)
}

/// Returns the first time of the sentence that depends on one of the words.
pub(super) fn time_below(event: &DetectedEvent, input: &CodingInput<'_>, words: &[usize]) -> Option<TimeId> {
    let syntax = input.article.syntax;
    let is_tied = |time: &Time| {
        let tokens = input.tokens_of(event, time.span);
        let top = tokens.iter().find(|&&t| syntax.head[t].is_none_or(|h| !tokens.contains(&h)));
        top.and_then(|&t| climb(input.article, words, t)).is_some()
    };
    let tied = |i: &usize| is_date(&input.times[*i]) && is_tied(&input.times[*i]);
    input.in_sentence_of(event, input.times, |time| time.span).find(tied).map(TimeId)
}

/// Returns a time after the words of the event, with no other verb in between ("to meet him at a summit in Munich on
/// Friday").
fn time_behind(event: &DetectedEvent, input: &CodingInput<'_>) -> Option<TimeId> {
    let article = input.article;
    let is_between = |t: usize| {
        !matches!(article.syntax.upos[t], Upos::Verb | Upos::Aux) && !matches!(article.word(t), "," | ";" | "“" | "\"")
    };
    let is_behind = |time: &Time| {
        let first = input.tokens_of(event, time.span).first().copied();
        let end = event.anchor.end;
        first.is_some_and(|t| end <= t && (end..t).all(is_between) && is_adverbial(article, t))
    };
    let fits = |&i: &usize| is_date(&input.times[i]) && is_behind(&input.times[i]);
    input.in_sentence_of(event, input.times, |time| time.span).find(fits).map(TimeId)
}

/// Returns the time of a verb that is coordinated with the event or reports it.
fn shared_time(event: &DetectedEvent, input: &CodingInput<'_>) -> Option<TimeId> {
    let syntax = input.article.syntax;
    let mut at = event.anchor.start;
    for _ in 0..MAX_STEPS {
        let head = syntax.head[at]?;
        let is_shared = match syntax.relation[at] {
            // "visited Mexico in April and praised": one time for both.
            Relation::Conj | Relation::Advcl | Relation::Xcomp => true,
            // "said on Monday that it had appealed".
            Relation::Ccomp => event.has(Property::Verbal),
            _ => false,
        };
        if !is_shared || syntax.upos[head] != Upos::Verb {
            return None;
        }
        if let Some(time) = time_below(event, input, &[head]) {
            return Some(time);
        }
        at = head;
    }
    None
}

fn is_date(time: &Time) -> bool {
    matches!(time.time_type, TimeType::Date | TimeType::Time)
}

/// Returns whether a time that begins with the token is an adverbial of time, and not part of a name.
fn is_adverbial(article: &ArticleView<'_>, token: usize) -> bool {
    let before = token.checked_sub(1).map(|t| article.word(t).to_lowercase());
    let words = article.knowledge.event_words();
    words.when.has_some(before.as_deref()) || words.when_first.has(&article.word(token).to_lowercase())
}
