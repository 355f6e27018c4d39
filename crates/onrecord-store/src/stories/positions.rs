//! Who is for and against what: sides that are taken in so many words, by somebody whom the words name.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{ActorKind, Span, StatementId};
use serde::Serialize;

use super::actors::Cast;
use super::stances::{self, Stance};
use super::terms;
use super::view::{Passage, Piece};
use crate::day;

/// What sides are taken on in a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Issue {
    /// It, in the words of the first who takes a side.
    pub topic: String,
    /// Who is for it, against it, or speaks of it without a side that the words tell, in the order of time.
    pub positions: Vec<Position>,
}

/// Somebody's position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Position {
    /// The day on which it was said or published.
    pub day: Option<String>,
    /// Who: one of the story's actors.
    pub actor: usize,
    /// Which side.
    pub stance: Stance,
    /// The words that take the side; of what is unclear, all that is said.
    pub words: Passage,
    /// The sentence around them.
    pub sentence: String,
}

struct Found {
    day: i64,
    topic: String,
    position: Position,
    /// The sentence, by which what is unclear is told from what is not.
    at: (usize, Span),
}

/// Returns the issues of `pieces`, those with the most positions first.
pub(super) fn of(pieces: &[Piece], cast: &Cast) -> Vec<Issue> {
    let mut by_issue: BTreeMap<Vec<String>, Vec<Found>> = BTreeMap::new();
    for (article, piece) in pieces.iter().enumerate() {
        for sentence in &piece.record.sentences {
            for taken in stances::taken(piece.text(), *sentence) {
                let Some((actor, statement)) = holder(piece, article, cast, taken.subject_end, taken.cue) else {
                    continue;
                };
                if is_somebody(piece, taken.issue) {
                    continue;
                }
                let topic = taken.issue.text(piece.text()).to_owned();
                let position = Position {
                    day: None,
                    actor,
                    stance: taken.stance,
                    words: piece.passage(article, statement.map(|id| id.to_string()), &[taken.cue.cover(taken.issue)]),
                    sentence: crate::index::one_line(sentence.text(piece.text())),
                };
                let found = Found { day: said(piece, statement), topic, position, at: (article, *sentence) };
                by_issue.entry(terms::words(taken.issue.text(piece.text())).collect()).or_default().push(found);
            }
        }
    }
    let said = contents(pieces);
    let mut issues = Vec::new();
    for (issue, mut found) in by_issue.into_iter().filter(|(issue, _)| !issue.is_empty()) {
        let spoken: Vec<&Content> = said.iter().filter(|content| holds(&content.words, &issue)).collect();
        let holders: BTreeSet<usize> = found.iter().map(|one| one.position.actor).collect();
        // What one person says once is no issue of a story.
        if holders.len() < 2 && spoken.len() < 2 {
            continue;
        }
        // One word that one person takes a side on is too little to know that others speak of the same.
        if holders.len() >= 2 || issue.len() >= 2 {
            let taken: BTreeSet<(usize, Span)> = found.iter().map(|one| one.at).collect();
            found.extend(spoken.iter().flat_map(|content| unclear(pieces, cast, content, &taken)));
        }
        found.sort_by_key(|one| one.day);
        let topic = found.iter().find(|one| !one.topic.is_empty()).map(|one| one.topic.clone()).unwrap_or_default();
        let dated = found.into_iter().map(|one| Position { day: day::date(one.day), ..one.position });
        issues.push(Issue { topic, positions: dated.collect() });
    }
    issues.sort_by_key(|issue| usize::MAX - issue.positions.len());
    issues
}

/// Whether the words name or describe an actor: a side for somebody is no side in a matter.
fn is_somebody(piece: &Piece, issue: Span) -> bool {
    let actors = piece.record.actors.iter().filter(|actor| actor.kind != ActorKind::Other);
    actors.flat_map(|actor| &actor.mentions).any(|mention| mention.span.end == issue.end)
}

/// Returns who takes a side: the actor whose mention ends where the subject does, or whoever says "I" or "we".
fn holder(
    piece: &Piece,
    article: usize,
    cast: &Cast,
    subject_end: usize,
    cue: Span,
) -> Option<(usize, Option<StatementId>)> {
    let record = &piece.record;
    // The innermost statement in whose content the words are: later ones lie inside earlier ones.
    let inside = |span: Span| {
        let mut around = record.statements.iter().enumerate();
        let found = around.rfind(|(_, statement)| statement.content.iter().any(|content| content.contains(span)));
        found.map(|(place, statement)| (StatementId(place), statement))
    };
    let subject = piece.text()[..subject_end].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let statement = inside(cue);
    if matches!(subject, "I" | "we" | "We") {
        let (id, statement) = statement?;
        let speaker = cast.those(article, &statement.speakers).into_iter().next()?;
        return Some((speaker, Some(id)));
    }
    // "Lee, who opposed it" is Lee; "those who opposed it" are nobody that is named.
    let before = piece.text()[..subject_end - subject.len()].trim_end();
    if matches!(subject, "who" | "which" | "that") && !before.ends_with(',') {
        return None;
    }
    let named = record
        .actors
        .iter()
        .enumerate()
        .find(|(_, actor)| actor.mentions.iter().any(|mention| mention.span.end == subject_end));
    let actor = cast.those(article, &[onrecord_record::ActorId(named?.0)]).into_iter().next()?;
    Some((actor, statement.map(|(id, _)| id)))
}

fn said(piece: &Piece, statement: Option<StatementId>) -> i64 {
    let time = statement.and_then(|id| piece.record.statements[id.0].time);
    let day = time.map_or(0, |time| day::number(&piece.record.times[time.0].value));
    if day > 0 { day } else { piece.day }
}

/// What a statement says.
struct Content {
    article: usize,
    id: StatementId,
    words: Vec<String>,
}

fn contents(pieces: &[Piece]) -> Vec<Content> {
    let all = pieces.iter().enumerate().flat_map(|(article, piece)| {
        piece.record.statements.iter().enumerate().map(move |(place, statement)| {
            let words = terms::words(&crate::index::pieces(piece.text(), &statement.content)).collect();
            Content { article, id: StatementId(place), words }
        })
    });
    all.collect()
}

fn holds(words: &[String], issue: &[String]) -> bool {
    words.windows(issue.len()).any(|window| window == issue)
}

/// Returns what is said of an issue where no side is taken, by speakers whom the article names.
fn unclear(pieces: &[Piece], cast: &Cast, content: &Content, taken: &BTreeSet<(usize, Span)>) -> Option<Found> {
    let piece = &pieces[content.article];
    let statement = &piece.record.statements[content.id.0];
    let actor = cast.those(content.article, &statement.speakers).into_iter().next()?;
    let all = statement.content.iter().copied().reduce(Span::cover)?;
    if taken.iter().any(|(article, sentence)| *article == content.article && sentence.overlaps(all)) {
        return None;
    }
    let words = piece.passage(content.article, Some(content.id.to_string()), &statement.content);
    let sentence = crate::index::one_line(piece.sentence(all).text(piece.text()));
    let position = Position { day: None, actor, stance: Stance::Unclear, words, sentence };
    let day = said(piece, Some(content.id));
    Some(Found { day, topic: String::new(), position, at: (content.article, piece.sentence(all)) })
}
