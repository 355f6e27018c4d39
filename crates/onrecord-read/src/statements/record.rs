//! Builds the statements of the record from attributions.

use std::ops::Range;

use onrecord_record::{ActorId, Span, Statement, StatementId, Time, TimeId, TimeType};

use super::attribution::Attribution;
use super::confidence::confidence;
use super::kind::kind;
use super::speaker_confidence::speaker_confidence;
use super::utterances::Utterance;
use crate::actors::Actors;
use crate::article::ArticleView;
use crate::syntax::Upos;

/// Returns the statements of the record in the order of the attributions.
pub(crate) fn statements(
    article: &ArticleView<'_>,
    attributions: &[Attribution],
    utterances: &[Utterance],
    actors: &Actors,
    times: &[Time],
) -> Vec<Statement> {
    let spans = |ranges: &[Range<usize>]| ranges.iter().map(|r| article.division.span(r)).collect::<Vec<Span>>();
    let statement = |(attribution, utterance): (&Attribution, &Utterance)| Statement {
        kind: kind(attribution, article.quotes),
        source: spans(&attribution.source),
        cue: vec![article.division.span(&attribution.cue)],
        content: spans(&attribution.content),
        speakers: utterance.named_speakers.iter().filter_map(|&e| actors.id_of(e)).collect(),
        addressees: addressees(utterance, actors),
        venue: utterance.venue.as_ref().and_then(|venue| without_time(article, venue, times)),
        time: time(article, attribution, &utterance.clause, times),
        within: utterance.within.map(StatementId),
        confidence: confidence(&attribution.evidence),
        speaker_confidence: speaker_confidence(&utterance.speaker_features),
    };
    attributions.iter().zip(utterances).map(statement).collect()
}

/// Returns the addressees of a statement, except those who are also its speakers.
fn addressees(utterance: &Utterance, actors: &Actors) -> Vec<ActorId> {
    let others = utterance.addressees.iter().filter(|entity| !utterance.speakers.contains(entity));
    let mut out: Vec<ActorId> = others.filter_map(|&entity| actors.id_of(entity)).collect();
    out.dedup();
    out
}

/// Returns the words of a venue without the time at their end ("a rally in Oslo on Tuesday").
fn without_time(article: &ArticleView<'_>, venue: &Range<usize>, times: &[Time]) -> Option<Span> {
    let is_timed = |t: &usize| times.iter().any(|time| time.span.contains(article.division.tokens[*t].span));
    let mut end = venue.clone().rev().find(|t| !is_timed(t)).map_or(venue.start, |t| t + 1);
    while end < venue.end && end > venue.start && article.syntax.upos[end - 1] == Upos::Adp {
        end -= 1;
    }
    (venue.start < end).then(|| article.division.span(&(venue.start..end)))
}

/// Returns the time of a statement: the first date or time of day in its sentence that depends on a word of `clause`
/// and is outside the source and content.
fn time(article: &ArticleView<'_>, attribution: &Attribution, clause: &[usize], times: &[Time]) -> Option<TimeId> {
    let (tokens, syntax) = (&article.division.tokens, article.syntax);
    let sentence = article.sentence(attribution.cue.start);
    let bytes = article.division.span(sentence);
    let first = times.partition_point(|time| time.span.start < bytes.start);
    let tells = |time: &Time| {
        let within = |t: &usize| time.span.start <= tokens[*t].span.start && tokens[*t].span.end <= time.span.end;
        let words: Vec<usize> = sentence.clone().filter(within).collect();
        let top = words.iter().find(|&&t| syntax.head[t].is_none_or(|h| !words.contains(&h)));
        let tied = top.and_then(|&t| syntax.head[t]).is_some_and(|h| clause.contains(&h));
        tied && !words.iter().any(|&t| attribution.is_said(t))
    };
    let near = times.iter().enumerate().skip(first).take_while(|(_, time)| time.span.start < bytes.end);
    near.filter(|(_, time)| matches!(time.time_type, TimeType::Date | TimeType::Time))
        .find(|(_, time)| tells(time))
        .map(|(i, _)| TimeId(i))
}
