//! The events of the record: detected events with the ids of their participants, times, places, numbers and statements.

use std::ops::Range;

use onrecord_record::{ActorId, Event, PlaceId, Quantity, QuantityId, StatementId, TimeId};

use super::coding_input::CodingInput;
use super::detected::DetectedEvent;
use super::event_contexts::contexts;
use super::merging::{EarlierMentions, MentionPair, merge};
use super::place::place;
use super::time::time;
use crate::article::ArticleView;
use crate::statements::ContentIndex;
use crate::syntax::Relation;

/// The maximum number of steps from an event up to the verb that has its subject.
const MAX_STEPS: usize = 3;

/// The result of coding the events of an article.
pub(crate) struct Coded<'f> {
    /// The events of the record.
    pub(crate) events: Vec<Event>,
    /// The mentions of each event, in text order.
    pub(crate) mentions: Vec<Vec<CodedMention<'f>>>,
    /// The pairs of mentions that were compared, if they were requested.
    pub(crate) pairs: Vec<MentionPair>,
}

/// A mention of an event of the record, with the time and place that were found for it.
#[derive(Clone, Copy)]
pub(crate) struct CodedMention<'f> {
    pub(super) detected: &'f DetectedEvent,
    pub(super) time: Option<TimeId>,
    pub(super) place: Option<PlaceId>,
}

/// Returns the events of the record. Mentions of the same event are merged.
pub(crate) fn code<'f>(detected: &'f [DetectedEvent], input: &CodingInput<'_>, wants_pairs: bool) -> Coded<'f> {
    let holding = ContentIndex::of(input.article.index, input.contents.iter().map(Vec::as_slice));
    let mut coded = Coded { events: Vec::new(), mentions: Vec::new(), pairs: Vec::new() };
    let mut mentions = EarlierMentions::default();
    for new in detected {
        let Some(event) = event(new, input, &holding) else { continue };
        let known = mentions.find(&event, new, input, |pair| coded.pairs.push(pair), wants_pairs);
        let of = known.unwrap_or(coded.events.len());
        let mention = CodedMention { detected: new, time: event.time, place: event.place };
        mentions.add(event.clone(), new, of);
        if known.is_some() {
            merge(&mut coded.events[of], event, input.ontology);
            coded.mentions[of].push(mention);
        } else {
            coded.events.push(event);
            coded.mentions.push(vec![mention]);
        }
    }
    coded
}

fn event(detected: &DetectedEvent, input: &CodingInput<'_>, holding: &ContentIndex) -> Option<Event> {
    let ids = |entities: &[usize]| -> Vec<ActorId> {
        let mut out: Vec<ActorId> = entities.iter().filter_map(|&e| input.actors.id_of(e)).collect();
        out.sort_unstable();
        out.dedup();
        out
    };
    let (actors, recipients) = (ids(&detected.actors), ids(&detected.recipients));
    let has_no_sides = detected.actors.is_empty() && detected.recipients.is_empty();
    if actors.is_empty() && recipients.is_empty() && !has_no_sides {
        return None;
    }
    let statement = statement(detected, input, holding);
    if actors.is_empty() && statement.is_none() && is_the_writers(detected, input.article) {
        return None;
    }
    let code = input.ontology.code(&detected.event_type, detected.mode.as_deref());
    let anchor = input.article.division.span(&detected.anchor);
    Some(Event {
        event_type: detected.event_type.clone(),
        mode: detected.mode.clone(),
        contexts: contexts(detected, (&actors, &recipients), input),
        cameo: code.and_then(|code| code.cameo.clone()),
        quad: code.and_then(|code| code.quad),
        goldstein: code.and_then(|code| code.goldstein),
        anchor,
        anchors: vec![anchor],
        actors,
        recipients,
        time: time(detected, input),
        place: place(detected, input),
        status: detected.status,
        magnitude: magnitude(detected, input),
        statement,
        confidence: detected.confidence,
    })
}

/// Returns whether the subject is the writer or the reader ("I visited a friend"), which is news only inside a
/// statement.
fn is_the_writers(event: &DetectedEvent, article: &ArticleView<'_>) -> bool {
    let syntax = article.syntax;
    let writer = &article.knowledge.event_words().writer;
    let is_writer = |t: usize| writer.has(article.word(t));
    let subject = |verb: usize| {
        let mut children = article.children(verb).iter().copied();
        children.find(|&t| syntax.relation[t] == Relation::Nsubj)
    };
    let mut at = event.anchor.start;
    for _ in 0..MAX_STEPS {
        match (subject(at), syntax.head[at], syntax.relation[at]) {
            (Some(t), ..) => return is_writer(t),
            (None, Some(head), Relation::Xcomp | Relation::Conj | Relation::Advcl) => at = head,
            _ => return false,
        }
    }
    false
}

/// Returns the number next to the words that the event counts.
fn magnitude(event: &DetectedEvent, input: &CodingInput<'_>) -> Vec<(String, QuantityId)> {
    let Some(counts) = event.counts else { return Vec::new() };
    let head = |t: usize| input.article.syntax.head[t];
    let is_counted = |t: &usize| event.counted.contains(t);
    let is_beside = |quantity: &Quantity| {
        let mut tokens = input.tokens_of(event, quantity.span).into_iter();
        quantity.unit.is_none() && tokens.any(|t| is_counted(&t) || head(t).as_ref().is_some_and(is_counted))
    };
    let mut near = input.in_sentence_of(event, input.quantities, |quantity| quantity.span);
    let number = near.find(|&i| is_beside(&input.quantities[i]));
    number.map(|i| (counts.as_str().to_owned(), QuantityId(i))).into_iter().collect()
}

/// Returns the shortest statement that contains the words of the event.
fn statement(event: &DetectedEvent, input: &CodingInput<'_>, holding: &ContentIndex) -> Option<StatementId> {
    let holds = |piece: &Range<usize>| piece.start <= event.anchor.start && event.anchor.end <= piece.end;
    let at = input.article.index.sentence[event.anchor.start];
    (holding.in_sentence(at).iter().map(|&i| (i, &input.contents[i])))
        .filter(|(_, content)| content.iter().any(holds))
        .min_by_key(|(_, content)| content.iter().map(ExactSizeIterator::len).sum::<usize>())
        .map(|(i, _)| StatementId(i))
}
