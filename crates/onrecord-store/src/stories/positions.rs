//! Positions for and against issues, where a named actor takes a side explicitly.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{ActorKind, Span, StatementId};
use serde::Serialize;

use super::actors::ActorIndex;
use super::document::{Passage, StoryDocument};
use super::stances::{self, Stance};
use super::terms;
use crate::date::date_of_day;
use crate::entries::statement_day;
use crate::text::{joined_spans, one_line};

/// An issue on which actors of a story take sides.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Issue {
    /// The issue, in the words of the first actor who takes a side.
    pub topic: String,
    /// The positions for, against and unclear, in chronological order.
    pub positions: Vec<Position>,
}

/// The position of one actor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Position {
    /// The day on which it was said or published.
    pub day: Option<String>,
    /// The actor, as an index of the story's actors.
    pub actor: usize,
    /// Probability that the actor is the one who takes the side, 0 to 1; `None` if the article names that actor.
    pub speaker_confidence: Option<f32>,
    /// The side.
    pub stance: Stance,
    /// The words that express the side; if it is unclear, the whole content of the statement.
    pub words: Passage,
    /// The sentence that contains them.
    pub sentence: String,
}

struct DatedPosition {
    day: i64,
    topic: String,
    position: Position,
    /// The article and sentence, so that a statement there does not also count as unclear.
    at: (usize, Span),
}

/// Returns the issues of `docs`, ordered by the number of positions, highest first.
pub(super) fn of(docs: &[StoryDocument], index: &ActorIndex) -> Vec<Issue> {
    let mut by_issue: BTreeMap<Vec<String>, Vec<DatedPosition>> = BTreeMap::new();
    for (article, doc) in docs.iter().enumerate() {
        for sentence in &doc.record.sentences {
            for taken in stances::taken(doc.text(), *sentence) {
                let Some(Holder { actor, statement, speaker_confidence }) =
                    holder(doc, article, index, taken.subject_end, taken.cue)
                else {
                    continue;
                };
                if is_somebody(doc, taken.issue) {
                    continue;
                }
                let topic = taken.issue.text(doc.text()).to_owned();
                let position = Position {
                    day: None,
                    actor,
                    speaker_confidence,
                    stance: taken.stance,
                    words: doc.passage(article, statement.map(|id| id.to_string()), &[taken.cue.cover(taken.issue)]),
                    sentence: one_line(sentence.text(doc.text())),
                };
                let found = DatedPosition { day: day_of(doc, statement), topic, position, at: (article, *sentence) };
                by_issue.entry(terms::words(taken.issue.text(doc.text())).collect()).or_default().push(found);
            }
        }
    }
    let said = contents(docs);
    let mut issues = Vec::new();
    for (issue, mut found) in by_issue.into_iter().filter(|(issue, _)| !issue.is_empty()) {
        let spoken: Vec<&Content> = said.iter().filter(|content| holds(&content.words, &issue)).collect();
        let holders: BTreeSet<usize> = found.iter().map(|one| one.position.actor).collect();
        // A single remark by one person is not an issue of the story.
        if holders.len() < 2 && spoken.len() < 2 {
            continue;
        }
        // If only one person takes a side on a single word, others may use that word in another sense.
        if holders.len() >= 2 || issue.len() >= 2 {
            let taken: BTreeSet<(usize, Span)> = found.iter().map(|one| one.at).collect();
            found.extend(spoken.iter().flat_map(|content| unclear(docs, index, content, &taken)));
        }
        found.sort_by_key(|one| one.day);
        let topic = found.iter().find(|one| !one.topic.is_empty()).map(|one| one.topic.clone()).unwrap_or_default();
        let dated = found.into_iter().map(|one| Position { day: date_of_day(one.day), ..one.position });
        issues.push(Issue { topic, positions: dated.collect() });
    }
    issues.sort_by_key(|issue| usize::MAX - issue.positions.len());
    issues
}

