//! Explains events: the words that state each event, and the reasons noted when it was detected.

use onrecord_record::{ActorId, EventId, EventStatus, PlaceId, Span, TimeId};

use super::coding::CodedMention;
use super::coding_input::CodingInput;
use super::detected::DetectedEvent;
use super::learned::LearnedEvents;
use super::ontology::{Property, Recoding};
use super::reasons::Judgement;
use crate::syntax::{Relation, Upos};

/// Why an event is in the record: each mention of it in the article.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The mentions, in the order of the event's anchors.
    pub mentions: Vec<EventMention>,
}

/// One mention of an event, with the values read from it.
#[derive(Debug, Clone, PartialEq)]
pub struct EventMention {
    /// The words that state the event.
    pub anchor: Span,
    /// The entry of the ontology that the words match, or the words themselves if only the model finds the event.
    pub word: String,
    /// Line of that entry; 0 for a word of a list and for an event that only the model finds.
    pub line: usize,
    /// The list, or the head above the entry, such as `verb ASSAULT - obj killed`; the type if only the model finds the
    /// event.
    pub pattern: String,
    /// The model's judgement of the words; `None` if the ontology leaves no type to the model.
    pub judgement: Option<Judgement>,
    /// Whether only the model finds the event here, because no entry of the ontology states it.
    pub by_model_alone: bool,
    /// The type as which it is coded while planned, if that differs from the type of the pattern.
    pub planned_as: Option<String>,
    /// The actors, with the words for each; `None` if the actor was not found through words around the trigger.
    pub actors: Vec<(ActorId, Option<Tie>)>,
    /// The recipients, in the same way.
    pub recipients: Vec<(ActorId, Option<Tie>)>,
    /// Whether the event is actual, planned, possible or negated.
    pub status: EventStatus,
    /// The word that sets the status; `None` for an actual event.
    pub status_word: Option<Span>,
    /// When it happened, and the words for it.
    pub time: Option<(TimeId, Tie)>,
    /// Where it happened, and the words for it.
    pub place: Option<(PlaceId, Tie)>,
}

/// What is known about a word of the article as a possible trigger, whether or not it became an event.
#[derive(Debug, Clone, PartialEq)]
pub struct WordExplanation {
    /// The word.
    pub span: Span,
    /// The entries of the ontology that the word matches: entry, line, and the head above it.
    pub entries: Vec<(String, usize, String)>,
    /// The type of the event that the ontology alone finds there, without the model.
    pub stated: Option<String>,
    /// The model's judgement of the word; `None` if the probability of an event is below 0.1, or the ontology does not
    /// leave the likeliest type to the model.
    pub judgement: Option<Judgement>,
    /// The event of the record whose trigger contains the word.
    pub event: Option<EventId>,
}

/// The syntactic connection of words to the rest of their sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The words.
    pub words: Span,
    /// The preposition before them.
    pub preposition: Option<Span>,
    /// Their relation in Universal Dependencies.
    pub relation: Relation,
    /// The word that they depend on; `None` for the root of a sentence.
    pub head: Option<Span>,
}

/// Returns the reasons for each event of the record.
pub(crate) fn explain(mentions: &[Vec<CodedMention<'_>>], input: &CodingInput<'_>) -> Vec<Explanation> {
    mentions
        .iter()
        .map(|all| Explanation { mentions: all.iter().map(|coded| mention(coded, input)).collect() })
        .collect()
}

/// Returns what is known about each occurrence of a word, which is in lower case. `stated` are the events that the
/// ontology finds without the model; `mentions` are those of the events of the record.
pub(crate) fn explain_word(
    word: &str,
    stated: &[DetectedEvent],
    mentions: &[Vec<CodedMention<'_>>],
    learned: Option<&LearnedEvents<'_>>,
    input: &CodingInput<'_>,
) -> Vec<WordExplanation> {
    let article = input.article;
    let entries: Vec<(String, usize, String)> = input
        .ontology
        .triggers(word)
        .into_iter()
        .map(|entry| (entry.word.clone(), entry.line, entry.pattern.clone()))
        .collect();
    let mut event_at = vec![None; article.n_tokens()];
    for (number, all) in mentions.iter().enumerate() {
        all.iter().for_each(|coded| event_at[coded.detected.anchor.clone()].fill(Some(EventId(number))));
    }
    let mut stated_at = vec![None; article.n_tokens()];
    stated.iter().for_each(|event| stated_at[event.anchor.clone()].fill(Some(&event.event_type)));
    let is_learned =
        |judgement: &Judgement| input.ontology.properties(&judgement.event_type, None).has(Property::Learned);
    let judgement = |token: usize| {
        let learned = learned?;
        learned.at(&(token..token + 1)).map(|scores| learned.judgement(scores)).filter(is_learned)
    };
    let of_token = |token: usize| WordExplanation {
        span: article.division.span(&(token..token + 1)),
        entries: entries.clone(),
        stated: stated_at[token].cloned(),
        judgement: judgement(token),
        event: event_at[token],
    };
    (0..article.n_tokens()).filter(|&token| article.lower(token) == word).map(of_token).collect()
}

fn mention(coded: &CodedMention<'_>, input: &CodingInput<'_>) -> EventMention {
    let event = coded.detected;
    let reasons = &event.reasons;
    let token_span = |token: usize| input.article.division.span(&(token..token + 1));
    let filled = |entities: &[usize]| -> Vec<(ActorId, Option<Tie>)> {
        let by = |entity: &usize| {
            let named = reasons.participants.iter().find(|(_, behind)| behind.contains(entity));
            Some((input.actors.id_of(*entity)?, named.map(|&(token, _)| tie(input, token))))
        };
        entities.iter().filter_map(by).collect()
    };
    let tied = |span: Span| {
        let words: Vec<usize> = input.tokens_within(span).collect();
        top(input, &words).map(|token| Tie { words: span, ..tie(input, token) })
    };
    EventMention {
        anchor: input.article.division.span(&event.anchor),
        word: reasons.word.clone(),
        line: reasons.line,
        pattern: reasons.pattern.clone(),
        judgement: reasons.judgement.clone(),
        by_model_alone: reasons.by_model_alone,
        planned_as: planned_as(event, input),
        actors: filled(&event.actors),
        recipients: filled(&event.recipients),
        status: event.status,
        status_word: reasons.status.filter(|_| event.status != EventStatus::Actual).map(token_span),
        time: coded.time.and_then(|id| Some((id, tied(input.times.get(id.0)?.span)?))),
        place: coded.place.and_then(|id| Some((id, tied(input.places.get(id.0)?.span)?))),
    }
}

/// Returns the type as which the event is coded because it is planned.
fn planned_as(event: &DetectedEvent, input: &CodingInput<'_>) -> Option<String> {
    let mut head = event.reasons.pattern.split_whitespace().skip(1);
    let (event_type, mode) = (head.next()?, head.next().filter(|&mode| mode != "-"));
    let planned = input.ontology.recoded(event_type, mode, Recoding::Planned);
    planned.filter(|&planned| planned == event.event_type && planned != event_type).map(str::to_owned)
}

/// Returns the word on which the other words depend.
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
