//! Explains events: the words that state each, and what was noted when they were found.

use onrecord_record::{ActorId, EventStatus, PlaceId, Span, TimeId};

use super::coding_input::CodingInput;
use super::detected::DetectedEvent;
use super::ontology::Recoding;
use super::place::place;
use super::time::time;
use crate::syntax::{Relation, Upos};

/// Why an event is in the record: each mention of it in the article.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// In the order of the event's anchors.
    pub mentions: Vec<EventMention>,
}

/// One mention of an event, and what was read there.
#[derive(Debug, Clone, PartialEq)]
pub struct EventMention {
    /// The words that state it.
    pub anchor: Span,
    /// The entry of the ontology that the words are a form of.
    pub word: String,
    /// Line of that entry; 0 where it is a word of a list.
    pub line: usize,
    /// The list, or the head above the entry, such as `verb ASSAULT - obj killed`.
    pub pattern: String,
    /// The type that it counts as until it happens, where that is not the type of the pattern.
    pub planned_as: Option<String>,
    /// The actors, and the words for each; words are missing where the actor came from elsewhere.
    pub actors: Vec<(ActorId, Option<Tie>)>,
    /// The recipients, in the same way.
    pub recipients: Vec<(ActorId, Option<Tie>)>,
    /// Whether it is real.
    pub status: EventStatus,
    /// The word that says so; none where no word speaks against an actual event.
    pub status_word: Option<Span>,
    /// When it happened, and by which words.
    pub time: Option<(TimeId, Tie)>,
    /// Where it happened, and by which words.
    pub place: Option<(PlaceId, Tie)>,
}

/// How words depend on others of their sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The words.
    pub words: Span,
    /// The preposition before them.
    pub preposition: Option<Span>,
    /// Their relation in Universal Dependencies.
    pub relation: Relation,
    /// The word that they depend on; none for the root of a sentence.
    pub head: Option<Span>,
}

/// Returns why each event of the record is there.
pub(crate) fn explain(stated: &[Vec<&DetectedEvent>], input: &CodingInput<'_>) -> Vec<Explanation> {
    stated.iter().map(|all| Explanation { mentions: all.iter().map(|event| mention(event, input)).collect() }).collect()
}

fn mention(event: &DetectedEvent, input: &CodingInput<'_>) -> EventMention {
    let reasons = &event.reasons;
    let token_span = |token: usize| input.article.division.span(&(token..token + 1));
    let filled = |entities: &[usize]| -> Vec<(ActorId, Option<Tie>)> {
        let by = |entity: &usize| {
            let named = reasons.participants.iter().find(|(_, behind)| behind.contains(entity));
            Some((*input.id_of.get(entity)?, named.map(|&(token, _)| tie(input, token))))
        };
        entities.iter().filter_map(by).collect()
    };
    let tied = |span: Span| {
        let words = input.tokens_of(event, span);
        top(input, &words).map(|token| Tie { words: span, ..tie(input, token) })
    };
    EventMention {
        anchor: input.article.division.span(&event.anchor),
        word: reasons.word.clone(),
        line: reasons.line,
        pattern: reasons.pattern.clone(),
        planned_as: planned_as(event, input),
        actors: filled(&event.actors),
        recipients: filled(&event.recipients),
        status: event.status,
        status_word: reasons.status.filter(|_| event.status != EventStatus::Actual).map(token_span),
        time: time(event, input).and_then(|id| Some((id, tied(input.times.get(id.0)?.span)?))),
        place: place(event, input).and_then(|id| Some((id, tied(input.places.get(id.0)?.span)?))),
    }
}

/// Returns the type that the event is coded as because it is planned.
fn planned_as(event: &DetectedEvent, input: &CodingInput<'_>) -> Option<String> {
    let mut head = event.reasons.pattern.split_whitespace().skip(1);
    let (event_type, mode) = (head.next()?, head.next().filter(|&mode| mode != "-"));
    let planned = input.ontology.recoded(event_type, mode, Recoding::Planned);
    planned.filter(|&planned| planned == event.event_type && planned != event_type).map(str::to_owned)
}

/// Returns the word of several that the others depend on.
fn top(input: &CodingInput<'_>, words: &[usize]) -> Option<usize> {
    let head = |t: usize| input.article.syntax.head[t];
    words.iter().copied().find(|&t| head(t).is_none_or(|h| !words.contains(&h)))
}

fn tie(input: &CodingInput<'_>, token: usize) -> Tie {
    let article = input.article;
    let syntax = article.syntax;
    let children: Vec<usize> = syntax.children(token, article.sentence(token)).collect();
    let span = |t: usize| article.division.span(&(t..t + 1));
    // The word with its determiners and modifiers, without its preposition and relative clauses.
    let belongs = |t: &usize| {
        let is_part = matches!(
            syntax.relation[*t],
            Relation::Det
                | Relation::Amod
                | Relation::Compound
                | Relation::Flat
                | Relation::Nummod
                | Relation::NmodPoss
        );
        is_part && syntax.upos[*t] != Upos::Punct
    };
    let (mut first, mut last) = (token, token);
    for t in children.iter().copied().filter(belongs) {
        first = first.min(t);
        last = last.max(t);
    }
    Tie {
        words: article.division.span(&(first..last + 1)),
        preposition: children.iter().copied().find(|&t| syntax.relation[t] == Relation::Case).map(span),
        relation: syntax.relation[token],
        head: syntax.head[token].map(span),
    }
}