/// Returns whether the words are a mention of an actor: siding with somebody is not a position on an issue.
fn is_somebody(doc: &StoryDocument, issue: Span) -> bool {
    let actors = doc.record.actors.iter().filter(|actor| actor.kind != ActorKind::Other);
    actors.flat_map(|actor| &actor.mentions).any(|mention| mention.span.end == issue.end)
}

/// The actor who takes a side.
struct Holder {
    actor: usize,
    /// The statement that reports it.
    statement: Option<StatementId>,
    /// The probability of the statement's speakers, if its speaker takes the side.
    speaker_confidence: Option<f32>,
}

/// Returns the actor who takes a side, and the statement that reports it. The actor is the one whose mention ends where
/// the subject does, or the speaker who says "I" or "we".
fn holder(doc: &StoryDocument, article: usize, index: &ActorIndex, subject_end: usize, cue: Span) -> Option<Holder> {
    let record = &doc.record;
    // The last matching statement is the innermost one, because nested statements follow the statements that contain
    // them.
    let inside = |span: Span| {
        let mut around = record.statements.iter().enumerate();
        let found = around.rfind(|(_, statement)| statement.content.iter().any(|content| content.contains(span)));
        found.map(|(place, statement)| (StatementId(place), statement))
    };
    let subject = doc.text()[..subject_end].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let statement = inside(cue);
    if stances::is_speaker(subject) {
        let (id, statement) = statement?;
        let speaker = index.actors_of(article, &statement.speakers).into_iter().next()?;
        return Some(Holder { actor: speaker, statement: Some(id), speaker_confidence: statement.speaker_confidence });
    }
    // In "Lee, who opposed it" the subject is Lee; "those who opposed it" has no named subject.
    let before = doc.text()[..subject_end - subject.len()].trim_end();
    if stances::is_relative(subject) && !before.ends_with(',') {
        return None;
    }
    let named = record
        .actors
        .iter()
        .enumerate()
        .find(|(_, actor)| actor.mentions.iter().any(|mention| mention.span.end == subject_end));
    let actor = index.actors_of(article, &[onrecord_record::ActorId(named?.0)]).into_iter().next()?;
    Some(Holder { actor, statement: statement.map(|(id, _)| id), speaker_confidence: None })
}

/// Returns the day of a statement, or else of publication.
fn day_of(doc: &StoryDocument, statement: Option<StatementId>) -> i64 {
    statement.map_or(doc.day, |id| statement_day(&doc.record, &doc.record.statements[id.0]))
}

/// The content of a statement.
struct Content {
    article: usize,
    id: StatementId,
    words: Vec<String>,
}

fn contents(docs: &[StoryDocument]) -> Vec<Content> {
    let all = docs.iter().enumerate().flat_map(|(article, doc)| {
        doc.record.statements.iter().enumerate().map(move |(position, statement)| {
            let words = terms::words(&joined_spans(doc.text(), &statement.content)).collect();
            Content { article, id: StatementId(position), words }
        })
    });
    all.collect()
}

fn holds(words: &[String], issue: &[String]) -> bool {
    words.windows(issue.len()).any(|window| window == issue)
}

/// Returns the unclear position of a named speaker whose statement mentions an issue without taking a side.
fn unclear(
    docs: &[StoryDocument],
    index: &ActorIndex,
    content: &Content,
    taken: &BTreeSet<(usize, Span)>,
) -> Option<DatedPosition> {
    let doc = &docs[content.article];
    let statement = &doc.record.statements[content.id.0];
    let actor = index.actors_of(content.article, &statement.speakers).into_iter().next()?;
    let all = statement.content.iter().copied().reduce(Span::cover)?;
    if taken.iter().any(|(article, sentence)| *article == content.article && sentence.overlaps(all)) {
        return None;
    }
    let words = doc.passage(content.article, Some(content.id.to_string()), &statement.content);
    let sentence = one_line(doc.sentence(all).text(doc.text()));
    let speaker_confidence = statement.speaker_confidence;
    let position = Position { day: None, actor, speaker_confidence, stance: Stance::Unclear, words, sentence };
    let day = day_of(doc, Some(content.id));
    Some(DatedPosition { day, topic: String::new(), position, at: (content.article, doc.sentence(all)) })
}
