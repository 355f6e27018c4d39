//! Why an event is there: what the stage noted while it found it.

use std::cell::RefCell;

use onrecord_record::{ActorId, EventStatus, PlaceId, Span, TimeId};

use super::circumstances;
use super::coded::Made;
use super::ontology::{Recoding, Trigger};
use super::{Found, Upos};
use crate::syntax::Relation;

/// What is noted while one event is looked for.
#[derive(Debug, Default)]
pub(super) struct Log(RefCell<Reasons>);

/// Why something was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Reasons {
    /// The entry of the ontology, its line, and the head above it.
    word: String,
    line: usize,
    pattern: String,
    /// Words, and the entities behind each.
    parties: Vec<(usize, Vec<usize>)>,
    /// The word that set the status.
    status: Option<usize>,
}

impl Log {
    /// Forgets what the last trigger gave.
    pub(super) fn begin(&self) {
        let mut noted = self.0.borrow_mut();
        noted.parties.clear();
        noted.status = None;
    }

    pub(super) fn parties(&self, token: usize, entities: &[usize]) {
        if !entities.is_empty() {
            self.0.borrow_mut().parties.push((token, entities.to_vec()));
        }
    }

    pub(super) fn status(&self, word: usize) {
        self.0.borrow_mut().status = Some(word);
    }

    /// Returns what was noted since the beginning, where a word of a list tells the event.
    pub(super) fn listed(&self, list: &str, word: String) -> Reasons {
        Reasons { word, line: 0, pattern: list.to_owned(), ..self.0.take() }
    }

    /// Returns what was noted since the beginning.
    pub(super) fn reasons(&self, trigger: &Trigger) -> Reasons {
        let noted = self.0.take();
        Reasons { word: trigger.word.clone(), line: trigger.line, pattern: trigger.pattern.clone(), ..noted }
    }
}

/// Why an event is in the record: each place of the article that tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// In the order of the event's anchors.
    pub tellings: Vec<Telling>,
}

/// One place that tells an event, and what was read there.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    /// The words that state it.
    pub anchor: Span,
    /// The entry of the ontology that they are a form of.
    pub word: String,
    /// Line of that entry; 0 where it is a word of a list.
    pub line: usize,
    /// The list, or the head above the entry, such as `verb ASSAULT - obj killed`.
    pub pattern: String,
    /// The type that it counts as until it happens, where that is not the type of the pattern.
    pub planned_as: Option<String>,
    /// Who does it, and by which words; words are missing where the side came from elsewhere.
    pub actors: Vec<(ActorId, Option<Tie>)>,
    /// To whom it is done.
    pub recipients: Vec<(ActorId, Option<Tie>)>,
    /// Whether it is real.
    pub status: EventStatus,
    /// The word that says so; none where no word speaks against an actual event.
    pub status_word: Option<Span>,
    /// When, and by which words.
    pub time: Option<(TimeId, Tie)>,
    /// Where, and by which words.
    pub place: Option<(PlaceId, Tie)>,
}

/// How words hang together with others of their sentence.
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
pub(crate) fn explain(told: &[Vec<&Found>], made: &Made<'_>) -> Vec<Explanation> {
    told.iter().map(|all| Explanation { tellings: all.iter().map(|found| telling(found, made)).collect() }).collect()
}

fn telling(found: &Found, made: &Made<'_>) -> Telling {
    let reasons = &found.reasons;
    let token_span = |token: usize| made.article.division.span(&(token..token + 1));
    let filled = |entities: &[usize]| -> Vec<(ActorId, Option<Tie>)> {
        let by = |entity: &usize| {
            let named = reasons.parties.iter().find(|(_, behind)| behind.contains(entity));
            Some((*made.id_of.get(entity)?, named.map(|&(token, _)| tie(made, token))))
        };
        entities.iter().filter_map(by).collect()
    };
    let tied = |span: Span| {
        let words = circumstances::words(found, made, span);
        top(made, &words).map(|token| Tie { words: span, ..tie(made, token) })
    };
    Telling {
        anchor: made.article.division.span(&found.anchor),
        word: reasons.word.clone(),
        line: reasons.line,
        pattern: reasons.pattern.clone(),
        planned_as: planned_as(found, made),
        actors: filled(&found.actors),
        recipients: filled(&found.recipients),
        status: found.status,
        status_word: reasons.status.filter(|_| found.status != EventStatus::Actual).map(token_span),
        time: circumstances::time(found, made).and_then(|id| Some((id, tied(made.times.get(id.0)?.span)?))),
        place: circumstances::place(found, made).and_then(|id| Some((id, tied(made.places.get(id.0)?.span)?))),
    }
}

/// The type that the event was made because it is planned.
fn planned_as(found: &Found, made: &Made<'_>) -> Option<String> {
    let mut head = found.reasons.pattern.split_whitespace().skip(1);
    let (event_type, mode) = (head.next()?, head.next().filter(|&mode| mode != "-"));
    let planned = made.ontology.recoded(event_type, mode, Recoding::Planned);
    planned.filter(|&planned| planned == found.event_type && planned != event_type).map(str::to_owned)
}

/// The word of several that the others depend on.
fn top(made: &Made<'_>, words: &[usize]) -> Option<usize> {
    let head = |t: usize| made.article.syntax.head[t];
    words.iter().copied().find(|&t| head(t).is_none_or(|h| !words.contains(&h)))
}

fn tie(made: &Made<'_>, token: usize) -> Tie {
    let article = made.article;
    let syntax = article.syntax;
    let children: Vec<usize> = syntax.children(token, article.sentence(token)).collect();
    let span = |t: usize| article.division.span(&(t..t + 1));
    // The word with what stands before it and belongs to it, without its preposition and what is told of it.
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
